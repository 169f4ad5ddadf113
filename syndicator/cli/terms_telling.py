"""Terms as a person would want to read them: a line in short, then what they allow, ask, limit and leave open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from syndicator.core.comparing import words
from syndicator.core.evidence import Evidence, Topic
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms

ADVICE = "This is what a program read; it is no legal advice."
_REPOST = {
    Republish.YES: "You may repost it",
    Republish.NO: "You may not repost it",
    Republish.UNKNOWN: "Whether you may repost it cannot be told, so ask",
}
_COMMERCIALLY = {
    Commercial.ALLOWED: "commercial sites may, too",
    Commercial.FORBIDDEN: "not for commercial use",
    Commercial.ASK: "commercial sites ask first",
    Commercial.SILENT: "it does not say whether commercial sites may",
}
_CHANGED = {
    Derivatives.ALLOWED: "changed if you like",
    Derivatives.FORBIDDEN: "unchanged",
    Derivatives.STYLE_ONLY: "with changes of style only",
    Derivatives.SHARE_ALIKE: "changed only under the same licence",
    Derivatives.ASK: "unchanged, unless you ask",
    Derivatives.SILENT: "it does not say whether it may be changed",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the terms say, and the evidence for it (none for what they do not say)."""

    says: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind under a title."""

    title: str
    items: tuple[Item, ...]


def in_short(terms: Terms) -> str:
    """May I repost it, commercially, changed: in one line."""
    if terms.republish is not Republish.YES:
        return f"{_REPOST[terms.republish]}."
    licence = f" ({words.licence_name(terms.licence)})" if terms.licence else ""
    narrow = terms.audience if terms.audience != "anyone" else ""
    whom = f" if you are one of: {words.AUDIENCES.get(narrow, narrow)}" if narrow else ""
    return f"{_REPOST[terms.republish]}{licence}{whom}; {_COMMERCIALLY[terms.commercial]}; {_CHANGED[terms.derivatives]}."


def sections(terms: Terms) -> tuple[Section, ...]:
    """Everything the terms say and do not say, in the order in which a person asks; sections without items are left out."""
    parts = (
        ("What it allows and forbids", _allowed),
        ("What you must do", _duties),
        ("What is limited", _limits),
        ("Whose articles", _whose),
        ("Whom to write to", _contact),
        ("Where it contradicts itself", _conflicts),
        ("What is not known", _unknown),
        ("What machines are told", _machines),
    )
    made = (Section(title, tuple(items(terms))) for title, items in parts)
    return tuple(section for section in made if section.items)


def _allowed(terms: Terms) -> Iterator[Item]:
    if terms.republish is not Republish.UNKNOWN:
        yield Item(f"It {words.REPUBLISH[terms.republish]}.", terms.because(Topic.REPUBLISH))
    if terms.licence:
        address = f" ({terms.licence_url})" if terms.licence_url else ""
        yield Item(f"The licence is {words.licence_name(terms.licence)}{address}.", terms.because(Topic.LICENCE))
    if terms.commercial is not Commercial.SILENT:
        yield Item(f"It {words.COMMERCIAL[terms.commercial]}.", terms.because(Topic.COMMERCIAL))
    for name in terms.meanings:
        yield Item(f"It counts {words.MEANINGS[name]}.", terms.because(Topic.MEANING, name))
    if terms.derivatives is not Derivatives.SILENT:
        yield Item(f"It {words.DERIVATIVES[terms.derivatives]}.", terms.because(Topic.DERIVATIVES))
    for name, answer in terms.changes:
        yield Item(f"It {words.ANSWERS[answer]} {words.CHANGES[name]}.", terms.because(Topic.CHANGE, name))


def _duties(terms: Terms) -> Iterator[Item]:
    for name in terms.duties:
        yield Item(f"It asks for {words.DUTIES[name]}.", terms.because(Topic.DUTY, name))
    if terms.credit:
        yield Item(f"The credit line is prescribed: “{terms.credit}”.", terms.because(Topic.CREDIT))
    if terms.copyright_line:
        yield Item(f"The copyright line is “{terms.copyright_line}”.", terms.because(Topic.COPYRIGHT))


def _limits(terms: Terms) -> Iterator[Item]:
    for name, figure in terms.limits:
        says = words.limit(name, figure)
        yield Item(f"{says[0].upper()}{says[1:]}.", terms.because(Topic.LIMIT, name))
    if terms.audience:
        yield Item(f"It is meant for {words.AUDIENCES.get(terms.audience, terms.audience)}.", terms.because(Topic.AUDIENCE))
    if terms.media:
        yield Item(f"It speaks of {words.listed(tuple(words.MEDIA[name] for name in terms.media))}.", terms.because(Topic.MEDIA))
    if terms.removal:
        yield Item(f"A copy has to go {words.removal(terms.removal)}.", terms.because(Topic.REMOVAL))


def _whose(terms: Terms) -> Iterator[Item]:
    if terms.covers:
        yield Item(f"It covers articles of {words.listed(terms.covers)}, and no others.", terms.because(Topic.COVERS))
    if terms.original:
        address = f" ({terms.original_url})" if terms.original_url else ""
        yield Item(f"It credits {terms.original}{address}: a grant of anybody else does not cover that.", terms.because(Topic.ORIGINAL))


def _contact(terms: Terms) -> Iterator[Item]:
    if terms.contact:
        yield Item(f"{terms.contact}", terms.because(Topic.CONTACT))


def _conflicts(terms: Terms) -> Iterator[Item]:
    yield from (Item(conflict) for conflict in terms.conflicts)


def _unknown(terms: Terms) -> Iterator[Item]:
    if terms.unread:
        yield Item(f"Some of it is in a language that is not read ({terms.unread}).", terms.because(Topic.LANGUAGE))
    if terms.republish is Republish.UNKNOWN:
        yield Item("Whether it may be reposted: what is not granted is not allowed.", terms.because(Topic.REPUBLISH))
    if terms.commercial is Commercial.SILENT:
        yield Item("Whether commercial sites may: they have to ask.")
    if terms.derivatives is Derivatives.SILENT:
        yield Item("Whether it may be changed: it is kept word for word.")
    if terms.licence.startswith("LicenseRef-CC-") and not terms.licence_url:
        yield Item("Which Creative Commons licence it is, so that it could be linked.", terms.because(Topic.LICENCE))
    if terms.limit("images") is None:
        yield Item("Whether its images may be taken: they stay with the original.")
    if not terms.contact:
        yield Item("Whom to ask.")


def _machines(terms: Terms) -> Iterator[Item]:
    for name in terms.reservations:
        yield Item(f"It reserves {words.RESERVATIONS[name]}.", terms.because(Topic.RESERVATION, name))
    if terms.reservations:
        yield Item("That says nothing about reposting for people.")


def once(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence without further pieces that quote the same words at the same place by the same rule."""
    first: dict[tuple[object, str], Evidence] = {}
    for e in evidence:
        first.setdefault((e.quote, e.rule), e)
    return tuple(first.values())

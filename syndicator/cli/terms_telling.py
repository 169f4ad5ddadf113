"""Terms as a person would want to read them: what they come to in short, then what they allow, ask, limit and leave open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from syndicator.cli import terms_words as told
from syndicator.core.collecting import granted_media
from syndicator.core.comparing import naming, words
from syndicator.core.evidence import Evidence, Topic
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms
from syndicator.core.weighing import on_reposting, weak

_DUTIES = "What you must do"
_TOO_LONG = "text.too-long"


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

    @property
    def checklist(self) -> bool:
        """Whether its items are things to do."""
        return self.title == _DUTIES


def in_short(terms: Terms) -> str:
    """May I repost it, commercially, changed: in one line."""
    if terms.limit("prior_permission") is not None:
        return told.ASK_FIRST
    if terms.republish is not Republish.YES:
        return told.TOO_LONG if _of_rule(terms, _TOO_LONG) else f"{told.REPOST[terms.republish]}."
    named, _ = naming.licence(terms)
    licence = f" ({words.licence_name(named)})" if named else ""
    narrow = terms.audience if terms.audience != "anyone" else ""
    whom = f" if you are one of: {words.AUDIENCES.get(narrow, narrow)}" if narrow else ""
    commercially = told.COMMERCIALLY.get(terms.commercial, "")
    parts = (f"{told.REPOST[terms.republish]}{licence}{whom}", commercially, told.CHANGED[terms.derivatives])
    line = f"{'; '.join(part for part in parts if part)}."
    return line if commercially else f"{line} {told.NOT_MENTIONED}"


def facts(terms: Terms) -> tuple[str, ...]:
    """What stands below the line in short: whose article it is and its licence, where these are told, and whom to write to."""
    named, _ = naming.licence(terms)
    address = f" ({terms.licence_url})" if terms.licence_url else ""
    licence = (f"Licence: {words.licence_name(named)}{address}",) if named else ()
    holder = (f"Article of: {terms.original}",) if terms.original else ()
    return (*holder, *licence, f"Contact: {terms.contact}" if terms.contact else told.NO_CONTACT)


def sections(terms: Terms) -> tuple[Section, ...]:
    """Everything the terms say and do not say, in the order in which a person asks; sections without items are left out.

    Contradictions come first: they say that a person must decide.
    """
    parts = (
        ("Where it contradicts itself", _conflicts),
        ("What it allows and forbids", _allowed),
        (_DUTIES, _duties),
        ("What is limited", _limits),
        ("Whose articles", _whose),
        ("Whom to write to", _contact),
        ("What is not known", _unknown),
        ("Set aside, because the text permits reposting elsewhere", _set_aside),
        ("What machines are told", _machines),
    )
    made = (Section(title, tuple(items(terms))) for title, items in parts)
    return tuple(section for section in made if section.items)


def _of_rule(terms: Terms, rule: str) -> tuple[Evidence, ...]:
    return tuple(e for e in terms.evidence if e.rule == rule)


def _allowed(terms: Terms) -> Iterator[Item]:
    if terms.republish is not Republish.UNKNOWN:
        yield Item(f"It {words.REPUBLISH[terms.republish]}.", terms.because(Topic.REPUBLISH, terms.republish))
    licence, evidence = naming.licence(terms)
    if licence:
        address = f" ({terms.licence_url})" if terms.licence_url else ""
        yield Item(f"The licence is {words.licence_name(licence)}{address}.", evidence)
    if terms.commercial is not Commercial.SILENT:
        yield Item(f"It {words.COMMERCIAL[terms.commercial]}.", terms.because(Topic.COMMERCIAL))
    for name in terms.meanings:
        yield Item(told.MEANS[name], terms.because(Topic.MEANING, name))
    if terms.derivatives is not Derivatives.SILENT:
        yield Item(f"It {words.DERIVATIVES[terms.derivatives]}.", terms.because(Topic.DERIVATIVES))
    for name, answer in terms.changes:
        yield Item(f"It {words.ANSWERS[answer]} {words.CHANGES[name]}.", terms.because(Topic.CHANGE, name))


def _duties(terms: Terms) -> Iterator[Item]:
    for name in terms.duties:
        yield Item(told.TO_DO[name], terms.because(Topic.DUTY, name))
    if terms.credit:
        yield Item(f"Use the credit line that is prescribed: “{terms.credit}”.", terms.because(Topic.CREDIT))
    for line in terms.disclaimers:
        yield Item(f"Keep this sentence: “{line}”.", terms.because(Topic.DISCLAIMER, line))
    if terms.copyright_line:
        yield Item(f"The copyright line is “{terms.copyright_line}”.", terms.because(Topic.COPYRIGHT))


def _limits(terms: Terms) -> Iterator[Item]:
    for name, figure in terms.limits:
        says = words.limit(name, figure)
        yield Item(f"{says[0].upper()}{says[1:]}.", terms.because(Topic.LIMIT, name))
    if terms.audience:
        yield Item(f"It is meant for {words.AUDIENCES.get(terms.audience, terms.audience)}.", terms.because(Topic.AUDIENCE))
    yield from _media(terms)
    if terms.removal:
        yield Item(f"A copy has to go {words.removal(terms.removal)}.", terms.because(Topic.REMOVAL))


def _media(terms: Terms) -> Iterator[Item]:
    bound = granted_media(terms.evidence)
    for names, says in ((bound, "The permission names"), (tuple(n for n in terms.media if n not in bound), "It also speaks of")):
        if names:
            evidence = (e for name in names for e in terms.because(Topic.MEDIA, name))
            yield Item(f"{says} {words.listed(tuple(words.MEDIA[name] for name in names))}.", tuple(evidence))


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
    """Contradictions; the two sentences on reposting come first, as (1) and (2), where nothing settles them."""
    yes = terms.because(Topic.REPUBLISH, Republish.YES)
    no = tuple(e for e in terms.because(Topic.REPUBLISH, Republish.NO) if not weak(e))
    undecided = bool(terms.republish is Republish.UNKNOWN and yes and no and any(map(on_reposting, terms.conflicts)))
    if undecided:
        says = "One sentence allows reposting (1), another forbids it (2). A person must decide."
        if yes[0].quote == no[0].quote:
            says = "One sentence both allows and forbids reposting (1). A person must decide."
        yield Item(says, (yes[0], no[0]))
    yield from (Item(conflict) for conflict in terms.conflicts if not (undecided and on_reposting(conflict)))


def _unknown(terms: Terms) -> Iterator[Item]:
    if terms.unread:
        yield Item(f"Some of it is in a language that is not read ({terms.unread}).", terms.because(Topic.LANGUAGE))
    too_long = _of_rule(terms, _TOO_LONG)
    if too_long:
        yield Item(told.TOO_LONG, too_long)
    if terms.republish is Republish.UNKNOWN and not too_long:
        open_words = tuple(e for e in terms.because(Topic.REPUBLISH) if not weak(e))
        yield Item("Whether it may be reposted: what is not granted is not allowed.", open_words)
    if terms.commercial is Commercial.SILENT:
        yield Item(told.NOT_MENTIONED)
    if terms.derivatives is Derivatives.SILENT:
        yield Item("Whether it may be changed: it is kept word for word.")
    if terms.licence.startswith("LicenseRef-CC-") and not terms.licence_url:
        yield Item("Which Creative Commons licence it is, so that it could be linked.", terms.because(Topic.LICENCE))
    if terms.limit("images") is None:
        yield Item("Whether its images may be taken: they stay with the original.")
    if not terms.contact:
        yield Item(told.NO_CONTACT)


def _set_aside(terms: Terms) -> Iterator[Item]:
    """Reservations beside a permission, which count only where nothing permits."""
    beside = terms.because(Topic.REPUBLISH, Republish.YES)
    reserved = tuple(e for e in terms.because(Topic.REPUBLISH, Republish.NO) if weak(e))
    if beside and reserved and terms.republish is not Republish.NO:
        yield Item("Rights are reserved in general.", reserved)


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

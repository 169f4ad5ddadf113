"""Clause by clause: what the terms ask of this copy, and whether the page shows it, by the code that proves drafts and live pages.

What others publish need not use our words: each clause may be met by any of several obligations, those that our own copies
have first, then what the page offers in their place. Each of them is proven by `core.proof` alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from syndicator.core.article import is_hyperlink, same_address
from syndicator.core.attribution import attribute, obligations
from syndicator.core.auditing.answers import Grade, Outcome, Point
from syndicator.core.auditing.original import Original
from syndicator.core.evidence import Quote, Topic
from syndicator.core.licences import by_url
from syndicator.core.markup import Markup, folded
from syndicator.core.proof import By, Check, Obligation, prove
from syndicator.core.verdict import Form

_MINOR = frozenset({"title", "source_link", "author_institution", "credit_at_top", "keep_links", "tagline", "logo"})
_BY_DUTY = frozenset({"title", "byline", "author_institution", "credit_at_top", "keep_links"})  # asked for where the terms name them
_TO_THE_SITE = ("source_link", "link_to_site")
_COPYRIGHT = re.compile(r"(?i)(?:©|\(c\)|\bcopyright\b)[^\n]{0,160}")
_NOTICES = ("©", "(c)", "copyright")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing the terms ask; any of `by` meets it."""

    duty: str
    by: tuple[Obligation, ...]
    asked: tuple[Quote, ...]


def clauses(original: Original, page: Markup, form: Form) -> tuple[Clause, ...]:
    """What a copy in this form owes but for the link to the original, which `points` of its own speak of."""
    article, terms, source = original.article, original.terms, original.source
    credit = attribute(article, source, terms, original.holder, form)
    found: list[Clause] = []
    for owed in obligations(article, terms, credit):
        if owed.duty in ("hyperlink_original", "change_note") or not _is_asked(owed, original, credit.copyright_line):
            continue
        if owed.duty == "licence_notice" and owed.by is By.WORDS:
            continue  # the address of the licence is asked for (CC 4.0 §3(a)(1)(A)(iv)); its name alone is told apart below
        asked = tuple(e.quote for e in terms.because(Topic.DUTY, owed.duty))
        found.append(Clause(owed.duty, tuple(dict.fromkeys((owed, *_instead(owed, original, page, credit.copyright_line)))), asked))
    return tuple(found)


def answered(found: Iterable[Clause], original: Original, html: str, where: str, story: str) -> Iterator[Point]:
    """A point for each duty: met where each of its clauses is. `story` is the text itself (HTML), whose words are no credit."""
    by_duty: dict[str, list[tuple[Clause, Check]]] = {}
    for clause in found:
        by_duty.setdefault(clause.duty, []).append((clause, _proven(clause, html, where, story)))
    for duty, checked in by_duty.items():
        asked = tuple(dict.fromkeys(quote for clause, _ in checked for quote in clause.asked))
        missing = [check for _, check in checked if not check.met]
        told = missing or [check for _, check in checked]
        says = "; ".join(dict.fromkeys(check.why for check in told))
        quotes = tuple(check.quote for check in told if check.quote)
        weight = Grade.MINOR if duty in _MINOR else Grade.SERIOUS
        if missing and duty == "licence_notice" and (named := _named(original, html, where)):
            weight, says, quotes = Grade.MINOR, f"{named.why}, but {says}", (named.quote,) if named.quote else ()
        yield Point(duty, Outcome.LACKING if missing else Outcome.MET, says, weight, quotes, asked)


def _proven(clause: Clause, html: str, where: str, story: str) -> Check:
    """The first check that is met, else that of our own copies. A link counts wherever it stands: those of the story lead elsewhere."""
    first: Check | None = None
    for owed in clause.by:
        (check,) = prove(html, (owed,), where, body=story if owed.by is By.WORDS else "")
        if check.met:
            return check
        first = first or check
    return first or Check(clause.by[0], False, "it is not shown")


def _named(original: Original, html: str, where: str) -> Check | None:
    credit = attribute(original.article, original.source, original.terms, original.holder, Form.FULL)
    if not credit.licence_name:
        return None
    spellings = (
        credit.licence_name,
        credit.licence_name.replace("-", " "),
        original.terms.licence,
        original.terms.licence.replace("-", " "),
    )
    checks = prove(html, [Obligation("licence_notice", By.WORDS, name) for name in dict.fromkeys(spellings)], where)
    return next((check for check in checks if check.met), None)


def _is_asked(owed: Obligation, original: Original, copyright_line: str) -> bool:
    """Whether others owe it too. Our own copies show more than is asked; nobody else is measured by that."""
    terms = original.terms
    if owed.duty in _BY_DUTY:
        return owed.duty in terms.duties
    if owed.duty == "source_link":
        return any(duty in terms.duties for duty in _TO_THE_SITE) or original.holder.own is False
    if owed.duty != "copyright_notice":
        return True
    # CC 4.0 §3(a)(1)(A)(ii): a copyright notice is kept «if it is supplied by the Licensor».
    supplied = any(mark in line.lower() for line in (terms.copyright_line, original.article.rights) for mark in _NOTICES)
    in_words = any(not e.rule.startswith("licence:") for e in terms.because(Topic.DUTY, "copyright_notice"))
    return bool(copyright_line) and (supplied or in_words)


def _instead(owed: Obligation, original: Original, page: Markup, copyright_line: str) -> Iterator[Obligation]:
    """What does as well as what our own copies would show."""
    source = original.source
    if owed.duty == "source_credit" and owed.value == source.publisher:
        yield from (Obligation(owed.duty, By.WORDS, name) for name in _names(original))
    elif owed.duty == "copyright_notice":
        yield from (Obligation(owed.duty, By.WORDS, line) for line in _copyright_lines(original, page, copyright_line))
    elif owed.duty == "licence_notice":
        wanted = by_url(owed.value)
        yield from (Obligation(owed.duty, By.LINK, link.href) for link in page.links if wanted and by_url(link.href) == wanted)
    elif owed.duty == "source_link":
        home = _host(source.publisher_url or original.article.url)
        yield from (Obligation(owed.duty, By.LINK, link.href) for link in page.links if home and _host(link.href) == home)
    elif owed.duty == "keep_links":
        wanted_key = same_address(owed.value)
        yield from (Obligation(owed.duty, By.LINK, link.href) for link in page.links if same_address(link.href) == wanted_key)
    elif owed.by is By.IMAGE:
        yield from (
            Obligation(owed.duty, By.IMAGE, image.src) for image in page.images if same_address(image.src) == same_address(owed.value)
        )


def _names(original: Original) -> Iterator[str]:
    for name in (original.source.publisher, *original.source.owners):
        yield name
        if name.startswith("The "):
            yield name.removeprefix("The ")


def _copyright_lines(original: Original, page: Markup, line: str) -> Iterator[str]:
    """Lines of the page that claim the copyright for whom it belongs to."""
    owners = [*_names(original), *(author.name for author in original.article.authors), original.holder.holder]
    keys = [folded(name).casefold() for name in owners if name]
    for found in _COPYRIGHT.finditer(page.text):
        said = folded(found[0]).casefold()
        if any(key in said for key in keys) or folded(line).casefold() in said:
            yield found[0].strip()


def _host(address: str) -> str:
    if not is_hyperlink(address):
        return ""
    return (urlsplit(address.strip()).hostname or "").removeprefix("www.")

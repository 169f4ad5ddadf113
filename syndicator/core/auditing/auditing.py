"""One page laid beside one original: what was taken, what was changed, and every question answered with its evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from syndicator.core.auditing.answers import Audit, Grade, Outcome, Point
from syndicator.core.auditing.changes import changed
from syndicator.core.auditing.clauses import answered, clauses
from syndicator.core.auditing.links import Reached, reaching
from syndicator.core.auditing.observing import observed
from syndicator.core.auditing.original import Original
from syndicator.core.auditing.overlap import Kind, Overlap, Text, overlap
from syndicator.core.auditing.permission import permission, site_of
from syndicator.core.auditing.telling import told_changes, told_images, told_nothing_asked
from syndicator.core.derivation import Derivation
from syndicator.core.evidence import Quote
from syndicator.core.markup import Markup, read
from syndicator.core.places import Use
from syndicator.core.proof import By, Obligation, prove
from syndicator.core.rules.uses import commercial_use
from syndicator.core.verdict import Form

_FORMS = {Kind.WHOLE: Form.FULL, Kind.EDITED: Form.FULL, Kind.REWRITTEN: Form.FULL, Kind.EXCERPT: Form.EXCERPT}


@dataclass(frozen=True)
class Copy:
    """A public page that may be a copy, as a reader gets it, and what the network told about its links.

    `leads` says where a go-between (a shortener) was seen to lead; `alive` are links that were followed to a page, `dead` those
    that lead to nothing, and why.
    `use` is how its site is run, where that is known.
    """

    url: str
    html: str
    leads: Mapping[str, str] = field(default_factory=dict)
    alive: frozenset[str] = frozenset()
    dead: Mapping[str, str] = field(default_factory=dict)
    use: Use = Use.COMMUNITY

    @property
    def page(self) -> Markup:
        """The page as its readers see it."""
        return read(self.html, tricks=True)

    @property
    def host(self) -> str:
        """The name of its site."""
        return (urlsplit(self.url).hostname or self.url).removeprefix("www.")


def laid_beside(copy: Copy, text: Text, original: Original) -> Overlap:
    """How much of an original stands in a page."""
    return overlap(original.text, text, linked=bool(reaching(copy.page, original.article.url, copy.leads)))


def audit(copy: Copy, text: Text, original: Original, now: datetime) -> Audit:
    """Answer every question about a page beside its original; `text` are the words of `copy.page`."""
    found = laid_beside(copy, text, original)
    if not found.kind.copied:
        return Audit(found, Derivation(), ())
    apart = changed(original, copy.page, text, found)
    return Audit(found, apart, tuple(_points(copy, text, original, found, apart, now)))


def _points(copy: Copy, text: Text, original: Original, found: Overlap, apart: Derivation, now: datetime) -> Iterator[Point]:
    seen = observed(copy.html, copy.url)
    site = site_of(copy.host, seen, use=copy.use)
    links = reaching(copy.page, original.article.url, copy.leads)
    yield from permission(original, found.kind, site, seen, now)
    yield _linked(copy, original, links)
    if links:
        yield from _followable(copy, links)
    asked = clauses(original, copy.page, _FORMS[found.kind])
    yield from answered(asked, original, copy.html, copy.url, original.prose_in(text, copy.page))
    yield from told_changes(copy.page, copy.url, original, found, apart)
    yield from told_images(copy.page, copy.url, original, commercial=commercial_use(site))
    yield from told_nothing_asked(copy.page, copy.url, original, seen)


def _linked(copy: Copy, original: Original, links: tuple[Reached, ...]) -> Point:
    """Whether a reader can follow a link to the original: by the proof of our own copies, through a go-between if need be."""
    address = original.article.url
    for value in dict.fromkeys((address, *(reached.link.href for reached in links))):
        (check,) = prove(copy.html, (Obligation("hyperlink_original", By.LINK, value),), copy.url)
        if check.met:
            return Point("hyperlink_original", Outcome.MET, check.why, Grade.SERIOUS, (check.quote,) if check.quote else ())
    (check,) = prove(copy.html, (Obligation("hyperlink_original", By.LINK, address),), copy.url)
    quotes = (check.quote,) if check.quote else ()
    return Point("hyperlink_original", Outcome.LACKING, check.why, Grade.SERIOUS, quotes)


def _followable(copy: Copy, links: tuple[Reached, ...]) -> Iterator[Point]:
    """Plain: direct, and counted by crawlers. Alive: it leads to a page."""
    plain = next((reached for reached in links if not reached.through and not reached.unfollowed), None)
    best = plain or links[0]
    why = best.through or f"rel=“{best.unfollowed}” tells search engines not to count it"
    quote = (Quote(best.link.text, copy.url, best.link.start, best.link.end),)
    if plain:
        yield Point("link_plain", Outcome.MET, f"a plain link: {plain.link.href}", Grade.MINOR, quote)
    else:
        yield Point("link_plain", Outcome.LACKING, f"the link is not plain: {why}", Grade.MINOR, quote)
    yield _alive(copy, links)


def _alive(copy: Copy, links: tuple[Reached, ...]) -> Point:
    """Whether one of the links leads a reader to a page, as far as they were followed."""
    alive = next((found for found in links if found.link.href in copy.alive), None)
    if alive is not None:
        return Point("link_alive", Outcome.MET, f"{alive.link.href} leads to a page", Grade.SERIOUS)
    dead = [found for found in links if found.link.href in copy.dead]
    if len(dead) < len(links):
        return Point("link_alive", Outcome.NOT_ASKED, "where the link leads was not or could not be asked")
    why = copy.dead[dead[0].link.href]
    return Point("link_alive", Outcome.LACKING, f"the link leads to nothing: {why}", Grade.SERIOUS, (Quote(dead[0].link.text, copy.url),))

"""Comparing a live page with what was sent: every departure that a reader, or a machine for a reader, would meet."""

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from syndicator.core.article import same_address
from syndicator.core.drift.credits import credit_drift
from syndicator.core.drift.kinds import Drift, Grade, LivePage
from syndicator.core.intrusions import advertisements, paywall
from syndicator.core.licences import by_url
from syndicator.core.markup import Markup, folded, read
from syndicator.core.places import Site
from syndicator.core.post import Post
from syndicator.core.proof import By, Check
from syndicator.core.verdict import Form

_TELLING = 40  # characters of a line that stands nowhere but in its article
_MOST = 0.9  # of the telling lines: fewer, and the text was cut, not edited
_HALF, _LONG = 0.5, 4
_DIRECTIVES = {"nofollow", "none"}


def drifts(page: LivePage, post: Post, address: str, site: Site, checks: Iterable[Check]) -> tuple[Drift, ...]:
    """Every departure of a page from its post; `address` is where the copy was delivered, `checks` the proof of its duties."""
    shown = read(page.html)
    found = [*credit_drift(page.html, shown, checks), *_text(shown, post), *_surroundings(page, shown, post, address, site)]
    return tuple({drift.kind: drift for drift in found}.values())


def _text(shown: Markup, post: Post) -> Iterator[Drift]:
    lines = [line for line in map(folded, read(post.body).text.splitlines()) if len(line) > _TELLING]
    # Without regard to spaces: a theme may set its own around dashes and marks.
    words = "".join(folded(shown.text).split())
    missing = [line for line in lines if "".join(line.split()) not in words]
    if lines and len(missing) == len(lines) and _share(lines, shown.text) < _HALF:
        yield Drift("text_gone", Grade.BREACH, "nothing of the text is shown")
    elif len(missing) > (1 - _MOST) * len(lines) and len(missing) > 1:
        grade = Grade.BREACH if post.form is Form.FULL else Grade.DOUBT
        yield Drift("text_cut", grade, f"{len(missing)} of {len(lines)} passages are not shown, such as “{missing[0][:80]}”")
    elif missing:
        yield Drift("text_changed", Grade.BREACH, f"a passage is not shown as it was sent: “{missing[0][:80]}”")
    title = folded(post.title).casefold()
    if title and title not in folded(shown.text).casefold() and title not in folded(shown.title).casefold():
        yield Drift("title_changed", Grade.DOUBT, f"the headline “{post.title}” is not shown")


def _share(lines: list[str], text: str) -> float:
    """How many of the longer words of some lines a text has."""
    wanted = {word.casefold() for line in lines for word in line.split() if len(word) > _LONG}
    return len(wanted & {word.casefold() for word in folded(text).split()}) / len(wanted) if wanted else 1.0


def _surroundings(page: LivePage, shown: Markup, post: Post, address: str, site: Site) -> Iterator[Drift]:
    if not site.ads and (ads := advertisements(page.html, page.url)):
        yield Drift("ads", Grade.DOUBT, f"the page carries advertisements, which its site is said not to: {', '.join(ads[:3])}")
    if not site.paywall and (why := paywall(page.html)):
        yield Drift("paywall", Grade.DOUBT, f"{why}, and its site is said to be open to all")
    if _host(page.url) != _host(address):
        yield Drift("moved_host", Grade.DOUBT, f"it is shown on another host: {page.url}")
    elif same_address(page.url) != same_address(address):
        yield Drift("moved", Grade.NOTE, f"it moved to {page.url}")
    robots = {word.strip() for text in (shown.meta("robots"), *_headers(page)) for word in text.lower().split(",")}
    if robots & _DIRECTIVES:
        yield Drift("page_nofollow", Grade.DOUBT, "search engines are asked to follow none of its links")
    yield from _declared(page, shown, post, site)


def _declared(page: LivePage, shown: Markup, post: Post, site: Site) -> Iterator[Drift]:
    """What the page tells machines, against what was agreed."""
    home = {same_address(address) for address in (page.url, post.original_url, post.canonical)}
    others = [href for href in shown.declared("canonical") if same_address(_joined(page.url, href)) not in home]
    if others and not any(o.by is By.CANONICAL for o in post.obligations):
        yield Drift("canonical_elsewhere", Grade.DOUBT, f"it declares a third address as canonical: {others[0]}")
    mine = by_url(post.licence_url)
    stated = [*(link.href for link in shown.licence_links), *shown.declared("license")]
    strange = [
        href for href in stated if (said := by_url(href)) is not None and mine is not None and said.id not in (mine.id, site.own_licence)
    ]
    if strange:
        yield Drift("licence_other", Grade.DOUBT, f"it states another licence than the copy's: {strange[0]}")


def _headers(page: LivePage) -> tuple[str, ...]:
    return tuple(value for name, value in page.signals if name == "x-robots-tag")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href

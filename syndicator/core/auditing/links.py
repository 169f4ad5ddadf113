"""The links of a page to an original: direct ones, those through go-betweens, and whether a reader and a crawler can follow them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from syndicator.core.article import is_hyperlink, same_address
from syndicator.core.hyperlinks import misleading
from syndicator.core.markup import Link, Markup

_UNFOLLOWED = frozenset(
    {"nofollow", "ugc", "sponsored"}
)  # https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links


@dataclass(frozen=True, slots=True)
class Reached:
    """A link that leads to the original. `through` is why it is not plain ("" where it is direct)."""

    link: Link
    through: str = ""

    @property
    def unfollowed(self) -> str:
        """The rel values that tell crawlers not to count it, "" where there are none."""
        return " ".join(sorted(_UNFOLLOWED & set(self.link.rel)))


def reaching(page: Markup, address: str, leads: Mapping[str, str]) -> tuple[Reached, ...]:
    """Every link with words that leads to an address, direct ones first; `leads` says where go-betweens were seen to lead."""
    wanted = same_address(address)
    if not is_hyperlink(address):
        return ()
    return tuple(sorted(_reaching(page, wanted, leads), key=lambda found: bool(found.through)))


def go_betweens(page: Markup) -> tuple[str, ...]:
    """The links of a page of which only the go-between knows where they lead: shorteners and redirects that do not show it."""
    found = (link.href for link in page.links if is_hyperlink(link.href) and misleading(link.href) and not shown_in(link.href))
    return tuple(dict.fromkeys(found))


def _reaching(page: Markup, wanted: str, leads: Mapping[str, str]) -> Iterator[Reached]:
    for link in page.links:
        if not is_hyperlink(link.href) or not link.text.strip():
            continue
        if same_address(link.href) == wanted:
            yield Reached(link)
        elif any(same_address(inner) == wanted for inner in shown_in(link.href)):
            yield Reached(link, f"{_host(link.href)} leads on to it")
        elif link.href in leads and same_address(leads[link.href]) == wanted:
            yield Reached(link, misleading(link.href) or f"{_host(link.href)} leads on to it")


def shown_in(href: str) -> tuple[str, ...]:
    """Addresses that stand within another, as redirects have them: in the query, or at the end of the path."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ()
    inner = [value for _, value in parse_qsl(parts.query)]
    path = unquote(parts.path)
    at = max(path.rfind("http://"), path.rfind("https://"))
    if at > 0:
        inner.append(path[at:] + (f"?{parts.query}" if parts.query else ""))
    return tuple(value for value in inner if is_hyperlink(value))


def _host(href: str) -> str:
    return urlsplit(href).hostname or ""

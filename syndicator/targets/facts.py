"""What a page or a text says about itself: title, address, publisher, authors, date and language, read from what it declares and shows."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from syndicator.core.article import Person, is_hyperlink
from syndicator.core.markup import Markup, main_html, read

_HEADING = re.compile(r"(?is)<h1\b[^>]{0,500}>(.{1,2000}?)</h1")
_TIME = re.compile(r"""(?is)<time\b[^>]{0,300}?\bdatetime\s{0,9}=\s{0,9}["']?([^"'<>]{4,40})""")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|" + "|".join(_MONTHS) + r")\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
    )
)
_BYLINE = re.compile(r"^(?:written )?by:?\s+(\S.{1,100})$", re.IGNORECASE)
_NAME = re.compile(r"^(?:[^\W\d_][\w.’'-]*\s?){2,5}$")
_TOP_LINES, _LINE_LENGTH, _NAME_WORDS, _DEEPEST = 15, 200, 6, 6
_NO_NAMES = ("by ", "first ", "last ", "on ", "posted", "publish", "updated", "written")
_PUBLISHED = tuple("article:published_time citation_publication_date dc.date.issued dcterms.issued dc.date parsely-pub-date date".split())
_AUTHOR = ("author", "citation_author", "dc.creator", "parsely-author", "article:author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a document says about itself; an empty string, tuple or None where it is silent. `published` is aware."""

    title: str
    url: str
    publisher: str
    authors: tuple[Person, ...]
    published: datetime | None
    language: str


def facts_of(html: str, base: str = "") -> Facts:
    """The facts of one HTML text, whole page or fragment; `base` is the address it was fetched from ("" for a file)."""
    page = read(html)
    data = tuple(_objects(page.data))
    lines = [line for line in (raw.strip() for raw in page.text.split("\n")) if line][:_TOP_LINES]
    dateline, published = _dateline(lines)
    return Facts(
        title=_title(page, html, data, lines),
        url=_address(page, base),
        publisher=page.meta("og:site_name").strip() or _publisher(data) or page.meta("application-name").strip() or dateline,
        authors=_authors(page, data, lines),
        published=_declared_date(page, data, html) or published,
        language=page.language or page.meta("og:locale").replace("_", "-"),
    )


def _title(page: Markup, html: str, data: Iterable[dict[str, object]], lines: list[str]) -> str:
    heading = _HEADING.search(html)
    shown = read(heading[1]).text if heading else ""
    declared = next((text for one in data if (text := _words(one.get("headline")))), "")
    title = page.meta("og:title").strip() or declared or shown or page.title or (lines[0] if lines else "")
    return " ".join(title.split())[:_LINE_LENGTH]


def _address(page: Markup, base: str) -> str:
    """The document's own address: as fetched, unless a canonical one on the same host names it better."""
    named = [_joined(base, href.strip()) for href in (*page.declared("canonical"), page.meta("og:url")) if href.strip()]
    named = [address for address in named if is_hyperlink(address)]
    if not base:
        # Of two that differ, og:url is the page itself and canonical may be somebody else's original.
        return named[-1] if named else ""
    return next((address for address in named if _host(address) == _host(base)), base)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # urllib refuses a malformed IPv6 host; such an address leads nowhere
        return ""


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _authors(page: Markup, data: Iterable[dict[str, object]], lines: list[str]) -> tuple[Person, ...]:
    for one in data:
        found = tuple(_people(one.get("author")))
        if found:
            return found
    for name in _AUTHOR:
        content = page.meta(name).strip()
        if content and not is_hyperlink(content):
            return _named(content)
    bylines = (_BYLINE.match(line) for line in lines)
    return next((_named(byline[1]) for byline in bylines if byline), ())


def _named(text: str) -> tuple[Person, ...]:
    """The people of a byline; what is not plainly a list of names stays one name."""
    parts = [part.strip() for part in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*|;\s*", text) if part.strip()]
    if len(parts) > 1 and all(_NAME.match(part) for part in parts):
        return tuple(Person(part) for part in parts)
    return (Person(text.strip()),)


def _people(value: object) -> Iterator[Person]:
    for one in value if isinstance(value, list) else [value]:
        name = _words(one.get("name")) if isinstance(one, dict) else _words(one)
        url = _words(one.get("url")) if isinstance(one, dict) else ""
        if name and not is_hyperlink(name):
            yield Person(name, url if is_hyperlink(url) else "")


def _publisher(data: Iterable[dict[str, object]]) -> str:
    for one in data:
        person = next(_people(one.get("publisher")), None)
        if person is not None:
            return person.name
    return ""


def _declared_date(page: Markup, data: Iterable[dict[str, object]], html: str) -> datetime | None:
    shown = _TIME.search(main_html(html) or html)
    stated = [*(page.meta(name) for name in _PUBLISHED), *(_words(one.get("datePublished")) for one in data), shown[1] if shown else ""]
    return next((when for text in stated if text and (when := _moment(text)) is not None), None)


def _moment(text: str) -> datetime | None:
    """An ISO 8601 time or day, or a date in words; one without an offset is taken as UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return _spelled_date(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _dateline(lines: list[str]) -> tuple[str, datetime | None]:
    """The date near the top of a text, and the name before it on its line («The Harbour Bell, May 4, 2021»)."""
    for line in lines:
        found = next((match for pattern in _DATES if (match := pattern.search(line))), None)
        if found and len(line) <= _LINE_LENGTH and (when := _day(found)):
            before = line[: found.start()].strip(" ,–—|-:")
            named = len(before.split()) <= _NAME_WORDS and not before.lower().startswith(_NO_NAMES)
            return before if named else "", when
    return "", None


def _spelled_date(text: str) -> datetime | None:
    return next((_day(found) for pattern in _DATES if (found := pattern.search(text))), None)


def _day(found: re.Match[str]) -> datetime | None:
    month = found["month"].lower()
    number = int(month) if month.isdigit() else 1 + next(i for i, name in enumerate(_MONTHS) if name.startswith(month[:3]))
    try:
        return datetime(int(found["year"]), number, int(found["day"]), tzinfo=UTC)
    except ValueError:  # the 31st of February is a number, not a day
        return None


def _objects(scripts: Iterable[str]) -> Iterator[dict[str, object]]:
    """Every object of the JSON-LD on a page that is a work of its own (https://schema.org/CreativeWork), outermost first."""
    for script in scripts:
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):  # what cannot be read says nothing
            continue
        yield from (one for one in _nested(value, 0) if {"headline", "datePublished", "author"} & one.keys())


def _nested(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        yield from _nested(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _nested(one, depth + 1)


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""

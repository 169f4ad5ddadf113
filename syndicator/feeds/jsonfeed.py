"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) into articles; other JSON is no feed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from syndicator.core.article import Article, Origin, Person, is_hyperlink
from syndicator.core.evidence import Channel, Evidence, Level
from syndicator.core.metadata.news import ninjs_usage_terms, read_ninjs
from syndicator.core.places import Source
from syndicator.core.polling import LONGEST_WISH, Hints
from syndicator.errors import Rejected
from syndicator.feeds.addresses import resolved
from syndicator.feeds.bodies import paragraphs, sane
from syndicator.feeds.nesting import absurd
from syndicator.feeds.rights import licence
from syndicator.feeds.withdrawals import canceled

MAX_ENTRIES = 500
_MAX_BODY = 2 * 2**20
_VERSION = "https://jsonfeed.org/version/1"
_MAX_TAGS = 50


def read(text: str, url: str, source: Source, now: datetime) -> tuple[list[Article], list[str]]:
    """(articles, problems) of a JSON Feed; raises Rejected where the text is none. Unknown keys are passed over."""
    feed = _feed(text)
    items = [item for item in feed["items"] if isinstance(item, dict)]
    problems = [f"the feed has {len(items)} items; the first {MAX_ENTRIES} were read"] if len(items) > MAX_ENTRIES else []
    articles: list[Article] = []
    for number, item in enumerate(items[:MAX_ENTRIES], 1):
        body = _text(item, "content_html") or _text(item, "content_text") or ""
        if len(body) > _MAX_BODY or absurd(_text(item, "content_html")):
            problems.append(f"item {number} was left out: its body is absurdly large, or built so that no parser gets through it")
            continue
        articles.append(_article(item, feed, url, source, now))
    return articles, problems


def wishes(text: str) -> Hints:
    """What the feed asks of its readers: one that is `expired` will never change again, and is looked at as seldom as there is."""
    over = '"expired"' in text and _feed(text).get("expired") is True
    return Hints(minutes=int(LONGEST_WISH.total_seconds()) // 60) if over else Hints()


def _feed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text.lstrip("\ufeff \t\r\n"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Rejected("it is not valid JSON", "give the address of the feed itself") from None
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith(_VERSION) or not isinstance(found.get("items"), list):
        raise Rejected("it is JSON, but no JSON Feed", "give the address of the feed itself")
    return found


def _article(item: dict[str, Any], feed: dict[str, Any], url: str, source: Source, now: datetime) -> Article:
    html, complete = _body(item)
    address, elsewhere = resolved(_text(item, "url"), url), resolved(_text(item, "external_url"), url)
    return Article(
        source_id=source.id,
        id=_id(item),
        url=address or elsewhere,
        title=" ".join(_text(item, "title").split()),
        html=html,
        summary=escape(_text(item, "summary"), quote=False),
        complete=complete,
        authors=tuple(dict.fromkeys(_authors(item, url))) or tuple(dict.fromkeys(_authors(feed, url))),
        published=_date(item, "date_published", now),
        updated=_date(item, "date_modified", now),
        language=_text(item, "language") or _text(feed, "language") or source.language,
        tags=tuple(dict.fromkeys(_text_of(t) for t in _list(item, "tags") if _text_of(t)))[:_MAX_TAGS],
        origin=Origin("", elsewhere) if address and is_hyperlink(elsewhere) and elsewhere != address else None,
        feed_id=_text(feed, "feed_url"),
        feed_title=_text(feed, "title"),
        rights=ninjs_usage_terms(item),
        evidence=(*_licence(item, feed), *read_ninjs(item, "feed entry", Channel.ENTRY, Level.ARTICLE)),
        withdrawn=canceled(_text(item, "pubstatus") or _text(item, "pubStatus")),
    )


def _licence(item: dict[str, Any], feed: dict[str, Any]) -> Iterator[Evidence]:
    """The format has no licence field; the extension object `_license` (`href` or `url`, or an address alone) is read."""
    for place, name, channel, level in (
        (item, "feed entry", Channel.ENTRY, Level.ARTICLE),
        (feed, "feed channel", Channel.FEED, Level.SITE),
    ):
        said = place.get("_license")
        address = (_text(said, "href") or _text(said, "url")) if isinstance(said, dict) else _text_of(said)
        if address:
            yield licence(address, f"{name}, _license", channel, level)
            return


def _body(item: dict[str, Any]) -> tuple[str, bool]:
    if html := _text(item, "content_html"):
        return html, True
    if text := _text(item, "content_text"):
        return paragraphs(text), True
    return paragraphs(_text(item, "summary")), False


def _id(item: dict[str, Any]) -> str:
    """The id; numbers are made text, as the format asks."""
    found = item.get("id")
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else _text_of(found)


def _authors(place: dict[str, Any], url: str) -> Iterator[Person]:
    """`authors` of 1.1, `author` of 1.0."""
    for author in (*_list(place, "authors"), place.get("author")):
        if isinstance(author, dict) and (name := " ".join(_text(author, "name").split())):
            address = resolved(_text(author, "url"), url)
            yield Person(name, address if is_hyperlink(address) else "")


def _date(item: dict[str, Any], key: str, now: datetime) -> datetime | None:
    """An RFC 3339 date, where it is one and can be true."""
    try:
        found = datetime.fromisoformat(_text(item, key))
        return sane(found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC), now)
    except (ValueError, OverflowError):
        return None


def _list(place: dict[str, Any], key: str) -> list[Any]:
    found = place.get(key)
    return found if isinstance(found, list) else []


def _text(place: dict[str, Any], key: str) -> str:
    return _text_of(place.get(key))


def _text_of(value: object) -> str:
    """Text, without the lone surrogates JSON can spell and nothing can store."""
    return value.strip().encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")

"""The words of an entry, as feedparser reads them: title, body, summary, dates and tags, with its surprises evened out."""

import re
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from syndicator.core.markup import shown
from syndicator.feeds import nesting
from syndicator.feeds.outline import Element

SUMMARY_LENGTH = 600  # characters; a description alone that is shorter is taken for a summary, not for the whole text
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_VOID_END = re.compile(r"</(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)>")
_MEDIA = "http://search.yahoo.com/mrss"
_CONTENTS = frozenset({"content", "encoded", "body", "fullitem"})
_MAX_TAGS = 50

Parsed = dict[str, Any]


def title(parsed: Parsed) -> str:
    """The title in words; markup and entities in it are read, those of an Atom title of type text are not."""
    detail = parsed.get("title_detail") or {}
    text = str(detail.get("value") or "")
    return " ".join((nesting.words(text) if detail.get("type") in _MARKUP else text).split())


def absurd(parsed: Parsed) -> bool:
    """Whether any text of an entry is built so that it must not be parsed further."""
    details = (parsed.get("summary_detail") or {}, *(parsed.get("content") or ()))
    return any(nesting.absurd(str(detail.get("value") or "")) for detail in details)


def body(parsed: Parsed, entry: Element) -> tuple[str, str, bool]:
    """(html, summary, complete) of an entry.

    Content is the whole text; a description alone is only taken for it from `SUMMARY_LENGTH` characters on: a long summary is
    rare, and a short article loses nothing but its full form.
    """
    summary = _summary(parsed, entry)
    has_content = any(e.name in _CONTENTS and not e.namespace.startswith(_MEDIA) for e in entry.children)
    for content in parsed.get("content") or () if has_content else ():
        if html := _html(content):
            return html, summary, True
    return summary, summary, len(shown(summary)) >= SUMMARY_LENGTH


def date(parsed: Parsed, name: str, now: datetime) -> datetime | None:
    """A date of an entry (`published`, `updated`); None where it is missing or cannot be true.

    feedparser reads a bare number as a year and takes the first figures of dates in scripts it does not know.
    """
    fields, raw = dict.get(parsed, f"{name}_parsed"), dict.get(parsed, name)  # past feedparser's fallbacks
    if fields is None or not str(raw).isascii():
        return None
    try:
        year, month, day, hour, minute, second = fields[:6]
        found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)  # a leap second
    except (ValueError, TypeError, OverflowError):
        return None
    return sane(found, now)


def sane(found: datetime, now: datetime) -> datetime | None:
    """A date if it lies between 1990 and two days from now."""
    return found if _EARLIEST <= found <= now + _AHEAD else None


def tags(parsed: Parsed) -> tuple[str, ...]:
    """The categories of an entry, each once."""
    found = (" ".join(str(tag.get("label") or tag.get("term") or "").split()) for tag in parsed.get("tags") or ())
    return tuple(dict.fromkeys(tag for tag in found if tag))[:_MAX_TAGS]


def paragraphs(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs."""
    parts = [part.strip() for part in re.split(r"\n[ \t\r]*\n", text) if part.strip()]
    return "".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts)


def _summary(parsed: Parsed, entry: Element) -> str:
    """The description; feedparser lets one of a picture (`media:description`) take its place."""
    own = [e for name in ("description", "summary") for e in entry.all(name) if not e.namespace.startswith(_MEDIA)]
    if not own:
        return ""
    if any(e.namespace.startswith(_MEDIA) for e in entry.all("description")):
        return own[0].text.strip()
    return _html(parsed.get("summary_detail") or {})


def _html(detail: Parsed) -> str:
    text, kind = str(detail.get("value") or "").strip(), str(detail.get("type") or "")
    if kind == "text/plain":
        return paragraphs(text)
    if kind == "application/xhtml+xml":
        return _VOID_END.sub("", text)
    return text if kind in _MARKUP else ""

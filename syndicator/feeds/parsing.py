"""A feed's bytes into articles. The XML itself tells identities and rights; feedparser, which never fetches, reads the words."""

import io
import re
from dataclasses import dataclass, field
from datetime import datetime

import feedparser

from syndicator.core.article import Article
from syndicator.core.places import Source
from syndicator.core.polling import Hints
from syndicator.errors import Rejected
from syndicator.feeds import bodies, entries, jsonfeed
from syndicator.feeds.addresses import shown
from syndicator.feeds.decoding import decoded
from syndicator.feeds.freshness import hints
from syndicator.feeds.gathering import gathered
from syndicator.feeds.mending import Document, closing, document
from syndicator.feeds.outline import ATOM, Entry, oversized
from syndicator.feeds.prologue import unwrapped
from syndicator.feeds.rights import rights_text, rsl_documents
from syndicator.feeds.statements import statements
from syndicator.feeds.withdrawals import media_status, tombstones

MAX_ENTRIES = 500
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_ROOTS = frozenset({"rss", "rdf", "feed"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one document says: the articles that stand, identity → signal of those withdrawn, what was left out, and its wishes."""

    articles: tuple[Article, ...]
    withdrawn: dict[str, str]
    problems: tuple[str, ...]
    hints: Hints = field(default_factory=Hints)


def parse(body: bytes, url: str, content_type: str, source: Source, now: datetime) -> Parsed:
    """Read a feed of any format; raises Rejected where the bytes are none, are hostile, or cannot be read at all."""
    name, whole = shown(url) or source.id, decoded(body, content_type)
    try:
        doctype, text = unwrapped(whole)
        _require_feed(doctype, text)
        if text.startswith("<"):
            skipped = whole.count("\n", 0, len(whole) - len(text))
            return _xml(document("\n" * skipped + text, url), source, now)  # problems name the line a person will find
        items, problems = jsonfeed.read(text, url, source, now)
        articles, withdrawn, more = gathered(items, ())
        return Parsed(articles, withdrawn, (*problems, *more))
    except Rejected as error:
        raise Rejected(f"{name} is not a feed that can be read: {error.why}", error.remedy) from None
    except RecursionError:
        raise Rejected(f"{name} is not a feed that can be read: it is nested too deep") from None


def _require_feed(doctype: str, text: str) -> None:
    """Say what the bytes are where they are no feed: an empty list of entries must never come of a login page."""
    remedy = "give the address of the feed itself"
    if not text:
        raise Rejected("it is empty", remedy)
    if text[0] in "{[":
        return
    tag = _FIRST_TAG.match(text)
    if tag is None:
        raise Rejected("it is neither XML nor JSON", remedy)
    root = tag.group(1).rpartition(":")[2].lower()
    if "html" in (root, doctype):
        raise Rejected("it is an HTML page", remedy)
    if root not in _ROOTS:
        raise Rejected(f"its first element is <{tag.group(1)}>", remedy)


def _xml(doc: Document, source: Source, now: datetime) -> Parsed:
    feed = doc.outline.feed
    if feed is None:
        raise Rejected("it has no root element")
    problems = [*doc.problems]
    chosen = _chosen(doc, problems)
    found = _words(doc, chosen) if chosen else []
    read = list(zip(chosen, found, strict=True))
    problems += [f"“{bodies.title(words)}” nests its elements too deep and was left out" for _, words in read if bodies.absurd(words)]
    articles = [_article(entry, words, doc, source, now) for entry, words in read if not bodies.absurd(words)]
    standing, withdrawn, more = gathered(articles, tombstones(feed))
    return Parsed(standing, withdrawn, (*problems, *more), hints(feed))


def _chosen(doc: Document, problems: list[str]) -> list[Entry]:
    """The entries that are read: neither absurd nor too large, and not more than `MAX_ENTRIES`."""
    sound: list[Entry] = []
    for number, entry in enumerate(doc.outline.entries, 1):
        if why := entry.fault or oversized(entry):
            problems.append(f"entry {number} was left out: {why}")
        else:
            sound.append(entry)
    if len(sound) > MAX_ENTRIES:
        problems.append(f"the feed has {len(sound)} entries or more; the first {MAX_ENTRIES} were read")
    return sound[:MAX_ENTRIES]


def _words(doc: Document, chosen: list[Entry]) -> list[bodies.Parsed]:
    """What feedparser reads in a document of just the chosen entries; one reading for each, in their order."""
    data = doc.data[: chosen[0].start] + b"\n".join(doc.data[e.start : e.end] for e in chosen) + closing(chosen[0])
    try:
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # noqa: BLE001  # feedparser raises whatever a hostile feed makes it raise
        raise Rejected(f"its entries cannot be read ({type(error).__name__})", "ask the publisher to mend the feed") from None
    if not found.version:
        raise Rejected("it is no kind of RSS or Atom")
    if len(found.entries) != len(chosen) or found.bozo:
        raise Rejected("its entries cannot be told apart", "ask the publisher to mend the feed")
    return list(found.entries)


def _article(entry: Entry, words: bodies.Parsed, doc: Document, source: Source, now: datetime) -> Article:
    element, feed = entry.element, doc.outline.feed or entry.element
    html, summary, complete = bodies.body(words, element)
    rights, _ = rights_text(element, feed)
    updated = bodies.date(words, "updated", now)
    return Article(
        source_id=source.id,
        id=entries.entry_id(element),
        url=entries.entry_url(element),
        title=bodies.title(words),
        html=html,
        summary=summary,
        complete=complete,
        authors=entries.authors(element, feed),
        # `dc:date`, which RSS 1.0 dates its items with, comes out of feedparser as the date of an update.
        published=bodies.date(words, "published", now) or (None if element.namespace == ATOM else updated),
        updated=updated,
        language=entries.language(element, feed) or source.language,
        tags=bodies.tags(words),
        rights=rights,
        origin=entries.origin(element, feed),
        feed_id=entries.feed_id(feed),
        feed_title=entries.words(feed, "title"),
        rsl=rsl_documents(element, feed),
        evidence=statements(element, feed, clean=doc.clean),
        withdrawn=media_status(element),
    )

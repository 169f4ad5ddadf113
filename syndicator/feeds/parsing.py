"""A feed's bytes into articles. The XML itself tells identities and rights; feedparser, which never fetches, reads the words."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import feedparser
import feedparser.api

from syndicator import __version__
from syndicator.core.article import Article
from syndicator.core.places import Source
from syndicator.core.polling import Hints
from syndicator.errors import Rejected
from syndicator.feeds import bodies, entries, jsonfeed
from syndicator.feeds.addresses import shown
from syndicator.feeds.decoding import decoded
from syndicator.feeds.freshness import hints
from syndicator.feeds.gathering import gathered
from syndicator.feeds.lightening import lightened, restored
from syndicator.feeds.mending import Document, closing, document
from syndicator.feeds.outline import ATOM, Entry, outline, oversized
from syndicator.feeds.prologue import unwrapped
from syndicator.feeds.rights import rights_text, rsl_documents
from syndicator.feeds.splicing import Known, Spliced, alone, frame, remembered, spliced
from syndicator.feeds.statements import statements
from syndicator.feeds.withdrawals import media_status, pub_status, tombstones

MAX_ENTRIES = 500
# For each document it would look for a driver of libxml2 along the whole path, and take one it knows nothing of.
feedparser.api.PREFERRED_XML_PARSERS.clear()
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_ROOTS = frozenset({"rss", "rdf", "feed"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one document says: the articles that stand, identity → signal of those withdrawn, what was left out, and its wishes.

    `known` is what to remember of it (`splicing.Known` as text); of its entries `cut` were known before and are not among the articles.
    """

    articles: tuple[Article, ...]
    withdrawn: dict[str, str]
    problems: tuple[str, ...]
    hints: Hints = field(default_factory=Hints)
    known: str = ""
    cut: int = 0
    digests: Mapping[str, str] = field(default_factory=dict)  # article identity → digest, where it was reckoned


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a document is read for: whose it is, where it came from, when, and what is known of it already."""

    source: Source
    url: str
    now: datetime
    known: Known

    @property
    def salt(self) -> str:
        """What decides besides their bytes how entries are read."""
        return "\n".join((__version__, self.url, self.source.id, self.source.language))


# Whatever reads a document as `parse` does, here or in another process: body, address, content type, source, now, known.
Parser = Callable[[bytes, str, str, Source, datetime, str], Parsed]


def parse(body: bytes, url: str, content_type: str, source: Source, now: datetime, known: str = "") -> Parsed:
    """Read a feed of any format; raises Rejected where the bytes are none, are hostile, or cannot be read at all.

    `known` is what was remembered of the document before: entries that stood in it are not read again.
    """
    name, whole = shown(url) or source.id, decoded(body, content_type)
    try:
        doctype, text = unwrapped(whole)
        _require_feed(doctype, text)
        if text.startswith("<"):
            text = "\n" * whole.count("\n", 0, len(whole) - len(text)) + text  # problems name the line a person will find
            asked = _Asked(source, url, now, Known.read(known))
            return _changed(text, asked) or _xml(document(text, url), asked)
        items, problems = jsonfeed.read(text, url, source, now)
        articles, withdrawn, more = gathered(items, ())
        return Parsed(articles, withdrawn, (*problems, *more), jsonfeed.wishes(text))
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


def _changed(text: str, asked: _Asked) -> Parsed | None:
    """What the document says without the entries that are known; None where the whole one might say something else."""
    cut = spliced(text.encode("utf-8", "replace"), asked.known)
    if not cut.cut or len(set(cut.cut)) < len(cut.cut):
        return None
    try:
        found = outline(cut.data, asked.url)
    except Rejected:
        return None
    there = found.cut + len(found.entries)
    if found.error or found.feed is None or found.cut != len(cut.cut) or there > MAX_ENTRIES or tombstones(found.feed):
        return None
    if frame(cut.data, found, asked.salt) != asked.known.frame:
        return None
    read, problems = _entries(Document(cut.data, found), asked)
    articles = [article for _, article in read]
    standing, withdrawn, more = gathered(articles, ())
    if more or not alone(articles, cut, asked.known):
        return None
    known = _remembered(Document(cut.data, found), read, standing, cut, asked)
    return Parsed(standing, withdrawn, tuple(problems), hints(found.feed), known, len(cut.cut))


def _xml(doc: Document, asked: _Asked) -> Parsed:
    feed = doc.outline.feed
    if feed is None:
        raise Rejected("it has no root element")
    read, problems = _entries(doc, asked)
    stones = tombstones(feed)
    standing, withdrawn, more = gathered((article for _, article in read), stones)
    known = _remembered(doc, read, standing, Spliced(doc.data), asked) if doc.clean and not stones else ""
    return Parsed(standing, withdrawn, (*problems, *more), hints(feed), known)


def _entries(doc: Document, asked: _Asked) -> tuple[list[tuple[Entry, Article]], list[str]]:
    """The entries with what they say, and a line for each that was left out."""
    problems = [*doc.problems]
    chosen = _chosen(doc, problems)
    read: list[tuple[Entry, Article]] = []
    for entry, said in zip(chosen, words(doc, chosen) if chosen else [], strict=True):
        if bodies.absurd(said):
            problems.append(f"“{bodies.title(said)}” is built so that no parser gets through it, and was left out")
        else:
            read.append((entry, _article(entry, said, doc, asked.source, asked.now)))
    return read, problems


def _remembered(doc: Document, read: list[tuple[Entry, Article]], standing: tuple[Article, ...], cut: Spliced, asked: _Asked) -> str:
    told = ((doc.data[entry.start : entry.end], article) for entry, article in read)
    return str(remembered(frame(doc.data, doc.outline, asked.salt), told, standing, cut, asked.known))


def _chosen(doc: Document, problems: list[str]) -> list[Entry]:
    """The entries that are read: neither absurd nor too large, and not more than `MAX_ENTRIES`."""
    sound: list[Entry] = []
    for entry in doc.outline.entries:
        if why := entry.fault or oversized(entry):
            problems.append(f"entry {entry.number} was left out: {why}")
        else:
            sound.append(entry)
    if len(sound) > MAX_ENTRIES:
        problems.append(f"the feed has {len(sound)} entries or more; the first {MAX_ENTRIES} were read")
    return sound[:MAX_ENTRIES]


def words(doc: Document, chosen: list[Entry]) -> list[bodies.Parsed]:
    """What feedparser reads in a document of just the chosen entries; one reading for each, in their order."""
    light = lightened(doc.data, chosen)
    if light.lighter and restored(found := read_entries(doc, light.pieces), light):
        return found
    return read_entries(doc, [doc.data[entry.start : entry.end] for entry in chosen])


def read_entries(doc: Document, pieces: list[bytes]) -> list[bodies.Parsed]:
    """What feedparser reads in the document of these entries alone."""
    first = doc.outline.entries[0]  # not of those chosen: what was left out before them must not stand in the head
    data = doc.data[: first.start] + b"\n".join(pieces) + closing(first)
    try:
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # feedparser raises whatever a hostile feed makes it raise
        raise Rejected(f"its entries cannot be read ({type(error).__name__})", "ask the publisher to mend the feed") from None
    if not found.version:
        raise Rejected("it is no kind of RSS or Atom")
    if len(found.entries) != len(pieces) or found.bozo:
        raise Rejected("its entries cannot be told apart", "ask the publisher to mend the feed")
    return list(found.entries)


def _article(entry: Entry, said: bodies.Parsed, doc: Document, source: Source, now: datetime) -> Article:
    element, feed = entry.element, doc.outline.feed or entry.element
    html, summary, complete = bodies.body(said, element)
    rights, _ = rights_text(element, feed)
    updated = bodies.date(said, "updated", now)
    return Article(
        source_id=source.id,
        id=entries.entry_id(element),
        url=entries.entry_url(element),
        title=bodies.title(said),
        html=html,
        summary=summary,
        complete=complete,
        authors=entries.authors(element, feed),
        # `dc:date`, which RSS 1.0 dates its items with, comes out of feedparser as the date of an update.
        published=bodies.date(said, "published", now) or (None if element.namespace == ATOM else updated),
        updated=updated,
        language=entries.language(element, feed) or source.language,
        tags=bodies.tags(said),
        rights=rights,
        origin=entries.origin(element, feed),
        feed_id=entries.feed_id(feed),
        feed_title=entries.words(feed, "title"),
        rsl=rsl_documents(element, feed),
        evidence=statements(element, feed, clean=doc.clean),
        withdrawn=media_status(element) or pub_status(element),
    )

"""Signals in a feed that an article is withdrawn: Atom tombstones (RFC 6721), `media:status` (Media RSS), `pubStatus` (IPTC)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from syndicator.core.article import Article, Withdrawal, same_address
from syndicator.feeds.outline import Element

_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_MEDIA = ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss")
_TAKEN_DOWN = frozenset({"blocked", "deleted"})
_NEWSML = "http://iptc.org/std/nar/2006-10-01/"
_CANCELED = frozenset({"canceled", "cancelled"})
_MAX_WHY = 500


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An `at:deleted-entry`: the identity it names, and what it says."""

    identity: str
    withdrawal: Withdrawal

    def covers(self, article: Article) -> bool:
        """Whether it outranks an entry of the same id: it does unless the entry was updated after it (RFC 6721 §3)."""
        if article.identity != self.identity:
            return False
        changed = article.updated or article.published
        return self.withdrawal.at is None or changed is None or self.withdrawal.at >= changed


def tombstones(feed: Element) -> tuple[Tombstone, ...]:
    """The tombstones of a feed; one without `ref` names nothing and is passed over."""
    return tuple(_tombstone(e) for e in feed.all("deleted-entry", _TOMBSTONES) if e.attributes.get("ref", "").strip())


def media_status(entry: Element) -> Withdrawal | None:
    """What `media:status` of the entry itself (not of one of its pictures) says, where it says blocked or deleted."""
    for element in entry.all("status", *_MEDIA):
        state = element.attributes.get("state", "").strip().lower()
        if state in _TAKEN_DOWN:
            return Withdrawal(f"media:status {state}", _short(element.attributes.get("reason", "")))
    return None


def canceled(status: str) -> Withdrawal | None:
    """What a `pubStatus` of NewsML-G2 or ninjs says of an item that may stand nowhere any more (IPTC NewsCodes, stat:canceled).

    `withheld` keeps what is new back, as evidence; it takes down nothing.
    """
    return Withdrawal(f"pubStatus {status}") if status.strip().lower().rpartition(":")[2] in _CANCELED else None


def pub_status(entry: Element) -> Withdrawal | None:
    """What the `pubStatus` of an entry says, on itself or in the item's metadata."""
    boxes = (entry, *entry.all("itemMeta", _NEWSML))
    told = (e.attributes.get("qcode", "") or e.text for box in boxes for e in box.all("pubStatus", _NEWSML))
    return next((found for found in map(canceled, told) if found), None)


def settled(articles: Iterable[Article], stones: Iterable[Tombstone]) -> tuple[tuple[Article, ...], dict[str, str]]:
    """The articles that stand, and identity → signal of those withdrawn; of two tombstones the later one counts."""
    newest: dict[str, Tombstone] = {}
    for stone in stones:
        known = newest.get(stone.identity)
        if known is None or (stone.withdrawal.at or _FIRST) >= (known.withdrawal.at or _FIRST):
            newest[stone.identity] = stone
    standing: list[Article] = []
    withdrawn: dict[str, str] = {}
    for article in articles:
        if article.identity in newest and (stone := newest.pop(article.identity)).covers(article):
            article = replace(article, withdrawn=stone.withdrawal)
        if article.withdrawn is None:
            standing.append(article)
        else:
            withdrawn[article.identity] = signal(article.withdrawn)
    withdrawn.update({identity: signal(stone.withdrawal) for identity, stone in newest.items()})
    return tuple(standing), withdrawn


def signal(withdrawal: Withdrawal) -> str:
    """A withdrawal in one line."""
    parts = [withdrawal.signal, f"of {withdrawal.at.isoformat()}" if withdrawal.at else "", withdrawal.why and f"({withdrawal.why})"]
    return " ".join(part for part in parts if part)


_FIRST = datetime.min.replace(tzinfo=UTC)


def _tombstone(element: Element) -> Tombstone:
    why = " ".join(_comments(element))
    at = _when(element.attributes.get("when", ""))
    return Tombstone(same_address(element.attributes["ref"].strip(), fragment=True), Withdrawal("RFC 6721 tombstone", _short(why), at))


def _comments(element: Element) -> Iterator[str]:
    return (comment.text for comment in element.all("comment", _TOMBSTONES))


def _when(text: str) -> datetime | None:
    """An RFC 3339 time; None where it is none: the tombstone then counts whatever the entry's date."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _short(text: str) -> str:
    return " ".join(text.split())[:_MAX_WHY]

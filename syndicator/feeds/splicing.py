"""Of a changed document, only what changed: entries whose bytes were read before are cut out, and the parser proves that it may be so.

What was read is remembered as digests: of the frame (everything outside the entries), and of each entry's bytes with the two names
it goes by. The next document is searched for those bytes; where they stand, an instruction takes their place, and the rest is read.
The cut is good when the reader met every instruction where an entry may stand, when the frame is the same, and when nobody else
goes by a name of what was cut out. Then the whole document would have said the same of the entries that are left. In every
other case the whole document is read.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from syndicator.core.article import Article, is_hyperlink, same_address
from syndicator.feeds.outline import CUT, Outline

_WHOLE, _NAME = 12, 6  # bytes of a digest: of what decides, and of a name, where a false alarm only costs time
_EACH = _WHOLE + 2 * _NAME
_CUT = f"<?{CUT}?>".encode()
_STARTS = ((b"<item", b"</item>"), (b"<entry", b"</entry>"))
_AFTER_NAME = frozenset(b"> \t\r\n")
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
# What a feed says of the hour it was made, and lists of its entries: no entry is read differently for it.
_FLEETING = re.compile(
    rb"<(lastBuildDate|pubDate|updated|modified|dc:date|dcterms:modified|rdf:Seq)>(?:[\w\s:,+.-]{0,80}|(?:\s*<rdf:li [^<>]*/>)*\s*)</\1>"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a document: the digest of its frame, and of each entry that was kept (bytes → the names it goes by)."""

    frame: bytes = b""
    entries: Mapping[bytes, tuple[bytes, bytes]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Known":
        """From its text; a text that is none of ours says that nothing is known."""
        try:
            data = base64.b64decode(text, validate=True)
        except ValueError:
            return cls()
        if len(data) < _WHOLE or (len(data) - _WHOLE) % _EACH:
            return cls()
        parts = [data[place : place + _EACH] for place in range(_WHOLE, len(data), _EACH)]
        return cls(data[:_WHOLE], {p[:_WHOLE]: (p[_WHOLE : _WHOLE + _NAME], p[_WHOLE + _NAME :]) for p in parts})

    def __str__(self) -> str:
        """As text, to be kept with the source; empty where no entry is known."""
        data = b"".join(part for key, two in self.entries.items() for part in (key, *two))
        return base64.b64encode(self.frame + data).decode("ascii") if self.entries else ""


@dataclass(frozen=True, slots=True)
class Spliced:
    """A document without the entries that are known, and which those are."""

    data: bytes
    cut: tuple[bytes, ...] = ()


def spliced(data: bytes, known: Known) -> Spliced:
    """The document with an instruction in place of every known entry; as it is where none is found."""
    if not known.entries or _CUT[:-2] in data:
        return Spliced(data)
    start, end = next(((s, e) for s, e in _STARTS if s in data), _STARTS[0])
    pieces: list[bytes] = []
    cut: list[bytes] = []
    done = place = 0
    while (here := data.find(start, place)) >= 0:
        if data[here + len(start)] not in _AFTER_NAME:
            place = here + len(start)
            continue
        place = data.find(end, here) + len(end)
        if place < len(end):
            break
        if (digest := _digest(data[here:place])) in known.entries:
            pieces += [data[done:here], _CUT]
            cut.append(digest)
            done = place
    return Spliced(b"".join((*pieces, data[done:])), tuple(cut)) if cut else Spliced(data)


def frame(data: bytes, outline: Outline, salt: str) -> bytes:
    """The digest of everything outside the entries, but for what is fleeting; `salt` is what else decides how entries are read."""
    found = blake2b(salt.encode("utf-8", "replace"), digest_size=_WHOLE)
    for piece in _outside(data, outline):
        found.update(b"\0\0" + piece)  # NUL stands in no document: where entries stood is told from where none did
    return found.digest()


def names(article: Article) -> tuple[bytes, bytes] | None:
    """The two names an article goes by, as digests: its identity and its address. None where it has no lasting one."""
    if not article.id and not is_hyperlink(article.url):
        return None
    address = same_address(article.url) if is_hyperlink(article.url) else article.identity
    return _digest(article.identity.encode("utf-8", "replace"), _NAME), _digest(address.encode("utf-8", "replace"), _NAME)


def remembered(
    frame_digest: bytes, read: Iterable[tuple[bytes, Article]], standing: Iterable[Article], cut: Spliced, before: Known
) -> Known:
    """What to remember of a document: what was cut out, and of the entries (bytes, article) those that stand under names of their own.

    An entry that was withdrawn, left out or given another name is read again every time.
    """
    named = [(data, article, found) for data, article in read if (found := names(article))]
    stand = {id(article) for article in standing}  # one that was given another name is another object
    kept = {digest: before.entries[digest] for digest in cut.cut}
    counts: dict[bytes, int] = {}
    for _, _, found in named:
        for name in set(found):
            counts[name] = counts.get(name, 0) + 1
    for data, article, found in named:
        if id(article) in stand and all(counts[name] == 1 for name in found):
            kept[_digest(data)] = found
    return Known(frame_digest, kept)


def alone(read: Iterable[Article], cut: Spliced, before: Known) -> bool:
    """Whether no article that was read goes by a name of an entry that was cut out, and every one has a name."""
    taken = {name for digest in cut.cut for name in before.entries[digest]}
    found = [names(article) for article in read]
    return all(two is not None and taken.isdisjoint(two) for two in found)


def _outside(data: bytes, outline: Outline) -> Iterator[bytes]:
    """The stretches between entries that say anything, without what is fleeting."""
    place = 0
    for start, end in [*((e.start, e.end) for e in outline.entries), (len(data), len(data))]:
        for piece in data[place:start].split(_CUT):
            parts = _CDATA.split(piece)
            parts[::2] = [_FLEETING.sub(b"", part) for part in parts[::2]]
            if lasting := b"".join(parts).strip():
                yield b" ".join(lasting.split())
        place = end


def _digest(data: bytes, size: int = _WHOLE) -> bytes:
    return blake2b(data, digest_size=size).digest()

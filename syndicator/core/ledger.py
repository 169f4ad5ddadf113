"""The ledger: what was decided and done, one entry after another, each bound to the one before and all to a Merkle tree.

An entry says little in clear (kind, time, keys, states, figures); words of people, pages and receipts are its contents,
named by their SHA-256. So a content can be erased, and the chain stays whole.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from syndicator.core.checkpoints import Head
from syndicator.core.merkle import Frontier, leaf_hash

SYNDICATOR, PERSON, OUTSIDE = "syndicator", "person", "outside"  # whose deed it was
ERASED, KEY = "erased", "key"
_FIRST = "0" * 64  # before the first entry
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
_KEYS = frozenset("v seq prev at kind by about site says contents".split())

Said = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One deed or decision, to be written down: `about` is an article's key (or `source:ID`), `by` whose deed it was."""

    kind: str
    at: datetime
    about: str = ""
    site: str = ""
    by: str = SYNDICATOR
    says: Mapping[str, Said] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in its place: `text` is what is hashed, `digest` the hash of that leaf (hex); `about` is kept beside it for searching."""

    seq: int
    about: str
    text: str
    digest: str

    @property
    def leaf(self) -> bytes:
        """The hash as the tree takes it."""
        return bytes.fromhex(self.digest)

    def read(self) -> "Told":
        """What the entry says; ValueError for a text that is no entry."""
        return _read(self.text)


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says; `contents` maps names to the SHA-256 (hex) of what they stand for."""

    seq: int
    prev: str
    at: datetime
    kind: str
    by: str
    about: str
    site: str
    says: Mapping[str, Said]
    contents: Mapping[str, str]


def digest(content: bytes) -> str:
    """What a content is named by."""
    return hashlib.sha256(content).hexdigest()


def follow(record: Record, last: Entry | None) -> Entry:
    """The entry of a record behind the last one."""
    seq = last.seq + 1 if last else 1
    text = _text(
        {
            "v": 1,
            "seq": seq,
            "prev": last.digest if last else _FIRST,
            "at": record.at.astimezone(UTC).isoformat(),
            "kind": record.kind,
            "by": record.by,
            "about": record.about,
            "site": record.site,
            "says": dict(record.says),
            "contents": {name: digest(content) for name, content in record.contents.items()},
        }
    )
    return Entry(seq, record.about, text, leaf_hash(text.encode("ascii")).hex())


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole ledger found: how many entries, their root, what is wrong, and which contents belong to them."""

    size: int
    root: bytes
    problems: tuple[str, ...]
    contents: frozenset[str]  # named, and not erased
    erased: frozenset[str]


def verify(entries: Iterable[Entry], heads: Iterable[Head]) -> Verified:
    """Walk every entry in order, and hold the tree against each checkpoint; every departure is told, with its place."""
    tree, problems = Frontier(), list[str]()
    named, erased = set[str](), set[str]()
    wanted = sorted(heads, key=lambda head: head.size)
    problems += _against(wanted, tree)
    last: Entry | None = None
    for entry in entries:
        leaf = leaf_hash(entry.text.encode("utf-8", "replace"))
        problems += _misplaced(entry, leaf, last)
        try:
            told = entry.read()
        except ValueError as error:
            problems.append(f"entry {entry.seq} cannot be read: {error}")
        else:
            problems += _misfiled(entry, told, last)
            named.update(told.contents.values())
            if told.kind == ERASED:
                erased.update(str(name) for name in told.says.values())
        tree.add(leaf)
        problems += _against(wanted, tree)
        last = entry
    problems += [f"a checkpoint counts {head.size} entries, and there are {tree.size}: the end was cut off" for head in wanted]
    return Verified(tree.size, tree.root(), tuple(problems), frozenset(named - erased), frozenset(erased))


def _against(wanted: list[Head], tree: Frontier) -> Iterator[str]:
    """Hold the checkpoints of this size against the tree, and lay them aside."""
    while wanted and wanted[0].size == tree.size:
        if wanted.pop(0).root != tree.root():
            yield f"the first {tree.size} entries are not those of the checkpoint: one was changed, added, taken out or moved"


def _misplaced(entry: Entry, leaf: bytes, last: Entry | None) -> Iterator[str]:
    before = last.seq if last else 0
    if entry.seq != before + 1:
        yield f"entry {entry.seq} follows entry {before}" if before else f"entry {entry.seq} is the first"
    if leaf.hex() != entry.digest:
        yield f"entry {entry.seq} was changed: its hash is another one"


def _misfiled(entry: Entry, told: "Told", last: Entry | None) -> Iterator[str]:
    if told.seq != entry.seq:
        yield f"entry {entry.seq} says that it is entry {told.seq}"
    if told.about != entry.about:
        yield f"entry {entry.seq} is filed under another subject than its own"
    if told.prev != (last.digest if last else _FIRST):
        yield f"entry {entry.seq} does not follow the entry before it"


def _text(said: Mapping[str, object]) -> str:
    """The one way to write an entry: JSON in ASCII, keys in order, no spaces."""
    return _ENCODER.encode(said)


def _read(text: str) -> Told:
    try:
        said = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("it is no JSON") from error
    if not isinstance(said, dict) or set(said) != _KEYS or said["v"] != 1 or _text(said) != text:
        raise ValueError("it is not written as an entry is")
    try:
        return Told(
            int(said["seq"]),
            str(said["prev"]),
            datetime.fromisoformat(said["at"]),
            str(said["kind"]),
            str(said["by"]),
            str(said["about"]),
            str(said["site"]),
            dict(said["says"]),
            dict(said["contents"]),
        )
    except (TypeError, ValueError) as error:
        raise ValueError("it is not written as an entry is") from error

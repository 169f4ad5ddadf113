"""The chain of entries: what is written cannot be changed, taken out, moved or added to without being found."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.checkpoints import Head
from syndicator.core.ledger import ERASED, Entry, Record, digest, follow, verify
from syndicator.core.merkle import leaf_hash

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
MANY = 10_000


def written(count: int) -> list[Entry]:
    """So many entries about a hundred articles."""
    entries: list[Entry] = []
    for number in range(count):
        record = Record(
            kind="verdict", at=NOW + timedelta(seconds=number), about=f"{number % 100:064x}", site="plaza",
            says={"answer": "allow", "n": number}, contents={"verdict": str(number).encode()},
        )  # fmt: skip
        entries.append(follow(record, entries[-1] if entries else None))
    return entries


@pytest.fixture(scope="module")
def many() -> list[Entry]:
    return written(MANY)


@pytest.fixture(scope="module")
def head(many: list[Entry]) -> Head:
    return Head("plaza", MANY, verify(many, []).root)


def test_an_entry_is_json_that_names_the_one_before():
    """Keys in order, ASCII, no spaces; its hash is that of a leaf (RFC 6962 §2.1)."""
    first = follow(Record(kind="request", at=NOW, about="é", says={"n": 1}, contents={"words": b"please"}), None)
    second = follow(Record(kind="proof", at=NOW), first)
    assert (
        '{"about":"\\u00e9","at":"2026-05-04T12:00:00+00:00","by":"syndicator","contents":{"words":"' + digest(b"please") + '"},'
        '"kind":"request","prev":"' + "0" * 64 + '","says":{"n":1},"seq":1,"site":"","v":1}'
    ) == first.text
    assert leaf_hash(first.text.encode()).hex() == first.digest
    assert (2, first.digest) == (second.read().seq, second.read().prev)


def test_what_is_whole_is_found_whole(many, head):
    """Ten thousand entries under one head."""
    found = verify(many, [head])
    assert (MANY, head.root, ()) == (found.size, found.root, found.problems)


DEEDS = {
    "removed": lambda entries, at: entries.pop(at),
    "reordered": lambda entries, at: entries.insert(at, entries.pop((at + 7) % len(entries))),
    "doubled": lambda entries, at: entries.insert(at, entries[at]),
    "inserted": lambda entries, at: entries.insert(at, follow(Record(kind="proof", at=NOW), entries[at - 1] if at else None)),
    "refiled": lambda entries, at: entries.__setitem__(at, replace(entries[at], about="f" * 64)),
    "renumbered": lambda entries, at: entries.__setitem__(at, replace(entries[at], seq=entries[at].seq + MANY)),
    "rehashed": lambda entries, at: entries.__setitem__(at, _forged(entries[at])),
}


def _forged(entry: Entry) -> Entry:
    text = entry.text.replace('"allow"', '"refuse"')
    return replace(entry, text=text, digest=leaf_hash(text.encode()).hex())


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_on_ten_thousand_is_found(many, head, deed):
    """At the first entry, at the last, and in between."""
    for at in (0, 1, 4_999, MANY - 2, MANY - 1):
        entries = list(many)
        DEEDS[deed](entries, at)
        assert verify(entries, [head]).problems, (deed, at)


def test_any_flipped_bit_of_ten_thousand_is_found(many):
    """One bit in one column of one entry: each entry once, with its neighbours as they are; the walk finds it in its place."""
    chance = random.Random(6962)
    before = {entry.seq: entry for entry in many}
    missed = []
    for entry in many:
        bent = _flipped(entry, chance)
        pair = [before[entry.seq - 1], bent] if entry.seq > 1 else [bent]
        whole = [p for p in verify(pair, []).problems if not _of_the_cut(p, entry.seq)]
        if not whole:
            missed.append(entry.seq)
    assert [] == missed


def _of_the_cut(problem: str, seq: int) -> bool:
    """What is told of any pair that is looked at without those before it."""
    return problem in (f"entry {seq - 1} is the first", f"entry {seq - 1} does not follow the entry before it")


def _flipped(entry: Entry, chance: random.Random) -> Entry:
    column = chance.choice(("seq", "about", "text", "text", "digest"))
    if column == "seq":
        return replace(entry, seq=entry.seq ^ (1 << chance.randrange(31)))
    data = bytearray(getattr(entry, column).encode("latin-1"))
    place = chance.randrange(len(data))
    data[place] ^= 1 << chance.randrange(8)
    return replace(entry, **{column: data.decode("latin-1")})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 59), st.sampled_from(("seq", "about", "text", "digest")), st.integers(0, 10**6))
def test_a_flipped_bit_is_named_with_its_place(index, column, bit):
    """Among sixty, with a head over all."""
    entries = written(60)
    whole = verify(entries, [])
    entry = entries[index]
    if column == "seq":
        entries[index] = replace(entry, seq=entry.seq ^ (1 << bit % 31))
    else:
        data = bytearray(getattr(entry, column).encode("latin-1"))
        data[bit // 8 % len(data)] ^= 1 << bit % 8
        entries[index] = replace(entry, **{column: data.decode("latin-1")})
    problems = verify(entries, [Head("x", 60, whole.root)]).problems
    assert any(str(entries[index].seq) in problem or str(index + 2) in problem for problem in problems), problems


def test_a_cut_end_is_found_by_the_head(many, head):
    """The chain alone cannot tell; the checkpoint counts."""
    assert () == verify(many[:-1], []).problems
    assert ("a checkpoint counts 10000 entries, and there are 9999: the end was cut off",) == verify(many[:-1], [head]).problems


def test_a_chain_rewritten_whole_is_found_by_the_head(head):
    """Every hash computed anew; the signed root is another one."""
    forged: list[Entry] = []
    for number in range(MANY):
        forged.append(follow(Record(kind="verdict", at=NOW, says={"n": number}), forged[-1] if forged else None))
    (problem,) = verify(forged, [head]).problems
    assert problem.startswith("the first 10000 entries are not those of the checkpoint")


def test_contents_are_named_and_erased_by_name():
    """What was erased is told apart from what is missing."""
    first = follow(Record(kind="decision", at=NOW, contents={"words": b"Ada", "more": b"why"}), None)
    second = follow(Record(kind=ERASED, at=NOW, says={"0000": digest(b"Ada")}), first)
    found = verify([first, second], [])
    assert (frozenset({digest(b"why")}), frozenset({digest(b"Ada")}), ()) == (found.contents, found.erased, found.problems)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"v":1}', "[" * 100_000, '{"a":NaN}'])
def test_what_is_no_entry_is_told(text):
    """Hostile texts end in a problem, not in an exception."""
    problems = verify([Entry(1, "", text, leaf_hash(text.encode()).hex())], []).problems
    assert ["entry 1 cannot be read"] == [problem.partition(":")[0] for problem in problems]


def test_an_entry_with_fields_of_other_kinds_is_told():
    """JSON of the right keys and the wrong values."""
    said = json.loads(written(1)[0].text) | {"at": "yesterday"}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    assert verify([Entry(1, said["about"], text, leaf_hash(text.encode()).hex())], []).problems

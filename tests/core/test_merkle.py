"""The Merkle tree of RFC 6962, against published roots, the RFC's own example, and its own definition."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.merkle import EMPTY, Frontier, Tree, grew, included, leaf_hash, node_hash

CORPORA = Path(os.environ.get("SYNDICATOR_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
SHARED = CORPORA / "merkle" / "rfc6962_vectors.json"
# The eight inputs that implementations of certificate transparency test with, and the head over all of them.
INPUTS = [
    bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
HEAD = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def defined(hashes: list[bytes]) -> bytes:
    """The head as RFC 6962 §2.1 defines it: split at the largest power of two below the size."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return node_hash(defined(hashes[:half]), defined(hashes[half:]))


def test_the_hashes_are_those_of_the_rfc():
    """An entry is hashed behind 0x00, a node behind 0x01, an empty tree is the hash of nothing."""
    assert hashlib.sha256(b"\0a").digest() == leaf_hash(b"a")
    assert hashlib.sha256(b"\1" + b"l" * 32 + b"r" * 32).digest() == node_hash(b"l" * 32, b"r" * 32)
    assert hashlib.sha256(b"").digest() == EMPTY == Tree([]).root() == Frontier().root()


def test_the_known_inputs_give_the_known_head():
    """Eight inputs of 0 to 16 bytes."""
    assert HEAD == Tree([leaf_hash(data) for data in INPUTS]).root().hex()


@pytest.mark.parametrize("size", [*range(1, 40), 63, 64, 65, 100])
def test_every_way_to_a_root_is_the_definition(size: int):
    """Grown one by one, built at once, or by the definition."""
    grown = Frontier()
    for leaf in leaves(size):
        grown.add(leaf)
    assert defined(leaves(size)) == Tree(leaves(size)).root() == grown.root()
    assert grown.root() == Frontier(size, grown.peaks).root()


def test_the_paths_of_the_rfc_example():
    """RFC 6962 §2.1.3: d0, d3, d4 and d6 of a tree of seven, and the proofs from its beginnings of 3, 4 and 6."""
    a, b, c, d, e, f, j = leaves(7)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741  # the RFC's letters
    tree = Tree(leaves(7))
    assert [[b, h, l], [c, g, l], [f, j, k], [i, k]] == [tree.inclusion(n) for n in (0, 3, 4, 6)]
    assert [[c, d, g, l], [l], [i, j, k]] == [tree.consistency(n) for n in (3, 4, 6)]


@given(st.integers(1, 70), st.data())
def test_every_entry_is_proven_and_no_other(size: int, data: st.DataObject):
    """A path proves its entry at its place in its tree, and nothing that differs in any of these."""
    hashes, index = leaves(size), data.draw(st.integers(0, size - 1))
    tree = Tree(hashes)
    path, root = tree.inclusion(index), tree.root()
    assert included(hashes[index], index, size, path, root)
    wrong = data.draw(st.integers(0, size).filter(lambda n: n != index))
    assert not included(hashes[index], wrong, size, path, root)
    assert not included(leaf_hash(b"another"), index, size, path, root)
    assert not included(hashes[index], index, size, [*path, root], root)
    assert not included(hashes[index], index, size, path, leaf_hash(b"another"))
    for place in range(len(path)):
        bent = [*path[:place], bytes(32), *path[place + 1 :]]
        assert not included(hashes[index], index, size, bent, root)
        assert not included(hashes[index], index, size, path[:place] + path[place + 1 :], root)


@given(st.integers(1, 70), st.data())
def test_growth_is_proven_and_no_rewriting(size: int, data: st.DataObject):
    """A tree is shown to be the beginning of another; one with another first entry is not."""
    before = data.draw(st.integers(1, size))
    tree, first = Tree(leaves(size)), Tree(leaves(before)).root()
    proof = tree.consistency(before)
    assert grew(before, first, size, tree.root(), proof)
    other = Tree([leaf_hash(b"other"), *leaves(size)[1:]]).root()
    assert not grew(before, first, size, other, proof)
    assert not grew(before, leaf_hash(b"x"), size, tree.root(), proof)
    assert not grew(before, first, size, tree.root(), [*proof, bytes(32)])
    for place in range(len(proof)):
        assert not grew(before, first, size, tree.root(), [*proof[:place], bytes(32), *proof[place + 1 :]])


def test_what_was_never_there_has_no_proof():
    """Indices and sizes outside the tree."""
    for deed in (lambda: Tree(leaves(3)).inclusion(3), lambda: Tree(leaves(3)).consistency(4), lambda: Tree([]).consistency(0)):
        with pytest.raises(IndexError):
            deed()
    with pytest.raises(ValueError, match="perfect"):
        Frontier(3, [bytes(32)])


@pytest.mark.skipif(not SHARED.exists(), reason="the published vectors are not beside the project")
def test_the_published_vectors():
    """Roots of transparency-dev, and consistency proofs between all sizes that are listed."""
    vectors = json.loads(SHARED.read_text())
    inputs = [leaf_hash(bytes.fromhex(text)) for text in vectors["leaf_inputs_hex"]]
    assert vectors["roots_by_size_hex"] == [Tree(inputs[:size]).root().hex() for size in range(len(inputs) + 1)]
    for one in vectors["generated"]:
        tree, proof = Tree(leaves(one["size2"])), [bytes.fromhex(step) for step in one["proof"]]
        assert proof == tree.consistency(one["size1"])
        assert grew(one["size1"], bytes.fromhex(one["root1"]), one["size2"], bytes.fromhex(one["root2"]), proof)

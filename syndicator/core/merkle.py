"""The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1): hashes, roots, and proofs that an entry is in it and that it only grew."""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two neighbours; its prefix keeps a node from passing for an entry."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """A tree that only grows, as the roots of its perfect subtrees, the largest first: all that its next root needs."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size < 0 or len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} has {size.bit_count()} perfect subtrees, not {len(peaks)}")
        self.size = size
        self.peaks = list(peaks)

    def add(self, leaf: bytes) -> None:
        """Add the hash of the next entry."""
        self.peaks.append(leaf)
        self.size += 1
        for _ in range((self.size & -self.size).bit_length() - 1):
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(node_hash(left, right))

    def root(self) -> bytes:
        """The tree head."""
        if not self.peaks:
            return EMPTY
        head = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            head = node_hash(left, head)
        return head


class Tree:
    """A whole tree over the hashes of its entries, to draw proofs from."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.size = len(leaves)
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            above = [node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
            self._levels.append(above + below[len(above) * 2 :])  # the odd one moves up as it is

    def root(self) -> bytes:
        """The tree head."""
        return self._levels[-1][0] if self.size else EMPTY

    def inclusion(self, index: int) -> list[bytes]:
        """The audit path of the entry at an index (RFC 6962 §2.1.1); raises IndexError where there is none."""
        if not 0 <= index < self.size:
            raise IndexError(f"a tree of {self.size} has no entry {index}")
        path = []
        for level in self._levels[:-1]:
            if (index ^ 1) < len(level):
                path.append(level[index ^ 1])
            index >>= 1
        return path

    def consistency(self, size: int) -> list[bytes]:
        """The proof that the tree of this size is the beginning of this one (RFC 6962 §2.1.2)."""
        if not 0 < size <= self.size:
            raise IndexError(f"a tree of {self.size} did not grow out of one of {size}")
        return self._subproof(size, 0, self.size, whole=True)

    def _subproof(self, size: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if size == end - start:
            return [] if whole else [self._subtree(start, end)]
        half = 1 << (end - start - 1).bit_length() - 1
        if size <= half:
            return [*self._subproof(size, start, start + half, whole=whole), self._subtree(start + half, end)]
        return [*self._subproof(size - half, start + half, end, whole=False), self._subtree(start, start + half)]

    def _subtree(self, start: int, end: int) -> bytes:
        height = (end - start - 1).bit_length()
        return self._levels[height][start >> height]


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether a path proves that the entry of this hash stands at an index of the tree (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    number, last, head = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            head = node_hash(step, head)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            head = node_hash(head, step)
        number, last = number >> 1, last >> 1
    return last == 0 and head == root


def grew(size1: int, root1: bytes, size2: int, root2: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the second tree holds all of the first, unchanged and in its place (RFC 9162 §2.1.4.2)."""
    if not 0 < size1 <= size2:
        return False
    if size1 == size2:
        return not proof and root1 == root2
    steps = list(proof) if size1 & (size1 - 1) else [root1, *proof]
    if not steps:
        return False
    number, last = size1 - 1, size2 - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            second = node_hash(second, step)
        number, last = number >> 1, last >> 1
    return last == 0 and first == root1 and second == root2

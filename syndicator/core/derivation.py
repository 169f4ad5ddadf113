"""The derivation of a copy: which words of the original it lacks and which it adds, as evidence that nothing but the format changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from syndicator.core.markup import elements, folded, read

_MOST_LINES = 2000  # longer texts are compared by how often each line stands in them, in linear time


@dataclass(frozen=True, slots=True)
class Derivation:
    """The words that a copy lost and gained, a run of words each, in order."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether every word of the one stands in the other, in the same order."""
        return not (self.removed or self.added)


def derivation(original: str, copy: str) -> Derivation:
    """What became of the words of one HTML text in another, as a reader meets them; typography and white space do not count."""
    return derivation_of(read(original).text, read(copy).text)


def derivation_of(here: str, there: str) -> Derivation:
    """The same of two texts, line by line."""
    if here == there:
        return Derivation()
    before, after = _lines(here), _lines(there)
    if before == after:
        return Derivation()
    if max(len(before), len(after)) > _MOST_LINES:
        lost, gained = Counter(before) - Counter(after), Counter(after) - Counter(before)
        return _words_apart(lost.elements(), gained.elements())
    removed: list[str] = []
    added: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found = _words_apart(before[i:j], after[k:m])
            removed += found.removed
            added += found.added
    return Derivation(tuple(removed), tuple(added))


def unaccounted(original: str, title: str, found: Derivation) -> Derivation:
    """The same without what is no part of the text: captions, which go with their image, and a heading that repeats the headline."""
    if not found.removed:
        return found
    captions = [folded(read(e.inner).text) for e in elements(original, "figure, figcaption")]
    aside = {folded(title), *captions}
    removed = tuple(words for words in found.removed if words not in aside and not any(words in caption for caption in captions))
    return Derivation(removed, found.added)


def _lines(text: str) -> list[str]:
    return [line for line in (folded(line) for line in text.split("\n")) if line]


def _words_apart(before: Iterable[str], after: Iterable[str]) -> Derivation:
    """Lines that differ, word by word: a paragraph that was only joined or split lost nothing."""
    old, new = list(before), list(after)
    if not old or not new:
        return Derivation(tuple(old), tuple(new))
    one, other = " ".join(old).split(), " ".join(new).split()
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    removed = tuple(" ".join(one[i:j]) for tag, i, j, _, _ in steps if tag != "equal" and j > i)
    added = tuple(" ".join(other[k:m]) for tag, _, _, k, m in steps if tag != "equal" and m > k)
    return Derivation(removed, added)

"""A Creative Commons licence that is named without its elements, told by what the notice says it asks."""

from collections.abc import Iterable, Iterator

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.licences.table import creative_commons
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.passages import Heard
from syndicator.core.notices.place import Place

UNSPECIFIED = "LicenseRef-CC-unspecified"
_ORDER = ("by", "nc", "nd", "sa")
_FAR = 3  # sentences after the one that names the licence
_ENOUGH = 2  # elements: one alone would leave out what the notice did not come to say, and so widen the licence


def described(plain: str, ready: Ready) -> str:
    """The licence by the elements its own sentence spells out (“that requires attribution and allows no derivatives”)."""
    return _licence(_elements(plain, ready))


def spelt_out(place: Place, heard: Iterable[Heard]) -> Iterator[Evidence]:
    """The licence that the sentence naming it leaves open and the ones after it spell out; quoted from the one to the other."""
    speaking = [h for h in heard if h.ready is not None and h.masked is not None]
    for number, (sentence, ready, masked, *_) in enumerate(speaking):
        if ready is None or masked is None or masked.licences or not masked.mentions:
            continue
        elements: set[str] = set()
        for after, near, words, *_ in speaking[number + 1 : number + 1 + _FAR]:
            if near is None or words is None or words.licences:
                break
            elements |= _elements(words.plain, near)
            if len(elements) >= _ENOUGH and (name := _licence(elements)) != UNSPECIFIED:
                yield place.evidence(Topic.LICENCE, name, sentence.start, after.end, "licence.spelt-out")
                break


def _elements(plain: str, ready: Ready) -> set[str]:
    return {name for name, pattern in ready.described if pattern.search(plain)}


def _licence(elements: set[str]) -> str:
    known = creative_commons("-".join(mark for mark in _ORDER if mark in elements), "") if "by" in elements else None
    return known.id if known else UNSPECIFIED

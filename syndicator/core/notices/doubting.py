"""What leaves a grant in doubt: words nobody understood beside it, labels that belie it, and letters in disguise."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.notices.disguise import divided, undisguised
from syndicator.core.notices.grants import stance
from syndicator.core.notices.language import guess
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import mask
from syndicator.core.notices.passages import Heard
from syndicator.core.notices.place import Place
from syndicator.core.notices.sentences import Sentence
from syndicator.core.notices.strangers import in_strange_letters, refuses_in_passing, says_something
from syndicator.core.notices.tidying import STRUCK_OUT

_DEFAULT = "en"
_UNKNOWN = "und"  # BCP 47: undetermined
_SAYS_LITTLE = (Topic.MEDIA, Topic.CONTACT, Topic.COPYRIGHT)
_SPEECH = re.compile(r"[^\w\"]*\"[^\"]*\"\W*")  # all of it
_REMEMBERED = 8192  # sentences
_AFTER, _BESIDE = 2, 3  # sentences
_CURT, _LABEL, _WARY = 40, 60, 160  # code points
_INSTRUCTION = 3  # spaces: “do not imply endorsement” tells its reader how to repost
_SHOWN = 80  # code points quoted on each side of what cannot be told


def beside(place: Place, heard: Sequence[Heard], found: Sequence[Evidence]) -> Iterator[Evidence]:
    """Doubts where something is granted.

    They come from sentences that say nothing else: a refusal in passing or in words the lexicon cannot place, anything in a
    language that is not read; and from labels above a grant.
    """
    granting = granted(found)
    if not granting:
        return
    understood = sorted({e.quote.start or 0 for e in found if e.topic not in _SAYS_LITTLE})
    units = [h for h in heard if not h.guessed]
    near = {n: None for n, h in enumerate(units) if within(granting, h.sentence)}
    for number, (sentence, ready, *_) in enumerate(units):
        if within(understood, sentence):
            continue
        if number and heads_a_part(units[number - 1]):
            continue  # “Translations / Ask us first”
        after = any(number - n in near for n in range(1, _AFTER + 1))
        rule = _rule(sentence._replace(start=0), ready.code if ready else "", after=after)
        if rule:
            yield place.evidence(Topic.REPUBLISH, "unknown", sentence.start, sentence.end, rule)
        elif (
            (ready is None or in_strange_letters(sentence.plain))
            and any(number + n in near for n in range(-_BESIDE, _BESIDE + 1))
            and says_something(sentence.plain)
        ):
            yield place.evidence(Topic.LANGUAGE, guess(sentence.plain) or _UNKNOWN, sentence.start, sentence.end, "language.unread")
    yield from _labels(place, units, near)


def in_part(found: Sequence[Evidence]) -> Iterator[Evidence]:
    """Where only a part may be taken, a bar on taking it without credit permits no more than that part."""
    parts = [e for e in found if e.topic is Topic.LIMIT and e.value == "excerpt_only"]
    if parts and any(e.topic is Topic.REPUBLISH and e.rule == "grant.credit-suffices" for e in found):
        yield replace(parts[0], topic=Topic.REPUBLISH, value="unknown", rule="doubt.only-a-part")


def granted(found: Sequence[Evidence]) -> list[int]:
    """Where something is granted."""
    return sorted(e.quote.start or 0 for e in found if e.topic is Topic.LICENCE or (e.topic is Topic.REPUBLISH and e.value == "yes"))


def of_a_part(plain: str, ready: Ready) -> bool:
    """Whether a sentence speaks of pictures, of commercial or other special uses, or of leaving the credit out."""
    parts = (ready.images, ready.commercial, ready.credit_suffices, *(pattern for _, pattern in ready.need_narrows))
    return any(pattern.search(plain) for pattern in parts)


def untold(place: Place) -> Iterator[Evidence]:
    """What nobody can tell: letters struck out by their neighbours, words divided by strange white space."""
    if STRUCK_OUT.search(place.text):
        yield place.evidence(Topic.REPUBLISH, "unknown", 0, min(len(place.text), _SHOWN), "text.struck-out")
    for start, end in islice(divided(place.text), 1):
        left, right = max(0, start - _SHOWN), min(len(place.text), end + _SHOWN)
        yield place.evidence(Topic.REPUBLISH, "unknown", left, right, "text.disguised")


def disguised(place: Place, sentence: Sentence, whole: str) -> Iterator[Evidence]:
    """A refusal that shows only once the disguise of its words is taken off."""
    if _refuses_in_disguise(sentence._replace(start=0), whole):
        yield place.evidence(Topic.REPUBLISH, "unknown", sentence.start, sentence.end, "text.disguised")


# As what a sentence says (`reader`), what leaves it in doubt is found once.
@lru_cache(maxsize=_REMEMBERED)
def _refuses_in_disguise(sentence: Sentence, whole: str) -> bool:
    told = _DEFAULT if sentence.plain.isascii() else guess(sentence.plain) or whole or _DEFAULT
    seen = undisguised(sentence.plain, accents=told == _DEFAULT)
    ready = LEXICONS[_DEFAULT].ready
    if seen == sentence.plain or not ready.speaks(seen.lower()):
        return False
    ways = (mask(sentence._replace(text=words, plain=words), ready) for words in (sentence.plain, seen))
    shown, bare = (stance(way, ready, in_denied_list=False) for way in ways)
    return bool((bare.denials and not shown.denials) or (bare.needs and not shown.needs))


def within(places: list[int], sentence: Sentence) -> bool:
    """Whether any of the places, which are sorted, stands in a sentence."""
    at = bisect_left(places, sentence.start)
    return at < len(places) and places[at] < sentence.end


@lru_cache(maxsize=_REMEMBERED)
def _rule(sentence: Sentence, code: str, *, after: bool) -> str:
    """The rule by which a short sentence that says nothing else leaves a grant in doubt; right after one any curt no does."""
    if refuses_in_passing(sentence.plain):
        return "doubt.in-passing"
    if not code or len(sentence.plain) > _WARY:
        return ""
    ready = LEXICONS[code].ready
    curt = after and len(sentence.plain) <= _CURT and ready.negation.search(sentence.plain) is not None
    if not curt and not any(pattern.search(sentence.plain) for _, pattern in ready.wary):
        return ""  # masking, which is dear, only ever hides words
    plain = mask(sentence, ready).plain
    if ready.images.search(plain) or ready.commercial.search(plain):
        return ""
    instructs = ready.asks.match(plain) is not None and plain.count(" ") >= _INSTRUCTION
    curt = after and not instructs and len(plain) <= _CURT and not plain.endswith(":") and not of_a_part(plain, ready)
    if curt and ready.negation.search(plain):
        return "doubt.curt-no"
    return next((rule for rule, pattern in ready.wary if pattern.search(plain)), "")


def heads_a_part(h: Heard) -> bool:
    """Whether a line is a heading over pictures, changes, or the like, so that what it heads speaks of that part.

    What is asked under one over commercial use is left in doubt: the words below it seldom say of what.
    """
    plain, ready = h.sentence.plain, h.ready
    if ready is None or len(plain) > _LABEL or plain[-1:] in ".;,:!?" or ready.works.search(plain) or ready.commercial.search(plain):
        return False
    return of_a_part(plain, ready) or any(name == "edit" and pattern.search(plain) for name, pattern in ready.narrows)


def _labels(place: Place, units: list[Heard], near: Iterable[int]) -> Iterator[Evidence]:
    """A label that belies what it stands above or before (“Myth:”, “Not allowed”, “Sample notice:”), and words all in quotation marks."""
    for number in near:
        sentence, ready, *_ = units[number]
        if ready is None:
            continue
        before = [h.sentence.plain for h in units[max(0, number - _BESIDE) : number]]
        labels = [plain for plain in before if len(plain) <= _LABEL and plain[-1:] not in ".;,"]
        head, colon, _ = sentence.plain.partition(":")
        labels += [head + colon] if colon and len(head) <= _LABEL else []
        quoted = "doubt.quoted" if _SPEECH.fullmatch(sentence.plain) else ""
        rule = _belying(tuple(labels), ready.code) or quoted
        if rule:
            yield place.evidence(Topic.REPUBLISH, "unknown", sentence.start, sentence.end, rule)


@lru_cache(maxsize=_REMEMBERED)
def _belying(labels: tuple[str, ...], code: str) -> str:
    return next((rule for rule, pattern in LEXICONS[code].ready.belies if any(map(pattern.search, labels))), "")

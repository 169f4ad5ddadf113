"""The sentences of a text that may say something about rights, each in its language, with what it is masked to."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.notices.doubting import disguised
from syndicator.core.notices.language import guess, speaks_of_rights
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.notices.masking import Masked, mask, nameless
from syndicator.core.notices.narrowing import lines_of, spots, stretches
from syndicator.core.notices.passages import Heard, Standing, hinted, of_terms, spoken, standings
from syndicator.core.notices.place import Place
from syndicator.core.notices.scanning import Scan, scan_of
from syndicator.core.notices.sentences import Sentence, alike, sentences

_LONGEST = 200_000  # code points
_REMEMBERED = 8192  # sentences
_QUESTION, _PAUSE = 300, 3  # code points: a question that may be answered, and what may stand between the two
_NEAR, _WIDE = 2, 12  # how far after a word what stands beside it is looked for, at first and if that is not far enough
DEFAULT = "en"  # texts too short to tell are read with it: what it does not know, it does not grant


class Hearing(NamedTuple):
    """What is heard in a text: its sentences, how near each is to terms, and what follows from what could not be read.

    `parts` are the lines in which addresses and copyright lines may stand; None where they may stand anywhere.
    """

    heard: list[Heard]
    standings: tuple[Standing, ...]
    unread: list[Evidence]
    parts: tuple[tuple[int, int], ...] | None = None


def hearings(place: Place, data: bytes | None) -> Iterator[Hearing]:
    """The sentences around every word by which a text may speak of rights: as few as will mostly do, then more, then all.

    Stretches too far from any such word to count are left out, as an empty sentence. Where one comes right after what
    terms reach, or after a grant that the next sentences may take back (`reader`), the next hearing is the one to take.
    `data` is the text as `scanning.plain` gives it; without it everything is read.
    """
    whole = guess(place.text)
    scan = scan_of(whole) if len(place.text) <= _LONGEST else None
    found = scan.found(data) if scan is not None and data is not None else None
    if scan is None or data is None or found is None:
        yield _heard_in_full(place, whole)
        return
    words, marks = spots(place.text, data, found)
    parts = tuple(lines_of(place.text, sorted((*words, *marks))))
    for reach in (_NEAR, _WIDE):
        unread: list[Evidence] = []
        units = _narrowed(place.text, stretches(place.text, words, reach, scan.is_suspect))
        heard = [h for unit in units for h in _heard(place, unit, whole, unread, scan)]
        stood = standings(place.text, heard)
        if not _cut_short(heard, stood):
            yield Hearing(heard, stood, unread, parts)
    yield _heard_in_full(place, whole)


def _heard_in_full(place: Place, whole: str) -> Hearing:
    unread: list[Evidence] = []
    heard = [h for unit in _units(place, whole, unread) for h in _heard(place, unit, whole, unread)]
    return Hearing(heard, standings(place.text, heard), unread)


def _cut_short(heard: Sequence[Heard], stood: Sequence[Standing]) -> bool:
    """Whether something that was left out comes right after what terms reach."""
    return any(not heard[n].sentence.text and n and stood[n - 1] is not Standing.STORY for n in range(len(heard)))


def _narrowed(text: str, parts: Iterable[tuple[int, int, bool]]) -> Iterator[Sentence]:
    for start, end, read in parts:
        if read:
            yield from _sentences(text, start, end)
        else:
            yield Sentence("", "", start)


def _units(place: Place, whole: str, found: list[Evidence]) -> Iterator[Sentence]:
    for start, text in _overseen(place, found):
        for left, right in spoken(text, LEXICONS.get(whole) or LEXICONS[DEFAULT]):
            yield from (unit._replace(start=unit.start + start) for unit in _sentences(text, left, right))


def _sentences(text: str, left: int, right: int) -> Iterator[Sentence]:
    passage = text[left:right]
    yield from (unit._replace(start=unit.start + left) for unit in answered(sentences(passage), passage))


def _overseen(place: Place, found: list[Evidence]) -> Iterator[tuple[int, str]]:
    """A text with its place; of one too long to be overseen the beginning and the end, and then nothing is sure."""
    if len(place.text) <= _LONGEST:
        yield 0, place.text
        return
    half = _LONGEST // 2
    found.append(place.evidence(Topic.REPUBLISH, "unknown", 0, 80, "text.too-long"))
    yield 0, place.text[:half]
    yield len(place.text) - half, place.text[-half:]


def answered(units: Iterable[Sentence], text: str) -> Iterator[Sentence]:
    """The sentences of a text, a question joined with the answer the notice itself gives to it."""
    waiting: Sentence | None = None
    for unit in units:
        if waiting is not None and _answers(waiting, unit):
            raw = text[waiting.start : unit.end]
            waiting = waiting._replace(text=raw, plain=alike(raw).replace("\n", " "), whole=unit.whole)
            continue
        if waiting is not None:
            yield waiting
        waiting = unit
    if waiting is not None:
        yield waiting


def _answers(question: Sentence, answer: Sentence) -> bool:
    if not question.plain.endswith("?") or answer.start - question.end > _PAUSE or len(question.text) > _QUESTION or not question.whole:
        return False
    lexicon = LEXICONS.get(guess(answer.plain) or guess(question.plain) or DEFAULT)
    return lexicon is not None and lexicon.ready.answers.match(answer.plain) is not None


def _heard(place: Place, sentence: Sentence, whole: str, unread: list[Evidence], scan: Scan | None = None) -> Iterator[Heard]:
    """A sentence, ready to be read where it may say something by itself.

    One too short to tell its language is read in that of the text, and in English too: refusals in English stand
    everywhere. With a `scan` of the text, whose letters are then all Latin, what holds none of its words says nothing.
    """
    if scan is None or scan.is_suspect(sentence.plain):
        unread += disguised(place, sentence, whole)
    if scan is not None and not sentence.plain.endswith(":") and not scan.may_speak(sentence.plain):
        yield Heard(sentence, LEXICONS[whole or DEFAULT].ready)
        return
    known, language = _known(sentence._replace(start=0), whole)
    if language:
        unread += _unread(place, sentence, language)
    yield from (h._replace(sentence=sentence) for h in known)


# Notices repeat from article to article of a publisher: what a sentence is told to be is found once.
@lru_cache(maxsize=_REMEMBERED)
def _known(sentence: Sentence, whole: str) -> tuple[tuple[Heard, ...], str]:
    """A sentence in each language it is read in, and the language that is not read, if it is in such a one."""
    ours = LEXICONS.get(whole or DEFAULT)
    low = sentence.plain.lower()
    announces = sentence.plain.endswith(":")
    if ours is not None and not (ours.ready.speaks(low) or hinted(low) or announces or LEXICONS[DEFAULT].ready.speaks(low)):
        return (Heard(sentence, ours.ready),), ""  # it says nothing in any language, and need not be told from others
    told = guess(sentence.plain, least=3 if whole == DEFAULT else 2)
    if told and told != whole and whole in LEXICONS:
        told = guess(nameless(sentence.plain), least=2)  # a licence's long name is of no language
    language = told or whole or DEFAULT
    found = [_ready(sentence, low, language, announces=announces) if language in LEXICONS else Heard(sentence)]
    if not told and language != DEFAULT and LEXICONS[DEFAULT].ready.speaks(low):
        found.append(_ready(sentence, low, DEFAULT, announces=announces))
    if not told and hinted(low):  # “Nachdruck verboten” under a text in English
        others = (
            code for code, lexicon in LEXICONS.items() if code not in (language, DEFAULT) and lexicon.small and lexicon.ready.speaks(low)
        )
        found += (_ready(sentence, low, code, announces=False)._replace(guessed=True) for code in others)
    return tuple(found), "" if language in LEXICONS else language


def _ready(sentence: Sentence, low: str, language: str, *, announces: bool) -> Heard:
    ready = LEXICONS[language].ready
    masked = masked_in(sentence, language) if announces or ready.speaks(low) else None
    return Heard(sentence, ready, masked, of_terms=of_terms(ready, masked))


@lru_cache(maxsize=_REMEMBERED)
def masked_in(sentence: Sentence, code: str) -> Masked:
    """A sentence masked in a language; its place has to be 0."""
    return mask(sentence, LEXICONS[code].ready)


def _unread(place: Place, sentence: Sentence, language: str) -> Iterator[Evidence]:
    """A sentence in a language that is not read: that fact, and the licences it names (which then grant nothing)."""
    if speaks_of_rights(sentence.text):
        yield place.evidence(Topic.LANGUAGE, language, sentence.start, sentence.end, "language.unread")
        masked = mask(sentence, LEXICONS[DEFAULT].ready)
        for licence, start, end in masked.licences:
            yield place.evidence(Topic.LICENCE, licence.id, sentence.start + start, sentence.start + end, "licence.unread-language")

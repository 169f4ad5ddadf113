"""`read_notice`: what a text in prose says about rights, sentence by sentence, each statement with its words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from syndicator.core.evidence import Evidence, Level, Quote, Topic
from syndicator.core.notices.alone import alone
from syndicator.core.notices.describing import UNSPECIFIED, spelt_out
from syndicator.core.notices.details import contacts, copyright_lines, prescribed_credits, upstream
from syndicator.core.notices.doubting import beside, disguised, of_a_part, untold
from syndicator.core.notices.grants import Stance, stance, takes_back
from syndicator.core.notices.language import guess, speaks_of_rights
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import Masked, mask
from syndicator.core.notices.passages import Heard, Standing, counts, hinted, only_told, spoken, standings
from syndicator.core.notices.place import Place
from syndicator.core.notices.sentences import Sentence, alike, sentences
from syndicator.core.notices.statements import covers, licences, says
from syndicator.core.notices.tidying import Tidied, tidied

_LONGEST = 200_000  # code points
_REMEMBERED = 8192  # sentences
_NEAR, _FAR = 2, 1_000  # sentences after a grant in which it may be taken back
_CROSSES = ("❌", "✗", "✘", "✖", "🚫", "⛔")
_QUESTION, _PAUSE = 300, 3  # code points: a question that may be answered, and what may stand between the two
_EXCUSE = "reserved.fair-use"
_OF_A_PART = ("reserved.only-images", "reserved.only-software", "reserved.only-excerpts")
_DEFAULT = "en"  # texts too short to tell are read with it: what it does not know, it does not grant


def read_notice(text: str, where: str, level: Level = Level.SITE) -> tuple[Evidence, ...]:
    """Everything a notice says, in the order of the text; `where` names the text, offsets are code points in it.

    Nothing is granted by a sentence that also takes it back, by one too long to be overseen, or by a language that is
    not read: that gives LANGUAGE evidence instead. The result says what stands there; `terms.combine` weighs it.
    """
    tidy = tidied(text)
    found = _found(tidy.text, where, level) if tidy else _found(text, where, level)
    return (*(_back(e, text, tidy) if tidy else e for e in found), *untold(Place(text, where, level)))


def _found(text: str, where: str, level: Level) -> tuple[Evidence, ...]:
    place = Place(text, where, level)
    found: list[Evidence] = []
    heard = [h for whole, sentence in _units(place, found) for h in _heard(place, sentence, whole, found)]
    found += _terms(place, heard)
    if any(e.topic is Topic.LICENCE and e.value == UNSPECIFIED for e in found):
        found += spelt_out(place, heard)
    found += alone(place, heard, found)
    found += beside(place, heard, found)
    found += contacts(place, [h.near for h in {h.ready.code: h.ready for h in heard if h.ready}.values()])
    found += copyright_lines(place)
    return tuple(_once(sorted(without_excuses(found), key=lambda e: e.quote.start or 0)))


def _back(e: Evidence, text: str, tidy: Tidied) -> Evidence:
    start, end = tidy.span(e.quote.start or 0, e.quote.end or 0)
    return replace(e, quote=Quote(text[start:end], e.quote.where, start, end))


def without_excuses(found: list[Evidence]) -> list[Evidence]:
    """An excuse for others' works (fair use) is a warning; it says nothing on reposting where anything else does."""
    spoken = any(e.topic in (Topic.REPUBLISH, Topic.LICENCE) and e.rule != _EXCUSE for e in found)
    return [e for e in found if not (spoken and e.topic is Topic.REPUBLISH and e.rule == _EXCUSE)]


def answered(units: Iterable[Sentence], text: str) -> Iterator[Sentence]:
    """The sentences of a text, a question joined with the answer the notice itself gives to it."""
    waiting: Sentence | None = None
    for unit in units:
        if waiting is not None and _answers(waiting, unit):
            raw = text[waiting.start : unit.end]
            waiting = replace(waiting, text=raw, plain=alike(raw).replace("\n", " "), whole=unit.whole)
            continue
        if waiting is not None:
            yield waiting
        waiting = unit
    if waiting is not None:
        yield waiting


def _answers(question: Sentence, answer: Sentence) -> bool:
    if not question.plain.endswith("?") or answer.start - question.end > _PAUSE or len(question.text) > _QUESTION or not question.whole:
        return False
    lexicon = LEXICONS.get(guess(answer.plain) or guess(question.plain) or _DEFAULT)
    return lexicon is not None and lexicon.ready.answers.match(answer.plain) is not None


def _units(place: Place, found: list[Evidence]) -> Iterator[tuple[str, Sentence]]:
    """The sentences around every word by which a text may speak of rights, with the language of the whole."""
    whole = guess(place.text)
    for start, text in _overseen(place, found):
        for left, right in spoken(text, LEXICONS.get(whole) or LEXICONS[_DEFAULT]):
            passage = text[left:right]
            yield from ((whole, replace(unit, start=unit.start + start + left)) for unit in answered(sentences(passage), passage))


def _overseen(place: Place, found: list[Evidence]) -> Iterator[tuple[int, str]]:
    """A text with its place; of one too long to be overseen the beginning and the end, and then nothing is sure."""
    if len(place.text) <= _LONGEST:
        yield 0, place.text
        return
    half = _LONGEST // 2
    found.append(place.evidence(Topic.REPUBLISH, "unknown", 0, 80, "text.too-long"))
    yield 0, place.text[:half]
    yield len(place.text) - half, place.text[-half:]


def _heard(place: Place, sentence: Sentence, whole: str, found: list[Evidence]) -> Iterator[Heard]:
    """A sentence, ready to be read where it may say something by itself.

    One too short to tell its language is read in that of the text, and in English too: refusals in English stand
    everywhere.
    """
    ours = LEXICONS.get(whole or _DEFAULT)
    low = sentence.plain.lower()
    found += disguised(place, sentence, whole)
    announces = sentence.plain.endswith(":")
    if ours is not None and not (ours.ready.speaks(low) or hinted(low) or announces or LEXICONS[_DEFAULT].ready.speaks(low)):
        yield Heard(sentence, ours.ready)  # it says nothing in any language, and need not be told from others
        return
    told = guess(sentence.plain, least=3 if whole == _DEFAULT else 2)
    language = told or whole or _DEFAULT
    if language in LEXICONS:
        yield _ready(sentence, low, language, announces=announces)
    else:
        found += _unread(place, sentence, language)
        yield Heard(sentence)
    if not told and language != _DEFAULT and LEXICONS[_DEFAULT].ready.speaks(low):
        yield _ready(sentence, low, _DEFAULT, announces=announces)
    if not told and hinted(low):  # “Nachdruck verboten” under a text in English
        others = (
            code for code, lexicon in LEXICONS.items() if code not in (language, _DEFAULT) and lexicon.small and lexicon.ready.speaks(low)
        )
        yield from (_ready(sentence, low, code, announces=False)._replace(guessed=True) for code in others)


def _ready(sentence: Sentence, low: str, language: str, *, announces: bool) -> Heard:
    ready = LEXICONS[language].ready
    return Heard(sentence, ready, _masked(replace(sentence, start=0), language) if announces or ready.speaks(low) else None)


def _terms(place: Place, heard: list[Heard]) -> Iterator[Evidence]:
    """What the sentences say, each by its standing; items below “you may not” say what is not allowed."""
    denied_list, since, unnamed = False, _FAR, False
    for (sentence, ready, masked, guessed), standing in zip(heard, standings(place.text, heard), strict=True):
        since += not guessed  # a sentence heard in several languages is one
        if ready is None or (masked is None and (standing is Standing.STORY or not ready.says_anything(sentence.plain)) and since > _NEAR):
            continue
        alone = replace(sentence, start=0)
        masked = masked or _masked(alone, ready.code)
        item = sentence.bullet or (denied_list and _line_of_its_own(place.text, sentence) and ready.item.match(sentence.plain) is not None)
        denied_list = _in_denied_list(ready, masked, denied_list, item=item)
        denied = (denied_list and item) or sentence.plain[:1] in _CROSSES
        said = _said(alone, ready.code, place.level, standing, in_denied_list=denied)
        if any(e.topic is Topic.REPUBLISH and e.value == "yes" for e in said):
            since, unnamed = 0, ready.works.search(masked.plain) is None
        elif since == 1 and unnamed and any(e.rule in _OF_A_PART for e in said):
            said = (*said, _doubt(sentence, place.level))  # “Republish freely. Every figure may be …” speaks of figures
        elif of_a_part(masked.plain, ready):
            since = _FAR  # what follows goes on with that part
        elif since <= _NEAR and not said and takes_back(masked, ready):
            said = (_doubt(sentence, place.level),)
        for e in said:
            if not guessed or (e.topic is Topic.REPUBLISH and e.value == "no"):
                yield _moved(e, place.where, sentence.start)


def _doubt(sentence: Sentence, level: Level) -> Evidence:
    return Place(sentence.text, "", level).evidence(Topic.REPUBLISH, "unknown", 0, len(sentence.text), "doubt.after-grant")


# Notices repeat from article to article of a publisher: what a sentence says is found once.
@lru_cache(maxsize=_REMEMBERED)
def _masked(sentence: Sentence, code: str) -> Masked:
    return mask(sentence, LEXICONS[code].ready)


@lru_cache(maxsize=_REMEMBERED)
def _said(sentence: Sentence, code: str, level: Level, standing: Standing, *, in_denied_list: bool) -> tuple[Evidence, ...]:
    """What a sentence says, with places counted from its own beginning."""
    masked, place = _masked(sentence, code), Place(sentence.text, "", level)
    return tuple(_read(place, LEXICONS[code].ready, masked, standing, in_denied_list=in_denied_list))


def _moved(e: Evidence, where: str, by: int) -> Evidence:
    return replace(e, quote=Quote(e.quote.text, where, (e.quote.start or 0) + by, (e.quote.end or 0) + by))


def _read(place: Place, ready: Ready, masked: Masked, standing: Standing, *, in_denied_list: bool) -> Iterator[Evidence]:
    found = stance(masked, ready, in_denied_list=in_denied_list)
    if standing is Standing.STORY and not in_denied_list and only_told(masked, ready):
        found = replace(found, denials=(), needs=())
    yield from _stance_evidence(place, masked, found)
    if standing is not Standing.STORY and not of_a_part(masked.plain, ready):
        yield from _doubts(place, masked, ready)
    declared = list(licences(place, masked, ready, found)) if found.own_voice else []
    if found.grants or declared:
        yield from covers(place, masked, ready)
    yield from declared
    told = _in_full(masked, ready) if in_denied_list else masked
    yield from (e for e in says(place, told, ready) if counts(e.topic, standing, masked, ready))
    yield from upstream(place, masked, ready)
    yield from prescribed_credits(place, masked, ready)


def _in_full(masked: Masked, ready: Ready) -> Masked:
    """An item of a list of what is not allowed, with the “not” that its heading says for all."""
    if not ready.denies or ready.negation.search(masked.plain):
        return masked
    return replace(masked, plain=f"{ready.denies} {masked.plain.lstrip(' -–—•*·❌✗✘✖🚫⛔')}")


def _stance_evidence(place: Place, masked: Masked, found: Stance) -> Iterator[Evidence]:
    start, end = masked.sentence.start, masked.sentence.end
    if "reserved.only-images" in found.weak and masked.licences:
        yield place.evidence(Topic.LIMIT, "images", start, end, "reserved.only-images", level=Level.SITE)
    for topic, value, rule in found.statements():
        # what is said of pictures or comments under an article is no word about the article
        level = (
            Level.ARTICLE
            if rule == "reserved.reposted"
            else Level.SITE
            if rule.startswith(("reserved.only-", "reserved.in-bulk"))
            else None
        )
        yield place.evidence(topic, value, start, end, rule, level=level)


def _doubts(place: Place, masked: Masked, ready: Ready) -> Iterator[Evidence]:
    """A threat against those who repost, or a word that takes a grant back: nothing stays granted beside it."""
    for rule, pattern in ready.doubts:
        if pattern.search(masked.plain):
            yield place.evidence(Topic.REPUBLISH, "unknown", masked.sentence.start, masked.sentence.end, rule)


def _line_of_its_own(text: str, sentence: Sentence) -> bool:
    """Whether a sentence begins a line: an item of a list whose marks were lost in HTML."""
    return text[: sentence.start].rstrip(" \t").endswith("\n")


def _in_denied_list(ready: Ready, masked: Masked, now: bool, *, item: bool) -> bool:
    """Whether the list items that follow say what is not allowed; a heading that opens another list ends it."""
    if item and not masked.plain.endswith(":"):
        return now
    return ready.opens_denied.search(masked.plain) is not None


def _unread(place: Place, sentence: Sentence, language: str) -> Iterator[Evidence]:
    """A sentence in a language that is not read: that fact, and the licences it names (which then grant nothing)."""
    if speaks_of_rights(sentence.text):
        yield place.evidence(Topic.LANGUAGE, language, sentence.start, sentence.end, "language.unread")
        masked = mask(sentence, LEXICONS[_DEFAULT].ready)
        for licence, start, end in masked.licences:
            yield place.evidence(Topic.LICENCE, licence.id, sentence.start + start, sentence.start + end, "licence.unread-language")


def _once(found: list[Evidence]) -> Iterator[Evidence]:
    seen: set[tuple[Topic, str, str, Level]] = set()
    for e in found:
        key = (e.topic, e.value, e.detail, e.level)
        if e.topic in (Topic.REPUBLISH, Topic.LICENCE) or key not in seen:
            seen.add(key)
            yield e

"""`read_notice`: what a text in prose says about rights, sentence by sentence, each statement with its words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from syndicator.core.evidence import Evidence, Level, Quote, Topic
from syndicator.core.notices.alone import alone
from syndicator.core.notices.describing import UNSPECIFIED, spelt_out
from syndicator.core.notices.details import contacts, copyright_lines, prescribed_credits, upstream
from syndicator.core.notices.doubting import beside, granted, heads_a_part, in_part, of_a_part, untold, within
from syndicator.core.notices.grants import Stance, about_images, stance, takes_back
from syndicator.core.notices.hearing import Hearing, hearings, masked_in
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import Masked
from syndicator.core.notices.narrowing import BEFORE
from syndicator.core.notices.passages import Heard, Standing, counts, only_told
from syndicator.core.notices.place import Place
from syndicator.core.notices.scanning import plain
from syndicator.core.notices.sentences import Sentence
from syndicator.core.notices.statements import covers, licences, says
from syndicator.core.notices.tidying import Tidied, tidied

_REMEMBERED = 8192  # sentences
_HEADED, _ASKING = 80, ("need.", "doubt.ask", "doubt.after-grant", "says.prior-permission")  # code points, rules
_NEAR, _FAR = 2, 1_000  # sentences after a grant in which it may be taken back
_CROSSES = ("❌", "✗", "✘", "✖", "🚫", "⛔")
_EXCUSE, _GATHERED = "reserved.fair-use", "doubt.gathered"
_OF_A_PART = ("reserved.only-images", "reserved.only-software", "reserved.only-excerpts")


def read_notice(text: str, where: str, level: Level = Level.SITE) -> tuple[Evidence, ...]:
    """Everything a notice says, in the order of the text; `where` names the text, offsets are code points in it.

    Nothing is granted by a sentence that also takes it back, by one too long to be overseen, or by a language that is
    not read: that gives LANGUAGE evidence instead. The result says what stands there; `terms.combine` weighs it.
    """
    data = plain(text)
    tidy = tidied(text) if data is None else None
    found = _found(tidy.text, where, level, plain(tidy.text)) if tidy else _found(text, where, level, data)
    strange = untold(Place(text, where, level)) if data is None else ()
    return (*(_back(e, text, tidy) if tidy else e for e in found), *strange)


def _found(text: str, where: str, level: Level, data: bytes | None) -> tuple[Evidence, ...]:
    place = Place(text, where, level)
    for hearing in hearings(place, data):
        found = _all(place, hearing)
        if found is not None:
            return tuple(_once(sorted(without_excuses(found), key=lambda e: e.quote.start or 0)))
    raise AssertionError("what is read in full is never cut short")


def _all(place: Place, hearing: Hearing) -> list[Evidence] | None:
    """All that is said; None where more has to be read to know."""
    heard = hearing.heard
    terms = _terms(place, hearing)
    if terms is None:
        return None
    found = [*hearing.unread, *terms]
    if any(e.topic is Topic.LICENCE and e.value == UNSPECIFIED for e in found):
        found += spelt_out(place, heard)
    found += alone(place, heard, found)
    found += in_part(found)
    if _left_out_near(heard, found):
        return None
    found += beside(place, heard, found)
    found += contacts(place, [h.near for h in {h.ready.code: h.ready for h in heard if h.ready}.values()], hearing.parts)
    found += copyright_lines(place, hearing.parts)
    return found


def _left_out_near(heard: Sequence[Heard], found: Sequence[Evidence]) -> bool:
    """Whether something was left out so near to what grants that a label or a curt no might stand there."""
    gaps = [number for number, h in enumerate(heard) if not h.sentence.text]
    granting = granted(found) if gaps else []
    return any(
        within(granting, heard[number].sentence) for gap in gaps for number in range(max(0, gap - _NEAR), min(len(heard), gap + BEFORE + 1))
    )


def _back(e: Evidence, text: str, tidy: Tidied) -> Evidence:
    start, end = tidy.span(e.quote.start or 0, e.quote.end or 0)
    return replace(e, quote=Quote(text[start:end], e.quote.where, start, end))


def without_excuses(found: list[Evidence]) -> list[Evidence]:
    """An excuse for others' works (fair use) is a warning; it says nothing on reposting where anything else does."""
    spoken = any(e.topic in (Topic.REPUBLISH, Topic.LICENCE) and e.rule != _EXCUSE for e in found)
    return [e for e in found if not (spoken and e.topic is Topic.REPUBLISH and e.rule == _EXCUSE)]


def _terms(place: Place, hearing: Hearing) -> list[Evidence] | None:
    """What the sentences say, each by its standing; items below “you may not” say what is not allowed.

    None where something was left out that might count after all: it stands right behind a grant.
    """
    found: list[Evidence] = []
    denied_list, since, unnamed, theirs, heading = False, _FAR, False, False, False
    for h, standing in zip(hearing.heard, hearing.standings, strict=True):
        sentence, ready, masked, guessed, _ = h
        headed, heading = heading, heads_a_part(h)
        since += not guessed  # a sentence heard in several languages is one
        if since <= _NEAR and not sentence.text:
            return None
        if ready is None or (masked is None and (standing is Standing.STORY or not ready.says_anything(sentence.plain)) and since > _NEAR):
            continue
        unplaced = sentence._replace(start=0)
        masked = masked or masked_in(unplaced, ready.code)
        item = sentence.bullet or (denied_list and _line_of_its_own(place.text, sentence) and ready.item.match(sentence.plain) is not None)
        denied_list = _in_denied_list(ready, masked, denied_list, item=item)
        denied = (denied_list and item) or sentence.plain[:1] in _CROSSES
        said = _said(unplaced, ready.code, place.level, standing, in_denied_list=denied)
        if theirs and ready.goes_back.match(masked.plain):
            said = tuple(_of_others(said))
        if headed and len(masked.plain) <= _HEADED and not any(e.topic is Topic.REPUBLISH and e.value == "yes" for e in said):
            said = tuple(e for e in said if not e.rule.startswith(_ASKING))  # “Translations / Ask us first”
            since = _FAR
        theirs = any(name == "third" and pattern.search(masked.plain) for name, pattern in ready.narrows)
        if any(e.topic is Topic.REPUBLISH and e.value == "yes" for e in said):
            since, unnamed = 0, ready.works.search(masked.plain) is None
        elif since == 1 and unnamed and any(e.rule in _OF_A_PART for e in said):
            said = (*said, _doubt(sentence, place.level))  # “Republish freely. Every figure may be …” speaks of figures
        elif of_a_part(masked.plain, ready):
            since = _FAR  # what follows goes on with that part
        elif since <= _NEAR and not said and takes_back(masked, ready):
            said = (_doubt(sentence, place.level),)
        found += (_moved(e, place.where, sentence.start) for e in said if not guessed or (e.topic is Topic.REPUBLISH and e.value == "no"))
    return found


def _of_others(said: Iterable[Evidence]) -> Iterator[Evidence]:
    """What is said of others' works just named (“It also has agency photos. Such material may not be copied”): they are left out."""
    for e in said:
        if e.topic is Topic.REPUBLISH and e.value == "no":
            yield replace(e, topic=Topic.LIMIT, value="third_party_items")
        elif e.topic in (Topic.DUTY, Topic.CONTACT):
            yield e


def _doubt(sentence: Sentence, level: Level) -> Evidence:
    return Place(sentence.text, "", level).evidence(Topic.REPUBLISH, "unknown", 0, len(sentence.text), "doubt.after-grant")


# Notices repeat from article to article of a publisher: what a sentence says is found once.
@lru_cache(maxsize=_REMEMBERED)
def _said(sentence: Sentence, code: str, level: Level, standing: Standing, *, in_denied_list: bool) -> tuple[Evidence, ...]:
    """What a sentence says, with places counted from its own beginning."""
    masked, place = masked_in(sentence, code), Place(sentence.text, "", level)
    return tuple(_read(place, LEXICONS[code].ready, masked, standing, in_denied_list=in_denied_list))


def _moved(e: Evidence, where: str, by: int) -> Evidence:
    quote = Quote(e.quote.text, where, (e.quote.start or 0) + by, (e.quote.end or 0) + by)
    return Evidence(e.topic, e.value, quote, e.rule, e.channel, e.level, e.detail)


def _read(place: Place, ready: Ready, masked: Masked, standing: Standing, *, in_denied_list: bool) -> Iterator[Evidence]:
    found = stance(masked, ready, in_denied_list=in_denied_list)
    if standing is Standing.STORY and not in_denied_list and only_told(masked, ready):
        found = replace(found, denials=(), needs=())
    yield from _stance_evidence(place, masked, found)
    if standing is not Standing.STORY:
        yield from _doubts(place, masked, ready)
    declared = list(licences(place, masked, ready, found)) if found.own_voice else []
    if found.grants or declared:
        yield from covers(place, masked, ready)
    yield from declared
    told = _in_full(masked, ready) if in_denied_list else masked
    refused = found.denials or found.needs or _with_the_text(masked, ready)  # so of pictures among the rest
    for e in says(place, told, ready) if standing is not Standing.STORY else ():
        if counts(e.topic, standing, masked, ready) and not ((e.value == "images" and refused) or _of_pictures(e, masked, ready)):
            yield e
    yield from upstream(place, masked, ready)
    yield from prescribed_credits(place, masked, ready)


def _with_the_text(masked: Masked, ready: Ready) -> bool:
    # of everything, so of pictures among the rest
    """Whether a sentence names pictures in a row with the text (“texts, pictures and logos are ours”): nothing is said of them alone."""
    image, work = ready.images.search(masked.plain), ready.works.search(masked.plain)
    if image is None or work is None or ready.negation.search(masked.plain):
        return False
    first, second = sorted((image.span(), work.span()))
    return ready.joins.fullmatch(masked.plain, first[1], second[0]) is not None


def _of_pictures(e: Evidence, masked: Masked, ready: Ready) -> bool:
    """Whether a statement on uses is about pictures: what these may be used for says nothing of the text."""
    return e.topic in (Topic.COMMERCIAL, Topic.DERIVATIVES) and about_images(masked.plain, ready)


def _in_full(masked: Masked, ready: Ready) -> Masked:
    """An item of a list of what is not allowed, with the “not” that its heading says for all."""
    unasked = next((pattern for name, pattern in ready.needs if name == "need.without"), None)
    plain = unasked.sub("", masked.plain) if unasked else masked.plain  # “scrape it without permission” needs its “not” all the same
    if not ready.denies or ready.negation.search(plain):
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
    """A threat against those who repost, or a word that takes a grant back: nothing stays granted beside it.

    One that speaks of a part of the uses says nothing of the rest; whose the texts are is said of all of them.
    """
    plain = masked.plain
    part, pictures = of_a_part(plain, ready), about_images(plain, ready)
    for rule, pattern in ready.doubts:
        if (not part or (rule == _GATHERED and not pictures)) and pattern.search(plain):
            yield place.evidence(Topic.REPUBLISH, "unknown", masked.sentence.start, masked.sentence.end, rule)


def _line_of_its_own(text: str, sentence: Sentence) -> bool:
    """Whether a sentence begins a line: an item of a list whose marks were lost in HTML."""
    line = text.rfind("\n", 0, sentence.start)
    return line >= 0 and not text[line + 1 : sentence.start].strip(" \t")


def _in_denied_list(ready: Ready, masked: Masked, now: bool, *, item: bool) -> bool:
    """Whether the list items that follow say what is not allowed; a heading that opens another list ends it."""
    if item and not masked.plain.endswith(":"):
        return now
    return _opens_denied(masked.plain, ready.code)


@lru_cache(maxsize=_REMEMBERED)
def _opens_denied(plain: str, code: str) -> bool:
    return LEXICONS[code].ready.opens_denied.search(plain) is not None


def _once(found: list[Evidence]) -> Iterator[Evidence]:
    seen: set[tuple[Topic, str, str, Level]] = set()
    for e in found:
        key = (e.topic, e.value, e.detail, e.level)
        if e.topic in (Topic.REPUBLISH, Topic.LICENCE) or key not in seen:
            seen.add(key)
            yield e

"""What changed between two readings of terms; pure, field by field, and in doubt a change counts as stricter."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from syndicator.core.collecting import granted_media
from syndicator.core.comparing import words
from syndicator.core.comparing.naming import RESERVED, licence
from syndicator.core.evidence import Evidence, Quote, Topic
from syndicator.core.licences import by_id
from syndicator.core.terms import Terms
from syndicator.core.uses import Commercial, Derivatives, Republish


class Direction(StrEnum):
    """What a change means for whoever reposts."""

    LOOSER = "looser"
    STRICTER = "stricter"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: a sentence without its subject (“now …”), its direction, and the words of both sides."""

    topic: Topic | None  # None: about the terms as a whole (their contradictions)
    says: str
    direction: Direction
    old: tuple[Quote, ...] = ()
    new: tuple[Quote, ...] = ()


def compare(old: Terms, new: Terms) -> tuple[Change, ...]:
    """Everything that changed for whoever reposts, the weightiest first; nothing where the terms say the same.

    Where the same is said in other words or elsewhere, nothing changed. Where reposting became or ceased to be forbidden, the
    conditions of one side have nothing to be compared with and are left out; where nothing is permitted any more, a
    condition that is gone is no relief.
    """
    turned = old.republish is not new.republish and Republish.NO in (old.republish, new.republish)
    found = (change for part in _PARTS for change in part(old, new))
    return tuple(_unrelieved(change, old, new) for change in found if not (turned and change.topic in _CONDITIONS))


def _unrelieved(change: Change, old: Terms, new: Terms) -> Change:
    looser = change.direction is Direction.LOOSER and change.topic in _CONDITIONS
    lost = old.republish is Republish.YES and new.republish is not Republish.YES
    return replace(change, direction=Direction.NEUTRAL) if looser and (lost or new.republish is Republish.NO) else change


_REPUBLISH = (Republish.NO, Republish.UNKNOWN, Republish.YES)
_COMMERCIAL = (Commercial.FORBIDDEN, Commercial.SILENT, Commercial.ASK, Commercial.ALLOWED)
_DERIVATIVES = (
    Derivatives.FORBIDDEN,
    Derivatives.SILENT,
    Derivatives.ASK,
    Derivatives.STYLE_ONLY,
    Derivatives.SHARE_ALIKE,
    Derivatives.ALLOWED,
)
_CHANGE = ("forbidden", "", "ask", "allowed")
# What is only worth something beside a permission.
_CONDITIONS = frozenset(
    {Topic.COMMERCIAL, Topic.DERIVATIVES, Topic.DUTY, Topic.LIMIT, Topic.AUDIENCE, Topic.COVERS, Topic.MEDIA, Topic.CREDIT}
    | {Topic.MEANING, Topic.CHANGE, Topic.REMOVAL, Topic.DISCLAIMER}
)
_GENEROUS = ("ads-allowed", "for-profit-news-allowed")
_MORE_IS_LOOSER = {"excerpt_only", "time_window_days", "rate_limit"}
_FIGURE = re.compile(r"[0-9]+")


def _republish(old: Terms, new: Terms) -> Iterator[Change]:
    if old.republish is not new.republish:
        direction = _rank(_REPUBLISH, old.republish, new.republish)
        yield _told(old, new, Topic.REPUBLISH, f"now {words.REPUBLISH[new.republish]}", direction)


def _licence(old: Terms, new: Terms) -> Iterator[Change]:
    (before, old_words), (after, new_words) = licence(old), licence(new)
    if before == after:
        if old.licence_url != new.licence_url:
            yield _told(old, new, Topic.LICENCE, f"now links the licence at {new.licence_url or 'no address'}", Direction.NEUTRAL)
        return
    was, now = words.licence_name(before), words.licence_name(after)
    says = (
        f"licence changed from {was} to {now}"
        if was and now
        else f"now has a licence: {now}"
        if now
        else f"no longer has a licence ({was})"
    )
    known = by_id(before)
    if known and known.republish and known.irrevocable:
        says += f": copies made before may stay, since {was} is irrevocable"
    yield Change(Topic.LICENCE, says, _licences(before, after), _once(old_words), _once(new_words))


def _licences(old: str, new: str) -> Direction:
    """By what the licences themselves grant; one that is not known grants nothing that is known."""
    before, after = by_id(old), by_id(new)
    if old == RESERVED and not new:
        return Direction.NEUTRAL
    if before is None or after is None:
        return Direction.LOOSER if before is None and after and after.republish else Direction.STRICTER
    steps = {
        _rank(_COMMERCIAL, before.commercial, after.commercial),
        _rank(_DERIVATIVES, before.derivatives, after.derivatives),
        _rank((False, True), before.republish, after.republish),
        _fewer(frozenset(before.duties), frozenset(after.duties)),
    }
    return Direction.STRICTER if Direction.STRICTER in steps else Direction.LOOSER if Direction.LOOSER in steps else Direction.NEUTRAL


def _fewer(old: frozenset[str], new: frozenset[str]) -> Direction:
    return Direction.NEUTRAL if old == new else Direction.LOOSER if new < old else Direction.STRICTER


def _uses(old: Terms, new: Terms) -> Iterator[Change]:
    if old.commercial is not new.commercial:
        direction = _rank(_COMMERCIAL, old.commercial, new.commercial)
        yield _told(old, new, Topic.COMMERCIAL, f"now {words.COMMERCIAL[new.commercial]}", direction)
    if old.derivatives is not new.derivatives:
        direction = _rank(_DERIVATIVES, old.derivatives, new.derivatives)
        yield _told(old, new, Topic.DERIVATIVES, f"now {words.DERIVATIVES[new.derivatives]}", direction)


def _duties(old: Terms, new: Terms) -> Iterator[Change]:
    yield from _named(old, new, Topic.DUTY, old.duties, new.duties, lambda name: f"asks for {words.DUTIES[name]}")


def _limits(old: Terms, new: Terms) -> Iterator[Change]:
    for name, figure in new.limits:
        before = old.limit(name)
        if before is None:
            yield _told(old, new, Topic.LIMIT, f"now says that {words.limit(name, figure)}", Direction.STRICTER, name)
        elif before != figure:
            says = f"now says that {words.limit(name, figure or 'without a figure')}; before: {before or 'without a figure'}"
            yield _told(old, new, Topic.LIMIT, says, _figures(name, before, figure), name)
    for name, figure in old.limits:
        if new.limit(name) is None:
            yield _told(old, new, Topic.LIMIT, f"no longer says that {words.limit(name, figure)}", Direction.LOOSER, name)


def _figures(name: str, old: str, new: str) -> Direction:
    """A number that alone changed can be compared; anything else is stricter until a person says otherwise."""
    numbers = _FIGURE.findall(old), _FIGURE.findall(new)
    if _FIGURE.sub("#", old) != _FIGURE.sub("#", new) or len(numbers[0]) != 1:
        return Direction.STRICTER
    more = int(numbers[1][0]) > int(numbers[0][0])
    return Direction.LOOSER if more == (name in _MORE_IS_LOOSER) else Direction.STRICTER


def _whom(old: Terms, new: Terms) -> Iterator[Change]:
    if old.audience != new.audience:
        wide = ("", "anyone")
        who = words.AUDIENCES.get(new.audience, new.audience)
        says = f"is now meant for {who}" if who else f"is no longer said to be for {words.AUDIENCES.get(old.audience, old.audience)}"
        direction = Direction.STRICTER if new.audience not in wide else Direction.NEUTRAL if old.audience in wide else Direction.LOOSER
        yield _told(old, new, Topic.AUDIENCE, says, direction)
    yield from _scope(old, new, Topic.COVERS, old.covers, new.covers, "articles of {}")
    yield from _media(old, new)


def _media(old: Terms, new: Terms) -> Iterator[Change]:
    """Media bound a permission only where it names them itself; named elsewhere they are told, and weigh nothing."""
    was, now = (tuple(words.MEDIA[name] for name in granted_media(side.evidence)) for side in (old, new))
    if set(was) != set(now):
        yield from _scope(old, new, Topic.MEDIA, was, now, "{}")
        return
    came, went = (tuple(words.MEDIA[n] for n in a.media if n not in b.media) for a, b in ((new, old), (old, new)))
    for names, says in ((came, "now names"), (went, "no longer names")):
        if names:
            yield _told(old, new, Topic.MEDIA, f"{says} {words.listed(names)}", Direction.NEUTRAL)


def _scope(old: Terms, new: Terms, topic: Topic, was: tuple[str, ...], now: tuple[str, ...], form: str) -> Iterator[Change]:
    """A grant for named things only; naming none is the widest."""
    if set(was) == set(now):
        return
    if not now:
        yield _told(old, new, topic, f"is no longer for {form.format(words.listed(was))} only", Direction.LOOSER)
        return
    wider = bool(was) and set(was) < set(now)
    before = f"; before: {form.format(words.listed(was))}" if was else ""
    says = f"is now for {form.format(words.listed(now))} only{before}"
    yield _told(old, new, topic, says, Direction.LOOSER if wider else Direction.STRICTER)


def _whose(old: Terms, new: Terms) -> Iterator[Change]:
    if (old.original, old.original_url) == (new.original, new.original_url):
        return
    address = f" ({new.original_url})" if new.original_url else ""
    says = f"now credits {new.original or 'another site'}{address} as the original publisher"
    if not (new.original or new.original_url):
        yield _told(
            old, new, Topic.ORIGINAL, f"no longer credits {old.original or old.original_url} as the original publisher", Direction.LOOSER
        )
    elif old.original == new.original:
        yield _told(old, new, Topic.ORIGINAL, says, Direction.NEUTRAL)
    else:
        yield _told(old, new, Topic.ORIGINAL, says, Direction.STRICTER)


def _lines(old: Terms, new: Terms) -> Iterator[Change]:
    """What is copied verbatim, and whom to write to."""
    for topic, what, was, now, weighs in (
        (Topic.CREDIT, "credit line", old.credit, new.credit, True),
        (Topic.DISCLAIMER, "sentence to keep", " ".join(sorted(old.disclaimers)), " ".join(sorted(new.disclaimers)), True),
        (Topic.COPYRIGHT, "copyright line", old.copyright_line, new.copyright_line, False),
        (Topic.CONTACT, "contact", old.contact, new.contact, False),
    ):
        if was == now:
            continue
        says = f"{what} is now “{now}”" if now else f"no longer gives a {what} (“{was}”)"
        heavier = Direction.STRICTER if now else Direction.LOOSER
        yield _told(old, new, topic, says, heavier if weighs else Direction.NEUTRAL)


def _details(old: Terms, new: Terms) -> Iterator[Change]:
    yield from _named(old, new, Topic.MEANING, old.meanings, new.meanings, lambda name: f"counts {words.MEANINGS[name]}")
    before, after = dict(old.changes), dict(new.changes)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            what = words.CHANGES[name]
            says = f"now {words.ANSWERS[now]} {what}" if now else f"no longer speaks of {what}"
            yield _told(old, new, Topic.CHANGE, says, _rank(_CHANGE, was, now), name)


def _afterwards(old: Terms, new: Terms) -> Iterator[Change]:
    if old.removal != new.removal:
        says = f"a copy now has to go {words.removal(new.removal)}" if new.removal else "a copy no longer has to go"
        yield _told(old, new, Topic.REMOVAL, says, _removal(old.removal, new.removal))
    for name in new.reservations:
        if name not in old.reservations:
            says = f"now reserves {words.RESERVATIONS[name]}; that says nothing about reposting for people"
            yield _told(old, new, Topic.RESERVATION, says, Direction.NEUTRAL, name)
    for name in old.reservations:
        if name not in new.reservations:
            says = f"no longer reserves {words.RESERVATIONS[name]}"
            yield _told(old, new, Topic.RESERVATION, says, Direction.NEUTRAL, name)


def _removal(old: str, new: str) -> Direction:
    if not new or not old:
        return Direction.STRICTER if new else Direction.LOOSER
    longer = old.isdecimal() and new.isdecimal() and int(new) > int(old)
    return Direction.LOOSER if longer else Direction.STRICTER


def _read(old: Terms, new: Terms) -> Iterator[Change]:
    if old.unread != new.unread:
        says = (
            f"is now in a language that is not read ({new.unread})"
            if new.unread
            else f"is no longer in a language that is not read ({old.unread})"
        )
        yield _told(old, new, Topic.LANGUAGE, says, Direction.STRICTER if new.unread else Direction.LOOSER)
    for conflict in new.conflicts:
        if conflict not in old.conflicts:
            yield Change(None, f"now contradicts itself: {conflict}", Direction.STRICTER)
    for conflict in old.conflicts:
        if conflict not in new.conflicts:
            yield Change(None, f"no longer contradicts itself: {conflict}", Direction.LOOSER)


def _named(
    old: Terms, new: Terms, topic: Topic, was: tuple[str, ...], now: tuple[str, ...], says: Callable[[str], str]
) -> Iterator[Change]:
    """Names that came or went; one more is stricter, unless it is generous."""
    for name in (*(n for n in now if n not in was), *(n for n in was if n not in now)):
        came = name in now
        stricter = came != (name in _GENEROUS)
        phrase = says(name)
        told = f"now {phrase}" if came else f"no longer {phrase}"
        yield _told(old, new, topic, told, Direction.STRICTER if stricter else Direction.LOOSER, name)


def _told(old: Terms, new: Terms, topic: Topic, says: str, direction: Direction, value: str | None = None) -> Change:
    return Change(topic, says, direction, _quotes(old, topic, value), _quotes(new, topic, value))


def _quotes(terms: Terms, topic: Topic, value: str | None) -> tuple[Quote, ...]:
    return _once(terms.because(topic, value))


def _once(evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(e.quote for e in evidence))


def _rank(order: tuple[object, ...], old: object, new: object) -> Direction:
    step = order.index(new) - order.index(old)
    return Direction.LOOSER if step > 0 else Direction.STRICTER if step < 0 else Direction.NEUTRAL


_PARTS = (_republish, _licence, _uses, _duties, _limits, _whom, _whose, _lines, _details, _afterwards, _read)

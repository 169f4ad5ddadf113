"""The figures that terms give, read strictly: what is not surely understood is None, and a person reads it."""

import re
from datetime import timedelta

_NUMBERS = {
    **{word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},
    "a": 1,
    "an": 1,
    "once": 1,
    "twice": 2,
}
_UNITS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=31),  # the longest one: a quota or an embargo is never taken for shorter than it is
    "year": timedelta(days=366),
}
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNIT = "|".join(_UNITS)
_QUOTA = re.compile(
    rf"(?:at most |up to |no more than |a maximum of |max\.? )?(?P<count>[0-9]{{1,4}}|{_WORD})(?: times)?"
    r"(?: (?:articles?|stor(?:y|ies)|pieces?|posts?|items?|texts?|copies))?"
    rf"(?:(?: per | an? | each | every |/)(?P<every>[0-9]{{1,3}} )?(?P<unit>{_UNIT})s?|(?P<daily> daily)"
    rf"|(?P<weekly> weekly)|(?P<monthly> monthly))"
)
_SPAN = re.compile(
    rf"(?P<count>[0-9]{{1,4}}|{_WORD})[ -](?P<unit>{_UNIT})s?(?: (?:after|from|since|following) (?:the )?(?:first )?publication| delay)?"
)


def quota(figure: str) -> tuple[int, timedelta] | None:
    """How many copies in which time (“5 a month”, “one article per week”, “2/day”); None for anything else."""
    found = _QUOTA.fullmatch(_plain(figure))
    if not found:
        return None
    unit = found["unit"] or ("day" if found["daily"] else "week" if found["weekly"] else "month")
    return _number(found["count"]), int(found["every"] or 1) * _UNITS[unit]


def span(figure: str) -> timedelta | None:
    """A length of time (“3 days”, “one week after publication”, “24 hours”); None for anything else."""
    found = _SPAN.fullmatch(_plain(figure))
    return _number(found["count"]) * _UNITS[found["unit"]] if found else None


def days(figure: str) -> timedelta | None:
    """A number of days, with or without the word; None for anything else."""
    plain = _plain(figure)
    return timedelta(days=int(plain)) if re.fullmatch(r"[0-9]{1,5}", plain) else span(plain)


def _plain(figure: str) -> str:
    return " ".join(figure.casefold().replace("\u00a0", " ").split()).rstrip(".")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]

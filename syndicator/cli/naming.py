"""What a person names: a wrong name is met with the right ones, never with an empty answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.settings import Settings


def configured(settings: "Settings") -> list[str]:
    """The ids of the configured sites."""
    return [site.facts.id for site in settings.sites]


def named_sites(wanted: Iterable[str], known: Iterable[str], rested: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids that are wanted, each once; InputError where one is neither `known` nor of something that rests from former settings."""
    ids, known = tuple(dict.fromkeys(wanted)), tuple(known)
    right = {*known, *rested}
    if strange := [one for one in ids if one not in right]:
        there = f"configured: {', '.join(known)}" if known else "no site is configured"
        raise InputError(f"there is no site {', '.join(strange)}; {there}")
    return ids


def named_publisher(wanted: str, settings: "Settings", rested: Iterable[str] = ()) -> str:
    """The name of the publisher that is wanted by its name, an owner's or a source's id; InputError for any other, as for sites."""
    word = wanted.casefold()
    for source in settings.sources:
        if word in {name.casefold() for name in (source.id, source.publisher, *source.owners)}:
            return source.publisher
    if word in {one.casefold() for one in rested}:
        return wanted
    there = f"configured: {', '.join(source.id for source in settings.sources)}" if settings.sources else "no source is configured"
    raise InputError(f"there is no publisher or source {wanted}; {there}")

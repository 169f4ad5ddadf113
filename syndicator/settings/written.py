"""Values that are written as words or lists and mean something of ours: first polls, terms pages, licences, names of other tables."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from syndicator.core.licences import by_id
from syndicator.core.places import FirstPoll
from syndicator.settings.values import Line, web_address

ANY = "*"
FIND, NO_PAGE = "find", "none"


def first_poll(value: object) -> tuple[FirstPoll, int]:
    """Read "mark-seen", "all" or "latest:N" (N of 1 or more); ValueError for anything else."""
    text = value if isinstance(value, str) else ""
    if text in (FirstPoll.MARK_SEEN, FirstPoll.ALL):
        return FirstPoll(text), 0
    word, _, figure = text.partition(":")
    if word == FirstPoll.LATEST and figure.isascii() and figure.isdigit() and int(figure[:9]) > 0:
        return FirstPoll.LATEST, int(figure[:9])
    if word == FirstPoll.LATEST:
        raise ValueError(f'"{text}" takes no articles; write "latest:1" or more, or "mark-seen" to take none')
    raise ValueError(f'"{value}" is not known; write "mark-seen", "latest:5" or "all"')


def terms_pages(value: object) -> tuple[str, ...]:
    """Read "find", "none", the address of a page, or a list of addresses; ValueError for anything else."""
    if isinstance(value, str) and value.strip() in (FIND, NO_PAGE):
        return (value.strip(),)
    given = value if isinstance(value, list | tuple) else [value]
    if not given:
        raise ValueError(f'names no page; write addresses, "{FIND}" to follow their links, or "{NO_PAGE}"')
    try:
        return tuple(dict.fromkeys(web_address(one if isinstance(one, str) else "") for one in given))
    except ValueError as error:
        raise ValueError(f'{error}; or write "{FIND}" to follow its link, or "{NO_PAGE}"') from None


def known_licence(value: str) -> str:
    """Read the SPDX id of a licence that is known; ValueError for anything else."""
    licence = by_id(value)
    if licence is None:
        raise ValueError(f'no licence "{value}" is known; write an SPDX id such as "CC-BY-SA-4.0"')
    return licence.id


def _names(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError(f'names nothing; write ids, or ["{ANY}"] for all')
    if ANY in value and len(value) > 1:
        raise ValueError(f'"{ANY}" already means all; write ["{ANY}"] alone, or ids alone')
    return tuple(dict.fromkeys(value))


Names = Annotated[tuple[str, ...], AfterValidator(_names)]
OnFirstPoll = Annotated[
    tuple[FirstPoll, int],
    BeforeValidator(first_poll),
    PlainSerializer(lambda poll: f"{poll[0]}:{poll[1]}" if poll[1] else str(poll[0]), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^(mark-seen|all|latest:[1-9][0-9]*)$"}),
]
TermsAddresses = Annotated[
    tuple[str, ...],
    BeforeValidator(terms_pages),
    PlainSerializer(lambda terms: terms[0] if len(terms) == 1 else list(terms), return_type=str | list[str]),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^(find|none|https?://.+)$"},
                {"type": "array", "items": {"type": "string", "pattern": "^https?://.+$"}, "minItems": 1},
            ]
        }
    ),
]
OwnLicence = Annotated[Line, AfterValidator(known_licence)]

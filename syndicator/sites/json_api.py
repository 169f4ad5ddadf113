"""Speaking JSON with a site: what was read or written, or the error that an answer without it stands for."""

from collections.abc import Mapping
from typing import Any

from syndicator.errors import OutcomeUnknown, RetryLater
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient


def dig(value: object, *names: str) -> Any:  # noqa: ANN401  # foreign JSON; every caller looks at the type
    """What stands under these names, one within the other; None where anything on the way is missing or no object."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_of(value: object, *names: str) -> str:
    """The string that stands there, or an empty one."""
    found = dig(value, *names)
    return found if isinstance(found, str) else ""


def was_read(http: HttpClient, answer: Answer) -> Any:  # noqa: ANN401
    """The value of a successful read; raises RetryLater where it is no JSON (a proxy's or a plug-in's page)."""
    value = http.accept(answer, wrote=False).json()
    if value is None:
        raise RetryLater(f"{answer.asked} answered {answer.status} with something that is not JSON")
    return value


def was_written(http: HttpClient, answer: Answer, *names: str) -> Any:  # noqa: ANN401
    """What a successful write answered, under these names; raises OutcomeUnknown where it cannot be read."""
    value = dig(http.accept(answer, wrote=True).json(), *names)
    if value is None:
        raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that cannot be read")
    return value


def query(params: Mapping[str, object]) -> dict[str, str]:
    """Parameters without the empty ones, as text."""
    return {name: str(value) for name, value in params.items() if value not in (None, "")}

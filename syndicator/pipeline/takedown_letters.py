"""The answer to whoever asked for a copy to go: from a template, the operator's own first."""

from dataclasses import dataclass
from datetime import datetime

from syndicator.pipeline.letters import as_message
from syndicator.ports import Message, Renderer


@dataclass(frozen=True, slots=True)
class Answered:
    """One copy in the answer: where it is, and whether it goes by itself; `address` may be ""."""

    site: str
    address: str
    by_itself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakedownLetter:
    """What the template of an answer may say; `declined` is the reason why nothing goes, "" where it goes."""

    requester: str
    title: str
    url: str
    asked: str
    copies: tuple[Answered, ...]
    declined: str
    by: str
    contact: str


def takedown_letter(renderer: Renderer, letter: TakedownLetter, language: str, at: datetime) -> Message:
    """The answer in its language; raises SettingsError where the operator's own template cannot be used."""
    key = f"takedown {letter.url} {letter.requester} {at.isoformat()}"
    return as_message(renderer, f"letters/takedown.{language}.txt", letter, key)

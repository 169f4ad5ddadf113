"""Fitting a post into the characters its site allows: every duty stays, or what has no room is named."""

from collections.abc import Iterable
from dataclasses import dataclass

from syndicator.core.counting import Counting, counted
from syndicator.core.proof import By, Check, Obligation
from syndicator.core.verdict import Form

_APART = "\n\n"
_FEWEST = 8  # words of an excerpt; fewer tell nothing


@dataclass(frozen=True, slots=True)
class Room:
    """How long a post may be, and how its site counts."""

    characters: int
    counting: Counting

    def takes(self, text: str) -> bool:
        """Whether a text fits."""
        return counted(text, self.counting) <= self.characters

    def crowded_out(self, owed: Iterable[Obligation], body: str) -> tuple[Check, ...]:
        """What finds no room, in the order in which it is owed; the body itself where every duty would have had its place."""
        said, lost = "", []
        for one in dict.fromkeys(o for o in owed if o.by in (By.WORDS, By.LINK) and o.duty != "keep_links"):
            if self.takes(f"{said} {one.value}".strip()):
                said = f"{said} {one.value}".strip()
            else:
                lost.append(Check(one, False, f"“{one.value}” does not fit into {self.characters} characters"))
        why = f"the article and its credit do not fit into {self.characters} characters"
        return tuple(lost) or (Check(Obligation("length", By.WORDS, body[:40]), False, why),)


def fitted(body: str, blocks: Iterable[str], form: Form, room: Room, *, at_top: bool) -> str:
    """The body with the longest block that leaves it its place; an excerpt is shortened at a word. "" where nothing fits."""
    for block in blocks:
        if form is not Form.EXCERPT:
            text = joined(body, block, at_top=at_top)
            if room.takes(text):
                return text
            continue
        words = body.removesuffix(" …").split()
        while len(words) >= _FEWEST:
            text = joined(" ".join(words) + " …", block, at_top=at_top)
            if room.takes(text):
                return text
            over = counted(text, room.counting) - room.characters
            words = words[: -max(1, over // 12)]
    return ""


def joined(body: str, block: str, *, at_top: bool) -> str:
    """Body and block, the block where the publisher wants it."""
    parts = (block, body) if at_top else (body, block)
    return _APART.join(part.strip() for part in parts if part.strip())

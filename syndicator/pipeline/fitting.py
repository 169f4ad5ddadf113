"""Fitting a post into the characters its site allows: every duty stays, or what has no room is named."""

from collections.abc import Iterable
from dataclasses import dataclass

from syndicator.core.counting import Counting, counted
from syndicator.core.proof import By, Check, Obligation
from syndicator.core.threads import spread
from syndicator.core.verdict import Form

_APART = "\n\n"
_FEWEST = 8  # words of an excerpt; fewer tell nothing


@dataclass(frozen=True, slots=True)
class Room:
    """How long a post may be, how its site counts, and over how many such posts a whole text may be spread."""

    characters: int
    counting: Counting
    parts: int = 1

    def takes(self, text: str) -> bool:
        """Whether a text fits."""
        return counted(text, self.counting) <= self.characters

    def spread(self, text: str) -> tuple[str, ...]:
        """The text as it would be posted, in one part or in several; none where it takes more than there may be."""
        parts = spread(text, self.characters, self.counting)
        return parts if len(parts) <= self.parts else ()

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
    """The body with the longest block that leaves it its place; an excerpt is shortened at a word. "" where nothing fits.

    A whole text that one post cannot hold is spread over several where the site has threads, the block at its top.
    """
    for block in blocks:
        if form is not Form.EXCERPT:
            text = joined(body, block, at_top=at_top)
            if room.takes(text):
                return text
            threaded = joined(body, block, at_top=True)  # the first post of a thread has the whole credit, and words after it
            parts = room.spread(threaded) if form is Form.FULL else ()
            if parts and " ".join([*block.split(), *body.split()[:_FEWEST]]) in " ".join(parts[0].split()):
                return threaded
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

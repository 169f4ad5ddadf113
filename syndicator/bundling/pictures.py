"""Screenshots for a bundle: the source as it was judged last, and each live copy as it was proven last."""

from collections.abc import Callable
from dataclasses import dataclass

from syndicator.bundling.gathering import Gathered, Snapshot
from syndicator.printing import SHOWS, NoShot

Draw = Callable[[str], bytes]
_MOST = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot: its file in the bundle, its bytes, and of what it was made."""

    file: str
    png: bytes
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Pictures:
    """All of them; `says` tells what they show, or why there are none or not all."""

    taken: tuple[Picture, ...] = ()
    says: str = ""


def pictures(found: Gathered, draw: Draw) -> Pictures:
    """Draw the newest source and the newest look at each copy; `draw` makes a PNG of HTML, or raises NoShot."""
    newest = {(one.kind, one.url): one for one in found.snapshots if one.kind == "live"}
    newest |= {(one.kind, ""): one for one in found.snapshots if one.kind == "source"}
    taken: list[Picture] = []
    why = dict[str, None]()
    for number, one in enumerate([*newest.values()][:_MOST], 1):
        try:
            taken.append(Picture(f"screenshot-{number}-{one.kind}.png", draw(one.text.decode("utf-8", "replace")), one))
        except NoShot as error:
            why[f"There is a screenshot too few: {error}." if taken else f"There is no screenshot: {error}."] = None
    return Pictures(tuple(taken), " ".join((*([SHOWS] if taken else ()), *why)))

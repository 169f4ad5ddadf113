"""The tables of docs/sites.md: `python -m tests.house.sites --write`, or `make reference`.

What each kind carries and can do is written from the kinds themselves; what real servers were seen to do, from
docs/measured.json, which `make measured` writes from trials of them.
"""

import importlib
import inspect
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from syndicator.core.places import Carries
from syndicator.core.trials import PARTS
from syndicator.core.verdict import Form
from syndicator.ports import Hosting, Readable, Searchable, Testable, Updatable, Withdrawable
from tests.house.project import ROOT, pyproject

FILE = ROOT / "docs" / "sites.md"
MEASURED = ROOT / "docs" / "measured.json"
_TRIED = re.compile(r"(?s)(?<=<!-- from docs/measured.json: make measured -->\n).*?(?=<!-- end -->)")
_REGION = re.compile(r"(?s)(?<=<!-- from the code: make reference -->\n).*?(?=<!-- end -->)")
_ABILITIES = {"found again": Searchable, "edited": Updatable, "taken down": Withdrawable, "read back": Readable, "tried out": Testable}


def kinds() -> dict[str, type]:
    """Kind → the class of its client."""
    doors = pyproject()["project"]["entry-points"]["syndicator.sites"]
    return {kind: _client(*door.split(":")) for kind, door in doors.items()}


def _client(module: str, door: str) -> type:
    """The class that a door opens, by what the door says it gives."""
    return inspect.signature(getattr(importlib.import_module(module), door)).return_annotation


def table() -> str:
    """What each kind carries and can do, as Markdown."""
    head = ("kind", "forms", "characters", "headline", "canonical", "noindex", "pixels", "images", *_ABILITIES, "exactly once, since")
    rows = [head, tuple("---" for _ in head), *(tuple(_row(kind, client)) for kind, client in kinds().items())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(kind: str, client: type) -> Iterator[str]:
    carries: Carries = getattr(client, "carries", Carries())
    yield f"`{kind}`"
    yield "all" if set(carries.forms) == set(Form) else ", ".join(carries.forms)
    yield f"{carries.max_characters} ({carries.counting})" if carries.max_characters else "any"
    yield str(carries.title_characters or "any")
    yield from (
        "yes" if able else "no"
        for able in (carries.canonical, carries.noindex, carries.pixels, carries.images and issubclass(client, Hosting))
    )
    yield from ("yes" if issubclass(client, ability) else "no" for ability in _ABILITIES.values())
    yield carries.once


def trials() -> list[dict[str, Any]]:
    """What trials of real servers found, as it was kept."""
    return list(json.loads(MEASURED.read_text(encoding="utf-8")))


def measured() -> str:
    """What real servers were seen to do, as Markdown."""
    head = ("kind", "server", "tried on", "all right", "takes of a specimen", "longest post", "canonical", "noindex")
    order = list(kinds())
    rows = [_tried(one) for one in sorted(trials(), key=lambda one: (order.index(one["kind"]), one["server"], one["role"]))]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, tuple("---" for _ in head), *rows))


def _tried(one: dict[str, Any]) -> tuple[str, ...]:
    able = {True: "yes", False: "no", None: "not tried"}
    lost = ", ".join(f"`{PARTS[part]}`" if part == "time" else PARTS[part] for part in one["lost"])
    whole = "all" if len(one["kept"]) + len(one["lost"]) == len(PARTS) else "all words and links"
    takes = (f"{whole} but {lost}" if lost else whole) if one["kept"] else "not tried: readers would see it"
    server = ", ".join(filter(None, (one["server"], one["role"])))
    longest = str(one["max_characters"] or "not told")
    return (
        f"`{one['kind']}`", server, one["on"], able[one["ok"]], takes, longest, able[one["canonical"]], able[one["noindex"]],
    )  # fmt: skip


def written() -> str:
    """The page as it should be."""
    return _TRIED.sub(lambda _: measured(), _REGION.sub(lambda _: table(), FILE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        FILE.write_text(written(), encoding="utf-8")
    else:
        sys.stdout.write(table())

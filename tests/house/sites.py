"""The table of docs/sites.md, written from the kinds themselves: `python -m tests.house.sites --write`, or `make reference`."""

import importlib
import inspect
import re
import sys
from collections.abc import Iterator

from syndicator.core.places import Carries
from syndicator.core.verdict import Form
from syndicator.ports import Readable, Searchable, Testable, Updatable, Withdrawable
from tests.house.project import ROOT, pyproject

FILE = ROOT / "docs" / "sites.md"
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
    head = ("kind", "forms", "characters", "headline", "canonical", "noindex", "pixels", *_ABILITIES, "exactly once, since")
    rows = [head, tuple("---" for _ in head), *(tuple(_row(kind, client)) for kind, client in kinds().items())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(kind: str, client: type) -> Iterator[str]:
    carries: Carries = getattr(client, "carries", Carries())
    yield f"`{kind}`"
    yield "all" if set(carries.forms) == set(Form) else ", ".join(carries.forms)
    yield f"{carries.max_characters} ({carries.counting})" if carries.max_characters else "any"
    yield str(carries.title_characters or "any")
    yield from ("yes" if able else "no" for able in (carries.canonical, carries.noindex, carries.pixels))
    yield from ("yes" if issubclass(client, ability) else "no" for ability in _ABILITIES.values())
    yield carries.once


def written() -> str:
    """The page as it should be."""
    return _REGION.sub(lambda _: table(), FILE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        FILE.write_text(written(), encoding="utf-8")
    else:
        sys.stdout.write(table())

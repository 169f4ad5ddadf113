"""The golden files, one a flavour and language: `python -m tests.rendering.golden --write`, or `make credits`; review the difference."""

import sys
from pathlib import Path

from syndicator.core.flavours import Flavour
from syndicator.core.places import Annotation, Site
from syndicator.core.verdict import Form
from tests.rendering.credits import FAMILIES, TITLES, a_case, drafted

FOLDER = Path(__file__).parent / "golden"
EVERYTHING = Site(id="square", kind="journal", annotations=tuple(Annotation))


def blocks(flavour: Flavour, language: str) -> dict[str, str]:
    """What stands in one file: name → block."""
    found = {family: drafted(a_case(family, language)).blocks[flavour] for family in FAMILIES}
    found["an excerpt"] = drafted(a_case("CC BY 4.0", language), Form.EXCERPT).blocks[flavour]
    found["headline and link"] = drafted(a_case("CC BY 4.0", language), Form.LINK).blocks[flavour]
    if flavour is Flavour.HTML:
        found["with schema.org"] = drafted(a_case("CC BY 4.0", language, EVERYTHING)).blocks[flavour]
    return found


def whole(flavour: Flavour, language: str) -> str:
    """One file."""
    return "".join(f"=== {name}\n{block}\n\n" for name, block in blocks(flavour, language).items())


def path(flavour: Flavour, language: str) -> Path:
    """Where it lies."""
    return FOLDER / f"{language}.{flavour}"


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for flavour in Flavour:
        for language in TITLES:
            path(flavour, language).write_text(whole(flavour, language), encoding="utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    main()

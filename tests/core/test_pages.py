"""Whole pages: what a careful person would say of each, in the shapes that sites have."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicator.core.reading import answer_line

PAGES = Path(__file__).with_name("pages")
FIELDS = ("licence", "commercial", "derivatives", "original", "contact")


def pages() -> Iterator[object]:
    """Every page with what is expected of it, by its name."""
    for file in sorted(PAGES.glob("*.toml")):
        yield pytest.param(file.with_suffix(".html"), tomllib.loads(file.read_text("utf-8")), id=file.stem)


@pytest.mark.parametrize(("page", "wanted"), list(pages()))
def test_a_page_is_read_as_a_person_would(page: Path, wanted: dict[str, object]) -> None:
    """Each field the expectation names is answered as it says; of a list of answers to `republish` any is right."""
    answer = answer_line({"html": page.read_text("utf-8"), "url": wanted["url"]})
    said = wanted["republish"]
    fields = [name for name in FIELDS if name in wanted]
    assert answer["republish"] in (said if isinstance(said, list) else [said]), wanted["why"]
    assert {name: wanted[name] for name in fields} == {name: answer[name] or "" for name in fields}, wanted["why"]
    for name in ("duties", "limits"):
        assert [] == [value for value in wanted.get(name, []) if value not in answer[name]], wanted["why"]


def test_every_page_has_its_expectation_and_its_reason() -> None:
    """No page without an expectation, none without a reason, and no two alike."""
    texts = [file.read_text("utf-8") for file in sorted(PAGES.glob("*.html"))]
    wanted = [tomllib.loads(file.read_text("utf-8")) for file in sorted(PAGES.glob("*.toml"))]
    assert sorted(f.stem for f in PAGES.glob("*.html")) == sorted(f.stem for f in PAGES.glob("*.toml"))
    assert len(texts) == len(set(texts))
    assert all(one["why"] and one["url"].split("/")[2].endswith(".example") for one in wanted)

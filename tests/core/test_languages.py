"""Every language that is read: its own notices, and that none of its refusals ever grants."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.reading import answer_line

CASES = Path(__file__).with_name("cases") / "languages"


def cases() -> Iterator[object]:
    """Every case of every language, named by its file and what it shows."""
    for file in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1):
            yield pytest.param(case, id=f"{file.stem}-{number}-{case['why'][:50]}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_notice_is_read_in_its_language(case: dict[str, object]) -> None:
    """Each field the case names is answered as it says, at its own address where it has one; lists are compared as sets."""
    answer = answer_line({"text": case["text"], "url": case.get("url", "https://publisher.example/terms")})
    wanted = {name: value for name, value in case.items() if name not in ("text", "url", "why")}
    assert {n: _plain(v) for n, v in wanted.items()} == {n: _plain("" if answer[n] is None else answer[n]) for n in wanted}


def test_every_language_has_cases() -> None:
    """A lexicon without notices of its own would be a guess."""
    assert sorted(LEXICONS) == sorted(file.stem for file in CASES.glob("*.toml"))


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, list) else value

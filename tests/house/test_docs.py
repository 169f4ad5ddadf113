"""The documents, asked against the code."""

import re
from pathlib import Path

import pytest

from syndicator.core.post import PostState
from tests.house import reference, sites
from tests.house.project import ROOT, name, own_files

DOCS = ROOT / "docs"
COMMAND = re.compile(r"(?m)^(?:    |\t)?(?:\$ )?(?:\S*/)?(?:syndicator|make) ([a-z][\w-]*)")


def pages() -> list[Path]:
    """Every page people read."""
    return [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


def test_the_reference_is_what_the_code_says() -> None:
    """docs/reference.md is written from the code and not behind it (`make reference`)."""
    assert reference.whole() == reference.FILE.read_text(encoding="utf-8")


def test_the_table_of_sites_is_what_the_kinds_say() -> None:
    """docs/sites.md shows what each kind carries and can do (`make reference`), and has a part for each that is reached over HTTP."""
    text = sites.FILE.read_text(encoding="utf-8")
    assert sites.written() == text
    assert [] == [kind for kind in sites.kinds() if kind not in ("journal", "static", "feed") and not re.search(rf"\n## .*`{kind}`", text)]


def test_everything_a_person_can_set_or_call_is_explained() -> None:
    """No command, option, setting, rule or error is without its sentence."""
    silent = [context.command_path for context, command in reference.all_commands() if not command.help]
    silent += [
        f"{context.command_path} {param.opts[0]}"
        for context, command in reference.all_commands()
        for param in command.params
        if param.param_type_name == "option" and not getattr(param, "help", None)
    ]
    silent += [
        f"{table} {key}" for table, keys in reference.all_settings().items() for key, said in keys.items() if not said.get("description")
    ]
    silent += [rule for rule, (_, says) in reference.all_rules().items() if not says]
    silent += [error for error, kind in reference.all_errors().items() if not kind.__doc__]
    assert [] == silent


def test_every_setting_stands_in_the_shipped_file() -> None:
    """config/syndicator.toml shows every key, in force or as a comment."""
    text = (ROOT / "config" / "syndicator.toml").read_text(encoding="utf-8")
    missing = []
    for table, keys in reference.all_settings().items():
        if table.startswith("[") and table not in text:
            missing.append(table)
        missing += [f"{table} {key}" for key in keys if not re.search(rf"(?m)(?:^|[#{{,\s]){re.escape(key)}\s*=", text)]
    assert [] == missing


def test_every_state_is_drawn_and_explained() -> None:
    """docs/states.md names each state a post or a case may rest in."""
    text = (DOCS / "states.md").read_text(encoding="utf-8")
    states = [*PostState, "new", "allowed", "waiting", "held", "refused"]
    assert [] == [state for state in states if f"`{state}`" not in text]


def test_every_arrow_is_explained() -> None:
    """Each letter on an arrow has its line below, and each line its arrow, in every drawing."""
    drawings = re.split(r"(?m)^## ", (DOCS / "states.md").read_text(encoding="utf-8"))[1:]
    for drawing in drawings:
        drawn, told = (set(re.findall(pattern, drawing)) for pattern in (r"─([A-Z])[─▶]", r"(?m)^\* \*\*([A-Z])\*\*"))
        assert (drawn, drawn != set()) == (told, True), drawing.splitlines()[0]


@pytest.mark.parametrize("path", sorted((DOCS / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_is_one_page_of_one_shape(path: Path) -> None:
    """NNNN-words.md: a numbered title, then Context, Decision, Consequences."""
    text = path.read_text(encoding="utf-8")
    number = int(path.name[:4])
    assert (["Context", "Decision", "Consequences"], True) == (re.findall(r"(?m)^## (.+)$", text), text.startswith(f"# {number}. "))
    assert len(text.splitlines()) <= 60


def test_decisions_are_numbered_without_a_gap() -> None:
    """Their order is that of the folder."""
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "decisions").glob("*.md"))]
    assert list(range(1, len(numbers) + 1)) == numbers


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link of a page names a file that belongs to the project."""
    ours = {path.resolve() for path in own_files()} | {path.parent.resolve() for path in own_files()}
    links = [(page, target) for page in pages() for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))]
    local = [(page, target) for page, target in links if "://" not in target and not target.startswith("mailto:")]
    broken = [f"{name(page)}: {target}" for page, target in local if (page.parent / target).resolve() not in ours]
    assert [] == broken


def test_commands_told_on_pages_exist() -> None:
    """A page that shows `syndicator WORD` or `make WORD` shows one that is there."""
    known = {context.info_name for context, _ in reference.all_commands()}
    known |= set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    told = {(name(page), word) for page in pages() for word in COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert [] == sorted((page, word) for page, word in told if word not in known)

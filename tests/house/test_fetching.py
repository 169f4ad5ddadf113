"""docs/fetching.md is kept true: each of its lines names tests that exist, and no test of the checklist is left out."""

import ast
import re

from tests.house.project import ROOT, python_files, tree

PAGE = ROOT / "docs" / "fetching.md"


def named_in(*folders: str) -> set[str]:
    return {
        node.name
        for path in python_files(*folders)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[-1] != "held by"]


def test_every_line_is_held_by_a_test_that_exists() -> None:
    """A line without one, or with one that was renamed, is a claim."""
    known = named_in("tests")
    assert [] == [row[1] for row in rows() if not (named := set(re.findall(r"`(test_\w+)`", row[-1]))) or named - known]


def test_no_test_of_the_checklist_is_left_out() -> None:
    """Whoever adds one says in the table what it is for."""
    checked = {
        node.name
        for path in (ROOT / "tests" / "feeds").glob("test_checklist_*.py")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    text = PAGE.read_text(encoding="utf-8")
    assert (set(), True) == ({name for name in checked if name not in text}, len(checked) > 25)

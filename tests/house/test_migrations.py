"""Migrations: numbered without a gap, in one line, each saying what it does."""

import re

from tests.house.project import PACKAGE, tree

VERSIONS = PACKAGE / "stores" / "migrations" / "versions"


def constants(name: str) -> list[str | None]:
    """One module-level constant of every migration, in the order of their names."""
    found = []
    for path in sorted(VERSIONS.glob("[!_]*.py")):
        for node in tree(path).body:
            targets = getattr(node, "targets", [getattr(node, "target", None)])
            if any(getattr(target, "id", None) == name for target in targets):
                found.append(node.value.value)
    return found


def test_names_are_numbered_without_a_gap() -> None:
    """r0001_first.py, r0002_…: the order is read from the folder."""
    names = [path.name for path in sorted(VERSIONS.glob("[!_]*.py"))]
    numbered = [re.fullmatch(r"r(\d{4})_[a-z0-9_]+\.py", name) for name in names]
    assert [f"{n:04d}" for n in range(1, len(names) + 1)] == [match and match[1] for match in numbered]
    assert names != []


def test_each_follows_the_one_before() -> None:
    """One line of revisions, named by their numbers."""
    revisions = constants("revision")
    assert [f"{n:04d}" for n in range(1, len(revisions) + 1)] == revisions
    assert [None, *revisions[:-1]] == constants("down_revision")

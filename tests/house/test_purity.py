"""The core is arithmetic: no clock, network, disk, environment or chance."""

import ast

import pytest

from tests.house.project import PACKAGE, imported, name, python_files, tree

WORLDLY = frozenset(
    "asyncio builtins ctypes fcntl ftplib getpass glob http importlib io locale logging multiprocessing os pathlib pickle "
    "platform queue random sched secrets select shelve shutil signal smtplib socket sqlite3 ssl subprocess sys tempfile "
    "threading time urllib.request uuid warnings zoneinfo".split()
)
# The lexicons are data files that are part of the program, as its modules are.
DATA = {"syndicator/core/notices/lexicon/__init__.py": {"importlib.resources", "importlib.resources.files"}}
CLOCKS = frozenset({"now", "utcnow", "today", "localtime", "time_ns", "monotonic"})
DOORS = frozenset({"open", "input", "print", "exec", "eval", "compile", "breakpoint", "__import__"})


def worldly(module: ast.Module, modules: set[str]) -> list[str]:
    """What in a module reaches out of it."""
    found = sorted(m for m in modules if any(m == w or m.startswith(f"{w}.") for w in WORLDLY))
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            found.append(f"line {node.lineno}: .{node.func.attr}()")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DOORS:
            found.append(f"line {node.lineno}: {node.func.id}()")
    return found


def test_the_core_reaches_for_nothing() -> None:
    """Whatever the core is to know is handed to it; `now` is always an argument."""
    files = python_files("syndicator/core")
    found = {name(path): worldly(tree(path), {module for module, _ in imported(path)} - DATA.get(name(path), set())) for path in files}
    assert {} == {path: what for path, what in found.items() if what}


@pytest.mark.parametrize(
    "code", ["import os", "from pathlib import Path", "import urllib.request", "datetime.now(UTC)", "x = open('f')", "date.today()"]
)
def test_the_measure_sees_a_breach(code: str) -> None:
    """Each way out is noticed."""
    module = ast.parse(code)
    modules = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    assert 1 == len(worldly(module, modules))


def test_the_core_is_where_it_is_looked_for() -> None:
    """The test above looks at files that exist."""
    assert PACKAGE / "core" / "article.py" in python_files("syndicator/core")

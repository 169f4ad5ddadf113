"""Who may import what: the direction between rooms, and one room for each library."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.project import PACKAGE, ROOT, imported, pyproject, python_files

# library → where it may stand, as a beginning of the path inside syndicator/
ROOMS = {
    "alembic": ("stores/",),
    "apscheduler": ("engines/", "daemon"),
    "babel": ("rendering/catalogue.py",),
    "click": ("cli/", "__main__.py"),
    "cryptography": ("signing/",),
    "fastapi": ("web/",),
    "feedparser": ("feeds/parsing.py",),
    "jinja2": ("rendering",),
    "markdown_it": ("targets/documents.py",),
    "markdownify": ("rendering/cleaning.py",),
    "nh3": ("rendering/cleaning.py",),
    "protego": ("feeds/robots.py",),
    "publicsuffixlist": ("feeds/domains.py",),
    "pydantic": ("settings/", "stores/"),
    "pydantic_core": ("settings/",),
    "requests": ("feeds/", "sites/wire.py"),
    "rich": ("cli/",),
    "re2": ("core/automata.py",),
    "selectolax": (
        "core/displayed.py",
        "core/markup.py",
        "core/scripts.py",
        "core/hiding.py",
        "core/walking.py",
        "rendering/bbcode.py",
    ),
    "sentry_sdk": ("observing/",),
    "sqlalchemy": ("stores/",),
    "starlette": ("web/",),
    "structlog": ("observing/",),
    "yaml": ("sites/generator_text.py",),
    "tomlkit": ("settings/", "cli/"),
    "warcio": ("bundling/warc.py",),
    "urllib3": ("feeds/", "sites/client.py", "sites/wire.py"),
    "uvicorn": ("web/",),
}
# They come with the library named here, which pins them; ours are the only words that name both.
COMPANIONS = {"pydantic_core": "pydantic", "starlette": "fastapi"}


def foreign() -> Iterator[tuple[str, str]]:
    """Every (library, file inside syndicator/:line) import that is neither ours nor the standard library's."""
    for path in python_files("syndicator"):
        for module, line in imported(path):
            library = module.partition(".")[0]
            if library != "syndicator" and library not in sys.stdlib_module_names:
                yield library, f"{path.relative_to(PACKAGE).as_posix()}:{line}"


def test_the_contracts_hold() -> None:
    """Imports go one way, those inside functions and under TYPE_CHECKING too."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_library_stays_in_its_room() -> None:
    """A library that is exchanged changes one room."""
    strays = sorted({f"{library} in {where}" for library, where in foreign() if not where.startswith(ROOMS.get(library, ()))})
    assert [] == strays


def test_every_library_has_a_room_and_is_used() -> None:
    """The table, the imports and the dependencies of pyproject.toml name the same libraries."""
    declared = {_module(line) for line in pyproject()["project"]["dependencies"]}
    used = {COMPANIONS.get(library, library) for library, _ in foreign()}
    assert (declared, declared) == (used, set(ROOMS) - set(COMPANIONS))


def _module(requirement: str) -> str:
    """What a requirement is imported as: its own name with underscores, but for those that are called otherwise."""
    name = re.match(r"[\w-]+", requirement)[0].replace("-", "_").lower()
    return {"markdown_it_py": "markdown_it", "google_re2": "re2", "pyyaml": "yaml"}.get(name, name)


def test_nothing_is_imported_from_the_tests_or_the_demonstration() -> None:
    """What is installed does not need what is not."""
    strays = [f"{path}: {module}" for path in python_files("syndicator") for module, _ in imported(path)
              if module.partition(".")[0] in ("tests", "demo", "bench")]  # fmt: skip
    assert [] == strays

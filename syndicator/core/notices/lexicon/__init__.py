"""The lexicons: one data file a language; a new language is one more file, and nothing else.

The files are part of the program as its modules are: read once, when the package is loaded.
"""

from collections.abc import Iterator
from importlib.resources import files

from syndicator.core.notices.lexicon.form import Lexicon, Saying, lexicon


def _loaded() -> Iterator[Lexicon]:
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            try:
                yield lexicon(file.read_text("utf-8"))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"the lexicon {file.name}: {error}") from error


LEXICONS: dict[str, Lexicon] = {found.code: found for found in _loaded()}

__all__ = ["LEXICONS", "Lexicon", "Saying"]

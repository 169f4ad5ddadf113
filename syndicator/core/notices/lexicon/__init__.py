"""The lexicons: one data file a language; a new language is one more file, and nothing else.

The files are part of the program as its modules are: read once, when the package is loaded.
"""

from importlib.resources import files

from syndicator.core.notices.lexicon.form import Lexicon, Saying, lexicon

LEXICONS: dict[str, Lexicon] = {
    found.code: found
    for found in (
        lexicon(file.read_text("utf-8"))
        for file in sorted(files(__package__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    )
}

__all__ = ["LEXICONS", "Lexicon", "Saying"]

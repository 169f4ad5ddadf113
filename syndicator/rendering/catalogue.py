"""The words around the facts, one gettext file a language: templates/attribution/locale/CODE.po, the operator's before ours.

The file of a language is named by its BCP 47 tag; English needs none, since its words are the keys. A date is written by
the pattern that stands in the file under `d MMMM y` (CLDR, UTS #35 “Date Format Patterns”).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from syndicator.errors import SettingsError

ENGLISH = "en"
DATE = "d MMMM y"
_NAMED = re.compile(r"%\((\w+)\)s")
_TRADITIONAL = frozenset({"tw", "hk", "mo"})


class UntranslatedError(Exception):
    """A word of a template that the language's file does not have."""


@dataclass(frozen=True)
class Catalogue:
    """One language's words; English where `words` is empty."""

    language: str
    locale: Locale
    words: Mapping[str, str]

    @cached_property
    def direction(self) -> str:
        """“ltr” or “rtl”, as HTML writes it."""
        return str(self.locale.text_direction)

    def say(self, phrase: str) -> str:
        """The phrase in this language; raises UntranslatedError where the file lacks it."""
        if self.language == ENGLISH:
            return phrase
        found = self.words.get(phrase, "")
        if not found:
            raise UntranslatedError(phrase)
        return found

    def day(self, when: datetime | date) -> str:
        """A date as this language writes it."""
        return _written(when.date() if isinstance(when, datetime) else when, self.say(DATE), str(self.locale))


def load(folders: Sequence[Path]) -> dict[str, Catalogue]:
    """Lower-case tag → catalogue, from the `locale` folders in order, the first file of a language counting.

    Raises SettingsError with every problem: a file that is none, a language nobody knows, a fact left out of a translation.
    """
    problems: list[str] = []
    found = {ENGLISH: Catalogue(ENGLISH, Locale("en", "GB"), {})}
    for folder in folders:
        for file in sorted(folder.glob("*.po")):
            if file.stem.lower() not in found:
                try:
                    found[file.stem.lower()] = _catalogue(file)
                except SettingsError as error:
                    problems += error.problems
    if problems:
        raise SettingsError(*problems)
    return found


def nearest(language: str, known: Mapping[str, Catalogue]) -> Catalogue | None:
    """The catalogue for a BCP 47 tag: its own, then that of its script, then that of the language alone (RFC 4647 §3.4)."""
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] == "zh" and _TRADITIONAL & set(parts):
        parts = ["zh", "hant"]
    while parts:
        if (found := known.get("-".join(parts))) is not None:
            return found
        parts.pop()
    return None


def _catalogue(file: Path) -> Catalogue:
    place = f"templates/attribution/locale/{file.name}"
    try:
        locale = Locale.parse(file.stem, sep="-")
        with file.open("rb") as opened:
            said = read_po(opened, abort_invalid=True)
    except (UnknownLocaleError, ValueError) as error:
        raise SettingsError(f"{place}: {error}; name the file by the language's tag, such as pl.po") from error
    except (PoFileError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{place}: {error}") from error
    problems = [line for message in said if message.id and (line := _wrong(message, place))]
    if problems:
        raise SettingsError(*problems)
    words = {str(message.id): str(message.string) for message in said if message.id and message.string and not message.fuzzy}
    return Catalogue(file.stem, locale, words)


def _wrong(message: Message, place: str) -> str:
    """What a translation left out or made up of the facts of its English."""
    if not message.string or isinstance(message.id, tuple | list):
        return ""
    wanted, given = (sorted(_NAMED.findall(str(text))) for text in (message.id, message.string))
    rest = _NAMED.sub("", str(message.string)).replace("%%", "")
    if wanted == given and "%" not in rest:
        return ""
    facts = ", ".join(f"%({name})s" for name in wanted) or "no fact"
    return f"{place}:{message.lineno}: the translation of “{message.id}” must hold {facts}, each once"


@lru_cache(maxsize=512)
def _written(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)

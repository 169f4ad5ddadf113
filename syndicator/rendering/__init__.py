"""Rendering: jinja2 templates, the operator's folder first, then the shipped one.

Templates are named for what they make: `.html` and `.xml` are escaped as HTML; `.md`, `.txt` and `.bbcode` are not, and
escape their own way through the filters `md`, `line` and `bb` for words, `md_address`, `address`, `lone_address` and
`bb_address` for addresses. The sandbox keeps an operator's template from reaching Python.

A credit is looked for in attribution/sites/ID/, attribution/publishers/NAME/ and attribution/, in this order.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from traceback import extract_tb

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from syndicator.core.attribution import PHRASES, Attribution
from syndicator.core.attribution.phrases import BRIEF
from syndicator.core.flavours import Flavour
from syndicator.core.markup import one_line
from syndicator.errors import SettingsError
from syndicator.ports import Block
from syndicator.rendering.catalogue import DATE, ENGLISH, Catalogue, UntranslatedError, load, nearest
from syndicator.rendering.escaping import bbcode_address, bbcode_escaped, isolated, lone_address, markdown_address, markdown_escaped
from syndicator.shipped import shipped

_SHARED = "attribution"
_LONGEST_NAME = 80


class _Folder(FileSystemLoader):
    """A folder of templates; one that cannot be read is told as a problem of the settings."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As of jinja2; SettingsError where the file is closed to us, or is no UTF-8 text."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise SettingsError(f"templates/{template}:{line}: not UTF-8 text; save the file as UTF-8") from None
        except OSError as error:
            if isinstance(error, TemplateNotFound):
                raise
            raise SettingsError(f"templates/{template}: cannot be read ({error.strerror})") from None


class JinjaRenderer:
    """Renders a named template with the fields of one dataclass as its context; templates are read once."""

    def __init__(self, operators: Path | None = None) -> None:
        self._folders = [folder for folder in (operators, shipped("templates")) if folder is not None]
        self._environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([_Folder(folder) for folder in self._folders]),
            autoescape=lambda name: name is None or name.endswith((".html", ".xml")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
            auto_reload=False,  # one that changed is another edition, which begins with the next start
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        self._environment.install_gettext_callables(_say, _say_many, newstyle=True)  # type: ignore[attr-defined]  # of the extension
        self._environment.filters.update(
            md=_names(markdown_escaped),
            line=_names(one_line),
            bb=_names(bbcode_escaped),
            address=one_line,
            lone_address=lone_address,
            md_address=markdown_address,
            bb_address=bbcode_address,
            day=_day,
            iso=_iso,
        )
        self.folders = lru_cache(maxsize=1024)(self._folders_of)
        self._template = lru_cache(maxsize=1024)(self._first)
        self._lines = lru_cache(maxsize=256)(self._lines_of)

    def digest(self) -> str:
        """sha256 (hex) of every attribution template and translation in force, so that a mended one lets held cases be judged again."""
        found = hashlib.sha256()
        for folder in self._folders:
            root = folder / _SHARED
            for file in sorted(f for f in root.rglob("*") if f.is_file()):
                found.update(str(file.relative_to(root)).encode("utf-8", "surrogateescape") + b"\0" + file.read_bytes() + b"\0")
        return found.hexdigest()

    def render(self, template: str, context: object) -> str:
        """The rendered text; raises SettingsError naming the template and line when it cannot be used."""
        values = {f.name: getattr(context, f.name) for f in fields(context)}  # type: ignore[arg-type]  # any dataclass instance
        return self._rendered(template, {**values, "catalogue": self._catalogues[ENGLISH]})

    def speaks(self, language: str) -> str:
        """The catalogue's language that is nearest to a BCP 47 tag, where it can say every phrase; else English."""
        found = nearest(language, self._catalogues) if language else None
        whole = found is not None and (found.language == ENGLISH or all(found.words.get(p) for p in self._phrases))
        return found.language if found is not None and whole else ENGLISH

    def say(self, phrase: str, language: str) -> str:
        """A phrase in the language of a catalogue."""
        return self._catalogues[language.lower()].say(phrase)

    def block(self, name: str, flavour: Flavour, credit: Attribution, folders: tuple[str, ...]) -> Block:
        """The credit by the first template `NAME.FLAVOUR` of the folders; wholly in English where one of its words is not translated."""
        template = self._template(folders, f"{name}.{flavour}")
        values = {f.name: getattr(credit, f.name) for f in fields(credit)}
        spoken = self._catalogues.get(credit.language.lower(), self._catalogues[ENGLISH])
        try:
            text = self._rendered(template, {**values, "catalogue": spoken, "direction": spoken.direction})
        except UntranslatedError:
            spoken = self._catalogues[ENGLISH]
            text = self._rendered(template, {**values, "language": ENGLISH, "catalogue": spoken, "direction": spoken.direction})
        return Block(text.strip(), template, spoken.language, self._lines(template))

    @cached_property
    def _catalogues(self) -> dict[str, Catalogue]:
        return load([folder / _SHARED / "locale" for folder in self._folders])

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        return (*PHRASES.values(), *BRIEF.values(), DATE)

    def _rendered(self, template: str, values: Mapping[str, object]) -> str:
        try:
            return self._environment.get_template(template).render(values)
        except (SettingsError, UntranslatedError):
            raise
        except Exception as error:  # a template may divide by zero, add a word to a list or walk without end
            if not isinstance(error, TemplateError) and not self._is_operators(template):
                raise
            place = f"templates/{template}{_line(template, error)}"
            raise SettingsError(f"{place}: {type(error).__name__}: {error}; mend or remove the operator's own copy") from error

    def _is_operators(self, template: str) -> bool:
        return any((folder / template).is_file() for folder in self._folders[:-1])

    def _folders_of(self, site: str, publisher: str) -> tuple[str, ...]:
        wanted = (f"{_SHARED}/sites/{path_name(site)}", f"{_SHARED}/publishers/{path_name(publisher)}")
        return (*(path for path in wanted if any((folder / path).is_dir() for folder in self._folders)), _SHARED)

    def _first(self, folders: tuple[str, ...], name: str) -> str:
        for folder in folders:
            try:
                self._environment.loader.get_source(self._environment, f"{folder}/{name}")  # type: ignore[union-attr]  # set above
            except TemplateNotFound:
                continue
            return f"{folder}/{name}"
        return f"{folders[-1]}/{name}"

    def _lines_of(self, template: str) -> tuple[tuple[str, int], ...]:
        source, _, _ = self._environment.loader.get_source(self._environment, template)  # type: ignore[union-attr]  # set above
        found: dict[str, int] = {}
        for node in self._environment.parse(source).find_all(nodes.Name):
            found.setdefault(node.name, node.lineno)
        return tuple(found.items())


def _line(template: str, error: Exception) -> str:
    """`:LINE` where it went wrong, as far as is known; jinja2 rewrites tracebacks so that they name templates and their lines."""
    lines = (frame.lineno for frame in reversed(extract_tb(error.__traceback__)) if frame.filename.endswith(f"/{template}"))
    found = getattr(error, "lineno", None) or next(lines, None)
    return f":{found}" if found else ""


def path_name(name: str) -> str:
    """A name as a folder is called: letters and figures of any script in lower case, with “-” between words."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:_LONGEST_NAME] or "-"


@pass_context
def _say(context: Context, phrase: str) -> str:
    catalogue: Catalogue = context["catalogue"]
    return catalogue.say(phrase)


@pass_context
def _say_many(context: Context, one: str, many: str, count: int) -> str:
    """A template's own plural; catalogues hold single sentences, so only English knows it."""
    return _say(context, one if count == 1 else many)


@pass_context
def _day(context: Context, when: datetime) -> str:
    catalogue: Catalogue = context["catalogue"]
    return catalogue.day(when)


def _iso(when: datetime) -> str:
    """The date for machines (ISO 8601)."""
    return when.date().isoformat()


def _names(escaped: Callable[[str], str]) -> Callable[[Context, str], str]:
    """A filter that escapes a name, and keeps it apart from words that run the other way."""

    @pass_context
    def filtered(context: Context, text: str) -> str:
        return isolated(escaped(text), str(context.get("direction", "ltr")))

    return filtered

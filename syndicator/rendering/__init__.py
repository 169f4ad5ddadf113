"""Rendering: jinja2 templates, the operator's folder first, then the shipped one.

Templates are named for what they make: `.html` and `.xml` are escaped as HTML, `.md` and `.txt` are not, and escape their
own way through the filters `md`, `md_address` and `line`. The sandbox keeps an operator's template from reaching Python.
"""

import hashlib
import re
from dataclasses import fields
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from syndicator.core.markup import one_line
from syndicator.errors import SettingsError
from syndicator.shipped import shipped

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$^])")


class JinjaRenderer:
    """Renders a named template with the fields of one dataclass as its context."""

    def __init__(self, operators: Path | None = None) -> None:
        folders = [folder for folder in (operators, shipped("templates")) if folder is not None]
        self._folders = folders
        self._environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=lambda name: name is None or name.endswith((".html", ".xml")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(md=markdown_escaped, md_address=markdown_address, line=one_line)

    def digest(self) -> str:
        """sha256 (hex) of every attribution template in force, so that a mended one lets held cases be judged again."""
        found = hashlib.sha256()
        for folder in self._folders:
            for file in sorted(f for f in (folder / "attribution").glob("*") if f.is_file()):
                found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        return found.hexdigest()

    def render(self, template: str, context: object) -> str:
        """The rendered text; raises SettingsError naming the template and line when it cannot be used."""
        values = {f.name: getattr(context, f.name) for f in fields(context)}  # type: ignore[arg-type]  # any dataclass instance
        try:
            return self._environment.get_template(template).render(values)
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            place = f"templates/{template}{f':{line}' if line else ''}"
            raise SettingsError(f"{place}: {type(error).__name__}: {error}; mend or remove the operator's own copy") from error


def markdown_escaped(text: str) -> str:
    """Text on one line in which no character is Markdown syntax (CommonMark §2.4) or starts a block."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", _MARKDOWN.sub(r"\\\1", one_line(text)))


def markdown_address(address: str) -> str:
    """An address as a Markdown link destination (CommonMark §6.3): what would end it is percent-encoded."""
    return re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", one_line(address))

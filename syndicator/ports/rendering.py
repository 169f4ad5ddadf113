"""Ports of rendering: templates, the words around a credit's facts, and making hostile HTML safe."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Protocol

from syndicator.core.attribution import Attribution
from syndicator.core.flavours import Flavour


@dataclass(frozen=True, slots=True)
class Block:
    """A credit in one flavour, the template that made it, and the language it came to be in.

    `lines` are the lines of that template in which each fact is used, so that a lost duty can be told with its place.
    """

    text: str
    template: str
    language: str
    lines: tuple[tuple[str, int], ...]


class Renderer(Hashable, Protocol):
    """Renders a named template with a documented context; the operator's folder comes first."""

    def render(self, template: str, context: object) -> str: ...

    def speaks(self, language: str) -> str:
        """The language (BCP 47) in which a credit can be written wholly: this one, or English."""
        ...

    def say(self, phrase: str, language: str) -> str:
        """A phrase of `core.attribution.phrases` in a language that `speaks` named."""
        ...

    def folders(self, site: str, publisher: str) -> tuple[str, ...]:
        """Where the templates of a site and publisher lie, the nearest first; the shared folder is the last."""
        ...

    def block(self, name: str, flavour: Flavour, credit: Attribution, folders: tuple[str, ...]) -> Block:
        """The credit by the first template of this name; in English where a word of it has no translation."""
        ...


class Cleaner(Hashable, Protocol):
    """Makes hostile HTML safe to publish, and turns it into the other flavours."""

    def clean(self, html: str, base: str, pictures: Collection[str] = ()) -> str:
        """Without anything that is executed, and without images but for these (by their addresses)."""
        ...

    def convert(self, html: str, flavour: Flavour) -> str:
        """Clean HTML in another flavour; text that only looks like that flavour's markup stays text."""
        ...

"""Ports of rendering: templates, and making hostile HTML safe."""

from typing import Protocol


class Renderer(Protocol):
    """Renders a named template with a documented context; the operator's folder comes first."""

    def render(self, template: str, context: object) -> str: ...


class Cleaner(Protocol):
    """Makes hostile HTML safe to publish, and turns it into plain text or Markdown."""

    def clean(self, html: str, base: str) -> str: ...

    def markdown(self, html: str) -> str: ...

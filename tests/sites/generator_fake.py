"""Two small generators that build a page when it is asked for, with the manners of Hugo and Jekyll that matter to what they are given.

Hugo: raw HTML in Markdown becomes a comment, and one shortcode that nobody closes breaks every page. Jekyll: Liquid runs before
Markdown, raw HTML passes, titles are printed as they are, and a page with a broken front matter is dropped without a word.
"""

import html
import re
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from tests.sites.serving import Reply, Request, SmallSite, as_page

_MATTER = re.compile(r"(?s)\A---\n(.*?)\n---\n(.*)\Z")


class FakeGenerator(SmallSite):
    """Serves what it would build from a folder; `built` False stands for a build that has not run yet."""

    def __init__(self, engine: str, content: Path) -> None:
        super().__init__()
        self.engine = engine
        self.content = content
        self.built = True

    def reply(self, request: Request) -> Reply:
        """A page by the address in its front matter."""
        pages = self.pages() if self.built else {}
        return as_page(200, pages[request.route]) if request.route in pages else as_page(404, "<h1>File not found</h1>")

    def pages(self) -> dict[str, str]:
        """Every page of the site; none where one breaks the build."""
        found = [parsed for file in sorted(self.content.glob("*.md")) if (parsed := _parsed(file.read_text(encoding="utf-8")))]
        if self.engine == "hugo" and any("{{<" in text or "{{%" in text for _, text in found):
            return {}
        return {matter["url" if self.engine == "hugo" else "permalink"]: self._page(matter, text) for matter, text in found}

    def _page(self, matter: dict[str, Any], text: str) -> str:
        if self.engine == "hugo":
            title, body = html.escape(matter["title"]), _HUGO.render(text)
        else:
            title, body = matter["title"], MarkdownIt("commonmark", {"html": True}).enable("table").render(_liquid(text))
        canonical = html.escape(matter.get("canonicalURL") or matter.get("canonical_url") or "")
        robots = '<meta name="robots" content="noindex">' if matter.get("noindex") else ""
        head = f"<title>{title}</title>{robots}<link rel=canonical href='{canonical}'>"
        return f"<!doctype html><head>{head}</head><h1>{title}</h1><p>{html.escape(matter['author'])}</p>{body}"


_HUGO = MarkdownIt("commonmark", {"html": True}).enable("table")
for _kind in ("html_inline", "html_block"):
    _HUGO.add_render_rule(_kind, lambda *_: "<!-- raw HTML omitted -->")


def _parsed(text: str) -> tuple[dict[str, Any], str] | None:
    found = _MATTER.match(text)
    try:
        matter = yaml.safe_load(found[1]) if found else None
    except yaml.YAMLError:
        return None
    return (matter, found[2]) if found and isinstance(matter, dict) else None


def _liquid(text: str) -> str:
    text = re.sub(r"\{\{\s*\"([^\"]*)\"\s*\}\}|\{\{.*?\}\}|\{%.*?%\}", lambda found: found[1] or "", text)
    return re.sub(r"\{:[^}\n]*\}", "", text)  # kramdown's attribute lists

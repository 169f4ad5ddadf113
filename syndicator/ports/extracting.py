"""The port of an extractor: what tells an article from the page around it, where the page's own markup does not."""

from typing import Protocol


class Extractor(Protocol):
    """Finds the main text of a page."""

    def main_text(self, html: str, url: str) -> str:
        """The main text as HTML, with its links and images; raises Rejected, with the reason, where it finds none."""

"""The main text of pages that do not mark it, by trafilatura, an extra (`pip install syndicator[text]`): without it, none is found.

The library is imported by name with the first page that needs it: nothing else here depends on it, a daemon that reads whole
articles never holds it in memory, and what it raises stays here.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from syndicator.core.markup import read
from syndicator.errors import Rejected
from syndicator.feeds.addresses import shown
from syndicator.ports import Extractor

log = logging.getLogger(__name__)

_LIBRARY = "trafilatura"
_LEAST = 40  # words; a page without an article still has a menu
_LARGEST = 3_000_000  # characters of a page; larger ones take minutes, and no article is


class TrafilaturaExtractor:
    """An `Extractor` by the library's own rules for articles: no comments, tables and links kept; nothing is fetched."""

    @cached_property
    def _extract(self) -> Callable[..., str | None]:
        """The library's own; raises Rejected where it cannot be loaded."""
        try:
            return cast("Callable[..., str | None]", import_module(_LIBRARY).extract)
        except Exception as error:  # noqa: BLE001  # the door: a half-installed library raises what it likes at its import
            why = f"{_LIBRARY}, which finds main texts, cannot be loaded ({type(error).__name__}: {error})"
            log.warning("%s; install it again", why)
            raise Rejected(why, "install it again") from None

    def main_text(self, html: str, url: str) -> str:
        """The main text as HTML; raises Rejected where there is none, or the page is more than the library can read."""
        if len(html) > _LARGEST:
            raise Rejected(f"{shown(url)} is too large for its main text to be found")
        extract = self._extract
        try:
            found = extract(
                html,
                url=url,
                output_format="html",
                include_comments=False,
                include_links=True,
                include_images=True,
                include_formatting=True,
            )
        except Exception as error:  # noqa: BLE001  # the door: whatever a parser makes of hostile markup is one of ours
            raise Rejected(f"the main text of {shown(url)} could not be found ({type(error).__name__})") from None
        if not found or len(read(found).text.split()) < _LEAST:
            raise Rejected(f"no main text could be found on {shown(url)}")
        return found


def open_extractor() -> Extractor | None:
    """The extractor where its library is installed, else None: articles are then held and say so."""
    return TrafilaturaExtractor() if find_spec(_LIBRARY) is not None else None

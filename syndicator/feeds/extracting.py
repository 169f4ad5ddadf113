"""The main text of pages that do not mark it, by trafilatura, an extra (`pip install syndicator[text]`): without it, none is found.

The library is imported by name where it is installed: nothing else here depends on it, and what it raises stays here.
"""

import logging
from collections.abc import Callable
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

    def __init__(self) -> None:
        self._extract = cast("Callable[..., str | None]", import_module(_LIBRARY).extract)

    def main_text(self, html: str, url: str) -> str:
        """The main text as HTML; raises Rejected where there is none, or the page is more than the library can read."""
        if len(html) > _LARGEST:
            raise Rejected(f"{shown(url)} is too large for its main text to be found")
        try:
            found = self._extract(
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
    """The extractor where its library can be loaded, else None: articles are then held and say so, and a broken library is logged."""
    try:
        return TrafilaturaExtractor() if find_spec(_LIBRARY) is not None else None
    except Exception as error:  # noqa: BLE001  # the door: a half-installed library raises what it likes at its import
        log.warning("%s is installed but cannot be loaded (%s: %s); install it again", _LIBRARY, type(error).__name__, error)
        return None

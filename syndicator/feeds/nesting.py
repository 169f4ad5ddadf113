"""Whether an HTML text nests its elements absurdly deep: one linear look, so that no parser behind has to find out.

A parser that follows the HTML standard takes quadratic time for unclosed elements: ten seconds for a hundred thousand.
"""

import re

from syndicator.core import markup

DEEPEST = 512
DEEPEST_PAGE = 10_000  # a tenth of a second
_MAX_SHORT = 100_000
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,60})")
# Void elements, and those whose end tags HTML lets out because the next one closes them.
_CLOSES_ITSELF = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody tfoot colgroup".split()
)


def words(html: str) -> str:
    """The words a reader sees in a short HTML text (a title, a rights statement); nothing where it is absurd."""
    return "" if len(html) > _MAX_SHORT or too_deep(html) else markup.shown(html)


def too_deep(html: str, deepest: int = DEEPEST) -> bool:
    """Whether more elements are open at once than any article has; an end tag only counts for an element of its own name.

    Scripts and self-closed elements of drawings count, too: a whole page is given more room (`DEEPEST_PAGE`).
    """
    opened: dict[str, int] = {}
    depth = 0
    for closing, name in _TAG.findall(html):
        name = name.lower()
        if name in _CLOSES_ITSELF:
            continue
        if not closing:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            if depth > deepest:
                return True
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
    return False

"""Whether an HTML text is absurd: a linear look at each, so that no parser behind has to find out.

Three things take a parser that follows the HTML standard more than linear time or room, and a page of a hundred kilobytes minutes
or gigabytes: elements nested without end; attributes, each compared with all before it in its tag (WHATWG §13.2.5.33); and
emphasis that is never closed, of which every following paragraph gets copies (§13.2.4.3, «reconstruct the active formatting
elements»).
"""

import re
from collections import Counter

from syndicator.core import markup

DEEPEST = 512
DEEPEST_PAGE = 10_000  # a tenth of a second
_MAX_SHORT = 100_000
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,60})")
# Void elements, and those whose end tags HTML lets out because the next one closes them.
_CLOSES_ITSELF = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody tfoot colgroup".split()
)


_MOST_ATTRIBUTES = 1_000  # of one element; pages have some dozens, and the scripts in them look like more
_ATTRIBUTE = r"""[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"[^"]*"|'[^']*'|[^ \t\n\f\r>]*+))?+"""
_ONE = re.compile(_ATTRIBUTE)
_OPENED = re.compile(rf"<[a-zA-Z][^ \t\n\f\r/>]*+(?:{_ATTRIBUTE})*+")
_BEGINS = re.compile(r"<[a-zA-Z]")
# A quoted value may look like a tag: each beginning is tried. What overlaps more than this is built to be slow.
_OVERLAP = 16

_MOST_COPIES = 500_000  # elements; they take a second and some 200 MB
_EMPHASIS = frozenset("b big code em font i s small strike strong tt u".split())  # an `<a>` or `<nobr>` closes the one before it
_SEEN = 400
_WHOLE_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9:-]{{0,60}})([^<>]{{0,{_SEEN}}})")
_ALIKE = 3  # of these at most are copied («Noah's Ark clause»)


def words(html: str) -> str:
    """The words a reader sees in a short HTML text (a title, a rights statement); nothing where it is absurd."""
    return "" if len(html) > _MAX_SHORT or absurd(html) else markup.shown(html)


def absurd(html: str, deepest: int = DEEPEST) -> bool:
    """Whether a parser would take minutes or gigabytes for it, by any of the three."""
    return too_deep(html, deepest) or too_many_attributes(html) or too_many_copies(html)


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


def too_many_attributes(html: str) -> bool:
    """Whether an element has more attributes than any page writes by hand or by machine."""
    room = _OVERLAP * (len(html) + 1_000_000)
    for begins in _BEGINS.finditer(html):
        opened = _OPENED.match(html, begins.start())
        if opened is None:
            continue
        length = opened.end() - opened.start()
        room -= length
        if room < 0:
            return True
        if length > 2 * _MOST_ATTRIBUTES and sum(1 for _ in _ONE.finditer(html, begins.end(), opened.end())) > _MOST_ATTRIBUTES:
            return True
    return False


def too_many_copies(html: str) -> bool:
    """Whether emphasis that is opened and not closed would be copied into too many of the elements behind it; never too few are counted."""
    opened: dict[str, list[str]] = {name: [] for name in _EMPHASIS}
    alike: Counter[str] = Counter()
    standing = copies = 0
    for number, (closing, name, said) in enumerate(_WHOLE_TAG.findall(html)):
        stack = opened.get(name.lower())
        if stack is None:
            copies += standing
            if copies > _MOST_COPIES:
                return True
        elif not closing:
            # Where a quote stays open, the tag goes on behind what was looked at: it is like no other.
            whole = len(said) < _SEEN and said.count('"') % 2 == 0 and said.count("'") % 2 == 0
            stack.append(f"{name}{said}" if whole else str(number))
            alike[stack[-1]] += 1
            standing += alike[stack[-1]] <= _ALIKE
        elif stack:
            kind = stack.pop()
            standing -= alike[kind] <= _ALIKE
            alike[kind] -= 1
    return False

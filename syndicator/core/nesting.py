"""How deep a page may nest its elements: beyond that, parsing would take time that grows with the square of its length."""

import re
from itertools import accumulate

_DEEPEST = 1_000  # browsers stop at 512; no page that is meant to be read comes near
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,40})[^<>]*>")
# Elements that have no end, or whose end need not be written (WHATWG §13.1.2): unclosed ones are siblings, not nested.
_UNCOUNTED = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd option optgroup tr td th thead tbody tfoot colgroup rt rp "
    "html head body".split()
)

# Whatever may begin an element, and what surely ends one.
_BORDER = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]{0,40}|/[a-zA-Z][a-zA-Z0-9-]{0,40}(?=[^<>]*>))")
_KNOWN = 1_000  # names of elements

_FOREIGN = frozenset({"svg", "math"})  # only in these does “/>” end an element (WHATWG §13.1.2.1)


def shallow(html: str) -> str:
    """An HTML text without the tags that would nest elements more than 1,000 deep; their words stay. Linear in its length."""
    if html.count("<") <= _DEEPEST or _never_deep(html):
        return html
    depth = dropped = drawn = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth, dropped, drawn
        name = tag[2].lower()
        if name in _FOREIGN:
            drawn = max(0, drawn + (-1 if tag[1] else 1))
        if name in _UNCOUNTED or (drawn and tag[0].endswith("/>")):
            return "\n" if dropped else tag[0]
        if not tag[1]:
            if depth >= _DEEPEST:
                dropped += 1
                return "\n"
            depth += 1
        elif dropped:
            dropped -= 1
            return "\n"
        else:
            depth = max(0, depth - 1)
        return tag[0]

    return _TAG.sub(kept, html)


class _Steps(dict[str, int]):
    """How a tag changes the depth, by its name with the slash of an end tag."""

    def __missing__(self, name: str) -> int:
        if len(self) > _KNOWN:
            self.clear()
        step = 0 if name.lstrip("/").lower() in _UNCOUNTED else -1 if name.startswith("/") else 1
        self[name] = step
        return step


_STEPS = _Steps()


def _never_deep(html: str) -> bool:
    """Whether no element can be nested too deep, by a bound that is never too low: what is no tag begins elements, and ends none."""
    depths = list(accumulate(map(_STEPS.__getitem__, _BORDER.findall(html)), initial=0))
    return max(depths) - min(depths) <= _DEEPEST

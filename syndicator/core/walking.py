"""The walk through a parsed HTML text: its words in document order, and where links, images and blocks stand in them.

One loop over all nodes, since a page has thousands: whatever is not needed by every reader is only noted here, and made
when it is asked for.
"""

import re

from selectolax.lexbor import LexborNode

from syndicator.core.blocks import APART, PLAIN, TAGS, WITHIN, Outline
from syndicator.core.elements import Elements
from syndicator.core.hiding import UNSEEN, unseen

_NEVER = UNSEEN - {"noscript"}  # these hold no words for readers even where they are displayed
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td textarea tfoot th thead tr ul".split()
)
_APART = "\n\n"  # between parts of a page
# What a tag is, as bits: a block of its own, one whose words stand as they are, one that may be hidden or a part of the page.
_BLOCK, _PART, _ASK, _LINK, _IMAGE, _AS_WRITTEN, _FOLDS = 1, 2, 4, 8, 16, 32, 64
_BITS = {
    _BLOCK: _BLOCKS,
    _PART: frozenset(TAGS),
    _ASK: UNSEEN | {"dialog"},
    _LINK: frozenset({"a"}),
    _IMAGE: frozenset({"img"}),
    _AS_WRITTEN: frozenset({"pre", "textarea"}),
    _FOLDS: frozenset({"details"}),
}
_CODES = {tag: sum(bit for bit, tags in _BITS.items() if tag in tags) for tag in frozenset().union(*_BITS.values())}
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")

Said = dict[str, str | None]


class Reading:
    """The words read so far; block borders become one newline, other white space one space.

    `links` are (attributes, start, end) of every hyperlink, `images` (attributes, start) of every image.
    """

    def __init__(self, outline: Outline | None = None, concealed: "Reading | None" = None, elements: Elements | None = None) -> None:
        self.outline = outline
        self.elements = elements  # which element shows which words
        self.concealed = concealed  # what is not displayed, read along where the parts are told apart
        self.pieces: list[str] = []
        self.length = 0
        self.gap = ""  # what stands between the words so far and the next ones
        self.links: list[tuple[Said, int, int]] = []
        self.images: list[tuple[Said, int]] = []
        self.licensed: dict[int, LexborNode] = {}  # which of the links say that they lead to the licence
        self._opened: list[tuple[LexborNode, Said, int]] = []

    def walk(self, root: LexborNode, *, tricks: bool, hidden: bool = False) -> None:  # noqa: C901  # a call for each of thousands of nodes would double its time
        """Read an element and what it holds; what a reader never sees is left out, but for what is `hidden`."""
        outline, elements, pieces, opened, links = self.outline, self.elements, self.pieces, self._opened, self.links
        parts = outline if outline is not None else elements
        length, gap = self.length, self.gap
        code = part = 0  # of the element that holds what is read
        above: list[tuple[LexborNode, int, int]] = []  # the elements that are open, what they are, and what blocks
        node: LexborNode = root
        while True:
            tag = node.tag or ""
            if tag == "-text":
                words = node.text_content or ""
                tail = ""
                if not code & _AS_WRITTEN:
                    if "\n" in words or "  " in words or "\t" in words or "\u00a0" in words or "\r" in words or "\f" in words:
                        words = _SPACE.sub(" ", words)
                    if words[:1] == " ":
                        gap = gap or " "
                        words = words[1:]
                    if words[-1:] == " ":
                        tail = " "
                        words = words[:-1]
                if words or code & _AS_WRITTEN:
                    if gap and length:
                        words = gap + words
                    pieces.append(words)
                    length += len(words)
                    gap = tail
            else:
                said: Said = node.attributes
                entered, kind = PLAIN, _CODES.get(tag, 0)
                if outline is not None and (said or kind & _PART or outline.headings):
                    entered = outline.enter(tag, said, length + len(gap) if length else 0)
                    if entered == APART:
                        gap = _APART
                elif elements is not None:
                    elements.enter(tag, said, length + len(gap) if length else 0)
                    entered = WITHIN
                if kind & _BLOCK:
                    if gap != _APART:
                        gap = "\n"
                elif kind & _LINK:
                    if "href" in said:
                        opened.append((node, said, length + len(gap) if length else 0))
                    else:
                        kind = 0
                elif kind & _IMAGE:
                    self.images.append((said, length + len(gap) if length else 0))
                child = node.child
                if child is not None:
                    asked = kind & _ASK or (said and (tricks or "hidden" in said or "popover" in said or "style" in said))
                    asked = asked or (tricks and code & _FOLDS)  # the words of closed details wait to be asked for
                    if not asked or (hidden and tag not in _NEVER) or not unseen(node, tag, tricks=tricks):
                        above.append((node, code, part))
                        node, code, part = child, kind, entered
                        continue
                    if self.concealed is not None and tag not in _NEVER:
                        self.concealed.gap = _APART
                        self.concealed.walk(node, tricks=tricks, hidden=True)
                if entered and parts is not None:
                    parts.leave(length)
                    gap = _APART if entered == APART else gap
                if kind & _BLOCK:
                    gap = gap if gap == _APART else "\n"
                elif kind & _LINK:
                    links.append(self._closed(length))
            following = node.next if above else None  # never beyond the root
            while following is None:
                if not above:
                    self.length, self.gap = length, gap
                    return
                if part and parts is not None:
                    parts.leave(length)
                    gap = _APART if part == APART else gap
                if code & _BLOCK:
                    gap = gap if gap == _APART else "\n"
                elif code & _LINK:
                    links.append(self._closed(length))
                node, code, part = above.pop()
                following = node.next if above else None
            node = following

    def _closed(self, length: int) -> tuple[Said, int, int]:
        """The hyperlink that ends here."""
        node, said, start = self._opened.pop()
        if "rel" in said and "license" in (said["rel"] or "").lower().split():
            self.licensed[len(self.links)] = node
        return said, start if start < length else length, length

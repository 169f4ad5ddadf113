"""One parse of an HTML text: the words, links and images a reader meets, with offsets, and what the head declares."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = frozenset("script style template noscript head iframe object svg math datalist select textarea video audio canvas".split())
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td textarea tfoot th thead tr ul".split()
)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_STYLE_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
# What inline styles hide a text with, without white space. Style sheets are not read: a page that hides by class is taken for honest.
_HIDDEN_STYLE = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
_ZERO = r":0*(?:\.0*)?(?:[a-z]{1,4}|%)?(?:!|;|$)"
_TRICKS = re.compile(
    r"(?:^|;)(?:visibility:collapse|content-visibility:hidden|color:transparent|(?:left|right|top|text-indent|margin-left|margin-top):-\d{4,}"
    rf"|clip:rect\([0pxem,]*\)|clip-path:inset\((?:50|100)%|(?:opacity|font-size){_ZERO})"
)
_NO_ROOM = re.compile(rf"(?:^|;)(?:max-)?(?:width|height){_ZERO}")
_CLIPPED = re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)")


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink as a reader meets it: `start` and `end` are the offsets of its words in `Markup.text`."""

    href: str
    rel: tuple[str, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image: its address, its alternative text, and where in the words it stands; `tiny` if declared 1×1 or less."""

    src: str
    alt: str
    start: int
    tiny: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """What an HTML text shows and declares.

    `text` is what a reader sees: white space folded, one newline between blocks, nothing hidden. `links` and `images`
    carry offsets into it. `head_links` are (rel, href, type) of `<link>` elements; `metas` are (name, content) with the
    name in lower case; `data` the bodies of JSON-LD scripts; `language` the document's own `lang`.
    """

    text: str
    title: str
    language: str
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    head_links: tuple[tuple[tuple[str, ...], str, str], ...]
    metas: tuple[tuple[str, str], ...]
    data: tuple[str, ...]

    def declared(self, rel: str) -> tuple[str, ...]:
        """Addresses of `<link>` elements with this relation (RFC 8288 §3.3: compared without case)."""
        return tuple(href for rels, href, _ in self.head_links if rel in rels)

    def meta(self, name: str) -> str:
        """The content of the first `<meta>` with this name or property, or an empty string."""
        return next((content for key, content in self.metas if key == name), "")


class _Reading:
    """The words read so far; block borders become one newline, other white space one space."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.gap = ""  # what stands between the words so far and the next ones

    def words(self, raw: str, keep: bool) -> None:
        text = raw if keep else _SPACE.sub(" ", raw)
        if not keep:
            if text.startswith(" "):
                self.gap = self.gap or " "
                text = text[1:]
            if not text:
                return
        tail = " " if not keep and text.endswith(" ") else ""
        self._put((self.gap if self.length else "") + (text[:-1] if tail else text))
        self.gap = tail

    def border(self) -> None:
        self.gap = "\n"

    def here(self) -> int:
        """Where the next words will start."""
        return self.length + (len(self.gap) if self.length else 0)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def read(html: str, *, tricks: bool = False) -> Markup:
    """Read an HTML text, whole page or fragment; broken markup is read as a browser would (WHATWG parsing).

    What is not displayed is left out. With `tricks` so is what inline styles make invisible in other ways (no opacity, no
    size, off the screen): a credit hidden like that is none, but a prohibition hidden like that is still one.
    """
    tree = LexborHTMLParser(html)
    reading = _Reading()
    links: list[Link] = []
    images: list[Image] = []
    open_links: list[tuple[LexborNode, int, int]] = []
    for node, entering in _walk(tree.root, tricks=tricks):
        tag = node.tag or ""
        if tag == "-text":
            reading.words(node.text_content or "", _in_pre(node))
        elif tag == "a" and entering:
            open_links.append((node, reading.here(), len(reading.pieces)))
        elif tag == "a":
            _close_link(open_links, reading, links)
        elif tag == "img" and entering:
            tiny = _attribute(node, "width") in ("0", "1") and _attribute(node, "height") in ("0", "1")
            images.append(Image(_attribute(node, "src").strip(), _attribute(node, "alt"), reading.here(), tiny))
        if tag in _BLOCKS:
            reading.border()
    return _with_head(tree, "".join(reading.pieces), tuple(links), tuple(images))


def shown(html: str) -> str:
    """The words a reader sees in an HTML text."""
    return read(html).text


def main_html(html: str) -> str:
    """The main content of a page by its own markup: articleBody, else the only `<article>`, else `<main>`; "" if none says."""
    tree = LexborHTMLParser(html)
    for selector in ('[itemprop~="articleBody"]', "article", "main", '[role="main"]'):
        found = tree.css(selector)
        if len(found) == 1:
            return found[0].html or ""
    return ""


def one_line(text: str) -> str:
    """Text without line breaks, control characters and direction overrides, which could forge a second line or another reading."""
    return " ".join(_CONTROL.sub(" ", text).split())


def folded(text: str) -> str:
    """Words for comparison: white space and typographic quotes, dashes and ellipses made equal, case kept."""
    table = str.maketrans(
        {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "′": "'", "″": '"', "×": "x", "\u00ad": None, "\u200b": None}
    )
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(table).replace("…", "...").replace("--", "-")).strip()


def _close_link(opened: list[tuple[LexborNode, int, int]], reading: _Reading, links: list[Link]) -> None:
    node, start, piece = opened.pop()
    start = min(start, reading.length)
    if "href" in node.attributes:
        text = "".join(reading.pieces[piece:])
        text = text[len(text) - (reading.length - start) :] if start < reading.length else ""
        rel = tuple(_attribute(node, "rel").lower().split())
        links.append(Link(_attribute(node, "href").strip(), rel, text, start, start + len(text)))


def _walk(root: LexborNode | None, *, tricks: bool) -> Iterator[tuple[LexborNode, bool]]:
    """Nodes in document order, elements a second time on leaving; what a reader never sees is left out."""
    node = root
    while node is not None:
        yield node, True
        if node.child is not None and not _unseen(node, tricks=tricks):
            node = node.child
            continue
        while node is not None:
            if node.tag != "-text":
                yield node, False
            if node.next is not None:
                node = node.next
                break
            node = node.parent
            if node is None or node.tag == "-document":
                return


def _unseen(node: LexborNode, *, tricks: bool) -> bool:
    if node.tag in _UNSEEN:
        return True
    attributes = node.attributes
    if "hidden" in attributes or "popover" in attributes or (node.tag == "dialog" and "open" not in attributes):
        return True
    style = "".join(_STYLE_COMMENT.sub("", attributes.get("style") or "").lower().split())
    return bool(style) and (_HIDDEN_STYLE.search(style) is not None or (tricks and _made_invisible(style)))


def _made_invisible(style: str) -> bool:
    return bool(_TRICKS.search(style) or (_NO_ROOM.search(style) and _CLIPPED.search(style)))


def _in_pre(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in ("pre", "textarea")


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _with_head(tree: LexborHTMLParser, text: str, links: tuple[Link, ...], images: tuple[Image, ...]) -> Markup:
    title, page = tree.css_first("title"), tree.css_first("html")
    return Markup(
        text=text,
        title=_SPACE.sub(" ", title.text()).strip() if title else "",
        language=_attribute(page, "lang") if page else "",
        links=links,
        images=images,
        head_links=tuple(
            (tuple(_attribute(n, "rel").lower().split()), _attribute(n, "href").strip(), _attribute(n, "type").lower())
            for n in tree.css("head link[rel][href]")
        ),
        metas=tuple(
            ((_attribute(n, "name") or _attribute(n, "property")).lower(), _attribute(n, "content")) for n in tree.css("head meta[content]")
        ),
        data=tuple(n.text() for n in tree.css("script") if "ld+json" in _attribute(n, "type").lower()),
    )

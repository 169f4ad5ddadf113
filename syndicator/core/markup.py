"""One parse of an HTML text: the words, links and images a reader meets, with offsets, and what the head declares."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from syndicator.core.annotations import Property, Subjects, properties
from syndicator.core.blocks import Block, Element, Outline
from syndicator.core.elements import Elements
from syndicator.core.hiding import UNSEEN, unseen
from syndicator.core.nesting import shallow
from syndicator.core.scripts import scripts_of

_NEVER = UNSEEN - {"noscript"}  # these hold no words for readers even where they are displayed
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td textarea tfoot th thead tr ul".split()
)
_TYPOGRAPHY = tuple(zip("‘’“”–—′″×…\u00ad\u200b", ("'", "'", '"', '"', "-", "-", "'", '"', "x", "...", "", ""), strict=True))
_APART = "\n\n"  # between parts of a page
_REMEMBERED = 300_000  # characters; longer texts are read anew each time
_VERBATIM = frozenset({"pre", "textarea"})
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink as a reader meets it: `start` and `end` are the offsets of its words in `Markup.text`.

    `about` is only looked for on rel=license: what the link speaks of where the markup around it says that this is
    something else than the page (an address of RDFa `about`, a type, or `figure`).
    """

    href: str
    rel: tuple[str, ...]
    text: str
    start: int
    end: int
    about: str = ""


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
    name in lower case; `data` the bodies of JSON-LD scripts, `scripts` (type, body) of other XML and JSON in scripts;
    `areas` the links of image maps; `properties` what RDFa and microdata say about rights; `language` the document's own `lang`.
    `blocks` say whose voice which words are, and `concealed` are the words that are not displayed, where that was asked for;
    `too_deep` says that elements were nested too deep to be told apart; `elements` tell which element shows which words, if asked.
    """

    text: str
    title: str
    language: str
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    head_links: tuple[tuple[tuple[str, ...], str, str], ...]
    metas: tuple[tuple[str, str], ...]
    data: tuple[str, ...]
    scripts: tuple[tuple[str, str], ...] = ()
    areas: tuple[Link, ...] = ()
    properties: tuple[Property, ...] = ()
    blocks: tuple[Block, ...] = ()
    concealed: str = ""
    too_deep: bool = False
    elements: Elements | None = None

    def declared(self, rel: str) -> tuple[str, ...]:
        """Addresses of `<link>` elements with this relation (RFC 8288 §3.3: compared without case)."""
        return tuple(href for rels, href, _ in self.head_links if rel in rels)

    def meta(self, name: str) -> str:
        """The content of the first `<meta>` with this name or property, or an empty string."""
        return next((content for key, content in self.metas if key == name), "")


class _Reading:
    """The words read so far; block borders become one newline, other white space one space."""

    def __init__(self, outline: Outline | Elements | None = None) -> None:
        self.outline = outline
        self.pieces: list[str] = []
        self.length = 0
        self.gap = ""  # what stands between the words so far and the next ones
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.opened: list[tuple[LexborNode, int, int]] = []
        self.subjects = Subjects()
        self.concealed: _Reading | None = None  # what is not displayed, read along where the parts are told apart

    def words(self, raw: str) -> None:
        """Words whose white space is folded."""
        text = _SPACE.sub(" ", raw)
        if text[:1] == " ":
            self.gap = self.gap or " "
            text = text[1:]
        if text:
            tail = " " if text[-1] == " " else ""
            self.verbatim(text[:-1] if tail else text)
            self.gap = tail

    def verbatim(self, text: str) -> None:
        """Words as they stand."""
        if self.length and self.gap:
            text = self.gap + text
        self.pieces.append(text)
        self.length += len(text)
        self.gap = ""

    def here(self) -> int:
        """Where the next words will start."""
        return self.length + (len(self.gap) if self.length else 0)

    def open_link(self, node: LexborNode) -> None:
        """A hyperlink begins."""
        self.opened.append((node, self.here(), len(self.pieces)))

    def image(self, node: LexborNode) -> None:
        """An image stands here."""
        said = node.attributes
        tiny = said.get("width") in ("0", "1") and said.get("height") in ("0", "1")
        self.images.append(Image((said.get("src") or "").strip(), said.get("alt") or "", self.here(), tiny))

    def close_link(self) -> None:
        """A hyperlink ends."""
        node, start, piece = self.opened.pop()
        start = min(start, self.length)
        said = node.attributes
        if "href" in said:
            text = "".join(self.pieces[piece:])
            text = text[len(text) - (self.length - start) :] if start < self.length else ""
            rel = tuple((said.get("rel") or "").lower().split())
            about = self.subjects.of(node) if "license" in rel else ""
            self.links.append(Link((said["href"] or "").strip(), rel, text, start, start + len(text), about))


def read(html: str, *, tricks: bool = False, blocks: bool = False, elements: bool = False) -> Markup:
    """Read an HTML text, whole page or fragment; broken markup is read as a browser would (WHATWG parsing).

    What is not displayed is left out. With `tricks` so is what nobody could see all the same (no opacity, no size, the colour
    of its ground, off the screen): a credit hidden like that is none, but a prohibition hidden like that is still one. With
    `blocks` the parts of the page are told apart (`Markup.blocks`), an empty line stands between them in the words, and what is
    not displayed is kept by itself (`Markup.concealed`). Elements nested more than 1,000 deep are read as their words alone.
    """
    again = not elements and len(html) <= _REMEMBERED
    return _read_again(html, tricks, blocks) if again else _read(html, tricks, blocks, elements)


def _read(html: str, tricks: bool, blocks: bool, elements: bool = False) -> Markup:
    flat = shallow(html)
    tree = LexborHTMLParser(flat)
    reading = _Reading(Outline() if blocks else Elements() if elements else None)
    reading.concealed = _Reading() if blocks else None
    if tree.root is not None:
        _walk(tree.root, reading, tricks=tricks)
    return _with_head(tree, reading, too_deep=flat is not html and len(flat) != len(html))


# One article is judged and drafted for every site, and each asks what its body shows.
_read_again = lru_cache(maxsize=24)(_read)


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


def elements(html: str, selector: str) -> tuple[Element, ...]:
    """The elements a CSS selector finds, shown or not, in the order of the page."""
    found = LexborHTMLParser(html).css(selector)
    return tuple(Element(n.tag or "", {k: v or "" for k, v in n.attributes.items()}, n.inner_html or "", n.text()) for n in found)


def one_line(text: str) -> str:
    """Text without line breaks, control characters and direction overrides, which could forge a second line or another reading."""
    return " ".join(_CONTROL.sub(" ", text).split())


def folded(text: str) -> str:
    """Words for comparison: white space and typographic quotes, dashes and ellipses made equal, case kept."""
    text = unicodedata.normalize("NFC", text)
    for typographic, plain in _TYPOGRAPHY:
        text = text.replace(typographic, plain)  # faster by far than str.translate
    return " ".join(text.replace("--", "-").split())


def _walk(root: LexborNode, reading: _Reading, *, tricks: bool, hidden: bool = False) -> None:
    """Nodes in document order, elements a second time on leaving; what a reader never sees is left out, but for what is `hidden`."""
    above: list[str] = [""]  # the tags of the elements that are open
    node: LexborNode = root
    while True:
        tag = node.tag or ""
        if tag == "-text":
            reading.verbatim(node.text_content or "") if above[-1] in _VERBATIM else reading.words(node.text_content or "")
        else:
            _enter(node, tag, reading)
            child = node.child
            if child is not None and ((hidden and tag not in _NEVER) or not unseen(node, tag, tricks=tricks)):
                above.append(tag)
                node = child
                continue
            if child is not None and reading.concealed is not None and tag not in _NEVER:
                reading.concealed.gap = _APART
                _walk(node, reading.concealed, tricks=tricks, hidden=True)
            _leave(tag, reading)
        following = node.next if len(above) > 1 else None  # never beyond the root
        while following is None:
            parent = node.parent
            tag = above.pop()
            if parent is None or not above:
                return
            _leave(tag, reading)
            node = parent
            following = node.next if len(above) > 1 else None
        node = following


def _enter(node: LexborNode, tag: str, reading: _Reading) -> None:
    if reading.outline is not None and reading.outline.enter(tag, node.attributes, reading.here()):
        reading.gap = _APART
    if tag in _BLOCKS:
        reading.gap = reading.gap if reading.gap == _APART else "\n"
    elif tag == "a":
        reading.open_link(node)
    elif tag == "img":
        reading.image(node)


def _leave(tag: str, reading: _Reading) -> None:
    if reading.outline is not None and reading.outline.leave(reading.length):
        reading.gap = _APART
    if tag in _BLOCKS:
        reading.gap = reading.gap if reading.gap == _APART else "\n"
    elif tag == "a":
        reading.close_link()


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _with_head(tree: LexborHTMLParser, reading: _Reading, *, too_deep: bool) -> Markup:
    title, page = tree.css_first("title"), tree.css_first("html")
    data, scripts = scripts_of(tree)
    text = "".join(reading.pieces)
    return Markup(
        text=text,
        title=_SPACE.sub(" ", title.text()).strip() if title else "",
        language=_attribute(page, "lang") if page else "",
        links=tuple(reading.links),
        images=tuple(reading.images),
        head_links=tuple(
            (tuple(_attribute(n, "rel").lower().split()), _attribute(n, "href").strip(), _attribute(n, "type").lower())
            for n in tree.css("head link[rel][href]")
        ),
        metas=tuple(
            ((_attribute(n, "name") or _attribute(n, "property")).lower(), _attribute(n, "content")) for n in tree.css("head meta[content]")
        ),
        data=data,
        scripts=scripts,
        areas=tuple(_areas(tree, reading.subjects)),
        properties=properties(tree.root) if tree.root is not None else (),
        blocks=reading.outline.blocks(text) if isinstance(reading.outline, Outline) else (),
        concealed="".join(reading.concealed.pieces) if reading.concealed is not None else "",
        too_deep=too_deep,
        elements=reading.outline if isinstance(reading.outline, Elements) else None,
    )


def _areas(tree: LexborHTMLParser, subjects: Subjects) -> Iterator[Link]:
    for node in tree.css("area[href][rel]"):
        rel = tuple(_attribute(node, "rel").lower().split())
        yield Link(_attribute(node, "href").strip(), rel, _attribute(node, "alt"), 0, 0, subjects.of(node))

"""One parse of an HTML text: the words, links and images a reader meets, with offsets, and what the head declares."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from syndicator.core.annotations import Property, Subjects, properties
from syndicator.core.blocks import Block, Element, Outline
from syndicator.core.elements import Elements
from syndicator.core.hiding import may_trick
from syndicator.core.nesting import shallow
from syndicator.core.scripts import scripts_of
from syndicator.core.walking import Reading, Said

_TYPOGRAPHY = tuple(zip("‘’“”–—′″×…\u00ad\u200b", ("'", "'", '"', '"', "-", "-", "'", '"', "x", "...", "", ""), strict=True))
_REMEMBERED = 300_000  # characters; longer texts are read anew each time
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink as a reader meets it: `start` and `end` are the offsets of its words in `Markup.text`.

    `about` is only told of `Markup.licence_links` and `areas`: what the link speaks of where the markup around it says that
    this is something else than the page (an address of RDFa `about`, a type, or `figure`).
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


class Markup:
    """What an HTML text shows and declares.

    `text` is what a reader sees: white space folded, one newline between blocks, nothing hidden. `links` and `images`
    carry offsets into it. `head_links` are (rel, href, type) of `<link>` elements; `metas` are (name, content) with the
    name in lower case; `data` the bodies of JSON-LD scripts, `scripts` (type, body) of other XML and JSON in scripts;
    `areas` the links of image maps; `properties` what RDFa and microdata say about rights; `language` the document's own `lang`.
    `blocks` say whose voice which words are, and `concealed` are the words that are not displayed, where that was asked for;
    `too_deep` says that elements were nested too deep to be told apart; `elements` tell which element shows which words, if asked.
    All but the words is made when it is first asked for.
    """

    def __init__(self, tree: LexborHTMLParser, reading: Reading, *, too_deep: bool) -> None:
        self.elements = reading.elements
        self._tree = tree
        self._reading = reading
        self._subjects = Subjects()
        self.text = "".join(reading.pieces)
        self.too_deep = too_deep
        self.concealed = "".join(reading.concealed.pieces) if reading.concealed is not None else ""

    @cached_property
    def title(self) -> str:
        """The words of `<title>`."""
        found = self._in_head("title") or self._tree.css("title")
        return _SPACE.sub(" ", found[0].text()).strip() if found else ""

    @cached_property
    def language(self) -> str:
        """The `lang` of the document."""
        page = self._tree.css_first("html")
        return _attribute(page, "lang") if page else ""

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The hyperlinks in the order in which they end."""
        return tuple(
            Link(
                (said["href"] or "").strip(),
                tuple((said.get("rel") or "").lower().split()),
                self.text[start:end],
                start,
                end,
            )
            for said, start, end in self._reading.links
        )

    @cached_property
    def licence_links(self) -> tuple[Link, ...]:
        """Those that say they lead to the licence (HTML `rel=license`), with what they speak `about`."""
        licensed = self._reading.licensed.items()
        return tuple(replace(self.links[number], about=self._subjects.of(node)) for number, node in licensed)

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """The images in the order of the page."""
        return tuple(
            Image(
                (said.get("src") or "").strip(),
                said.get("alt") or "",
                start,
                _tiny(said),
            )
            for said, start in self._reading.images
        )

    @cached_property
    def pictured(self) -> frozenset[int]:
        """Where images stand that a reader sees."""
        return frozenset(start for said, start in self._reading.images if not _tiny(said))

    @cached_property
    def head_links(self) -> tuple[tuple[tuple[str, ...], str, str], ...]:
        """The `<link>` elements of the head."""
        return tuple(
            (tuple(_attribute(n, "rel").lower().split()), _attribute(n, "href").strip(), _attribute(n, "type").lower())
            for n in self._in_head("link[rel][href]")
        )

    @cached_property
    def metas(self) -> tuple[tuple[str, str], ...]:
        """The `<meta>` elements of the head."""
        return tuple(
            ((_attribute(n, "name") or _attribute(n, "property")).lower(), _attribute(n, "content")) for n in self._in_head("meta[content]")
        )

    @property
    def data(self) -> tuple[str, ...]:
        """The JSON-LD."""
        return self._scripts[0]

    @property
    def scripts(self) -> tuple[tuple[str, str], ...]:
        """Other XML and JSON."""
        return self._scripts[1]

    @cached_property
    def areas(self) -> tuple[Link, ...]:
        """The links of image maps."""
        return tuple(_areas(self._tree, self._subjects))

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        """RDFa and microdata."""
        return properties(self._tree.root) if self._tree.root is not None else ()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The parts of the page."""
        return self._reading.outline.blocks(self.text) if self._reading.outline is not None else ()

    @cached_property
    def _scripts(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        return scripts_of(self._tree)

    def _in_head(self, selector: str) -> list[LexborNode]:
        head = self._tree.head
        return head.css(selector) if head is not None else []

    def declared(self, rel: str) -> tuple[str, ...]:
        """Addresses of `<link>` elements with this relation (RFC 8288 §3.3: compared without case)."""
        return tuple(href for rels, href, _ in self.head_links if rel in rels)

    def meta(self, name: str) -> str:
        """The content of the first `<meta>` with this name or property, or an empty string."""
        return next((content for key, content in self.metas if key == name), "")


def read(html: str, *, tricks: bool = False, blocks: bool = False, elements: bool = False) -> Markup:
    """Read an HTML text, whole page or fragment; broken markup is read as a browser would (WHATWG parsing).

    What is not displayed is left out. With `tricks` so is what nobody could see all the same (no opacity, no size, the colour
    of its ground, off the screen): a credit hidden like that is none, but a prohibition hidden like that is still one. With
    `blocks` the parts of the page are told apart (`Markup.blocks`), an empty line stands between them in the words, and what is
    not displayed is kept by itself (`Markup.concealed`). Elements nested more than 1,000 deep are read as their words alone.
    """
    tricks = tricks and may_trick(html)
    again = not elements and len(html) <= _REMEMBERED
    return _read_again(html, tricks, blocks) if again else _read(html, tricks, blocks, elements)


def _read(html: str, tricks: bool, blocks: bool, elements: bool = False) -> Markup:
    flat = shallow(html)
    tree = LexborHTMLParser(flat)
    reading = Reading(Outline() if blocks else None, Reading() if blocks else None, Elements() if elements and not blocks else None)
    if tree.root is not None:
        reading.walk(tree.root, tricks=tricks)
    return Markup(tree, reading, too_deep=flat is not html and len(flat) != len(html))


# One article is judged and drafted for every site, and each asks what its body shows.
_read_again = lru_cache(maxsize=24)(_read)


def forget() -> None:
    """Let go of the texts that were read last, trees and all: for whoever meets each text only once."""
    _read_again.cache_clear()


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


def _tiny(said: Said) -> bool:
    """Whether an image is a mark that counts readers, not one they see."""
    return said.get("width") in ("0", "1") and said.get("height") in ("0", "1")


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _areas(tree: LexborHTMLParser, subjects: Subjects) -> Iterator[Link]:
    for node in tree.css("area[href][rel]") if tree.tags("area") else ():
        rel = tuple(_attribute(node, "rel").lower().split())
        yield Link(_attribute(node, "href").strip(), rel, _attribute(node, "alt"), 0, 0, subjects.of(node))

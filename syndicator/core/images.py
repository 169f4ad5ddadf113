"""Images one by one: which may go with a copy, which stay with the original, and why; an image's rights are never assumed.

A grant for a text is none for its pictures: an image goes along only where a licence of its own stands at it, lets this
kind of site show it, asks for a credit that stands there too, and nobody else's name stands beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Quote
from syndicator.core.licences import Licence, by_url, named
from syndicator.core.markup import elements, one_line, read
from syndicator.core.provenance.agencies import agency, holder
from syndicator.core.terms import Terms
from syndicator.core.uses import Commercial

_STOCK = re.compile(
    r"(?i)\b(?:getty|istock|shutterstock|alamy|adobe ?stock|dreamstime|depositphotos|magnum photos|zuma(?: press)?|sipa|imago"
    r"|picture ?alliance|keystone|epa(?:-efe)?|afp|reuters|associated press|ap photo|ap images|nurphoto|anadolu|newscom|redux"
    r"|corbis|polaris|eyevine|laif)\b"
)
_CREDIT = re.compile(
    r"(?i)\b(?:photos?(?:graph\w*)?|pictures?|images?|illustrations?|graphics?|credits?|foto|fotos|bild|imagen|imagem|crédito|photographie)"
    r"\s{0,2}(?:by|credit|:|de|von|di|par|por)\s{0,2}:?\s{0,2}(?P<name>[^\n|;()]{2,80})|©\s{0,2}(?:\d{4}\s)?(?P<holder>[^\n|;()]{2,80})"
)
_NAME_ENDS = re.compile(r"\s*[/,]|\s+(?:CC|under|licen[cs]ed|via)\b|\.\s")


@dataclass(frozen=True, slots=True)
class ImageFinding:
    """What becomes of one image: `kept` or not, why, the caption it rests on, its credit, and the licence where it has one."""

    src: str
    alt: str
    kept: bool
    why: str
    caption: str = ""
    credit: str = ""
    licence: str = ""
    licence_url: str = ""

    def quote(self, where: str) -> Quote:
        """The words the decision rests on: the caption, else the address of the image."""
        return Quote(self.caption or self.alt or self.src, f"{where} (image {self.src})")


@lru_cache(maxsize=16)  # an article goes to many sites
def images_of(html: str, terms: Terms, *, commercial: bool) -> tuple[ImageFinding, ...]:
    """The decision on each image that an article shows, in order; counting pixels are none. `commercial`: such a site would show it."""
    shown = [image for image in read(html).images if not image.tiny]
    if not shown:
        return ()
    captions = _captions(html)
    return tuple(_decided(image.src, one_line(image.alt), captions.get(image.src, ""), terms, commercial=commercial) for image in shown)


def _captions(html: str) -> dict[str, str]:
    """The HTML of the caption of every image that stands in a figure; the innermost figure's where they are nested."""
    found: dict[str, str] = {}
    for figure in elements(html, "figure"):
        captions = elements(figure.inner, "figcaption")
        for image in read(figure.inner).images:
            found[image.src] = captions[-1].inner if captions else ""
    return found


def _decided(src: str, alt: str, html: str, terms: Terms, *, commercial: bool) -> ImageFinding:
    caption = read(html)
    words = one_line(caption.text)
    licences = list(_licences(html, words))
    credit = _credit(words)

    def stays(why: str) -> ImageFinding:
        return ImageFinding(src, alt, False, why, words, credit, licences[0].id if licences else "")

    if not is_hyperlink(src):
        return stays("it has no web address of its own")
    if other := _others(words) or _others(alt):
        return stays(f"it is {other}'s")
    if not licences:
        why = "the terms leave images out" if terms.limit("images") is not None else "nothing says that it may be shown elsewhere"
        return stays(f"{why}, and it has no licence of its own")
    if len({licence.id for licence in licences}) > 1:
        return stays("its caption names more than one licence")
    licence = licences[0]
    if not licence.republish or not licence.url:
        return stays(f"its licence ({licence.name}) cannot be followed")
    if commercial and licence.commercial is not Commercial.ALLOWED:
        return stays(f"its licence ({licence.name}) leaves out commercial use")
    if "byline" in licence.duties and not credit:
        return stays(f"its licence ({licence.name}) asks for a credit, and its caption names nobody")
    return ImageFinding(src, alt, True, f"it has a licence of its own, {licence.name}", words, credit, licence.id, licence.url)


def _licences(html: str, words: str) -> Iterator[Licence]:
    """The licences a caption names, by its links first."""
    linked = [known for link in read(html).links if (known := by_url(link.href)) is not None]
    yield from linked or (licence for licence, _, _ in named(words))


def _others(words: str) -> str:
    """The agency or picture library whose name stands beside an image, "" where none does."""
    found = _STOCK.search(words)
    if found:
        return found[0]
    named_there = (agency(match["name"] or match["holder"] or "") for match in _CREDIT.finditer(words))
    return holder(words) or next((name for name in named_there if name), "")


def _credit(words: str) -> str:
    found = _CREDIT.search(words)
    return _NAME_ENDS.split(one_line(found["name"] or found["holder"]))[0].strip(" .,") if found else ""

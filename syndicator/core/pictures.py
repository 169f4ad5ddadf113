"""Pictures that travel with a text: each in its figure, with its caption and a link to its licence, and the duties that makes.

Works on the HTML of a cleaner, in which attributes are quoted and hold no `<` or `>`.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from syndicator.core.licences import by_url
from syndicator.core.markup import folded, read
from syndicator.core.proof import By, Obligation

CREDIT, LICENCE = "image_credit", "image_licence"
_FIGURE = re.compile(r"<figure(?: [^<>]*)?>(?:(?!</?figure[ >])[\s\S]){0,20000}</figure>\s*")
_IMAGE = re.compile(r"<img(?: [^<>]*)?>")
_SRC = re.compile(r'(?<= src=")[^"]*(?=")')
_CAPTION = re.compile(r"(<figcaption(?: [^<>]*)?>)([\s\S]*?)(</figcaption>)")
_REL = re.compile(r'(?<=<a)((?: [^<>]*?)?) rel="[^"]*"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes along: its address with the original, what it shows, whom it is credited to, and its licence.

    `place` and `number` are its address and id at the site of the copy, once it is there.
    """

    src: str
    alt: str
    credit: str
    licence_url: str
    place: str = ""
    number: str = ""


def with_pictures(html: str, wanted: Iterable[Picture]) -> tuple[str, tuple[Picture, ...]]:
    """A cleaned text with those of its pictures that stand in a figure whose caption leads to their licence, and these.

    A caption that only names the licence becomes the link to it (CC 4.0 §3(a)(1)(C): the URI or hyperlink); where that cannot be
    done, because it has other links, and where no figure stands around a picture, the picture stays away.
    """
    by_src = {picture.src: picture for picture in wanted}
    taken: dict[str, Picture] = {}

    def kept(figure: re.Match[str]) -> str:
        here = [by_src[src] for src in _sources(figure[0]) if src in by_src]
        linked = _linked(figure[0], here[0]) if here else ""
        if not linked:
            return ""
        taken.update((picture.src, picture) for picture in here)
        return _only(linked, {picture.src: picture.src for picture in here})

    text = _FIGURE.sub(lambda found: kept(found) if _IMAGE.search(found[0]) else found[0], html)
    return _only(text, {src: src for src in taken}), tuple(taken.values())


def hosted(html: str, places: Mapping[str, str]) -> str:
    """The text with its pictures where they are at the site of the copy; `places` maps their addresses, others stay as they are."""

    def there(src: re.Match[str]) -> str:
        place = places.get(unescape(src[0]))
        return escape(place) if place else src[0]

    return _IMAGE.sub(lambda image: _SRC.sub(there, image[0]), html)


def captioned(html: str, src: str) -> str:
    """The caption, as HTML, of the picture at this address in a text; "" where none shows it in a figure with one."""
    figure = next((found[0] for found in _FIGURE.finditer(html) if src in _sources(found[0])), "")
    captions = _CAPTION.findall(figure)
    return str(captions[-1][1]).strip() if captions else ""


def picture_duties(pictures: Iterable[Picture], html: str) -> tuple[Obligation, ...]:
    """What a copy owes for its pictures: the name in their caption, and a link to their licence as the caption has it."""
    here = tuple(pictures)
    links = [link.href for link in read(html).links] if here else []
    found: list[Obligation] = []
    for picture in here:
        licence = by_url(picture.licence_url)
        href = next((href for href in links if (known := by_url(href)) is not None and licence is not None and known.id == licence.id), "")
        found += [Obligation(CREDIT, By.WORDS, picture.credit)] if picture.credit else []
        found.append(Obligation(LICENCE, By.LINK, href or picture.licence_url))
    return tuple(dict.fromkeys(found))


def _linked(figure: str, picture: Picture) -> str:
    """The figure with a caption that links to the licence, without relations that would speak of the whole page; "" where it cannot."""
    captions = _CAPTION.findall(figure)
    licence = by_url(picture.licence_url)
    if not captions or licence is None:
        return ""
    inner = captions[-1][1]
    links = read(inner).links
    if any((known := by_url(link.href)) is not None and known.id == licence.id and folded(link.text) for link in links):
        return _REL.sub(r"\1", figure)
    if links or "<a" in inner or not folded(read(inner).text):
        return ""
    opening, closing = captions[-1][0], captions[-1][2]
    before, _, after = figure.rpartition(f"{opening}{inner}{closing}")
    return f'{before}{opening}<a href="{escape(picture.licence_url)}">{inner}</a>{closing}{after}'


def _sources(html: str) -> list[str]:
    return [unescape(src[0]) for image in _IMAGE.findall(html) for src in _SRC.finditer(image)]


def _only(html: str, wanted: Collection[str]) -> str:
    """Without the images that are not wanted."""
    return _IMAGE.sub(lambda image: image[0] if set(_sources(image[0])) & set(wanted) else "", html)

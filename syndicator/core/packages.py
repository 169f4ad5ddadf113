"""What a publisher hands out for reposting on the page itself: its text to copy, its policy, its counting image.

Known by the markup of the tools that make it: the WordPress plugin Republication Tracker Tool, pop-ups with a text area as
SciDev.Net has them, share pages as The Conversation has them, and any container named for republishing that holds a text area.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicator.core.blocks import Element
from syndicator.core.markup import Markup, elements, one_line, read

_PLUGIN = "republication-tracker-tool"
_BUTTON = ".republication-tracker-tool-button"
_MODAL = "#republication-tracker-tool-modal-content, #republication-tracker-tool-modal"
_ASSETS = f'link[href*="/plugins/{_PLUGIN}/"], script[src*="/plugins/{_PLUGIN}/"]'
# (kind, container, text area inside it), the surest first
_SHAPES = (
    ("republication-tracker-tool", _MODAL, "textarea"),
    ("republish-popup", ".republish-popup", "textarea"),
    ("share-page", '.content-share, .republish-instructions, [class*="republish"]', 'textarea[name="non-attributed-body"]'),
    ("republish-box", '[class*="republish"], [id*="republish"]', "textarea"),
)
_AREA = re.compile("<textarea", re.IGNORECASE)
_COUNTERS = ("republication-pixel", "counter", "count.gif", "pixel", "/track")
_LEAST = 20  # code points of a text to copy


@dataclass(frozen=True, slots=True)
class Package:
    """What the publisher offers: `kind` names the tool, `offer` the words of the button or heading.

    `html` is the text to copy as the publisher wrote it ("" where the page loads it later), `pixel` the address of the
    counting image in it, `policy` the HTML of the terms in the dialogue, `credit` the last line of the text, which links
    back, `badge` the address of a licence the tool itself shows, which need not be the publisher's word.
    """

    kind: str
    offer: str
    html: str
    policy: str
    pixel: str
    credit: str
    badge: str


def package(html: str, url: str) -> Package | None:
    """The package of a page (its HTML and address), None where it offers none; a text area with an embed code is none."""
    if _PLUGIN not in html and _AREA.search(html) is None:
        return None
    button = next((one_line(e.words) for e in elements(html, _BUTTON)), "")
    for kind, container, area in _SHAPES:
        for found in elements(html, container):
            text = _copied(found, area)
            if text or kind == _PLUGIN:
                return _packed(kind, found, text, button, url)
    return _packed(_PLUGIN, Element("", {}, "", ""), "", button, url) if button else None


def withheld(html: str) -> str:
    """The address of a file of the plugin that the page loads without offering this article; "" where nothing shows that.

    The plugin leaves its button out where an editor took the article out of what may be reposted.
    """
    if _PLUGIN not in html or elements(html, f"{_BUTTON}, {_MODAL}, #cc-btn"):
        return ""
    return next((a for e in elements(html, _ASSETS) if (a := e.attributes.get("href") or e.attributes.get("src") or "")), "")


def _copied(container: Element, area: str) -> str:
    texts = (e.words.strip() for e in elements(container.inner, area))
    return next((text for text in texts if len(text) >= _LEAST and not text.startswith(("<iframe", "<script"))), "")


def _packed(kind: str, container: Element, text: str, button: str, url: str) -> Package:
    own = read(text)
    policies = [e.inner for e in elements(container.inner, ".cc-policy")]
    badges = (e.attributes["href"] for e in elements(container.inner, 'a[rel~="license"]') if kind == _PLUGIN and "href" in e.attributes)
    headings = (one_line(e.words) for e in elements(container.inner, "h1, h2, h3, h4, button"))
    return Package(
        kind=kind,
        offer=button or next(filter(None, headings), "") or url,
        html=text,
        policy=policies[0] if policies else "" if kind == _PLUGIN and not container.inner else container.inner,
        pixel=next(_counting(own), ""),
        credit=_credit(own),
        badge=next(badges, ""),
    )


def _counting(text: Markup) -> Iterator[str]:
    """Counting images: one pixel in size, or with the address of a known counter."""
    for image in text.images:
        if image.tiny or any(sign in image.src for sign in _COUNTERS):
            yield image.src


def _credit(text: Markup) -> str:
    """The last line of the text to copy that holds a link, which is how all these tools end it."""
    if not text.links:
        return ""
    last = text.links[-1]
    start, end = text.text.rfind("\n", 0, last.start) + 1, text.text.find("\n", last.end)
    return text.text[start : end if end >= 0 else len(text.text)].strip()

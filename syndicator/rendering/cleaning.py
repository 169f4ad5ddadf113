"""Making hostile HTML safe to publish, and the same words as Markdown or plain text."""

import re
from collections.abc import Collection
from urllib.parse import urljoin

import nh3

from syndicator.core.displayed import displayed
from syndicator.core.flavours import Flavour
from syndicator.core.markup import read
from syndicator.rendering.bbcode import bbcode

# Explicit, because the library's defaults grow: no style, form, id, class, svg or math (mXSS and clobbering live there).
_TAGS = {
    *("a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i".split()),
    *("ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead time tr u ul var".split()),
}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang", "rel"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "time": {"datetime"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_REMOVED_WITH_WORDS = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "textarea", "select"}
_TRAILING = re.compile(r"[ \t]+\n")
_NO_IMAGE = re.compile(r"<img(?:(?! src=)[^<>])*>")
_ONLY_A_CAPTION = re.compile(
    r"<figure[^<>]{0,200}>\s*(?:<figcaption[^<>]{0,200}>(?:(?!</?fig)[\s\S]){0,2000}</figcaption>\s*)?</figure>\s*"
)


class HtmlCleaner:
    """Cleans with nh3 and an explicit allow-list; addresses are made absolute, other schemes than http(s) and mailto go."""

    def clean(self, html: str, base: str, pictures: Collection[str] = ()) -> str:
        """HTML of which nothing is executed and nothing leaves the page's own words.

        Images and their captions are left out but for the `pictures`, by their addresses, and so is what is not displayed. `base`
        resolves relative addresses; a link without a target of its own (`#`, empty) loses its address rather than come to point
        at the original.
        """

        def kept(element: str, attribute: str, value: str) -> str | None:
            if element == "img" and attribute == "src":
                return value.strip() if value.strip() in pictures else None
            if attribute not in ("href", "cite"):
                return value
            dead = not value.strip() or value.strip().startswith("#")
            return None if dead else _joined(base, value.strip())

        cleaned = nh3.clean(
            displayed(html),
            tags=_TAGS | {"img"} if pictures else _TAGS,
            attributes=_ATTRIBUTES | {"img": {"src", "alt"}} if pictures else _ATTRIBUTES,
            clean_content_tags=_REMOVED_WITH_WORDS,
            url_schemes={"http", "https", "mailto"},
            attribute_filter=kept,
            link_rel=None,
            strip_comments=True,
        )
        return _ONLY_A_CAPTION.sub("", _NO_IMAGE.sub("", cleaned) if pictures else cleaned)

    def convert(self, html: str, flavour: Flavour) -> str:
        """The same in another flavour; text that only looks like its markup stays text."""
        if flavour is Flavour.HTML:
            return html
        if flavour is Flavour.TEXT:
            return read(html).text
        if flavour is Flavour.BBCODE:
            return bbcode(html)
        from markdownify import markdownify  # heavy, with two parsers of its own: loaded with the first Markdown

        return _TRAILING.sub("\n", markdownify(html, heading_style="ATX", escape_misc=True)).strip()


def _joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value)
    except ValueError:  # urllib refuses a malformed IPv6 host; such an address leads nowhere
        return ""

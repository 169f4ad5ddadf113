"""A specimen of a post, to see what a site's sanitiser does to it before anything real is sent."""

from collections.abc import Sequence
from html import escape

from syndicator.core.markup import folded, read

TITLE = "A specimen, removed at once"
ORIGINAL, LICENCE = "https://example.org/specimen?a=1&b=2", "https://creativecommons.org/licenses/by/4.0/"
HTML = (
    '<p>A specimen of an article; nobody is meant to read it.</p><footer class="syndicator-attribution" lang="en"><p>“<a href="'
    f'{escape(ORIGINAL)}">A specimen</a>” by <span class="p-author">Ada &amp; Bo</span>. Licensed under '
    f'<a rel="license" href="{LICENCE}">CC BY 4.0</a>.</p></footer>'
)
MARKDOWN = (
    "A specimen of an article; nobody is meant to read it.\n\n"
    f"“[A specimen]({ORIGINAL})” by Ada & Bo. Licensed under [CC BY 4.0]({LICENCE})."
)

TEXT = f"A specimen of an article; nobody is meant to read it.\n\n“A specimen” by Ada & Bo: {ORIGINAL}\nLicensed under CC BY 4.0: {LICENCE}"


def lost(kept: str) -> Sequence[str]:
    """What a reader of the site does not meet of the specimen any more; `kept` is the HTML of its page."""
    page = read(kept)
    links = [link.href for link in page.links]
    missing = [f"the link to {address}" for address in (ORIGINAL, LICENCE) if address not in links]
    return missing + ([] if "ada & bo" in folded(page.text).casefold() else ["the author's name"])


def told(kept: str) -> list[tuple[bool, str]]:
    """The same in lines for people: what is lost, and whether the licence's link keeps its relation."""
    missing = lost(kept)
    if missing:
        return [(False, f"the site's sanitiser takes away {', '.join(missing)}")]
    rel = any(link.href == LICENCE and "license" in link.rel for link in read(kept).links)
    return [(True, f"the site's sanitiser keeps the attribution block{'' if rel else '; rel=license is lost on the way'}")]

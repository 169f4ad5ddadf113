"""The body of a draft: the article's own text, whole or in part, in each flavour, with the pictures that may go along."""

import re
from collections.abc import Mapping
from html import escape

from syndicator.core.article import Article
from syndicator.core.flavours import Flavour
from syndicator.core.images import images_of
from syndicator.core.markup import folded, read
from syndicator.core.pictures import Picture, with_pictures
from syndicator.core.rules.case import Case
from syndicator.core.rules.uses import commercial_use
from syndicator.core.verdict import Form
from syndicator.ports import Cleaner

_HEADING = re.compile(r"<h1[^>]{0,200}>[^\0]{0,1000}?</h1>")


def along_with(case: Case) -> tuple[Picture, ...]:
    """The images of an article that may be shown on the site of a case, and could be had so far."""
    found = images_of(case.article.html, case.terms, commercial=commercial_use(case.site))
    return tuple(Picture(i.src, i.alt, i.credit, i.licence_url) for i in found if i.kept and i.src not in case.around.unhad)


def bodies_of(
    cleaner: Cleaner, article: Article, form: Form, flavours: tuple[Flavour, ...], words: int, along: tuple[Picture, ...]
) -> tuple[Mapping[Flavour, str], tuple[Picture, ...]]:
    """The article's own text in each flavour, and the pictures in it: those of `along` that can be shown with their licence."""
    if form is Form.LINK:
        return dict.fromkeys(flavours, ""), ()
    taken: tuple[Picture, ...] = ()
    if form is Form.EXCERPT:
        kept = f"<p>{escape(first_words(read(article.html).text, words))}</p>"
    else:
        # The pixel travels in the attribution block, once; an image goes along with a licence of its own alone.
        clean = cleaner.clean(article.html, article.url, [p.src for p in along]) if along else cleaner.clean(article.html, article.url)
        clean, taken = with_pictures(clean, along) if along else (clean, ())
        kept = _without_headline(clean, article.title)
    return {flavour: cleaner.convert(kept, flavour) for flavour in flavours}, taken


def _without_headline(html: str, title: str) -> str:
    """The text without a first heading that only says the title again: sites show the title themselves."""
    for found in _HEADING.finditer(html[:5000]):
        if folded(read(found[0]).text) == folded(title):
            return html[: found.start()] + html[found.end() :]
    return html


def first_words(text: str, count: int) -> str:
    """The beginning of a text."""
    words = text.split(maxsplit=count)
    return " ".join(words[:count]) + (" …" if len(words) > count else "")

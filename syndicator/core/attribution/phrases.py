"""What was changed in a copy, and the words that say so; a catalogue of translations has them by their English."""

from collections.abc import Collection
from enum import StrEnum

from syndicator.core.article import Article
from syndicator.core.markup import read
from syndicator.core.verdict import Form


class Change(StrEnum):
    """What a copy has not kept of its original."""

    IMAGES = "images"
    REST = "rest"  # only the beginning is shown


PHRASES = {
    Change.IMAGES: "Images were left out; they are with the original.",
    Change.REST: "This is an excerpt; read the whole article with the original.",
}
# The same where every character counts.
BRIEF = {Change.IMAGES: "Images left out.", Change.REST: "Excerpt."}


def changes(article: Article, form: Form, along: Collection[str] = ()) -> tuple[Change, ...]:
    """What a copy in this form leaves out: nothing else is ever changed, and what is not changed is not told (CC 4.0 §3(a)(1)(B)).

    `along` are the addresses of the images that go with it.
    """
    if form is Form.EXCERPT:
        return (Change.REST,)
    shown = [image for image in read(article.html).images if not image.tiny and image.src not in along]
    return (Change.IMAGES,) if form is Form.FULL and shown else ()

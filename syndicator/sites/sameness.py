"""Whether two texts are the same to a reader, whatever a site did to their spelling."""

from syndicator.core.article import same_address
from syndicator.core.markup import folded, read
from syndicator.core.post import Post


def as_shown(html: str) -> tuple[object, ...]:
    """What a reader meets in an HTML text: words, links, images."""
    page = read(html)
    links = [(link.href, link.rel, link.text) for link in page.links]
    return " ".join(page.text.split()), links, [image.src for image in page.images]


def shows(html: str, post: Post) -> bool:
    """Whether a page shows the copy: its link to the original, or where it has none, its title."""
    page = read(html)
    if post.original_url:
        return any(same_address(link.href) == same_address(post.original_url) for link in page.links)
    return folded(post.title) in folded(page.text)

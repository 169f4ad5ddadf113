"""Whether two texts are the same to a reader, whatever a site did to their spelling."""

from syndicator.core.article import same_address
from syndicator.core.markup import folded, read
from syndicator.core.post import Post
from syndicator.errors import Gone
from syndicator.ports import Page


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


def still_there(page: Page, asked: str, post: Post) -> Page:
    """The page of a copy; raises Gone where its address leads to another page that does not show the copy."""
    if same_address(page.url) != same_address(asked) and not shows(page.html, post):
        raise Gone(f"{asked} now leads to {page.url}")
    return page

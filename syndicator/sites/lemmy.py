"""Lemmy (API v3): a post in one community, with the original as its link and the text in Markdown.

Lemmy has no idempotent create and no key of ours. A copy is known by its author, community and link: it is looked for among
the user's own posts before anything is created, and again afterwards; of two, the later one is deleted. What a moderator
removed counts as arrived, so that it does not come again.
"""

import re
from collections.abc import Mapping, Sequence

from syndicator.core.article import same_address
from syndicator.core.flavours import Flavour, as_html
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.ports import Page, SiteTools
from syndicator.sites.bare import bare_page
from syndicator.sites.connecting import connected
from syndicator.sites.lemmy_api import Entry, LemmyApi, Login
from syndicator.sites.markdown_text import without_html
from syndicator.sites.options import Options

_MENTION = re.compile(r"@(?=[\w.]+@[\w.-])")
_SPOILER = re.compile(r"(?m)^(\s*):(?=::)")


class Lemmy:
    """Posts into `community`, as the user whose credential it is."""

    flavours = (Flavour.HTML, Flavour.MARKDOWN)
    carries = Carries(title_characters=200, pixels=False, canonical=False, noindex=False)

    def __init__(self, site: Site, api: LemmyApi, tools: SiteTools) -> None:
        self._site = site
        self._api = api
        self._tools = tools

    def publish(self, post: Post) -> Receipt:
        """Make the one post; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        standing = self._standing(post)
        if standing:
            return self._receipt(post, standing[0])
        made = self._api.create(self._payload(post))
        first = next(iter(self._standing(post)), made)
        if first.id < made.id:
            self._api.delete(made.id)
            return self._receipt(post, first)
        return self._receipt(post, made)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the post that stands, or that a moderator removed."""
        standing = self._standing(post)
        return self._receipt(post, standing[0]) if standing else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace title and text; raises Gone for a post that was deleted or removed."""
        self._there(receipt)
        return self._receipt(post, self._api.change(_identity(receipt), self._payload(post)))

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # Lemmy takes no reason from an author
        """Delete the post and see that readers do not get it; raises RetryLater while they still do."""
        try:
            self._there(receipt)
        except Gone:
            return
        self._api.delete(_identity(receipt))
        try:
            self.read_back(post, receipt)
        except Gone:
            return
        raise RetryLater(f"{receipt.url} is deleted and still shown to readers")

    def read_back(self, post: Post, receipt: Receipt) -> Page:  # noqa: ARG002  # the port hands the post to every kind
        """The post as anybody's reader shows it, link and text; raises Gone for one that was deleted or removed."""
        entry = self._there(receipt, anonymous=True)
        link = as_html(f"<{entry.url}>\n\n", Flavour.MARKDOWN) if entry.url else ""
        return Page(url=receipt.url, html=bare_page(entry.name, link + as_html(entry.body, Flavour.MARKDOWN)))

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, user and community are right; nothing is posted, since Lemmy has no drafts."""
        lines: list[tuple[bool, str]] = []
        try:
            lines.append((True, f"{self._api.http.base} answers as Lemmy {self._api.version()}"))
            lines.append((True, f"the user is number {self._api.me()}"))
            lines.append((True, f"the community “{self._api.name}” is number {self._api.community()}"))
        except SyndicatorError as error:
            lines.append((False, str(error)))
        return lines

    def _standing(self, post: Post) -> list[Entry]:
        """Our posts of this article in this community, the oldest first."""
        link, community = same_address(post.original_url), self._api.community()
        found = {
            entry.id: entry
            for entry in self._api.mine(post.original_url)
            if entry.community == community and not entry.deleted
            and (same_address(entry.url) == link if link else entry.name == post.title)
        }  # fmt: skip
        return [found[identity] for identity in sorted(found)]

    def _there(self, receipt: Receipt, *, anonymous: bool = False) -> Entry:
        entry = self._api.entry(_identity(receipt), anonymous=anonymous)
        if entry.deleted or entry.removed:
            raise Gone(f"{receipt.url} was {'removed by a moderator' if entry.removed else 'deleted'}")
        return entry

    def _payload(self, post: Post) -> dict[str, object]:
        payload: dict[str, object] = {"name": " ".join(post.title.split()), "body": _safe(post.markdown)}
        return payload | ({"url": post.original_url} if post.original_url else {})

    def _receipt(self, post: Post, entry: Entry) -> Receipt:
        same = entry.body == _safe(post.markdown) and entry.name == " ".join(post.title.split())
        return Receipt(str(entry.id), f"{self._api.http.base}post/{entry.id}", post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Lemmy:
    """Open a Lemmy; its credential is the password of `user`, `community` the name of where it posts."""
    taken = Options(site, options)
    user, community = taken.text("user"), taken.text("community")
    if not site.url:
        taken.wrong("an address is required")
    if not secret:
        taken.wrong("a credential is required: the password of that user")
    taken.done()
    login = Login("", secret)
    return Lemmy(site, LemmyApi(connected(site, tools, login), user, login, community.lstrip("!")), tools)


def _identity(receipt: Receipt) -> int:
    if not receipt.remote_id.isdecimal() or not receipt.remote_id.isascii():
        raise Rejected(f"{receipt.remote_id!r} is no id of a Lemmy post")
    return int(receipt.remote_id)


def _safe(markdown: str) -> str:
    """Markdown that mentions nobody and hides nothing: names with a host notify, `:::` begins a spoiler."""
    return without_html(markdown, lambda text: _SPOILER.sub(r"\1\\:", _MENTION.sub("&#64;", text)), str)

"""Mastodon and the servers that speak its API: an excerpt or a headline with its link, in plain text that carries every duty.

A server remembers an `Idempotency-Key` for an hour, and some of its relatives not at all. So the account's own statuses
are looked through for the link to the original before anything is posted; those that another program posted are not ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from syndicator.core.article import same_address
from syndicator.core.counting import Counting
from syndicator.core.markup import read
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.trials import Measured
from syndicator.core.verdict import Form
from syndicator.errors import Gone, RetryLater
from syndicator.ports import UNREAD, Page, SiteTools
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Bearer
from syndicator.sites.mastodon_api import MastodonApi, Status
from syndicator.sites.mastodon_check import check
from syndicator.sites.notes import as_meant, inert, note_page, says_the_same, unaddressed, whole_text
from syndicator.sites.options import Options

CARRIES = Carries(
    forms=(Form.EXCERPT, Form.LINK), max_characters=500, counting=Counting.ADDRESSES_23, canonical=False, noindex=False, pixels=False
)
_ARTICLES = 5_000  # characters from which on a server is a place for whole articles


class Mastodon:
    """Posts as `visibility` ("public" or "unlisted"), at most `characters` long as the server counts them."""

    carries = CARRIES

    def __init__(self, api: MastodonApi, tools: SiteTools, *, visibility: str, characters: int) -> None:
        self._api = api
        self._tools = tools
        self._visibility = visibility
        forms = (Form.FULL, *CARRIES.forms) if characters >= _ARTICLES else CARRIES.forms
        self.carries = replace(CARRIES, forms=forms, max_characters=characters)

    def publish(self, post: Post) -> Receipt:
        """Make the one copy; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        fields = self._fields(post)
        made = self._copy(post) or self._api.create(fields | {"visibility": self._visibility}, post.key)
        return self._as_it_should_be(post, made)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the copy among the account's statuses; an update is due where it says something else."""
        found = self._copy(post)
        return self._receipt(post, found) if found is not None else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Edit the copy; raises Gone for one that was deleted."""
        return self._receipt(post, self._api.change(receipt.remote_id, receipt.url, self._fields(post)), sent=True)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        """Delete the copy and see that readers do not get it; raises RetryLater while they still do."""
        self._api.remove(receipt.remote_id)
        try:
            page = self.read_back(post, receipt)
        except Gone:
            return
        if _links(page.html, post):
            raise RetryLater(f"{receipt.url} is deleted ({why}) and still shown to readers; a cache of the server may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The copy as the server gives it to anybody; by its page where it gives statuses to nobody without a token. Raises Gone."""
        status = self._api.status(receipt.remote_id, anonymous=True)
        if status is not None:
            return Page(url=receipt.url, html=note_page(as_meant(status.content), post.language))
        self._api.status(receipt.remote_id, anonymous=False)  # raises Gone, which a page of the server's design may not tell
        page = self._tools.pages.page(receipt.url)
        return replace(page, html=as_meant(page.html))

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, token and limits are right; a specimen that only the account itself sees is posted, read and deleted."""
        return self.measure()[0]

    def measure(self) -> tuple[Sequence[tuple[bool, str]], Measured]:
        """The same, with what was measured."""
        return check(self._api, self.carries.max_characters or 0, self._tools.now()).found

    def _copy(self, post: Post) -> Status | None:
        """The oldest of the account's statuses that is a copy of the article."""
        found = [status for status in self._api.own() if _links(status.content, post)]
        ours = [status for status in found if not status.app or status.app == (self._api.app() or status.app)]
        return ours[-1] if ours else None

    def _as_it_should_be(self, post: Post, status: Status) -> Receipt:
        """The receipt of a status that a key or an earlier try made, after its words are those of today."""
        receipt = self._receipt(post, status)
        return receipt if receipt.revision else self.update(post, receipt)

    def _fields(self, post: Post) -> dict[str, object]:
        primary = post.language.partition("-")[0].lower()
        language = {"language": primary} if len(primary) in (2, 3) else {}
        return {"status": self._text(post), **language}

    def _text(self, post: Post) -> str:
        return unaddressed(inert(whole_text(post, self.carries)))

    def _receipt(self, post: Post, status: Status, *, sent: bool = False) -> Receipt:
        same = sent or says_the_same(status.content, self._text(post))
        return Receipt(status.id, status.url, post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Mastodon:
    """Open an account; its credential is an access token. `visibility` and `characters` need not be given."""
    taken = Options(site, options)
    visibility = taken.choice("visibility", ("public", "unlisted"))
    characters = taken.count("characters", CARRIES.max_characters or 0)
    if not site.url:
        taken.wrong("an address is required: that of the server")
    if not secret:
        taken.wrong("a credential is required: an access token with the scopes read and write:statuses")
    taken.done()
    return Mastodon(MastodonApi(connected(site, tools, Bearer(secret or UNREAD))), tools, visibility=visibility, characters=characters)


def _links(html: str, post: Post) -> bool:
    """Whether a status shows the copy: by its link to the original, or where the article has no address, by its title."""
    page = read(html)
    if post.original_url:
        return any(same_address(link.href) == same_address(post.original_url) for link in page.links)
    return post.title in page.text

"""Mastodon and the servers that speak its API: an excerpt or a headline with its link, in plain text that carries every duty.

Where the operator wants it, a whole article is a thread (`mastodon_threads`), with the credit in its first status.

A server remembers an `Idempotency-Key` for an hour, and some of its relatives not at all. So the account's own statuses
are looked through for the link to the original before anything is posted; those that another program posted are not ours.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from syndicator.core.article import same_address
from syndicator.core.counting import Counting
from syndicator.core.markup import read
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.threads import spread
from syndicator.core.trials import Measured
from syndicator.core.verdict import Form
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.ports import UNREAD, Page, SiteTools
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Bearer
from syndicator.sites.mastodon_api import MastodonApi, Status
from syndicator.sites.mastodon_check import check
from syndicator.sites.mastodon_threads import UNFINISHED, Threads, as_read, as_receipt, first_of, identities
from syndicator.sites.notes import as_meant, inert, note_page, says_the_same, unaddressed, whole_text
from syndicator.sites.options import Options

CARRIES = Carries(
    forms=(Form.EXCERPT, Form.LINK), max_characters=500, counting=Counting.ADDRESSES_23, canonical=False, noindex=False, pixels=False
)
_ARTICLES = 5_000  # characters from which on a server is a place for whole articles
_LONGEST_THREAD = 50
_PAGES, _PAGES_OF_THREADS = 5, 15  # how far back a copy is looked for; threads fill the list with their parts


class Mastodon:
    """Posts as `visibility` ("public" or "unlisted"), at most `characters` long as the server counts them, whole articles in `parts`."""

    carries = CARRIES

    def __init__(self, api: MastodonApi, tools: SiteTools, *, visibility: str, characters: int, parts: int = 1) -> None:
        self._api = api
        self._tools = tools
        self._threads = Threads(api)
        self._visibility = visibility
        forms = (Form.FULL, *CARRIES.forms) if characters >= _ARTICLES or parts > 1 else CARRIES.forms
        self.carries = replace(CARRIES, forms=forms, max_characters=characters, parts=parts)

    def publish(self, post: Post) -> Receipt:
        """Make the one copy; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        texts = self._texts(post)
        first = self._copy(post) or self._api.create(self._fields(post, texts[0]) | {"visibility": self._visibility}, post.key)
        return self._as_it_should_be(post, first, texts)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the copy among the account's statuses; an update is due where it says something else, or not all yet."""
        first = self._copy(post)
        if first is None:
            return None
        texts = self._texts(post)
        if self.carries.parts == 1:
            return self._receipt(post, [first], same=says_the_same(first.content, texts[0]))
        parts = self._threads.complete(first, texts)
        if parts:
            return self._receipt(post, parts, same=True)
        return Receipt(as_receipt([first, *self._threads.below(first)]), first.url, UNFINISHED)

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Edit the copy, every part of it; raises Gone for one that was deleted."""
        names, texts = identities(receipt.remote_id), self._texts(post)
        if self.carries.parts == 1 and len(names) == 1:
            changed = self._api.change(names[0], receipt.url, self._fields(post, texts[0]))
            return self._receipt(post, [changed], same=True)
        first = self._api.status(names[0], anonymous=False)
        if first is None:
            raise Gone(f"{receipt.url} is not there")
        return self._as_it_should_be(post, replace(first, id=names[0]), texts)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        """Delete the copy, every part of it, and see that readers do not get it; raises RetryLater while they still do."""
        names = identities(receipt.remote_id)
        if self.carries.parts == 1 and len(names) == 1:
            self._api.remove(names[0])
        else:
            self._threads.taken_down(names)
        try:
            page = self.read_back(post, receipt)
        except Gone:
            return
        if _links(page.html, post):
            raise RetryLater(f"{receipt.url} is deleted ({why}) and still shown to readers; a cache of the server may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The copy as the server gives it to anybody, part after part; by its page where statuses need a token. Raises Gone."""
        first, *others = identities(receipt.remote_id)
        status = self._api.status(first, anonymous=True)
        if status is not None:
            whole = as_read([status.content, *map(self._shown, others)])
            return Page(url=receipt.url, html=note_page(as_meant(whole), post.language))
        self._api.status(first, anonymous=False)  # raises Gone, which a page of the server's design may not tell
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
        pages = _PAGES if self.carries.parts == 1 else _PAGES_OF_THREADS
        standing = {status.id: status for status in self._api.own(pages)}
        found = [first_of(status, standing) for status in standing.values() if _links(status.content, post)]
        ours = [status for status in found if not status.app or status.app == (self._api.app() or status.app)]
        return ours[-1] if ours else None

    def _as_it_should_be(self, post: Post, first: Status, texts: tuple[str, ...]) -> Receipt:
        """The receipt of a copy that a key or an earlier try made, after its words are those of today, in every part."""
        if not says_the_same(first.content, texts[0]):
            first = replace(self._api.change(first.id, first.url, self._fields(post, texts[0])), id=first.id)
        parts = self._threads.laid(post, first, texts, self._fields(post, "")) if self.carries.parts > 1 else [first]
        return self._receipt(post, parts, same=True)

    def _fields(self, post: Post, text: str) -> dict[str, object]:
        primary = post.language.partition("-")[0].lower()
        language = {"language": primary} if len(primary) in (2, 3) else {}
        return {"status": text, **language}

    def _texts(self, post: Post) -> tuple[str, ...]:
        """What is sent, in one part or as many as there may be; raises Rejected for what needs more."""
        text = unaddressed(inert(whole_text(post, self.carries)))
        most, parts = self.carries.max_characters or 0, self.carries.parts
        texts = spread(text, most, self.carries.counting) if parts > 1 else (text,)
        if not texts or len(texts) > parts:
            raise Rejected(f"the post does not fit into {parts} statuses of {most} characters", "raise the option “thread” of the site")
        return texts

    def _shown(self, identity: str) -> str:
        """What anybody is shown of a part; nothing of one that was deleted, which the proof is to find."""
        with suppress(Gone):
            status = self._api.status(identity, anonymous=True)
            return status.content if status is not None else ""
        return ""

    def _receipt(self, post: Post, parts: Sequence[Status], *, same: bool) -> Receipt:
        return Receipt(as_receipt(parts), parts[0].url, post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Mastodon:
    """Open an account; its credential is an access token. `visibility`, `characters` and `thread` need not be given."""
    taken = Options(site, options)
    visibility = taken.choice("visibility", ("public", "unlisted"))
    characters, parts = taken.count("characters", CARRIES.max_characters or 0), taken.count("thread", 1)
    if parts > _LONGEST_THREAD:
        taken.wrong(f"“thread” must be at most {_LONGEST_THREAD}: nobody reads more")
    if not site.url:
        taken.wrong("an address is required: that of the server")
    if not secret:
        taken.wrong("a credential is required: an access token with the scopes read and write:statuses")
    taken.done()
    api = MastodonApi(connected(site, tools, Bearer(secret or UNREAD)))
    return Mastodon(api, tools, visibility=visibility, characters=characters, parts=parts)


def _links(html: str, post: Post) -> bool:
    """Whether a status shows the copy: by its link to the original, or where the article has no address, by its title."""
    page = read(html)
    if post.original_url:
        return any(same_address(link.href) == same_address(post.original_url) for link in page.links)
    return post.title in page.text

"""Bluesky, at any Personal Data Server: one record a copy, under a key that comes from the post, with its links and a card.

The key makes it exact: a second write to it is an update, and the first is made only where nothing stands
(`swapRecord`), so that two at once leave one copy. Reading needs no session: what is proven is what anybody gets.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC

from syndicator.core.counting import Counting
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.verdict import Form
from syndicator.errors import Gone, RetryLater, SyndicatorError
from syndicator.ports import UNREAD, Page, SiteTools
from syndicator.sites import specimen
from syndicator.sites.bluesky_api import COLLECTION, Record, Repository, standing
from syndicator.sites.bluesky_post import as_record, record_key, shown
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Named
from syndicator.sites.notes import note_page, whole_text
from syndicator.sites.options import Options

CARRIES = Carries(
    forms=(Form.EXCERPT, Form.LINK), max_characters=300, counting=Counting.GRAPHEMES, canonical=False, noindex=False, pixels=False,
    once=Once.EXACT,
)  # fmt: skip


class Bluesky:
    """Posts to one account, with the article's tags if asked; `app` is where people read it."""

    carries = CARRIES

    def __init__(self, repository: Repository, tools: SiteTools, *, tags: bool, app: str) -> None:
        self._repository = repository
        self._tools = tools
        self._tags = tags
        self._app = app

    def publish(self, post: Post) -> Receipt:
        """Write the one record; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        return self._written(post, self._repository.get(record_key(post.key)))

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the record that stands; an update is due where it says something else."""
        record = self._repository.get(record_key(post.key))
        if record is None:
            return None
        return self._receipt(post, record.uri, same=self._record(post, record) == _said(record))

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Write the record anew, over the one that stands; raises Gone where none does."""
        return self._written(post, standing(self._repository.get(record_key(post.key)), receipt.remote_id))

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # a record keeps no reason
        """Delete the record and see that nobody gets it; raises RetryLater while somebody does."""
        self._repository.remove(record_key(post.key))
        if self._repository.get(record_key(post.key), _owner(receipt)) is not None:
            raise RetryLater(f"{receipt.remote_id} is deleted and still given to readers")

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The record as anybody is given it, its links and card as an app shows them; raises Gone where it is not there."""
        record = standing(self._repository.get(record_key(post.key), _owner(receipt)), receipt.remote_id)
        return Page(url=receipt.url, html=note_page(shown(record.value), post.language))

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, handle, app password and rights are right; nothing is posted, since every record is public."""
        try:
            did = self._repository.did()
            self._repository.remove(record_key(f"{did} {specimen.TITLE}"))
        except SyndicatorError as error:
            return [(False, str(error))]
        return [
            (True, f"the app password opens a session for {self._repository.handle} ({did})"),
            (True, "the session may write records (it deleted one that does not exist)"),
        ]

    def _written(self, post: Post, standing_one: Record | None) -> Receipt:
        record = self._record(post, standing_one)
        if standing_one is not None and record == _said(standing_one):
            return self._receipt(post, standing_one.uri, same=True)
        uri = self._repository.put(record_key(post.key), record, standing_one.cid if standing_one else None)
        return self._receipt(post, uri, same=True)

    def _record(self, post: Post, standing_one: Record | None) -> dict[str, object]:
        """What is to stand; a record that stands keeps its time, so that an equal post is an equal record."""
        kept = standing_one.value.get("createdAt") if standing_one else None
        created = kept if isinstance(kept, str) else self._tools.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        return as_record(post, whole_text(post, CARRIES), created, post.tags if self._tags else ())

    def _receipt(self, post: Post, uri: str, *, same: bool) -> Receipt:
        name = f"{self._app}/profile/{uri.split('/')[2]}/post/{record_key(post.key)}"
        return Receipt(uri, name, post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Bluesky:
    """Open an account; its credential is an app password. `handle` is required, `tags` and `app` are not."""
    taken = Options(site, options)
    handle, tags, app = taken.text("handle"), taken.flag("tags"), taken.text("app", "https://bsky.app")
    if not site.url:
        taken.wrong("an address is required: that of the account's server, such as https://bsky.social/")
    if not secret:
        taken.wrong("a credential is required: an app password of the account")
    taken.done()
    http = connected(site, tools, Named({}, (secret or UNREAD,)))
    return Bluesky(Repository(http, handle.removeprefix("@"), secret), tools, tags=tags, app=app.rstrip("/"))


def _said(record: Record) -> dict[str, object]:
    return {name: value for name, value in record.value.items() if name != "$type"}


def _owner(receipt: Receipt) -> str:
    """The account that the receipt names; a copy is looked for where it was made, whoever holds the handle now."""
    parts = receipt.remote_id.split("/")
    if len(parts) != 5 or parts[0] != "at:" or parts[3] != COLLECTION:
        raise Gone(f"{receipt.remote_id!r} is no record of a post")
    return parts[2]

"""An outgoing feed in a folder, as Atom and as JSON Feed: every entry carries its source, its licence and its credit.

The entry's id comes from the article or the post's key, so publishing twice makes one entry. The entry's own file, the
Atom document and the JSON document are written in this order, each whole or not at all; a copy counts as arrived when
the last of them holds it.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.ports import Page, SiteTools
from syndicator.sites.bare import bare_page
from syndicator.sites.client import HttpClient
from syndicator.sites.disk import STATE, checked_segment, names_in, only_writer, read_whole, writable, write_whole
from syndicator.sites.feed_entries import FeedEntry, legal
from syndicator.sites.feed_formats import FeedHead, atom, json_feed
from syndicator.sites.options import Options
from syndicator.sites.wire import Bounds

_LARGEST = 50_000_000  # bytes of our own feed read back: `limit` long articles


class FeedSite:
    """Writes `<name>.atom` and `<name>.json` into `folder` with the newest `limit` entries."""

    flavours = (Flavour.HTML,)
    carries = Carries(once=Once.EXACT)

    def __init__(self, site: Site, folder: Path, name: str, limit: int, tools: SiteTools) -> None:
        self._site = site
        self._folder = folder.absolute()
        self._name = name
        self._limit = limit
        self._tools = tools
        bounds = Bounds(size=_LARGEST)
        self._http = (
            HttpClient(site.url, tools.user_agent, tools.now, allow_private=tools.allow_private, bounds=bounds) if site.url else None
        )

    def publish(self, post: Post) -> Receipt:
        """Put the entry into the feed; raises RetryLater when the disk refuses."""
        with only_writer(self._folder):
            return self._put(post, self._entry(post.slug))

    def find(self, post: Post) -> Receipt | None:
        """The receipt of an entry the feed holds, or held until newer ones moved it out of the window."""
        entry = self._entry(post.slug)
        if entry is None or entry.withdrawn or entry.key != post.key:
            return None
        if entry.slug in {e.slug for e in self._window()[0]} and _served(_items(self._document()), post.key) is None:
            return None
        return Receipt(entry.slug, self._address(entry.slug), entry.revision)

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace the entry under its old id; raises Gone for one that was withdrawn."""
        with only_writer(self._folder):
            return self._put(post, self._standing(receipt.remote_id))

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # the port hands the post to every kind
        """Replace the entry by a tombstone; what never stood needs none."""
        with only_writer(self._folder):
            entry = self._entry(receipt.remote_id)
            if entry is not None:
                self._write(entry.gone(self._tools.now(), why))

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The entry as a subscriber gets it, as a page: over HTTP where the site has an address, from the folder otherwise.

        An entry that newer ones moved out of the window is read as the feed served it last. Raises Gone for a withdrawn
        one, and RetryLater when the feed served over HTTP is not yet the one in the folder.
        """
        item = _served(_items(self._published()), post.key)
        if item is not None:
            title, html, language = (str(item.get(name) or "") for name in ("title", "content_html", "language"))
            return Page(url=receipt.url, html=bare_page(title, html, language=language))
        entry = self._standing(receipt.remote_id)
        if entry.slug in {e.slug for e in self._window()[0]}:
            raise RetryLater(f"{self._address(entry.slug)} does not hold the entry yet")
        return Page(url=receipt.url, html=bare_page(entry.title, entry.html, language=entry.language))

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the folder can be written; with no address, readers cannot subscribe and proofs read the folder."""
        head = self._head()
        served = (
            f"the feed is read back at {head.json_url}" if head.json_url else "no address is set: the feed is read back from the folder"
        )
        return [writable(self._folder), (True, served)]

    def _put(self, post: Post, before: FeedEntry | None) -> Receipt:
        entry = FeedEntry.of(post, self._tools.now(), before)
        try:
            self._write(entry)
        except RetryLater:
            if before is None:
                with suppress(OSError):  # the refusal is what the caller must hear
                    self._path(entry.slug).unlink(missing_ok=True)
            raise
        return Receipt(entry.slug, self._address(entry.slug), entry.revision)

    def _write(self, entry: FeedEntry) -> None:
        write_whole(self._path(entry.slug), json.dumps(entry.plain(), indent=1))
        standing, withdrawn = self._window()
        head = self._head(max((e.withdrawn or e.updated for e in (*standing, *withdrawn)), default=""))
        write_whole(self._folder / f"{self._name}.atom", atom(head, standing, withdrawn))
        write_whole(self._folder / f"{self._name}.json", json_feed(head, standing))

    def _window(self) -> tuple[list[FeedEntry], list[FeedEntry]]:
        """The entries and the tombstones the feed serves now, newest first, at most `limit` of each."""
        read = (FeedEntry.read(self._path(slug)) for slug in names_in(self._entries))
        entries = sorted((e for e in read if e), key=lambda e: (e.withdrawn or e.posted, e.slug), reverse=True)
        standing = [e for e in entries if not e.withdrawn]
        return standing[: self._limit], [e for e in entries if e.withdrawn][: self._limit]

    def _head(self, updated: str = "") -> FeedHead:
        base = f"{self._site.url.rstrip('/')}/" if self._site.url else ""
        return FeedHead(
            id=f"{base}{self._name}.atom" if base else uuid.uuid5(uuid.NAMESPACE_OID, f"{self._site.id}\n{self._name}").urn,
            title=legal(self._site.name or self._site.id),
            updated=updated or self._tools.now().isoformat(),
            home=base,
            atom_url=f"{base}{self._name}.atom" if base else "",
            json_url=f"{base}{self._name}.json" if base else "",
        )

    def _standing(self, slug: str) -> FeedEntry:
        entry = self._entry(slug)
        if entry is None or entry.withdrawn:
            raise Gone(f"{slug} {'was withdrawn from' if entry else 'is not in'} the feed “{self._name}”")
        return entry

    def _entry(self, slug: str) -> FeedEntry | None:
        return FeedEntry.read(self._path(slug))

    def _document(self) -> str:
        return read_whole(self._folder / f"{self._name}.json") or ""

    def _published(self) -> str:
        """The JSON document as a subscriber gets it; that the web server has none is a fault to wait for, not a removal."""
        if self._http is None:
            return self._document()
        answer = self._http.ask(self._head().json_url)
        try:
            return self._http.accept(answer, wrote=False).body.decode("utf-8", "replace")
        except Gone as error:
            raise RetryLater(f"the feed is not served: {error}") from error

    def _address(self, slug: str) -> str:
        """Where the entry can be read: the feed's address, with the entry's name behind it."""
        return f"{self._head().atom_url or (self._folder / f'{self._name}.atom').as_uri()}#{slug}"

    @property
    def _entries(self) -> Path:
        return self._folder / STATE / f"{self._name}.feed"

    def _path(self, slug: str) -> Path:
        return self._entries / f"{checked_segment(slug)}.json"


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> FeedSite:  # noqa: ARG001  # the OpenSite protocol
    """Open an outgoing feed; the option `folder` is required, `name` (feed) and `limit` (100) are not."""
    taken = Options(site, options)
    folder, name, limit = taken.text("folder"), taken.text("name", "feed"), taken.count("limit", 100)
    try:
        checked_segment(name)
    except Rejected as error:
        taken.wrong(f"“name”: {error}")
    taken.done()
    return FeedSite(site, tools.home / Path(folder).expanduser(), name, limit, tools)


def _served(items: list[dict[str, Any]], key: str) -> dict[str, Any] | None:
    """The item that is the copy of the post with this key."""
    ours = ((item, item.get("_syndicator")) for item in items)
    return next((item for item, said in ours if isinstance(said, dict) and said.get("key") == key), None)


def _items(document: str) -> list[dict[str, Any]]:
    """The items of a JSON Feed; a document that is none holds none."""
    try:
        value = json.loads(document)
    except ValueError:
        return []
    items = value.get("items") if isinstance(value, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

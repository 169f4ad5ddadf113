"""A static site in a folder: one HTML page a copy, an index, a style sheet; any web server can serve it.

The path of a page comes from the post's slug, so publishing twice makes one page (handbook of every static generator:
the path is the identity). Page, record and index are written in this order, each whole or not at all; a copy counts as
arrived when all three agree. A withdrawn copy leaves a notice that carries `<meta name="syndicator" content="withdrawn">`.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from syndicator.core.article import is_hyperlink
from syndicator.core.flavours import Flavour
from syndicator.core.markup import read
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, RetryLater, SyndicatorError
from syndicator.ports import Page, SiteTools
from syndicator.sites.disk import STATE, checked_segment, names_in, only_writer, read_whole, remove, writable, write_whole
from syndicator.sites.options import Options
from syndicator.sites.static_pages import Record, SiteIndex, SiteStyle, page_of, site_name, tombstone_of

_LISTED = 500  # lines of the index


class StaticSite:
    """Writes pages into `folder`, which it makes when it is missing."""

    flavours = (Flavour.HTML,)
    carries = Carries(once=Once.EXACT)

    def __init__(self, site: Site, folder: Path, tools: SiteTools) -> None:
        self._site = site
        self._folder = folder.absolute()
        self._tools = tools

    def publish(self, post: Post) -> Receipt:
        """Write the page and list it; raises RetryLater when the disk refuses, and then leaves no new page behind."""
        path = self._path(post.slug)
        with only_writer(self._folder):
            fresh = read_whole(path) is None
            try:
                return self._put(post)
            except RetryLater:
                if fresh:
                    with suppress(OSError):  # the refusal is what the caller must hear
                        path.unlink(missing_ok=True)
                raise

    def find(self, post: Post) -> Receipt | None:
        """The receipt of a copy that stands, with its record, in the index."""
        record = Record.read(self._record_path(post.slug))
        page = read_whole(self._path(post.slug))
        if record is None or page is None or record.key != post.key or record.withdrawn or _withdrawn(page):
            return None
        listed = {link.href for link in read(read_whole(self._folder / "index.html") or "").links}
        if f"{post.slug}.html" not in listed and post.slug in {r.slug for r in self._standing()[:_LISTED]}:
            return None
        return Receipt(post.slug, self._address(post.slug), record.revision)

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Write the page anew under its old address; raises Gone for one that was withdrawn or deleted."""
        with only_writer(self._folder):
            self._page(receipt.remote_id)
            return self._put(replace(post, slug=receipt.remote_id))

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        """Put a notice in the page's place and take it out of the index; what never stood needs none."""
        slug = checked_segment(receipt.remote_id)
        with only_writer(self._folder):
            record = Record.read(self._record_path(slug))
            if record is None and read_whole(self._path(slug)) is None:
                return
            now = self._tools.now()
            record = record or Record.of(replace(post, slug=slug), now)
            gone = record if record.withdrawn else replace(record, withdrawn=now.isoformat(), why=why, title="", excerpt="")
            write_whole(self._path(slug), self._tools.renderer.render("site/page.html", tombstone_of(gone, self._site)))
            self._list(gone)

    def read_back(self, post: Post, receipt: Receipt) -> Page:  # noqa: ARG002  # the port hands the post to every kind
        """The page as a reader gets it: over HTTP where the site has an address, from the folder otherwise.

        Raises Gone for a withdrawn or deleted page, and RetryLater for one that the web server does not serve yet.
        """
        if not is_hyperlink(receipt.url):
            return Page(url=receipt.url, html=self._page(receipt.remote_id))
        try:
            page = self._tools.pages.page(receipt.url)
        except Gone as error:
            self._page(receipt.remote_id)
            raise RetryLater(f"{receipt.url} is not served although its file is in {self._folder}: {error}") from error
        if _withdrawn(page.html):
            raise Gone(f"{receipt.url} says that the copy was withdrawn")
        return page

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the folder can be written, and what is written there is served; with no address, proofs read the folder."""
        found = writable(self._folder)
        if not self._site.url:
            return [found, (True, "no address is set: pages are read back from the folder")]
        return [found, self._served()] if found[0] else [found]

    def _served(self) -> tuple[bool, str]:
        """Whether a page in the folder is what readers get at the site's address, tried with one that is removed again."""
        word = f"syndicator-test-{secrets.token_hex(6)}"
        probe = self._folder / f"{word}.html"
        try:
            write_whole(probe, f"<!doctype html><title>{word}</title><p>{word}</p>\n")
            shown = self._tools.pages.page(f"{self._base()}{word}.html").html
        except SyndicatorError as error:
            return False, f"a page in {self._folder} is not served at {self._site.url}: {error}"
        finally:
            remove(probe)
        if word not in shown:
            return False, f"{self._site.url} serves something else than what stands in {self._folder}"
        return True, f"pages are read back at {self._site.url}"

    def _put(self, post: Post) -> Receipt:
        address = self._address(post.slug)
        own = address if is_hyperlink(address) else ""
        style = SiteStyle(site_name=site_name(self._site))
        write_whole(self._folder / "style.css", self._tools.renderer.render("site/style.css", style))
        write_whole(self._path(post.slug), self._tools.renderer.render("site/page.html", page_of(post, self._site, own)))
        self._list(Record.of(post, self._tools.now()))
        return Receipt(post.slug, address, post.revision)

    def _list(self, record: Record) -> None:
        """Store the record, and rebuild the index from all records on the disk."""
        write_whole(self._record_path(record.slug), json.dumps(record.plain(), indent=1))
        index = SiteIndex(
            site_name=site_name(self._site),
            canonical=self._base(),
            ads=self._site.ads,
            items=tuple(r.item() for r in self._standing()[:_LISTED]),
        )
        write_whole(self._folder / "index.html", self._tools.renderer.render("site/index.html", index))

    def _standing(self) -> list[Record]:
        """The records of all standing copies, newest first."""
        records = [Record.read(self._record_path(slug)) for slug in names_in(self._folder / STATE)]
        return sorted((r for r in records if r and not r.withdrawn), key=lambda r: (r.item().published.timestamp(), r.slug), reverse=True)

    def _page(self, slug: str) -> str:
        html = read_whole(self._path(slug))
        if html is None or _withdrawn(html):
            raise Gone(f"{self._path(slug)} {'was withdrawn' if html else 'is not there'}")
        return html

    def _base(self) -> str:
        return f"{self._site.url.rstrip('/')}/" if self._site.url else ""

    def _address(self, slug: str) -> str:
        return f"{self._base()}{slug}.html" if self._site.url else self._path(slug).as_uri()

    def _path(self, slug: str) -> Path:
        return self._folder / f"{checked_segment(slug)}.html"

    def _record_path(self, slug: str) -> Path:
        return self._folder / STATE / f"{checked_segment(slug)}.json"


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> StaticSite:  # noqa: ARG001  # the OpenSite protocol
    """Open a static site; the option `folder` is required."""
    taken = Options(site, options)
    folder = taken.text("folder")
    taken.done()
    return StaticSite(site, tools.home / Path(folder).expanduser(), tools)


def _withdrawn(html: str) -> bool:
    return read(html).meta("syndicator") == "withdrawn"

"""A site that only writes down what it would do: for previews, rehearsals and tests; it keeps every promise of a real one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from threading import Lock

from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Deed, Post, Receipt
from syndicator.errors import Gone
from syndicator.ports import Page, SiteTools
from syndicator.sites.bare import bare_page
from syndicator.sites.disk import append_line, checked_segment, read_whole, writable
from syndicator.sites.options import Options


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed of the journal: what was done to which copy, when (ISO 8601), and all a reader would be shown."""

    deed: str
    at: str
    slug: str
    key: str
    revision: str
    title: str
    html: str
    language: str
    canonical: str
    noindex: bool
    why: str = ""


class Journal:
    """Keeps its entries in memory, and as JSON lines in a file where one is named; a new journal reads that file first."""

    carries = Carries(once=Once.EXACT)

    def __init__(self, site: Site, tools: SiteTools, file: Path | None = None) -> None:
        self._site = site
        self._tools = tools
        self._file = file
        self._lock = Lock()
        self.entries: list[Entry] = _entries(read_whole(file) or "") if file else []

    def publish(self, post: Post) -> Receipt:
        """Write down that the post would be published."""
        return self._noted(Deed.CREATE, post)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of a copy that stands."""
        last = self._last(post.slug)
        return self._receipt(last) if last and last.deed != Deed.WITHDRAW else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Write down that the copy would be replaced; raises Gone for one that does not stand."""
        self._standing(receipt.remote_id)
        return self._noted(Deed.UPDATE, post)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        """Write down that the copy would be taken down; the second time nothing is left to do."""
        last = self._last(receipt.remote_id)
        if last and last.deed != Deed.WITHDRAW:
            self._noted(Deed.WITHDRAW, post, why)

    def read_back(self, post: Post, receipt: Receipt) -> Page:  # noqa: ARG002  # the port hands the post to every kind
        """The page a reader would meet; raises Gone for a copy that does not stand."""
        last = self._standing(receipt.remote_id)
        html = bare_page(last.title, last.html, language=last.language, canonical=last.canonical, noindex=last.noindex)
        return Page(url=receipt.url, html=html)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the journal's file can be written."""
        return [writable(self._file.parent) if self._file else (True, "the journal is kept in memory")]

    def _noted(self, deed: Deed, post: Post, why: str = "") -> Receipt:
        entry = Entry(
            deed, self._tools.now().isoformat(), checked_segment(post.slug), post.key, post.revision, post.title, post.html,
            post.language, post.canonical, post.noindex, why,
        )  # fmt: skip
        with self._lock:
            if self._file:
                append_line(self._file, json.dumps(asdict(entry)))
            self.entries.append(entry)
        return self._receipt(entry)

    def _receipt(self, entry: Entry) -> Receipt:
        return Receipt(entry.slug, f"{self._site.url or f'journal:{self._site.id}/'}{entry.slug}", entry.revision)

    def _last(self, slug: str) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry.slug == slug), None)

    def _standing(self, slug: str) -> Entry:
        last = self._last(slug)
        if last is None or last.deed == Deed.WITHDRAW:
            raise Gone(f"{slug} does not stand in the journal")
        return last


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Journal:  # noqa: ARG001  # the OpenSite protocol
    """Open a journal; the option `file` names where the lines go."""
    taken = Options(site, options)
    named = taken.text("file", "")
    file = tools.home / Path(named).expanduser() if named else None
    if file and file.is_dir():
        taken.wrong(f"“file”: {file} is a directory; name a file in it")
    taken.done()
    return Journal(site, tools, file)


def _entries(lines: str) -> list[Entry]:
    """The whole entries of a journal; a line torn by a crash, or somebody else's, was never acknowledged."""
    names = {field.name for field in fields(Entry)}
    entries = []
    for line in lines.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and names >= value.keys() >= names - {"why"}:
            entries.append(Entry(**value))
    return entries

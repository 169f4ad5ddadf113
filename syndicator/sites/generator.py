"""Hugo and Jekyll: one Markdown file a copy in the generator's repository, committed with its key, pushed once a pass.

The file's name comes from the post's key, so writing it twice makes one copy; it is there whole or not at all. Raw HTML is off
in the Markdown, and what the generator would execute (Hugo's shortcodes, Jekyll's Liquid) is escaped. The generator itself is run
by whoever runs it today, a job on every push, say: until it has, a copy counts as not yet public.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.proof import lacking, prove
from syndicator.errors import Gone, RetryLater
from syndicator.ports import Page, SiteTools
from syndicator.sites.disk import checked_segment, only_writer, read_whole, remove, writable, write_whole
from syndicator.sites.generator_text import Dialect, Matter, front_matter, hugo, jekyll, written
from syndicator.sites.git import Repository
from syndicator.sites.options import Options

_KEY, _REVISION = "syndication_key", "syndication_revision"


class Generated:
    """Writes into `content` (a folder below the repository's), which it makes when it is missing."""

    flavours = (Flavour.HTML, Flavour.MARKDOWN)
    carries = Carries(pixels=False, once=Once.EXACT)

    def __init__(
        self, site: Site, content: Path, dialect: Dialect, repository: Repository | None, tools: SiteTools, *, built: timedelta, tags: bool
    ) -> None:
        self._site = site
        self._content = content.absolute()
        self._lock = repository.private if repository else self._content
        self._dialect = dialect
        self._repository = repository
        self._tools = tools
        self._built = built
        self._tags = tags

    def publish(self, post: Post) -> Receipt:
        """Write the file; raises RetryLater when the disk refuses, Rejected for a text that the generator cannot be given."""
        with only_writer(self._lock):
            path = self._path(post.slug) or self._content / self._dialect.file_name(
                checked_segment(post.slug), post.published or self._tools.now()
            )
            write_whole(path, written(self._matter(post), self._dialect.safe(post.markdown)))
            return Receipt(post.slug, self._address(post.slug), post.revision)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the copy whose file is there, under the post's key."""
        path = self._path(checked_segment(post.slug))
        said = front_matter(read_whole(path) or "") if path else {}
        return Receipt(post.slug, self._address(post.slug), str(said.get(_REVISION, ""))) if said.get(_KEY) == post.key else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Write the file anew under its old name; raises Gone for one that was removed."""
        path = self._path(checked_segment(receipt.remote_id))
        if path is None:
            raise Gone(f"{receipt.remote_id} is not in {self._content}")
        with only_writer(self._lock):
            write_whole(path, written(self._matter(post), self._dialect.safe(post.markdown)))
        return Receipt(receipt.remote_id, receipt.url, post.revision)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # the reason has no page to stand on
        """Remove the file; the next build takes the page away."""
        path = self._path(checked_segment(receipt.remote_id))
        if path is not None:
            with only_writer(self._lock):
                remove(path)

    def finish(self) -> None:
        """Commit what was written since the last time, and push; raises RetryLater when git refuses."""
        if self._repository is not None:
            with only_writer(self._lock):
                self._repository.record(self._content, _key_in)

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The page as a reader gets it; raises RetryLater while the generator has not run since the file was written.

        Raises Gone for a copy whose file was removed once its page is gone as well.
        """
        path = self._path(checked_segment(receipt.remote_id))
        try:
            page = self._tools.pages.page(receipt.url)
        except Gone as error:
            if path is None:
                raise
            raise self._unbuilt(f"{receipt.url} is not built yet although {path.name} is there: {error}") from error
        if path is None:
            if self._fresh(self._content):
                raise self._unbuilt(f"{receipt.url} is still shown: the site was not built since {receipt.remote_id} was removed")
        elif self._fresh(path) and lacking(prove(page.html, post.obligations, page.url)):
            raise self._unbuilt(f"{receipt.url} shows an older copy: the site was not built since {path.name} was written")
        return page

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the folder can be written, and git can commit and push; nothing is committed."""
        lines = [writable(self._content)]
        lines.append((bool(self._site.url), f"pages are read back at {self._site.url}" if self._site.url else "an address is missing"))
        return lines + (self._repository.tried() if self._repository else [(True, "files are written and nothing is committed")])

    def _unbuilt(self, why: str) -> RetryLater:
        return RetryLater(why, self._tools.now() + self._built / 12)

    def _fresh(self, path: Path) -> bool:
        """Whether a file or folder changed so lately that the generator need not have run since."""
        return self._tools.now().timestamp() - path.stat().st_mtime < self._built.total_seconds()

    def _path(self, slug: str) -> Path | None:
        found = sorted(self._content.glob(self._dialect.pattern(slug))) if self._content.is_dir() else []
        return found[0] if found else None

    def _address(self, slug: str) -> str:
        return f"{self._site.url.rstrip('/')}/{slug}/"

    def _matter(self, post: Post) -> Matter:
        shown = self._dialect.plain
        matter: Matter = {
            "title": shown(post.title),
            "date": min(post.published or self._tools.now(), self._tools.now()),
            self._dialect.address: f"/{post.slug}/",
            "author": shown(", ".join(person.name for person in post.authors)),
            # Without these a theme shows the beginning of the text, which not every licence lets be shown in part.
            **dict.fromkeys(self._dialect.teasers, shown(post.excerpt or f"From {post.publisher}.")),
            _KEY: post.key,
            _REVISION: post.revision,
        }
        matter |= {"lastmod": post.updated} if post.updated else {}
        matter |= {"tags": [shown(tag.strip()) for tag in post.tags if tag.strip()]} if self._tags and post.tags else {}
        matter |= dict.fromkeys(("canonical", "canonicalURL", "canonical_url"), post.canonical) if post.canonical else {}
        return matter | (dict(self._dialect.hidden) if post.noindex else {})


def _key_in(text: str) -> str:
    key = front_matter(text).get(_KEY)
    return key if isinstance(key, str) else ""


def open_hugo(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Generated:
    """Open a Hugo site; the option `folder` is required."""
    return _opened(site, options, secret, tools, hugo, "content/posts")


def open_jekyll(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Generated:
    """Open a Jekyll site; the option `folder` is required."""
    return _opened(site, options, secret, tools, jekyll, "_posts")


def _opened(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools, dialect: Dialect, content: str) -> Generated:  # noqa: ARG001  # the OpenSite protocol
    taken = Options(site, options)
    named, content = taken.text("folder"), taken.text("content", content)
    push, minutes = taken.text("push", ""), taken.count("build_minutes", 60)
    tags, commit = taken.flag("tags"), taken.flag("commit", default=True)
    if dialect is jekyll and taken.flag("theme_escapes"):
        dialect = replace(dialect, plain=str)
    folder = (tools.home / Path(named).expanduser()).absolute()
    if not site.url:
        taken.wrong("an address is required: it is where the pages are read back")
    if Path(content).is_absolute() or ".." in Path(content).parts:
        taken.wrong(f"“content” must be a folder below “folder”, not {content!r}")
    if named and commit and not (folder / ".git").exists():
        taken.wrong(f"“folder”: {folder} is no git repository; make it one, or set commit = false")
    taken.done()
    repository = Repository(folder, push) if commit else None
    return Generated(site, folder / content, dialect, repository, tools, built=timedelta(minutes=minutes), tags=tags)

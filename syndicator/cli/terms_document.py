"""What `terms explain` and `terms diff` read: one document with its terms, and the text in which the quoted words stand."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from syndicator.cli.common import Shell
from syndicator.cli.judging import bench
from syndicator.cli.source_documents import documents as standing
from syndicator.cli.source_documents import evidence
from syndicator.core.article import Article
from syndicator.core.markup import read
from syndicator.core.places import Source
from syndicator.core.reading import read_text
from syndicator.core.rightsfiles import FileKind
from syndicator.core.terms import Terms, combine
from syndicator.errors import Gone, InputError, Rejected, RetryLater, SettingsError
from syndicator.looking import opened
from syndicator.pipeline.files import with_files
from syndicator.pipeline.terms import NO_SITE_TERMS, SiteTerms, TermsKnown
from syndicator.pipeline.watching_files import peek_files
from syndicator.targets import Kind, document_html, is_address, local
from syndicator.targets.documents import kind_of

_HEAD = 4096
_PLAIN = ("text/plain", "text/markdown", "text/x-markdown")


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: where, its text, in which quotes have their offsets, its terms, and what stands beside it unread ("" for nothing).

    `about` is the address that the terms are about, where that is not `where`.
    """

    where: str
    text: str
    terms: Terms
    unread: str = ""
    about: str = ""


def document(shell: Shell, target: str, *, as_html: bool = False, contact: str = "") -> Document:
    """Read a file, standard input ("-"), an address or what is known of a configured source; raises InputError.

    An address is fetched with the daemon's manners, and so are its host's files about rights.
    """
    if is_address(target):
        return _fetched(shell, target, contact)
    if source := _configured(shell, target):
        return _of_source(shell, source)
    if "://" in target:
        raise InputError(f"{target}: only http and https addresses are fetched")
    if not target:
        raise InputError("a target is empty; name a file or an address, or - for standard input")
    text, kind, where = local(target)
    return _read(text, Kind.PAGE if as_html else kind, where)


def _fetched(shell: Shell, url: str, contact: str) -> Document:
    now = datetime.now(UTC)
    kit = bench(shell, (), contact, (url,), now).kit
    try:
        page = kit.pages.page(url)
    except (Rejected, RetryLater, Gone) as error:
        said = str(error)
        raise InputError(said if url in said else f"{url}: {said}") from None
    if not page.html.strip():
        raise InputError(f"{url}: it is empty")
    if "\0" in page.html[:_HEAD]:
        raise InputError(f"{url}: it is not text, whatever it calls itself ({page.content_type})")
    kind = kind_of(page.html, PurePosixPath(urlsplit(page.url).path).suffix)
    kind = kind if kind is Kind.FEED or page.content_type in _PLAIN else Kind.PAGE
    _no_feed(kind, page.url)
    article = Article(source_id="", id="", url=url, title="", html="", page=page.html, page_url=page.url, page_signals=page.signals)
    return _read(
        page.html, kind, page.url, page.signals, with_files(NO_SITE_TERMS, article, peek_files(kit.pages, article, TermsKnown(), now))
    )


def _read(text: str, kind: Kind, where: str, signals: tuple[tuple[str, str], ...] = (), beside: SiteTerms = NO_SITE_TERMS) -> Document:
    _no_feed(kind, where)
    markup = kind is not Kind.TEXT
    words = document_html(text, kind) if markup else text
    terms, _ = read_text(words, html=markup, url=where, signals=signals, tdmrep=beside.tdmrep, beside=beside.evidence)
    return Document(where, read(words).text if markup else words, terms, beside.unread)


def _no_feed(kind: Kind, where: str) -> None:
    if kind is Kind.FEED:
        raise InputError(f"{where}: it is a feed; its articles are read by: syndicator check")


def _configured(shell: Shell, target: str) -> Source | None:
    """The source of this id, where no file of that name lies here and a settings file names it."""
    if not target or target == "-" or Path(target).exists():
        return None
    try:
        sources = shell.settings_without_secrets.sources
    except SettingsError:
        if shell.config is not None:
            raise
        return None
    return next((source for source in sources if source.id == target), None)


def _of_source(shell: Shell, source: Source) -> Document:
    """What the store holds of a source's terms pages and its hosts' files: nothing is fetched."""
    with opened(shell.settings_without_secrets) as overview:
        watches, pages = overview.terms_watches().get(source.id, {}), overview.terms_pages(source.id)
    keys = [watch.key for watch in standing(source, watches)]
    keys += [key for key in pages if key.startswith(f"{FileKind.TDMREP} ")]
    said = dict.fromkeys(e for key in keys if key in pages for e in evidence(source, pages[key], key))
    unread = [f"{watch.address or 'the terms page'}: {watch.problem}" for watch in standing(source, watches) if watch.problem]
    if not watches:
        unread = ["nothing of it was looked at yet; see: syndicator run"]
    text = read(pages[""].html).text if "" in pages and "" in keys else ""
    return Document(f"{source.publisher} ({source.id})", text, combine(said), "; ".join(unread), source.publisher_url or source.feed)

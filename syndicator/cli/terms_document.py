"""What `terms explain` and `terms diff` read: one document with its terms, and the text in which the quoted words stand."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from syndicator.cli.common import Shell
from syndicator.cli.judging import bench
from syndicator.core.markup import read
from syndicator.core.reading import read_text
from syndicator.core.terms import Terms
from syndicator.errors import Gone, InputError, Rejected, RetryLater
from syndicator.targets import Kind, document_html, is_address, local
from syndicator.targets.documents import kind_of

_HEAD = 4096
_PLAIN = ("text/plain", "text/markdown", "text/x-markdown")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: where, its terms, and its text, in which quotes have their offsets."""

    where: str
    text: str
    terms: Terms


def document(shell: Shell, target: str, *, as_html: bool = False, contact: str = "") -> Document:
    """Read a file, standard input ("-") or an address, which is fetched with the daemon's manners; raises InputError."""
    if is_address(target):
        return _fetched(shell, target, contact)
    if "://" in target:
        raise InputError(f"{target}: only http and https addresses are fetched")
    if not target:
        raise InputError("a target is empty; name a file or an address, or - for standard input")
    text, kind, where = local(target)
    return _read(text, Kind.PAGE if as_html else kind, where)


def _fetched(shell: Shell, url: str, contact: str) -> Document:
    kit = bench(shell, (), contact, (url,), datetime.now(UTC)).kit
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
    return _read(page.html, kind if kind is Kind.FEED or page.content_type in _PLAIN else Kind.PAGE, page.url or url)


def _read(text: str, kind: Kind, where: str) -> Document:
    if kind is Kind.FEED:
        raise InputError(f"{where}: it is a feed; its articles are read by: syndicator check")
    markup = kind is not Kind.TEXT
    words = document_html(text, kind) if markup else text
    terms, _ = read_text(words, html=markup, url=where)
    return Document(where, read(words).text if markup else words, terms)

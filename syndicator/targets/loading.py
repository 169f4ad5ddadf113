"""Reading a target: bytes from a file, an address or standard input, and what they turn out to be."""

import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from syndicator.core.article import Article, is_hyperlink
from syndicator.core.places import Source
from syndicator.errors import Gone, InputError, Rejected, RetryLater
from syndicator.feeds.decoding import decoded
from syndicator.feeds.feedreader import read_bytes
from syndicator.feeds.nesting import DEEPEST_PAGE, absurd
from syndicator.ports import Page, PageReader
from syndicator.targets.documents import Kind, document_html, kind_of
from syndicator.targets.whose import article_of, attributed, given_source

LARGEST = 15 * 2**20  # bytes; the limit for fetched pages, which no article comes near
_HEAD = 4096
_PLAIN = ("text/plain", "text/markdown", "text/x-markdown")


class Readers(Protocol):
    """What fetches: the page reader the daemon uses, with its manners (robots.txt, guard, limits)."""

    @property
    def pages(self) -> PageReader:
        """Reads pages, and feeds as the text they are."""


@dataclass(frozen=True, slots=True)
class Target:
    """An article somebody pointed at, whose it is said to be, and where it was read (a file, an address, «standard input»)."""

    source: Source
    article: Article
    where: str


def is_address(target: str) -> bool:
    """Whether a target is to be fetched."""
    return is_hyperlink(target)


@dataclass(frozen=True, slots=True)
class _Asked:
    original: str
    sources: tuple[Source, ...]
    now: datetime


def load(target: str, kit: Readers, *, original: str = "", sources: tuple[Source, ...] = (), now: datetime) -> tuple[Target, ...]:
    """The articles of one target: one of a page or text, every entry of a feed.

    `original` is the address of the original where the document does not say it; `sources` are those of the configuration.
    Raises InputError with one line for whatever cannot be read.
    """
    if original and not is_hyperlink(original):
        raise InputError(f"{original}: not an address that can be followed; give the original's http(s) address")
    asked = _Asked(original, sources, now)
    if not target:
        raise InputError("a target is empty; name a file or an address, or - for standard input")
    if is_address(target):
        return _fetched(target, kit, asked)
    if "://" in target:
        raise InputError(f"{target}: only http and https addresses are fetched")
    text, kind, where = local(target)
    if kind is Kind.FEED:
        return _of_feed(text.encode("utf-8", "replace"), where, "", asked)
    return (_of_page(Page("", document_html(text, kind)), where, asked, marked_up=kind is Kind.PAGE),)


def _fetched(url: str, kit: Readers, asked: _Asked) -> tuple[Target, ...]:
    try:
        page = kit.pages.page(url)
    except (Rejected, RetryLater, Gone) as error:
        said = str(error)
        raise InputError(said if url in said else f"{url}: {said}") from None
    kind = kind_of(page.html, PurePosixPath(urlsplit(page.url).path).suffix)
    if not page.html.strip():
        raise InputError(f"{url}: it is empty")
    if "\0" in page.html[:_HEAD]:
        raise InputError(f"{url}: it is not text, whatever it calls itself ({page.content_type})")
    if kind is Kind.FEED:
        return _of_feed(page.html.encode("utf-8", "replace"), url, page.url, asked)
    if page.content_type not in _PLAIN:
        return (_of_page(page, url, asked, marked_up=True),)
    return (_of_page(replace(page, html=document_html(page.html, kind)), url, asked, marked_up=False),)


def local(target: str) -> tuple[str, Kind, str]:
    """(text, kind, where) of a file or of standard input ("-"); raises InputError."""
    if target == "-":
        where, data = "standard input", standard_input().read(LARGEST + 1)
    else:
        where, data = target, _read_file(Path(target))
    if len(data) > LARGEST:
        raise InputError(f"{where}: it is larger than {LARGEST // 2**20} MiB")
    if not data.strip():
        raise InputError(f"{where}: it is empty")
    if b"\0" in data[:_HEAD] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{where}: it is not text; a page, a feed, Markdown or plain text can be read")
    text = decoded(data, "")
    if absurd(text, DEEPEST_PAGE):
        raise InputError(f"{where}: it is built so that no parser gets through it (endless nesting, attributes or open emphasis)")
    return text, kind_of(text, Path(target).suffix), where


def standard_input() -> BinaryIO:
    """The bytes of standard input; raises InputError where whoever started us closed it."""
    if sys.stdin is None:  # type: ignore[unreachable,unused-ignore]  # typeshed leaves out what a closed descriptor makes of it
        raise InputError("standard input is closed; name a file")
    return sys.stdin.buffer


def _of_page(page: Page, where: str, asked: _Asked, *, marked_up: bool) -> Target:
    article, facts = article_of(page, asked.original, where, marked_up=marked_up)
    source, article = attributed(article, facts.publisher, page.url, asked.sources)
    return Target(source, article, where)


def _of_feed(data: bytes, where: str, address: str, asked: _Asked) -> tuple[Target, ...]:
    """Every entry of a feed, given as UTF-8 whatever its own prolog says."""
    try:
        articles = read_bytes(data, address, "application/xml; charset=utf-8", given_source(address, ""), asked.now).articles
    except Rejected as error:
        raise InputError(f"{where}: {error.why}") from None
    if not articles:
        raise InputError(f"{where}: the feed holds no articles")
    if asked.original and len(articles) > 1:
        raise InputError(f"{where}: a feed of {len(articles)} articles has no one original; leave --original out")
    found = (replace(article, url=asked.original or article.url) for article in articles)
    return tuple(Target(*attributed(article, article.feed_title, address, asked.sources), where) for article in found)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except IsADirectoryError:
        raise InputError(f"{path}: it is a directory; name a file in it") from None
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: it cannot be read ({getattr(error, 'strerror', None) or error})") from None

"""The addresses that sites list for robots: sitemaps and indexes of them (https://www.sitemaps.org/protocol.html), also compressed."""

import zlib
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from syndicator.core.article import is_hyperlink
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.robots import Robots, text_of
from syndicator.feeds.transport import Transport

_MOST_FILES = 200  # of one index
_LARGEST = 50 * 2**20  # bytes, uncompressed: the protocol's own limit
_GZIP = b"\x1f\x8b"


class HttpSitemaps:
    """Reads the addresses of pages out of a sitemap, an index of sitemaps, or those that a robots.txt names."""

    def __init__(self, transport: Transport, robots: Robots) -> None:
        self._transport, self._robots = transport, robots

    def pages(self, url: str) -> Iterator[str]:
        """The addresses of pages, each once, in the order of the files; those on other hosts are left out (the protocol's §Location).

        `url` is a sitemap, or the front page of a site, whose robots.txt is asked. Raises Rejected, RetryLater or Gone.
        """
        waiting = list(self._starting(url))
        seen: set[str] = set()
        pages: set[str] = set()
        while waiting and len(seen) < _MOST_FILES:
            here = waiting.pop(0)
            if here in seen:
                continue
            seen.add(here)
            kind, addresses = self._read(here)
            for address in addresses:
                there = urljoin(here, address.strip())
                if not is_hyperlink(there) or _host(there) != _host(here):
                    continue
                if kind == "sitemapindex":
                    waiting.append(there)
                elif there not in pages:
                    pages.add(there)
                    yield there

    def _starting(self, url: str) -> list[str]:
        if urlsplit(url).path not in ("", "/"):
            return [url]
        told = text_of(self._robots.answer(url)).splitlines()
        named = [line.partition(":")[2].strip() for line in told if line.strip().lower().startswith("sitemap:")]
        return named or [urljoin(url, "/sitemap.xml")]

    def _read(self, url: str) -> tuple[str, list[str]]:
        fetched = self._transport.get(url, may=self._robots.require)
        if fetched.status in (404, 410):
            raise Gone(f"{shown(url)} is not there ({fetched.status})")
        if fetched.status == 429 or fetched.status >= 500:
            raise RetryLater(f"{shown(url)} answered with status {fetched.status}")
        if not 200 <= fetched.status < 300:
            raise Rejected(f"{shown(url)} answered with status {fetched.status}")
        return _addresses(_unpacked(fetched.body, url), url)


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(body, _LARGEST)
    except zlib.error:
        raise Rejected(f"{shown(url)} cannot be decompressed") from None
    return unpacked


def _addresses(body: bytes, url: str) -> tuple[str, list[str]]:
    """(name of the root, every `loc` right below its children); nothing hostile is obeyed. A list of lines is one too."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "urlset", body.decode("utf-8", "replace").split()
    reader = _Reader()
    try:
        reader.parser.Parse(body, True)
    except (expat.ExpatError, _OddError) as error:
        raise Rejected(f"{shown(url)} is no sitemap ({error})") from None
    if reader.root not in ("urlset", "sitemapindex"):
        raise Rejected(f"{shown(url)} is no sitemap but <{reader.root}>")
    return reader.root, reader.found


class _OddError(Exception):
    """The document declares something of its own."""


class _Reader:
    def __init__(self) -> None:
        self.root = ""
        self.found: list[str] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.root = self.root or name
        self._path.append(name)
        self._text.clear()

    def _end(self, _tag: str) -> None:
        if len(self._path) == 3 and self._path[-1] == "loc":
            self.found.append("".join(self._text))
        self._path.pop()

    def _characters(self, text: str) -> None:
        if len(self._path) == 3:
            self._text.append(text)

    def _doctype(self, *_: object) -> None:
        raise _OddError("it has a document type of its own")


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")

"""An article as its source gave it: who it is (key) and what it says (digest)."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from syndicator.core.evidence import Evidence
from syndicator.core.markup import read

# Parameters that name the way to an article, never the article (version 1 of the list; a change makes new keys).
_GLOBAL = ("http:", "https:", "tag:", "urn:")  # ids that no two publishers give to different things
_TRACKING = re.compile(r"(?i)^(utm_.*|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src|cmpid|at_.*)$")


@dataclass(frozen=True, slots=True)
class Person:
    """An author as named by the source."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The publication an entry says it was taken from (RSS 2.0 `<source>`, RFC 4287 §4.2.11 `atom:source`)."""

    name: str
    url: str = ""


PAGE_SIGNAL = "its own page"  # how signals begin that the article's page gives, not its feed


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A source's word that an article is withdrawn: which signal (RFC 6721 tombstone, media:status, HTTP 410), and when."""

    signal: str
    why: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of one source, as read; `html` is hostile until the renderer has cleaned it.

    `id` and `url` are verbatim from the feed ("" where it gave none). `html` is the body as delivered and `complete`
    says whether it is the full text. `page` is the HTML of the article's own page where it was fetched ("" otherwise)
    and does not count into the digest, nor do its headers. `evidence` holds what the machine-readable elements of entry and feed say about
    rights; prose and the page are read by the judgement.
    """

    source_id: str
    id: str
    url: str
    title: str
    html: str
    summary: str = ""
    complete: bool = True
    authors: tuple[Person, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    rights: str = ""
    origin: Origin | None = None
    feed_id: str = ""
    feed_title: str = ""
    page: str = ""
    page_url: str = ""
    page_etag: str = ""  # what its server gave to ask again with, byte for byte
    page_modified: str = ""
    page_signals: tuple[tuple[str, str], ...] = ()  # header lines of its answer that speak of rights or robots (lower-case name, value)
    rsl: tuple[str, ...] = ()  # addresses of RSL documents that entry and feed name
    evidence: tuple[Evidence, ...] = ()
    withdrawn: Withdrawal | None = None
    address_shared: bool = False  # other entries of its document have the same address: it names none of them

    @property
    def identity(self) -> str:
        """Who the article is: the feed's id where it gives one, else its address, else its title and date."""
        if self.id:
            return same_address(self.id, fragment=True)
        return same_address(self.url, fragment=True) if self.url else f"{self.title}\n{self.published}"

    @property
    def names(self) -> tuple[str, ...]:
        """Identities under which the same article may be held once more: its address, and its id where that is global."""
        address = same_address(self.url, fragment=True) if is_hyperlink(self.url) and not self.address_shared else ""
        known = same_address(self.id, fragment=True) if self.id.lower().startswith(_GLOBAL) else ""
        return tuple(dict.fromkeys(name for name in (address, known) if name))

    @property
    def key(self) -> str:
        """sha256 (hex) of source and identity: stays the same whatever the article comes to say."""
        return hashlib.sha256(f"{self.source_id}\n{self.identity}".encode("utf-8", "replace")).hexdigest()

    @property
    def digest(self) -> str:
        """sha256 (hex) of what a reader sees and what it says about rights: changes when, and only when, those change.

        Where a link leads is seen; by what scheme and with which tracking parameters is not: feeds change these at every poll.
        """
        body, summary = read(self.html), read(self.summary)
        said = sorted((e.topic, e.value, e.detail, e.channel) for e in self.evidence)
        parts = (
            self.title, _place(self.url), summary.text, body.text, repr([_place(a.href) for a in body.links]),
            repr([_place(i.src) for i in body.images]),
            repr(self.authors), self.rights, repr(self.origin), repr(said), repr(self.withdrawn), *self.rsl,
        )  # fmt: skip
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

    @property
    def words(self) -> int:
        """How many words the body has."""
        return _words_in(self.html)


def _place(address: str) -> str:
    return same_address(address, fragment=True)


@lru_cache(maxsize=64)  # asked for once a site by several rules
def _words_in(html: str) -> int:
    return len(read(html).text.split())


@lru_cache(maxsize=4096)
def same_address(address: str, *, fragment: bool = False) -> str:
    """A key for comparing addresses: without scheme, `www.`, default port, fragment, tracking parameters, last slash.

    With `fragment` that is kept: entries of one live page differ in nothing else. Only a key: what is fetched or shown
    stays verbatim. Text that is no http(s) address is returned stripped.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return address.strip()
    if parts.scheme.lower() not in ("http", "https") or not host:
        return address.strip()
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)))
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    mark = f"#{parts.fragment}" if fragment and parts.fragment else ""
    return f"{netloc}{parts.path.rstrip('/')}{'?' + query if query else ''}{mark}"


@lru_cache(maxsize=4096)
def is_hyperlink(href: str) -> bool:
    """Whether an address can be followed to a document: http(s) with a host; `#`, empty and relative ones cannot."""
    try:
        parts = urlsplit(href.strip())
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def leads_nowhere(href: str) -> bool:
    """Whether a link only looks like one: its target is empty, a bare fragment or a script."""
    target = href.strip().lower()
    return not target or target.startswith(("#", "javascript:"))

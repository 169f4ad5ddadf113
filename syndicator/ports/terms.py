"""What is known of the documents in which a source's publisher states terms: what they said and when, and what is remembered of each."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """What a page's server gave to ask again with, byte for byte (RFC 9110 §8.8); empty strings where it gave nothing."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class TermsPage:
    """A terms page, or a file about rights, as it was read at one time.

    `address` is what was asked for, `url` where it was found. `sha256` is that of what it says about rights,
    `words_sha256` that of all its words. A page that was taken away is kept too: without HTML and sums. Of a file, `html` is its text.
    """

    address: str
    url: str
    html: str
    sha256: str
    words_sha256: str
    fetched_at: datetime

    @property
    def gone(self) -> bool:
        """Whether the page was no longer there."""
        return not self.html


@dataclass(frozen=True, slots=True)
class TermsWatch:
    """How the watching of one document of a source stands.

    `key` tells the source's documents apart: "" is its first terms page. `address` is the page that is watched, named or
    found ("" where none was found). `looked` is whether the last look came to an end: a page was read, or nothing links to
    one. `confirmed_at` is when the newest snapshot was last seen to hold, `read_at` when its body was last fetched,
    `changed_at` when it last came to say something else. `failures` counts looks that failed since, `missing` those at which
    the page was not there or said nothing any more. `made_for` is what of the source's settings the watching was made for,
    `linked` the page the source linked to first when it was last looked at; `unread` is whether its cases were re-opened for
    want of the page. `moved` is the address on another host that it led to when it was last there ("" where it led to none).
    """

    address: str = ""
    looked: bool = False
    next_look: datetime | None = None
    last_look: datetime | None = None
    confirmed_at: datetime | None = None
    read_at: datetime | None = None
    changed_at: datetime | None = None
    failures: int = 0
    missing: int = 0
    problem: str = ""
    made_for: str = ""
    linked: str = ""
    unread: bool = False
    key: str = ""
    moved: str = ""
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class TermsChange:
    """What a new snapshot touched: how many cases it re-opened, and the keys of the posts whose copies are live."""

    reopened: int = 0
    live: tuple[str, ...] = ()

"""Every error of syndicator, on one page. A class says what the caller does next.

    SyndicatorError
    ├── UserError            a person's mistake: print the line, exit 2, no traceback
    │   ├── SettingsError    the configuration: file, key path, what would be right
    │   └── InputError       an argument, a file or a target that cannot be used
    ├── DataInUse            another instance holds the data directory: exit 3
    ├── StoreUnavailable     the store cannot be reached, is full or from the future: exit 4
    ├── RetryLater           not now: try again at `when`, nothing was done
    │   └── Withheld         for legal reasons (RFC 7725): a person looks at what was made of it before
    ├── Rejected             never as it is: `why`, and `remedy` says what a person can do
    ├── OutcomeUnknown       it may have been done: ask the other side before a second try
    └── Gone                 deliberately removed (404 or 410 of a known thing, tombstone)

Foreign exceptions (requests, sqlalchemy, feedparser, jinja2) never pass a port: each adapter turns them into one of these.
"""

from datetime import datetime


class SyndicatorError(Exception):
    """The root: everything syndicator raises on purpose."""


class UserError(SyndicatorError):
    """A person's mistake, told in one line: what, where, and what to do."""


class SettingsError(UserError):
    """The configuration cannot be used; `problems` holds one line each, all found in one pass."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class InputError(UserError):
    """An argument, file or target that cannot be used."""


class DataInUse(SyndicatorError):
    """Another instance holds the data directory."""


class StoreUnavailable(SyndicatorError):
    """The store cannot be opened, read or written; nothing of the current transaction was kept."""


class RetryLater(SyndicatorError):
    """Nothing was done; try again, not before `when` (None: by the caller's own back-off)."""

    def __init__(self, why: str, when: datetime | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.when = when


class Withheld(RetryLater):
    """Not now, for legal reasons (HTTP 451, RFC 7725): what was made of it before may be meant too, and a person looks."""


class Rejected(SyndicatorError):
    """It will never work as it is; `remedy` says what a person can do about it."""

    def __init__(self, why: str, remedy: str = "") -> None:
        super().__init__(f"{why}: {remedy}" if remedy else why)
        self.why = why
        self.remedy = remedy


class OutcomeUnknown(SyndicatorError):
    """The request may have taken effect: ask the other side before any second try."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Gone(SyndicatorError):
    """The thing was there and is deliberately gone (HTTP 404 or 410 of a known address, trashed, tombstone)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

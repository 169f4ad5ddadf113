"""The port of a site, small as it can be; each optional ability is a Protocol of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.trials import Measured
from syndicator.errors import Rejected
from syndicator.ports.messages import Mailer
from syndicator.ports.reading import Page, PageReader
from syndicator.ports.rendering import Renderer

UNREAD = "not read"  # stands for a credential where a site is only looked at, never spoken to


class SiteClient(Protocol):
    """A place that takes posts. Raises RetryLater (nothing was done), Rejected, or OutcomeUnknown."""

    def publish(self, post: Post) -> Receipt: ...


@dataclass(frozen=True, slots=True)
class SiteTools:
    """What a kind of site may use: shared templates, a reader's view of public pages, an honest name, and the time."""

    renderer: Renderer
    pages: PageReader
    user_agent: str
    now: Callable[[], datetime]
    allow_private: tuple[str, ...] = ()  # private addresses the operator named as meant
    patience: float = 60.0  # seconds of silence after which a site's answer counts as lost
    mailer: Mailer | None = None  # the server of [mail]; None where none is configured
    home: Path = Path()  # what relative paths among the options start from: the configuration's folder


class OpenSite(Protocol):
    """The entry point of a kind of site (group `syndicator.sites`); raises SettingsError for options it cannot use."""

    def __call__(self, site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> SiteClient: ...


@runtime_checkable
class Searchable(Protocol):
    """A site that can be asked whether a post arrived, by the post's own key or slug."""

    def find(self, post: Post) -> Receipt | None: ...


@runtime_checkable
class Updatable(Protocol):
    """A site whose copies can be corrected in place."""

    def update(self, post: Post, receipt: Receipt) -> Receipt: ...


@runtime_checkable
class Withdrawable(Protocol):
    """A site that takes a copy down; doing it twice succeeds."""

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None: ...


@runtime_checkable
class Readable(Protocol):
    """A site whose live copy can be read back as a reader sees it (no credentials); raises Gone when it is not there."""

    def read_back(self, post: Post, receipt: Receipt) -> Page: ...


@runtime_checkable
class Batching(Protocol):
    """A site that puts through together what it took: `finish` comes after each pass, and again until it succeeds."""

    def finish(self) -> None: ...


@runtime_checkable
class Gathering(Protocol):
    """A site that takes many posts in one: its creations wait for an edition, and go together, at most `most` of them at once."""

    @property
    def most(self) -> int: ...

    def edition(self, now: datetime) -> datetime:
        """When the last edition was due, at or before now."""

    def publish_together(self, posts: Sequence[Post]) -> Sequence[Receipt | Rejected]:
        """Publish these posts in one; in their order the receipt of each, or why it could not go along.

        Raises as `publish` does, for all of them.
        """


@runtime_checkable
class Flavoured(Protocol):
    """A site that says which flavours it takes: those are drafted and proven for it, HTML always; without it, HTML and plain text."""

    @property
    def flavours(self) -> tuple[Flavour, ...]: ...


@runtime_checkable
class Carrying(Protocol):
    """A site that knows what it can carry at most: nothing beyond it is judged to be possible there.

    That it can edit and take down is told by being Updatable and Withdrawable.
    """

    @property
    def carries(self) -> Carries: ...


@runtime_checkable
class Testable(Protocol):
    """A site that can say whether address, credential and abilities are right, without publishing; one line each."""

    def test(self) -> Sequence[tuple[bool, str]]: ...


@runtime_checkable
class Measuring(Testable, Protocol):
    """A site whose test measures as well: what the site says of itself, and what it left of a specimen that no reader saw."""

    def measure(self) -> tuple[Sequence[tuple[bool, str]], Measured]:
        """The lines of `test`, and what was measured on the way."""

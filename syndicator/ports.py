"""The ports: what the pipeline needs of the world, each as small as it can be; optional abilities are Protocols of their own."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from syndicator.core.article import Article
from syndicator.core.places import Site, Source
from syndicator.core.post import Deed, Post, PostState, Receipt
from syndicator.core.proof import Check
from syndicator.core.verdict import Verdict

# ---------------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class FetchMemory:
    """What must be remembered of a source between polls; validators byte for byte, with the address they belong to."""

    url: str = ""  # where the feed is fetched now (after a permanent redirect), "" = as configured
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    failures: int = 0
    moved_to: str = ""  # a permanent redirect seen once; believed on the second sighting


@dataclass(frozen=True, slots=True)
class Reading:
    """One poll of a source.

    `articles` is what the feed holds now (empty when `unchanged`); `withdrawn` maps article identities to the signal.
    `memory` is to be stored with the articles, in one transaction. `wait_until` is the earliest polite next poll.
    """

    articles: tuple[Article, ...]
    memory: FetchMemory
    unchanged: bool = False
    wait_until: datetime | None = None
    withdrawn: Mapping[str, str] = field(default_factory=dict)  # article identity → signal
    problems: tuple[str, ...] = ()  # entries that were left out, one line each


class FeedReader(Protocol):
    """Reads one source politely; raises RetryLater, Rejected (not a feed, refused address) or Gone (410)."""

    def read(self, source: Source, memory: FetchMemory, now: datetime) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a reader would get it: final address, HTML, and the HTTP Link header's (rel, href) pairs."""

    url: str
    html: str
    links: tuple[tuple[str, str], ...] = ()
    content_type: str = "text/html"


class PageReader(Protocol):
    """Fetches one public page without credentials; raises RetryLater, Rejected or Gone."""

    def page(self, url: str) -> Page: ...


# ---------------------------------------------------------------------------------------------------- rendering


class Renderer(Protocol):
    """Renders a named template with a documented context; the operator's folder comes first."""

    def render(self, template: str, context: object) -> str: ...


class Cleaner(Protocol):
    """Makes hostile HTML safe to publish, and turns it into plain text or Markdown."""

    def clean(self, html: str, base: str, images: Collection[str] = ()) -> str: ...

    def markdown(self, html: str) -> str: ...


# ---------------------------------------------------------------------------------------------------- sites


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
class Testable(Protocol):
    """A site that can say whether address, credential and abilities are right, without publishing; one line each."""

    def test(self) -> Sequence[tuple[bool, str]]: ...


# ---------------------------------------------------------------------------------------------------- store


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source whose time has come, with what is remembered of it."""

    source_id: str
    memory: FetchMemory
    polls: int  # completed polls; 0 = this is the first


@dataclass(frozen=True, slots=True)
class Admitted:
    """An article to be kept, and for which sites it is to be judged (none: marked as seen)."""

    article: Article
    sites: tuple[str, ...]
    braked: bool = False  # came in a burst: a person looks first


@dataclass(frozen=True, slots=True)
class DueCase:
    """An article to be judged for a site, with what the store knows of the copy."""

    article: Article
    site_id: str
    braked: bool
    first_seen: datetime
    post: "StoredPost | None" = None


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post as it rests: the newest allowed draft, what the site holds, and what is to be done next."""

    post: Post
    state: PostState
    deed: Deed
    attempts: int = 0
    receipt: Receipt | None = None  # receipt.revision is the delivered one
    next_at: datetime | None = None
    why: str = ""  # the last error, or why it is withdrawn
    repaired: bool = False
    claimed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A leased post: nobody else works on it until the lease ends; `token` fences late answers off."""

    stored: StoredPost
    token: str


class Store(Protocol):
    """The store in the pipeline's words; every method is one transaction. Raises StoreUnavailable.

    All times are aware (UTC). Names of steps: read, judge, deliver, prove, follow.
    """

    # read
    def keep_sources(self, sources: Sequence[Source], now: datetime) -> None:
        """Make the stored sources those of the configuration; a new one is due at once, a changed feed address starts anew."""

    def sources_due(self, now: datetime) -> list[DueSource]: ...

    def known_articles(self, source_id: str, identities: Iterable[str]) -> dict[str, str]:
        """Identity → digest of the articles already known of this source."""

    def record_reading(
        self,
        source_id: str,
        admitted: Sequence[Admitted],
        withdrawn: Mapping[str, str],
        memory: FetchMemory,
        next_poll: datetime,
        now: datetime,
    ) -> None:
        """Keep new and changed articles and make their cases new again; mark withdrawn ones; advance the source. One transaction."""

    def record_failed_reading(self, source_id: str, why: str, next_poll: datetime | None, now: datetime) -> None:
        """Count the failure; next_poll None stops the source for good (HTTP 410)."""

    # judge
    def cases_due(self, now: datetime, limit: int) -> list[DueCase]:
        """Cases in state new, and waiting ones whose time has come, oldest article first."""

    def reopen_cases(self, sites: Mapping[str, str], policies: str, now: datetime) -> int:
        """Make rested cases new again where the site's facts or the terms-affecting settings (digests) changed since judged."""

    def record_verdict(self, article_key: str, site_id: str, digest: str, verdict: Verdict, post: Post | None, now: datetime) -> None:
        """Store verdict (appended to its history) and draft; a first draft is queued. One transaction."""

    def posted_since(self, site_id: str, since: datetime) -> int:
        """How many posts were queued for a site since then (for quotas)."""

    # deliver
    def claim_posts_due(self, now: datetime, lease_until: datetime, limit: int) -> list[Claim]:
        """Lease queued posts whose time has come, and claimed ones whose lease ran out (with attempts counted up)."""

    def record_receipt(self, claim: Claim, receipt: Receipt | None, now: datetime) -> bool:
        """Delivered (receipt) or withdrawn (None); False when the claim is no longer ours (fenced off)."""

    def record_retry(self, claim: Claim, why: str, next_at: datetime, now: datetime) -> bool: ...

    def record_failure(self, claim: Claim, state: PostState, why: str, now: datetime) -> bool:
        """Rest in FAILED or UNKNOWN until a person acts."""

    def release_claims(self, now: datetime) -> int:
        """Give back every lease of this instance on a clean stop."""

    # prove
    def proofs_due(self, now: datetime, limit: int) -> list[StoredPost]: ...

    def record_proof(
        self, post_key: str, checks: Sequence[Check], state: PostState, next_at: datetime | None, why: str, now: datetime
    ) -> None: ...

    # follow
    def posts_to_follow(self, now: datetime) -> "list[Followed]":
        """Live or queued copies whose article, draft or verdict changed since they were delivered."""

    def queue_deed(self, post_key: str, deed: Deed, why: str, now: datetime, *, repair: bool = False) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Followed:
    """A copy beside what its article and newest verdict say now."""

    stored: StoredPost
    article: Article
    verdict: Verdict


# ---------------------------------------------------------------------------------------------------- reads for people


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as people see it."""

    id: str
    feed: str
    next_poll: datetime | None
    last_poll: datetime | None
    polls: int
    failures: int
    problem: str
    articles: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """An article for a site: what was decided and when; verdict None while it is new."""

    article_key: str
    site_id: str
    source_id: str
    title: str
    url: str
    state: str  # new | allowed | waiting | held | refused
    verdict: Verdict | None
    judged_at: datetime | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A copy as people see it, with its last proof."""

    stored: StoredPost
    created_at: datetime
    delivered_at: datetime | None
    checks: tuple[Check, ...] = ()
    proven_at: datetime | None = None


class Overview(Protocol):
    """The reading side: for commands and reports, never for the pipeline."""

    def sources(self) -> list[SourceRow]: ...

    def articles(self, reference: str) -> list[Article]:
        """Articles whose key starts with, or whose id, address or identity equals, the reference."""

    def cases(self, article_key: str | None = None, site_id: str | None = None) -> list[CaseRow]: ...

    def verdicts(self, article_key: str, site_id: str) -> list[tuple[datetime, Verdict]]:
        """Every verdict on this case, oldest first."""

    def posts(self, site_id: str | None = None, state: str | None = None) -> list[PostRow]: ...

    def counts(self) -> dict[str, dict[str, int]]:
        """Counts as {"cases": {state: n}, "posts": {state: n}, "sources": {"due" | "failing" | "stopped" | "all": n}}."""

    def last_tick(self) -> datetime | None: ...

    def record_tick(self, now: datetime) -> None: ...


# ---------------------------------------------------------------------------------------------------- engine

In = TypeVar("In")
Out = TypeVar("Out")


class Engine(Protocol):
    """Runs independent work overlapped; results come in any order, an exception is a result."""

    def overlap(self, work: Callable[[In], Out], items: Iterable[In]) -> Iterator[tuple[In, Out | Exception]]: ...

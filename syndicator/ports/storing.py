"""The port of the store, in the words of the pipeline."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from syndicator.core.approvals import Decision
from syndicator.core.article import Article, Withdrawal
from syndicator.core.drift import Drift, OpenDrift
from syndicator.core.places import Source
from syndicator.core.post import Deed, Post, PostState, Receipt
from syndicator.core.proof import Check
from syndicator.core.recognising import Acquaintance
from syndicator.core.verdict import Verdict
from syndicator.ports.ledger import LedgerReading, LedgerWriting
from syndicator.ports.mentioning import MentionWriting
from syndicator.ports.people import PeopleReading, PeopleWriting
from syndicator.ports.picturing import PictureStore
from syndicator.ports.polling import Admitted, DueSource, Poll
from syndicator.ports.reading import Page
from syndicator.ports.subscribing import Push, SubscriptionReading, SubscriptionWriting
from syndicator.ports.terms import TermsChange, TermsPage, TermsWatch, Validators
from syndicator.ports.trials import TrialReading, TrialWriting


@dataclass(frozen=True, slots=True)
class DueCase:
    """An article to be judged for a site, with what the store knows of the copy, and what a person last answered on it."""

    article: Article
    site_id: str
    among: int
    first_seen: datetime
    post: "StoredPost | None" = None
    decision: Decision | None = None


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
    run: int = 0  # looks in a row that were good (above 0) or not (below 0) since it was delivered
    drifts: tuple[OpenDrift, ...] = ()  # how the live copy departed from what was sent, cured departures too


@dataclass(frozen=True, slots=True)
class Claim:
    """A leased post: nobody else works on it until the lease ends; `token` fences late answers off."""

    stored: StoredPost
    token: str


@dataclass(frozen=True, slots=True)
class Ended:
    """What the lease of a claim came to; made by the four names below, each one arrow of docs/states.md."""

    claim: Claim
    state: PostState
    receipt: Receipt | None = None
    why: str = ""
    next_at: datetime | None = None
    tried: bool = True

    @classmethod
    def done(cls, claim: Claim, receipt: Receipt | None) -> Self:
        """The site holds the copy, as its receipt says; or it was withdrawn there (None)."""
        return cls(claim, PostState.DELIVERED if receipt else PostState.WITHDRAWN, receipt)

    @classmethod
    def later(cls, claim: Claim, why: str, next_at: datetime) -> Self:
        """Not now: queued again for its time, and the attempt counts."""
        return cls(claim, PostState.QUEUED, why=why, next_at=next_at)

    @classmethod
    def resting(cls, claim: Claim, state: PostState, why: str) -> Self:
        """FAILED or UNKNOWN, until a person or a change of the article moves it."""
        return cls(claim, state, why=why)

    @classmethod
    def untouched(cls, claim: Claim) -> Self:
        """Nothing was begun: due again at once, and no attempt counts."""
        return cls(claim, PostState.QUEUED, tried=False)


class Following(Protocol):
    """What must follow a live copy; each method is one transaction. Raises StoreUnavailable."""

    def posts_to_follow(self, now: datetime) -> "list[Followed]":
        """Live or queued copies whose article, draft or verdict changed since they were delivered."""

    def queue_deed(self, post_key: str, deed: Deed, why: str, now: datetime, *, repair: bool = False) -> None: ...

    def record_withdrawal(self, article_key: str, withdrawal: Withdrawal, now: datetime) -> bool:
        """Mark an article as withdrawn by its publisher, and make its cases new; False where it is unknown or was withdrawn before."""

    def withheld_since(self, article_key: str) -> datetime | None:
        """Since when the feed that an article came from has been withheld for legal reasons; None where it is not."""

    def live_identities(self, source_id: str) -> list[str]:
        """The identities of a source's articles that are not withdrawn and of which readers may meet a copy."""

    def original_seen(self, article_key: str) -> Validators:
        """What to ask for an article's page with, as it was when it was last looked at and stood there as it should."""

    def record_original_seen(self, article_key: str, validators: Validators) -> None: ...

    def count_live(self, source_ids: Collection[str]) -> int:
        """How many copies of these sources' articles readers may meet."""

    def count_withdrawn(self, source_ids: Collection[str], since: datetime) -> int:
        """How many copies of these sources' articles were taken down since then."""


class Store(
    PeopleReading,
    PeopleWriting,
    LedgerReading,
    LedgerWriting,
    Following,
    SubscriptionReading,
    SubscriptionWriting,
    MentionWriting,
    TrialReading,
    TrialWriting,
    PictureStore,
    Protocol,
):
    """The store in the pipeline's words; every method is one transaction. Raises StoreUnavailable.

    Decisions and deeds are written into the ledger in the transaction that keeps them.
    All times are aware (UTC). Names of steps: read, judge, deliver, prove, follow.
    """

    # read
    def keep_sources(self, sources: Sequence[Source], now: datetime) -> None:
        """Make the stored sources those of the configuration; a new one is due at once, a changed feed address starts anew."""

    def sources_due(self, now: datetime) -> list[DueSource]: ...

    def known_articles(self, source_id: str, identities: Iterable[str]) -> dict[str, str]:
        """Identity → digest of the articles already known of this source."""

    def acquaintances(self, source_id: str, articles: Sequence[Article]) -> list[Acquaintance]:
        """What is known of this source's articles that have an identity, an address, or title and date of one of these."""

    def stored_articles(self, source_id: str, identities: Iterable[str]) -> dict[str, Article]:
        """Identity → the article as it is known of this source."""

    def record_polls(self, polls: Sequence[Poll], now: datetime) -> None:
        """Keep new and changed articles and make their cases new again; mark withdrawn ones; advance the sources. One transaction.

        Each source stands in `polls` once. One of which somebody told while it was being asked is due again soon.
        """

    def record_failed_reading(self, source_id: str, why: str, next_poll: datetime | None, now: datetime, *, withheld: bool = False) -> None:
        """Count the failure; next_poll None stops the source for good (HTTP 410)."""

    def record_heard(self, push: Push, admitted: Sequence[Admitted], withdrawn: Mapping[str, str], now: datetime, *, poll: bool) -> None:
        """Keep what a push brought, and let go of it; with `poll` its source is due soon. What polls remember is not touched."""

    # terms pages and files about rights, within read
    def terms_watches(self) -> dict[str, dict[str, TermsWatch]]:
        """How the watching of documents stands, by source id and key; a source that was never looked at has none."""

    def terms_pages(self, source_id: str) -> dict[str, TermsPage]:
        """The newest snapshot of each document of a source, by its key."""

    def newest_articles(self, source_id: str, limit: int) -> list[Article]:
        """The articles of a source that were kept last, newest first."""

    def record_terms_look(self, source_id: str, watch: TermsWatch, now: datetime, *, reopen: bool = False, rule: str = "") -> int:
        """Keep how the watching of the document `watch.key` stands, after a look that brought no page.

        With `reopen` make the source's rested cases new. With a `rule`, only those whose newest verdict has a finding of it.
        How many cases that were. One transaction.
        """

    def record_terms_page(
        self, source_id: str, watch: TermsWatch, page: TermsPage, now: datetime, *, reopen: bool = False, rule: str = ""
    ) -> TermsChange:
        """Keep what the document `watch.key` says now. One transaction.

        A snapshot that says the same about rights as its newest (address and `sha256`) takes its place, and changes
        nothing else, unless `reopen` asks for it (with a `rule`: of cases whose newest verdict has a finding of it).
        Another one is added, and every rested case of the source is made new again.
        """

    # judge
    def cases_due(self, now: datetime, limit: int) -> list[DueCase]:
        """Cases in state new, waiting ones whose time has come, and allowed ones whose permission ends; oldest article first."""

    def case(self, article_key: str, site_id: str) -> DueCase | None:
        """One case as it would be judged now, whatever its state."""

    def reopen_cases(self, sites: Mapping[str, str], policies: str, now: datetime) -> int:
        """Make rested cases new again where the site's facts or the terms-affecting settings (digests) changed since judged."""

    def record_verdict(self, article_key: str, site_id: str, digest: str, verdict: Verdict, post: Post | None, now: datetime) -> None:
        """Store verdict (appended to its history) and draft; a first draft is queued. One transaction."""

    def twin(self, article: Article, site_id: str) -> str:
        """The source of another article of one of the same `names`, whose copy is at this site, live or on its way; else empty.

        Another source comes before the article's own.
        """

    def posted_since(self, site_id: str, since: datetime) -> int:
        """How many posts were queued for a site since then (for quotas)."""

    def posted_of(self, source_ids: Collection[str], since: datetime) -> tuple[datetime, ...]:
        """When copies of articles of these sources were queued to be created after then, at any site, oldest first.

        One that was taken back before anything was sent does not count. For the quotas of publishers.
        """

    def recent_copies(self, site_id: str, since: datetime, limit: int) -> "list[tuple[str, StoredPost]]":
        """The copies of a site, live or on their way, that were queued after then: source id and post, newest first."""

    # deliver
    def claim_posts_due(
        self, now: datetime, lease_until: datetime, limit: int, *,
        but: Collection[str] = (), one_of: Collection[str] = (), gathered: Collection[str] = (), only: str = "",
    ) -> list[Claim]:  # fmt: skip
        """Lease queued posts whose time has come, and claimed ones whose lease ran out (with attempts counted up). One transaction.

        Posts of the sites in `but` are left where they are: those sites are in trouble just now. Of each site in
        `one_of` one post at most: a person has to look at what a crash cuts off there. Of a site in `gathered` no creation
        but one that was cut off: they go together, by a call for creations of that site `only`.
        """

    def record_ends(self, ended: Sequence[Ended], now: datetime) -> list[bool]:
        """What became of claims, all of them in one transaction; False for each that is no longer ours (fenced off)."""

    # prove
    def proofs_due(self, now: datetime, limit: int) -> list[StoredPost]: ...

    def record_proof(
        self,
        post_key: str,
        checks: Sequence[Check],
        state: PostState,
        next_at: datetime | None,
        why: str,
        now: datetime,
        *,
        page: Page | None = None,
        drifts: Sequence[Drift] | None = None,
    ) -> None:
        """Keep a proof, with the page it was made on as evidence; `drifts` are those that were seen (None: nothing was looked at)."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Followed:
    """A copy beside what its article and newest verdict say now."""

    stored: StoredPost
    article: Article
    verdict: Verdict

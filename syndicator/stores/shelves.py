"""What a store in memory holds."""

from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock

from syndicator.core.approvals import Choice, Decision
from syndicator.core.article import Article
from syndicator.core.ledger import Entry
from syndicator.core.mentions import Mention
from syndicator.core.permissions import Permission, Request
from syndicator.core.proof import Check
from syndicator.core.subscribing import Subscription
from syndicator.core.trials import Trial
from syndicator.core.verdict import Verdict
from syndicator.errors import StoreUnavailable
from syndicator.ports import Checkpoint, DueCase, Push, TermsPage, TermsWatch, Upload, Validators
from syndicator.stores.polling import RestingSource
from syndicator.stores.resting import TIMED, RestingPost

Place = tuple[str, str]  # article key and site id


@dataclass(frozen=True, slots=True)
class RestingArticle:
    """An article with what is asked of it often; `age` (published, else first seen) orders the judging."""

    article: Article
    digest: str
    first_seen: datetime
    age: datetime


@dataclass(frozen=True, slots=True)
class RestingCase:
    """A case; `since` is when it came into its state."""

    state: str
    since: datetime
    among: int
    next_at: datetime | None = None
    judged_under: str = ""

    def due(self, now: datetime) -> bool:
        """Whether it is to be judged."""
        return self.state == "new" or (self.state in TIMED and self.next_at is not None and self.next_at <= now)


@dataclass(slots=True)
class Shelves:
    """Everything that rests; `lock` is held for the length of every method, which makes each one transaction."""

    lock: RLock = field(default_factory=RLock)
    sources: dict[str, RestingSource] = field(default_factory=dict)
    articles: dict[str, RestingArticle] = field(default_factory=dict)
    originals: dict[str, Validators] = field(default_factory=dict)  # by article key
    identities: dict[tuple[str, str], str] = field(default_factory=dict)  # source and identity → article key
    cases: dict[Place, RestingCase] = field(default_factory=dict)
    verdicts: dict[Place, list[tuple[datetime, Verdict]]] = field(default_factory=dict)
    posts: dict[Place, RestingPost] = field(default_factory=dict)
    proofs: dict[str, tuple[datetime, tuple[Check, ...]]] = field(default_factory=dict)  # the last one of each post
    terms_watches: dict[str, dict[str, TermsWatch]] = field(default_factory=dict)  # by source and key of the document
    terms_pages: dict[str, dict[str, list[TermsPage]]] = field(default_factory=dict)  # the same, oldest first
    decisions: dict[Place, list[Decision]] = field(default_factory=dict)  # of each case, oldest first
    permissions: dict[int, list[Permission]] = field(default_factory=dict)  # by number, as each came to stand
    requests: dict[int, list[Request]] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)  # by token
    trials: dict[str, Trial] = field(default_factory=dict)  # by site id
    pushes: list[Push] = field(default_factory=list)
    pushed: int = 0  # the number of the last push
    mentions: dict[str, Mention] = field(default_factory=dict)  # by the key of the post
    uploads: dict[tuple[str, str], Upload] = field(default_factory=dict)  # by site and address with the original
    times: dict[str, datetime] = field(default_factory=dict)
    ledger: list[Entry] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)  # by SHA-256
    checkpoints: dict[int, Checkpoint] = field(default_factory=dict)  # by size
    tick: datetime | None = None

    def source(self, source_id: str) -> RestingSource:
        """A source; raises StoreUnavailable where there is none."""
        if source_id not in self.sources:
            raise StoreUnavailable(f"the store knows no source “{source_id}”")
        return self.sources[source_id]

    def case(self, place: Place) -> RestingCase:
        """A case; raises StoreUnavailable where there is none."""
        if place not in self.cases:
            raise StoreUnavailable(f"the store knows no case of article {place[0]} for site “{place[1]}”")
        return self.cases[place]

    def post(self, key: str) -> RestingPost:
        """A post by its key; raises StoreUnavailable where there is none."""
        for row in self.posts.values():
            if row.stored.post.key == key:
                return row
        raise StoreUnavailable(f"the store knows no post {key}")

    def to_judge(self, place: Place) -> DueCase:
        """A case as it is handed to the judge."""
        known, row = self.articles[place[0]], self.posts.get(place)
        stored = row.stored if row else None
        return DueCase(known.article, place[1], self.cases[place].among, known.first_seen, stored, self.answered(place))

    def decided(self, place: Place) -> Decision | None:
        """The last thing a person decided on a case, a delay too."""
        return next(reversed(self.decisions.get(place, [])), None)

    def answered(self, place: Place) -> Decision | None:
        """The last approval or rejection of a case: a delay takes neither back."""
        return next((d for d in reversed(self.decisions.get(place, [])) if d.choice is not Choice.DEFER), None)

    def keep(self, row: RestingPost) -> None:
        """Lay a post on its shelf."""
        self.posts[row.stored.post.article_key, row.stored.post.site_id] = row

    def cases_by_age(self) -> list[tuple[Place, RestingCase]]:
        """Every case, oldest article first."""
        return sorted(self.cases.items(), key=lambda item: (self.articles[item[0][0]].age, item[0]))

    def posts_by_age(self) -> list[tuple[Place, RestingPost]]:
        """Every post, oldest first."""
        return sorted(self.posts.items(), key=lambda item: (item[1].created_at, item[1].stored.post.key))

"""Every store under one suite, and the small things to put into it."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Quote, Topic
from syndicator.core.places import Source
from syndicator.core.post import Post, PostState, Receipt, post_key, post_slug
from syndicator.core.proof import By, Check, Obligation
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict
from syndicator.ports import Admitted, Claim, Ended, FetchMemory, Poll, TermsPage
from syndicator.stores import open_store
from syndicator.stores.memory import MemoryStore

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
QUOTE = Quote("You may reprint this.", "https://example.org/terms", 4, 25)


@pytest.fixture(scope="session")
def store_empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, migrated once for all tests."""
    path = tmp_path_factory.mktemp("stores") / "empty.db"
    open_store(path).close()
    return path


@pytest.fixture(params=["memory", "sqlite"])
def store_new(request: pytest.FixtureRequest, tmp_path: Path, store_empty_file: Path) -> Iterator[object]:
    """A fresh store of every kind."""
    path = tmp_path / "store.db"
    store = MemoryStore() if request.param == "memory" else open_store(Path(shutil.copy(store_empty_file, path)))
    yield store
    store.close()


@pytest.fixture
def store_make() -> "type[Make]":
    """Builders of what a store keeps."""
    return Make


@pytest.fixture
def store_one(store_new: MemoryStore) -> "One":
    """A store with one source, one article and its case for the site `plaza`."""
    return One(store_new)


class Make:
    """Small valid things; `NOW` is the time of all of them, `at` so many minutes later."""

    NOW = NOW

    @staticmethod
    def at(minutes: float) -> datetime:
        return NOW + timedelta(minutes=minutes)

    @staticmethod
    def source(name: str = "gazette", feed: str = "https://gazette.example/feed") -> Source:
        return Source(id=name, feed=feed, publisher="The Gazette")

    @staticmethod
    def article(name: str = "one", text: str = "Rain fell.", source: str = "gazette", published: datetime | None = NOW) -> Article:
        evidence = Evidence(Topic.REPUBLISH, "yes", QUOTE, "plain-grant", Channel.ENTRY)
        return Article(
            source_id=source, id=f"tag:gazette.example,2026:{name}", url=f"https://gazette.example/{name}", title=name.title(),
            html=f"<p>{text}</p>", published=published, page="<html>page</html>" * 50, evidence=(evidence,),
        )  # fmt: skip

    @staticmethod
    def verdict(answer: Answer = Answer.ALLOW, not_before: datetime | None = None) -> Verdict:
        finding = Finding("grant", Status.SATISFIED, answer, "the terms say so", (QUOTE,), until=not_before)
        return Verdict(answer, Form.FULL if answer is Answer.ALLOW else None, (finding,), not_before=not_before)

    @staticmethod
    def post(article: Article, site: str = "plaza", text: str = "Rain fell.") -> Post:
        key = post_key(site, article.key)
        return Post(
            key=key, site_id=site, article_key=article.key, slug=post_slug(key, article.identity), form=Form.FULL,
            title=article.title, html=f"<p>{text}</p>", text=text, markdown=text, excerpt=text, original_id=article.id,
            original_url=article.url, authors=(), publisher="The Gazette", publisher_url="", feed_url="", feed_id="",
            published=article.published, updated=None, language="en", tags=("rain",), rights="", licence_url="", canonical="",
            noindex=False, obligations=(Obligation("source_link", By.LINK, article.url),),
        )  # fmt: skip

    @staticmethod
    def terms_page(words: str = "You may reprint us.", address: str = "https://gazette.example/terms", now: datetime = NOW) -> TermsPage:
        sums = [hashlib.sha256(text.encode()).hexdigest() for text in (words, f"Menu {words}")]
        return TermsPage(address, f"{address}/", f"<p>{words} \ud800\0" * 50, *sums, now)

    @staticmethod
    def receipt(claim: Claim) -> Receipt:
        return Receipt("41", "https://plaza.example/one", claim.stored.post.revision)

    @staticmethod
    def check(met: bool = True) -> Check:
        return Check(Obligation("source_link", By.LINK, "https://gazette.example/one"), met, "seen" if met else "missed")


class One:
    """A store with one article for the site `plaza`, and the steps of its way."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        store.keep_sources([Make.source()], NOW)
        self.article = Make.article()
        self.read(self.article, sites=("plaza",))
        self.key = post_key("plaza", self.article.key)

    def read(self, *articles: Article, sites: tuple[str, ...] = (), withdrawn: dict[str, str] | None = None, now: datetime = NOW) -> None:
        admitted = [Admitted(article, sites) for article in articles]
        self.store.record_polls([Poll("gazette", FetchMemory(), now + timedelta(hours=1), admitted, withdrawn or {})], now)

    def judge(
        self, answer: Answer = Answer.ALLOW, text: str = "Rain fell.", now: datetime = NOW, not_before: datetime | None = None
    ) -> None:
        post = Make.post(self.article, text=text) if answer is Answer.ALLOW else None
        self.store.record_verdict(self.article.key, "plaza", "facts:rules", Make.verdict(answer, not_before), post, now)

    def claim(self, now: datetime = NOW, lease: float = 5) -> Claim:
        """The one claim that is due."""
        (claim,) = self.store.claim_posts_due(now, now + timedelta(minutes=lease), 10)
        return claim

    def deliver(self, now: datetime = NOW) -> Receipt:
        """Claim what is due and hand in its receipt."""
        claim = self.claim(now)
        receipt = Make.receipt(claim)
        assert [True] == self.store.record_ends([Ended.done(claim, receipt)], now)
        return receipt

    @property
    def post(self):
        """The post as it rests."""
        (row,) = self.store.posts()
        return row.stored

    def rests_in(self, state: PostState) -> None:
        """Bring the post into this state by the way it comes there."""
        self.judge()
        if state is PostState.QUEUED:
            return
        if state in (PostState.CLAIMED, PostState.UNKNOWN, PostState.FAILED):
            claim = self.claim()
            if state is not PostState.CLAIMED:
                self.store.record_ends([Ended.resting(claim, state, "why")], NOW)
        else:
            self.deliver()

"""What every store shows to people, and that several threads may use it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from syndicator.core.post import PostState
from syndicator.core.verdict import Answer
from syndicator.errors import StoreUnavailable
from syndicator.ports import Ended, FetchMemory, Poll


def test_sources_are_shown_with_their_articles(store_one, store_make):
    """Only those of the configuration, by id, with the number of their articles."""
    store_one.store.keep_sources([store_make.source("herald", "https://herald.example/"), store_make.source()], store_make.NOW)
    assert [("gazette", 1), ("herald", 0)] == [(s.id, s.articles) for s in store_one.store.sources()]


def test_articles_are_found_by_any_of_their_names(store_one, store_make):
    """Beginning of the key, id, address, the address as people paste it, and identity; nothing else."""
    article = replace(store_make.article("two"), id="")
    store_one.read(article)
    for name in (article.key[:9], article.key, article.url, f"http://www.{article.url[8:]}/?utm_source=mail", article.identity):
        assert [article] == store_one.store.articles(name)
    assert [store_one.article] == store_one.store.articles(store_one.article.id)
    for name in ("gazette.example", "two", article.key[1:], "%", "_" * 64):
        assert [] == store_one.store.articles(name)


def test_cases_are_shown_by_article_and_site(store_one, store_make):
    """With what was decided; None asks for all."""
    two = store_make.article("two")
    store_one.read(two, sites=("plaza", "forum"))
    store_one.judge(Answer.HOLD)
    rows = store_one.store.cases()
    assert 3 == len(rows)
    assert ["forum", "plaza"] == [row.site_id for row in store_one.store.cases(two.key)]
    assert {"held", "new"} == {row.state for row in store_one.store.cases(site_id="plaza")}
    (row,) = store_one.store.cases(store_one.article.key, "plaza")
    article = store_one.article
    assert (article.key, "gazette", article.title, article.url) == (row.article_key, row.source_id, row.title, row.url)
    assert [] == store_one.store.cases("no such key")


def test_posts_are_shown_by_site_and_state(store_one, store_make):
    """Oldest first; None asks for all."""
    two = store_make.article("two")
    store_one.read(two, sites=("forum",))
    store_one.judge()
    store_one.store.record_verdict(two.key, "forum", "d", store_make.verdict(), store_make.post(two, "forum"), store_make.at(1))
    assert ["plaza", "forum"] == [row.stored.post.site_id for row in store_one.store.posts()]
    assert ["forum"] == [row.stored.post.site_id for row in store_one.store.posts("forum")]
    assert 2 == len(store_one.store.posts(state="queued"))
    assert [] == store_one.store.posts("forum", "failed")


def test_everything_is_counted(store_one, store_make):
    """Every state is named, those with nothing in them too."""
    store_one.read(store_make.article("two"), sites=("plaza", "forum"))
    store_one.judge()
    counts = store_one.store.counts()
    assert {"new": 2, "allowed": 1, "waiting": 0, "held": 0, "refused": 0} == counts["cases"]
    assert dict.fromkeys(map(str, PostState), 0) | {"queued": 1} == counts["posts"]


def test_sources_are_counted_as_of_the_last_tick(store_new, store_make):
    """Due are those never polled and those whose time had come when the daemon last looked."""
    at = store_make.at
    names = ("fresh", "later", "overdue", "broken", "gone")
    store_new.keep_sources([store_make.source(name, f"https://{name}.example/") for name in names], at(0))
    store_new.record_polls([Poll("later", FetchMemory(), at(60))], at(0))
    store_new.record_polls([Poll("overdue", FetchMemory(), at(5))], at(0))
    store_new.record_failed_reading("broken", "why", at(60), at(0))
    store_new.record_failed_reading("gone", "410", None, at(0))
    assert {"due": 1, "failing": 1, "stopped": 1, "all": 5} == store_new.counts()["sources"]
    store_new.record_tick(at(10))
    assert {"due": 2, "failing": 1, "stopped": 1, "all": 5} == store_new.counts()["sources"]


def test_the_last_tick_is_remembered(store_new, store_make):
    """None before the first."""
    assert store_new.last_tick() is None
    store_new.record_tick(store_make.at(1))
    store_new.record_tick(store_make.at(2))
    assert store_make.at(2) == store_new.last_tick()


def test_there_is_no_history_of_what_is_unknown(store_one, store_make):
    """An unknown case has no verdicts; a deed or a proof for an unknown post is refused in words."""
    assert [] == store_one.store.verdicts("no such key", "plaza")
    with pytest.raises(StoreUnavailable, match="no post nobody"):
        store_one.store.record_proof("nobody", [], PostState.PROVEN, None, "", store_make.NOW)


def test_threads_share_a_store_without_losing_anything(store_one, store_make):
    """Four threads claim 40 posts, deliver some and put the others back: every post is delivered exactly once."""
    articles = [store_make.article(f"n{i}") for i in range(40)]
    store_one.read(*articles, sites=("plaza",))
    for article in articles:
        store_one.store.record_verdict(article.key, "plaza", "d", store_make.verdict(), store_make.post(article), store_make.NOW)

    def work(worker: int) -> list[str]:
        done = []
        while claims := store_one.store.claim_posts_due(store_make.NOW, store_make.at(5), 3):
            for claim in claims:
                if claim.stored.attempts == 0 and worker % 2:
                    assert [True] == store_one.store.record_ends([Ended.later(claim, "busy", store_make.NOW)], store_make.NOW)
                else:
                    assert [True] == store_one.store.record_ends([Ended.done(claim, store_make.receipt(claim))], store_make.NOW)
                    done.append(claim.stored.post.key)
        return done

    with ThreadPoolExecutor(4) as pool:
        done = [key for keys in pool.map(work, range(4)) for key in keys]
    assert 40 == len(done) == len(set(done))
    assert {"delivered": 40} == Counter(row.stored.state.value for row in store_one.store.posts())


def test_threads_count_every_failure(store_new, store_make):
    """Read, change and write is one step: no count is lost between threads."""
    store_new.keep_sources([store_make.source()], store_make.NOW)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: store_new.record_failed_reading("gazette", f"{n}", store_make.NOW, store_make.NOW), range(80)))
    assert 80 == store_new.sources()[0].failures

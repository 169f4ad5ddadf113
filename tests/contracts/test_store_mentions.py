"""Every store on what originals are told of their copies."""

import json

import pytest

from syndicator.core.mentions import GONE, Outcome, aimed, begun, ended, put_off
from syndicator.core.post import Deed, PostState
from syndicator.ports import Ended
from syndicator.stores import open_store

SITES = {"plaza"}


@pytest.fixture
def proven(store_one, store_make):
    """A store with one copy that is public."""
    store_one.judge()
    store_one.deliver()
    store_one.store.record_proof(store_one.key, (store_make.check(),), PostState.PROVEN, store_make.at(60), "", store_make.NOW)
    return store_one


def told(one, make, change=None, outcome=Outcome.TOLD, now=None):
    """The original was told, and answered."""
    now = now or make.NOW
    trying = begun(one.store.mention(one.key), one.key, "https://plaza.example/one", one.article.url, change or revision(one), now)
    mention = ended(aimed(trying, "https://gazette.example/in?a=1", now), outcome, now, why="a\0word\ud800", location="https://x.example/7")
    one.store.record_mention(mention)
    return mention


def revision(one):
    return one.post.receipt.revision


def due(one, make, minutes=0.0, sites=SITES):
    return [stored.post.key for stored, _ in one.store.mentions_due(sites, make.at(minutes), 10)]


def test_a_copy_that_is_not_proven_is_not_told_of(store_one, store_make):
    """Nobody can see yet that it keeps what it owes."""
    store_one.judge()
    store_one.deliver()
    assert [] == due(store_one, store_make)


def test_a_public_copy_is_told_of_once(proven, store_make):
    """Where the operator wants it."""
    assert ([proven.key], []) == (due(proven, store_make), due(proven, store_make, sites=set()))
    mention = told(proven, store_make)
    assert ([], mention) == (due(proven, store_make, minutes=10_000), proven.store.mention(proven.key))


@pytest.mark.parametrize("outcome", [Outcome.NOWHERE, Outcome.REFUSED])
def test_what_came_to_nothing_is_remembered(proven, store_make, outcome):
    """An original that takes none is not asked again for the same change."""
    told(proven, store_make, outcome=outcome)
    assert [] == due(proven, store_make, minutes=10_000)


def test_what_was_cut_off_or_put_off_is_due_again(proven, store_make):
    """At its time, with what is known of it."""
    trying = begun(None, proven.key, "https://plaza.example/one", proven.article.url, revision(proven), store_make.NOW)
    proven.store.record_mention(trying)
    assert ([], [proven.key]) == (due(proven, store_make), due(proven, store_make, minutes=1))
    later = put_off(trying, "busy", store_make.at(30), store_make.NOW)
    proven.store.record_mention(later)
    assert ([], [proven.key]) == (due(proven, store_make, minutes=29), due(proven, store_make, minutes=31))
    assert [later] == [known for _, known in proven.store.mentions_due(SITES, store_make.at(31), 10)]


def test_an_update_is_told_once_it_is_proven(proven, store_make):
    """Not while it is on its way."""
    told(proven, store_make)
    proven.judge(text="It rained again.", now=store_make.at(1))
    proven.store.queue_deed(proven.key, Deed.UPDATE, "changed", store_make.at(1))
    assert [] == due(proven, store_make, 1)
    proven.deliver(store_make.at(1))
    assert [] == due(proven, store_make, 1)
    proven.store.record_proof(proven.key, (store_make.check(),), PostState.PROVEN, None, "", store_make.at(2))
    assert [proven.key] == due(proven, store_make, 2)


@pytest.mark.parametrize("heard", [True, False])
def test_a_removal_is_told_once_it_is_proven_to_whoever_heard_of_the_copy(proven, store_make, heard):
    """And to nobody else."""
    if heard:
        told(proven, store_make)
    proven.store.queue_deed(proven.key, Deed.WITHDRAW, "rejected", store_make.at(1))
    claim = proven.claim(store_make.at(1))
    proven.store.record_ends([Ended.done(claim, None)], store_make.at(1))
    assert [] == due(proven, store_make, 1)
    proven.store.record_proof(proven.key, (), PostState.WITHDRAWN, None, "proven gone", store_make.at(2))
    assert ([proven.key] if heard else []) == due(proven, store_make, 2)
    if heard:
        told(proven, store_make, change=GONE, now=store_make.at(3))
        assert [] == due(proven, store_make, 10_000)


def test_each_end_stands_in_the_ledger(proven, store_make):
    """What was sent, where, and what came of it; what is on its way does not."""
    proven.store.record_mention(begun(None, proven.key, "https://plaza.example/one", proven.article.url, "r", store_make.NOW))
    told(proven, store_make)
    told(proven, store_make, change=GONE, outcome=Outcome.REFUSED)
    found = [e.read() for e in proven.store.ledger_about(proven.article.key) if e.read().kind == "mention"]
    assert [("public", "told", "plaza"), ("gone", "refused", "plaza")] == [(e.says["change"], e.says["outcome"], e.site) for e in found]
    said = json.loads(proven.store.content(found[0].contents["record"]))
    assert ("https://gazette.example/in?a=1", proven.article.url) == (said["endpoint"], said["target"])


def test_it_outlives_the_process(proven, store_make, tmp_path):
    """What was told is known after a restart."""
    mention, file = told(proven, store_make), tmp_path / "store.db"
    if file.exists():
        again = open_store(file)
        assert mention == again.mention(proven.key)
        again.close()

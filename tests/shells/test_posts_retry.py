"""`posts retry`: what failed is tried again when a person says so, and nothing is made twice."""

import pytest

from syndicator.core.post import Deed, PostState
from syndicator.ports import Ended
from syndicator.stores import open_store
from tests.shells.press import CRANE, FERRY, HELD, NOW, fill, post, settings

FAILED, LIVE = post(CRANE, "square").key, post(FERRY, "square").key


@pytest.fixture
def config(tmp_path):
    """Settings with a store that holds a failed and a live copy."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)
    return settings(tmp_path)


@pytest.fixture
def store(config, tmp_path):
    """The store beside the settings."""
    opened = open_store(tmp_path / "data" / "syndicator.sqlite")
    yield opened
    opened.close()


def states(store):
    return {row.stored.post.key: row.stored.state for row in store.posts()}


def test_a_failed_copy_is_queued_again(run, config, store):
    """Due at once; the site is asked first, for an attempt stays on record."""
    ran = run("-c", config, "posts", "retry", FAILED[:10])
    assert (0, True) == (ran.code, ran.out.startswith(f"queued {FAILED[:12]} ("))
    (row,) = [row for row in store.posts() if row.stored.post.key == FAILED]
    assert (PostState.QUEUED, Deed.CREATE, 1) == (row.stored.state, row.stored.deed, row.stored.attempts)


def test_a_failed_copy_says_how_it_is_tried_again(run, config):
    """Where a person looks at it."""
    assert f"→ when that is mended: syndicator posts retry {FAILED[:12]}" in run("-c", config, "posts", "show", FAILED).out
    assert "posts retry" not in run("-c", config, "posts", "show", LIVE).out


def test_a_live_copy_is_left_alone_and_so_is_the_rest(run, config, store):
    """One that cannot be tried again stops all that were named."""
    before = states(store)
    ran = run("-c", config, "posts", "retry", FAILED, LIVE)
    assert (2, "", before) == (ran.code, ran.out, states(store))
    assert "only copies that failed, or whose outcome is unknown" in ran.err


def test_a_copy_nobody_knows_of_is_made_again_only_by_one_who_looked(run, config, store):
    """Without --absent a second copy might come of it."""
    store.queue_deed(FAILED, Deed.CREATE, "", NOW)
    (claim,) = [c for c in store.claim_posts_due(NOW, NOW, 5) if c.stored.post.key == FAILED]
    store.record_ends([Ended.resting(claim, PostState.UNKNOWN, "the answer was lost")], NOW)
    ran = run("-c", config, "posts", "retry", FAILED)
    assert (2, PostState.UNKNOWN) == (ran.code, states(store)[FAILED])
    assert "look at square, and if it is not there, add --absent" in ran.err
    assert (0, PostState.QUEUED) == (run("-c", config, "posts", "retry", FAILED, "--absent").code, states(store)[FAILED])


def test_what_is_no_longer_allowed_does_not_leave(run, config, store):
    """Trying again is no way round the terms."""
    store.record_verdict(CRANE.key, "square", "d2", HELD, None, NOW)
    run("-c", config, "posts", "retry", FAILED)
    assert FAILED not in {claim.stored.post.key for claim in store.claim_posts_due(NOW, NOW, 5)}


def test_without_a_store_there_is_nothing_to_try(run, tmp_path):
    """And none is made."""
    config = settings(tmp_path)
    assert (2, []) == (run("-c", config, "posts", "retry", "abc").code, list((tmp_path / "data").iterdir()))

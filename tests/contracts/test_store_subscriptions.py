"""Every store on subscriptions at hubs and on what they push."""

from dataclasses import replace

import pytest

from syndicator.core.subscribing import asking, pushed, verified
from syndicator.ports import Admitted, FetchMemory, Poll
from syndicator.stores.callbacks import MOST_WAITING

HUB, TOPIC = "https://hub.example/", "https://gazette.example/feed"
OFFER = FetchMemory(etag='"1"', hub=HUB, topic=TOPIC)


def offered(store, make, memory=OFFER, now=None):
    """A store whose one source was read, and its feed named a hub."""
    store.keep_sources([make.source()], make.NOW)
    store.record_polls([Poll("gazette", memory, make.at(60))], now or make.NOW)
    store.settle_subscriptions(now or make.NOW)
    return store


def test_what_a_feed_offers_is_wanted_once(store_new, store_make):
    """A new subscription is due at once, with a token and a secret nobody can guess; settling again changes nothing."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    store.settle_subscriptions(store_make.at(1))
    assert [known] == store.subscriptions() == store.subscriptions_due(store_make.NOW)
    assert (("gazette", HUB, TOPIC, True), True) == (
        (known.source_id, known.hub, known.topic, known.wanted),
        len({known.token, known.secret}) == 2 and min(len(known.token), len(known.secret)) >= 43,
    )


def test_a_feed_without_a_hub_has_none(store_new, store_make):
    """Nothing is asked for."""
    assert [] == offered(store_new, store_make, FetchMemory()).subscriptions()


@pytest.mark.parametrize("end", ["removed", "moved", "hub gone", "stopped"])
def test_what_is_no_longer_offered_is_to_end(store_new, store_make, end):
    """A source that left, changed its address, or names no hub any more lets its hub go; it is due now."""
    store = offered(store_new, store_make)
    if end == "removed":
        store.keep_sources([], store_make.at(1))
    elif end == "moved":
        store.keep_sources([store_make.source(feed="https://gazette.example/new")], store_make.at(1))
    elif end == "hub gone":
        store.record_polls([Poll("gazette", FetchMemory(), store_make.at(60))], store_make.at(1))
    else:
        store.record_failed_reading("gazette", "gone", None, store_make.at(1))
    store.settle_subscriptions(store_make.at(2))
    (known,) = store.subscriptions()
    assert (False, store_make.at(2)) == (known.wanted, known.next_at)


def test_another_hub_is_asked_while_the_first_is_let_go(store_new, store_make):
    """Both stand until the old one has ended."""
    store = offered(store_new, store_make)
    store.record_polls([Poll("gazette", replace(OFFER, hub="https://other.example/"), store_make.at(60))], store_make.at(1))
    store.settle_subscriptions(store_make.at(2))
    assert {HUB: False, "https://other.example/": True} == {s.hub: s.wanted for s in store.subscriptions()}


def test_a_change_is_kept_whole(store_new, store_make):
    """Everything about a subscription rests, and comes back as it was."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    expected = pushed(verified(asking(known, store_make.NOW), "subscribe", TOPIC, "86400", store_make.NOW), store_make.at(1))
    expected = replace(expected, missed=store_make.at(2), problem="a word", failures=3)
    assert store.change_subscription(known.token, lambda _: expected, store_make.at(2))
    assert expected == store.subscription(known.token)


def test_an_unknown_token_is_nobodys(store_new, store_make):
    """Nothing is changed, kept or found under it, whatever it holds."""
    store = offered(store_new, store_make)
    for token in ("", "nobody", "\0", "\ud800"):
        assert (None, False, False) == (
            store.subscription(token),
            store.change_subscription(token, lambda s: s, store_make.NOW),
            store.record_push(token, "text/xml", b"x", store_make.NOW),
        )


def test_a_change_that_makes_nothing_changes_nothing(store_new, store_make):
    """Whoever refuses leaves it as it was."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    assert not store.change_subscription(known.token, lambda _: None, store_make.NOW)
    assert [known] == store.subscriptions()


def test_a_lease_that_is_over_is_due(store_new, store_make):
    """Even where nothing is to be asked yet."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    store.change_subscription(known.token, lambda s: replace(s, until=store_make.at(5), next_at=store_make.at(50)), store_make.NOW)
    assert (0, 1) == (len(store.subscriptions_due(store_make.at(4))), len(store.subscriptions_due(store_make.at(5))))


def test_after_a_push_no_entry_of_the_feed_counts_as_known(store_new, store_make):
    """What the feed held at the last poll may be older than what was pushed: should it still hold it, that is read again."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    store.record_polls([Poll("gazette", replace(OFFER, known="abc"), store_make.at(60))], store_make.at(1))
    store.record_push(known.token, "application/atom+xml", b"<feed/>", store_make.at(1))
    (push,) = store.pushes(10)
    store.record_heard(push, [Admitted(store_make.article(), ("plaza",))], {}, store_make.at(2), poll=False)
    (due,) = store.sources_due(store_make.at(60))
    assert OFFER == due.memory


@pytest.mark.parametrize("memory", [None, replace(OFFER, known="abc")])
def test_what_is_told_while_a_source_is_being_asked_is_not_lost(store_new, store_make, memory):
    """A hint that came after the request went out: the source is asked again a minute later, whatever the answer said, and then no more."""
    store, at = offered(store_new, store_make), store_make.at
    (known,) = store.subscriptions()
    store.change_subscription(known.token, lambda s: s, at(2), poll=True)
    store.record_polls([Poll("gazette", memory, at(60), began=at(1))], at(3))
    assert [("gazette", OFFER)] == [(due.source_id, due.memory) for due in store.sources_due(at(4))]
    store.record_polls([Poll("gazette", memory, at(90), began=at(4))], at(5))
    assert ([], ["gazette"]) == (store.sources_due(at(89)), [due.source_id for due in store.sources_due(at(90))])


@pytest.mark.parametrize("poll", [True, False])
def test_a_push_that_is_read_while_its_source_is_being_asked_is_not_overruled(store_new, store_make, poll):
    """The answer may be older than the push: nothing of it counts as known, and the feed is asked again."""
    store, at = offered(store_new, store_make), store_make.at
    (known,) = store.subscriptions()
    store.record_push(known.token, "application/atom+xml", b"<feed/>", at(1))
    (push,) = store.pushes(10)
    store.record_heard(push, [], {}, at(2), poll=poll)
    store.record_polls([Poll("gazette", replace(OFFER, known="abc"), at(60), began=at(1))], at(3))
    assert [OFFER] == [due.memory for due in store.sources_due(at(4))]


def test_what_was_told_before_a_source_is_asked_is_answered(store_new, store_make):
    """One poll is enough."""
    store, at = offered(store_new, store_make), store_make.at
    (known,) = store.subscriptions()
    store.change_subscription(known.token, lambda s: s, at(1), poll=True)
    store.record_polls([Poll("gazette", None, at(60), began=at(2))], at(3))
    assert [] == store.sources_due(at(59))


def test_a_push_rests_until_it_was_read(store_new, store_make):
    """Kept with its bytes, counted, read with its articles in one transaction, and what polls remember is not touched."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    body = b"\x00\xff<feed/>"
    assert store.record_push(known.token, "application/atom+xml", body, store_make.at(1))
    (push,) = store.pushes(10)
    assert ("gazette", TOPIC, "application/atom+xml", body, store_make.at(1)) == (
        push.source_id, push.topic, push.content_type, push.body, push.received_at,
    )  # fmt: skip
    article = store_make.article()
    store.record_heard(push, [Admitted(article, ("plaza",))], {}, store_make.at(2), poll=False)
    assert ([], [article.key]) == (store.pushes(10), [case.article_key for case in store.cases()])
    store.keep_sources([store_make.source()], store_make.at(3))
    (due,) = store.sources_due(store_make.at(60))
    assert ((OFFER, 1), []) == ((due.memory, due.polls), store.sources_due(store_make.at(59)))
    assert (1, store_make.at(1)) == (store.subscription(known.token).pushes, store.subscription(known.token).last_push)


def test_a_push_read_twice_is_one(store_new, store_make):
    """Whoever read it first has kept all of it."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    store.record_push(known.token, "", b"x", store_make.NOW)
    (push,) = store.pushes(10)
    for _ in range(2):
        store.record_heard(push, [Admitted(store_make.article(), ("plaza",))], {}, store_make.at(2), poll=False)
    assert (1, []) == (len(store.cases()), store.pushes(10))


def test_a_flood_is_refused(store_new, store_make):
    """No hub fills the disk: each push is the whole topic, so that a few are enough."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    taken = [store.record_push(known.token, "", b"x", store_make.NOW) for _ in range(MOST_WAITING + 2)]
    assert ([True] * MOST_WAITING + [False] * 2, MOST_WAITING) == (taken, len(store.pushes(1000)))


def test_news_bring_the_next_poll_forward(store_new, store_make):
    """Not sooner than a minute after the last one, and never where the source fails or was stopped."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    store.change_subscription(known.token, lambda s: s, store_make.NOW, poll=True)
    assert ([], 1) == (store.sources_due(store_make.at(0.9)), len(store.sources_due(store_make.at(1))))
    store.record_failed_reading("gazette", "busy", store_make.at(30), store_make.at(2))
    store.change_subscription(known.token, lambda s: s, store_make.at(3), poll=True)
    assert [] == store.sources_due(store_make.at(29))
    store.record_failed_reading("gazette", "gone", None, store_make.at(30))
    store.change_subscription(known.token, lambda s: s, store_make.at(31), poll=True)
    assert [] == store.sources_due(store_make.at(9999))


def test_the_prompt_ones_are_told_by_source(store_new, store_make):
    """Every store agrees with `Subscription.prompt`."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    now = store_make.at(10)
    for changes in (
        {"until": store_make.at(20)},
        {"until": store_make.at(20), "last_push": store_make.at(5)},
        {"until": store_make.at(10), "last_push": store_make.at(5)},
        {"until": store_make.at(20), "last_push": store_make.at(5), "missed": store_make.at(6)},
        {"until": store_make.at(20), "last_push": store_make.at(7), "missed": store_make.at(6)},
        {"until": store_make.at(20), "last_push": store_make.at(7), "wanted": False},
    ):
        expected = replace(known, **changes)
        store.change_subscription(known.token, lambda _, made=expected: made, now)
        assert expected.prompt(now) is ("gazette" in store.prompt_sources(now)), changes


def test_what_was_missed_is_remembered(store_new, store_make):
    """A poll that finds what no push told is noted at every wanted subscription of its source."""
    store = offered(store_new, store_make)
    store.record_missed("gazette", store_make.at(4))
    store.record_missed("nobody", store_make.at(4))
    assert [store_make.at(4)] == [s.missed for s in store.subscriptions()]


def test_one_that_has_ended_is_forgotten(store_new, store_make):
    """Dropping it twice is no matter."""
    store = offered(store_new, store_make)
    (known,) = store.subscriptions()
    store.drop_subscription(known.token)
    store.drop_subscription(known.token)
    assert [] == store.subscriptions()


def test_a_stored_article_is_told_by_identity(store_one):
    """As it was kept; an unknown one is left out."""
    assert {store_one.article.identity: store_one.article} == store_one.store.stored_articles(
        "gazette", [store_one.article.identity, "nobody"]
    )

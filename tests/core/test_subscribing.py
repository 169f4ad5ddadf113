"""A subscription at a hub, moment by moment, as WebSub has it."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicator.core.subscribing import Subscription, asking, denied, lapsed, parted, pushed, refused, signed, verified

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TOPIC = "https://press.example/feed"


def at(**time: float) -> datetime:
    return NOW + timedelta(**time)


def one(**changes: object) -> Subscription:
    facts: dict = {
        "token": "t" * 43,
        "source_id": "press",
        "hub": "https://hub.example/",
        "topic": TOPIC,
        "secret": "s" * 43,
        "next_at": NOW,
    }
    return Subscription(**{**facts, **changes})


def alive(seconds: str = "86400") -> Subscription:
    return verified(asking(one(), NOW), "subscribe", TOPIC, seconds, NOW)


def test_what_was_asked_may_be_verified():
    """The lease begins, and is renewed when three quarters of it have passed."""
    known = alive("86400")
    assert (True, at(days=1), at(hours=18), 0, "") == (known.alive(NOW), known.until, known.next_at, known.failures, known.problem)


def test_a_hub_may_ask_twice():
    """Our answer may be lost: the same question within the hour gets the same answer."""
    known = alive()
    assert (True, False) == (
        verified(known, "subscribe", TOPIC, "60", at(minutes=59)) is not None,
        verified(known, "subscribe", TOPIC, "60", at(minutes=61)) is not None,
    )


@pytest.mark.parametrize(
    ("known", "mode", "topic"),
    [
        (one(), "subscribe", TOPIC),  # nothing was asked yet
        (asking(one(), NOW), "subscribe", f"{TOPIC}s"),
        (asking(one(), NOW), "subscribe", ""),
        (asking(one(), NOW), "unsubscribe", TOPIC),
        (asking(one(wanted=False), NOW), "subscribe", TOPIC),
        (one(wanted=False, pending="subscribe", asked_at=NOW), "subscribe", TOPIC),  # asked for, but no longer wanted
        (asking(one(), NOW), "", TOPIC),
        (asking(one(), NOW), "SUBSCRIBE", TOPIC),
    ],
)
def test_what_was_not_asked_is_refused(known: Subscription, mode: str, topic: str):
    """Nobody else can make or end a subscription in our name (§5.3)."""
    assert verified(known, mode, topic, "86400", NOW) is None


@pytest.mark.parametrize(
    ("said", "days"), [("86400", 1), ("", 10), ("-5", 10), ("0", 10), ("1e9", 10), ("soon", 10), ("9999999999", 90), ("9" * 30, 10)]
)
def test_a_lease_is_what_the_hub_says_within_reason(said: str, days: int):
    """Nothing, or nonsense, is the lease that was asked for; no lease is longer than 90 days."""
    assert timedelta(days=days) == alive(said).until - NOW


def test_an_end_is_verified_too():
    """Afterwards nothing is left of it."""
    known = verified(asking(one(wanted=False, until=at(days=1)), NOW), "unsubscribe", TOPIC, "", NOW)
    assert (None, True) == (known.until, parted(known, NOW))


def test_a_denial_is_heard_at_any_time():
    """No pushes come any more; a week later the hub is asked again (§5.2)."""
    known = denied(alive(), TOPIC, "closed\nfor\x00 repairs" + "!" * 500, at(hours=1))
    assert (False, at(days=7, hours=1)) == (known.alive(at(hours=2)), known.next_at)
    assert known.problem.startswith("the hub denied it: closed for")
    assert len(known.problem) < 350


def test_a_denial_of_another_topic_is_none():
    """It may be meant for somebody else."""
    assert denied(alive(), "https://other.example/", "", NOW) is None


def test_a_hub_that_is_silent_is_asked_ever_more_slowly():
    """Ten minutes, half an hour, two hours, six, then daily."""
    known, waits = one(), []
    for _ in range(6):
        known = asking(known, NOW)
        waits.append(known.next_at - NOW)
    assert [timedelta(minutes=m) for m in (10, 30, 120, 360, 1440, 1440)] == waits


def test_a_refusal_waits_as_long_as_was_asked():
    """Retry-After is heard, and shortens nothing."""
    known = asking(one(), NOW)
    assert (at(hours=3), at(minutes=10)) == (refused(known, "busy", at(hours=3), NOW).next_at, refused(known, "busy", NOW, NOW).next_at)


def test_a_renewal_that_fails_loses_nothing_before_the_end():
    """Until its last second it is alive; then it lapsed."""
    known = refused(asking(alive(), at(hours=18)), "busy", None, at(hours=18))
    end = at(days=1)
    assert (True, False, True) == (known.alive(end - timedelta(seconds=1)), known.alive(end), lapsed(known, end))


def test_letting_go_is_asked_four_times():
    """A hub that does not answer is left alone then; its pushes are told that nobody is here."""
    known = one(wanted=False, until=at(days=9))
    for _ in range(4):
        assert not parted(known, NOW)
        known = asking(known, NOW)
    assert parted(known, NOW)


def test_it_is_relied_on_only_after_it_has_pushed():
    """A feed may name a hub that nobody tells of news: one is prompt from its first push to the first news it kept back."""
    known = alive()
    told = pushed(known, at(hours=1))
    missed = replace(told, missed=at(hours=2))
    again = pushed(missed, at(hours=3))
    later = at(hours=4)
    assert [False, True, False, True] == [s.prompt(later) for s in (known, told, missed, again)]


BODY = b"<feed/>"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_method_of_the_recommendation_is_checked(method: str):
    """The HMAC of the very bytes, its digits in either case (§8)."""
    right = hmac.new(b"secret", BODY, getattr(hashlib, method)).hexdigest()
    assert [True, True, False, False, False] == [
        signed("secret", f"{method}={right}", BODY),
        signed("secret", f"{method}={right.upper()}", BODY),
        signed("secret", f"{method}={right}", BODY + b" "),
        signed("other", f"{method}={right}", BODY),
        signed("secret", f"{method}={right[:-1]}", BODY),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256",
        "sha256=",
        "md5=" + hmac.new(b"secret", BODY, "md5").hexdigest(),
        "shake_128=00",
        "=00",
        "sha256=é",
        "sha256=" + "0" * 5000,
    ],
)
def test_no_other_signature_is_one(header: str):
    """What is missing, unknown or broken is no signature; nothing is raised."""
    assert signed("secret", header, BODY) is False


@pytest.mark.parametrize(
    ("hub", "expected"),
    [
        ("https://hub.example/", True), ("HTTPS://hub.example/", True), ("http://127.0.0.1:8080/hub", True), ("http://[::1]/", True),
        ("http://localhost/hub", True), ("http://hub.example/", False), ("http://127.0.0.1.evil.example/", False),
        ("http://localhost.evil.example/", False), ("http://10.0.0.1/", False),
    ],
)  # fmt: skip
def test_a_secret_is_only_one_where_nobody_could_read_it(hub: str, expected: bool):
    """By TLS, or on this machine (§5.1)."""
    assert expected == one(hub=hub).confidential


def test_neither_token_nor_secret_is_shown():
    """A line in a log does not open the door."""
    assert ("t" * 43 in repr(one()), "s" * 43 in repr(one())) == (False, False)

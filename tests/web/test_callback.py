"""The callback, as a hub and as strangers meet it."""

import pytest
import requests

from syndicator.errors import StoreUnavailable
from tests.web.conftest import TOPIC


def test_a_question_we_asked_for_is_answered_with_its_challenge(door):
    """The very text, as text, and the subscription lives."""
    answer = door.question()
    assert (200, "river <&> 7", "text/plain; charset=utf-8") == (answer.status_code, answer.text, answer.headers["content-type"])
    assert door.now_stands().alive(door.app.world.clock())


def test_a_question_we_did_not_ask_for_is_refused(door):
    """404, nothing of the question comes back, and nothing has changed."""
    before = door.now_stands()
    for changes in (
        {"topic": "https://press.example/other"}, {"topic": ""}, {"mode": "unsubscribe"}, {"mode": ""}, {"mode": "publish"},
        {"challenge": ""}, {"challenge": "x" * 2001},
    ):  # fmt: skip
        answer = door.question(**changes)
        assert (404, "", before) == (answer.status_code, answer.text, door.now_stands()), changes


def test_an_unknown_token_learns_nothing(door):
    """Whatever is asked of it; a push to it is told that nobody is here."""
    stranger = f"{door.url}/websub/{'x' * 43}"
    answers = [
        requests.get(stranger, params={"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "1"}, timeout=5),
        door.push(callback=stranger),
    ]
    assert ([(404, ""), (410, "")], []) == ([(a.status_code, a.text) for a in answers], door.app.store.pushes(10))


def test_a_denial_ends_it(door):
    """The reason is kept for people."""
    door.question()
    answer = door.question("denied", reason="we are closing", challenge="")
    assert (200, False, "the hub denied it: we are closing") == (
        answer.status_code, door.now_stands().alive(door.app.world.clock()), door.now_stands().problem,
    )  # fmt: skip


def test_a_push_is_kept_before_it_is_answered(door):
    """Byte for byte, with its type; and whoever reads is woken."""
    door.question()
    answer = door.push(b"<feed>\xff\x00</feed>")
    (push,) = door.app.store.pushes(10)
    assert (202, b"<feed>\xff\x00</feed>", "application/atom+xml", [1]) == (
        answer.status_code, push.body, push.content_type, door.woken,
    )  # fmt: skip


def test_a_push_with_a_wrong_signature_is_taken_and_ignored(door):
    """The same answer as a right one gets: a guesser learns nothing (§8)."""
    door.question()
    for signature in ("", "sha256=" + "0" * 64, "sha256", "md5=00", "sha256=zz"):
        answer = door.push(signature=signature)
        assert (202, "") == (answer.status_code, answer.text), signature
    assert ([], [], 0) == (door.app.store.pushes(10), door.woken, door.now_stands().pushes)


def test_nobody_pushes_before_it_was_verified(door):
    """Not even rightly signed: 410."""
    assert (410, []) == (door.push().status_code, door.app.store.pushes(10))


@pytest.mark.parametrize("door", ["http://hub.example/"], indirect=True)
def test_what_others_may_have_signed_only_says_that_there_is_news(door):
    """The secret went to that hub in the clear: nothing of its body is believed, the feed is asked."""
    door.question()
    assert (202, b"") == (door.push().status_code, door.app.store.pushes(10)[0].body)


def test_a_push_that_is_too_large_is_refused(door):
    """Announced or not, no more than a feed may have is taken."""
    door.question()

    def endless():
        for _ in range(30):
            yield b"x" * 10_000

    announced = door.push(b"x" * 100_001)
    assert 413 == announced.status_code
    try:
        status = requests.post(door.callback, endless(), timeout=5).status_code
    except requests.ConnectionError:  # it hung up on us while we were still sending
        status = 413
    assert (413, []) == (status, door.app.store.pushes(10))


def test_a_store_that_cannot_keep_it_refuses_it(door, monkeypatch):
    """The hub is to try again: nothing is said to be taken that is not."""
    door.question()

    def full(*_: object) -> bool:
        raise StoreUnavailable("no space left")

    monkeypatch.setattr(type(door.app.store), "record_push", full)
    answer = door.push()
    assert (503, "60", "", []) == (answer.status_code, answer.headers["retry-after"], answer.text, door.woken)


def test_a_flood_is_told_to_wait(door):
    """More pushes than are read are refused, not piled up."""
    door.question()
    assert [202] * 20 + [503] == [door.push(b"%d" % number).status_code for number in range(21)]

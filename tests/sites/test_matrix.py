"""Matrix's own ways against a small homeserver: transactions, edits, redactions, and other people's messages."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from syndicator.core.markup import read
from syndicator.core.proof import lacking, prove
from syndicator.errors import Gone, Rejected, SettingsError
from syndicator.sites import matrix
from syndicator.sites.matrix_api import MARK
from tests.sites.matrix_fake import ALIAS, ME, ROOM, TOKEN, FakeMatrix
from tests.sites.support import corrected, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakeMatrix]:
    with FakeMatrix() as site:
        yield site


def opened(fake: FakeMatrix, token: str = TOKEN, room: str = ROOM, **options: Any) -> matrix.Matrix:
    return matrix.open_site(make_site("matrix", url=fake.url), {"room": room, **options}, token, make_tools())


def test_a_message_says_the_same_in_html_and_in_words(fake: FakeMatrix) -> None:
    """Clients of both kinds show headline and credit; bots answer no notice."""
    opened(fake).publish(POST)
    (event,) = fake.standing()
    content = event["content"]
    assert ("m.notice", f"{POST.title}\n\n{POST.text}", POST.key) == (content["msgtype"], content["body"], content[MARK])
    assert not lacking(prove(content["formatted_body"], POST.obligations, ""))


def test_a_second_try_is_the_same_event(fake: FakeMatrix) -> None:
    """Also where the first came through after the look."""
    one, other = opened(fake), opened(fake)
    assert one.find(POST) is other.find(POST) is None
    content = one._content(POST)
    assert one._room.send(content, f"{POST.key}-0") == other.publish(POST).remote_id
    assert 1 == len(fake.standing())


def test_a_forgotten_transaction_makes_no_second_message(fake: FakeMatrix) -> None:
    """The account's own messages still carry the key, behind whatever others said since."""
    receipt = opened(fake).publish(POST)
    fake.forget()
    fake.page = 10
    for number in range(60):
        fake.say({"body": f"Good morning {number}"})
    assert receipt == opened(fake).publish(POST)
    assert 1 == len(fake.standing())


def test_corrections_there_and_back_are_three_texts(fake: FakeMatrix) -> None:
    """A transaction of an earlier correction is not taken for the new one."""
    client = opened(fake)
    receipt = client.publish(POST)
    for post, words in ((corrected(POST), "outer basin"), (POST, "inner basin"), (corrected(POST), "outer basin")):
        client.update(post, receipt)
        client.update(post, receipt)
        assert words in read(client.read_back(post, receipt).html).text
    assert (4, receipt) == (len(fake.events), replace(client.find(corrected(POST)), revision=POST.revision))  # type: ignore[type-var]  # found


def test_what_others_say_replaces_nothing(fake: FakeMatrix) -> None:
    """Neither their edits of our message nor their messages with our mark."""
    fake.say({"body": "mine", MARK: POST.key})
    client = opened(fake)
    assert client.find(POST) is None
    receipt = client.publish(POST)
    fake.say({"m.new_content": {"body": "spoilt"}, "m.relates_to": {"rel_type": "m.replace", "event_id": receipt.remote_id}})
    assert client.find(POST) == receipt
    assert "spoilt" not in client.read_back(POST, receipt).html


def test_a_withdrawal_takes_back_every_word(fake: FakeMatrix) -> None:
    """The message and its edits; the reason is told in the room."""
    client = opened(fake)
    receipt = client.publish(POST)
    client.update(corrected(POST), receipt)
    client.withdraw(POST, receipt, "the source withdrew it")
    assert [{}, {}] == [event["content"] for event in fake.events]
    assert b"the source withdrew it" in fake.requests[-1].body
    with pytest.raises(Gone):
        client.update(POST, receipt)


def test_a_message_that_a_room_cannot_hold_is_not_sent(fake: FakeMatrix) -> None:
    """With a remedy."""
    with pytest.raises(Rejected, match="max_words"):
        opened(fake).publish(make_post(html=f"<p>{'eel ' * 20_000}</p>"))
    assert [] == fake.events


def test_a_trial_tells_of_token_and_room(fake: FakeMatrix) -> None:
    """Membership, encryption, an alias that leads nowhere; a wrong token is not repeated."""
    assert [(True, f"the token belongs to {ME}"), (True, f"the account is in the room {ROOM}")] == opened(fake, room=ALIAS).test()
    fake.encrypted = True
    assert any(not good and "encrypted" in line for good, line in opened(fake).test())
    fake.member = False
    assert (False, f"the account is not in the room {ROOM}; invite it") in opened(fake).test()
    assert any(not good and "option “room”" in line for good, line in opened(fake, room="#nowhere:quay.example").test())
    ((good, line),) = opened(fake, "syt_wrong_token").test()
    assert (False, True, False) == (good, "M_UNKNOWN_TOKEN" in line or "401" in line, "syt_wrong" in line)


def test_wrong_options_are_told_together() -> None:
    """One line each."""
    with pytest.raises(SettingsError) as caught:
        matrix.open_site(make_site("matrix"), {"room": "news", "msgtype": "m.image"}, "", make_tools())
    assert 4 == len(caught.value.problems)

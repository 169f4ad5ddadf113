"""What each service for link posts does in its own way, and how a signed call is told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from syndicator.core.article import Person
from syndicator.core.places import Once, within
from syndicator.core.post import Receipt
from syndicator.core.proof import lacking, prove
from syndicator.core.verdict import Form
from syndicator.errors import Gone, Rejected, SettingsError
from syndicator.pipeline.deeds import may_be_repeated
from syndicator.pipeline.draft import draft
from syndicator.sites import discord, slack, telegram, webhook
from tests.contracts.test_site_linkposts import at
from tests.rendering.credits import CLEANER, RENDERER, a_case
from tests.sites.linkposts_fake import DISCORD, SIGNING, SLACK, TELEGRAM, FakeDiscord, FakeReceiver, FakeSlack, FakeTelegram
from tests.sites.support import ORIGINAL, corrected, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def in_slack() -> Iterator[FakeSlack]:
    with FakeSlack() as site:
        yield site


@pytest.fixture
def in_discord() -> Iterator[FakeDiscord]:
    with FakeDiscord() as site:
        yield site


@pytest.fixture
def in_telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as site:
        yield site


@pytest.fixture
def receiver() -> Iterator[FakeReceiver]:
    with FakeReceiver() as site:
        yield site


def test_a_headline_is_drafted_posted_and_proven(in_discord: FakeDiscord) -> None:
    """With every duty on the message as Discord holds it."""
    client = at(in_discord.url, discord, DISCORD)
    site = within(make_site("discord", url=in_discord.url), client.carries)
    post = draft(a_case("CC BY 4.0", "en", site), Form.LINK, RENDERER, CLEANER, flavours=client.flavours).post
    receipt = client.publish(post)
    page = client.read_back(post, receipt)
    assert f"https://discord.com/channels/55/77/{receipt.remote_id}" == receipt.url
    assert not lacking(prove(page.html, post.obligations, page.url))


def test_slack_is_given_words_that_command_nothing(in_slack: FakeSlack) -> None:
    """“<!everyone>” is a shout to a whole workspace where it is not escaped."""
    at(in_slack.url, slack, SLACK).publish(make_post(title="<!everyone> & more"))
    assert in_slack.texts[0].startswith("&lt;!everyone&gt; &amp; more")


def test_a_webhook_that_is_gone_is_told_with_its_remedy(in_slack: FakeSlack, in_discord: FakeDiscord) -> None:
    """And without its secret."""
    in_slack.exists = False
    with pytest.raises(Rejected, match="make a new one") as caught:
        at(in_slack.url, slack, SLACK).publish(POST)
    assert SLACK not in str(caught.value)
    ((good, line),) = at(in_slack.url, slack, SLACK).test()
    assert (False, False) == (good, SLACK in line)
    ((good, line),) = at(in_discord.url, discord, "wrong-token").test()
    assert (False, True) == (good, "Invalid Webhook Token" in line)


def test_discord_calls_on_nobody(in_discord: FakeDiscord) -> None:
    """Neither “@everyone” nor a name, whatever the headline says."""
    at(in_discord.url, discord, DISCORD).publish(make_post(markdown="@everyone @ada: eels"))
    assert (1, []) == (len(in_discord.messages), in_discord.notified)


def test_telegram_calls_on_nobody_and_previews_the_original(in_telegram: FakeTelegram) -> None:
    """The address of the copy is that of the channel."""
    receipt = at(in_telegram.url, telegram, TELEGRAM, chat="@quaynews").publish(make_post(title="@ada writes", obligations=()))
    assert Receipt("5", "https://t.me/quaynews/5", receipt.revision) == receipt
    assert "@ada" not in in_telegram.messages[5]
    assert {"url": ORIGINAL} == in_telegram.requests[-1].json()["link_preview_options"]


def test_what_telegram_lets_nobody_delete_is_emptied(in_telegram: FakeTelegram) -> None:
    """After 48 hours only the words go; twice is once."""
    client = at(in_telegram.url, telegram, TELEGRAM, chat="@quaynews")
    receipt = client.publish(POST)
    in_telegram.old = True
    client.withdraw(POST, receipt, "its terms changed")
    client.withdraw(POST, receipt, "its terms changed")
    assert {5: "This post was withdrawn."} == in_telegram.messages


def test_telegram_tells_of_a_group_that_moved_and_of_rights(in_telegram: FakeTelegram) -> None:
    """The remedy names the new id; the trial, what a bot lacks; neither the token."""
    client = at(in_telegram.url, telegram, TELEGRAM, chat="@quaynews")
    in_telegram.status = {"status": "administrator", "can_post_messages": False}
    assert any(not good and "may not" in line for good, line in client.test())
    in_telegram.moved = -1002
    with pytest.raises(Rejected, match='set the option chat = "-1002"') as caught:
        client.publish(POST)
    assert TELEGRAM not in f"{caught.value!r}{caught.value}"


def test_ids_that_are_none_are_gone(in_telegram: FakeTelegram, in_discord: FakeDiscord) -> None:
    """A receipt of something else never leads to another message."""
    for client in (at(in_telegram.url, telegram, TELEGRAM, chat="@quaynews"), at(in_discord.url, discord, DISCORD)):
        with pytest.raises(Gone):
            client.update(POST, Receipt("../5", ""))


def test_a_signed_call_tells_all_that_a_receiver_needs(receiver: FakeReceiver) -> None:
    """Texts in three flavours, whose it is, under which terms, and what has to be shown."""
    client = at(receiver.url, webhook, SIGNING)
    client.publish(replace(POST, authors=(Person("Ada Ferro"),)))
    (data,) = receiver.told("post.published")
    assert (POST.key, POST.html, POST.text, POST.markdown) == (data["key"], data["html"], data["text"], data["markdown"])
    assert {"duty": "hyperlink_original", "by": "link", "value": ORIGINAL} in data["obligations"]
    assert [{"name": "Ada Ferro", "url": ""}] == data["authors"]


def test_a_call_keeps_its_id_over_tries_and_changes_it_with_what_it_tells(receiver: FakeReceiver) -> None:
    """So a receiver that keeps ids takes each once."""
    client = at(receiver.url, webhook, SIGNING)
    receipt = client.publish(POST)
    client.publish(POST)
    client.update(corrected(POST), receipt)
    client.withdraw(POST, receipt, "its terms changed")
    ids = [identity for identity, _ in receiver.calls]
    assert (ids[0], 3) == (ids[1], len(set(ids)))
    assert [{"key": POST.key, "original_url": ORIGINAL, "why": "its terms changed"}] == receiver.told("post.withdrawn")


def test_a_receiver_that_keeps_ids_is_told_again_after_a_lost_answer(receiver: FakeReceiver) -> None:
    """Its operator says so; what one that does not took, a person looks for."""
    site, tools = make_site("webhook", url=receiver.url), make_tools()
    sure, unsure = (webhook.open_site(site, {"keeps_ids": keeps}, SIGNING, tools) for keeps in (True, False))
    assert (Once.EXACT, Once.NEVER_AGAIN) == (sure.carries.once, unsure.carries.once)
    assert (True, False) == (may_be_repeated(sure), may_be_repeated(unsure))


def test_a_receiver_is_tried_out_by_a_call_that_tells_of_no_post(receiver: FakeReceiver) -> None:
    """A wrong secret is told and not repeated."""
    assert all(good for good, _ in at(receiver.url, webhook, SIGNING).test())
    assert [{}] == receiver.told("webhook.test")
    other = "whsec_" + "QUJD" * 10
    ((good, line),) = at(receiver.url, webhook, other).test()
    assert (False, True, False) == (good, "bad signature" in line, other in line)


@pytest.mark.parametrize(
    ("kind", "secret", "problems"), [(slack, "", 2), (discord, "a/b", 2), (telegram, "", 2), (webhook, "whsec_c2hvcnQ=", 2)]
)
def test_wrong_settings_are_told_together(kind: Any, secret: str, problems: int) -> None:
    """One line each."""
    with pytest.raises(SettingsError) as caught:
        kind.open_site(make_site("x"), {}, secret, make_tools())
    assert problems == len(caught.value.problems)

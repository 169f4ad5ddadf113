"""Discourse's traps against a small one: external ids that outlive their topics, cooked texts, queues, deletions its staff still sees."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.core.markup import folded, read
from syndicator.core.post import Receipt
from syndicator.errors import Gone, Rejected, SettingsError
from syndicator.sites import discourse
from tests.sites.discourse_fake import KEY, USER, FakeDiscourse
from tests.sites.support import corrected, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakeDiscourse]:
    with FakeDiscourse() as site:
        yield site


def opened(fake: FakeDiscourse, key: str = KEY, **options: Any) -> discourse.Discourse:
    return discourse.open_site(make_site("discourse", url=fake.url), {"user": USER, **options}, key, make_tools())


def test_nothing_in_a_text_is_cooked(fake: FakeDiscourse) -> None:
    """No mention, emoji, preview or quotation, not even after the blank lines of a program's listing."""
    html = "<p>Write to @ada :eel: [quote]x[/quote]</p><pre>one\n\n\nhttps://video.example/1\n \n@bo</pre>" + POST.html
    client, post = opened(fake), make_post(html=html)
    page = client.read_back(post, client.publish(post)).html
    assert "Write to @ada :eel: [quote]x[/quote]" in page
    assert "one https://video.example/1 @bo" in folded(read(page).text)
    assert [] == [sign for sign in ("mention", "emoji", "onebox") if sign in page]


def test_what_was_deleted_keeps_its_external_id_and_comes_again_under_the_next(fake: FakeDiscourse) -> None:
    """A few times; then a person is told."""
    client = opened(fake)
    for _ in range(3):
        receipt = client.publish(POST)
        assert receipt == client.find(POST)
        client.withdraw(POST, receipt, "its terms changed")
    with pytest.raises(Rejected, match="has deleted this copy 3 times already"):
        client.publish(POST)
    assert [POST.key[:40], f"{POST.key[:40]}-2", f"{POST.key[:40]}-3"] == [topic["external_id"] for topic in fake.topics.values()]


def test_a_topic_that_only_its_staff_still_sees_is_gone(fake: FakeDiscourse) -> None:
    """A deleted one is shown to the API's user, and counts for nothing."""
    client = opened(fake)
    receipt = client.publish(POST)
    fake.topics[1]["deleted_at"] = "2026-03-05T10:00:00.000Z"
    for act in (client.update, client.read_back):
        with pytest.raises(Gone):
            act(POST, receipt)


def test_a_copy_that_waits_for_review_is_told(fake: FakeDiscourse) -> None:
    """It cannot be asked for until it is approved, so it is not sent again by itself."""
    fake.review = True
    with pytest.raises(Rejected, match="waits in the forum's review queue: approve it there"):
        opened(fake).publish(POST)


def test_an_update_sends_only_what_changed(fake: FakeDiscourse) -> None:
    """An unchanged topic is not edited: each edit leaves a mark for its readers."""
    client = opened(fake)
    receipt = client.publish(POST)
    client.update(POST, receipt)
    assert ["POST"] == [request.method for request in fake.requests if request.method != "GET"]
    client.update(corrected(POST), receipt)
    assert ["PUT", "PUT"] == [request.method for request in fake.requests if request.method != "GET"][1:]


def test_tags_are_spelt_as_the_forum_spells_them(fake: FakeDiscourse) -> None:
    """Without spaces and signs, each once; category and tags only where they are asked for."""
    opened(fake, tags=True, labels=["Re posts"], category=7).publish(make_post(tags=("fish & fowl", "re-posts", "  ", "Ünï")))
    assert (["re-posts", "fish-fowl", "ünï"], 7) == (fake.topics[1]["tags"], fake.topics[1]["category"])
    opened(fake).publish(make_post("crabs"))
    assert {"tags", "category"}.isdisjoint(fake.topics[2])


def test_a_text_the_forum_finds_too_long_is_rejected_in_its_words(fake: FakeDiscourse) -> None:
    """Not cut, and not tried again."""
    fake.most = 100
    with pytest.raises(Rejected, match=r"Body is limited to 100 characters; you entered \d+"):
        opened(fake).publish(POST)


def test_a_wrong_key_is_rejected_and_not_shown(fake: FakeDiscourse) -> None:
    """Discourse calls it forbidden; a trial says so in one line."""
    client = opened(fake, "0ther")
    with pytest.raises(Rejected, match="check the API key, the user it acts as") as caught:
        client.publish(POST)
    assert "0ther" not in str(caught.value)
    assert [False] == [fine for fine, _ in client.test()]


def test_a_trial_tells_of_the_category_and_what_the_forum_keeps(fake: FakeDiscourse) -> None:
    """A message of the user to itself is the specimen; nobody else sees it, and it is deleted."""
    assert [(True, "category 7 is “Reposts”")] == opened(fake, category=7).test()[1:2]
    lines = opened(fake, category=8).test()
    assert (False, "there is no category 8, or this user may not see it") == lines[1]
    assert (True, "the site's sanitiser keeps the credit; lost on the way: rel=license, classes, <time>, tables") == lines[-1]
    assert (True, []) == (all(topic["deleted_at"] for topic in fake.topics.values()), fake.public())


def test_an_id_that_is_none_is_not_asked_for(fake: FakeDiscourse) -> None:
    """A receipt of another kind of site never becomes a path."""
    for remote_id in ("", "7/../8", "٣"):
        with pytest.raises(Rejected, match="is no id of a topic"):
            opened(fake).update(POST, Receipt(remote_id, fake.url))


def test_wrong_settings_are_told_together() -> None:
    """Address, credential, user and unknown options."""
    with pytest.raises(SettingsError) as caught:
        discourse.open_site(make_site("discourse"), {"categroy": 7}, "", make_tools())
    for said in ("“user” is required", "an address is required", "an API key of the forum", "did you mean “category”"):
        assert said in "\n".join(caught.value.problems)

"""Lemmy's traps against a small one: sessions that end, mentions that notify, doubles of a race, errors that are all called 400."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.core.post import Receipt
from syndicator.errors import Gone, Rejected, SettingsError
from syndicator.sites import lemmy
from tests.sites.lemmy_fake import PASSWORD, USER, FakeLemmy, mentioned
from tests.sites.support import make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakeLemmy]:
    with FakeLemmy() as site:
        yield site


def opened(fake: FakeLemmy, password: str = PASSWORD, **options: Any) -> lemmy.Lemmy:
    given = {"user": USER, "community": "news", **options}
    return lemmy.open_site(make_site("lemmy", url=fake.url), given, password, make_tools())


def test_nobody_is_notified_and_nothing_is_hidden(fake: FakeLemmy) -> None:
    """Names with a host stay names, `:::` stays three colons, and both read as they were written."""
    client, post = opened(fake), make_post(markdown=f"Ask @ada@quay.example.\n\n::: spoiler x\n:::\n\n<b>raw</b>\n\n{POST.markdown}")
    page = client.read_back(post, client.publish(post)).html
    assert [] == mentioned(fake.posts[1]["body"])
    assert "\n\\::: spoiler" in fake.posts[1]["body"]
    assert "@ada@quay.example" in page.replace("&#64;", "@")
    assert "<b>raw" not in page


def test_the_original_is_the_link_of_the_post(fake: FakeLemmy) -> None:
    """And its headline the title, on one line."""
    opened(fake).publish(make_post(title="Eels\nand weirs"))
    assert (POST.original_url, "Eels and weirs", 5) == tuple(fake.posts[1][name] for name in ("url", "name", "community_id"))


def test_a_session_that_ended_is_begun_again(fake: FakeLemmy) -> None:
    """Once, in the midst of whatever is done."""
    client = opened(fake)
    receipt = client.publish(POST)
    fake.session = 2
    assert receipt == client.find(POST)
    assert 2 == len([request for request in fake.requests if request.path.endswith("/login")])


def test_the_later_of_two_goes(fake: FakeLemmy) -> None:
    """Somebody posts between our look and our create."""
    client, looked = opened(fake), []
    standing = client._standing

    def late(post: Any) -> Any:
        if not looked:
            looked.append(opened(fake).publish(post))
            return []
        return standing(post)

    client._standing = late  # type: ignore[method-assign]
    assert client.publish(POST).remote_id == looked[0].remote_id
    assert [1] == fake.public()


def test_what_a_moderator_removed_does_not_come_again(fake: FakeLemmy) -> None:
    """It counts as arrived, and is gone."""
    client = opened(fake)
    receipt = client.publish(POST)
    fake.posts[1]["removed"] = True
    assert receipt == client.find(POST)
    for act in (client.read_back, client.update):
        with pytest.raises(Gone):
            act(POST, receipt)


def test_what_we_deleted_may_come_again(fake: FakeLemmy) -> None:
    """A new post stands; the old one, which we are still shown, counts for nothing."""
    client = opened(fake)
    client.withdraw(POST, client.publish(POST), "its terms changed")
    assert client.find(POST) is None
    client.publish(POST)
    assert [2] == fake.public()


@pytest.mark.parametrize(("say", "expected"), [("banned", "banned_from_community"), ("long", "invalid_body_field")])
def test_refusals_are_told_in_lemmys_words(say: str, expected: str, fake: FakeLemmy) -> None:
    """All of them are called 400."""
    fake.banned = say == "banned"
    with pytest.raises(Rejected, match=expected):
        opened(fake).publish(make_post(markdown="eel " * 20_000) if say == "long" else POST)


def test_a_wrong_password_is_rejected_and_not_shown(fake: FakeLemmy) -> None:
    """The site repeats it; we do not."""
    client = opened(fake, "le faux mot")
    with pytest.raises(Rejected, match="incorrect_login: check the user and its password") as caught:
        client.publish(POST)
    assert "le faux mot" not in str(caught.value)
    assert [True, False] == [fine for fine, _ in client.test()]


def test_a_community_that_is_not_there_is_told(fake: FakeLemmy) -> None:
    """With the option to correct."""
    with pytest.raises(Rejected, match=r"there is no community “nwes” at .*: correct the option"):
        opened(fake, community="nwes").publish(POST)


def test_an_id_that_is_none_is_not_asked_for(fake: FakeLemmy) -> None:
    """A receipt of another kind of site never becomes a request."""
    with pytest.raises(Rejected, match="is no id of a Lemmy post"):
        opened(fake).update(POST, Receipt("x/7", fake.url))
    assert [] == fake.requests


def test_wrong_settings_are_told_together() -> None:
    """Address, user, community, password; and no password in the clear."""
    with pytest.raises(SettingsError) as caught:
        lemmy.open_site(make_site("lemmy"), {"comunity": "news"}, "", make_tools())
    for said in ("“user” is required", "did you mean “community”", "an address is required", "the password of that user"):
        assert said in "\n".join(caught.value.problems)
    with pytest.raises(SettingsError, match="would send the credential in the clear"):
        lemmy.open_site(make_site("lemmy", url="http://lemmy.example/"), {"user": "a", "community": "b"}, "c", make_tools())

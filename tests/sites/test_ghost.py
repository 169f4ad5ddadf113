"""Ghost's traps against a small one: what it silently changes is sent so that it does not matter, or is found out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from syndicator.core.markup import read
from syndicator.core.post import Receipt
from syndicator.errors import Gone, Rejected, RetryLater, SettingsError
from syndicator.ports import UNREAD
from syndicator.sites import ghost
from tests.sites.ghost_fake import KEY, FakeGhost
from tests.sites.support import ORIGINAL, PICTURE_LICENCE, Clock, make_pictured, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakeGhost]:
    with FakeGhost() as site:
        yield site


def opened(fake: FakeGhost, key: str = KEY, clock: Clock | None = None, **options: Any) -> ghost.Ghost:
    return ghost.open_site(make_site("ghost", url=fake.url), options, key, make_tools(clock))


def test_the_links_of_a_page_are_read_as_they_were_sent(fake: FakeGhost) -> None:
    """Ghost puts `?ref=` behind each; only that goes, and only where it is Ghost's own."""
    api = opened(fake)._api
    page = (
        '<a href="https://a.example/?ref=127.0.0.1">1</a><a href="https://a.example/?x=1&amp;ref=127.0.0.1#y">2</a>'
        '<a href="https://a.example/?ref=127.0.0.1&amp;z=1">3</a><a href="https://a.example/?ref=elsewhere">4</a>'
        '<a href="https://a.example/?ref=127.0.0.1.example">5</a>'
    )
    expected = ["", "?x=1#y", "?z=1", "?ref=elsewhere", "?ref=127.0.0.1.example"]
    assert [f"https://a.example/{end}" for end in expected] == [link.href for link in read(api.untagged(page)).links]


def test_the_page_declares_what_the_post_asks_for(fake: FakeGhost) -> None:
    """The original as canonical, and nothing for search engines."""
    client, post = opened(fake), make_post(canonical=ORIGINAL, noindex=True)
    page = read(client.read_back(post, client.publish(post)).html)
    assert ((ORIGINAL,), "noindex") == (page.declared("canonical"), page.meta("robots"))


def test_no_copy_stands_behind_a_paywall_or_shows_more_than_it_may(fake: FakeGhost) -> None:
    """The site's own default visibility and its automatic excerpt never decide; tags never become internal ones."""
    opened(fake, tags=True, labels=["Reposts"]).publish(make_post(excerpt="", tags=("#hidden", " ", "Reposts", "fish")))
    (post,) = fake.posts.values()
    assert ("public", "From The Harbour.") == (post["visibility"], post["custom_excerpt"])
    assert [{"name": name} for name in ("Reposts", "hidden", "fish")] == post["tags"]


def test_a_long_excerpt_is_cut_at_a_word(fake: FakeGhost) -> None:
    """Ghost takes 300 characters and refuses more."""
    opened(fake).publish(make_post(excerpt="eel " * 100))
    (post,) = fake.posts.values()
    assert (True, "eel …") == (len(post["custom_excerpt"]) <= 300, post["custom_excerpt"][-5:])


def test_the_first_picture_is_featured_where_that_is_wanted(fake: FakeGhost) -> None:
    """With its alternative text and the caption that credits it; a copy without pictures takes an earlier one away."""
    pictured, featuring = make_pictured("https://quay.example/1.png?a=1&b=2", "1"), opened(fake, featured_image=True)
    receipt = featuring.publish(pictured)
    (kept,) = fake.posts.values()
    assert ("https://quay.example/1.png?a=1&b=2", "An “eel” & more") == (kept["feature_image"], kept["feature_image_alt"])
    assert f'Eels. Photo: Jo Bell, <a href="{PICTURE_LICENCE}">CC BY 4.0</a>' == kept["feature_image_caption"]
    opened(fake).update(POST, receipt)
    assert kept["feature_image"] is not None
    featuring.update(POST, receipt)
    assert [None] * 3 == [kept[name] for name in ("feature_image", "feature_image_alt", "feature_image_caption")]


def test_somebody_elses_change_is_not_overwritten(fake: FakeGhost) -> None:
    """A change between our look and our update is heard, and the update comes again later."""
    client = opened(fake)
    receipt = client.publish(POST)
    seen = client._api.copy(receipt.remote_id)
    client.update(replace(POST, title="Eels by an editor"), receipt)
    with pytest.raises(RetryLater, match="UPDATE_COLLISION: Saving failed! Someone else is editing this post"):
        client._api.change(seen, {"title": "Ours"})


def test_an_address_that_something_else_holds_is_told(fake: FakeGhost) -> None:
    """No copy under another address is left behind."""
    client = opened(fake)
    looked, client._api.by_slug = client._api.by_slug, lambda slug: None  # type: ignore[method-assign]  # made between look and create
    other = opened(fake)
    other.publish(POST)
    with pytest.raises(RetryLater, match=rf"gave the copy the address “{POST.slug}-2”"):
        client.publish(POST)
    client._api.by_slug = looked  # type: ignore[method-assign]
    assert [POST.slug] == [post["slug"] for post in fake.posts.values()]


def test_drafts_wait_for_an_editor(fake: FakeGhost) -> None:
    """They are found, and are not yet there to be proven; a published one that was taken back is gone."""
    client = opened(fake, status="draft")
    receipt = client.publish(POST)
    assert receipt == client.find(POST)
    with pytest.raises(RetryLater, match="waits as “draft”"):
        client.read_back(POST, replace(receipt, url=f"{fake.url}{POST.slug}/"))
    client = opened(fake)
    assert client.find(POST) is None
    with pytest.raises(Gone):
        client.read_back(POST, replace(receipt, url=f"{fake.url}{POST.slug}/"))


def test_each_request_signs_a_token_of_its_own(fake: FakeGhost) -> None:
    """An hour later it still works: nothing ages."""
    clock = Clock()
    fake.now = clock
    client = opened(fake, clock=clock)
    client.publish(POST)
    clock.on(hours=1)
    assert client.find(POST) is not None
    fake.now = lambda: clock() + timedelta(hours=1)
    with pytest.raises(Rejected, match=r"INVALID_JWT.*this machine's clock"):
        client.find(POST)


@pytest.mark.parametrize("key", [KEY.replace("c0ff", "c0fe", 1), KEY.replace("6a", "6b", 1)])
def test_a_wrong_key_is_rejected_and_not_shown(key: str, fake: FakeGhost) -> None:
    """Neither look-up nor publication mistakes it for an empty site; nor does a trial."""
    client = opened(fake, key)
    for act in (client.find, client.publish):
        with pytest.raises(Rejected, match="check the Admin API key") as caught:
            act(POST)
        assert key.partition(":")[2] not in str(caught.value)
    assert [True, False] == [fine for fine, _ in client.test()]


@pytest.mark.parametrize("head", [True, False])
def test_a_trial_measures_what_the_theme_declares(fake: FakeGhost, head: bool) -> None:
    """Canonical and noindex reach a page only through its head; a theme may leave that out."""
    fake.head = head
    found = opened(fake).measure()[1]
    assert (head, head, ()) == (found.canonical, found.noindex, found.lost)


def test_a_trial_tells_what_it_found(fake: FakeGhost) -> None:
    """Version, key, author, and what the page keeps; the specimen is gone again."""
    lines = opened(fake, author="nobody@quay.example").test()
    assert [True, True, False, True, True, True] == [fine for fine, _ in lines]
    assert "adds ?ref= to links" in lines[1][1]
    assert "“nobody@quay.example” is no staff user" in lines[2][1]
    assert {} == fake.posts


@pytest.mark.parametrize("remote_id", ["", "../settings", "7"])
def test_an_id_that_is_none_is_not_asked_for(remote_id: str, fake: FakeGhost) -> None:
    """A receipt of another kind of site never becomes a path."""
    with pytest.raises(Rejected, match="is no id of a Ghost post"):
        opened(fake).update(POST, Receipt(remote_id, fake.url))
    assert [] == fake.requests


def test_wrong_settings_are_told_together() -> None:
    """Address, key, options; a site that is only looked at needs no key."""
    with pytest.raises(SettingsError) as caught:
        ghost.open_site(make_site("ghost"), {"status": "publish", "lables": []}, "abc", make_tools())
    told = "\n".join(caught.value.problems)
    for said in (
        "must be one of published, draft",
        "did you mean “labels”",
        "an address is required",
        "the Admin API key of a custom integration",
    ):
        assert said in told
    assert ghost.open_site(make_site("ghost", url="https://blog.example/"), {}, UNREAD, make_tools()).carries.title_characters == 255

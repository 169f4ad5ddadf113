"""Micropub's traps against a small site: endpoints in two places, slugs that come out otherwise, servers that know no list."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.core.post import Post, Receipt
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.ports import Upload, UploadState
from syndicator.sites import micropub
from tests.core.test_rasters import png
from tests.sites.micropub_fake import CREATE_ONLY, TOKEN, FakeMicropub
from tests.sites.support import NOW, PICTURE, make_pictured, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakeMicropub]:
    with FakeMicropub() as site:
        yield site


def opened(fake: FakeMicropub, token: str = TOKEN, *, listed: bool = True, **options: Any) -> micropub.Micropub:
    where = {} if listed else {"permalink": f"{fake.url}notes/{{slug}}"}
    return micropub.open_site(make_site("micropub", url=fake.url), {**where, **options}, token, make_tools())


@pytest.mark.parametrize("says_link", [True, False])
def test_the_front_page_names_the_endpoint(says_link: bool, fake: FakeMicropub) -> None:
    """In its headers or in itself; the page is asked without the token."""
    fake.says_link = says_link
    assert f"{fake.url}pub" == opened(fake)._api.endpoint()
    assert [False] == ["Authorization" in request.headers for request in fake.requests]


def test_a_page_that_names_no_endpoint_is_told(fake: FakeMicropub) -> None:
    """With what to do."""
    client = micropub.open_site(make_site("micropub", url=f"{fake.url}nowhere"), {}, TOKEN, make_tools())
    fake.entries["nowhere"] = {"name": ["x"], "content": [{"html": "x"}]}
    with pytest.raises(Rejected, match="names no Micropub endpoint: set the site's address"):
        client.find(POST)


def test_a_token_is_not_sent_in_the_clear_to_where_a_page_leads(fake: FakeMicropub) -> None:
    """An endpoint on another host needs https, whatever the front page says."""
    api = opened(fake)._api
    api._discovered = lambda: "http://elsewhere.example/pub"  # type: ignore[method-assign]
    with pytest.raises(Rejected, match="would send the credential in the clear"):
        api.config()


@pytest.mark.parametrize("listed", [True, False])
def test_a_second_copy_of_a_race_goes(listed: bool, fake: FakeMicropub) -> None:
    """Somebody posts between our look and our create: ours comes out as `-2` and is deleted."""
    client, first = opened(fake, listed=listed), []

    def late(post: Post) -> None:
        first.append(opened(fake, listed=listed).publish(post))

    client.find = late  # type: ignore[method-assign,assignment]
    assert client.publish(POST).url == first[0].url
    assert [POST.slug] == fake.public()


def test_a_server_with_slugs_of_its_own_is_asked_for_title_and_link(fake: FakeMicropub) -> None:
    """Where `mp-slug` counts for nothing, the list still tells; another of our copies is no match."""
    fake.entries["20260305-1"] = {"name": [POST.title], "content": [{"html": POST.html}]}
    found = opened(fake).find(POST)
    assert found is not None
    assert (f"{fake.url}notes/20260305-1", POST.revision) == (found.url, found.revision)


def test_a_server_that_knows_no_list_needs_a_permalink(fake: FakeMicropub) -> None:
    """It is not posted to before: an unknown outcome could never be asked for."""
    fake.lists = False
    for act in (opened(fake).find, opened(fake).publish):
        with pytest.raises(Rejected, match="does not list its posts: set the option “permalink”"):
            act(POST)
    assert [True, True, False] == [fine for fine, _ in opened(fake).test()]
    assert {} == fake.entries


def test_a_page_before_the_copy_is_no_answer(fake: FakeMicropub) -> None:
    """What shows neither the copy nor is known to the server may only stand before it."""
    fake.entries[POST.slug] = {"name": [""], "content": [{"html": "<p>Checking your browser</p>"}]}
    with pytest.raises(RetryLater, match="shows something that is not the copy"):
        opened(fake, listed=False).find(POST)


@pytest.mark.parametrize("undeletes", [True, False])
def test_what_was_withdrawn_comes_again(undeletes: bool, fake: FakeMicropub) -> None:
    """Under its own address where the server brings posts back, else under a new one."""
    fake.undeletes = undeletes
    client = opened(fake, listed=False)
    client.withdraw(POST, client.publish(POST), "its terms changed")
    again = client.publish(POST)
    assert ([POST.slug] if undeletes else [f"{POST.slug}-2"]) == fake.public()
    assert fake.public()[0] in again.url


def test_accepted_counts_as_created_and_no_address_as_unknown(fake: FakeMicropub) -> None:
    """202 names an address that will stand; a success without one tells nothing."""
    fake.status = 202
    assert f"{fake.url}notes/{POST.slug}" == opened(fake).publish(POST).url
    client = opened(fake)
    client._api._found = (f"{fake.url}", client._api._http[1])
    with pytest.raises(OutcomeUnknown, match="without the address"):
        client._api.create({})


def test_a_wrong_token_is_rejected_and_not_shown(fake: FakeMicropub) -> None:
    """The server repeats it; we do not."""
    with pytest.raises(Rejected, match="check the access token") as caught:
        opened(fake, "wr0ng").publish(POST)
    assert "wr0ng" not in str(caught.value)
    assert [True, False] == [fine for fine, _ in opened(fake, "wr0ng").test()]


def picture() -> tuple[Upload, bytes]:
    data = png(5, 7)
    sha256 = hashlib.sha256(data).hexdigest()
    return Upload(site_id="x", src=PICTURE, state=UploadState.SENDING, at=NOW, sha256=sha256, kind="image/png"), data


def test_a_picture_that_kept_its_name_is_found_in_the_list(fake: FakeMicropub) -> None:
    """Told as a property or plainly; one that is not listed may be there under another name."""
    fake.names_kept = True
    client, (upload, data) = opened(fake), picture()
    with pytest.raises(OutcomeUnknown, match="cannot be asked for a picture"):
        client.find_picture(upload)
    there = client.upload(upload, data, "")
    assert (f"{fake.url}files/{upload.name}", there) == (there.place, opened(fake).find_picture(upload))
    fake.plainly = True
    assert there == opened(fake).find_picture(upload)


@pytest.mark.parametrize("media", [None, "http://elsewhere.example/media"])
def test_a_site_without_a_media_endpoint_gets_no_pictures(media: str | None, fake: FakeMicropub) -> None:
    """Nor one whose endpoint would get the token in the clear; its texts go all the same, and the trial says so."""
    fake.media = media
    client, (upload, data) = opened(fake), picture()
    with pytest.raises(OutcomeUnknown):
        client.find_picture(upload)
    with pytest.raises(Rejected, match="names no media endpoint" if media is None else "in the clear"):
        client.upload(upload, data, "")
    assert (True, True) == (client.publish(POST).url.endswith(POST.slug), client.test()[-1][1].startswith("copies go without pictures"))


def test_a_token_without_the_scope_for_media_may_post_still(fake: FakeMicropub) -> None:
    """The picture is refused, with what to do, and not the post; a wrong token is no answer about a picture."""
    (upload, data), client = picture(), opened(fake, CREATE_ONLY)
    with pytest.raises(OutcomeUnknown):
        client.find_picture(upload)
    with pytest.raises(Rejected, match="media for pictures"):
        client.upload(upload, data, "")
    assert client.publish(POST).url.endswith(POST.slug)
    with pytest.raises(Rejected, match="check the access token"):
        opened(fake, "wr0ng").find_picture(upload)


def test_a_picture_without_an_address_is_an_unknown_outcome(fake: FakeMicropub) -> None:
    """A success must name it (§3.6.4)."""
    client, (upload, data) = opened(fake), picture()
    client._api._medium = (f"{fake.url}", client._api.media()[1])
    with pytest.raises(OutcomeUnknown, match="without the address of the picture"):
        client.upload(upload, data, "")


def test_the_first_picture_is_the_photo_where_that_is_wanted(fake: FakeMicropub) -> None:
    """With its alternative text (§3.3.2); a copy without pictures takes an earlier one away, and without the option none is named."""
    pictured, client = make_pictured("https://quay.example/1.png", "1"), opened(fake, featured_image=True)
    receipt = client.publish(pictured)
    (entry,) = fake.entries.values()
    assert [{"value": "https://quay.example/1.png", "alt": "An “eel” & more"}] == entry["photo"]
    client.update(POST, receipt)
    assert [] == entry["photo"]
    opened(fake).publish(make_post("crabs"))
    assert "photo" not in list(fake.entries.values())[-1]


def test_an_id_that_is_no_address_is_not_asked_for(fake: FakeMicropub) -> None:
    """A receipt of another kind of site never becomes a request."""
    for act in (opened(fake).update, lambda post, receipt: opened(fake).withdraw(post, receipt, "")):
        with pytest.raises(Rejected, match="is no address of a post"):
            act(POST, Receipt("17", fake.url))


def test_wrong_settings_are_told_together() -> None:
    """Address, token, permalink, and an endpoint in the clear."""
    with pytest.raises(SettingsError) as caught:
        micropub.open_site(make_site("micropub"), {"permalink": "https://me.example/notes/"}, "", make_tools())
    for said in ("an address is required", "an access token of the site", "must be an address with {slug} in it"):
        assert said in "\n".join(caught.value.problems)
    with pytest.raises(SettingsError, match="would send the credential in the clear"):
        micropub.open_site(make_site("micropub", url="https://me.example/"), {"endpoint": "http://pub.example/"}, "t", make_tools())

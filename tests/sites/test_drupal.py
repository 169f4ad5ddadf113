"""Drupal beyond the contract: who may do what, what people of the site do, text formats, and tokens that end."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.ports import Upload, UploadState
from syndicator.sites import drupal
from tests.core.test_rasters import png
from tests.sites.drupal_fake import CLIENT, PASSWORD, SECRET, USER, FakeDrupal, processed
from tests.sites.support import NOW, PICTURE, Clock, corrected, make_pictured, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakeDrupal]:
    with FakeDrupal() as site:
        yield site


def opened(fake: FakeDrupal, secret: str = PASSWORD, clock: Clock | None = None, **options: Any) -> drupal.Drupal:
    given = options if "client" in options else {"user": USER, **options}
    return drupal.open_site(make_site("drupal", url=fake.url), given, secret, make_tools(clock))


def test_the_site_takes_a_copy_once(fake: FakeDrupal) -> None:
    """The UUID comes from the post alone: another program, which never asked, is answered that it is taken."""
    first = opened(fake).publish(POST)
    again = opened(fake).publish(replace(POST, title="Another title"))
    assert ((first.remote_id, first.url), "") == ((again.remote_id, again.url), again.revision)
    assert [first.remote_id] == fake.public()


def picture() -> tuple[Upload, bytes]:
    data = png(6, 9)
    sha256 = hashlib.sha256(data).hexdigest()
    return Upload(site_id="x", src=PICTURE, state=UploadState.SENDING, at=NOW, sha256=sha256, kind="image/png"), data


def test_the_text_uses_the_file_that_it_shows(fake: FakeDrupal) -> None:
    """Drupal deletes what nothing uses: each image names its file, in a restricted text format too; the copy is known again."""
    client, (upload, data) = opened(fake), picture()
    there = client.upload(upload, data, "")
    post = make_pictured(there.place, there.number)
    receipt = client.publish(post)
    (node,) = fake.nodes.values()
    assert f'<img data-entity-type="file" data-entity-uuid="{there.number}" src="{there.place}"' in node["body"]["value"]
    assert f'data-entity-uuid="{there.number}"' in processed(**node["body"])
    assert post.revision == receipt.revision == opened(fake).find(post).revision


def test_the_first_picture_is_featured_where_that_is_wanted(fake: FakeDrupal) -> None:
    """As the value of the image field, with its words; a copy without pictures takes an earlier one away."""
    client = opened(fake, featured_image=True)
    receipt = client.publish(make_pictured(f"{fake.url}1.png", "00000000-0000-4000-9000-000000000041"))
    (node,) = fake.nodes.values()
    expected = {"type": "file--file", "id": "00000000-0000-4000-9000-000000000041", "meta": {"alt": "An “eel” & more"}}
    assert {"data": expected} == node["field_image"]
    opened(fake).update(POST, receipt)
    assert {"data": expected} == node["field_image"]
    client.update(POST, receipt)
    assert {"data": None} == node["field_image"]


def test_of_two_files_with_one_name_the_first_counts(fake: FakeDrupal) -> None:
    """A race left them."""
    upload, data = picture()
    first, second = (opened(fake).upload(upload, data, "") for _ in range(2))
    assert first.place != second.place
    assert first == opened(fake).find_picture(upload)


def test_files_that_are_not_shown_to_the_user_cannot_be_told(fake: FakeDrupal) -> None:
    """A list that leaves some out says nothing about one of them; a wrong password is no answer either."""
    client, (upload, data) = opened(fake), picture()
    client.upload(upload, data, "")
    fake.hides_files = True
    with pytest.raises(OutcomeUnknown, match="does not list every file"):
        client.find_picture(upload)
    with pytest.raises(Rejected, match="check the credential"):
        opened(fake, "wrong horse 1").find_picture(upload)


def test_a_type_without_the_image_field_is_told(fake: FakeDrupal) -> None:
    """With the option to set."""
    upload, data = picture()
    with pytest.raises(Rejected, match="set the option “image”"):
        opened(fake, image="field_photo").upload(upload, data, "")


def test_a_summary_is_always_sent(fake: FakeDrupal) -> None:
    """Where Drupal would make one of the text, it shows what the terms let it show; where the field has none, it is left out."""
    opened(fake).publish(replace(POST, excerpt=""))
    opened(fake, summary=False).publish(make_post("crabs"))
    assert ["From The Harbour.", None] == [node["body"].get("summary") for node in fake.nodes.values()]


def test_what_people_of_the_site_unpublished_stays_away(fake: FakeDrupal) -> None:
    """It is Gone to readers and to corrections, and found, so that it does not come again."""
    client = opened(fake, withdrawal="unpublish")
    receipt = client.publish(POST)
    fake.nodes[receipt.remote_id]["status"] = False
    assert receipt == client.find(POST) == client.publish(POST)
    for act in (lambda: client.read_back(POST, receipt), lambda: client.update(corrected(POST), receipt)):
        with pytest.raises(Gone, match="was unpublished"):
            act()
    assert [] == fake.public()


def test_what_we_unpublished_comes_again(fake: FakeDrupal) -> None:
    """Under the same UUID and number, without the mark of the withdrawal."""
    client = opened(fake, withdrawal="unpublish")
    receipt = client.publish(POST)
    client.withdraw(POST, receipt, "its terms changed")
    assert (None, []) == (client.find(POST), fake.public())
    assert receipt == client.publish(POST)
    assert ([receipt.remote_id], POST.html) == (fake.public(), fake.nodes[receipt.remote_id]["body"]["value"])


def test_a_draft_waits_for_people_of_the_site(fake: FakeDrupal) -> None:
    """It is corrected meanwhile, and proven once it is public."""
    client = opened(fake, status="draft")
    receipt = client.publish(POST)
    with pytest.raises(RetryLater, match="waits for people of the site"):
        client.read_back(POST, receipt)
    client.update(corrected(POST), receipt)
    assert [] == fake.public()
    fake.nodes[receipt.remote_id]["status"] = True
    assert "outer basin" in client.read_back(POST, receipt).html


@pytest.mark.parametrize(
    ("state", "words", "remedy"),
    [
        ({"administers": False}, "status", "Administer content"),
        ({"moderated": True}, "moderated entities", "moderated = true"),
        ({"read_only": True}, "only read operations", "Web services"),
    ],
)
def test_who_may_not_publish_is_told_what_to_do(fake: FakeDrupal, state: dict[str, bool], words: str, remedy: str) -> None:
    """Rights, a workflow, and a site that only lets itself be read."""
    for name, value in state.items():
        setattr(fake, name, value)
    with pytest.raises(Rejected, match=words) as caught:
        opened(fake).publish(POST)
    assert remedy in caught.value.remedy
    assert ([False], 0) == ([fine for fine, _ in opened(fake).test() if not fine], len(fake.nodes))


def test_a_text_format_that_is_not_there_is_told(fake: FakeDrupal) -> None:
    """In the site's own words, with the options to look at."""
    with pytest.raises(Rejected, match="not a valid choice") as caught:
        opened(fake, format="markdown").publish(POST)
    assert "“format”" in caught.value.remedy


def test_a_content_type_that_is_not_there_is_told(fake: FakeDrupal) -> None:
    """By the trial, and by a publication."""
    client = opened(fake, type="story")
    assert [False] == [fine for fine, _ in client.test()]
    with pytest.raises(Rejected) as caught:
        client.publish(POST)
    assert "“type”" in caught.value.remedy


def test_a_trial_measures_what_a_text_format_takes_away(fake: FakeDrupal) -> None:
    """The usual one takes classes, times and the pixels of others; a full one keeps all. Nothing is left."""
    found = opened(fake).measure()[1]
    assert ("Drupal 11 (https://www.drupal.org)", ("rel", "classes", "time", "pixel", "table")) == (found.server, found.lost)
    assert () == opened(fake, format="full_html").measure()[1].lost
    assert {} == fake.nodes


def test_a_token_is_got_once_and_again_before_it_ends(fake: FakeDrupal) -> None:
    """Five minutes of a token serve many requests; after them another one is asked for first."""
    clock = Clock()
    client = opened(fake, SECRET, clock, client=CLIENT)
    client.publish(POST)
    client.find(POST)
    assert 1 == len(fake.tokens)
    clock.on(seconds=280)
    client.find(POST)
    assert 2 == len(fake.tokens)


def test_a_token_that_was_revoked_is_replaced(fake: FakeDrupal) -> None:
    """A refused token did nothing: with the next one the post is made, once."""
    client = opened(fake, SECRET, client=CLIENT)
    assert client.find(POST) is None
    fake.tokens.clear()
    client.publish(POST)
    assert 1 == len(fake.public())


def test_a_wrong_client_is_told_and_its_secret_is_not(fake: FakeDrupal) -> None:
    """Though the server repeats it."""
    with pytest.raises(Rejected, match="Client authentication failed") as caught:
        opened(fake, "wrong secret 1", client=CLIENT).publish(POST)
    assert "wrong secret 1" not in f"{caught.value}{caught.value!r}"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "one of “user” and “client” is required"),
        ({"user": "desk", "client": "x"}, "and not both"),
        ({"user": "desk", "type": "article/../user"}, "“type” must be a machine name"),
        ({"user": "desk", "withdrawal": "hide"}, "must be one of delete, unpublish"),
        ({"user": "desk", "fromat": "x"}, "did you mean “format”"),
    ],
)
def test_wrong_options_are_told(options: dict[str, Any], told: str) -> None:
    """Each in its own words."""
    with pytest.raises(SettingsError, match=told):
        drupal.open_site(make_site("drupal", url="https://harbour.example/"), options, PASSWORD, make_tools())

"""What a WordPress can be told by its options, and what a trial of it tells."""

import re
from datetime import timedelta

import pytest

from syndicator.core.pictures import Picture
from syndicator.errors import Rejected, RetryLater
from tests.sites.support import LICENCE, NOW, ORIGINAL, make_post
from tests.sites.wordpress_clients import POST, look_and_publish, make_client
from tests.sites.wordpress_fake import FakeWordPress


def test_canonical_and_key_go_where_the_site_offers_fields(wordpress_fake: FakeWordPress) -> None:
    """Unknown fields would be ignored silently, so they are not sent."""
    post = make_post(canonical=ORIGINAL)
    receipt = look_and_publish(wordpress_fake, post)
    assert {"canonical_url": ORIGINAL, "syndication_key": post.key} == wordpress_fake.posts[int(receipt.remote_id)]["meta"]
    wordpress_fake.meta = {}
    other = look_and_publish(wordpress_fake, make_post("crabs"))
    assert wordpress_fake.posts[int(other.remote_id)]["meta"] == {}


def test_tags_exist_once_and_categories_must_exist(wordpress_fake: FakeWordPress) -> None:
    """An existing tag is taken by the id in the refusal; a missing category is told with a remedy."""
    for article in ("eels", "crabs"):
        make_client(wordpress_fake, tags=True, categories=("Reposts & more", 7)).publish(make_post(article))
    assert [[50, 51]] * 2 == [post["tags"] for post in wordpress_fake.posts.values()]
    assert [[4, 7]] * 2 == [post["categories"] for post in wordpress_fake.posts.values()]
    with pytest.raises(Rejected, match="has no category “Sport”"):
        make_client(wordpress_fake, categories=("Sport",)).publish(make_post("third"))


def test_a_draft_waits_for_an_editor(wordpress_fake: FakeWordPress) -> None:
    """It is found, cannot be proven yet, and an update leaves it a draft."""
    client = make_client(wordpress_fake, status="draft")
    receipt = client.publish(POST)
    assert receipt == client.find(POST) == client.publish(POST) == client.update(POST, receipt)
    assert ["draft"] == [post["status"] for post in wordpress_fake.posts.values()]
    with pytest.raises(RetryLater, match="waits as “draft” for an editor"):
        client.read_back(POST, receipt)


def test_a_trial_tells_what_is_wrong(wordpress_fake: FakeWordPress) -> None:
    """Rights, fields and the sanitiser, each in a line; the specimen is removed."""
    wordpress_fake.rights["publish_posts"] = False
    wordpress_fake.sanitise = lambda html: html.replace(' rel="license"', "")
    lines = make_client(wordpress_fake, author_credit="byline").test()
    wrong = [line for fine, line in lines if not fine]
    assert len(wrong) == 2
    assert "publish_posts" in wrong[0]
    assert "“byline” is not offered" in wrong[1]
    assert lines[-1] == (True, "the site's sanitiser keeps the credit; lost on the way: rel=license")
    wordpress_fake.sanitise = lambda html: html.replace("<a ", "<b ")
    assert "takes away the link to the original, the link to the licence" in make_client(wordpress_fake).test()[-1][1]
    assert not wordpress_fake.posts


def test_a_trial_measures(wordpress_fake: FakeWordPress) -> None:
    """What the sanitiser took away, and what no field of the site can declare."""
    wordpress_fake.sanitise = lambda html: re.sub(r"</?time[^>]*>|<img[^>]*>", "", html)
    found = make_client(wordpress_fake).measure()[1]
    assert (("time", "pixel"), False) == (found.lost, "pixel" in found.kept)
    assert {"original", "author", "licence", "rel", "classes", "heading", "list", "table", "quote", "code"} == set(found.kept)


def test_a_trial_of_something_else_ends_with_one_line(wordpress_fake: FakeWordPress) -> None:
    """No REST API, or a refused credential: the trial says so and does not raise."""
    assert [False] == [fine for fine, _ in make_client(wordpress_fake, password="wrong").test() if not fine]
    wordpress_fake.faults = [("GET /", "html after save"), ("GET /", "html after save")]
    ((fine, line),) = make_client(wordpress_fake).test()
    assert not fine
    assert "shows no WordPress REST API" in line


def test_search_engines_are_kept_away_where_the_site_offers_a_field(wordpress_fake: FakeWordPress) -> None:
    """By our own plug-in's field, or an SEO plug-in's; and no more once the post does not ask for it."""
    wordpress_fake.meta = {"syndication_noindex": "", "_yoast_wpseo_meta-robots-noindex": "", "_yoast_wpseo_canonical": ""}
    client, post = make_client(wordpress_fake), make_post(noindex=True, canonical=ORIGINAL)
    receipt = client.publish(post)
    stored = wordpress_fake.posts[int(receipt.remote_id)]
    told = {"syndication_noindex": True, "_yoast_wpseo_meta-robots-noindex": "1", "_yoast_wpseo_canonical": ORIGINAL}
    assert told == stored["meta"]
    client.update(make_post(), receipt)
    assert {"syndication_noindex": False, "_yoast_wpseo_canonical": ""} == stored["meta"]
    assert [True, True] == [fine for fine, line in client.test() if "can be declared (REST field" in line]


def test_a_copy_can_wait_for_its_time(wordpress_fake: FakeWordPress) -> None:
    """It is found, is not made public by another try, and says when it can be proven."""
    client = make_client(wordpress_fake, status="scheduled", delay=timedelta(minutes=30))
    receipt = client.publish(POST)
    (stored,) = wordpress_fake.posts.values()
    assert ("future", "2026-03-05T10:30:00") == (stored["status"], stored["date_gmt"])
    assert receipt == client.find(POST) == client.publish(POST)
    with pytest.raises(RetryLater, match="waits as “future” for its time") as caught:
        client.read_back(POST, receipt)
    assert NOW + timedelta(minutes=30) == caught.value.when


def test_a_key_that_the_site_holds_is_looked_for_again(wordpress_fake: FakeWordPress) -> None:
    """Our plug-in refuses a second post with a key; the next look finds the first."""
    wordpress_fake.faults = [("POST posts", "key held")]
    with pytest.raises(RetryLater, match="syndication_key_held"):
        make_client(wordpress_fake).publish(POST)
    look_and_publish(wordpress_fake)
    assert [POST.slug] == wordpress_fake.public()


def test_the_first_picture_is_featured_where_that_is_wanted(wordpress_fake: FakeWordPress) -> None:
    """By its id in the library; a copy without pictures takes an earlier one away, and without the option none is touched."""
    picture = Picture("https://harbour.example/eel.png", "An eel", "Jo Bell", LICENCE, place="https://plaza.example/1.png", number="41")
    for options, pictures, expected in (
        ({"featured": True}, (picture,), 41),
        ({"featured": True}, (), 0),
        ({}, (picture,), None),
    ):
        post = make_post(pictures=pictures)
        make_client(wordpress_fake, **options).publish(post)
        (kept,) = [one for one in wordpress_fake.posts.values() if one["slug"] == post.slug]
        assert expected == kept.get("featured_media")
        wordpress_fake.posts.clear()

"""WordPress's traps against a small one that can lose answers: one copy, nothing lost, every refusal told rightly."""

import threading
from dataclasses import replace
from typing import Any

import pytest

from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SyndicatorError
from syndicator.sites.client import Bounds, HttpClient
from syndicator.sites.wordpress import WordPress
from syndicator.sites.wordpress_api import WordPressApi
from tests.sites.support import ORIGINAL, make_post, make_site, make_tools
from tests.sites.wordpress_fake import PASSWORD, FakeWordPress

POST = make_post()
LOST = [
    "500 after save",
    "502 after save",
    "504 after save",
    "html after save",
    "wrong id",
    "timeout after save",
    "torn",
    "reset after save",
    "huge",
]


def make_client(fake: FakeWordPress, password: str = PASSWORD, **changes: Any) -> WordPress:
    """A client that waits only briefly, and knows nothing of what another one did."""
    tools = make_tools()
    http = HttpClient(
        fake.url, tools.user_agent, tools.now, auth=("desk", password), allow_private=("127.0.0.1",), bounds=Bounds(1, 0.4, 1)
    )
    options: dict[str, Any] = {"status": "publish", "categories": (), "tags": False, "author_credit": ""} | changes
    return WordPress(make_site("wordpress", url=fake.url), WordPressApi(http), tools, **options)


def look_and_publish(fake: FakeWordPress, post: Post = POST) -> Receipt:
    """What the delivery does: ask, then publish only what is not there."""
    client = make_client(fake)
    return client.find(post) or client.publish(post)


@pytest.mark.parametrize("mode", LOST)
@pytest.mark.parametrize("step", ["POST posts", "POST posts/2"])
def test_a_lost_answer_never_makes_a_second_copy(step: str, mode: str, wordpress_fake: FakeWordPress) -> None:
    """Whichever write's answer is lost: the outcome is unknown, and the next try leaves exactly one public copy."""
    wordpress_fake.faults = [(step, mode)]
    with pytest.raises(OutcomeUnknown):
        look_and_publish(wordpress_fake)
    receipt = look_and_publish(wordpress_fake)
    assert [POST.slug] == wordpress_fake.public()
    assert [int(receipt.remote_id)] == list(wordpress_fake.posts)


@pytest.mark.parametrize("requests_before", range(12))
def test_a_crash_after_any_request_never_makes_a_second_copy(requests_before: int, wordpress_fake: FakeWordPress) -> None:
    """The process dies after the i-th request; the next one finishes what it left."""

    class Killed(BaseException):
        pass

    client, count = make_client(wordpress_fake), 0
    http = client._api.http
    send = http._send

    def dying(*given: Any, **named: Any) -> Any:
        nonlocal count
        if count == requests_before:
            raise Killed
        count += 1
        return send(*given, **named)

    http._send = dying  # type: ignore[method-assign]
    try:
        client.find(POST) or client.publish(POST)
    except Killed:
        look_and_publish(wordpress_fake)
    assert [POST.slug] == wordpress_fake.public()
    assert len(wordpress_fake.posts) == 1


@pytest.mark.parametrize(
    ("mode", "error"), [("429", RetryLater), ("429 bare", RetryLater), ("503 with a time", RetryLater), ("503", OutcomeUnknown)]
)
def test_a_busy_site_is_tried_later(mode: str, error: type[Exception], wordpress_fake: FakeWordPress) -> None:
    """What was surely not done is tried later; what may have been done is asked for."""
    wordpress_fake.faults = [("POST", mode)]
    with pytest.raises(error):
        look_and_publish(wordpress_fake)
    assert not wordpress_fake.posts


@pytest.mark.parametrize("mode", ["redirect", "413", "echo"])
def test_a_refusal_is_told_and_not_tried_again(mode: str, wordpress_fake: FakeWordPress) -> None:
    """One request, one rejection, and no secret in it."""
    wordpress_fake.faults = [("POST", mode)]
    with pytest.raises(Rejected) as caught:
        look_and_publish(wordpress_fake)
    assert PASSWORD not in str(caught.value)
    assert len(wordpress_fake.writes()) == 1


@pytest.mark.parametrize("mode", ["reset before", "500 after save", "html after save", "torn", "503"])
def test_a_look_up_that_fails_is_no_answer(mode: str, wordpress_fake: FakeWordPress) -> None:
    """«I could not ask» is never taken for «it is not there»."""
    look_and_publish(wordpress_fake)
    wordpress_fake.faults = [("GET posts", mode)]
    with pytest.raises(RetryLater):
        make_client(wordpress_fake).find(POST)


def test_a_refused_credential_is_no_empty_site(wordpress_fake: FakeWordPress) -> None:
    """WordPress calls it a wrong parameter; it is rejected with what a person can do."""
    client = make_client(wordpress_fake, password="wrong")
    for act in (client.find, client.publish):
        with pytest.raises(Rejected, match="check the user name, the application password"):
            act(POST)


def test_a_lost_race_ends_with_the_first_copy(wordpress_fake: FakeWordPress) -> None:
    """Our slug came back as `-2`: our draft is deleted and the other copy is the copy."""
    client = make_client(wordpress_fake)
    first, real = client._api.copies, []

    def late(slug: str, status: str = "any") -> Any:
        if not real:  # somebody publishes between our look and our create
            real.append(make_client(wordpress_fake).publish(POST))
            return []
        return first(slug, status)

    client._api.copies = late  # type: ignore[method-assign]
    assert real == [client.publish(POST)]
    assert [POST.slug] == wordpress_fake.public()
    assert len(wordpress_fake.posts) == 1


def test_many_at_once_leave_one_copy(wordpress_fake: FakeWordPress) -> None:
    """Eight workers whose leases overlap agree on one post."""
    receipts: list[Receipt] = []
    threads = [threading.Thread(target=lambda: receipts.append(look_and_publish(wordpress_fake))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [POST.slug] == wordpress_fake.public()
    assert {str(number) for number in wordpress_fake.posts} == {receipt.remote_id for receipt in receipts}


def test_a_slug_that_something_else_holds_is_told(wordpress_fake: FakeWordPress) -> None:
    """A page or an attachment can hold the address: nothing is published beside it, and no draft stays."""
    wordpress_fake.posts[1] = {"id": 1, "slug": POST.slug, "status": "attachment", "title": "", "content": "", "meta": {}}
    with pytest.raises(Rejected, match=rf"gave the copy the address “{POST.slug}-2”"):
        look_and_publish(wordpress_fake)
    assert [1] == list(wordpress_fake.posts)


def test_who_may_not_publish_leaves_no_draft(wordpress_fake: FakeWordPress) -> None:
    """The draft made on the way is removed again."""
    wordpress_fake.rights["publish_posts"] = False
    with pytest.raises(Rejected, match="rest_cannot_publish"):
        look_and_publish(wordpress_fake)
    assert not wordpress_fake.posts


def test_a_permanent_error_called_500_is_rejected(wordpress_fake: FakeWordPress) -> None:
    """A title that the database refuses never gets shorter by trying again."""
    with pytest.raises(Rejected, match="db_insert_error"):
        look_and_publish(wordpress_fake, make_post(title="t" * 70_000))


def test_what_others_put_into_the_trash_does_not_come_again(wordpress_fake: FakeWordPress) -> None:
    """It counts as arrived; an update of it is refused."""
    receipt = look_and_publish(wordpress_fake)
    copy = wordpress_fake.posts[int(receipt.remote_id)]
    copy |= {"status": "trash", "slug": f"{copy['slug']}__trashed"}
    client = make_client(wordpress_fake)
    found = client.find(POST)
    assert found is not None
    assert receipt.remote_id == found.remote_id
    with pytest.raises(Gone):
        client.update(POST, found)


def test_what_we_withdrew_may_come_again(wordpress_fake: FakeWordPress) -> None:
    """It gave up its slug on the way to the trash, so a new copy takes it."""
    client = make_client(wordpress_fake)
    client.withdraw(POST, client.publish(POST), "its terms changed")
    assert client.find(POST) is None
    client.publish(POST)
    assert [POST.slug] == wordpress_fake.public()


def test_a_site_without_a_trash_takes_the_copy_off(wordpress_fake: FakeWordPress) -> None:
    """Where nothing can be trashed the copy stays as a draft, which readers cannot see."""
    wordpress_fake.trash = False
    client = make_client(wordpress_fake)
    receipt = client.publish(POST)
    client.withdraw(POST, receipt, "its terms changed")
    assert ["draft"] == [post["status"] for post in wordpress_fake.posts.values()]


def test_a_withdrawn_copy_that_is_still_shown_is_tried_again(wordpress_fake: FakeWordPress) -> None:
    """A cache before the site may go on showing it; that is not yet withdrawn."""
    client = make_client(wordpress_fake)
    receipt = client.publish(POST)
    stale = replace(receipt, url=f"{wordpress_fake.url}stale/")
    wordpress_fake.posts[99] = wordpress_fake.posts[int(receipt.remote_id)] | {"id": 99, "slug": "stale"}
    with pytest.raises(RetryLater, match="still shown to readers"):
        client.withdraw(POST, stale, "its terms changed")


@pytest.mark.parametrize("remote_id", ["", "7/../8", "x", "-1"])
def test_an_id_that_is_none_is_not_asked_for(remote_id: str, wordpress_fake: FakeWordPress) -> None:
    """A receipt of another kind of site never becomes a path."""
    client = make_client(wordpress_fake)
    for act in (client.update, lambda post, receipt: client.withdraw(post, receipt, "")):
        with pytest.raises(Rejected, match="is no id of a WordPress post"):
            act(POST, Receipt(remote_id, wordpress_fake.url))
    assert not wordpress_fake.requests


def test_a_copy_edited_at_the_site_has_no_known_revision(wordpress_fake: FakeWordPress) -> None:
    """The caller then knows that it must be sent again."""
    receipt = look_and_publish(wordpress_fake)
    wordpress_fake.posts[int(receipt.remote_id)]["content"] += "<p>And by the way.</p>"
    found = make_client(wordpress_fake).find(POST)
    assert found is not None
    assert found.revision == ""


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
    assert len(wrong) == 3
    assert "publish_posts" in wrong[0]
    assert "“byline” is not offered" in wrong[1]
    assert "takes away the link to https://creativecommons.org" in wrong[2]
    assert not wordpress_fake.posts


def test_a_trial_of_something_else_ends_with_one_line(wordpress_fake: FakeWordPress) -> None:
    """No REST API, or a refused credential: the trial says so and does not raise."""
    assert [False] == [fine for fine, _ in make_client(wordpress_fake, password="wrong").test() if not fine]
    wordpress_fake.faults = [("GET /", "html after save"), ("GET /", "html after save")]
    ((fine, line),) = make_client(wordpress_fake).test()
    assert not fine
    assert "shows no WordPress REST API" in line


def test_every_error_is_ours(wordpress_fake: FakeWordPress) -> None:
    """Whatever the site does to any request, no foreign exception passes the port."""
    for mode in (*LOST, "reset before", "redirect", "413", "429", "trickle"):
        for step in ("GET", "POST", "OPTIONS"):
            wordpress_fake.faults = [(step, mode)]
            try:
                look_and_publish(wordpress_fake, make_post(f"{mode} {step}"))
            except SyndicatorError:
                continue

"""WordPress's traps against a small one that can lose answers: one copy, nothing lost, every refusal told rightly."""

import threading
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from syndicator.core.post import Receipt
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SyndicatorError
from tests.sites.support import make_post
from tests.sites.wordpress_clients import POST, look_and_publish, make_client
from tests.sites.wordpress_fake import PASSWORD, FakeWordPress

LOST = [
    "500 after save",
    "502 after save",
    "504 after save",
    "html after save",
    "timeout after save",
    "torn",
    "reset after save",
    "huge",
]


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


def test_a_wrong_id_in_an_answer_costs_no_other_post(wordpress_fake: FakeWordPress) -> None:
    """An answer that names another post is found out: that post stays as it was, and one copy is made."""
    other = {"id": 999, "slug": "somebody-elses", "status": "publish", "title": "", "content": "", "meta": {}}
    wordpress_fake.posts[999] = dict(other)
    wordpress_fake.faults = [("POST posts", "wrong id")]
    with pytest.raises(RetryLater):
        look_and_publish(wordpress_fake)
    look_and_publish(wordpress_fake)
    assert ["somebody-elses", POST.slug] == wordpress_fake.public()
    wordpress_fake.faults = [("POST posts/2", "wrong id")]
    with pytest.raises(OutcomeUnknown):
        make_client(wordpress_fake).update(POST, Receipt("2", wordpress_fake.url))
    assert other == wordpress_fake.posts[999]


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


@pytest.mark.parametrize("unique", [True, False])
def test_many_at_once_leave_one_copy(unique: bool, wordpress_fake: FakeWordPress) -> None:
    """Eight workers whose leases overlap: whoever is told of a copy is told of the same one, also where slugs are not unique."""
    receipts: list[Receipt] = []
    wordpress_fake.racy = not unique

    def work() -> None:
        with suppress(RetryLater):  # to leave it to another one is an honest answer
            receipts.append(look_and_publish(wordpress_fake))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    last = look_and_publish(wordpress_fake)
    assert [POST.slug] == wordpress_fake.public()
    assert {last.remote_id} == {receipt.remote_id for receipt in [*receipts, last]}


def test_two_drafts_of_crashed_tries_become_one_copy(wordpress_fake: FakeWordPress) -> None:
    """Each holds the slug against the other; in the end one is public under it."""
    for number in (3, 4):
        wordpress_fake.posts[number] = {"id": number, "slug": POST.slug, "status": "draft", "title": "", "content": "", "meta": {}}
    with pytest.raises(RetryLater, match=f"instead of “{POST.slug}”"):
        look_and_publish(wordpress_fake)
    look_and_publish(wordpress_fake)
    assert [POST.slug] == wordpress_fake.public()


def test_a_slug_that_something_else_holds_is_told(wordpress_fake: FakeWordPress) -> None:
    """A page or an attachment can hold the address: nothing is published beside it, and no draft stays."""
    wordpress_fake.posts[1] = {"id": 1, "slug": POST.slug, "status": "attachment", "title": "", "content": "", "meta": {}}
    with pytest.raises(RetryLater, match=rf"gave the copy the address “{POST.slug}-2”: something else holds"):
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


def test_every_error_is_ours(wordpress_fake: FakeWordPress) -> None:
    """Whatever the site does to any request, no foreign exception passes the port."""
    for mode in (*LOST, "wrong id", "reset before", "redirect", "413", "429", "trickle"):
        for step in ("GET", "POST", "OPTIONS"):
            wordpress_fake.faults = [(step, mode)]
            try:
                look_and_publish(wordpress_fake, make_post(f"{mode} {step}"))
            except SyndicatorError:
                continue

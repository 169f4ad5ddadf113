"""Digests: when they are due, what stands in them, and that each article is proven on the letter as it is read back."""

import email
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default
from typing import Any

import pytest

from syndicator.core.flavours import Flavour
from syndicator.core.post import Post, Receipt
from syndicator.core.proof import By, Obligation, lacking, prove, prove_text
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.messages import Address, Smtp
from syndicator.ports import Gathering
from syndicator.sites import mail
from syndicator.sites.mail_digest import Editions
from tests.messages.smtpd import Mailbox, mail_server
from tests.sites.support import OBLIGATIONS, make_post, make_site, make_tools


def titled(name: str, title: str) -> Post:
    return make_post(name, title=title, obligations=(*OBLIGATIONS[:3], Obligation("title", By.WORDS, title)))


POSTS = [make_post(), titled("crabs", "Crabs & <weirs>"), titled("seals", "Seals")]


def opened(box: Mailbox, **options: Any) -> mail.Mail:
    mailer = Smtp(host="127.0.0.1", port=box.port, way="none", sender=Address("desk@quay.test"), timeout=5.0)
    tools = replace(make_tools(), mailer=mailer)
    given = {"to": "readers@quay.test", "digest": "daily", **options}
    return mail.open_site(make_site("mail", medium="newsletter"), given, "", tools)


@pytest.mark.parametrize(("weekly", "now", "last", "following"), [
    (False, "2026-03-05T06:29", "2026-03-04T06:30", "2026-03-05T06:30"),
    (False, "2026-03-05T06:30", "2026-03-05T06:30", "2026-03-06T06:30"),
    (False, "2026-03-05T23:59", "2026-03-05T06:30", "2026-03-06T06:30"), (True, "2026-03-05T12:00", "2026-03-02T06:30", "2026-03-09T06:30"),
    (True, "2026-03-02T06:00", "2026-02-23T06:30", "2026-03-02T06:30"), (True, "2026-03-02T06:30", "2026-03-02T06:30", "2026-03-09T06:30"),
])  # fmt: skip
def test_a_digest_is_due_every_day_or_every_monday(weekly: bool, now: str, last: str, following: str) -> None:
    """At its time, in UTC."""
    editions, moment = Editions("06:30", weekly=weekly), datetime.fromisoformat(now).replace(tzinfo=UTC)
    told = (editions.last(moment), editions.following(moment))
    assert (last, following) == tuple(f"{one:%Y-%m-%dT%H:%M}" for one in told)


def test_each_article_stands_in_the_letter_with_its_own_credit() -> None:
    """In HTML in a part of its own, in words between rules; the subject names the first, and how many more."""
    with mail_server() as box:
        client = opened(box, label="Reposts")
        assert isinstance(client, Gathering)
        receipts = client.publish_together(POSTS)
    ((_, recipients, data),) = box.letters
    one = email.message_from_bytes(data, policy=default)
    html, words = (one.get_body((kind,)).get_content() for kind in ("html", "plain"))  # type: ignore[union-attr]
    assert ("[Reposts] Eels & “weirs” – and 2 more", ["<readers@quay.test>"]) == (one["Subject"], recipients)
    assert [post.revision for post in POSTS] == [receipt.revision for receipt in receipts if isinstance(receipt, Receipt)]
    for post in POSTS:
        owed = [o for o in post.obligations if o.by in (By.WORDS, By.LINK)]
        assert not lacking(prove(html, owed, "", body=post.body))
        assert not lacking(prove_text(f"{post.title}\n\n{post.text}", owed, "", Flavour.TEXT))
        assert f"{post.title}\n\n{post.text}" in words.replace("\r\n", "\n")
    assert 3 == html.count("<article ")


def test_the_id_of_a_digest_comes_from_its_articles() -> None:
    """Whatever their order; others make another letter."""
    with mail_server() as box:
        client = opened(box)
        for posts in (POSTS, POSTS[::-1], POSTS[:2]):
            client.publish_together(posts)  # type: ignore[attr-defined]
    first, second, third = (email.message_from_bytes(data)["Message-ID"] for _, _, data in box.letters)
    assert (True, True) == (first == second, first != third)


def test_an_article_that_would_lose_a_duty_stays_out_of_the_letter() -> None:
    """What another one shows is not lent to it; the others go."""
    bare = make_post("bare", html="<p>No credit at all.</p>", text="No credit at all.")
    with mail_server() as box:
        first, second = opened(box).publish_together([bare, POSTS[1]])  # type: ignore[attr-defined]
    assert isinstance(first, Rejected)
    assert (True, True) == ("hyperlink_original" in first.why, isinstance(second, Receipt))
    assert (1, False) == (len(box.letters), b"No credit at all" in box.letters[0][2])


def test_an_article_that_would_hide_the_others_stays_out() -> None:
    """What is never closed would swallow what follows."""
    swallowing = make_post("swallowing", html=f"{POSTS[0].html}<div style='display:none'>", obligations=())
    owing = make_post("crabs", obligations=(*POSTS[1].obligations, Obligation("byline", By.WORDS, "Ada Ferro")))
    with mail_server() as box:
        opened(box).publish_together([swallowing, owing])  # type: ignore[attr-defined]
    for _, _, data in box.letters:
        html = email.message_from_bytes(data, policy=default).get_body(("html",)).get_content()  # type: ignore[union-attr]
        assert f"copy-{owing.key[:16]}" not in html or not lacking(prove(html, owing.obligations[:3], ""))


def test_where_none_can_go_nothing_is_sent() -> None:
    """Each is told what it lacks."""
    with mail_server() as box:
        (found,) = opened(box).publish_together([make_post("bare", html="<p>Bare.</p>", text="Bare.")])  # type: ignore[attr-defined]
    assert (True, []) == (isinstance(found, Rejected), box.letters)


@pytest.mark.parametrize(("replies", "error"), [
    ({"END": "hang up"}, OutcomeUnknown), ({"END": "451 later"}, RetryLater), ({"END": "552 too large"}, Rejected),
])  # fmt: skip
def test_a_failure_is_that_of_all_of_them(replies: dict[str, str], error: type[Exception]) -> None:
    """Unknown only where the letter was handed over."""
    with mail_server(**replies) as box, pytest.raises(error):
        opened(box).publish_together(POSTS)  # type: ignore[attr-defined]


def test_the_trial_says_when_the_next_one_is_due() -> None:
    """And the settings take a time of day alone."""
    with mail_server() as box:
        assert (True, "the next digest is due at 2026-03-06 06:00 UTC") == opened(box).test()[-1]
        with pytest.raises(SettingsError, match="“at” must be a time in UTC"):
            opened(box, at="25:00")
        assert not isinstance(opened(box, digest="none"), Gathering)

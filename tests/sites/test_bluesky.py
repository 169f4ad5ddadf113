"""Bluesky's own ways against a small server: keys, bytes, cards, sessions, and records that others changed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.markup import read
from syndicator.core.places import within
from syndicator.core.proof import lacking, prove
from syndicator.core.verdict import Form
from syndicator.errors import Gone, Rejected, RetryLater, SettingsError
from syndicator.pipeline.draft import draft
from syndicator.sites import bluesky
from syndicator.sites.bluesky_post import as_record, record_key, shown
from tests.rendering.credits import CLEANER, RENDERER, TITLES, a_case
from tests.sites.bluesky_fake import DID, HANDLE, PASSWORD, FakePds
from tests.sites.support import ORIGINAL, Clock, corrected, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakePds]:
    with FakePds() as site:
        yield site


def opened(fake: FakePds, password: str = PASSWORD, clock: Clock | None = None, **options: Any) -> bluesky.Bluesky:
    return bluesky.open_site(make_site("bluesky", url=fake.url), {"handle": HANDLE, **options}, password, make_tools(clock))


@pytest.mark.parametrize("language", TITLES)
def test_an_article_is_drafted_posted_and_proven_within_its_limit(fake: FakePds, language: str) -> None:
    """In every language: excerpt or headline within 300 signs, with every duty on what anybody is given."""
    client = opened(fake)
    site = within(make_site("bluesky", url=fake.url), client.carries)
    case = a_case("CC BY 4.0", language, site, html=f"<p>{'The water stood at the third step. ' * 40}</p>")
    post = draft(case, Form.EXCERPT, RENDERER, CLEANER).post
    page = client.read_back(post, client.publish(post))
    assert not lacking(prove(page.html, post.obligations, page.url))


@given(st.text())
def test_every_key_of_a_post_makes_a_key_of_a_record(key: str) -> None:
    """A TID, always the same."""
    assert re.fullmatch(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", record_key(key))
    assert record_key(key) == record_key(key)


def test_ten_thousand_posts_have_as_many_keys() -> None:
    """No two meet."""
    assert 10_000 == len({record_key(str(number)) for number in range(10_000)})


@given(
    st.lists(
        st.sampled_from(["🐟", "é", "ا", "👩‍👩‍👧", " ", "\n", "(", ")", ". ", "https://a.example/x", "http://b.example/ü?y=1"]), max_size=30
    )
)
def test_links_are_marked_by_bytes(parts: list[str]) -> None:
    """Whatever stands before and between: each facet spells its own address, and an app shows them as links."""
    text = "".join(parts)
    record = as_record(replace(POST, original_url=""), text, "2026-03-01T08:00:00.000Z", ())
    raw = text.encode()
    facets: Any = record.get("facets", [])
    assert [raw[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode() for f in facets] == [f["features"][0]["uri"] for f in facets]
    assert [f["features"][0]["uri"] for f in facets] == [link.href for link in read(shown(record)).links]


def test_facets_out_of_place_are_shown_as_words() -> None:
    """A server takes facets past the end or inside a sign; no link is made up of them, and no other address is opened."""
    link = {"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example/"}
    places = [(0, 900), (5, 2), (-3, 4), ("0", 1)]
    facets: list[Any] = [{"index": {"byteStart": a, "byteEnd": b}, "features": [link]} for a, b in places]
    facets.append({"index": {"byteStart": 0, "byteEnd": 2}, "features": [{**link, "uri": "javascript:alert(1)"}]})
    assert "<p>eels &lt;b&gt;</p>" == shown({"text": "eels <b>", "facets": [*facets, None]})


def test_the_card_shows_the_original_and_no_more_than_the_terms_let_be_shown(fake: FakePds) -> None:
    """Its description is the excerpt, which is empty where nothing may be shown in part."""
    opened(fake).publish(make_post(excerpt=""))
    (record,) = fake.records.values()
    assert {"uri": ORIGINAL, "title": POST.title, "description": ""} == record["embed"]["external"]
    assert ["en"] == record["langs"]


def test_an_equal_post_is_no_new_write(fake: FakePds, clock: Clock) -> None:
    """Its time stays that of its first posting, also when it is corrected."""
    client = opened(fake, clock=clock)
    receipt = client.publish(POST)
    clock.on(days=1)
    assert receipt == client.publish(POST) == client.update(POST, receipt)
    assert 1 == sum(request.route.endswith("putRecord") for request in fake.requests)
    client.update(corrected(POST), receipt)
    assert ["2026-03-05T10:00:00.000Z"] == [record["createdAt"] for record in fake.records.values()]


def test_two_at_once_leave_one_record(fake: FakePds) -> None:
    """Who looked before the other wrote is told to look again."""
    one, other = opened(fake), opened(fake)
    assert one.find(POST) is other.find(POST) is None
    one.publish(POST)
    with pytest.raises(RetryLater, match="at the same time"):
        other._repository.put(record_key(POST.key), {"text": "mine", "createdAt": "2026-03-05T10:00:00.000Z"}, None)
    assert [POST.text] == fake.texts()


def test_a_session_that_ran_out_is_renewed(fake: FakePds) -> None:
    """By its refresh token, and where that ran out too by the app password; the write is made once."""
    client = opened(fake)
    client.publish(make_post("crabs"))
    fake.expire()
    client.publish(POST)
    assert (1, 2) == (fake.logins, fake.sessions)
    fake.expire(both=True)
    client.withdraw(POST, client.find(POST), "its terms changed")  # type: ignore[arg-type]  # it was published above
    assert (2, 3, 1) == (fake.logins, fake.sessions, len(fake.records))


def test_a_record_is_read_where_it_was_made(fake: FakePds) -> None:
    """The receipt names the account; one that names none is gone."""
    client = opened(fake)
    receipt = client.publish(POST)
    assert (f"at://{DID}/app.bsky.feed.post/{record_key(POST.key)}", True) == (receipt.remote_id, DID in receipt.url)
    with pytest.raises(Gone):
        client.read_back(POST, replace(receipt, remote_id="17"))


def test_a_post_beyond_the_limit_is_not_sent(fake: FakePds) -> None:
    """In signs, and in bytes where signs are large."""
    with pytest.raises(Rejected, match="the site takes 300"):
        opened(fake).publish(make_post(text="é" * 301))
    with pytest.raises(Rejected, match="bytes"):
        as_record(POST, "👩‍👩‍👧" * 200, "", ())


def test_a_refused_password_is_told_without_being_shown(fake: FakePds) -> None:
    """Though the server repeats it."""
    client = opened(fake, "wrong-pass-word-here")
    ((good, line),) = client.test()
    assert (False, True, False) == (good, "app password" in line, "wrong-pass" in line)
    with pytest.raises(Rejected, match="AuthenticationRequired"):
        client.publish(POST)


def test_wrong_options_are_told_together() -> None:
    """One line each."""
    with pytest.raises(SettingsError) as caught:
        bluesky.open_site(make_site("bluesky"), {"tags": "yes"}, "", make_tools())
    assert 4 == len(caught.value.problems)

"""Mastodon's own ways against a small one: limits, keys, languages, mentions, and statuses that are not ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from syndicator.core.places import within
from syndicator.core.proof import lacking, prove
from syndicator.core.verdict import Form
from syndicator.errors import Gone, Rejected, RetryLater, SettingsError
from syndicator.pipeline.draft import draft
from syndicator.sites import mastodon
from tests.rendering.credits import CLEANER, RENDERER, TITLES, a_case
from tests.sites.mastodon_fake import TOKEN, FakeMastodon
from tests.sites.support import NOW, ORIGINAL, Clock, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake(clock: Clock) -> Iterator[FakeMastodon]:
    with FakeMastodon(clock) as site:
        yield site


def opened(fake: FakeMastodon, clock: Clock | None = None, **options: Any) -> mastodon.Mastodon:
    return mastodon.open_site(make_site("mastodon", url=fake.url), options, TOKEN, make_tools(clock))


@pytest.mark.parametrize("language", TITLES)
def test_an_article_is_drafted_posted_and_proven_within_its_limit(fake: FakeMastodon, language: str) -> None:
    """In every language: an excerpt that the server takes, with every duty on what anybody is shown."""
    client = opened(fake)
    site = within(make_site("mastodon", url=fake.url), client.carries)
    case = a_case("CC BY 4.0", language, site, html=f"<p>{'The water stood at the third step. ' * 40}</p>")
    post = draft(case, Form.EXCERPT, RENDERER, CLEANER).post
    page = client.read_back(post, client.publish(post))
    assert Form.EXCERPT is post.form
    assert not lacking(prove(page.html, post.obligations, page.url))


def test_the_language_and_the_visibility_are_told(fake: FakeMastodon) -> None:
    """The language by its ISO 639 code; a language that is not known is left to the account."""
    client = opened(fake, visibility="unlisted")
    client.publish(make_post(language="pt-BR"))
    client.publish(make_post("crabs", language=""))
    assert [("pt", "unlisted"), (None, "unlisted")] == [(s["language"], s["visibility"]) for s in fake.statuses.values()]


def test_a_key_that_is_forgotten_makes_no_second_copy(fake: FakeMastodon, clock: Clock) -> None:
    """After the hour the account's statuses still tell."""
    first = opened(fake, clock).publish(POST)
    clock.now += timedelta(hours=2)
    assert first == opened(fake, clock).publish(POST)
    assert 1 == len(fake.statuses)


def test_two_at_once_make_one_copy(fake: FakeMastodon) -> None:
    """Where both looked before either posted, the key is what they share."""
    one, other = opened(fake), opened(fake)
    assert one.find(POST) is other.find(POST) is None
    made = one._api.create({"status": POST.text}, POST.key)
    assert made == other._api.create({"status": POST.text}, POST.key)


def test_what_a_key_made_earlier_gets_the_words_of_today(fake: FakeMastodon) -> None:
    """The server answers a known key with the status as it was; it is edited before it counts as published."""
    opened(fake).publish(POST)
    fake.tells_app = False
    new = replace(POST, text=POST.text.replace("are back", "have come back"))
    receipt = opened(fake).publish(new)
    assert (new.revision, [new.text]) == (receipt.revision, fake.public())


def test_what_the_owner_wrote_about_the_article_is_left_alone(fake: FakeMastodon) -> None:
    """A status of another program is no copy, though it links to the original."""
    fake.post(f"Worth reading: {ORIGINAL}")
    client = opened(fake)
    assert client.find(POST) is None
    client.withdraw(POST, client.publish(POST), "its terms changed")
    assert [f"Worth reading: {ORIGINAL}"] == fake.public()


def test_a_copy_behind_many_newer_statuses_is_found(fake: FakeMastodon) -> None:
    """Page after page of the account is looked through."""
    receipt = opened(fake).publish(POST)
    for number in range(130):
        fake.post(f"Good morning {number}")
    assert receipt == opened(fake).find(POST)


def test_a_headline_calls_on_nobody(fake: FakeMastodon) -> None:
    """Names with “@” stay words, to the server and to the reader; an address with one in it stays an address."""
    post = make_post(title="@ada and @bo@elsewhere.example wrote to desk@quay.example", obligations=())
    post = replace(post, text=f"{post.text}\nhttps://people.example/@ada")
    client = opened(fake)
    page = client.read_back(post, client.publish(post))
    assert [] == fake.notified
    assert "@ada and @bo@elsewhere.example" in page.html
    assert 'href="https://people.example/@ada"' in page.html


def test_a_post_beyond_the_limit_is_not_sent(fake: FakeMastodon) -> None:
    """And one at the limit is: addresses count 23 each, joined emoji no more than the server counts."""
    client = opened(fake)
    room = 500 - 2 * 23 - 2
    client.publish(make_post(text=f"{'é' * room} {ORIGINAL} {'https://example.org/' + 'x' * 300}"))
    with pytest.raises(Rejected, match="the site takes 500"):
        client.publish(make_post("crabs", text=f"{'é' * (room + 1)} {ORIGINAL} https://example.org/long"))
    assert 1 == len(fake.statuses)


def test_a_server_that_has_had_enough_is_left_alone(fake: FakeMastodon, clock: Clock) -> None:
    """With the last request it allows, nothing more is sent until the time it names."""
    fake.left = 2
    with pytest.raises(RetryLater) as caught:
        opened(fake, clock).publish(POST)
    assert NOW + timedelta(minutes=5) == caught.value.when
    assert ([], 2) == (fake.public(), len(fake.requests))
    fake.left = 300
    clock.now += timedelta(minutes=5)
    opened(fake, clock).publish(POST)
    assert 1 == len(fake.statuses)


def test_a_server_that_shows_statuses_to_nobody_is_read_by_its_pages(fake: FakeMastodon) -> None:
    """And a removed one is gone there too."""
    fake.open = False
    client = opened(fake)
    receipt = client.publish(POST)
    page = client.read_back(POST, receipt)
    assert (receipt.url, ()) == (page.url, lacking(prove(page.html, POST.obligations, page.url)))
    client.withdraw(POST, receipt, "its terms changed")
    with pytest.raises(Gone):
        client.read_back(POST, receipt)


def test_the_trial_tells_of_the_limit(fake: FakeMastodon) -> None:
    """More characters than the server takes are wrong; fewer are told; the specimen is seen by nobody and does not stay."""
    assert (False, "the server takes 500 characters; set the option characters = 500") in opened(fake, characters=900).test()
    fake.characters = 3000
    assert any(good and "with the option characters = 3000" in line for good, line in opened(fake).test())
    assert {} == fake.statuses


def test_a_refused_token_is_told_without_being_shown(fake: FakeMastodon) -> None:
    """By the trial and by a publication."""
    client = mastodon.open_site(make_site("mastodon", url=fake.url), {}, "wrong-token", make_tools())
    ((good, line),) = client.test()
    assert (False, True, False) == (good, "401" in line, "wrong-token" in line)
    with pytest.raises(Rejected, match="credential"):
        client.publish(POST)


def test_wrong_options_are_told_together() -> None:
    """Address, credential and each option, one line each."""
    with pytest.raises(SettingsError) as caught:
        mastodon.open_site(make_site("mastodon"), {"visibility": "friends", "characters": 0, "lenght": 1}, "", make_tools())
    told = "\n".join(caught.value.problems)
    assert ["address", "access token", "visibility", "characters", "lenght"] == [
        word for word in ("address", "access token", "visibility", "characters", "lenght") if word in told
    ]


def test_only_a_server_for_long_posts_is_given_whole_articles() -> None:
    """Elsewhere an excerpt says more than a headline would."""
    site = make_site("mastodon", url="https://square.example/")
    forms = [mastodon.open_site(site, {"characters": n}, TOKEN, make_tools()).carries.forms for n in (500, 10_000)]
    assert [(Form.EXCERPT, Form.LINK), (Form.FULL, Form.EXCERPT, Form.LINK)] == forms


def test_addresses_stand_free_of_brackets(fake: FakeMastodon) -> None:
    """A server that takes text for HTML would drop “<https://…>” as a tag."""
    opened(fake).publish(make_post(text=f"By The Harbour <https://harbour.example/>. CC BY <{ORIGINAL}>\nmore <b>"))
    assert [f"By The Harbour https://harbour.example/ . CC BY {ORIGINAL}\nmore <\u200cb>"] == fake.public()

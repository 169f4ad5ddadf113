"""Threads beyond the contract: what people answer in them, what they delete, and articles that grow and shrink."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from syndicator.core.markup import read
from syndicator.core.post import Post
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.sites import mastodon
from tests.sites.mastodon_fake import TOKEN, FakeMastodon
from tests.sites.proxy import FaultProxy
from tests.sites.support import ORIGINAL, make_post, make_site, make_tools


def article(sentences: int = 20, words: str = "rose") -> Post:
    """A post as it is drafted for threads: the credit first, then the whole text."""
    text = " ".join(f"Eel {number} came by when the water {words}." for number in range(sentences))
    return replace(make_post(obligations=()), text=f"“Eels & weirs” by Ada Ferro, CC BY-NC 4.0\n\nOriginal: {ORIGINAL}\n\n{text}")


@pytest.fixture
def fake() -> Iterator[FakeMastodon]:
    with FakeMastodon() as site:
        site.characters, site.left = 200, 10_000
        yield site


def opened(fake: FakeMastodon, url: str = "", **options: Any) -> mastodon.Mastodon:
    given = {"characters": 200, "thread": 20, **options}
    return mastodon.open_site(make_site("mastodon", url=url or fake.url), given, TOKEN, make_tools())


def test_a_thread_is_a_chain_of_replies(fake: FakeMastodon) -> None:
    """Each answers the one before; the first is public and has the credit, the others are unlisted and numbered."""
    opened(fake).publish(article())
    first, *others = fake.statuses.values()
    chain = [first, *others]
    assert [None, *(status["id"] for status in chain[:-1])] == [status["answers"] for status in chain]
    assert (["public"], {"unlisted"}) == ([first["visibility"]], {status["visibility"] for status in others})
    assert ORIGINAL in first["text"]
    assert [f"({n}/{len(chain)})" for n in range(1, len(chain) + 1)] == [status["text"].rpartition("\n")[2] for status in chain]


def test_every_part_has_a_key_of_its_own(fake: FakeMastodon) -> None:
    """A server that keeps keys takes none of them twice."""
    post = article()
    opened(fake).publish(post)
    keys = [request.headers["Idempotency-Key"] for request in fake.requests if request.method == "POST"]
    assert [post.key, *(f"{post.key}-{number}" for number in range(2, len(keys) + 1))] == keys


@pytest.mark.parametrize("part", [0, 1, 3])
def test_what_was_cut_off_is_taken_up(fake: FakeMastodon, part: int) -> None:
    """By another program, which finds the beginning and goes on where it ends; without keys, too."""
    fake.remembers, post = False, article()
    with FaultProxy(fake.url) as proxy:
        proxy.spoil("cut after save", skip=part)
        with pytest.raises((OutcomeUnknown, RetryLater)):
            opened(fake, proxy.url).publish(post)
    begun = opened(fake).find(post)
    assert begun is not None
    assert begun.revision not in ("", post.revision)
    receipt = opened(fake).update(post, begun)
    assert (post.revision, 1) == (receipt.revision, len(fake.threads()))
    assert receipt == opened(fake).find(post)
    assert len(fake.public()) == len(set(fake.public())) == len(receipt.remote_id.split())


def test_an_article_that_shrinks_and_grows(fake: FakeMastodon) -> None:
    """Parts are edited, deleted and added; the first keeps its id and address."""
    client = opened(fake)
    long = client.publish(article())
    short = client.update(article(8, "fell"), long)
    assert (len(short.remote_id.split()), True) == (len(fake.statuses), len(short.remote_id) < len(long.remote_id))
    assert not [text for text in fake.public() if "rose" in text]
    one = client.update(article(1), short)
    assert (1, long.remote_id.split()[0], long.url) == (len(fake.statuses), one.remote_id, one.url)
    again = client.update(article(), one)
    assert len(long.remote_id.split()) == len(again.remote_id.split()) == len(fake.statuses)


def test_answers_of_people_stay(fake: FakeMastodon) -> None:
    """What the account's owner answers in another program is no part, whatever becomes of the thread."""
    client, post = opened(fake), article()
    receipt = client.publish(post)
    theirs = fake.post("We saw them too. (2/2)", answers=receipt.remote_id.split()[0])
    assert receipt == client.find(post) == client.publish(post)
    client.withdraw(post, receipt, "its terms changed")
    assert [theirs] == list(fake.statuses)


def test_a_part_that_was_posted_twice_is_deleted(fake: FakeMastodon) -> None:
    """The later one, with what hangs on it."""
    client, post = opened(fake), article()
    receipt = client.publish(post)
    first, second, *_ = receipt.remote_id.split()
    twice = fake.post(fake.statuses[second]["text"], "syndicator", first)
    assert client.find(post) != receipt
    assert receipt == client.update(post, receipt)
    assert twice not in fake.statuses


def test_a_part_that_people_deleted_is_lacking_and_comes_again_with_an_update(fake: FakeMastodon) -> None:
    """What is read back is what stands; the first one's deletion is the copy's."""
    client, post = opened(fake), article()
    receipt = client.publish(post)
    first, *others = receipt.remote_id.split()
    del fake.statuses[others[-1]]
    assert "Eel 19" not in read(client.read_back(post, receipt).html).text
    whole = client.update(post, receipt)
    assert "Eel 19" in read(client.read_back(post, whole).html).text
    del fake.statuses[first]
    for act in (lambda: client.read_back(post, whole), lambda: client.update(post, whole)):
        with pytest.raises(Gone):
            act()


def test_a_withdrawal_goes_from_the_end(fake: FakeMastodon) -> None:
    """What an interruption leaves still has its credit; what hangs below and no receipt names goes as well."""
    client, post = opened(fake), article()
    receipt = client.publish(post)
    client.withdraw(post, replace(receipt, remote_id=receipt.remote_id.split()[0]), "its terms changed")
    deleted = [request.route.rpartition("/")[2] for request in fake.requests if request.method == "DELETE"]
    assert (list(reversed(receipt.remote_id.split())), {}) == (deleted, fake.statuses)


def test_what_is_read_back_has_no_marks_of_ours(fake: FakeMastodon) -> None:
    """A sentence that goes on in the next part is read as it was written."""
    client, post = opened(fake), article()
    text = " ".join(read(client.read_back(post, client.publish(post)).html).text.split())
    assert " ".join(post.text.split()[-100:]) in text


def test_a_text_that_needs_too_many_parts_is_rejected(fake: FakeMastodon) -> None:
    """Before anything is sent."""
    with pytest.raises(Rejected, match="does not fit into 3 statuses") as caught:
        opened(fake, thread=3).publish(article())
    assert ("“thread”" in caught.value.remedy, {}) == (True, fake.statuses)


def test_a_conversation_that_cannot_be_read_is_no_answer(fake: FakeMastodon) -> None:
    """Nothing is posted on top of what was not seen."""
    client, post = opened(fake), article()
    client.publish(post)
    fake._context = lambda _: (200, {"error": json.dumps([])})  # type: ignore[method-assign]
    with pytest.raises(RetryLater, match="no conversation"):
        client.find(post)


def test_nobody_reads_threads_without_end() -> None:
    """The option is bounded."""
    with pytest.raises(SettingsError, match="at most 50"):
        mastodon.open_site(make_site("mastodon", url="https://square.example/"), {"thread": 51}, TOKEN, make_tools())

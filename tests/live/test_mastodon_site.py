"""The contract of sites against snac, a real server that speaks Mastodon's API, and a daemon killed again and again.

snac keeps no idempotency keys, asks for a token where Mastodon needs none, and hangs up without a word.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import read
from syndicator.core.proof import By, Obligation, lacking, prove
from syndicator.sites import mastodon
from tests.contracts.site_contract import HOSTILE, SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.live.browser import painted_for_readers
from tests.live.conftest import running
from tests.live.killing import ARTICLES, LICENCE, killed_again_and_again, rig, secret_in
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_post, make_site, make_tools

pytestmark = pytest.mark.live


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real snac: base_url, access_token."""
    yield from running(request, "snac")


def opened(server: dict[str, Any], url: str = "", patience: float = 60, **options: Any) -> Any:
    site = make_site("mastodon", url=url or server["base_url"])
    return mastodon.open_site(site, options, server["access_token"], make_tools(lambda: datetime.now(UTC), patience))


@pytest.fixture
def clean(server: dict[str, Any]) -> dict[str, Any]:
    """The account without any status."""
    api = opened(server)._api
    while found := list(api.own()):
        for status in found:
            api.remove(status.id)
    return server


class TestSnac(SiteContract):
    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, characters=5_000)

    def test_hostile_words_are_shown_and_not_executed(self, client: Any) -> None:
        """The server takes text for HTML and drops what looks like a tag: nothing is executed, and the proof tells what is lacking."""
        post = make_post(title=HOSTILE, obligations=(Obligation("title", By.WORDS, HOSTILE),))
        page = client.read_back(post, client.publish(post))
        assert ("<script>alert" in page.html, "<img src=x" in page.html) == (False, False)
        assert lacking(prove(page.html, post.obligations, page.url))


class TestSnacLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        with FaultProxy(clean["base_url"]) as proxy:

            def at_proxy(patience: float) -> Any:
                return opened(clean, proxy.url, patience)

            yield Place(proxy, at_proxy, lambda: len(list(opened(clean)._api.own())), clean["access_token"], real=True)


class TestThreads(SiteContract):
    """Every post of the suite in several statuses."""

    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, characters=200, thread=30)

    test_hostile_words_are_shown_and_not_executed = TestSnac.test_hostile_words_are_shown_and_not_executed

    def test_a_long_title_arrives_whole_or_is_refused(self, client: Any) -> None:
        """Its pages show each part apart: a title over several, which no draft makes, is found lacking."""
        title = "eel " * 499 + "weir"
        post = make_post(title=title, obligations=())
        page = client.read_back(post, client.publish(post))
        assert lacking(prove(page.html, [Obligation("title", By.WORDS, title)], page.url))


class TestThreadsLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        with FaultProxy(clean["base_url"]) as proxy:

            def at_proxy(patience: float) -> Any:
                return opened(clean, proxy.url, patience, characters=200, thread=30)

            def threads() -> int:
                """How many threads stand, and none with a part twice."""
                standing = list(opened(clean)._api.own())
                assert len(standing) == len({status.content for status in standing})
                return sum(not status.answers for status in standing)

            yield Place(proxy, at_proxy, threads, clean["access_token"], real=True)


def test_fifty_threads_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one thread each with each part once, whole articles, and every duty on the page of the first status."""
    credential = secret_in(tmp_path, clean["access_token"])
    table = f'[[site]]\nid = "place"\nkind = "mastodon"\naddress = "{clean["base_url"]}"\nuse = "community"\n{credential}'
    with rig(tmp_path, f"{table}\noptions = {{ thread = 10 }}") as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one)
        standing = list(opened(clean)._api.own(100))
        firsts = {status.id: status for status in standing if not status.answers}
        assert (ARTICLES, True) == (len(firsts), len(standing) >= 2 * ARTICLES)
        assert len(standing) == len({(status.answers, status.content) for status in standing})
        for number in range(ARTICLES):
            (first,) = [s for s in firsts.values() if one.press.address(number) in [link.href for link in read(s.content).links]]
            parts = [first]
            while below := [status for status in standing if status.answers == parts[-1].id]:
                assert 1 == len(below)
                parts += below
            page = read(requests.get(first.url, timeout=20).text)
            assert {one.press.address(number), LICENCE} <= {link.href for link in page.links}
            assert "Ada Ferro" in page.text
            assert 4 == " ".join(read(part.content).text for part in parts).count(f"Lock {number} of the old canal")


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one copy each, and every duty on the public page as fetched."""
    credential = secret_in(tmp_path, clean["access_token"])
    with rig(
        tmp_path, f'[[site]]\nid = "place"\nkind = "mastodon"\naddress = "{clean["base_url"]}"\nuse = "community"\n{credential}'
    ) as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one)
        standing = list(opened(clean)._api.own())
        assert ARTICLES == len(standing)
        wanted: dict[str, list[str]] = {}
        for number in range(ARTICLES):
            (status,) = [s for s in standing if one.press.address(number) in [link.href for link in read(s.content).links]]
            page = read(requests.get(status.url, timeout=20).text)
            assert {one.press.address(number), LICENCE} <= {link.href for link in page.links}
            assert "Ada Ferro" in page.text
            wanted[status.url] = [one.press.address(number), LICENCE, "Ada Ferro"]
    painted_for_readers(tmp_path, wanted)

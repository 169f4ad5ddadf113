"""The contract of sites, and WordPress's own traps, against a real WordPress."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.article import Person
from syndicator.core.markup import read
from syndicator.core.proof import lacking, prove
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.sites import wordpress
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.live.wordpress_sites import without_posts
from tests.sites.proxy import FaultProxy
from tests.sites.support import ORIGINAL, make_post, make_site, make_tools

pytestmark = pytest.mark.live
PLUGIN = Path(__file__).parents[2] / "contrib" / "wordpress" / "syndicator.php"


def opened(server: dict[str, Any], user: str, **options: Any) -> Any:
    """A client of the real server, as one of its users."""
    site = make_site("wordpress", url=server["base_url"])
    return wordpress.open_site(site, {"user": user, **options}, server["users"][user]["app_password"], make_tools())


@pytest.fixture
def clean(wordpress_server: dict[str, Any]) -> dict[str, Any]:
    """The server without any post, in the trash or out of it."""
    return without_posts(wordpress_server)


class TestAdministrator(SiteContract):
    """May post unfiltered HTML: what keeps scripts out is what we send."""

    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, "admin", tags=True, categories=["Uncategorized"])


class TestAuthor(SiteContract):
    """Everything passes through WordPress's own sanitiser."""

    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, "author", tags=True)


def test_the_address_is_the_slug_and_the_original_is_canonical(clean: dict[str, Any]) -> None:
    """The public page stands under the post's own slug and declares what the post asks for."""
    post = make_post(canonical=ORIGINAL)
    client = opened(clean, "author")
    receipt = client.publish(post)
    assert f"{clean['base_url']}/{post.slug}/" == receipt.url
    assert read(client.read_back(post, receipt).html).declared("canonical") == (ORIGINAL,)


def test_parallel_publications_leave_one_post(clean: dict[str, Any]) -> None:
    """Six at once, as after a lease that ran out: readers find one copy, and everybody was told of the same."""
    post, receipts = make_post(), []

    def work() -> None:
        with suppress(SyndicatorError):
            receipts.append(opened(clean, "author").publish(post))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    receipts.append(opened(clean, "author").publish(post))
    public = requests.get(f"{clean['rest_url']}/posts", params={"per_page": "100"}, timeout=30).json()
    assert [post.slug] == [item["slug"] for item in public]
    assert {str(public[0]["id"])} == {receipt.remote_id for receipt in receipts}


def test_a_wrong_password_is_rejected_and_not_shown(clean: dict[str, Any]) -> None:
    """Neither look-up nor publication mistakes a refused credential for an empty site."""
    site = make_site("wordpress", url=clean["base_url"])
    client = wordpress.open_site(site, {"user": "author"}, "wrong horse battery", make_tools())
    for act in (client.find, client.publish):
        with pytest.raises(Rejected, match="application password") as caught:
            act(make_post())
        assert "wrong horse" not in str(caught.value)


def test_a_contributor_is_told_and_leaves_nothing(clean: dict[str, Any]) -> None:
    """Who may not publish is rejected with a remedy; the draft made on the way is removed."""
    client = opened(clean, "contributor")
    with pytest.raises(Rejected, match="rest_cannot_publish"):
        client.publish(make_post())
    assert client.find(make_post()) is None
    assert any(not fine and "publish_posts" in line for fine, line in client.test())


def test_a_contributor_can_leave_drafts(clean: dict[str, Any]) -> None:
    """With status «draft» the copy waits for an editor: it is found, and is not yet there to be proven."""
    client, post = opened(clean, "contributor", status="draft"), make_post()
    receipt = client.publish(post)
    assert receipt == client.find(post)
    with pytest.raises(RetryLater, match="waits as “draft”"):
        client.read_back(post, receipt)


def test_what_a_moderator_deleted_does_not_come_again(clean: dict[str, Any]) -> None:
    """A copy in the trash counts as arrived and is read back as gone."""
    client, post = opened(clean, "author"), make_post()
    receipt = client.publish(post)
    auth = ("admin", clean["users"]["admin"]["app_password"])
    requests.delete(f"{clean['rest_url']}/posts/{receipt.remote_id}", auth=auth, timeout=30)
    found = client.find(post)
    assert found is not None
    assert receipt.remote_id == found.remote_id
    with pytest.raises(Gone):
        client.read_back(post, found)


def test_a_removed_address_that_leads_to_a_similar_post_is_gone(clean: dict[str, Any]) -> None:
    """WordPress guesses: the address of a removed post may redirect to one whose slug begins alike."""
    client, post = opened(clean, "author"), make_post()
    receipt = client.publish(post)
    similar = replace(make_post("other"), slug=f"{post.slug}-again")
    client.publish(similar)
    client.withdraw(post, receipt, "the source withdrew it")
    assert requests.get(receipt.url, timeout=30).url.endswith(f"/{similar.slug}/")
    with pytest.raises(Gone, match="now leads to"):
        client.read_back(post, receipt)


def test_a_title_that_is_too_long_is_rejected_though_the_answer_is_500(clean: dict[str, Any]) -> None:
    """WordPress calls its permanent refusal a server error; a retry would never end."""
    with pytest.raises(Rejected, match="db_insert_error"):
        opened(clean, "author").publish(make_post(title="t" * 70_000))


def test_tags_with_any_letters_are_made_once(clean: dict[str, Any]) -> None:
    """A tag stored escaped is found again by the next client."""
    for article in ("eels", "crabs"):
        post = replace(make_post(article), tags=("Ünï & co", "Ünï & co", " "))
        opened(clean, "author", tags=True).publish(post)
    shown = requests.get(f"{clean['rest_url']}/posts", timeout=30).json()
    assert [1, 1] == [len(item["tags"]) for item in shown]
    assert shown[0]["tags"] == shown[1]["tags"]


def test_authors_can_be_credited_in_a_field_of_the_site(clean: dict[str, Any]) -> None:
    """`author_credit` names the field; where the site has none, the trial says so."""
    lines = opened(clean, "author", author_credit="no_such_field").test()
    assert (False, "the post field “no_such_field” is not offered") in lines
    client = opened(clean, "author", author_credit="syndication_key")
    receipt = client.publish(make_post(authors=(Person("Ada Ferro"), Person("Bo Lund"))))
    shown = requests.get(f"{clean['rest_url']}/posts/{receipt.remote_id}", timeout=30).json()
    assert shown["meta"]["syndication_key"] == "Ada Ferro, Bo Lund"


def test_addresses_without_permalinks_work_too(clean: dict[str, Any]) -> None:
    """`?rest_route=` serves where `/wp-json/` does not."""
    client, post = opened(clean, "author"), make_post()
    client._api._root = f"{client._api.http.base}index.php"
    receipt = client.publish(post)
    page = client.read_back(post, receipt)
    assert not lacking(prove(page.html, post.obligations, page.url))
    assert re.search(r"/eels-[0-9a-f]{12}/$", receipt.url)


@pytest.fixture
def plugged(clean: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The server with our own must-use plug-in."""
    folder = Path(clean["data"]) / "www" / "wp-content" / "mu-plugins"
    shutil.copy(PLUGIN, folder)
    yield clean
    (folder / PLUGIN.name).unlink()


def test_our_plugin_declares_what_a_copy_asks_for(plugged: dict[str, Any]) -> None:
    """Canonical and noindex on the public page; neither on a post that does not ask."""
    client, post = opened(plugged, "author"), make_post(canonical=ORIGINAL, noindex=True)
    page = read(client.read_back(post, client.publish(post)).html)
    assert ((ORIGINAL,), True) == (page.declared("canonical"), "noindex" in page.meta("robots"))
    plain = make_post("crabs")
    receipt = client.publish(plain)
    page = read(client.read_back(plain, receipt).html)
    assert ((receipt.url,), False) == (page.declared("canonical"), "noindex" in page.meta("robots"))
    assert 2 == len([line for fine, line in client.test() if fine and "can be declared (REST field" in line])


def test_our_plugin_takes_a_key_once(plugged: dict[str, Any]) -> None:
    """Eight creations at once with one key, without our client's care: one post, seven refusals, and a copy that is made again after."""
    auth, statuses = ("author", plugged["users"]["author"]["app_password"]), []

    def create() -> None:
        value = {"title": "Eels", "content": "Eels.", "status": "draft", "meta": {"syndication_key": "ab" * 32}}
        statuses.append(requests.post(f"{plugged['rest_url']}/posts", json=value, auth=auth, timeout=60).status_code)

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    create()
    assert [201] + [409] * 8 == sorted(statuses)


def test_a_scheduled_copy_waits_for_its_time(clean: dict[str, Any]) -> None:
    """WordPress holds it as future, and one of it."""
    client, post = opened(clean, "author", status="scheduled", delay_minutes=30), make_post()
    client._tools = replace(client._tools, now=lambda: datetime.now(UTC))
    receipt = client.publish(post)
    assert receipt == client.find(post) == client.publish(post)
    with pytest.raises(RetryLater, match="waits as “future” for its time"):
        client.read_back(post, receipt)


class TestLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        def client(patience: float) -> Any:
            site = make_site("wordpress", url=proxy.url)
            secret = clean["users"]["author"]["app_password"]
            return wordpress.open_site(site, {"user": "author"}, secret, make_tools(patience=patience))

        def copies() -> int:
            return len(requests.get(f"{clean['rest_url']}/posts", params={"per_page": "100"}, timeout=30).json())

        with FaultProxy(f"{clean['base_url']}/") as proxy:
            yield Place(proxy, client, copies, clean["users"]["author"]["app_password"], real=True)

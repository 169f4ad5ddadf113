"""Copies on a real WordPress and a real Ghost, which editors, themes and plug-ins then change: each change is found, and followed."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.drift import Grade
from syndicator.core.places import FirstPoll, Site
from syndicator.core.post import PostState
from syndicator.pipeline import World
from syndicator.sites import ghost, wordpress
from syndicator.stores.memory import MemoryStore
from tests.live.test_ghost_site import opened as opened_ghost
from tests.live.test_ghost_site import posts as ghost_posts
from tests.sites.support import make_tools
from tests.walks.fakes import SOURCE, Clock, Feeds, a_world, an_article, walk
from tests.walks.test_drift import CC_BY

pytestmark = pytest.mark.live


@dataclass
class Copy:
    """One copy that was delivered and proven, and the world around it."""

    world: World
    store: MemoryStore
    clock: Clock

    @property
    def stored(self) -> Any:
        return self.store.posts()[0].stored

    def look(self, passes: int = 2) -> None:
        """After the next proof came due."""
        self.clock.pass_(days=95)
        walk(self.world, self.clock, passes)

    def open_kinds(self) -> dict[str, Grade]:
        return {one.drift.kind: one.drift.grade for one in self.stored.drifts if one.cured_at is None and one.drift.grade > Grade.NOTE}

    def ever(self) -> set[str]:
        return {one.drift.kind for one in self.stored.drifts}


def posted(kind: str, url: str, opener: Callable, options: dict[str, Any], secret: str, number: int) -> Copy:
    clock, store = Clock(), MemoryStore()
    site = Site(id="real", kind=kind, url=url)
    client = opener(site, options, secret, make_tools(lambda: datetime.now(UTC)))
    article = an_article(number, html=CC_BY, rights="", title=f"Rivers rise again, story {number}")
    sources = {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}
    world = a_world(store, Feeds({"src": [article]}), {}, clock, sources=sources)
    world = replace(world, clients={"real": client}, sites={"real": site}, routes=(replace(world.routes[0], sites=("real",)),))
    walk(world, clock, 3)
    copy = Copy(world, store, clock)
    assert PostState.PROVEN is copy.stored.state, copy.stored.why
    assert {} == copy.open_kinds()
    return copy


@pytest.fixture
def blog(wordpress_server: dict[str, Any]) -> Callable[[int], Copy]:
    auth, posts = ("admin", wordpress_server["users"]["admin"]["app_password"]), f"{wordpress_server['rest_url']}/posts"
    for status in ("any", "trash"):  # what an earlier run left
        for post in requests.get(posts, params={"status": status, "per_page": "100"}, auth=auth, timeout=30).json():
            requests.delete(f"{posts}/{post['id']}", params={"force": "true"}, auth=auth, timeout=30)
    user = wordpress_server["users"]["author"]
    return lambda number: posted(
        "wordpress", wordpress_server["base_url"], wordpress.open_site, {"user": user["login"]}, user["app_password"], number
    )


@contextmanager
def plugin(server: dict[str, Any], code: str) -> Iterator[None]:
    """A plug-in that is active while this lasts."""
    # A name of its own: PHP keeps a compiled file for seconds, and would run the one before under the same name.
    name = f"drifting-{hashlib.sha256(code.encode()).hexdigest()[:12]}.php"
    file = Path(server["data"]) / "www" / "wp-content" / "mu-plugins" / name
    file.write_text(f"<?php\n{code}\n")
    file.chmod(0o644)
    try:
        yield
    finally:
        file.unlink()


def edit(server: dict[str, Any], copy: Copy, **changes: str) -> None:
    """An editor changes the post at the site."""
    auth = ("admin", server["users"]["admin"]["app_password"])
    answer = requests.post(
        f"{server['rest_url']}/posts/{copy.stored.receipt.remote_id.partition(' ')[0]}", json=changes, auth=auth, timeout=30
    )
    answer.raise_for_status()


def test_an_editor_deletes_the_credit_line(wordpress_server, blog):
    """Found as a breach, repaired by the site's own means, cured."""
    copy = blog(101)
    edit(wordpress_server, copy, content=CC_BY)
    copy.look(3)
    assert "hyperlink_original_lost" in copy.ever()
    assert (PostState.PROVEN, {}) == (copy.stored.state, copy.open_kinds())
    assert "Source Daily" in requests.get(copy.stored.receipt.url, timeout=30).text


PLUGINS = {
    "a theme strips the links": (
        "add_filter('the_content', fn($c) => preg_replace('#</?a\\b[^>]*>#', '', $c), 99);",
        "hyperlink_original_lost",
        Grade.BREACH,
    ),
    "a plug-in adds nofollow": (
        "add_filter('the_content', fn($c) => str_replace('<a ', '<a rel=\"nofollow\" ', $c), 99);",
        "link_nofollow",
        Grade.DOUBT,
    ),
    "a plug-in wraps the links": (
        r"""add_filter('the_content', fn($c) => preg_replace_callback('#href="(https://src[^"]+)"#',
            fn($m) => 'href="' . home_url('/?goto=' . rawurlencode($m[1])) . '"', $c), 99);""",
        "hyperlink_original_wrapped",
        Grade.BREACH,
    ),
    "a plug-in adds advertisements": (
        "add_filter('the_content', fn($c) => $c . '<ins class=\"adsbygoogle\" data-ad-client=\"ca-pub-1\"></ins>', 99);",
        "ads",
        Grade.DOUBT,
    ),
    "a plug-in hides the credit": (
        "add_filter('the_content', fn($c) => str_replace(['<footer', '>“<a'], ['<footer hidden', ' hidden>“<a'], $c), 99);",
        "source_credit_hidden",
        Grade.BREACH,
    ),
    "a plug-in puts up a paywall": (
        "add_filter('the_content', fn($c) => '<div class=\"paywall\">Subscribe to read on</div>' . $c, 99);",
        "paywall",
        Grade.DOUBT,
    ),
}


def test_a_credit_whose_element_a_plug_in_hides_is_mended_in_other_markup(wordpress_server, blog):
    """What hides a footer does not hide bare paragraphs."""
    copy = blog(130)
    with plugin(wordpress_server, "add_filter('the_content', fn($c) => str_replace('<footer', '<footer hidden', $c), 99);"):
        copy.look(1)
        assert Grade.BREACH is copy.open_kinds().get("source_credit_hidden"), copy.stored
        walk(copy.world, copy.clock, 6)
        assert PostState.PROVEN is copy.stored.state


@pytest.mark.parametrize("name", PLUGINS)
def test_themes_and_plugins_are_found_out(wordpress_server, blog, name):
    """A breach that the site's own means do not mend takes the copy down; what may break the terms waits for a person."""
    code, kind, grade = PLUGINS[name]
    copy = blog(110 + list(PLUGINS).index(name))
    with plugin(wordpress_server, code):
        copy.look(1)
        assert grade is copy.open_kinds().get(kind), copy.stored
        walk(copy.world, copy.clock, 6)
    if grade is Grade.BREACH:
        assert PostState.WITHDRAWN is copy.stored.state
        assert requests.get(copy.stored.receipt.url, timeout=30).status_code in (404, 410)
    else:
        assert (PostState.PROVEN, True) == (copy.stored.state, copy.stored.why.startswith("for a person"))
        copy.look()
        assert {} == copy.open_kinds()


def test_a_post_that_turns_private_is_found(wordpress_server, blog):
    """Not there for readers: told, and after the third look it counts as removed at the site."""
    copy = blog(120)
    edit(wordpress_server, copy, status="private")
    copy.look(1)
    assert Grade.DOUBT is copy.open_kinds().get("not_there"), copy.stored
    for _ in range(3):
        copy.clock.pass_(days=2)
        walk(copy.world, copy.clock, 1)
    assert PostState.WITHDRAWN is copy.stored.state


def test_untouched_copies_are_not_accused(wordpress_server, blog):
    """Looked at again and again."""
    copy = blog(130)
    for _ in range(3):
        copy.look(1)
    assert (PostState.PROVEN, {}, 4) == (copy.stored.state, copy.open_kinds(), copy.stored.run)


@pytest.fixture
def press(ghost_server: dict[str, Any]) -> Callable[[int], tuple[Copy, Any]]:
    def made(number: int) -> tuple[Copy, Any]:
        copy = posted("ghost", ghost_server["base_url"], ghost.open_site, {}, ghost_server["admin_api_key"], number)
        api = copy.world.clients["real"]._api
        return copy, (api, api.by_slug(copy.stored.post.slug))

    api = opened_ghost(ghost_server)._api
    for post in [*ghost_posts(ghost_server), *ghost_posts(ghost_server, "draft")]:  # what an earlier run left
        api.remove(post["id"])
    return made


GHOST = {
    "an editor deletes the credit": (lambda post: {"html": CC_BY}, "hyperlink_original_lost", Grade.BREACH),
    "an editor adds advertisements": (
        lambda post: {"codeinjection_foot": '<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script>'},
        "ads",
        Grade.DOUBT,
    ),
    "an editor takes it out of sight": (lambda post: {"status": "draft"}, "not_there", Grade.DOUBT),
    "an editor puts it behind the paywall": (lambda post: {"visibility": "paid"}, "paywall", Grade.DOUBT),
}


@pytest.mark.parametrize("name", GHOST)
def test_what_editors_of_a_ghost_do_is_found(press, name):
    """Each with its kind and weight."""
    change, kind, grade = GHOST[name]
    copy, (api, there) = press(201 + list(GHOST).index(name))
    api.change(there, change(there))
    copy.look(1)
    found = {one.drift.kind: one.drift.grade for one in copy.stored.drifts}
    assert grade is found.get(kind), copy.stored
    if grade is Grade.BREACH:
        walk(copy.world, copy.clock, 4)
        assert (PostState.PROVEN, {}) == (copy.stored.state, copy.open_kinds())

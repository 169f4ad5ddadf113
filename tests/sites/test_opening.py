"""Sites are opened by the name of their kind, and wrong settings are told in lines a person can act on."""

import importlib
import tomllib
from pathlib import Path

import pytest

from syndicator.errors import Rejected, SettingsError
from syndicator.sites import GROUP, feed, kinds, open_site, static, wordpress
from syndicator.sites.journal import Journal
from tests.sites.support import make_post, make_site, make_tools

DECLARED = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"][GROUP]


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed distribution with two kinds: one that opens, one whose module fails."""
    info = tmp_path / "reef-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: reef\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\nreef = syndicator.sites.journal:open_site\nwreck = wreck_of_a_plugin:open_site\n")
    (tmp_path / "wreck_of_a_plugin.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.parametrize("kind", sorted(DECLARED))
def test_every_declared_kind_is_where_the_entry_point_says(kind: str) -> None:
    """pyproject.toml names a module and a function that exist."""
    module, _, name = DECLARED[kind].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_a_plugin_opens_by_its_name(plugins: None) -> None:
    """A kind from another distribution comes by the same door."""
    assert "reef" in kinds()
    assert isinstance(open_site(make_site("reef"), {}, "", make_tools()), Journal)


def test_an_unknown_kind_names_the_known_ones(plugins: None) -> None:
    """The line lists what is installed and what may be meant."""
    with pytest.raises(SettingsError, match=r"there is no kind “reeef”; installed: .*reef.*did you mean “reef”\?"):
        open_site(make_site("reeef"), {}, "", make_tools())


def test_a_broken_plugin_is_named_with_its_error(plugins: None) -> None:
    """That a plug-in cannot be loaded is another line than that it does not exist."""
    with pytest.raises(SettingsError, match=r"plug-in of kind “wreck” \(wreck_of_a_plugin:open_site\) cannot be loaded: ZeroDivisionError"):
        open_site(make_site("wreck"), {}, "", make_tools())


def test_all_wrong_options_are_told_at_once() -> None:
    """Missing, mistyped and unknown options are lines of one error."""
    with pytest.raises(SettingsError) as caught:
        feed.open_site(make_site("feed"), {"foldr": "x", "limit": 0, "name": "../up", "zebra": 1}, "", make_tools())
    assert [
        "“folder” is required",
        "“limit” must be a whole number of at least 1, not 0",
        "“name”: '../up' is no safe file name: use lower-case letters, digits and single hyphens",
        "there is no option “foldr”; did you mean “folder”?",
        "there is no option “zebra”; known: folder, name, limit",
    ] == [line.removeprefix("site “my-feed” (feed): ") for line in caught.value.problems]


def test_wordpress_says_all_it_needs() -> None:
    """User, address and secret are required; types are checked."""
    options = {"status": "public", "tags": "yes", "categories": "news", "user": "a:b"}
    with pytest.raises(SettingsError) as caught:
        wordpress.open_site(make_site("wordpress"), options, "", make_tools())
    text = str(caught.value)
    for said in (
        "“status” must be one of publish, draft",
        "“tags” must be true or false",
        "“categories” must be a list",
        "an address is required",
        "a credential is required",
        "must not contain a colon",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://blog.example/", "in the clear"),
        ("ftp://blog.example/", "is no address"),
        ("https://ada:pw@blog.example/", "is no address"),
        ("https://[::1/", "is no address"),
        ("https://blog.example/?a=1", "is no address"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(url: str, said: str) -> None:
    """Above all, a password never travels in the clear."""
    with pytest.raises(SettingsError, match=said):
        wordpress.open_site(make_site("wordpress", url=url), {"user": "desk"}, "secret", make_tools())


@pytest.mark.parametrize("slug", ["../../etc/cron", "a/b", ".hidden", "", "a" * 121, "Upper", "a\n", "con..", "index.html"])
def test_no_slug_leaves_the_folder(slug: str, tmp_path: Path) -> None:
    """A name that could lead elsewhere is rejected before anything is written."""
    client = static.open_site(make_site("static"), {"folder": str(tmp_path / "site")}, "", make_tools())
    with pytest.raises(Rejected, match="no safe file name"):
        client.publish(make_post(slug=slug))
    assert not list(tmp_path.rglob("*.html"))

"""Static generators: nothing in a text is executed or dropped, git holds each copy with its key, and a build that waits is waited for."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from syndicator.core.markup import folded, read
from syndicator.errors import Gone, Rejected, RetryLater, SettingsError
from syndicator.sites import generator
from syndicator.sites.generator_text import front_matter, hugo, jekyll
from tests.sites.generator_fake import FakeGenerator
from tests.sites.support import ORIGINAL, corrected, make_post, make_site, make_tools

POST = make_post()


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True, timeout=20)
    return done.stdout.strip()


@pytest.fixture(params=["hugo", "jekyll"])
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def site(engine: str, tmp_path: Path) -> Iterator[FakeGenerator]:
    with FakeGenerator(engine, tmp_path / "site" / "copies") as fake:
        git(tmp_path, "init", "--quiet", "-b", "main", "site")
        yield fake


def opened(site: FakeGenerator, **options: Any) -> generator.Generated:
    opener = generator.open_hugo if site.engine == "hugo" else generator.open_jekyll
    given = {"folder": str(site.content.parent), "content": "copies", **options}
    return opener(make_site(site.engine, url=site.url), given, "", make_tools(lambda: datetime.now(UTC)))


COMMANDS = "Type {{ site.secret }} or {% include x %} or {{< figure >}} or {{% note %}}; a list {: .x}, and <b>bold</b> {:toc}"


def test_what_a_generator_would_execute_reaches_the_reader(site: FakeGenerator) -> None:
    """Liquid, shortcodes, attribute lists and raw HTML are shown as they were written."""
    client, post = opened(site), make_post(markdown=f"{COMMANDS}\n\n{POST.markdown}")
    page = client.read_back(post, client.publish(post))
    assert folded(COMMANDS) in folded(read(page.html).text)


def test_a_title_is_no_tag_where_a_theme_prints_it_as_it_is(tmp_path: Path) -> None:
    """Jekyll's themes need not escape; where one does, the operator says so, and the title is left alone."""
    for escapes, expected in ((False, "&lt;b&gt; & co"), (True, "<b> & co")):
        with FakeGenerator("jekyll", tmp_path / str(escapes)) as site:
            given = {"folder": str(tmp_path), "content": str(escapes), "commit": False, "theme_escapes": escapes}
            generator.open_jekyll(make_site("jekyll", url=site.url), given, "", make_tools()).publish(make_post(title="<b> & co"))
            assert expected == front_matter(next(site.content.glob("*.md")).read_text())["title"]


def test_listings_are_left_as_they_are_but_for_liquid() -> None:
    """In code nothing is HTML; Jekyll's Liquid runs there as well, and a shortcode there cannot be escaped for Hugo."""
    listing = "Use `<b>{{ x }}</b>`:\n\n```\n<p>{% y %}</p> {:z}\n```\n\n<i>"
    assert listing.replace("<i>", "&lt;i>") == hugo.safe(listing)
    expected = 'Use `<b>{{ "{{" }} x }}</b>`:\n\n```\n<p>{{ "{%" }} y %}</p> {:z}\n```\n\n&lt;i>'
    assert expected == jekyll.safe(listing)
    with pytest.raises(Rejected, match="Hugo shortcode in a listing"):
        hugo.safe("```\n{{< ref x >}}\n```")


def test_the_front_matter_is_yaml_whatever_stands_in_it(site: FakeGenerator) -> None:
    """Colons, quotes, line breaks, emoji and keys never break out of their value."""
    title = 'A: "b" # c\n---\ndraft: true 🐟 \x85 \u2028'
    opened(site, tags=True).publish(make_post(title=title, tags=("- x: y", "no", "2026-01-01")))
    (file,) = site.content.glob("*.md")
    said = front_matter(file.read_text(encoding="utf-8"))
    assert (title, ["- x: y", "no", "2026-01-01"], None) == (said["title"], said["tags"], said.get("draft"))


def test_the_page_is_told_what_the_copy_asks_for(site: FakeGenerator) -> None:
    """Canonical and noindex, by the names themes know; never more of the text than it may show."""
    opened(site).publish(make_post(canonical=ORIGINAL, noindex=True, excerpt=""))
    said = front_matter(next(site.content.glob("*.md")).read_text())
    assert {ORIGINAL} == {said[name] for name in ("canonical", "canonicalURL", "canonical_url")}
    assert ("noindex", True, "From The Harbour.") == (said["robots"], said["noindex"], said["description"])


def test_a_pass_is_one_commit_with_the_keys_in_it(site: FakeGenerator) -> None:
    """And it holds our copies alone, whatever else lies about."""
    client, posts = opened(site), [make_post(name) for name in ("eels", "crabs")]
    for post in posts:
        client.publish(post)
    (site.content / "draft-of-an-editor.md").write_text("---\ntitle: Mine\n---\n")
    (site.content.parent / "theme.css").write_text("x")
    git(site.content.parent, "add", "theme.css")
    client.finish()
    client.finish()
    folder = site.content.parent
    assert "1" == git(folder, "rev-list", "--count", "HEAD")
    assert sorted(post.key for post in posts) == sorted(
        git(folder, "log", "-1", "--format=%(trailers:key=Syndication-Key,valueonly)").split()
    )
    assert "Syndicate 2 copies" == git(folder, "log", "-1", "--format=%s")
    assert 2 == len(git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines())
    client.withdraw(posts[0], client.find(posts[0]), "its terms changed")
    client.finish()
    assert posts[0].key == git(folder, "log", "-1", "--format=%(trailers:key=Syndication-Key,valueonly)")
    assert 1 == len(git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines())


def test_commits_are_pushed_and_what_could_not_be_is_pushed_later(site: FakeGenerator, tmp_path: Path) -> None:
    """A remote that is away costs nothing but time."""
    client, folder = opened(site, push="origin"), site.content.parent
    git(folder, "remote", "add", "origin", str(tmp_path / "origin.git"))
    client.publish(POST)
    with pytest.raises(RetryLater, match="git push in"):
        client.finish()
    assert [True, True, True, False] == [fine for fine, _ in client.test()]
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", "origin.git")
    client.finish()
    assert git(folder, "rev-parse", "HEAD") == git(tmp_path / "origin.git", "rev-parse", "main")
    assert [True, True, True, True] == [fine for fine, _ in client.test()]


def test_a_page_that_is_not_built_yet_is_waited_for(site: FakeGenerator) -> None:
    """Not yet there, still the old words, still there after the withdrawal: all of it waits for the generator."""
    client = opened(site)
    receipt = client.publish(POST)
    site.built = False
    with pytest.raises(RetryLater, match="is not built yet"):
        client.read_back(POST, receipt)
    site.built = True
    old = site.pages()
    client.update(corrected(POST), receipt)
    site.pages = lambda: old  # type: ignore[method-assign]
    with pytest.raises(RetryLater, match="shows an older copy"):
        client.read_back(corrected(POST), receipt)
    client.withdraw(POST, receipt, "its terms changed")
    with pytest.raises(RetryLater, match="was not built since"):
        client.read_back(POST, receipt)
    site.pages = dict  # type: ignore[method-assign]
    with pytest.raises(Gone):
        client.read_back(POST, receipt)


def test_a_build_that_does_not_come_is_not_waited_for_forever(site: FakeGenerator) -> None:
    """After `build_minutes` the page is proven as it stands: what lacks its credit is found lacking."""
    client = opened(site, build_minutes=1)
    receipt = client.publish(POST)
    old, file = site.pages(), next(site.content.glob("*.md"))
    client.update(corrected(POST), receipt)
    site.pages = lambda: old  # type: ignore[method-assign]
    client._tools = replace(client._tools, now=lambda: datetime.fromtimestamp(file.stat().st_mtime + 61, UTC))
    assert "Eels &" in read(client.read_back(corrected(POST), receipt).html).text


def test_somebody_elses_file_of_that_name_is_no_copy(site: FakeGenerator) -> None:
    """Only the key makes it one."""
    client = opened(site)
    client.publish(POST)
    (file,) = site.content.glob("*.md")
    file.write_text(file.read_text().replace(POST.key, "another"))
    assert client.find(POST) is None


def test_wrong_settings_are_told_together(tmp_path: Path) -> None:
    """Folder, content, address, repository."""
    with pytest.raises(SettingsError) as caught:
        generator.open_hugo(make_site("hugo"), {"folder": str(tmp_path), "content": "../elsewhere", "psuh": "origin"}, "", make_tools())
    for said in ("an address is required", "must be a folder below", "is no git repository", "did you mean “push”"):
        assert said in "\n".join(caught.value.problems)

"""Templates are tried before an article meets them."""

from dataclasses import replace
from pathlib import Path

import pytest

from syndicator.core.places import Site, Source
from syndicator.pipeline.specimen import template_problems
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import Clock, Feeds, Town, a_world, an_article, walk
from tests.walks.test_the_way import EAGER


def told(folder: Path | None = None) -> str:
    return "\n".join(template_problems(JinjaRenderer(folder), HtmlCleaner()))


def operator(folder: Path, text: str, name: str = "block.html") -> Path:
    (folder / "attribution").mkdir(exist_ok=True)
    (folder / "attribution" / name).write_text(text)
    return folder


def test_the_shipped_templates_lose_nothing():
    """Every flavour of every form carries what it owes."""
    assert "" == told()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>{{ titel }}</p>", "templates/attribution/block.html"),
        ("<p>{{ title }</p>", "templates/attribution/block.html:1"),
        ('<p><a href="{{ url }}">{{ title }}</a></p>', "full posts lose a duty, copyright_notice"),
    ],
)
def test_a_wrong_template_is_told_in_a_line(tmp_path: Path, text: str, expected: str):
    """A misspelt field, a syntax error, a lost duty."""
    assert expected in told(operator(tmp_path, text))


@pytest.mark.parametrize("folder", ["sites/square", "publishers/harbour-post"])
def test_the_templates_of_one_site_or_publisher_are_tried_too(tmp_path: Path, folder: str):
    """They are told by their own place, in every flavour; other sites' and publishers' are not in force."""
    file = tmp_path / "attribution" / folder / "block.bbcode"
    file.parent.mkdir(parents=True)
    file.write_text("{{ title }}")
    sites = (Site(id="square", kind="town", language="es"), Site(id="wall", kind="town"))
    source = Source(id="post", feed="https://post.example/feed", publisher="Harbour Post")
    problems = template_problems(JinjaRenderer(tmp_path), HtmlCleaner(), sites, (source,))

    assert any(f"templates/attribution/{folder}/block.bbcode does not use `url`" in line for line in problems)
    assert () == template_problems(JinjaRenderer(tmp_path), HtmlCleaner(), sites[1:])


def test_a_broken_template_stops_no_withdrawal(tmp_path: Path):
    """What it would have drafted is held, the other steps go on, and a mended template lets it go."""
    clock, store, town = Clock(), MemoryStore(), Town("commons")
    feeds = Feeds({"src": [an_article(1)]})
    world = a_world(store, feeds, {"commons": town}, clock, **EAGER)
    walk(world, clock)
    broken = replace(world, renderer=JinjaRenderer(operator(tmp_path, "{{ titel }}")), edition="broken")
    feeds.holds["src"], feeds.withdrawn = [an_article(2)], {an_article(1).identity: "tombstone"}
    walk(broken, clock)

    assert {} == town.live
    assert ["draft"] == [c.verdict.deciding.rule for c in store.cases() if c.state == "held"]

    walk(replace(world, edition="mended"), clock)
    assert ["Rivers rise, part 2"] == [p.title for p in town.live.values()]

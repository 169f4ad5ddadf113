"""Who an article is, as files: what a feed held at each poll, and what was posted, corrected or held in the end."""

import json
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from syndicator.core.places import FirstPoll, Source
from syndicator.core.post import Post, Receipt
from syndicator.feeds import read_bytes
from syndicator.ports import FetchMemory, Reading
from syndicator.stores import open_store
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import GRANT, SOURCE, Clock, Feeds, Town, a_world, walk

FILES = sorted((Path(__file__).parent / "identities").glob("*.toml"))


@dataclass
class Documents(Feeds):
    """A feed that holds one JSON document after the other, read by the road of every feed."""

    documents: Iterator[bytes] = field(default_factory=lambda: iter(()))

    def read(self, source: Source, memory: FetchMemory, now) -> Reading:
        body = next(self.documents, None)
        if body is None:
            return Reading((), memory, unchanged=True)
        return read_bytes(body, source.feed, "application/feed+json", source, now)


class Chronicle(Town):
    """A site that remembers under which titles it was given and corrected what."""

    def __init__(self, site_id: str) -> None:
        super().__init__(site_id)
        self.told: dict[str, list[str]] = {"create": [], "update": []}

    def publish(self, post: Post) -> Receipt:
        self.told["create"].append(post.title)
        return super().publish(post)

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        self.told["update"].append(post.title)
        return super().update(post, receipt)


def document(poll: dict) -> bytes:
    """A JSON Feed of these entries, each with words of its own and a grant."""
    entries = [*poll["entries"], *([poll["long"] | {"id": "x" * 20_000}] if "long" in poll else [])]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Source Daily", "items": [item(e) for e in entries]}
    ).encode()


def item(entry: dict) -> dict:
    said = {"id": entry.get("id"), "url": entry.get("url"), "title": entry["title"], "date_published": entry.get("at")}
    own = f"<p>Of “{entry['title']}” much was said.</p>"
    said["content_html"] = entry.get("text", own) + GRANT
    return {key: value for key, value in said.items() if value is not None}


@pytest.fixture(scope="session")
def store_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store: making one anew takes longer than most cases."""
    path = tmp_path_factory.mktemp("stores") / "empty.db"
    open_store(path).close()
    return path


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_article_is_posted_once_under_whatever_name(path: Path, kind: str, tmp_path: Path, store_made_once: Path):
    """What was created, corrected and held, over all polls."""
    case = tomllib.loads(path.read_text("utf-8"))
    store = MemoryStore() if kind == "memory" else open_store(Path(shutil.copy(store_made_once, tmp_path / "store.db")))
    feeds, town, clock = Documents(documents=map(document, case["poll"])), Chronicle("town"), Clock()
    source = replace(SOURCE, first_poll=FirstPoll.ALL)
    world = a_world(store, feeds, {"town": town}, clock, sources={"src": source})
    for _ in case["poll"]:
        walk(world, clock, passes=1)
        clock.pass_(hours=30)  # a feed without validators is asked once a day
    assert next(feeds.documents, None) is None, "not every document was read"
    expected = case["expected"]
    held = [one for one in store.cases() if one.state == "held"]
    assert sorted(expected["created"]) == sorted(town.told["create"])
    assert sorted(expected.get("updated", [])) == sorted(town.told["update"])
    assert sorted(expected.get("held", [])) == sorted(one.title for one in held)
    if "because" in expected:
        assert {expected["because"]} == {one.verdict.deciding.rule for one in held}
    store.close()

"""Five thousand feeds of others' tests: none crashes the reader, each says what feedparser's own cases expect, cut or whole.

The folder is not part of the project; SYNDICATOR_CORPORA names it.
"""

import io
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import pytest

from syndicator.core.places import Source
from syndicator.errors import Rejected
from syndicator.feeds.decoding import decoded
from syndicator.feeds.mending import document
from syndicator.feeds.parsing import Parsed, parse, words
from syndicator.feeds.prologue import unwrapped
from syndicator.feeds.splicing import Known
from tests.feeds.conftest import NOW
from tests.feeds.expecting import OF_ENTRIES, OF_FEEDS, case, expectations, meets

FEEDS = Path(os.environ.get("SYNDICATOR_CORPORA", Path(__file__).parents[3] / "shared" / "corpora")) / "feeds"
pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"the corpora are not at {FEEDS}")
DIFFERENCES = tomllib.loads((Path(__file__).parent / "data" / "feedparser_differences.toml").read_text("utf-8"))["difference"]
SOURCE = Source(id="case", feed="https://case.example/feed", publisher="A case")


def read(body: bytes, known: str = "") -> Parsed:
    return parse(body, SOURCE.feed, "", SOURCE, NOW, known)


@cache
def everything() -> dict[Path, Parsed | str]:
    """What is read of every file, or why nothing is; whatever else is raised fails whoever asks."""
    found: dict[Path, Parsed | str] = {}
    for file in sorted(FEEDS.glob("*/**/*")):
        if file.is_file():
            try:
                found[file] = read(file.read_bytes())
            except Rejected as error:
                found[file] = error.why
    return found


def test_every_file_is_read_or_refused_in_words() -> None:
    """No file raises anything but Rejected, and most are feeds."""
    found = everything()
    feeds = [parsed for parsed in found.values() if isinstance(parsed, Parsed)]
    assert (5444, True) == (len(found), len(feeds) > 4000)
    assert all("is not a feed that can be read: " in why for why in found.values() if isinstance(why, str))


def test_feedparsers_own_cases_give_what_they_expect() -> None:
    """Of the comparisons that concern an article each holds, but for those that are listed with a reason."""
    concerning, missed = 0, set[str]()
    folder = FEEDS / "feedparser"
    for file in sorted(folder.glob("**/*.xml")):
        asked = [e for e in expectations(file) if e.field in OF_ENTRIES or e.field in OF_FEEDS]
        concerning += len(asked)
        try:
            found = case(file) if asked else None
        except Rejected:
            found = None
        missed |= {f"{file.relative_to(folder)} {e.field}" for e in asked if found is None or not meets(found, e)}
    listed = {one for difference in DIFFERENCES for one in difference["cases"]}
    assert listed == missed
    assert 1280 == concerning


def test_words_are_those_of_the_whole_document() -> None:
    """Title, texts, dates and categories of every entry are those feedparser reads in the whole document, frame, tail and all."""
    fields = ("title_detail", "summary_detail", "content", "published_parsed", "updated_parsed", "tags")
    compared, differing = 0, set[str]()
    for file, parsed in everything().items():
        if isinstance(parsed, str) or file.suffix == ".json":
            continue
        _, text = unwrapped(decoded(file.read_bytes(), ""))
        doc = document(text, SOURCE.feed) if text.startswith("<") else None
        if doc is None or not doc.outline.entries or any(entry.fault for entry in doc.outline.entries):
            continue
        headers = {"content-type": "application/xml; charset=utf-8"}
        whole = feedparser.parse(io.BytesIO(doc.data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        found = words(doc, doc.outline.entries)
        compared += len(found)
        if [_plain(e, fields) for e in whole.entries] != [_plain(e, fields) for e in found]:
            differing.add(file.relative_to(FEEDS).as_posix())
    assert compared > 3000
    assert set() == differing


def _plain(entry: dict[str, Any], fields: tuple[str, ...]) -> list[Any]:
    """The fields as they are, but for the base that addresses are resolved against: feedparser leaks that of the entry before."""
    return [
        [{k: v for k, v in part.items() if k != "base"} if isinstance(part, dict) else part for part in _parts(dict.get(entry, f))]
        for f in fields
    ]


def _parts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_a_spliced_document_says_what_the_whole_one_says() -> None:
    """With the first entry taken for new and all others for known, what is read is what the whole document says of that entry."""
    spliced = whole = 0
    for file, parsed in everything().items():
        if isinstance(parsed, str) or len(parsed.articles) < 2:
            continue
        known = Known.read(parsed.known)
        less = Known(known.frame, dict(list(known.entries.items())[1:]))
        again = read(file.read_bytes(), str(less))
        if again.cut:
            spliced += 1
            assert parsed.articles[:1] == again.articles, file
            assert (parsed.withdrawn, parsed.problems, parsed.hints) == (again.withdrawn, again.problems, again.hints), file
        else:
            whole += 1
            assert parsed == again, file
    assert (51, 7) == (spliced, whole)  # the seven: namesakes, or documents that are not well-formed

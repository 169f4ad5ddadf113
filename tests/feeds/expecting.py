"""The `Expect:` lines of feedparser's own cases, as single comparisons, and which of their fields concern an article."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from syndicator.core.article import Article
from syndicator.core.markup import shown
from syndicator.core.places import Source
from syndicator.feeds import entries, parsing
from syndicator.feeds.decoding import decoded
from syndicator.feeds.mending import document
from syndicator.feeds.outline import Element
from syndicator.feeds.prologue import unwrapped
from syndicator.feeds.rights import rights_text
from syndicator.feeds.splicing import Known
from syndicator.rendering.cleaning import HtmlCleaner

_EXPECT = re.compile(r"Description:\s*(.*?)\s*Expect:\s*(.*)\s*-->")
_HEADER = re.compile(r"^Header:\s+([^:]+):(.*)$", re.MULTILINE)
_MARKS = {b"\x00\x00\xfe\xff": "utf-32-be", b"\xff\xfe\x00\x00": "utf-32-le", b"\x00\x00\x00<": "utf-32-be", b"<\x00\x00\x00": "utf-32-le"}
_SHORT_MARKS = {b"\xfe\xff": "utf-16-be", b"\xff\xfe": "utf-16-le", b"\x00<": "utf-16-be", b"<\x00": "utf-16-le"}
_CLEANER = HtmlCleaner()
_NOW = datetime(2026, 3, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Expectation:
    """One comparison of one file: a field as feedparser names it, of which entry, and the value it must have."""

    file: Path
    field: str
    entry: int
    value: object


def text_of(body: bytes) -> str:
    """The text of a case, well enough to find its comment."""
    name = _MARKS.get(body[:4]) or _SHORT_MARKS.get(body[:2], "utf-8")
    return body.decode(name, "ignore")


def expectations(file: Path) -> Iterator[Expectation]:
    """The comparisons with a value of one file that are made of an entry or of the feed."""
    found = _EXPECT.search(text_of(file.read_bytes()))
    if found is None:
        return
    tree = ast.parse(found.group(2).strip(), mode="eval").body
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
            named = re.fullmatch(r"(entries\[(\d+)\]|feed)(.*)", ast.unparse(part.left))
            if named:
                entry = int(named.group(2)) if named.group(2) else -1
                yield Expectation(
                    file, "entry" * (entry >= 0) + "feed" * (entry < 0) + named.group(3), max(entry, 0), _value(part.comparators[0])
                )


def _value(node: ast.expr) -> object:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return f"{_value(node.left)}{_value(node.right)}"
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


@dataclass(frozen=True, slots=True)
class Case:
    """What we read of a case: its entries as articles, those too that go by no name of their own, and what is said of the feed."""

    articles: list[Article]
    feed: Element


def case(file: Path) -> Case:
    """Read a case as it would have come over HTTP; raises Rejected."""
    body = file.read_bytes()
    headers = {name.strip().lower(): value.strip() for name, value in _HEADER.findall(text_of(body))}
    url = f"http://127.0.0.1:8097/tests/{file.name}"
    _, text = unwrapped(decoded(body, headers.get("content-type", "")))
    source, doc = Source(id="case", feed=url, publisher="A case"), document(text, url)
    read, _ = parsing._entries(doc, parsing._Asked(source, url, _NOW, Known()))
    assert doc.outline.feed is not None
    return Case([article for _, article in read], doc.outline.feed)


def meets(found: Case, expected: Expectation) -> bool:
    """Whether what we read says the same."""
    if expected.field in OF_FEEDS:
        return OF_FEEDS[expected.field](found.feed, expected.value)
    return len(found.articles) > expected.entry and OF_ENTRIES[expected.field](found.articles[expected.entry], expected.value)


def _words(value: object) -> str:
    return " ".join(shown(str(value)).split())


def _cleaned(html: object) -> str:
    return _words(_CLEANER.clean(str(html), ""))


def _is_title(article: Article, value: object) -> bool:
    return article.title in (" ".join(str(value).split()), _words(value))


def _is_body(article: Article, value: object) -> bool:
    return _cleaned(value) in (_cleaned(article.html), _cleaned(article.summary))


def _is_person(article: Article, value: object) -> bool:
    return any(person.name and (person.name in str(value) or str(value) in person.name) for person in article.authors)


def _is_time(attribute: str) -> Callable[[Article, object], bool]:
    def same(article: Article, value: object) -> bool:
        found = getattr(article, attribute)
        return isinstance(value, tuple) and found is not None and found.timetuple()[:6] == value[:6]

    return same


# field of feedparser → whether an article says the same. Bodies are compared by the words a reader meets: ours are cleaned, and
# their addresses made absolute, when they are drafted. Fields that stand in no line here are of no article of ours.
OF_ENTRIES: dict[str, Callable[[Article, object], bool]] = {
    "entry['title']": _is_title,
    "entry['title_detail']['value']": _is_title,
    "entry['description']": _is_body,
    "entry['summary']": _is_body,
    "entry['summary_detail']['value']": _is_body,
    "entry['content'][0]['value']": _is_body,
    "entry['link']": lambda article, value: article.url == value,
    "entry.link": lambda article, value: article.url == value,
    "entry['id']": lambda article, value: article.id == value,
    "entry['guid']": lambda article, value: article.id == value,
    "entry['author']": _is_person,
    "entry['author_detail']['name']": _is_person,
    "entry['authors'][0]['name']": _is_person,
    "entry['tags'][0]['term']": lambda article, value: value in article.tags,
    "entry['published_parsed']": _is_time("published"),
    "entry['updated_parsed']": _is_time("updated"),
    "entry['rights']": lambda article, value: _words(value) in _words(article.rights),
    "entry['source']['title']": lambda article, value: article.origin is not None and _words(article.origin.name) == _words(value),
}
OF_FEEDS: dict[str, Callable[[Element, object], bool]] = {
    "feed['title']": lambda feed, value: _words(entries.words(feed, "title")) in (" ".join(str(value).split()), _words(value)),
    "feed['title_detail']['value']": lambda feed, value: (
        _words(entries.words(feed, "title")) in (" ".join(str(value).split()), _words(value))
    ),
    "feed['id']": lambda feed, value: entries.feed_id(feed) == value,
    "feed['copyright']": lambda feed, value: _words(rights_text(feed, feed)[0]) in (" ".join(str(value).split()), _words(value)),
    "feed['rights']": lambda feed, value: _words(rights_text(feed, feed)[0]) in (" ".join(str(value).split()), _words(value)),
    "feed['language']": lambda feed, value: entries.language(feed, feed) == value,
}

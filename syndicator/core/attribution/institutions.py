"""Where authors work, as the article's own page tells machines (schema.org `affiliation`, `worksFor`)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from syndicator.core.article import Article
from syndicator.core.markup import one_line, read


def institutions(article: Article) -> Mapping[str, str]:
    """Name of an author → the institution the page's JSON-LD gives for it; nothing is guessed from bylines."""
    known = {one_line(person.name) for person in article.authors}
    found: dict[str, str] = {}
    for body in read(article.page).data if article.page else ():
        try:
            said = json.loads(body)
        except ValueError:  # a page with broken JSON-LD says nothing in it
            continue
        for person in _people(said):
            name, where = _name(person), _name(person.get("affiliation") or person.get("worksFor"))
            if name in known and where:
                found.setdefault(name, where)
    return found


def every_institution(article: Article) -> bool:
    """Whether the page tells where each author works, so that a credit can say it."""
    known = institutions(article)
    return bool(article.authors) and all(one_line(person.name) in known for person in article.authors)


def _people(said: object) -> Iterator[dict[str, Any]]:
    """Every object that stands as somebody's `author`, wherever in the data."""
    waiting = [said]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            authors = one.get("author")
            yield from (a for a in (authors if isinstance(authors, list) else [authors]) if isinstance(a, dict))
            waiting += [value for value in one.values() if isinstance(value, dict | list)]


def _name(said: object) -> str:
    if isinstance(said, list):
        said = said[0] if said else None
    if isinstance(said, dict):
        said = said.get("name")
    return one_line(said) if isinstance(said, str) else ""

"""Which sites an article is meant for: the operator's routes, and what a first poll or a burst lets through."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from syndicator.core.article import Article
from syndicator.core.places import FirstPoll, Route, Source


def sites_for(article: Article, routes: Iterable[Route], now: datetime) -> tuple[str, ...]:
    """Ids of the sites some route leads this article to, each once, in the order of the routes."""
    return tuple(dict.fromkeys(site for route in routes if leads(route, article, now) for site in route.sites))


def route_of(article: Article, site_id: str, routes: Iterable[Route], now: datetime) -> Route | None:
    """The first route that leads this article to a site, or None when none does (any more).

    How old it has become meanwhile does not count: it may have waited for an embargo, a quota or an answer.
    """
    return next((r for r in routes if site_id in r.sites and leads(replace(r, max_age=None), article, now)), None)


def leads(route: Route, article: Article, now: datetime) -> bool:
    """Whether every filter of the route lets the article pass; an article without a date has no age."""
    tags = {t.casefold() for t in article.tags}
    authors = {a.name.casefold() for a in article.authors}
    too_old = route.max_age is not None and article.published is not None and now - article.published > route.max_age
    words = article.words if route.min_words or route.max_words is not None else 0
    return (
        article.source_id in route.sources
        and (not route.tags or any(t.casefold() in tags for t in route.tags))
        and not any(t.casefold() in tags for t in route.not_tags)
        and (not route.languages or article.language.lower().split("-")[0] in {lang.lower() for lang in route.languages})
        and (not route.authors or any(a.casefold() in authors for a in route.authors))
        and not too_old
        and words >= route.min_words
        and (route.max_words is None or words <= route.max_words)
    )


def let_in(fresh: Sequence[Article], source: Source, *, first: bool) -> set[str]:
    """Keys of the new articles to be judged; the others are marked as seen.

    A source's first poll posts nothing unless its `on_first_poll` says so.
    """
    if first and source.first_poll is FirstPoll.MARK_SEEN:
        return set()
    if first and source.first_poll is FirstPoll.LATEST:
        return {a.key for a in sorted(fresh, key=_age)[: source.first_poll_count]}
    return {a.key for a in fresh}


def _age(article: Article) -> float:
    return -(article.published or article.updated or datetime.min.replace(tzinfo=UTC)).timestamp()

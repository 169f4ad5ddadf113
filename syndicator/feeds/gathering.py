"""The articles of one document, each exactly once: who has no identity or shares one is sorted out here."""

from collections.abc import Iterable
from dataclasses import replace

from syndicator.core.article import Article, is_hyperlink, same_address
from syndicator.feeds.withdrawals import Tombstone, settled


def gathered(articles: Iterable[Article], stones: Iterable[Tombstone]) -> tuple[tuple[Article, ...], dict[str, str], tuple[str, ...]]:
    """(articles that stand, identity → signal of the withdrawn, problems).

    Of several entries with one id the first keeps it; a later one is told apart by its address, and left out where that is the
    same or missing.
    """
    problems: list[str] = []
    kept: dict[str, Article] = {}
    for number, article in enumerate(articles, 1):
        known = _identified(article)
        if known is None:
            problems.append(f"entry {number} has neither an id nor an address nor a title with a date, and was left out")
            continue
        if known.identity in kept:
            twin = kept[known.identity]
            if not known.url or same_address(known.url) == same_address(twin.url):
                problems.append(f"entry {number} (“{known.title}”) repeats the id “{known.id or known.url}” and was left out")
                continue
            known = replace(known, id=f"{known.id or known.url} {known.url}")
        if known.identity in kept:
            problems.append(f"entry {number} (“{known.title}”) repeats an id and an address, and was left out")
            continue
        kept[known.identity] = known
    standing, withdrawn = settled(kept.values(), stones)
    return standing, withdrawn, tuple(problems)


def _identified(article: Article) -> Article | None:
    """The article with something to know it by; an address nobody can follow (`#`) identifies nothing."""
    if article.id or is_hyperlink(article.url):
        return article
    if not article.title or article.published is None:
        return None
    return replace(article, id=f"{article.title}\n{article.published}")

"""Who an entry is, when its feed says it badly: ids that change, are used twice or for something else, addresses that move.

One article must not be posted twice because its feed calls it by another name, and no copy may come to hold another
article's words because a feed uses a name again. What is doubtful is told apart, and left to a person by the rule `duplicate`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from syndicator.core.article import Article, is_hyperlink, same_address

_AKIN = 0.75  # of two titles' letters: a corrected headline, not another one
_LONGEST = 300  # letters of a title that are compared


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of an article of the same source: the names it goes by; `age` is when it was published, else first seen."""

    id: str
    url: str
    title: str
    age: datetime

    @property
    def identity(self) -> str:
        """Who it is (`Article.identity`)."""
        return same_address(self.id or self.url, fragment=True)


def recognised(
    articles: Sequence[Article], known: Iterable[Acquaintance], withdrawn: Collection[str] = (), *, whole: bool = True
) -> tuple[tuple[Article, ...], Mapping[str, str]]:
    """The articles under the names they are known by; identity in the document → identity they are known by, where these differ.

    An id that comes to stand for something else (another address, another title, another date) names a new article. One that
    is not known is an article whose feed changed its id where it has the address of one that is known and a title akin to
    its, or its date; or, where address and id both changed, the very title and date. An address that several entries of
    the document share names none of them. What is `withdrawn` in the same document comes back under no other name.
    Where these are not the `whole` document, one of the very title and date may stand beside them: then these tell nothing.
    """
    acquainted = {one.identity: one for one in known}
    if not acquainted:
        return _unshared(articles), {}
    told = [_told_apart(a, acquainted.get(a.identity)) for a in articles]
    claimed = {a.identity for a in told if a.identity in acquainted}
    free = [one for identity, one in acquainted.items() if identity not in claimed and identity not in withdrawn]
    found: list[Article] = []
    renamed: dict[str, str] = {}
    for before, article in zip(articles, told, strict=True):
        match = None if article.identity in acquainted else _known_as(article, free, told, whole=whole)
        if match is not None:
            free.remove(match)
            article = replace(article, id=match.id or match.identity)
        if article.identity != before.identity:
            renamed[before.identity] = article.identity
        found.append(article)
    return _unshared(found), renamed


def _told_apart(article: Article, known: Acquaintance | None) -> Article:
    """The article, under a name of its own where its id was another's; a moved, retitled or redated one keeps its id."""
    if known is None or not (article.id and is_hyperlink(article.url) and is_hyperlink(known.url)):
        return article
    same = same_address(article.url, fragment=True) == same_address(known.url, fragment=True)
    if same or _akin(article.title, known.title) or article.published == known.age:
        return article
    return replace(article, id=f"{article.id} {article.url}")


def _known_as(article: Article, free: Iterable[Acquaintance], beside: Sequence[Article], *, whole: bool) -> Acquaintance | None:
    """The one known article that this can only be; None where there is none, or more than one entry could be it."""
    address = same_address(article.url, fragment=True) if is_hyperlink(article.url) else ""
    if address and sum(same_address(a.url, fragment=True) == address for a in beside) == 1:
        there = [one for one in free if is_hyperlink(one.url) and same_address(one.url, fragment=True) == address]
        if len(there) == 1 and (_akin(article.title, there[0].title) or article.published == there[0].age):
            return there[0]
    if not whole or article.published is None or not article.title:
        return None
    alike = [one for one in free if one.age == article.published and _words(one.title) == _words(article.title)]
    twins = sum(a.published == article.published and _words(a.title) == _words(article.title) for a in beside)
    return alike[0] if len(alike) == 1 == twins else None


def _unshared(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, marked where others of the document have the same address."""
    counted = Counter(same_address(a.url, fragment=True) for a in articles if is_hyperlink(a.url))
    shared = {address for address, number in counted.items() if number > 1}
    return tuple(replace(a, address_shared=True) if shared and same_address(a.url, fragment=True) in shared else a for a in articles)


def _akin(one: str, other: str) -> bool:
    one, other = _words(one)[:_LONGEST], _words(other)[:_LONGEST]
    return bool(one and other) and (one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _AKIN)


def _words(title: str) -> str:
    return " ".join(title.casefold().split())

"""The whole text of an article that is read with its page: the publisher's own package, what the page marks, or what is extracted."""

from dataclasses import dataclass, replace

from syndicator.core.article import Article
from syndicator.core.markup import main_html, read
from syndicator.core.packages import package
from syndicator.core.places import Source
from syndicator.core.verdict import Verdict
from syndicator.errors import Rejected
from syndicator.ports import Extractor

_SHARE = 3  # a package with less than a third of the words the page marks is a teaser or a line to embed
_INSTALL = "install what finds it: pip install syndicator[text]"
_BY_HAND = 'look at the page; the text may be taken from the feed alone with `text = "feed"`'


@dataclass(frozen=True, slots=True)
class Whole:
    """An article with its text, and why there is none ("" where there is), with what a person can do."""

    article: Article
    why: str = ""
    remedy: str = ""


def whole(article: Article, source: Source, extractor: Extractor | None) -> Whole:
    """The article with the text of its own page, where the source is read that way.

    A package comes first: it is the text the publisher wants reposted, with its counting image and its credit.
    """
    if not source.read_page:
        return Whole(article)
    if not article.page:
        return Whole(replace(article, complete=False))
    marked = main_html(article.page)
    offered = package(article.page, article.page_url or article.url)
    if offered is not None and offered.html and _words(offered.html) * _SHARE >= _words(marked):
        return Whole(_with(article, offered.html))
    if marked:
        return Whole(_with(article, marked))
    if extractor is None:
        return Whole(
            replace(article, complete=False),
            "the page does not mark its main text, and nothing that works is installed to find it",
            _INSTALL,
        )
    try:
        return Whole(_with(article, extractor.main_text(article.page, article.page_url or article.url)))
    except Rejected as error:
        why = f"the page does not mark its main text: {error.why}"
        return Whole(replace(article, complete=False), why, error.remedy or _BY_HAND)


def explained(verdict: Verdict, found: Whole) -> Verdict:
    """The verdict with the true reason why the whole text is not there."""
    if not found.why:
        return verdict
    findings = (replace(f, says=found.why, remedy=found.remedy) if f.rule == "complete" else f for f in verdict.findings)
    return replace(verdict, findings=tuple(findings))


def _with(article: Article, html: str) -> Article:
    return replace(article, html=html, complete=True)


def _words(html: str) -> int:
    return len(read(html).text.split())

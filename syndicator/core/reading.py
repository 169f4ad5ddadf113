"""Everything an article says about its rights: the feed's elements, the words of its body, and its own page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from syndicator.core.article import Article, is_hyperlink
from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import Link, Markup, read
from syndicator.core.metadata import host_of, licence_evidence, read_page, same_host
from syndicator.core.notices import alike, read_notice, without_excuses
from syndicator.core.places import Source
from syndicator.core.provenance import is_source
from syndicator.core.terms import Terms, combine

# Notices stand where a text begins and ends; between, only a line that speaks of the text itself is one.
_EDGES = {Level.ARTICLE: (3, 15), Level.SITE: (12, 60)}
_ITSELF = re.compile(
    r"(?i)\b(?:this|our) (?:\w+ )?(?:article|story|stories|piece|post|text|essay|report|work|content|articles|site|website)\b"
    r"|©|\ball rights reserved\b"
    r"|\bcreative commons\b|\bre-?publish"
)
_THIS = re.compile(r"(?i)\bthis (?:\w+ )?(?:article|story|piece|post|text|essay|column|report)\b")


def read_article(article: Article, source: Source) -> tuple[Evidence, ...]:
    """All evidence of one article, each with its place.

    The feed's elements come first (`article.evidence`). The body (the summary where there is none) and the entry's
    rights speak for the article; its page speaks for the site, but for sentences about “this article”. A reservation
    of all rights in the entry's rights is the site's usual line, no word about this article.
    """
    found = list(article.evidence)
    at = article.url or article.identity
    body = read(article.html or article.summary)
    found += _prose(body, f"{at} ({'content' if article.html else 'summary'})", Level.ARTICLE)
    named = licence_evidence(article.rights, f"{at} (entry rights)", Channel.NOTICE, Level.ARTICLE)
    found += [named] if named else []
    for e in read_notice(article.rights, f"{at} (entry rights)", Level.ARTICLE):
        found.append(replace(e, level=Level.SITE) if e.rule.startswith("reserved.") else e)
    if article.page:
        found += page_evidence(read(article.page), article.page_url or article.url)
    return tuple(without_excuses(_without_self_credit(found, source)))


def page_evidence(page: Markup, url: str) -> tuple[Evidence, ...]:
    """The evidence of a whole page: what its markup declares, and the notices among its words."""
    prose = _prose(page, f"{url} (page)", Level.SITE)
    return (*read_page(page, url), *(replace(e, level=Level.ARTICLE) if _THIS.search(_line(page.text, e)) else e for e in prose))


def read_text(words: str, *, html: bool, url: str) -> tuple[Terms, tuple[Evidence, ...]]:
    """The terms of one text on its own: a notice as plain text, or a whole page as HTML with its address."""
    evidence = page_evidence(read(words), url) if html else read_notice(words, url or "text")
    return combine(evidence), evidence


def answer_line(record: Mapping[str, object]) -> dict[str, object]:
    """The answer to one record (`id`, `text` or `html`, `url`) as plain data.

    `duties` are those the words ask for, not those that follow from a licence; `original` is left out where it is the
    page's own host.
    """
    html = record.get("html")
    url = str(record.get("url") or "")
    terms, evidence = read_text(str(html or record.get("text") or ""), html=bool(html), url=url)
    asked = (e.value for e in terms.because(Topic.DUTY) if not e.rule.startswith("licence:"))
    own = terms.original and _is_host(terms.original, terms.original_url, host_of(url))
    return {
        "id": record.get("id"),
        "republish": str(terms.republish),
        "licence": terms.licence or None,
        "commercial": str(terms.commercial),
        "derivatives": str(terms.derivatives),
        "duties": list(dict.fromkeys(asked)),
        "limits": [name for name, _ in terms.limits],
        "contact": terms.contact or None,
        "original": None if own else terms.original or None,
        "evidence": [_told(e) for e in evidence],
    }


def _told(e: Evidence) -> dict[str, object]:
    quote = e.quote
    return {
        "topic": str(e.topic),
        "value": e.value,
        "quote": quote.text,
        "where": quote.where,
        "start": quote.start,
        "end": quote.end,
        "rule": e.rule,
    }


def _prose(words: Markup, where: str, level: Level) -> Iterator[Evidence]:
    """The notices among the words of a text; what its story tells in between is no notice."""
    first, last = _edges(words.text, *_EDGES[level])
    for e in read_notice(words.text, where, level):
        start = e.quote.start or 0
        if start < first or start >= last or _ITSELF.search(_line(words.text, e)):
            yield _with_link(e, words.links) if e.topic is Topic.ORIGINAL else e


def _edges(text: str, head: int, tail: int) -> tuple[int, int]:
    """Where the first lines end and the last lines begin."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    if len(starts) <= head + tail:
        return len(text) + 1, 0
    return starts[head], starts[-tail]


def _line(text: str, e: Evidence) -> str:
    start, end = e.quote.start or 0, e.quote.end or 0
    left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text[left : right if right >= 0 else len(text)]


def _with_link(e: Evidence, links: tuple[Link, ...]) -> Evidence:
    """An upstream credit with the address the name in it links to."""
    start = (e.quote.start or 0) + max(alike(e.quote.text).find(e.value), 0)
    end = start + len(e.value)
    for link in links:
        if link.start < end and link.end > start and is_hyperlink(link.href):
            return replace(e, value=link.text.strip() if start <= link.start and link.text.strip() else e.value, detail=link.href)
    return e


def _without_self_credit(found: list[Evidence], source: Source) -> list[Evidence]:
    """An upstream credit that names the source itself says nothing, unless another names somebody else and they contradict."""
    ours = [e for e in found if e.topic is Topic.ORIGINAL and is_source(e.value, e.detail, source)]
    theirs = any(e.topic is Topic.ORIGINAL and e not in ours for e in found)
    return found if theirs else [e for e in found if e not in ours]


def _is_host(name: str, url: str, host: str) -> bool:
    written = name.strip().lower().removeprefix("www.")
    return (
        same_host(host_of(url), host) or same_host(written, host) or re.sub(r"\W", "", written) == host.rpartition(".")[0].replace("-", "")
    )

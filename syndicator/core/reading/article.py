"""The evidence of one article: feed elements, body and page together; and of one text or page on its own."""

from collections.abc import Iterable
from dataclasses import replace

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import read
from syndicator.core.metadata import UNSAID, Reservation, in_force, licence_evidence
from syndicator.core.notices import read_notice, without_excuses
from syndicator.core.places import Source
from syndicator.core.provenance import is_source
from syndicator.core.reading.pages import page_evidence
from syndicator.core.reading.prose import prose, refusals
from syndicator.core.reading.voices import fragment
from syndicator.core.reading.whose import for_others, uncovered
from syndicator.core.terms import Terms, combine


def read_article(article: Article, source: Source, tdmrep: Reservation = UNSAID) -> tuple[Evidence, ...]:
    """All evidence of one article, each with its place.

    The feed's elements come first (`article.evidence`). The body (the summary where there is none) and the entry's
    rights speak for the article; its page speaks for the site, but for what its layout shows to be the article's own. A
    reservation of all rights in the entry's rights is the site's usual line, no word about this article. `tdmrep` is what the
    tdmrep.json of its host says of it.
    """
    found = list(article.evidence)
    at = article.url or article.identity
    body = read(article.html or article.summary, blocks=True)
    where = f"{at} ({'content' if article.html else 'summary'})"
    heard = read_notice(body.text, where, Level.ARTICLE)
    found += prose(body, heard, fragment(body, (source.publisher, *source.owners)), Level.ARTICLE, where)
    found += refusals(body.concealed, f"{where[:-1]}, not displayed)")
    named = licence_evidence(article.rights, f"{at} (entry rights)", Channel.NOTICE, Level.ARTICLE)
    found += [named] if named else []
    for e in read_notice(article.rights, f"{at} (entry rights)", Level.ARTICLE):
        found.append(replace(e, level=Level.SITE) if e.rule.startswith("reserved.") else e)
    if article.page:
        at = article.page_url or article.url
        found += page_evidence(read(article.page, blocks=True), at, article.page, article.page_signals, tdmrep)
    else:
        found += in_force((tdmrep,))
    return tuple(without_excuses(_without_self_credit(found, source)))


def read_text(
    words: str,
    *,
    html: bool,
    url: str,
    signals: Iterable[tuple[str, str]] = (),
    tdmrep: Reservation = UNSAID,
    beside: Iterable[Evidence] = (),
) -> tuple[Terms, tuple[Evidence, ...]]:
    """The terms of one text on its own: a notice as plain text, or a whole page as HTML with its address.

    They are answered for the site whose address is given: what a body grants for its own articles is no grant for others'.
    `signals` are the headers it came with, `tdmrep` and `beside` what its host's files say of it.
    """
    if not html:
        evidence = (*read_notice(words, url or "text"), *in_force((tdmrep,)), *beside)
        evidence = (*evidence, *for_others(evidence, url, words))
        return combine(evidence), evidence
    page = read(words, blocks=True)
    evidence = (*page_evidence(page, url, words, signals, tdmrep), *beside)
    evidence = (*evidence, *uncovered(evidence), *for_others(evidence, url, page.text, page))
    return combine(evidence), evidence


def _without_self_credit(found: list[Evidence], source: Source) -> list[Evidence]:
    """An upstream credit that names the source itself says nothing, unless another names somebody else and they contradict."""
    ours = [e for e in found if e.topic is Topic.ORIGINAL and is_source(e.value, e.detail, source)]
    theirs = any(e.topic is Topic.ORIGINAL and e not in ours for e in found)
    return found if theirs else [e for e in found if e not in ours]

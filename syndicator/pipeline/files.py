"""What files about rights add to a judgement: robots.txt, tdmrep.json and RSL documents of the hosts that articles stand on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from syndicator.core.article import Article
from syndicator.core.evidence import Evidence
from syndicator.core.markup import read
from syndicator.core.metadata import in_force
from syndicator.core.rightsfiles import (
    FileKind,
    RightsFile,
    by_key,
    documents,
    file_evidence,
    named_by_page,
    named_by_robots,
    of_host,
    site_reservation,
)
from syndicator.pipeline.terms import Remembered, SiteTerms, TermsKnown, terms_evidence
from syndicator.ports import TermsPage, TermsWatch

_REMEDY = "it is asked for again; where it stays away, record an [[agreement]] if the publisher allows this"

_named = Remembered(lambda page, url: named_by_page(read(page), url, ()))


def needed(article: Article, known: TermsKnown) -> tuple[RightsFile, ...]:
    """The files that may speak of an article, as far as is known now: its host's own, and the RSL documents that anything names."""
    at = _address(article)
    own = of_host(at)
    found = [*own, *documents(article.rsl), *named_by_page(read(""), at, article.page_signals)]
    found += _named(article.page, at) if article.page else ()
    for file in own:
        page = known.pages.get(file.key)
        found += named_by_robots(page.html) if file.kind is FileKind.ROBOTS and page else ()
    return tuple(dict.fromkeys(found))


def with_files(found: SiteTerms, article: Article, known: TermsKnown, *, asks: bool = True) -> SiteTerms:
    """What stands beside an article, with what files say of it; one that is there and was not read is named, never ignored.

    A file that fails keeps its last word; one that is not there says nothing. Where nobody ever asked for one, the article waits
    for the next look (`unasked`), but not where nothing will be fetched (`asks` is false). A tdmrep.json says
    nothing on reposting, and nothing waits for it.
    """
    texts: dict[RightsFile, str] = {}
    unread = unasked = ""
    for file in needed(article, known):
        watch, page = known.watches.get(file.key), known.pages.get(file.key)
        if page is not None and not page.gone:
            texts[file] = page.html
        if file.kind is not FileKind.TDMREP and asks:
            unasked = unasked or (f"{file.address} has not been asked for what it says of rights" if watch is None else "")
            unread = unread or (why_unread(file, watch) if watch is not None else "")
    at = _address(article)
    found = replace(found, evidence=(*found.evidence, *file_evidence(texts, at)), tdmrep=site_reservation(texts, at))
    return replace(found, unread=unread, remedy=_REMEDY, unasked="") if unread and not found.unread else replace(found, unasked=unasked)


def snapshot_evidence(key: str, page: TermsPage, url: str) -> tuple[Evidence, ...]:
    """What one snapshot of a source's document says of the page at `url` by itself; nothing where it is gone."""
    file = by_key(key)
    if page.gone:
        return ()
    if file is None:
        return terms_evidence(page.html, page.url)
    return (*file_evidence({file: page.html}, url), *in_force((site_reservation({file: page.html}, url),)))


def why_unread(file: RightsFile, watch: TermsWatch) -> str:
    """Why nothing is known of a file that was asked for; empty where its last word is, whatever became of its server since."""
    what = {FileKind.RSL: "the RSL licence "}.get(file.kind, "") + file.address
    if watch.confirmed_at is None:
        return f"{what} could not be read yet: {watch.problem}"
    return f"{what} leads to another host now ({watch.moved}), which does not speak for the publisher" if watch.moved else ""


def _address(article: Article) -> str:
    return article.page_url or article.url


def files_of(watches: Mapping[str, TermsWatch]) -> Iterator[tuple[RightsFile, TermsWatch]]:
    """The files among the documents of a source that are watched."""
    for key, watch in watches.items():
        file = by_key(key)
        if file is not None:
            yield file, watch

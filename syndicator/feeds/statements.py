"""Everything the elements of a feed say about an entry's rights, as evidence; what a broken document says is not believed, but told."""

from collections.abc import Iterator
from dataclasses import replace

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.metadata import licence_evidence, read_content
from syndicator.core.metadata.addresses import elsewhere
from syndicator.core.metadata.news import read_newsml
from syndicator.core.metadata.stating import contact_evidence, copyright_evidence, words_evidence
from syndicator.core.uses import Republish
from syndicator.feeds import entries
from syndicator.feeds.media import media_rights
from syndicator.feeds.outline import RSL, Element
from syndicator.feeds.rights import CC, DC, DCTERMS, RDF, licences, rights_text

_ORIGINALS = frozenset({"source", "isVersionOf", "isFormatOf"})


def statements(entry: Element, feed: Element, *, clean: bool) -> tuple[Evidence, ...]:
    """All evidence of one entry. Of a document that had to be mended (`clean` is false) no licence is accepted without review.

    There each licence, and each grant in the rights statement, only says that the answer is open: where elements begin and end
    is then a guess (a parser's guess is no licence).
    """
    rights, copyright_lines = rights_text(entry, feed)
    url = entries.entry_url(entry)
    found = (*licences(entry, feed), *copyright_lines, *_named(entry, url), *_embedded(entry), *media_rights(entry))
    return found if clean else tuple(_unbelieved(found, rights, url))


def _named(entry: Element, url: str) -> Iterator[Evidence]:
    """Who is to be credited (ccREL), who holds the rights, and what it is a copy of (DCMI Metadata Terms)."""
    address = next((_address(e) for e in entry.all("attributionURL", *CC)), "")
    for name in entry.all("attributionName", *CC):
        where = f"feed entry, {name.qualified}"
        rule = "metadata.attribution-name"
        yield from words_evidence(Topic.CREDIT, name.text, where, rule, Channel.ENTRY, Level.ARTICLE, address)
    for more in entry.all("morePermissions", *CC):
        where = f"feed entry, {more.qualified}"
        yield from contact_evidence(_address(more), where, "metadata.more-permissions", Channel.ENTRY, Level.ARTICLE)
    year = entry.words("dateCopyrighted", DCTERMS)[:4]
    for holder in entry.all("rightsHolder", DCTERMS):
        yield from copyright_evidence(holder.text, year, f"feed entry, {holder.qualified}", Channel.ENTRY, Level.ARTICLE)
    for child in entry.children:
        if child.namespace in (DC, DCTERMS) and child.name in _ORIGINALS and is_hyperlink(_address(child)):
            for e in elsewhere(_address(child), url, child.qualified, "feeds.source"):
                yield replace(e, channel=Channel.ENTRY)


def _embedded(entry: Element) -> Iterator[Evidence]:
    """Terms in the languages of other standards: RSL and NewsML-G2."""
    for content in entry.all("content", RSL):
        yield from read_content(content, "feed entry")
    yield from read_newsml(entry, "feed entry", Channel.ENTRY, Level.ARTICLE)


def _unbelieved(found: tuple[Evidence, ...], rights: str, url: str) -> Iterator[Evidence]:
    """What restricts is kept; what would grant is told as open."""
    from syndicator.core.notices import read_notice  # 24 languages, for the few documents that have to be mended

    named = licence_evidence(rights, f"{url} (entry rights)", Channel.ENTRY, Level.ARTICLE)
    granted = (e for e in read_notice(rights, f"{url} (entry rights)", Level.ARTICLE) if (e.topic, e.value) == (Topic.REPUBLISH, "yes"))
    for e in (*found, *((named,) if named else ()), *granted):
        if e.topic is Topic.LICENCE or (e.topic, e.value) == (Topic.REPUBLISH, "yes"):
            yield replace(e, topic=Topic.REPUBLISH, value=str(Republish.UNKNOWN), rule="feeds.mended")
        elif e.topic is not Topic.COPYRIGHT:
            yield e


def _address(element: Element) -> str:
    return element.attributes.get(f"{RDF} resource", "").strip() or element.text.strip()

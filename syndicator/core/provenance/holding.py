"""The holder of an article: every sign that names another body, and every one that names the source."""

from dataclasses import dataclass

from syndicator.core.article import Article
from syndicator.core.evidence import Evidence, Quote, Topic
from syndicator.core.markup import read
from syndicator.core.metadata import host_of
from syndicator.core.places import Source
from syndicator.core.provenance.agencies import WIRES, short
from syndicator.core.provenance.names import is_source, words
from syndicator.core.provenance.wires import wire_credits
from syndicator.core.terms import Terms

_SIGNS = {
    "metadata.canonical": "the page's canonical address is at",
    "metadata.based-on": "the page says it is based on a work of",
    "wire.byline": "the byline names",
    "wire.dateline": "the dateline names",
    "wire.signed": "a line under the text names",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Whose article it is: `own` None where the signs contradict each other; `holder` is whose terms count."""

    own: bool | None
    holder: str
    holder_url: str
    why: str
    quotes: tuple[Quote, ...]


def provenance(article: Article, source: Source, terms: Terms) -> Provenance:
    """Whether the article is the source's own; a third party's where any sign names another body, and none the source."""
    theirs: list[tuple[str, str, str, Quote]] = []
    ours: list[Quote] = []
    for e in (*terms.because(Topic.ORIGINAL), *_wires(article)):
        if _is_source(e.value, e.detail, source):
            if not e.rule.startswith("wire."):
                ours.append(e.quote)
        else:
            theirs.append((e.value, e.detail, _why(e), e.quote))
    theirs += _origin(article, source)
    if not theirs:
        return Provenance(True, source.publisher, source.publisher_url, "nothing names another publisher", tuple(ours))
    _, url, why, _ = theirs[0]
    # Several holders are named together: an agreement with one of them is none with the others.
    name = " and ".join({words(found): found for found, _, _, _ in reversed(theirs)}.values())
    quotes = tuple(dict.fromkeys(quote for _, _, _, quote in theirs))
    if ours:
        return Provenance(None, name, url, f"{why}, but “{ours[0].text}” names the source itself", (*quotes, *ours))
    return Provenance(False, name, url, why, quotes)


def _is_source(name: str, url: str, source: Source) -> bool:
    return is_source(name, url, source) or (name in WIRES.values() and is_source(short(name), "", source))


def _why(e: Evidence) -> str:
    return f"{_SIGNS.get(e.rule, 'a credit names')} {e.value}"


def _origin(article: Article, source: Source) -> list[tuple[str, str, str, Quote]]:
    """The entry's `<source>` (RSS 2.0, RFC 4287 §4.2.11), where it is not the source itself."""
    if article.origin is None or not (article.origin.name or article.origin.url):
        return []
    name = article.origin.name or host_of(article.origin.url)
    if is_source(name, article.origin.url, source):
        return []
    quote = Quote(f"{article.origin.name} {article.origin.url}".strip(), f"{article.url} (entry source)")
    return [(name, article.origin.url, f"the entry's source element names {name}", quote)]


def _wires(article: Article) -> list[Evidence]:
    """A news agency as author, in the dateline or signature of the text, or as holder of the copyright."""
    authors = ((person.name, f"{article.url} (author)") for person in article.authors)
    return list(wire_credits(authors, read(article.html).text, f"{article.url} (content)"))

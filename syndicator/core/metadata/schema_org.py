"""schema.org in JSON-LD: the licence, copyright, credit and origin that the page's own article declares.

`sdLicense` is the licence of the data itself; `conditionsOfAccess` and `isAccessibleForFree` say how the publisher's own page is
reached. None of the three says anything about reposting, and none is read.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import Markup
from syndicator.core.metadata.addresses import elsewhere, host_of, joined, same_host, same_page
from syndicator.core.metadata.json_ld import Document, Object, document, names, references, texts, types
from syndicator.core.metadata.stating import contact_evidence, copyright_evidence, licence_evidence, words_evidence

ARTICLES = frozenset(
    "Article NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle ReportageNewsArticle "
    "ReviewNewsArticle Report BlogPosting SocialMediaPosting LiveBlogPosting ScholarlyArticle TechArticle SatiricalArticle "
    "AdvertiserContentArticle".split()
)
PAGES = frozenset({"WebPage", "ItemPage"})


def documents(page: Markup) -> tuple[Document, ...]:
    """The JSON-LD texts of a page, each read once."""
    return tuple(document(body) for body in page.data)


def described(docs: Iterable[Document], page: Markup, url: str) -> Iterator[Evidence]:
    """What JSON-LD says of the page's article: where several are described, of the one whose address is the page's."""
    own = (url, *(joined(url, href) for href in page.declared("canonical")))
    nodes = [(node, doc, _is_at(node, own)) for doc in docs for node in doc.nodes]
    articles = [(node, doc, there) for node, doc, there in nodes if ARTICLES & types(node)]
    closest = next((there for there in (True, None, False) if any(there is found for _, _, found in articles)), None)
    for node, doc, there in articles:
        if there is closest and not (there is False and _cited(node, url)):
            yield from _article(node, doc, url)
    for node, doc, there in nodes:
        if PAGES & types(node) and there is not False:
            yield from _licences(node, doc, url, Level.SITE)


def _is_at(node: Object, own: tuple[str, ...]) -> bool | None:
    """Whether a node names one of these addresses as its own; None where it names no address."""
    main = node.get("mainEntityOfPage")
    ids = (node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main)
    said = [text for text in ids if isinstance(text, str) and text.strip() and not text.startswith(("_:", "#"))]
    return any(same_page(text, address) for text in said for address in own) if said else None


def _cited(node: Object, url: str) -> bool:
    """Whether an article at another address is one that the page only cites: a scholarly one, or of another site."""
    address = next((text for key in ("url", "@id") for text in texts(node.get(key)) if is_hyperlink(text)), "")
    return "ScholarlyArticle" in types(node) or bool(address and host_of(url) and not same_host(host_of(address), host_of(url)))


def _article(node: Object, doc: Document, url: str) -> Iterator[Evidence]:
    yield from _licences(node, doc, url, Level.ARTICLE)
    yield from _copyright(node, doc, url)
    for text in texts(node.get("creditText")):
        yield from words_evidence(Topic.CREDIT, text, f"{url} (JSON-LD creditText)", "metadata.credit", Channel.PAGE, Level.ARTICLE)
    for key in ("acquireLicensePage", "usageInfo"):
        for address, _ in references(node.get(key), doc):
            yield from contact_evidence(joined(url, address), f"{url} (JSON-LD {key})", "metadata.usage", Channel.PAGE, Level.ARTICLE)
    for key in ("isBasedOn", "isBasedOnUrl", "translationOfWork"):
        for address, name in references(node.get(key), doc):
            yield from elsewhere(address, url, f"JSON-LD {key}", "metadata.based-on", name)


def _licences(node: Object, doc: Document, url: str, level: Level) -> Iterator[Evidence]:
    for words, _ in references(node.get("license"), doc):
        address = joined(url, words) if words.startswith("/") else words
        evidence = licence_evidence(address, f"{url} (JSON-LD license)", Channel.PAGE, level)
        yield from (evidence,) if evidence else ()


def _copyright(node: Object, doc: Document, url: str) -> Iterator[Evidence]:
    """The notice as it stands; else the line that follows from holder and year."""
    where = f"{url} (JSON-LD copyrightNotice)"
    notices = [
        words_evidence(Topic.COPYRIGHT, text, where, "metadata.copyright", Channel.PAGE, Level.ARTICLE)
        for text in texts(node.get("copyrightNotice"))
    ]
    if any(notices):
        yield from chain.from_iterable(notices)
        return
    year = next(texts(node.get("copyrightYear")), "")
    holder = names(node.get("copyrightHolder"), doc)
    yield from copyright_evidence(holder, year, f"{url} (JSON-LD copyrightHolder)", Channel.PAGE, Level.ARTICLE)

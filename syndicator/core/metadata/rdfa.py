"""RDFa and microdata of a page: ccREL (creativecommons.org/ns), Dublin Core and schema.org, whatever prefix they are bound to."""

from collections.abc import Iterator

from syndicator.core.annotations import CC, Property
from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import Markup
from syndicator.core.metadata.addresses import elsewhere, joined
from syndicator.core.metadata.links import of_the_page
from syndicator.core.metadata.stating import contact_evidence, copyright_evidence, licence_evidence, words_evidence

_TERMS = ("http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/")
_SCHEMA = ("http://schema.org/", "https://schema.org/")
_XHV = "http://www.w3.org/1999/xhtml/vocab#"


def annotated(page: Markup, url: str) -> Iterator[Evidence]:
    """What the annotations say of the page's own text; statements about another resource, or in an unknown vocabulary, say nothing.

    `cc:attributionName` and `cc:attributionURL` are what the licensor asks to be credited as (ccREL; CC 4.0 §3(a)(1)(A)(i)).
    """
    mine = [p for p in page.properties if of_the_page(p.about, url)]
    address = next((joined(url, p.value) for p in mine if _is(p, "attributionURL", *CC)), "")
    for p in mine:
        where = f"{url} ({p.syntax} {p.name.rpartition('#')[2].rpartition('/')[2]})"
        if _is(p, "license", *CC, *_TERMS, *_SCHEMA, _XHV):
            evidence = licence_evidence(joined(url, p.value), where, Channel.PAGE, Level.ARTICLE)
            evidence = evidence or licence_evidence(p.value, where, Channel.PAGE, Level.ARTICLE)
            yield from (evidence,) if evidence else ()
        elif _is(p, "attributionName", *CC):
            yield from words_evidence(Topic.CREDIT, p.value, where, "metadata.attribution-name", Channel.PAGE, Level.ARTICLE, address)
        elif _is(p, "morePermissions", *CC) or _is(p, "acquireLicensePage", *_SCHEMA):
            yield from contact_evidence(joined(url, p.value), where, "metadata.more-permissions", Channel.PAGE, Level.ARTICLE)
        elif _is(p, "copyrightNotice", *_SCHEMA):
            yield from words_evidence(Topic.COPYRIGHT, p.value, where, "metadata.copyright", Channel.PAGE, Level.ARTICLE)
        elif _is(p, "rightsHolder", *_TERMS) or _is(p, "copyrightHolder", *_SCHEMA):
            yield from copyright_evidence(p.value, "", where, Channel.PAGE, Level.ARTICLE)
        elif _is(p, "isBasedOn", *_SCHEMA):
            yield from elsewhere(p.value, url, f"{p.syntax} isBasedOn", "metadata.based-on")


def _is(said: Property, name: str, *namespaces: str) -> bool:
    return any(said.name.casefold() == f"{namespace}{name}".casefold() for namespace in namespaces)

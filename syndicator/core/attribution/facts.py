"""The facts of a credit: nothing in it is invented but the derivable © line."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from syndicator.core.article import Article, is_hyperlink
from syndicator.core.attribution.institutions import institutions
from syndicator.core.licences import Licence, by_id, by_url
from syndicator.core.markup import one_line, read
from syndicator.core.places import Annotation, Source
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms
from syndicator.core.verdict import Form

_FREE_OF_COPYRIGHT = ("CC0-", "CC-PDM-", "CC-PDDC", "LicenseRef-PublicDomain")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it: `url` where the source gave one, `institution` where the terms ask for it and the page tells it."""

    name: str
    url: str = ""
    institution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What the attribution block shows; the context of templates/attribution/*.

    `source` is whose feed it came from, `original` where it first appeared when that is somebody else. `credit` is a
    sentence the publisher prescribes, `disclaimers` are those it wants kept, all verbatim. `pixel` is the counting image the
    publisher requires. `change_note` is in `language` (BCP 47), the language of the words around the facts. `annotations`
    say what machines may be told in the HTML. Empty = not shown.
    """

    title: str
    url: str
    authors: tuple[Author, ...]
    source: str
    source_url: str
    original: str
    original_url: str
    published: datetime | None
    updated: datetime | None = None
    copyright_line: str
    licence_name: str
    licence_url: str
    public_domain: bool = False  # the licence gives the work to everybody
    credit: str
    disclaimers: tuple[str, ...] = ()
    change_note: str
    pixel: str
    form: Form
    at_top: bool
    language: str = "en"
    annotations: tuple[Annotation, ...] = (Annotation.H_CITE,)


def attribute(
    article: Article,
    source: Source,
    terms: Terms,
    holder: Provenance,
    form: Form,
    change_note: str = "",
    *,
    language: str = "en",
    annotations: tuple[Annotation, ...] = (Annotation.H_CITE,),
) -> Attribution:
    """The credit an article is due in one form; a headline with a link owes no more than saying what it leads to."""
    licence = licence_of(terms)
    third, linked = holder.own is False, form is Form.LINK
    return Attribution(
        title=one_line(article.title),
        url=article.url,
        authors=_authors(article, terms),
        source=one_line(source.publisher),
        source_url=source_address(article, source),
        original=one_line(holder.holder) if third else "",
        original_url=holder.holder_url if third and is_hyperlink(holder.holder_url) else "",
        published=article.published,
        updated=_updated(article),
        copyright_line="" if linked else copyright_line(article, source, terms, holder),
        licence_name=licence.name if licence and not linked else "",
        licence_url=licence.url if licence and not linked else "",
        public_domain=terms.licence.startswith(_FREE_OF_COPYRIGHT),
        credit="" if linked else one_line(terms.credit),
        disclaimers=() if linked else tuple(line for said in terms.disclaimers if (line := one_line(said))),
        change_note=change_note,
        pixel=pixel_of(article) if "pixel" in terms.duties and not linked else "",
        form=form,
        at_top="credit_at_top" in terms.duties,
        language=language,
        annotations=annotations,
    )


def _authors(article: Article, terms: Terms) -> tuple[Author, ...]:
    places = institutions(article) if "author_institution" in terms.duties else {}
    named = ((one_line(person.name), person.url) for person in article.authors)
    return tuple(Author(name, url if is_hyperlink(url) else "", places.get(name, "")) for name, url in named if name)


def _updated(article: Article) -> datetime | None:
    """The day it was last changed, where that is a later one than that of publication."""
    published, updated = article.published, article.updated
    return updated if published and updated and updated.date() > published.date() else None


def licence_of(terms: Terms) -> Licence | None:
    """The licence the terms name, with deed address, or None (no licence, or one without a deed of its own)."""
    return _licence(terms.licence_url, terms.licence)


@lru_cache(maxsize=256)  # few licences, asked for by every copy
def _licence(url: str, spdx: str) -> Licence | None:
    return by_url(url) or by_id(spdx)


def source_address(article: Article, source: Source) -> str:
    """The publisher's home: as configured, else the origin of the article's own address."""
    if source.publisher_url or not is_hyperlink(article.url):
        return source.publisher_url
    parts = urlsplit(article.url)
    return f"{parts.scheme}://{parts.netloc}/"


def copyright_line(article: Article, source: Source, terms: Terms, holder: Provenance) -> str:
    """The copyright line as the publisher gives it, else «© year publisher» where the article is known to be its own.

    The year is that of publication, and left out where it is not known: nothing about it is guessed.
    """
    if terms.licence.startswith(_FREE_OF_COPYRIGHT):
        return ""
    for line in (terms.copyright_line, article.rights):
        if any(mark in line.lower() for mark in ("©", "copyright", "(c)")):
            return one_line(line)
    if holder.own:
        return f"© {article.published.year} {source.publisher}" if article.published else f"© {source.publisher}"
    return ""


def pixel_of(article: Article) -> str:
    """The address of the one-pixel counting image a publisher's package carries, or an empty string."""
    return next((image.src for image in read(article.html).images if image.tiny), "")

"""The facts a credit must show, taken from article and terms, and the obligations that follow from them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from syndicator.core.article import Article, Person, is_hyperlink
from syndicator.core.licences import Licence, by_id, by_url
from syndicator.core.markup import folded, one_line, read
from syndicator.core.places import Source
from syndicator.core.proof import By, Obligation
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms
from syndicator.core.verdict import Form

_TELLING = 40  # characters of a line that stands nowhere else on a page
_FREE_OF_COPYRIGHT = ("CC0-", "CC-PDM-", "CC-PDDC", "LicenseRef-PublicDomain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What the attribution block shows; the context of templates/attribution/*.

    `source` is whose feed it came from, `original` where it first appeared when that is somebody else. `credit` is a
    sentence the publisher prescribes, verbatim. `pixel` is the counting image the publisher requires. Empty = not shown.
    """

    title: str
    url: str
    authors: tuple[Person, ...]
    source: str
    source_url: str
    original: str
    original_url: str
    published: datetime | None
    copyright_line: str
    licence_name: str
    licence_url: str
    credit: str
    change_note: str
    pixel: str
    form: Form
    at_top: bool


def attribute(article: Article, source: Source, terms: Terms, holder: Provenance, form: Form, change_note: str = "") -> Attribution:
    """The credit an article is due in one form; facts only, nothing invented but the derivable © line."""
    licence = licence_of(terms)
    third = holder.own is False
    return Attribution(
        title=one_line(article.title),
        url=article.url,
        authors=tuple(Person(one_line(a.name), a.url if is_hyperlink(a.url) else "") for a in article.authors if one_line(a.name)),
        source=one_line(source.publisher),
        source_url=source_address(article, source),
        original=one_line(holder.holder) if third else "",
        original_url=holder.holder_url if third else "",
        published=article.published,
        copyright_line=copyright_line(article, source, terms, holder) if form is not Form.LINK else "",
        licence_name=licence.name if licence and form is not Form.LINK else "",
        licence_url=licence.url if licence and form is not Form.LINK else "",
        credit=one_line(terms.credit) if form is not Form.LINK else "",
        change_note=change_note,
        pixel=pixel_of(article) if "pixel" in terms.duties and form is not Form.LINK else "",
        form=form,
        at_top="credit_at_top" in terms.duties,
    )


def obligations(article: Article, terms: Terms, credit: Attribution) -> tuple[Obligation, ...]:
    """What the copy must show, from the three checks every copy passes and the duties the terms add."""
    found = [Obligation("title", By.WORDS, credit.title), Obligation("source_credit", By.WORDS, credit.source)]
    found.append(Obligation("hyperlink_original", By.LINK, credit.url))
    if credit.form is Form.LINK:
        return tuple(found)
    found.append(Obligation("source_link", By.LINK, credit.source_url))
    found += [Obligation("byline", By.WORDS, author.name) for author in credit.authors]
    optional = (
        ("copyright_notice", By.WORDS, credit.copyright_line),
        ("licence_notice", By.LINK, credit.licence_url),
        ("source_credit", By.WORDS, credit.credit),
        ("change_note", By.WORDS, credit.change_note),
        ("pixel", By.IMAGE, credit.pixel),
        ("canonical", By.CANONICAL, credit.url if "canonical" in terms.duties else ""),
        ("noindex", By.NOINDEX, "noindex" if "noindex" in terms.duties else ""),
    )
    found += [Obligation(duty, by, value) for duty, by, value in optional if value]
    if credit.at_top and credit.form is Form.FULL:
        lines = [line for line in read(article.html).text.splitlines() if folded(line) != folded(credit.title)]
        opening = next((line for line in lines if len(line) > _TELLING), max(lines, key=len, default=""))
        found.append(Obligation("credit_at_top", By.ABOVE, f"{credit.url}\n{opening}"))
    if "keep_links" in terms.duties and credit.form is Form.FULL:
        found += [
            Obligation("keep_links", By.LINK, link.href) for link in read(article.html).links if is_hyperlink(link.href) and link.text
        ]
    return tuple(found)


def licence_of(terms: Terms) -> Licence | None:
    """The licence the terms name, with deed address, or None (no licence, or one without a deed of its own)."""
    return by_url(terms.licence_url) or by_id(terms.licence)


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

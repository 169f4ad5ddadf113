"""What a copy must show: the three checks every copy passes, and the duties its terms add."""

from syndicator.core.article import Article, is_hyperlink
from syndicator.core.attribution.facts import Attribution
from syndicator.core.markup import folded, read
from syndicator.core.proof import By, Obligation
from syndicator.core.terms import Terms
from syndicator.core.verdict import Form

_TELLING = 40  # characters of a line that stands nowhere else on a page


def obligations(article: Article, terms: Terms, credit: Attribution) -> tuple[Obligation, ...]:
    """The obligations of one copy, in the order in which a reader meets them in the block.

    Title, source and hyperlink are owed whatever the terms say. Creative Commons asks up to 3.0 for the title, with every
    version for author, notices, the licence's own address and a note of changes (4.0 §3(a); 3.0 §4).
    """
    found = [Obligation("title", By.WORDS, credit.title), Obligation("source_credit", By.WORDS, credit.source)]
    found.append(Obligation("hyperlink_original", By.LINK, credit.url))
    if credit.form is Form.LINK:
        return tuple(found)
    found.append(Obligation("source_link", By.LINK, credit.source_url))
    found += [Obligation("byline", By.WORDS, author.name) for author in credit.authors]
    found += [Obligation("author_institution", By.WORDS, author.institution) for author in credit.authors if author.institution]
    optional = (
        ("source_credit", By.WORDS, credit.original),
        ("source_link", By.LINK, credit.original_url),
        ("copyright_notice", By.WORDS, credit.copyright_line),
        ("licence_notice", By.LINK, credit.licence_url),
        ("licence_notice", By.WORDS, credit.licence_name),
        ("source_credit", By.WORDS, credit.credit),
        *(("disclaimer", By.WORDS, line) for line in credit.disclaimers),
        ("change_note", By.WORDS, credit.change_note),
        ("pixel", By.IMAGE, credit.pixel),
        ("canonical", By.CANONICAL, credit.url if "canonical" in terms.duties else ""),
        ("noindex", By.NOINDEX, "noindex" if "noindex" in terms.duties else ""),
    )
    found += [Obligation(duty, by, value) for duty, by, value in optional if value]
    if "licence_notice" in terms.duties and not credit.licence_url and not credit.public_domain:
        found.append(Obligation("licence_notice", By.LINK, ""))  # asked for, and nobody knows which: met by nothing
    if credit.at_top and credit.form is Form.FULL:
        lines = [line for line in read(article.html).text.splitlines() if folded(line) != folded(credit.title)]
        opening = next((line for line in lines if len(line) > _TELLING), max(lines, key=len, default=""))
        found.append(Obligation("credit_at_top", By.ABOVE, f"{credit.url}\n{opening}"))
    if "keep_links" in terms.duties and credit.form is Form.FULL:
        found += [
            Obligation("keep_links", By.LINK, link.href) for link in read(article.html).links if is_hyperlink(link.href) and link.text
        ]
    return tuple(dict.fromkeys(found))

"""The facts of a credit, and what a copy owes."""

from dataclasses import replace

import pytest

from syndicator.core.article import Article, Person
from syndicator.core.attribution import attribute, copyright_line, obligations, source_address
from syndicator.core.proof import By
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms
from syndicator.core.verdict import Form
from tests.core.deciding import ARTICLE, OWNERS, SOURCE

OWN = OWNERS[True]


def owed(terms: Terms, form: Form = Form.FULL, article: Article = ARTICLE, holder: Provenance = OWN) -> set[tuple[str, By, str]]:
    credit = attribute(article, SOURCE, terms, holder, form)
    return {(o.duty, o.by, o.value) for o in obligations(article, terms, credit)}


def test_every_full_copy_owes_the_three_checks_and_the_authors():
    """Source link, copyright line and hyperlink to the original, whatever the terms ask."""
    assert {
        ("title", By.WORDS, "Rivers rise"),
        ("source_credit", By.WORDS, "Source Daily"),
        ("source_link", By.LINK, "https://src.example/"),
        ("hyperlink_original", By.LINK, "https://src.example/a"),
        ("copyright_notice", By.WORDS, "© 2026 Source Daily"),
        ("byline", By.WORDS, "Ana Ruiz"),
    } == owed(Terms())


def test_a_licence_is_linked_in_its_own_version():
    """The deed of the same unit and version (CC 4.0 §3(a)(1)(C))."""
    terms = Terms(licence="CC-BY-3.0", licence_url="https://creativecommons.org/licenses/by/3.0/")

    assert ("licence_notice", By.LINK, "https://creativecommons.org/licenses/by/3.0/") in owed(terms)


def test_a_link_post_owes_headline_source_and_link():
    """Nothing is copied, so nothing else is owed."""
    assert {"title", "source_credit", "hyperlink_original"} == {duty for duty, _, _ in owed(Terms(), Form.LINK)}


def test_duties_of_the_terms_are_added():
    """Canonical, noindex, the publisher's own sentence, its pixel, and every link of the article."""
    html = '<p>See <a href="https://x.example/">here</a> and <a href="#">there</a>.</p><img src="https://c.example/p" width="1" height="1">'
    terms = Terms(duties=("canonical", "noindex", "pixel", "keep_links"), credit="Read more at Source Daily.")

    assert {
        ("canonical", By.CANONICAL, "https://src.example/a"),
        ("noindex", By.NOINDEX, "noindex"),
        ("pixel", By.IMAGE, "https://c.example/p"),
        ("keep_links", By.LINK, "https://x.example/"),
        ("source_credit", By.WORDS, "Read more at Source Daily."),
    } <= owed(terms, article=replace(ARTICLE, html=html))


@pytest.mark.parametrize(
    ("article", "terms", "holder", "expected"),
    [
        ({}, Terms(), OWN, "© 2026 Source Daily"),
        ({"rights": "Copyright Ana Ruiz"}, Terms(), OWN, "Copyright Ana Ruiz"),
        ({"rights": ""}, Terms(copyright_line="(c) Source"), OWN, "(c) Source"),
        ({"rights": "ask us"}, Terms(), OWN, "© 2026 Source Daily"),
        ({"rights": "", "published": None}, Terms(), OWN, "© Source Daily"),
        ({"rights": ""}, Terms(), OWNERS[False], ""),
        ({"rights": ""}, Terms(licence="CC0-1.0"), OWN, ""),
    ],
)
def test_the_copyright_line_is_given_or_follows_or_is_missing(article: dict, terms: Terms, holder: Provenance, expected: str):
    """Verbatim where there is one; derived only for the publisher's own dated article; never invented for others."""
    assert expected == copyright_line(replace(ARTICLE, **article), SOURCE, terms, holder)


def test_a_third_partys_original_is_named():
    """«First published by Tidewater, via Source Daily»."""
    credit = attribute(ARTICLE, SOURCE, Terms(), OWNERS[False], Form.FULL)

    assert ("Tidewater", "Source Daily") == (credit.original, credit.source)


def test_the_source_is_linked_even_where_nobody_configured_its_home():
    """The origin of the article's address is the publisher's own site."""
    assert "https://src.example/" == source_address(ARTICLE, replace(SOURCE, publisher_url=""))
    assert "" == source_address(replace(ARTICLE, url="#"), replace(SOURCE, publisher_url=""))


def test_authors_keep_their_order_and_addresses():
    """As the source names them."""
    people = (Person("Bo Li"), Person("Ana Ruiz", "https://src.example/ana"))

    assert people == attribute(replace(ARTICLE, authors=people), SOURCE, Terms(), OWN, Form.FULL).authors

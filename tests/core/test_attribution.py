"""The facts of a credit, and what a copy owes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.article import Article, Person
from syndicator.core.attribution import Change, attribute, changes, copyright_line, obligations, source_address
from syndicator.core.proof import By
from syndicator.core.provenance import Provenance
from syndicator.core.rules import judge
from syndicator.core.terms import Terms
from syndicator.core.verdict import Answer, Form
from tests.core.deciding import ARTICLE, OWNERS, SOURCE, case_of

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

    credited = attribute(replace(ARTICLE, authors=people), SOURCE, Terms(), OWN, Form.FULL).authors
    assert [("Bo Li", ""), ("Ana Ruiz", "https://src.example/ana")] == [(author.name, author.url) for author in credited]


PAGE = """<script type="application/ld+json">{"@type": "NewsArticle", "author": [
{"@type": "Person", "name": "Ana Ruiz", "affiliation": {"@type": "Organization", "name": "University of the Quays"}},
{"@type": "Person", "name": "Somebody Else", "affiliation": "Elsewhere"}, "Bo Li"]}</script><script type="application/ld+json">{</script>"""


def test_the_institution_is_named_where_the_terms_ask_for_it():
    """As the page's own JSON-LD gives it, for this article's authors; nothing is shown that was not asked for."""
    article = replace(ARTICLE, authors=(Person("Ana Ruiz"), Person("Bo Li")), page=PAGE)
    asked = attribute(article, SOURCE, Terms(duties=("author_institution",)), OWN, Form.FULL)

    assert ["University of the Quays", ""] == [author.institution for author in asked.authors]
    assert ("author_institution", By.WORDS, "University of the Quays") in owed(Terms(duties=("author_institution",)), article=article)
    assert ["", ""] == [author.institution for author in attribute(article, SOURCE, Terms(), OWN, Form.FULL).authors]


@pytest.mark.parametrize(
    ("authors", "page", "rule"), [(("Ana Ruiz",), PAGE, ""), (("Ana Ruiz", "Bo Li"), PAGE, "duties"), (("Ana Ruiz",), "", "duties")]
)
def test_an_institution_that_nobody_tells_is_left_to_a_person(authors: tuple[str, ...], page: str, rule: str):
    """Where the page names it for every author the credit can say it; else the article is held."""
    case = case_of({"terms": {"republish": "yes", "duties": ["author_institution"]}})
    article = replace(case.article, authors=tuple(map(Person, authors)), page=page)
    verdict = judge(replace(case, article=article))

    assert (Answer.HOLD if rule else Answer.ALLOW) is verdict.answer
    assert not rule or rule == verdict.deciding.rule


def test_sentences_that_must_stay_are_owed():
    """Each word for word."""
    terms = Terms(disclaimers=("The views are\nthe author's own.", " "))

    assert {("disclaimer", By.WORDS, "The views are the author's own.")} == {o for o in owed(terms) if o[0] == "disclaimer"}
    assert "disclaimer" not in {duty for duty, _, _ in owed(terms, Form.LINK)}


def test_an_update_is_told_where_it_was_on_another_day():
    """A second date that says the same is none."""
    published = ARTICLE.published
    later, same = replace(ARTICLE, updated=published + timedelta(days=3)), replace(ARTICLE, updated=published + timedelta(minutes=1))

    assert later.updated == attribute(later, SOURCE, Terms(), OWN, Form.FULL).updated
    assert None is attribute(same, SOURCE, Terms(), OWN, Form.FULL).updated


@pytest.mark.parametrize(
    ("form", "html", "expected"),
    [
        (Form.FULL, "<p>a</p>", ()),
        (Form.FULL, '<p>a</p><img src="p.jpg">', (Change.IMAGES,)),
        (Form.FULL, '<p>a</p><img src="p" width="1" height="1">', ()),
        (Form.EXCERPT, "<p>a</p>", (Change.REST,)),
        (Form.LINK, '<img src="p.jpg">', ()),
    ],
)
def test_a_change_is_told_when_and_only_when_something_was_changed(form: Form, html: str, expected: tuple):
    """CC 4.0 §3(a)(1)(B): whether the material was modified."""
    assert expected == changes(replace(ARTICLE, html=html), form)

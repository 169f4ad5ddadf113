"""Auditing one page beside one original: how much was taken, what was changed, and every question with its evidence."""

from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.article import Article, Person
from syndicator.core.auditing import Audit, Copy, Grade, Kind, Original, Outcome, Text, audit, candidates
from syndicator.core.evidence import Evidence
from syndicator.core.notices import read_notice
from syndicator.core.places import Source, Use
from syndicator.core.provenance import provenance
from syndicator.core.terms import combine

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://quay.example/ferry"
PARAGRAPHS = (
    "The ferry to the island kept its winter timetable for a ninth week, and nobody on the quay could say until when it would.",
    "Its engine was taken out in October and lies in a shed behind the customs house, where two mechanics look at it every other day.",
    "“We have asked for the part three times,” said the harbour master, who keeps the letters in a box under her desk with the keys.",
    "Until it comes, eleven people who work on the mainland leave home an hour before light and come back long after dark.",
    "The council meets on Thursday to hear whether a second boat could be hired from a town further along the coast, and at what price.",
)
BY = "This article is licensed under a Creative Commons Attribution 4.0 International License."
BY_ND = "This article is licensed under a Creative Commons Attribution-NoDerivatives 4.0 International License."
BY_NC = "This article is licensed under a Creative Commons Attribution-NonCommercial 4.0 International License."
DEEDS = {BY: "by", BY_ND: "by-nd", BY_NC: "by-nc"}
LINK = f'<a href="{URL}">Read it with Quay Weekly</a>'


def prose(paragraphs=PARAGRAPHS) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def original(notice: str = BY, *, html: str = "", evidence: tuple[Evidence, ...] = (), **facts: object) -> Original:
    source = Source(id="quay", feed="https://quay.example/feed", publisher="Quay Weekly", publisher_url="https://quay.example/")
    article = Article(
        source_id="quay", id=URL, url=URL, title="The ferry stays where it is", html=html or prose(), authors=(Person("Mara Lind"),),
        published=datetime(2026, 5, 2, tzinfo=UTC), page="<p>", page_url=URL,
    )  # fmt: skip
    article = replace(article, **facts)
    terms = combine((*read_notice(notice, f"{URL} (notice)"), *evidence))
    return Original(article, source, terms, provenance(article, source, terms))


def credit(notice: str = BY, *, link: str = LINK) -> str:
    deed = f"https://creativecommons.org/licenses/{DEEDS[notice]}/4.0/"
    return f'<p>By Mara Lind, Quay Weekly. {link}</p><p>Licence: <a href="{deed}">Creative Commons</a></p>'


def page(body: str, *, head: str = "", beside: str = "<nav><a href='/'>Our Town</a></nav>") -> str:
    title = "<title>The ferry stays where it is | Our Town</title>"
    main = f"<main><h1>The ferry stays where it is</h1>{body}</main>"
    return f"<!doctype html><html><head>{title}{head}</head><body>{beside}{main}</body></html>"


def laid(html: str, of: Original | None = None, **facts: object) -> Audit:
    copy = Copy("https://town.example/news/1", html, **facts)
    return audit(copy, Text(copy.page.text), of or original(), NOW)


def outcomes(found: Audit) -> dict[str, Outcome]:
    return {point.question: point.outcome for point in found.points}


def bad(found: Audit) -> set[str]:
    return {point.question for point in found.points if point.outcome in (Outcome.LACKING, Outcome.OPEN)}


def test_a_copy_that_keeps_the_terms_is_compliant():
    """Whole, credited, linked, licensed: every question is answered, each with its words and place."""
    found = laid(page(prose() + credit()))
    assert (Kind.WHOLE, Grade.COMPLIANT, set()) == (found.overlap.kind, found.grade, bad(found))
    by = {point.question: point for point in found.points}
    assert "Mara Lind" == by["byline"].found[0].text
    assert BY == by["byline"].asked[0].text
    start, end = by["byline"].found[0].start, by["byline"].found[0].end
    assert "Mara Lind" == Copy("", page(prose() + credit())).page.text[start:end]


@pytest.mark.parametrize(
    ("lost", "question", "grade"),
    [
        (LINK, "hyperlink_original", Grade.SERIOUS),
        ("By Mara Lind", "byline", Grade.SERIOUS),
        ("Quay Weekly", "source_credit", Grade.SERIOUS),
        ('<a href="https://creativecommons.org/licenses/by/4.0/">Creative Commons</a>', "licence_notice", Grade.SERIOUS),
    ],
)
def test_each_part_of_the_credit_is_missed(lost, question, grade):
    """What is taken away is what is found lacking, and nothing else is."""
    html = page(prose() + credit()).replace(lost, "Here" if lost == "Quay Weekly" else "")
    found = laid(html)
    assert (grade, {question}) == (found.grade, bad(found))


@pytest.mark.parametrize(
    ("link", "question", "grade"),
    [
        (f'<a rel="nofollow" href="{URL}">Quay Weekly</a>', "link_plain", Grade.MINOR),
        (f'<a href="https://out.example/?to={URL}">Quay Weekly</a>', "link_plain", Grade.MINOR),
        ('<a href="https://bit.ly/3xYz">Quay Weekly</a>', "hyperlink_original", Grade.SERIOUS),
        ('<a href="#">Quay Weekly</a>', "hyperlink_original", Grade.SERIOUS),
        ('<a href="https://quay.example/">Quay Weekly</a>', "hyperlink_original", Grade.SERIOUS),
        (f'Quay Weekly <a href="{URL}"></a>', "hyperlink_original", Grade.SERIOUS),
    ],
)
def test_a_link_has_to_lead_there_and_be_plain(link, question, grade):
    """Dead, empty, elsewhere, or known to a shortener alone: no link. Through a redirect that shows where, or not to be followed: minor."""
    found = laid(page(prose() + credit(link=link)))
    assert (grade, {question}) == (found.grade, bad(found))


def test_tracking_parameters_do_no_harm():
    """The same page with a campaign in its address is the same page."""
    found = laid(page(prose() + credit(link=f'<a href="{URL}?utm_source=town">Quay Weekly</a>')))
    assert Grade.COMPLIANT == found.grade


def test_a_shortener_that_was_followed_leads_there():
    """What the network told counts: the link leads there, and is not plain."""
    html = page(prose() + credit(link='<a href="https://bit.ly/3xYz">Quay Weekly</a>'))
    found = laid(html, leads={"https://bit.ly/3xYz": URL})
    assert (Outcome.MET, Outcome.LACKING, Grade.MINOR) == (
        outcomes(found)["hyperlink_original"],
        outcomes(found)["link_plain"],
        found.grade,
    )


def test_a_link_is_alive_dead_or_was_not_followed():
    """Only what was followed is called alive."""
    html = page(prose() + credit())
    told = [outcomes(laid(html, **facts))["link_alive"] for facts in ({}, {"alive": frozenset({URL})}, {"dead": {URL: "404"}})]
    assert [Outcome.NOT_ASKED, Outcome.MET, Outcome.LACKING] == told


def test_the_name_of_a_licence_without_its_address_is_minor():
    """A reader learns the terms, but not where they stand."""
    html = page(prose() + "<p>By Mara Lind, Quay Weekly, CC BY 4.0. " + LINK + "</p>")
    found = laid(html)
    assert (Grade.MINOR, {"licence_notice"}) == (found.grade, bad(found))


def test_words_of_the_story_are_no_credit():
    """An author who is named in the text has no byline for it, whether the text is the original's or was touched."""
    told = (*PARAGRAPHS[:4], PARAGRAPHS[4].replace("The council", "The council, as Mara Lind heard in the harbour office,"))
    html = page(prose(told) + credit()).replace("By Mara Lind, ", "")
    found = laid(html, original(html=prose(told)))
    assert {"byline"} == bad(found)


def test_no_terms_are_no_permission():
    """Silence grants nothing, and what is refused stays refused."""
    assert [Grade.UNLICENSED] * 2 == [laid(page(prose() + LINK), original(notice)).grade for notice in ("", "All rights reserved.")]


def test_changes_count_where_the_terms_forbid_them():
    """One word taken out of a text that may not be changed is a serious matter; where changes are allowed, readers are to be told."""
    changed = (PARAGRAPHS[0].replace("nobody on", "everybody on"), *PARAGRAPHS[1:])
    forbidden = laid(page(prose(changed) + credit(BY_ND)), original(BY_ND))
    allowed = laid(page(prose(changed) + credit()))
    told = laid(page(prose(changed) + credit() + "<p>This text was edited for length.</p>"))
    assert (Grade.SERIOUS, {"changes", "change_note"}) == (forbidden.grade, bad(forbidden))
    assert (("nobody",), ("everybody",)) == (forbidden.changed.removed, forbidden.changed.added)
    assert [(Grade.MINOR, {"change_note"}), (Grade.COMPLIANT, set())] == [(one.grade, bad(one)) for one in (allowed, told)]


def test_what_a_theme_puts_between_paragraphs_is_no_change():
    """Labels, links to other stories, typography and the credit are the site's own."""
    between = "<p>Advertisement</p><p><a href='/2'>Read also: what became of the lighthouse keeper and his two sons</a></p>"
    html = page(prose(PARAGRAPHS[:2]) + between + prose(PARAGRAPHS[2:]).replace("“", "&quot;").replace("”", "&quot;") + credit(BY_ND))
    found = laid(html, original(BY_ND))
    assert (Grade.COMPLIANT, True) == (found.grade, found.changed.unchanged)


def test_an_excerpt_a_rewriting_a_mention_and_another_story_are_told_apart():
    """Each kind by what stands there, whatever surrounds it."""
    words = "ferry/boat winter/cold-season island/isle mechanics/engineers part/piece letters/notes council/board hired/rented coast/shore"
    pairs = [pair.split("/") for pair in words.split()]
    rewritten = " ".join(PARAGRAPHS)
    for word, other in pairs:
        rewritten = rewritten.replace(word, other)
    other = "<p>The library opens on Sunday, for the first time since the roof was mended, with a concert of the school's brass band.</p>"
    kinds = [laid(page(html)).overlap.kind for html in (prose(PARAGRAPHS[1:3]), f"<p>{rewritten}</p>", other + LINK, other)]
    assert [Kind.EXCERPT, Kind.EDITED, Kind.LINK, Kind.NONE] == kinds
    assert [Grade.NO_COPY] * 2 == [laid(page(html)).grade for html in (other + LINK, other)]


def test_ads_and_paywalls_count_where_the_terms_speak_of_them():
    """Beside non-commercial terms ads are a question for a person, and a site that works for profit has no permission."""
    ad = '<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script>'
    html = page(prose() + credit(BY_NC), head=ad)
    found = [laid(html, original(BY_NC)), laid(html, original(BY_NC), use=Use.COMMERCIAL), laid(page(prose() + credit(), head=ad))]
    assert [Grade.UNCLEAR, Grade.UNLICENSED, Grade.COMPLIANT] == [one.grade for one in found]
    commercial = next(point for point in found[0].points if point.question == "commercial")
    assert "googlesyndication" in commercial.found[0].text


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "isAccessibleForFree": "False"}]}</script>',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_paywall_is_seen_by_what_the_page_declares_or_loads(head):
    """Machines are told of it; words of the story are not believed."""
    seen = next(point for point in laid(page(prose() + credit(), head=head)).points if point.question == "paywall_seen")
    assert "there is a paywall" == seen.says
    assert seen.found


def test_images_need_a_licence_of_their_own():
    """The picture of the original, in any size its system makes, is not granted with the text."""
    picture = '<img src="https://quay.example/i/ferry.jpg" alt="The ferry">'
    of = original(html=picture + prose())
    found = laid(page('<img src="/uploads/ferry-1024x768.jpg">' + prose() + credit()), of)
    assert (Grade.SERIOUS, {"images"}) == (found.grade, bad(found))
    assert Grade.COMPLIANT == laid(page('<img src="/uploads/other.jpg">' + prose() + credit()), of).grade


def test_where_a_page_says_it_is_from():
    """Canonical, isBasedOn, a line about publication, a link with the headline; never a licence, its own host, or a front page."""
    html = page(
        prose() + '<p>Originally published by <a href="https://c.example/3">C</a>, '
        '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></p>'
        '<p><a href="https://d.example/4">The ferry stays where it is</a></p>'
        '<p><a href="https://town.example/5">The ferry stays where it is</a></p>'
        '<p>Source: <a href="https://e.example/">E</a></p>',
        head='<link rel="canonical" href="https://a.example/1">'
        '<script type="application/ld+json">{"@type": "Article", "isBasedOn": {"@id": "https://b.example/2"}}</script>',
    )
    expected = ("https://a.example/1", "https://b.example/2", "https://c.example/3", "https://d.example/4")
    assert expected == candidates(html, "https://town.example/news/1")


def test_a_story_that_speaks_of_licences_is_still_the_story():
    """A long sentence with “published” in it is no credit: a word changed there is a change; one in the notice is none."""
    about = (
        "The report, which the harbour office published in spring under a licence that nobody had read, says in its fourth chapter that "
        "the ferry was never meant to carry lorries, and that each of the nine crossings with one on board was entered as a trial."
    )
    of = original(
        BY_ND, html=prose((*PARAGRAPHS, about)) + f"<p>{BY_ND} You may share it with whoever likes to read about boats and quays.</p>"
    )
    changed = laid(page(prose((*PARAGRAPHS, about.replace("never meant", "always meant"))) + credit(BY_ND)), of)
    kept = laid(page(prose((*PARAGRAPHS, about)) + credit(BY_ND)), of)
    assert (("never",), ("always",), Grade.COMPLIANT) == (changed.changed.removed, changed.changed.added, kept.grade)


def test_the_headline_above_the_text_is_no_change():
    """Also where the story begins with its words, so that the comparison begins there."""
    title = "The ferry to the island kept its winter timetable for a ninth week"
    of = original(BY_ND, title=title)
    html = page(prose() + credit(BY_ND)).replace("<h1>The ferry stays where it is</h1>", f"<h1>{title}</h1>")
    found = laid(html, of)
    assert (Grade.COMPLIANT, True) == (found.grade, found.changed.unchanged)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200))
@settings(max_examples=60, deadline=None)
def test_whatever_else_stands_on_a_page_the_copy_is_found(noise):
    """Any text below the credit changes neither what was taken nor that the link was found."""
    found = laid(page(prose() + credit() + f"<div>{escape(noise)}</div>"))
    assert (Kind.WHOLE, Outcome.MET) == (found.overlap.kind, outcomes(found)["hyperlink_original"])

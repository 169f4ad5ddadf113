"""Reading a whole article, and one record of `terms read`."""

from time import process_time

import pytest

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import Source
from syndicator.core.reading import answer_line, read_article, read_text
from syndicator.core.terms import Republish, combine

SOURCE = Source(id="fen", feed="https://fen.example/rss", publisher="Fen Gazette", publisher_url="https://fen.example/")
STORY = "".join(f"<p>Paragraph {n} of a long story about water.</p>" for n in range(40))


def terms(**parts):
    """The terms of an article with these parts."""
    given = {"source_id": "fen", "id": "1", "url": "https://fen.example/a", "title": "A", "html": STORY} | parts
    return combine(read_article(Article(**given), SOURCE))


def test_notice_at_the_end_of_the_body():
    """A notice under the story speaks for the article, and its place names the content."""
    found = terms(html=f"{STORY}<p>This article may be republished with a link to the original.</p>")
    (grant,) = found.because(Topic.REPUBLISH)
    assert (Republish.YES, Level.ARTICLE, "https://fen.example/a (content)") == (found.republish, grant.level, grant.quote.where)


def test_story_is_no_notice():
    """What a story tells in its middle about others' terms grants nothing."""
    told = "<p>At Harbour Review anyone may reprint stories.</p>"
    assert Republish.UNKNOWN is terms(html=STORY + told + STORY).republish


def test_story_beside_its_notice_sets_no_terms():
    """What the story says of a war or a river is no condition of reposting it."""
    story = "<p>The river was theirs. That will not change. Farmers may not use it.</p><p>It rose.</p><p>It fell.</p>"
    found = terms(html=f"{story}<p>This article may be republished with a link to the original.</p>")
    assert (Republish.YES, "silent", "silent", ()) == (found.republish, found.commercial, found.derivatives, found.limits)


def test_excuse_on_the_page_is_no_evidence_against_the_article():
    """A fair-use excuse of the page warns of others' works and does not stand beside the article's grant."""
    page = f"<body>{STORY}<footer>This site shows copyrighted material under fair use.</footer></body>"
    found = terms(page=page, html=f"{STORY}<p>You may republish this article.</p>")
    assert (["yes"], (("third_party_items", ""),)) == ([e.value for e in found.because(Topic.REPUBLISH)], found.limits)


def test_denial_about_itself_counts_anywhere():
    """A line that forbids the use of “this article” counts wherever it stands."""
    assert Republish.NO is terms(html=f"{STORY}<p>This article may not be reproduced.</p>{STORY}").republish


def test_article_label_beats_the_page():
    """A story labelled as reserved is out, although the site's footer grants."""
    page = f"<body><h1>A</h1>{STORY}<footer>You may republish our articles.</footer></body>"
    assert Republish.YES is terms(page=page).republish
    assert Republish.NO is terms(page=page, html=f"{STORY}<p>All rights reserved.</p>").republish


def test_usual_rights_line_of_a_feed_is_no_veto():
    """“All rights reserved” in the entry's rights stands back behind the page's grant, and alone refuses."""
    page = f"<body>{STORY}<footer>You may republish our articles.</footer></body>"
    assert Republish.YES is terms(page=page, rights="© 2020 Fen Gazette. All rights reserved.").republish
    assert Republish.NO is terms(rights="© 2020 Fen Gazette. All rights reserved.").republish


def test_bare_licence_in_the_rights():
    """A licence's name alone in the entry's rights is the article's licence."""
    assert "CC-BY-4.0" == terms(rights="CC BY 4.0").licence


def test_element_of_the_entry_is_kept():
    """What the feed's elements said comes first and counts."""
    element = Evidence(Topic.LICENCE, "CC-BY-4.0", Quote("x", "entry license"), "metadata.licence", Channel.ENTRY, Level.ARTICLE)
    assert "CC-BY-4.0" == terms(evidence=(element,)).licence


def test_summary_is_read_where_there_is_no_body():
    """Without a body the summary's words count."""
    assert Republish.YES is terms(html="", summary="<p>You may republish this article.</p>").republish


def test_answer_to_a_notice():
    """One notice gives one plain answer: the duties the words ask for, and the quotes they were read from."""
    text = "This work is licensed under CC BY-ND 4.0. Please link to the original article. Write to desk@fen.example."
    answer = answer_line({"id": "n1", "text": text, "url": "https://fen.example/", "lang": "en"})
    evidence = answer.pop("evidence")
    assert {
        "id": "n1", "republish": "yes", "licence": "CC-BY-ND-4.0", "commercial": "allowed", "derivatives": "forbidden",
        "duties": ["source_link", "hyperlink_original"], "limits": [], "contact": "desk@fen.example", "original": None,
    } == answer  # fmt: skip
    assert isinstance(evidence, list)
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in evidence)


def test_answer_to_a_page():
    """A page is read with its markup; an original on another host is named, the page's own host is not."""
    page = '<head><link rel="canonical" href="https://harbour.example/x"></head><p>Water.</p>'
    assert "harbour.example" == answer_line({"id": "p", "html": page, "url": "https://fen.example/a"})["original"]
    own = "<p>Originally published at fen.example.</p>"
    assert answer_line({"id": "p", "html": own, "url": "https://www.fen.example/a"})["original"] is None


def test_nothing_to_read():
    """An empty record is answered with unknown and nulls."""
    answer = answer_line({"id": 3})
    assert ("unknown", None, None, []) == (answer["republish"], answer["licence"], answer["contact"], answer["evidence"])
    assert () == read_text("", html=True, url="")[1]


def answer(html, url="https://fen.example/eels"):
    """The answer to a page."""
    return answer_line({"html": html, "url": url})


def story(end="", after="", head=""):
    """A page with an article, what stands at its end and what stands after it."""
    words = "<p>The river rose for the third time since the lock was mended, and nobody at the mill was surprised by it.</p>" * 3
    return (
        f"<html><head><title>Eels | Fen Gazette</title>{head}</head><body><article><h1>Eels</h1>{words}{end}</article>{after}</body></html>"
    )


def test_a_story_tells_of_others_and_declares_its_own():
    """What the last lines of a story tell of an archive is no licence; a line about the text, or one with rel=license, is."""
    told = "<p>The scans are available under a Creative Commons Attribution 4.0 licence.</p>"
    own = "<p>This text is available under a Creative Commons Attribution 4.0 licence.</p>"
    marked = '<p>Eels by Ann Reed is licensed under <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>'
    assert ["unknown", "yes", "yes"] == [answer(story(end=line))["republish"] for line in (told, own, marked)]


def test_a_named_body_grants_at_the_end_of_its_own_page():
    """A grant in the publisher's own name stands; one that a story tells of somebody else does not."""
    own = "<p>Fen Gazette grants permission to repost Fen Gazette articles on community sites.</p>"
    other = "<p>Harbour Review grants permission to repost Harbour Review articles on community sites.</p>"
    assert ["yes", "unknown"] == [answer(story(end=line))["republish"] for line in (own, other)]


def test_a_page_of_terms_is_a_notice_throughout():
    """On a page whose address or title is made of such words every line is one of terms; a headline about copyright makes no such page."""
    line = "<p>Any website may republish an article for free if it names the source.</p>"
    assert "yes" == answer(story(end=line), "https://fen.example/republishing-guidelines/")["republish"]
    assert "unknown" == answer(story(end=line), "https://fen.example/2024/copyright-battle-over-an-eel/")["republish"]


def test_the_sites_grant_does_not_reach_a_third_partys_article():
    """The refusal quotes the credit; a licence stated for the article itself is the third party's and stands."""
    credit = "<p>This article was originally published by Harbour Review.</p>"
    footer = "<footer><p>You may republish our articles.</p></footer>"
    found = answer(story(end=credit, after=footer))
    assert ("no", "Harbour Review") == (found["republish"], found["original"])
    assert "original.not-covered" in {e["rule"] for e in found["evidence"]}
    assert "yes" == answer(story(end=f"{credit}<p>This article is licensed under CC BY 4.0.</p>", after=footer))["republish"]


def test_own_names_are_no_third_party():
    """The page's publisher, its host under another top-level domain and its sub-domains are the page's own."""
    credit = "<p>This article was originally published by the Fen Gazette.</p>"
    canonical = '<link rel="canonical" href="https://www.fen-gazette.example.org/eels">'
    assert answer(story(end=credit))["original"] is None
    assert answer(story(head=canonical), "https://fengazette.example/eels")["original"] == "fen-gazette.example.org"
    assert (
        answer(story(head='<link rel="canonical" href="https://fengazette.org/eels">'), "https://blog.fengazette.com/eels")["original"]
        is None
    )


def test_words_outweigh_markup():
    """What the head declares falls behind the article's own label and behind a refusal of the site."""
    head = '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
    assert "yes" == answer(story(head=head))["republish"]
    assert "no" == answer(story(head=head, end="<p>This article: all rights reserved.</p>"))["republish"]
    assert "unknown" == answer(story(head=head, after="<footer>No part of this site may be reproduced.</footer>"))["republish"]


@pytest.mark.parametrize(
    "rights",
    [
        "Photos CC BY 4.0",
        "Photo: CC BY 4.0; text © Fen Gazette",
        "Comments: CC BY 4.0",
        "Formerly CC BY 4.0",
        "Theme CC BY 3.0, © 2024 Fen Gazette",
        "CC BY 4.0. All rights reserved.",
        "Bilder CC BY 4.0",
    ],
)
def test_a_licence_among_other_words_in_the_rights_grants_nothing(rights):
    """A rights line that names a licence for pictures, for the past or beside a reservation does not license the article."""
    assert Republish.YES is not terms(rights=rights).republish


@pytest.mark.parametrize("rights", ["© 2024 Fen Gazette, CC BY 4.0", "Licensed under CC BY 4.0 International", "CC BY 4.0 (c) Fen Gazette"])
def test_a_licence_beside_its_holder_is_the_articles(rights):
    """A holder, a year and words without content beside a licence's name change nothing."""
    assert (Republish.YES, "CC-BY-4.0") == ((found := terms(rights=rights)).republish, found.licence)


@pytest.mark.parametrize(
    "above",
    [
        "",
        "<nav>News Sport Weather Opinion Jobs Contact About Shop Archive Letters Games Puzzles Cartoons Chess</nav>",
        f"<div class='cookie-banner'>{'We use cookies to count you. ' * 4}</div>",
        f"<a class='screen-reader-text'>{'Skip to the content, dear reader. ' * 4}</a>",
        f"<div class='comments'>{'So say I and so say all of us. ' * 4}</div>",
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
    ],
)
def test_a_page_too_long_to_be_overseen_grants_nothing(above):
    """Whatever stands at its beginning, a page that was not read whole is left unknown."""
    page = f"{above}<article><div class='entry-content'>{STORY * 120}</div><p>This article is licensed under CC BY 4.0.</p></article>"
    found, evidence = read_text(page, html=True, url="https://fen.example/a")
    assert (Republish.UNKNOWN, True) == (found.republish, any(e.rule == "text.too-long" for e in evidence))


def test_a_page_nested_too_deep_grants_nothing():
    """Where the parts of a page cannot be told apart, nobody knows whose words they are."""
    page = f"<body>{STORY}{'<div>' * 1200}<p>You may republish our articles.</p></body>"
    found, evidence = read_text(page, html=True, url="https://fen.example/a")
    assert (Republish.UNKNOWN, True) == (found.republish, any(e.rule == "markup.too-deep" for e in evidence))


@pytest.mark.parametrize(
    "words",
    [
        "<p><s>You may republish this article.</s></p>",
        "<p style='text-decoration: line-through'>You may republish this article.</p>",
        "<p>You may <del>republish this article</del> link to us.</p>",
        "<p><strike>Licence: <a rel='license' href='https://creativecommons.org/licenses/by/4.0/'>CC BY 4.0</a></strike></p>",
        "<p>Its notice reads: This article is licensed under CC BY 4.0.</p>",
        "<p>Put this label at the end of your post:</p><p>This article is licensed under CC BY 4.0.</p>",
        "<p>CC BY 4.0. In this post we explain it. Attribution is required by it.</p>",
    ],
)
def test_words_that_no_longer_or_never_were_its_own_grant_nothing(words):
    """What is struck out, quoted, shown as a sample, or only names a licence grants nothing, in a feed and on a page."""
    page, _ = read_text(f"<body><article>{STORY}{words}</article></body>", html=True, url="https://fen.example/a")
    assert (Republish.UNKNOWN, Republish.UNKNOWN) == (terms(html=STORY + words).republish, page.republish)


@pytest.mark.parametrize(
    "hidden",
    [
        "<dialog>{}</dialog>",
        "<p hidden>{}</p>",
        "<p style='display:none'>{}</p>",
        "<noscript>{}</noscript>",
        "<div class='republish-modal'>{}</div>",
    ],
)
def test_hidden_words_refuse_and_do_not_grant(hidden):
    """A refusal that is not displayed counts, a grant does not."""

    def answered(words, footer):
        html = f"<body><article>{STORY}</article>{hidden.format(words)}<footer>{footer}</footer></body>"
        return read_text(html, html=True, url="https://fen.example/a")[0].republish

    assert Republish.NO is answered("This story may not be republished.", "Our articles are licensed under CC BY 4.0.")
    assert Republish.YES is not answered("This story may be republished.", "A paper for the fen.")


def test_many_notices_and_licence_links_in_one_line_are_read_in_time():
    """Time grows with the length of a page, not with its square."""
    deed = "<a rel='license' href='https://creativecommons.org/licenses/by/4.0/'>CC BY 4.0</a> "
    began = process_time()
    read_text(f"<p>{'This article is licensed under CC BY 4.0. ' * 4700}</p>", html=True, url="https://fen.example/a")
    read_text(f"<p>{deed * 4700}</p>", html=True, url="https://fen.example/a")
    assert process_time() - began < 8

"""Posts of few characters: every duty stays in them, or the form falls to one that can carry what it owes."""

from dataclasses import replace

import pytest

from syndicator.core.counting import Counting, counted
from syndicator.core.flavours import Flavour
from syndicator.core.places import Site
from syndicator.core.proof import By, lacking, prove_text
from syndicator.core.threads import spread
from syndicator.core.verdict import Answer, Form
from syndicator.pipeline.draft import draft
from syndicator.pipeline.judge import decide
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from tests.rendering.credits import CLEANER, RENDERER, TITLES, a_case
from tests.walks.fakes import SOURCE, START, an_article


def made(characters: int, form: Form = Form.EXCERPT, counting: Counting = Counting.CHARACTERS, language: str = "en", **site: object):
    place = Site(id="square", kind="wall", max_characters=characters, counting=counting, **site)
    return draft(a_case("CC BY 4.0", language, place, html=f"<p>{'The water stood at the third step. ' * 40}</p>"), form, RENDERER, CLEANER)


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize("characters", [300, 500])
def test_short_posts_carry_every_duty(characters: int, counting: Counting, language: str):
    """As the site counts, in every language; what is sent is what is proven."""
    drafted = made(characters, Form.EXCERPT, counting, language)
    owed = [o for o in drafted.post.obligations if o.by in (By.WORDS, By.LINK)]

    assert not lacking(drafted.checks)
    assert counted(drafted.post.text, counting) <= characters
    assert not lacking(prove_text(drafted.post.text, owed, "post", Flavour.TEXT))


def test_as_much_of_the_text_as_there_is_room_for_is_shown():
    """An excerpt grows with its room, and ends at a word."""
    short, long = made(400).post, made(800).post

    assert Form.EXCERPT is short.form
    assert len(short.text) < len(long.text) <= 800
    assert "water stood" in short.text
    assert " …\n\n" in short.text


def test_a_credit_without_room_falls_to_headline_and_link():
    """And says which duty did not fit."""
    fallen = made(150)

    assert (Form.LINK, True) == (fallen.post.form, len(fallen.post.text) <= 150)
    assert not lacking(fallen.checks)
    assert "licence_notice" in fallen.fallen
    assert "does not fit into 150 characters" in fallen.fallen


def test_a_whole_text_without_room_is_never_cut():
    """What must run whole runs whole, or as a link."""
    assert Form.LINK is made(500, Form.FULL).post.form
    assert Form.FULL is made(5000, Form.FULL).post.form


def test_without_room_for_a_link_either_the_duties_are_lacking():
    """Then a person has to look: nothing is dropped in silence."""
    tiny, full_only = made(40), made(150, forms=(Form.EXCERPT,))

    assert {"hyperlink_original"} <= {c.obligation.duty for c in lacking(tiny.checks)}
    assert {"licence_notice"} <= {c.obligation.duty for c in lacking(full_only.checks)}


@pytest.mark.parametrize(
    ("site", "answer", "form"),
    [
        ({"max_characters": 5000}, Answer.ALLOW, Form.FULL),
        ({"max_characters": 150}, Answer.ALLOW, Form.LINK),
        ({"max_characters": 150, "forms": (Form.FULL,)}, Answer.HOLD, None),
        ({"max_characters": 30}, Answer.HOLD, None),
    ],
)
def test_the_verdict_falls_with_the_form(site: dict, answer: Answer, form: Form | None):
    """To a link where the site takes links, else to a person; the finding says for want of what."""
    judged = decide(an_article(), SOURCE, Site(id="square", kind="wall", **site), START, JinjaRenderer(), HtmlCleaner())

    assert (answer, form) == (judged.verdict.answer, judged.verdict.form)
    if form is not Form.FULL:
        assert "characters" in judged.verdict.findings[0].says


def test_a_template_for_short_posts_that_loses_a_duty_is_caught(tmp_path):
    """It is read back as the others are."""
    (tmp_path / "attribution").mkdir()
    (tmp_path / "attribution" / "short.txt").write_text("{{ title }} {{ url }}")
    case = a_case("CC BY 4.0", "en", Site(id="square", kind="wall", max_characters=500, forms=(Form.EXCERPT,)))

    told = [c.why for c in lacking(draft(case, Form.EXCERPT, JinjaRenderer(tmp_path), CLEANER).checks)]
    assert any("templates/attribution/short.txt does not use `copyright_line`" in why for why in told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", (3, 3, 3)),
        ("é", (1, 1, 1)),
        ("e\u0301", (2, 1, 1)),
        ("👩\u200d👧", (3, 2, 2)),
        ("see https://a.example/a-very-long-address-that-goes-on", (54, 54, 27)),
        ("https://a.example/ https://b.example/", (37, 37, 47)),
        ("(<https://a.example/>).", (23, 23, 28)),
    ],
)
def test_characters_are_counted_as_sites_count_them(text: str, expected: tuple[int, int, int]):
    """Code points; what readers take for one character, never fewer; and 23 for each address."""
    assert expected == tuple(counted(text, counting) for counting in Counting)


def test_a_site_without_a_limit_takes_any_length():
    """Nothing is shortened that need not be."""
    case = a_case("CC BY 4.0", "en")

    assert draft(case, Form.FULL, RENDERER, CLEANER).post == draft(replace(case), Form.FULL, RENDERER, CLEANER).post
    assert "Images were left out; they are with the original." in draft(case, Form.FULL, RENDERER, CLEANER).post.text


def test_a_headline_the_site_would_cut_is_held():
    """It is not shortened for its author, and headline and link would fare no better."""
    place = replace(Site(id="square", kind="wall"), title_characters=10)
    drafted = draft(a_case("CC BY 4.0", "en", place), Form.FULL, RENDERER, CLEANER)
    lost = [check for check in lacking(drafted.checks) if check.obligation.duty == "title"]
    assert ("", True) == (drafted.fallen, all("square takes 10" in check.why for check in lost) and lost != [])


def threaded(characters: int = 500, parts: int = 10, form: Form = Form.FULL, **site: object):
    return made(characters, form, Counting.ADDRESSES_23, parts=parts, **site)


def test_a_whole_text_is_spread_where_the_site_has_threads():
    """The credit stands at the top, every duty of it in the first post, as it is proven."""
    post = threaded().post
    parts = spread(post.text, 500, Counting.ADDRESSES_23)
    owed = [o for o in post.obligations if o.by in (By.WORDS, By.LINK)]

    assert (Form.FULL, True) == (post.form, 1 < len(parts) <= 10)
    assert not lacking(prove_text(parts[0], owed, "first post", Flavour.TEXT))
    assert 40 == post.text.count("third step")


def test_a_text_that_needs_more_posts_than_there_may_be_is_never_cut():
    """It falls to its headline with a link, as where there are no threads."""
    assert (Form.LINK, Form.LINK) == (threaded(parts=2).post.form, threaded(parts=1).post.form)


def test_a_credit_that_one_post_cannot_hold_makes_no_thread():
    """It is never spread itself."""
    assert Form.LINK is threaded(150, 50).post.form


def test_an_excerpt_makes_no_thread():
    """It is shortened to one post."""
    post = threaded(form=Form.EXCERPT).post
    assert (Form.EXCERPT, True) == (post.form, counted(post.text, Counting.ADDRESSES_23) <= 500)

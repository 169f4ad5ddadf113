"""How terms are told: quoted words marked in their sentence, rules in plain words, and sections a person asks for."""

import io
import sys
import time
from dataclasses import replace

import pytest

from syndicator.cli import terms_marking, terms_telling, terms_words
from syndicator.cli.terms_marking import Marks, first_marks, marked, rule_says
from syndicator.cli.terms_telling import in_short, sections
from syndicator.core.evidence import DUTIES, MEANINGS, Channel, Evidence, Quote, Topic
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms

TEXT = "The tide turned. Whoever reposts this names the author. Nobody swam."


def said(words, text=TEXT, topic=Topic.DUTY, value="byline", rule="says.byline"):
    start = text.index(words)
    return Evidence(topic, value, Quote(words, "page", start, start + len(words)), rule, Channel.NOTICE)


def test_words_are_marked_in_their_sentence():
    """Neither the sentence before nor the one after."""
    mark = marked(said("names the author"), TEXT)
    assert ("Whoever reposts this ", "names the author", ".", 1) == (mark.before, mark.words, mark.after, mark.line)


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        (TEXT, "Whoever reposts this names the author.", "", ""),
        ("One line\nnames the author\nanother", "names the author", "", ""),
        ("Ein Satz. „Wer dies nachdruckt, nennt die Autorin.“ Noch einer.", "nennt die Autorin", "„Wer dies nachdruckt, ", ".“"),
        ("転載可。著者名を明記。写真は不可。", "著者名", "", "を明記。"),
        (f"{'so ' * 100}names the author{' and' * 100}", "names the author", "…" + ("so " * 100)[-240:], (" and" * 100)[:240] + "…"),
    ],
)
def test_a_sentence_ends_where_it_ends(text, words, before, after):
    """At its full stop, at the end of its line, or where it goes on for too long."""
    mark = marked(said(words, text), text)
    assert (before, after) == (mark.before, mark.after)


def test_words_that_stand_elsewhere_have_no_sentence():
    """Metadata has no place in the text; nor has a quote whose offsets do not fit."""
    e = said("names the author")
    nowhere = replace(e, quote=Quote("CC BY 4.0", "page (meta)"))
    moved = replace(e, quote=replace(e.quote, start=1, end=9))
    assert [("", "", None)] * 2 == [(m.before, m.after, m.line) for m in (marked(nowhere, TEXT), marked(moved, TEXT))]


class Terminal(io.StringIO):
    """A standard output that is a terminal."""

    def isatty(self):
        return True


def test_a_terminal_shows_the_words_in_colour_and_the_rest_dim(monkeypatch):
    """And «» where there is none."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    shown = []
    for nocolor in (False, True):
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        if nocolor:
            monkeypatch.setenv("NO_COLOR", "1")
        Marks().show(marked(said("names the author"), TEXT), 2)
        shown.append(screen.getvalue().splitlines()[0])
    coloured = "\x1b[2m  (1) Whoever reposts this \x1b[0m\x1b[33m\x1b[1mnames the author\x1b[0m\x1b[2m.\x1b[0m"
    assert [coloured, "  (1) Whoever reposts this «names the author»."] == shown


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("grant.may-be", "a sentence that permits reposting"),
        ("licence.declared", "a licence that is named for the text"),
        ("licence:CC-BY-4.0", "what follows from the licence CC BY 4.0"),
        ("policy", "the library of publishers' policies"),
        ("policy.person", "the library leaves the decision to a person"),
        ("odd", "odd"),
    ],
)
def test_a_rule_is_said_in_plain_words(rule, says):
    """By the family its name begins with."""
    assert says == rule_says(rule)


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (Terms(), "Whether you may repost it cannot be told, so ask."),
        (Terms(republish=Republish.NO), "You may not repost it."),
        (
            Terms(republish=Republish.YES, licence="CC-BY-ND-4.0", commercial=Commercial.ALLOWED, derivatives=Derivatives.FORBIDDEN),
            "You may repost it (CC BY-ND 4.0); commercial sites may, too; unchanged.",
        ),
        (
            Terms(republish=Republish.YES, audience="anyone", commercial=Commercial.FORBIDDEN, derivatives=Derivatives.STYLE_ONLY),
            "You may repost it; not for commercial use; with changes of style only.",
        ),
    ],
)
def test_terms_in_one_line(terms, says):
    """May I repost it, commercially, changed."""
    assert says == in_short(terms)


def test_everything_the_terms_hold_is_told():
    """Each field in a section of its own kind, and what is missing among what is not known."""
    terms = Terms(
        republish=Republish.YES,
        licence="LicenseRef-CC-unspecified",
        commercial=Commercial.ASK,
        derivatives=Derivatives.ASK,
        duties=("pixel",),
        limits=(("rate_limit", "2 a month"),),
        audience="news",
        contact="desk@bell.test",
        covers=("Bell",),
        original="Quay",
        original_url="https://quay.test/a",
        credit="Rung first by the Bell.",
        copyright_line="© Bell",
        media=("web", "print"),
        meanings=("ads-allowed",),
        changes=(("translate", "ask"),),
        removal="90",
        reservations=("tdm",),
        unread="fi",
        conflicts=("On this, that.",),
    )
    told = {section.title: " ".join(item.says for item in section.items) for section in sections(terms)}
    for title, words in (
        ("What it allows and forbids", "It asks to write first for translations."),
        ("What it allows and forbids", "Advertising on the page does not make the use commercial."),
        ("What you must do", "Use the credit line that is prescribed: “Rung first by the Bell.”."),
        ("What you must do", "The copyright line is “© Bell”."),
        ("What is limited", "The number of copies is limited (2 a month)."),
        ("What is limited", "It also speaks of the web and print. A copy has to go after 90 days."),
        ("Whose articles", "It covers articles of Bell, and no others."),
        ("Whose articles", "It credits Quay (https://quay.test/a)"),
        ("Whom to write to", "desk@bell.test"),
        ("Where it contradicts itself", "On this, that."),
        ("What is not known", "Which Creative Commons licence it is"),
        ("What is not known", "a language that is not read (fi)"),
        ("What machines are told", "It reserves text and data mining. That says nothing about reposting for people."),
    ):
        assert words in told[title]


def test_a_medium_is_told_as_the_permission_s_only_where_it_names_it():
    """In the same words."""
    yes = said("Whoever reposts this names the author.", topic=Topic.REPUBLISH, value="yes", rule="grant.may")
    near = replace(yes, topic=Topic.MEDIA, value="print", rule="says.print")
    far = replace(near, quote=Quote("Nobody swam.", "page", 56, 68))
    told = [
        [item.says for section in sections(Terms(republish=Republish.YES, media=("print",), evidence=(yes, e))) for item in section.items]
        for e in (near, far)
    ]
    assert [True, False] == ["The permission names print." in items for items in told]


def test_every_duty_and_meaning_has_its_words():
    """One without would stop the telling."""
    assert (set(DUTIES), set(MEANINGS)) == (set(terms_words.TO_DO), set(terms_words.MEANS))


def test_five_marks_are_shown_of_many():
    """And how many more there are."""
    marks, more = first_marks([said("names the author", value=str(n)) for n in range(8)], TEXT)
    assert (5, 3) == (len(marks), more)


def test_a_mark_in_a_long_line_looks_no_further_than_its_words():
    """Half a million full stops before and after cost nothing."""
    text = f"{'.' * 500_000}names the author{'.' * 500_000}"
    began = time.process_time()
    mark = marked(said("names the author", text), text)
    assert (f"…{'.' * 240}", f"{'.' * 240}…") == (mark.before, mark.after)
    assert time.process_time() - began < 1


def test_each_piece_of_evidence_is_shown_once():
    """Two statements by one rule from the same words are one."""
    e = said("names the author")
    assert (e,) == terms_telling.once((e, replace(e, value="credit_at_top")))
    assert {"grant", "denial", "says"} < terms_marking.FAMILIES.keys()

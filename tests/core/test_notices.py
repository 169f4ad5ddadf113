# ruff: noqa: E501 - a table of cases is read best a case a line
"""Notices in prose: every pattern and every false friend, from the case files; and what may never happen."""

import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.evidence import DUTIES, LIMITS, Evidence, Level, Topic
from syndicator.core.licences import by_id
from syndicator.core.notices import read_notice
from syndicator.core.terms import Republish, combine

CASES = [
    (f"{file.stem}-{n}-{case.get('pattern') or case.get('friend')}", case)
    for file in sorted((Path(__file__).parent / "cases").glob("notices_*.toml"))
    for n, case in enumerate(tomllib.loads(file.read_text("utf-8"))["case"])
]
GRANTS = [case["text"] for _, case in CASES if case.get("republish") == "yes"]
DENIALS = [
    "You may not republish our articles.",
    "Reproduction in any form is prohibited.",
    "No part of this site may be copied.",
    "Do not repost this article.",
]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_case(case):
    """A notice is read as its case says; keys that are left out are not checked."""
    terms = combine(read_notice(case["text"], "case"))
    asked = [e.value for e in terms.because(Topic.DUTY) if not e.rule.startswith("licence:")]
    got = {
        "republish": str(terms.republish), "licence": terms.licence, "commercial": str(terms.commercial), "derivatives": str(terms.derivatives),
        "duties": sorted(set(asked)), "limits": [name for name, _ in terms.limits], "contact": terms.contact, "original": terms.original,
        "covers": list(terms.covers), "audience": terms.audience, "credit": terms.credit, "copyright": terms.copyright_line, "unread": terms.unread,
        "conflict": bool(terms.conflicts),
    }  # fmt: skip
    wanted = {key: value for key, value in case.items() if key in got}
    wanted |= {
        key: sorted(wanted[key], key=(LIMITS if key == "limits" else sorted(DUTIES)).index) for key in ("duties", "limits") if key in wanted
    }
    assert wanted == {key: got[key] for key in wanted}
    assert str(terms.republish) != case.get("not", "")


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_quotes_are_verbatim(case):
    """Every quote stands in the text at its offsets, word for word, and every value is one the topic may take."""
    for e in read_notice(case["text"], "case"):
        assert case["text"][e.quote.start : e.quote.end] == e.quote.text
        assert e.quote.text.strip()
        assert e.topic is not Topic.DUTY or e.value in DUTIES
        assert e.topic is not Topic.LIMIT or e.value in LIMITS


@pytest.mark.parametrize("denial", DENIALS)
@pytest.mark.parametrize("grant", GRANTS)
def test_denial_never_loosens(grant, denial):
    """A sentence of denial after a grant, or before it, leaves no grant standing."""
    for text in (f"{grant}\n{denial}", f"{denial}\n{grant}", f"{grant} {denial}"):
        assert combine(read_notice(text, "both")).republish is not Republish.YES


@pytest.mark.parametrize("grant", GRANTS)
def test_without_evidence_nothing_is_granted(grant):
    """A grant rests on its evidence: with the evidence of the grant taken away, nothing is granted."""
    evidence = read_notice(grant, "grant")
    rest = [e for e in evidence if e.topic not in (Topic.REPUBLISH, Topic.LICENCE)]
    assert combine(rest).republish is Republish.UNKNOWN


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text):
    """No text breaks the reader, and every quote is verbatim."""
    for e in read_notice(text, "any"):
        assert text[e.quote.start : e.quote.end] == e.quote.text


WORDS = (
    "you we may not can republish reprint articles without permission free welcome licensed under Creative Commons CC BY-ND 4.0 credit link commercial "
    "photo only with prior is are be our this all rights reserved . , ; \n : ? personal use contact"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(DENIALS))
@settings(max_examples=200, deadline=None)
def test_denial_after_any_words(words, denial):
    """Whatever stands before it, a plain denial on a line of its own leaves no grant standing."""
    assert combine(read_notice(f"{' '.join(words)}.\n\n{denial}", "any")).republish is not Republish.YES


@pytest.mark.parametrize(
    "piece", ["may be republished ", "not ", "CC BY-NC ", "“", "a@", "you may republish our stories with permission. ", "© 2020 "]
)
def test_hostile_length_is_read_in_time(piece):
    """A megabyte of one phrase is read within seconds, and being too long to oversee it grants nothing."""
    started = time.perf_counter()
    terms = combine(read_notice(piece * (1_000_000 // len(piece)), "hostile"))
    assert terms.republish is not Republish.YES
    assert time.perf_counter() - started < 20


def test_level_is_the_callers():
    """Statements carry the level the caller gave, upstream credits always that of the article."""
    found = read_notice("You may republish our articles. Originally published at Harbour Review.", "x", Level.SITE)
    assert {(Topic.REPUBLISH, Level.SITE), (Topic.ORIGINAL, Level.ARTICLE)} <= {(e.topic, e.level) for e in found}


def test_evidence_names_rule_and_place():
    """Every statement names the place it stands in and the rule that read it."""
    found: tuple[Evidence, ...] = read_notice(GRANTS[0], "https://harbour.example/about")
    assert all(e.rule and e.quote.where == "https://harbour.example/about" for e in found)


NEVER = tomllib.loads((Path(__file__).parent / "cases" / "never_granted.toml").read_text("utf-8"))["sentences"]


@pytest.mark.parametrize("sentence", NEVER)
def test_never_granted(sentence):
    """What only sounds like a grant is none, alone or below a heading."""
    for text in (sentence, f"Terms of use\n\n{sentence}", f"{sentence} Please credit the author."):
        assert combine(read_notice(text, "never")).republish is not Republish.YES


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Rowing clubs are free to republish our stories, provided they credit the Courier.", "named"),
        ("Local chapters may reprint this column with credit.", "named"),
        ("Licensed media outlets may reproduce this report with attribution.", "named"),
        ("Articles may be reprinted by weaving user groups in their newsletters, with credit to the author.", "named"),
        ("Newspapers may reprint this column with credit.", ""),
        ("Readers and bloggers may repost our stories with a link.", ""),
        ("You may republish this article with credit and a link.", ""),
        ("News organisations may republish this story with credit.", "news"),
    ],
)
def test_a_grant_to_those_whom_it_names_is_no_grant_to_others(text: str, audience: str) -> None:
    """Members, clubs and licensees are told apart from those who are just everybody who could."""
    terms = combine(read_notice(text, "case"))
    assert ("yes", audience) == (terms.republish, terms.audience)


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("Any story bearing the CC logo may be republished in non-commercial media as an exact copy with attribution.", "BY-NC-ND-unversioned"),
        ("Stories carrying the Creative Commons badge may be republished.", "unspecified"),
        ("CC BY-ND. Light edits for time, place and style. Credit the author.", "BY-ND-plus-terms"),
        ("CC BY-ND 4.0. Light edits for time, place and style. Credit the author.", ""),
        ("Our texts stand under a Creative Commons 3.0 licence: credit us, do not edit them, no commercial use.", "BY-NC-ND-3.0-described"),
    ],
)  # fmt: skip
def test_a_licence_is_called_what_its_notice_makes_of_it(text: str, licence: str) -> None:
    """Words that describe it give no deed, and terms of its own make it another than the plain one."""
    assert (f"LicenseRef-CC-{licence}" if licence else "CC-BY-ND-4.0") == combine(read_notice(text, "case")).licence


def test_a_licence_by_its_notice_grants_what_its_elements_grant():
    """No deed is known of it, and nothing says that copies outlive its end."""
    plain, told = by_id("LicenseRef-CC-BY-ND-unversioned"), by_id("LicenseRef-CC-BY-ND-plus-terms")
    assert plain is not None
    assert replace(plain, id="LicenseRef-CC-BY-ND-plus-terms", irrevocable=False) == told
    assert by_id("LicenseRef-CC-BY-NC-ND-4.0-described") is not None
    assert by_id("LicenseRef-CC-XX-plus-terms") is None


@pytest.mark.parametrize("heading", ["What You May NOT Republish", "What you cannot republish:", "What Others May Not Republish"])
def test_a_heading_over_what_may_not_be_taken_refuses_no_more_than_its_items(heading: str) -> None:
    """The items below it say what is kept back; as an item, the stories themselves are refused."""
    said = f"You may republish our stories.\n\n{heading}\n\n- Photographs\n- Content marked “All rights reserved”"
    assert "yes" == combine(read_notice(said, "case")).republish
    assert "yes" != combine(read_notice(f"{heading}\n- Republish our stories\n", "case")).republish

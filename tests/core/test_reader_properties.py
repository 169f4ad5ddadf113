"""What holds for every text: nothing crashes the reader, every quote stands where it says, and nothing loosens by taking away."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.markup import read
from syndicator.core.notices import read_notice
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.reading import page_evidence
from syndicator.core.terms import Republish, combine

PIECES = (
    "You may republish our articles with credit.",
    "This article is licensed under CC BY 4.0.",
    "Do not republish our articles.",
    "Reproduction is prohibited without written permission.",
    "All rights reserved.",
    "Photo: Jo Bell, CC BY-SA 4.0.",
    "Puede republicar nuestros artículos citando la fuente.",
    "Передрук заборонено без письмового дозволу.",
    "未经许可不得转载。",
    "يمنع إعادة النشر دون إذن خطي.",
    "The river rose by two metres on Friday.",
    "- Credit the author",
    "You may not:",
    "\n\n",
    "»«§¤\u200b\u00ad\u202e",
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=60)), max_size=12).map(" ".join)
CORPORA = Path(os.environ.get("SYNDICATOR_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))


def grants(e: Evidence) -> bool:
    """Whether a statement could let anything be reposted."""
    return (e.topic is Topic.REPUBLISH and e.value == "yes") or e.topic is Topic.LICENCE


@given(texts)
@settings(deadline=None, max_examples=150)
def test_every_quote_stands_where_it_says(text: str) -> None:
    """Whatever the text, it is read, and the words quoted are those between the offsets."""
    for e in read_notice(text, "anything"):
        assert e.quote.text == text[e.quote.start : e.quote.end]


@given(texts)
@settings(deadline=None, max_examples=150)
def test_nothing_grants_but_what_grants(text: str) -> None:
    """Without the statements that grant there is no grant, whichever others are taken away."""
    rest = [e for e in read_notice(text, "anything") if not grants(e)]
    for left_out in range(len(rest) + 1):
        assert combine(rest[:left_out] + rest[left_out + 1 :]).republish is not Republish.YES


@given(texts, st.sampled_from(["Do not republish our articles.", "No part of this site may be reproduced.", "Republication is forbidden."]))
@settings(deadline=None, max_examples=150)
def test_a_denial_never_loosens(text: str, denial: str) -> None:
    """A text that grants nothing grants nothing with a denial below it, and one that grants does no longer."""
    assert combine(read_notice(f"{text}\n\n{denial}", "anything")).republish is not Republish.YES


@pytest.mark.parametrize("code", sorted(LEXICONS))
def test_every_pattern_of_a_lexicon_compiles(code: str) -> None:
    """A lexicon is compiled when it is first used: a slip in it shows here, not in the middle of a night."""
    assert code == LEXICONS[code].ready.code


@pytest.mark.skipif(not (CORPORA / "html").is_dir(), reason="the corpora of hostile markup are not here")
def test_hostile_markup_is_read_without_harm() -> None:
    """Every file of the corpora is read; none of them grants by accident."""
    files = [path for path in sorted((CORPORA / "html").rglob("*")) if path.is_file() and path.stat().st_size < 300_000]
    assert files
    for path in files:
        html = path.read_text("utf-8", "replace")
        page_evidence(read(html, blocks=True), "https://hostile.example/", html)


@pytest.mark.parametrize(
    "refusal",
    [
        "Nachdruck verboten.",
        "Reproducción prohibida.",
        "Riproduzione vietata.",
        "Reproduction interdite.",
        "Reprodução proibida.",
        "禁止转载。",
    ],
)
def test_a_short_refusal_counts_in_any_language(refusal: str) -> None:
    """Two words are too few to tell a language by, and enough to refuse."""
    assert combine(read_notice(f"You may republish our articles with credit.\n\n{refusal}", "anything")).republish is not Republish.YES

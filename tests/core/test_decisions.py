"""The decision table: every case comes to the decision it names, and every rule is seen in each of its states."""

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.rules import OF_THE_ARTICLE, RULES, judge
from syndicator.core.verdict import Answer, Status
from tests.core.deciding import case_of, cases, decision

CASES = cases()
# What a rule never says, with the reason; everything else each rule says in some case.
NEVER = {
    ("withdrawn", "unknown"): "a source either said that it withdrew an article, or it did not",
    ("credit_kept", "unknown"): "a site that was not tried is known by what was declared of it, and by the proof of every copy",
    ("duplicate", "not satisfied"): "words alone do not prove that two articles are one: a person looks",
    ("brake", "not satisfied"): "many articles at once may be right: a person looks",
    ("page_read", "not satisfied"): "a page that was not read says nothing",
    ("language_read", "not satisfied"): "words that were not read say nothing",
    ("conflicts", "not satisfied"): "a contradiction is settled for the stricter side, or left open",
    ("coverage", "not satisfied"): "another name may be the same body's, which the operator can state",
    ("provenance", "not satisfied"): "whoever holds an article may have agreed to what its source does",
    ("copyright", "not satisfied"): "a line that is missing may be found",
    ("media", "unknown"): "what a site is, is stated; what a grant names, is read",
    ("changes", "not satisfied"): "nothing is changed; what a draft would change is its derivation's business",
    ("changes", "unknown"): "nothing is changed",
    ("extent", "unknown"): "how much may be shown is asked of the excerpt",
    ("images", "unknown"): "an image whose rights are not known stays with the original",
    ("bots", "unknown"): "the operator states it",
    ("length", "unknown"): "words are counted",
    ("form", "unknown"): "the operator states it",
    ("paywall", "unknown"): "the operator states it, and the terms forbid it or do not",
}
STATUS = {"satisfied": Status.SATISFIED, "not satisfied": Status.NOT_SATISFIED, "unknown": Status.UNKNOWN}


@pytest.mark.parametrize("row", CASES, ids=[row["title"] for row in CASES])
def test_a_case_comes_to_its_decision(row: dict):
    """Answer, form, deciding rule and flag; the named rules in their states; when a wait or a permission ends."""
    verdict = judge(case_of(row))
    answer, form, rule, flagged = decision(row)

    assert (answer, form) == (verdict.answer.name.lower(), verdict.form and verdict.form.value)
    assert (rule, flagged) == (verdict.deciding.rule, verdict.commercial)
    assert (row.get("until"), row.get("ends")) == (verdict.not_before, verdict.not_after)
    assert row.get("remedy", "") in verdict.deciding.remedy
    every = {
        finding.rule: finding.status for form_rules in reversed(RULES.values()) for rule in form_rules for finding in [rule(case_of(row))]
    }
    told = {finding.rule: finding.status for finding in verdict.findings if finding.rule != "form"}
    said = {name: STATUS[status] for name, status in row["rules"].items()}
    assert said == {name: (every | told)[name] for name in said}


def test_there_are_cases_enough():
    """At least three hundred, each with a title of its own that says in a sentence what is decided."""
    titles = [row["title"] for row in CASES]

    assert len(CASES) >= 300
    assert [] == [title for title in titles if titles.count(title) > 1 or not title.endswith((".", "?"))]


def test_every_rule_is_seen_in_each_of_its_states():
    """Satisfied, not satisfied and unknown, but for what a rule never says."""
    rules = {finding.rule for row in CASES[:1] for form in RULES for finding in (rule(case_of(row)) for rule in RULES[form])}
    seen = {(name, status) for row in CASES for name, status in row["rules"].items()}
    wanted = {(name, status) for name in rules for status in STATUS} - set(NEVER)

    assert set() == wanted - seen
    assert set() == seen & set(NEVER)


@pytest.mark.parametrize("row", CASES, ids=[row["title"] for row in CASES])
def test_whatever_stands_in_the_way_says_what_would_change_it(row: dict):
    """Each finding that is not satisfied names its remedy, and unknown never grants."""
    for finding in judge(case_of(row)).findings:
        assert finding.says
        if finding.status is not Status.SATISFIED:
            assert finding.remedy
            assert finding.answer > Answer.ALLOW


def test_what_is_kept_of_an_article_changes_no_verdict():
    """Each case after another site of the same article was judged, at another time: as if it were the first."""
    elsewhere = {
        "site": {"use": "commercial", "ads": True, "paywall": True, "own_licence": "CC-BY-4.0", "bots": False, "languages": ["xx"]}
    }
    for row in CASES:
        known: dict = {}
        case = case_of(row)
        other = case_of({**row, **elsewhere})
        judge(replace(other, terms=case.terms, upstream=case.upstream, now=case.now - timedelta(days=400)), known)

        assert set(known) <= OF_THE_ARTICLE
        assert judge(case) == judge(case, known), row["title"]


def test_the_rules_do_not_look_at_the_clock():
    """The same case at the same time comes to the same verdict."""
    assert [judge(case_of(row)) for row in CASES[:40]] == [judge(case_of(row)) for row in CASES[:40]]

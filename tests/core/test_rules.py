"""The rules as a decision table, and what must hold of every verdict."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.article import Article, Person, Withdrawal
from syndicator.core.evidence import DUTIES, LIMITS, Channel, Evidence, Quote, Topic
from syndicator.core.places import Route, Site, Source, Use
from syndicator.core.provenance import Provenance
from syndicator.core.rules import RULES, judge
from syndicator.core.rules.case import Case, Circumstances
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms
from syndicator.core.verdict import Answer, Form, Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ARTICLE = Article(
    source_id="src",
    id="tag:src.example,2026:1",
    url="https://src.example/a",
    title="Rivers rise",
    html="<p>They rise.</p>",
    authors=(Person("Ana Ruiz"),),
    published=NOW - timedelta(days=2),
    language="en-GB",
    rights="© 2026 Source Daily",
)
SOURCE = Source(id="src", feed="https://src.example/feed", publisher="Source Daily", publisher_url="https://src.example/")
SITE = Site(id="commons", kind="journal")
CASES = tomllib.loads((Path(__file__).parent / "cases" / "rules.toml").read_text(encoding="utf-8"))["case"]
OWNERS = {
    True: Provenance(True, "Source Daily", "https://src.example/", "its own", ()),
    False: Provenance(False, "Tidewater", "", "first published there", (Quote("Tidewater", "content"),)),
    "unknown": Provenance(None, "", "", "two names", ()),
}


def words(topic: Topic, value: str) -> Evidence:
    return Evidence(topic, value, Quote(f"words about {topic}", "https://src.example/a", 0, 5), "test", Channel.NOTICE)


def terms_of(said: dict) -> Terms:
    said = dict(said)
    spoken = said.pop("spoken", said.get("republish") in ("yes", "no"))
    evidence = [words(Topic.REPUBLISH, said.get("republish", "unknown"))] if spoken else []
    if said.get("unread"):
        evidence.append(words(Topic.LANGUAGE, said["unread"]))
    kinds = {"republish": Republish, "commercial": Commercial, "derivatives": Derivatives}
    made = {key: kinds[key](value) if key in kinds else tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Terms(**{**made, "limits": tuple(said.get("limits", {}).items()), "evidence": tuple(evidence)})


def case_of(row: dict) -> Case:
    site = {
        k: tuple(map(Form, v)) if k == "forms" else Use(v) if k == "use" else tuple(v) if isinstance(v, list) else v
        for k, v in row.get("site", {}).items()
    }
    route = {k: tuple(v) if isinstance(v, list) else v for k, v in row.get("route", {}).items()}
    gone = {"withdrawn": Withdrawal("RFC 6721 tombstone")} if row.get("withdrawn") else {}
    return Case(
        article=replace(ARTICLE, **row.get("article", {}), **gone),
        source=replace(SOURCE, **{k: tuple(v) if isinstance(v, list) else v for k, v in row.get("source", {}).items()}),
        site=replace(SITE, **site),
        terms=terms_of(row["terms"]),
        holder=OWNERS[row.get("own", True)],
        now=NOW,
        around=Circumstances(
            route=Route(id="r", sources=("src",), sites=("commons",), **route) if route else None, **row.get("circumstances", {})
        ),
    )


@pytest.mark.parametrize("row", CASES, ids=[row["says"] for row in CASES])
def test_decision_table(row: dict):
    """Each row of cases/rules.toml comes to the answer, form and deciding rule it names."""
    verdict, expect = judge(case_of(row)), row["expect"]

    assert expect["answer"] == verdict.answer.name.lower()
    assert expect.get("form") == (verdict.form and verdict.form.value)
    assert expect["rule"] == verdict.deciding.rule
    assert expect.get("commercial", False) == verdict.commercial
    assert expect.get("not_before") == verdict.not_before
    assert expect.get("remedy", "") in verdict.deciding.remedy


def test_the_deciding_finding_quotes_the_words():
    """A permission shows the sentence it rests on, and where it stands."""
    quote = judge(case_of({"terms": {"republish": "yes"}})).deciding.quotes[0]

    assert ("words about republish", "https://src.example/a") == (quote.text, quote.where)


terms_strategy = st.builds(
    Terms,
    republish=st.sampled_from(Republish),
    commercial=st.sampled_from(Commercial),
    derivatives=st.sampled_from(Derivatives),
    duties=st.lists(st.sampled_from(DUTIES), unique=True, max_size=3).map(tuple),
    limits=st.lists(st.tuples(st.sampled_from(LIMITS), st.just("")), unique=True, max_size=2).map(tuple),
    audience=st.sampled_from(["", "community", "non-profit", "news", "anyone"]),
)
sites_strategy = st.builds(
    Site,
    id=st.just("commons"),
    kind=st.just("journal"),
    use=st.sampled_from(Use),
    ads=st.booleans(),
    paywall=st.booleans(),
    keeps_pixels=st.booleans(),
    sets_canonical=st.booleans(),
    nonprofit=st.booleans(),
    forms=st.lists(st.sampled_from(Form), unique=True).map(tuple),
)


def judged(terms: Terms, site: Site, **changes: object) -> Verdict:
    return judge(replace(case_of({"terms": {}}), terms=terms, site=site, **changes))


@given(terms_strategy, sites_strategy)
def test_only_a_grant_lets_text_through(terms: Terms, site: Site):
    """The text itself, whole or in part, is posted only where the terms say yes, and commercially only where they allow it."""
    verdict = judged(terms, site)

    if verdict.answer is Answer.ALLOW and verdict.form is not Form.LINK:
        assert terms.republish is Republish.YES
        assert not verdict.commercial or terms.commercial is Commercial.ALLOWED


@given(terms_strategy, sites_strategy)
def test_a_form_the_site_does_not_take_is_never_chosen(terms: Terms, site: Site):
    """Whatever the terms allow, the site's own forms bind."""
    verdict = judged(terms, site)

    assert verdict.form is None or verdict.form in site.forms


@given(terms_strategy, sites_strategy)
def test_a_denial_never_loosens(terms: Terms, site: Site):
    """Turning the answer to republishing from anything to no never yields more than headline and link."""
    verdict = judged(replace(terms, republish=Republish.NO), site)

    assert verdict.form in (None, Form.LINK)


@given(terms_strategy, sites_strategy)
def test_a_third_partys_article_is_never_posted_as_text(terms: Terms, site: Site):
    """No grant of the source carries another holder's text."""
    verdict = judged(terms, site, holder=OWNERS[False])

    assert verdict.form in (None, Form.LINK)


def test_every_rule_says_what_it_is_for():
    """Each rule's docstring is a sentence on the promise it keeps."""
    rules = {rule for rules in RULES.values() for rule in rules}

    assert all(rule.__doc__ and rule.__doc__.strip() for rule in rules)

"""Evidence from people: what was agreed, and what the publisher library knows."""

from dataclasses import replace
from datetime import date

import pytest

from syndicator.core.agreements import agreed, library
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import Agreement, Policy, Site, Source
from syndicator.core.terms import Commercial, Republish, combine

SOURCE = Source(id="src", feed="https://feeds.src.example/all", publisher="Source Daily", publisher_url="https://www.src.example/")
NAMES = (SOURCE.id, SOURCE.publisher)
SITE = Site(id="commons", kind="journal")
DEAL = Agreement(
    publisher="Source Daily",
    sites=("commons",),
    uses=("republish", "automated"),
    reference="letter of 3 May 2026",
    starts=date(2026, 5, 3),
    until=date(2026, 12, 31),
)
TODAY = date(2026, 11, 22)
POLICY = Policy(
    publisher="Source Daily",
    hosts=("src.example",),
    url="https://src.example/reuse",
    read_on=date(2026, 11, 1),
    grade="verified_text",
    says={"republish": "yes", "commercial": "ask", "limit": ("automated_reposting", "time_window_days=90")},
)


def said(topic: Topic, value: str) -> Evidence:
    return Evidence(topic, value, Quote("words", "page"), "test", Channel.NOTICE)


def test_an_agreement_is_evidence_with_its_reference():
    """Who wrote what, and until when, stands in the quote."""
    quotes = {e.quote.text for e in agreed([DEAL], NAMES, SITE, TODAY)}

    assert {"letter of 3 May 2026 (republish, automated, from 2026-05-03 until 2026-12-31)"} == quotes


@pytest.mark.parametrize(
    ("change", "today"),
    [
        ({}, date(2026, 5, 2)),
        ({}, date(2027, 1, 1)),
        ({"sites": ("other",)}, TODAY),
        ({"publisher": "Somebody Else"}, TODAY),
    ],
)
def test_an_agreement_speaks_for_its_time_sites_and_publisher_only(change: dict, today: date):
    """Before it starts, after it ends, for another site or publisher it says nothing."""
    assert () == agreed([replace(DEAL, **change)], NAMES, SITE, today)


def test_an_agreement_lifts_what_it_names_and_nothing_else():
    """Automatic reposting was agreed; commercial use was not."""
    words = (said(Topic.REPUBLISH, "no"), said(Topic.LIMIT, "automated_reposting"), said(Topic.COMMERCIAL, "forbidden"))
    terms = combine((*words, *agreed([DEAL], NAMES, SITE, TODAY)))

    assert Republish.YES is terms.republish
    assert terms.limit("automated_reposting") is None
    assert Commercial.FORBIDDEN is terms.commercial


def test_a_policy_that_was_read_may_act():
    """Facts whose wording was read grant and limit, with the address of the policy."""
    terms = combine(library([POLICY], SOURCE))

    assert (Republish.YES, Commercial.ASK, "90") == (terms.republish, terms.commercial, terms.limit("time_window_days"))
    assert {"https://src.example/reuse"} == {e.quote.where for e in terms.evidence}


def test_a_policy_nobody_read_grants_nothing_but_still_limits():
    """Second-hand facts make it stricter, never looser."""
    terms = combine(library([replace(POLICY, grade="verified_secondary")], SOURCE))

    assert Republish.YES is not terms.republish
    assert terms.limit("automated_reposting") is not None


def test_a_policy_speaks_for_its_own_hosts():
    """Another publisher's policy says nothing here."""
    assert () == library([replace(POLICY, hosts=("other.example",))], SOURCE)


def test_details_of_a_policy_are_evidence():
    """Single changes with what is said of them, media, meanings, removal and reservations."""
    says = {"change": ("translate=ask",), "media": ("web",), "meaning": ("ads-allowed",), "removal": "90", "reservation": ("tdm",)}
    terms = combine(library([replace(POLICY, says=says)], SOURCE))

    assert ((("translate", "ask"),), ("web",), ("ads-allowed",), "90", ("tdm",)) == (
        terms.changes,
        terms.media,
        terms.meanings,
        terms.removal,
        terms.reservations,
    )


@pytest.mark.parametrize(
    ("says", "kept"),
    [
        ({"change": ("translate=allowed", "shorten=forbidden")}, [("shorten", "forbidden")]),
        ({"media": ("web", "print")}, []),
        ({"meaning": ("ads-allowed", "ads-forbidden")}, [("ads-forbidden", "")]),
        ({"licence": "CC-BY-4.0", "derivatives": "ask"}, [("ask", "")]),
        ({"republish": "unknown", "commercial": "forbidden"}, [("forbidden", "")]),
        ({"republish": "no"}, [("no", "")]),
    ],
)
def test_second_hand_facts_can_only_forbid_and_limit(says: dict, kept: list):
    """What widens needs the publisher's words; that a third party does not know is no evidence either."""
    found = library([replace(POLICY, grade="verified_secondary", says=says)], SOURCE)

    assert kept == [(e.value, e.detail) for e in found]


@pytest.mark.parametrize("grade", ["verified_text", "verified_secondary", "unverified"])
def test_where_a_person_decides_nothing_else_does(grade: str):
    """Neither the policy's own yes nor a licence on the article; the policy is the evidence."""
    near = Evidence(Topic.LICENCE, "CC-BY-4.0", Quote("CC BY 4.0", "entry"), "test", Channel.ENTRY, Level.ARTICLE)
    terms = combine((near, *library([replace(POLICY, grade=grade, decide="person")], SOURCE)))

    (person,) = [e for e in terms.because(Topic.REPUBLISH) if e.rule == "policy.person"]
    assert (Republish.UNKNOWN, "https://src.example/reuse") == (terms.republish, person.quote.where)
    assert person.quote.text.startswith("decide: person (read 2026-11-01")


def test_a_person_may_have_decided():
    """An agreement is a person's word."""
    library_says = library([replace(POLICY, decide="person")], SOURCE)

    assert Republish.YES is combine((*library_says, *agreed([DEAL], NAMES, SITE, TODAY))).republish


def test_a_refusal_is_not_left_to_a_person():
    """No is no."""
    terms = combine(library([replace(POLICY, says={"republish": "no"}, decide="person")], SOURCE))

    assert Republish.NO is terms.republish

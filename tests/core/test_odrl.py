"""Terms as a policy: never more than they say, read back by the evaluator that reads everybody's policies."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.collecting import granted_media
from syndicator.core.evidence import CHANGES, DUTIES, LIMITS, MEANINGS, MEDIA, RESERVATIONS, Channel, Evidence, Level, Quote, Topic
from syndicator.core.metadata.odrl import read_policy
from syndicator.core.odrl import policy
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms, combine

UID, TARGET, ASSIGNER = "urn:uuid:1", "https://fen.example/a", "https://fen.example/"
OPEN = {Commercial.SILENT, Commercial.ASK}


def made(terms: Terms) -> dict[str, object]:
    """The policy, as it comes out of a file again."""
    found: dict[str, object] = json.loads(json.dumps(policy(terms, uid=UID, target=TARGET, assigner=ASSIGNER)))
    return found


def back(terms: Terms) -> Terms:
    """The terms that follow from the policy of some terms."""
    return combine(read_policy(made(terms), "policy", TARGET))


def some(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=4).map(tuple)


TERMS = st.builds(
    Terms,
    republish=st.sampled_from(Republish),
    commercial=st.sampled_from(Commercial),
    derivatives=st.sampled_from(Derivatives),
    duties=some(DUTIES),
    limits=some(LIMITS).flatmap(
        lambda names: st.tuples(*(st.tuples(st.just(n), st.sampled_from(["", "7", "24 hours", "x"])) for n in names))
    ),
    audience=st.sampled_from(["", "anyone", "community", "non-profit"]),
    covers=st.sampled_from([(), ("Fen",)]),
    original=st.sampled_from(["", "Harbour"]),
    media=some(MEDIA),
    meanings=some(MEANINGS),
    changes=some(CHANGES).flatmap(
        lambda names: st.tuples(*(st.tuples(st.just(n), st.sampled_from(["allowed", "forbidden", "ask"])) for n in names))
    ),
    removal=st.sampled_from(["", "30", "on-request"]),
    reservations=some(RESERVATIONS),
    unread=st.sampled_from(["", "xx"]),
)


@settings(max_examples=400)
@given(TERMS)
def test_it_never_grants_more_than_the_terms(terms: Terms) -> None:
    """Reposting, commercial use, changes: nothing comes back that was not said; every duty and limit comes with what is granted."""
    again = back(terms)
    if again.republish is Republish.YES:
        assert terms.republish is Republish.YES
        assert ("", "") == (terms.unread, terms.original)
        assert set(terms.duties) <= set(again.duties)
        assert {name for name, _ in terms.limits} <= {name for name, _ in again.limits} | {"time_window_days", "embargo"}
        assert ((), ()) == (terms.covers, granted_media(terms.evidence))
        assert terms.audience in ("", "anyone")
    if again.commercial is Commercial.ALLOWED:
        assert terms.commercial is Commercial.ALLOWED
    if again.derivatives in (Derivatives.ALLOWED, Derivatives.SHARE_ALIKE):
        assert terms.derivatives in (Derivatives.ALLOWED, again.derivatives)
    assert {name for name, word in again.changes if word == "allowed"} <= {name for name, word in terms.changes if word == "allowed"}
    assert set(terms.reservations) <= set(again.reservations)
    if terms.republish is Republish.NO:
        assert again.republish is Republish.NO
    if terms.commercial is Commercial.FORBIDDEN:
        assert again.commercial is Commercial.FORBIDDEN


def test_media_bound_the_permission_that_names_them() -> None:
    """The web in the words that permit reposting is a constraint; print in another sentence is none."""
    yes = Evidence(Topic.REPUBLISH, "yes", Quote("You may run this online.", "page", 0, 24), "grant.may", Channel.NOTICE)
    web = Evidence(Topic.MEDIA, "web", yes.quote, "says.web", Channel.NOTICE)
    paper = Evidence(Topic.MEDIA, "print", Quote("In print, name the author.", "page", 25, 51), "says.print", Channel.NOTICE)
    said = json.dumps(made(combine((yes, web, paper))))
    assert (True, False) == (
        '"leftOperand": "syndicator:media", "operator": "isAnyOf", "rightOperand": ["web"]' in said,
        '["web", "print"]' in said,
    )


@given(TERMS)
def test_it_is_a_policy(terms: Terms) -> None:
    """One uid, at least one rule, a profile, a strategy for conflicts (Information Model §2.1, §2.10)."""
    found = made(terms)
    assert (UID, TARGET, ASSIGNER, "Set", "prohibit") == tuple(found[k] for k in ("uid", "target", "assigner", "@type", "conflict"))
    assert any(found.get(kind) for kind in ("permission", "prohibition", "obligation"))
    assert "urn:syndicator:odrl-profile:1" == found["profile"]


def test_plain_terms_come_back_as_they_were() -> None:
    """A licence with attribution: everything that was granted is granted, with its duties."""
    duties = ("byline", "source_credit", "hyperlink_original", "copyright_notice", "licence_notice")
    terms = Terms(republish=Republish.YES, commercial=Commercial.ALLOWED, derivatives=Derivatives.SHARE_ALIKE, duties=duties)
    again = back(terms)
    assert (terms.republish, terms.commercial, terms.derivatives, terms.duties) == (
        again.republish,
        again.commercial,
        again.derivatives,
        again.duties,
    )
    assert [] == made(terms)["syndicator:open"]


def test_what_is_open_is_no_rule() -> None:
    """Silence is named as open; consent must be obtained, and nothing is granted."""
    found = made(Terms())
    assert ["republish", "commercial", "derivatives"] == found["syndicator:open"][:3]  # type: ignore[index]  # a list, as the line says
    assert "permission" not in found
    assert Republish.UNKNOWN is back(Terms()).republish


def test_windows_and_embargoes_are_constraints() -> None:
    """Their figures are durations where they can be read."""
    terms = Terms(republish=Republish.YES, limits=(("time_window_days", "30"), ("embargo", "48 hours"), ("rate_limit", "two a week")))
    (rule,) = made(terms)["permission"]  # type: ignore[misc]  # a list of one
    assert [("elapsedTime", "P30D"), ("delayPeriod", "PT48H"), ("syndicator:rate_limit", "two a week")] == [
        (c["leftOperand"], c["rightOperand"]["@value"] if isinstance(c["rightOperand"], dict) else c["rightOperand"])
        for c in rule["constraint"]
    ]


def test_every_rule_shows_its_evidence() -> None:
    """The words, their place and the rule that read them stand beside what follows from them."""
    said = Evidence(Topic.REPUBLISH, "yes", Quote("Republish freely.", TARGET), "grant.free", Channel.NOTICE, Level.ARTICLE)
    (rule,) = made(combine([said]))["permission"]  # type: ignore[misc]  # a list of one
    assert [{"quote": "Republish freely.", "where": TARGET, "rule": "grant.free"}] == rule["syndicator:evidence"]


def test_an_assignee_is_named_where_one_is_given() -> None:
    """The party the policy is for."""
    assert "https://we.example/" == policy(Terms(), uid=UID, target=TARGET, assigner=ASSIGNER, assignee="https://we.example/")["assignee"]

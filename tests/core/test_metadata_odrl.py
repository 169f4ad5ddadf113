# ruff: noqa: E501 - a table of cases is read best a case a line
"""ODRL and RightsML policies: evaluated by the book; what is not certainly allowed stays open."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.evidence import Topic
from syndicator.core.markup import read
from syndicator.core.metadata import read_page
from syndicator.core.metadata.odrl import policies, read_policy
from syndicator.core.metadata.odrl_terms import covers, known_profile, term
from syndicator.core.terms import Commercial, Derivatives, Republish, combine

URL = "https://fen.example/a"
CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
BEFORE = {"leftOperand": "dateTime", "operator": "lteq", "rightOperand": {"@value": "2027-01-01", "@type": "xsd:date"}}


def policy(**fields):
    """A Set with these fields about the page."""
    return {"@context": CONTEXT, "@type": "Set", "uid": "https://fen.example/p", "target": URL, **fields}


def may(action, **more):
    return {"action": action, **more}


def terms(node, url=URL):
    """The terms that follow from a policy alone."""
    return combine(read_policy(node, "policy", url))


@pytest.mark.parametrize(
    "node",
    [
        policy(permission=[may("distribute")]), policy(permission=may("use")), policy(permission=[may("odrl:distribute")]), policy(permission=[may("http://www.w3.org/ns/odrl/2/distribute")]),
        policy(permission=[{}], action=["distribute", "reproduce"]), policy(permission=[may([{"rdf:value": {"@id": "odrl:distribute"}}])]), policy(permission=[may("cc:Distribution")]),
        {"@context": CONTEXT, "type": "Policy", "permission": [may("distribute", target={"uid": URL})]}, {"@context": CONTEXT, "permission": [may("distribute")]},
        {"@context": {"o": "http://www.w3.org/ns/odrl/2/"}, "@type": "o:Set", "o:permission": [{"o:action": "o:distribute", "o:target": URL}]},
        policy(permission=[may("distribute")], profile="https://iptc.org/std/RightsML/odrl-profile/"), policy(permission=[may("distribute")], profile="http://www.w3.org/ns/odrl/2/core"),
        policy(permission=[may("distribute")], prohibition=[may("derive"), may("cc:CommercialUse")]), policy(permission=[may("distribute")], prohibition=[may("distribute")], conflict="perm"),
        policy(permission=[may("use")], prohibition=[may("derive")], conflict="prohibit"), policy(permission=[may("distribute", duty=[may("attribute"), may("cc:Notice")])]),
        policy(permission=[may("share")]),
    ],
)  # fmt: skip
def test_it_grants(node):
    """A Set that permits distribution (or what includes it) without a condition grants reposting."""
    assert Republish.YES is terms(node).republish


@pytest.mark.parametrize(
    "node",
    [
        {**policy(permission=[may("distribute")]), "@type": "Offer"}, {**policy(permission=[may("distribute")]), "@type": "Agreement", "assignee": "https://other.example/"},
        {**policy(permission=[may("distribute")]), "@type": "Agreement"}, {**policy(permission=[may("distribute")]), "@type": "Ticket"}, {**policy(permission=[may("distribute")]), "@type": "urn:odd"},
        policy(permission=[may("distribute")], profile="https://fen.example/odrl-profile"), policy(permission=[may("distribute")], profile=["http://www.w3.org/ns/odrl/2/core", "urn:odd"]),
        policy(permission=[may("distribute")], **{"dc:isReplacedBy": "https://fen.example/p2"}), policy(permission=[may("distribute")], inheritFrom="https://fen.example/p0"),
        policy(permission=[may("distribute")], prohibition=[may("distribute")]), policy(permission=[may("use")], prohibition=[may("derive")]), policy(permission=[may("distribute")], prohibition=[may("use")]),
        policy(permission=[may("distribute")], prohibition=[may("distribute")], conflict="invalid"), policy(permission=[may("distribute")], prohibition=[may("use")], conflict=["perm", "prohibit"]),
        policy(permission=[may("distribute", constraint=[BEFORE])]), policy(permission=[may("distribute", constraint=[{"leftOperand": "purpose", "operator": "eq", "rightOperand": "urn:education"}])]),
        policy(permission=[may("distribute", constraint=[{"leftOperand": "recipient", "operator": "eq", "rightOperand": "urn:members"}])]), policy(permission=[may("distribute", constraint=[{"or": [BEFORE]}])]),
        policy(permission=[may("distribute", constraint={"leftOperand": "spatial", "operator": "eq", "rightOperand": "https://www.wikidata.org/entity/Q183"})]), policy(permission=[may("distribute", constraint="urn:c1")]),
        policy(permission=[may({"rdf:value": "odrl:distribute", "refinement": [{"leftOperand": "count", "operator": "lteq", "rightOperand": 3}]})]), policy(permission=[may("distribute", assignee="urn:you")]),
        policy(permission=[may("distribute", duty=[may("compensate")])]), policy(permission=[may("distribute", duty=[may("obtainConsent")])]), policy(permission=[may("distribute", duty=[may("urn:dance")])]),
        policy(permission=[may("distribute", duty=[may("attachSource")])]), policy(permission=[may("distribute", duty="urn:duty1")]), policy(permission=[may("distribute")], obligation=[may("ensureExclusivity")]),
        policy(permission=[may("distribute")], prohibition=[may("display")]), policy(permission=[may("distribute")], prohibition=[may("distribute", constraint=[BEFORE])], conflict="perm") | {"conflict": "invalid"},
        policy(permission=[may("reproduce")]), policy(permission=[may("display")]), policy(permission=[may("read")]), policy(permission=[may("sell")]), policy(permission=[may("urn:distribute")]),
        policy(permission=[may("evil:distribute")]), policy(permission=[may("")]), policy(permission=["urn:rule"]), policy(permission=[may("distribute", target="https://fen.example/b")], target=URL),
        policy(permission=[may("distribute", target=f"{URL}#photo")]), {"@context": {"odrl": "urn:evil#"}, "permission": [may("odrl:distribute")]}, {"permission": 3}, {"permission": [[]]},
        {"@context": [CONTEXT, {"distribute": "odrl:read"}], "permission": [may("distribute")]}, {"@context": [CONTEXT, {"distribute": {"@id": "urn:x"}}], "permission": [may("distribute")]},
    ],
)  # fmt: skip
def test_it_grants_nothing(node):
    """Offers, unknown profiles, replaced, inherited and contradictory policies, conditions and duties nobody here can settle."""
    assert Republish.YES is not terms(node).republish


@pytest.mark.parametrize(
    ("node", "rule"),
    [
        (policy(permission=[may("distribute")], profile="urn:odd"), "odrl.unknown-profile"), ({**policy(permission=[may("distribute")]), "@type": "Offer"}, "odrl.grants-nothing"),
        (policy(permission=[may("distribute")], **{"dct:isReplacedBy": "urn:p2"}), "odrl.replaced"), (policy(permission=[may("use")], prohibition=[may("derive")]), "odrl.conflict"),
        (policy(permission=[may("distribute", constraint=[BEFORE])]), "odrl.constraint"), (policy(permission=[may("distribute", duty=[may("urn:dance")])]), "odrl.unknown-duty"),
        (policy(permission=[may("distribute")], inheritFrom="urn:p0"), "odrl.inherits"), (policy(prohibition=[may("distribute", constraint=[BEFORE])]), "odrl.prohibition-constraint"),
    ],
)  # fmt: skip
def test_it_is_told_why_it_is_open(node, rule):
    """A policy that is there and cannot be relied on is held, with its reason."""
    found = read_policy(node, "policy", URL)
    assert rule in {e.rule for e in found if (e.topic, e.value) == (Topic.REPUBLISH, "unknown")}
    assert Republish.UNKNOWN is combine(found).republish


@pytest.mark.parametrize("action", ["distribute", "use", "reproduce", "copy", "display", "present", "play", "preview"])
def test_a_prohibition_forbids(action):
    """Whoever may not supply, copy or show it may not repost it; `use` includes all of these, `play` includes `display`."""
    assert Republish.NO is terms(policy(prohibition=[may(action)])).republish


@pytest.mark.parametrize(
    "action",
    ["cc:CommercialUse", "http://creativecommons.org/ns#CommercialUse", "http://creativecommons.org/ns#CommericalUse", "cc:CommericalUse", "commercialize", "odrl:commercialize", "http://web.resource.org/cc/CommercialUse"],
)  # fmt: skip
def test_every_spelling_of_commercial_use(action):
    """The deprecated name and the misprint of the Recommendation are read as what they mean."""
    grant = may("distribute")
    assert Commercial.FORBIDDEN is terms(policy(permission=[grant], prohibition=[may(action)])).commercial
    assert Commercial.ALLOWED is terms(policy(permission=[grant, may(action)])).commercial


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("attribute", ["source_credit"]), ("cc:Attribution", ["source_credit"]), ("cc:Notice", ["licence_notice", "copyright_notice"]), ("attachPolicy", ["licence_notice", "copyright_notice"]),
        ("shareAlike", ["same_licence"]), ("cc:ShareAlike", ["same_licence"]), ("inform", ["notify_publisher"]),
    ],
)  # fmt: skip
def test_duties(duty, expected):
    """A duty is a condition of the permission, by whichever name it goes."""
    found = terms(policy(permission=[may("distribute", duty=[may(duty)])]))
    assert (Republish.YES, expected) == (found.republish, list(found.duties))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (policy(permission=[may("distribute", constraint=[BEFORE])]), ("time_window_days", "2027-01-01")),
        (policy(permission=[may("distribute", constraint=[{**BEFORE, "operator": "gteq"}])]), ("embargo", "2027-01-01")),
        (policy(permission=[may("distribute", duty=[may("compensate")])]), ("prior_permission", "")),
        (policy(permission=[may("distribute", constraint=[{"leftOperand": "count", "operator": "lteq", "rightOperand": 5}])]), ("rate_limit", "5")),
        (policy(permission=[may("distribute")], prohibition=[may("sell")]), ("resale", "")), (policy(permission=[may("distribute")], prohibition=[may("extract")]), ("must_run_whole", "")),
    ],
)  # fmt: skip
def test_limits(node, expected):
    """A constraint that has a name among the limits is told as one."""
    assert [expected] == list(terms(node).limits)


def test_changes_and_takedown():
    """Derivatives, single kinds of changes, and the old RightsML duty to remove on request."""
    found = terms(
        policy(permission=[may("distribute", duty=[may("removeFromService")]), may("derive", duty=[may("shareAlike")]), may("translate")])
    )
    assert (Derivatives.SHARE_ALIKE, (("translate", "allowed"),), "on-request") == (found.derivatives, found.changes, found.removal)
    assert Derivatives.FORBIDDEN is terms(policy(prohibition=[may("modify")])).derivatives
    assert Derivatives.ASK is terms(policy(permission=[may("distribute"), may("derive", duty=[may("obtainConsent")])])).derivatives


def test_mining_is_a_reservation_only():
    """A policy of the TDM profile reserves mining and says nothing about reposting."""
    node = policy(
        profile="http://www.w3.org/ns/tdmrep",
        permission=[may("tdm:mine", constraint=[{"leftOperand": "purpose", "operator": "eq", "rightOperand": "tdm:research"}])],
    ) | {"@type": "Offer"}
    assert [(Topic.RESERVATION, "tdm")] == [(e.topic, e.value) for e in read_policy(node, "policy", URL)]


def test_it_stands_in_a_page():
    """In JSON-LD on its own, in a graph, as `hasPolicy` of an article, and in a script of its own type."""
    node = policy(permission=[may("distribute")])
    asset = {"@context": "https://schema.org", "@type": "NewsArticle", "odrl:hasPolicy": node}
    for data in (node, [node], {"@context": CONTEXT, "@graph": [node]}, asset):
        assert 1 == len(list(policies(json.dumps(data))))
        html = f'<script type="application/ld+json">{json.dumps(data)}</script>'
        assert ["yes"] == [e.value for e in read_page(read(html), URL)]
    html = f'<script type="application/odrl+json">{json.dumps(node)}</script>'
    assert [f"{URL} (ODRL Set)"] == [e.quote.where for e in read_page(read(html), URL)]


def test_the_policy_of_another_asset_is_not_the_page_s():
    """A picture's policy, or that of another article, says nothing about this text, even where it names no target."""
    node = {"@type": "Set", "permission": [may("distribute")]}
    for asset in (
        {"@type": "ImageObject"},
        {"@type": "NewsArticle", "@id": "https://fen.example/b"},
    ):
        html = f'<script type="application/ld+json">{json.dumps({"@context": CONTEXT, **asset, "hasPolicy": [node]})}</script>'
        assert () == read_page(read(html), URL)
    html = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "@id": f"{URL}#article", "hasPolicy": node})}</script>'
    assert ["yes"] == [e.value for e in read_page(read(html), URL)]


def test_what_includes_what():
    """`includedIn` is transitive; `use` includes everything but transfer and what that includes."""
    assert [True] * 6 == [
        covers("use", "translate"),
        covers("use", "cc:CommercialUse"),
        covers("play", "display"),
        covers("derive", "translate"),
        covers("transfer", "sell"),
        covers("use", "use"),
    ]
    assert [False] * 5 == [
        covers("use", "sell"),
        covers("use", "transfer"),
        covers("display", "play"),
        covers("reproduce", "distribute"),
        covers("distribute", "use"),
    ]
    assert ("distribute", "cc:Notice", "urn:x") == (term("odrl:distribute", {}), term("attachPolicy", {}), term("urn:x", {}))
    assert known_profile("http://www.w3.org/ns/odrl/2/core")
    assert not known_profile("https://iptc.org/std/RightsML/odrl-profile/x")


VALUES = st.recursive(st.sampled_from(["distribute", "use", URL, "derive", "Set", "Offer", "lteq", "attribute", "perm"]) | st.none() | st.integers(0, 3), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["action", "permission", "prohibition", "duty", "constraint", "target", "@id", "@value", "@type", "profile", "refinement", "leftOperand", "rightOperand", "obligation", "@context", "conflict"]), inner, max_size=4), max_leaves=15)  # fmt: skip


@given(VALUES)
def test_any_policy_can_be_read(data):
    """No JSON breaks the reading."""
    for node, context in policies(json.dumps(data)):
        read_policy(node, "policy", URL, context)
    read_policy({"permission": data}, "policy", URL)

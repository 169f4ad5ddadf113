# ruff: noqa: E501 - a table of cases is read best a case a line
"""How evidence is weighed: levels, licences, agreements, conflicts, and silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.evidence import DUTIES, LIMITS, Channel, Evidence, Level, Quote, Topic
from syndicator.core.notices import read_notice
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms, combine


def said(topic, value, level=Level.SITE, channel=Channel.NOTICE, rule="grant.you-may", where="page"):
    """One piece of evidence."""
    return Evidence(topic, value, Quote(f"words on {value}", where), rule, channel, level)


YES, NO = said(Topic.REPUBLISH, "yes"), said(Topic.REPUBLISH, "no", rule="denial.may-not")
ARTICLE_NO = said(Topic.REPUBLISH, "no", Level.ARTICLE, rule="denial.may-not")
RESERVED = said(Topic.REPUBLISH, "no", rule="reserved.all-rights")
BY_ND = said(Topic.LICENCE, "CC-BY-ND-4.0", rule="licence.declared")
AGREED = said(Topic.REPUBLISH, "yes", Level.ARTICLE, Channel.AGREEMENT, "agreement")


def test_silence_is_unknown():
    """No evidence gives unknown terms, not free ones."""
    assert Terms() == combine([])


@pytest.mark.parametrize(
    ("evidence", "answer"),
    [
        ([YES], "yes"), ([NO], "no"), ([YES, NO], "unknown"), ([RESERVED], "no"), ([RESERVED, YES], "yes"), ([YES, ARTICLE_NO], "no"),
        ([NO, said(Topic.REPUBLISH, "yes", Level.ARTICLE)], "unknown"), ([NO, said(Topic.LICENCE, "CC-BY-4.0", Level.ARTICLE)], "yes"),
        ([BY_ND], "yes"), ([BY_ND, NO], "unknown"), ([YES, said(Topic.REPUBLISH, "unknown")], "unknown"),
        ([said(Topic.LICENCE, "LicenseRef-CC-unspecified")], "yes"), ([said(Topic.LICENCE, "LicenseRef-anything")], "unknown"),
        ([said(Topic.LICENCE, "LicenseRef-CC-SAMPLING-1.0")], "no"), ([NO, AGREED], "yes"), ([YES, said(Topic.REPUBLISH, "no", Level.ARTICLE, rule="reserved.all-rights")], "no"),
    ],
)  # fmt: skip
def test_republish(evidence, answer):
    """The nearer level tightens, a licence on the article replaces, a contradiction stays unknown, an agreement outweighs."""
    assert answer == combine(evidence).republish
    assert answer == combine(reversed(evidence)).republish


def test_licence_implies_what_it_grants_and_asks():
    """The statements of a licence stand in the evidence, marked as following from it, with the licence's own words."""
    terms = combine([BY_ND])
    assert (Commercial.ALLOWED, Derivatives.FORBIDDEN) == (terms.commercial, terms.derivatives)
    assert {"byline", "licence_notice"} <= set(terms.duties)
    assert "title" not in terms.duties
    assert "https://creativecommons.org/licenses/by-nd/4.0/" == terms.licence_url
    assert {"licence:CC-BY-ND-4.0"} == {e.rule for e in terms.because(Topic.DUTY)}
    assert BY_ND.quote == terms.because(Topic.REPUBLISH)[0].quote


def test_licence_on_the_article_replaces_the_sites():
    """An explicit licence on the article counts instead of the site's, in every part."""
    terms = combine([BY_ND, said(Topic.LICENCE, "CC-BY-NC-4.0", Level.ARTICLE)])
    assert ("CC-BY-NC-4.0", Commercial.FORBIDDEN, Derivatives.ALLOWED) == (terms.licence, terms.commercial, terms.derivatives)


def test_two_licences_settle_for_the_stricter_and_say_so():
    """Two licences of one level: the stricter counts, and the conflict quotes both."""
    terms = combine([said(Topic.LICENCE, "CC-BY-4.0"), said(Topic.LICENCE, "CC-BY-NC-ND-4.0")])
    assert "CC-BY-NC-ND-4.0" == terms.licence
    assert Commercial.FORBIDDEN is terms.commercial
    assert "words on CC-BY-4.0" in terms.conflicts[0]
    assert "words on CC-BY-NC-ND-4.0" in terms.conflicts[0]


def test_conflict_quotes_both_sides():
    """A grant beside a refusal is told with both quotes and their places."""
    conflict = combine([YES, NO]).conflicts[0]
    assert "words on yes" in conflict
    assert "words on no" in conflict
    assert "page" in conflict


def test_way_to_ask_counts_for_commercial_use():
    """Where a notice says whom to ask, commercial use is to be asked for."""
    assert Commercial.ASK is combine([said(Topic.LICENCE, "CC-BY-NC-4.0"), said(Topic.COMMERCIAL, "ask", rule="says.ask")]).commercial


def test_flat_prohibition_is_not_softened_by_a_way_to_ask():
    """A prohibition of its own stays beside a way to ask."""
    flat = said(Topic.COMMERCIAL, "forbidden", rule="denial.may-not")
    assert Commercial.FORBIDDEN is combine([flat, said(Topic.COMMERCIAL, "ask", rule="says.ask")]).commercial


def test_stricter_side_of_commercial_use():
    """Words that allow what the licence forbids change nothing, and the conflict is listed."""
    terms = combine([said(Topic.LICENCE, "CC-BY-NC-4.0"), said(Topic.COMMERCIAL, "allowed", rule="says.allowed")])
    assert Commercial.FORBIDDEN is terms.commercial
    assert terms.conflicts


def test_agreement_widens_only_what_it_names():
    """An agreement on reposting says nothing on commercial use and lifts no limit."""
    limit = said(Topic.LIMIT, "automated_reposting")
    terms = combine([NO, said(Topic.COMMERCIAL, "forbidden"), limit, AGREED])
    assert (Republish.YES, Commercial.FORBIDDEN, (("automated_reposting", ""),)) == (terms.republish, terms.commercial, terms.limits)


def test_agreement_lifts_the_limit_it_names():
    """A limit with a leading minus is lifted, and only that one."""
    lifted = said(Topic.LIMIT, "-automated_reposting", Level.ARTICLE, Channel.AGREEMENT, "agreement")
    terms = combine([YES, said(Topic.LIMIT, "automated_reposting"), said(Topic.LIMIT, "images"), lifted])
    assert (("images", ""),) == terms.limits


def test_only_agreements_lift():
    """A minus in anybody else's evidence lifts nothing and is no limit."""
    terms = combine([YES, said(Topic.LIMIT, "images"), said(Topic.LIMIT, "-images")])
    assert (("images", ""),) == terms.limits


def test_reserved_rights_alone_are_named():
    """All rights reserved and nothing else: no, and the licence says why."""
    assert "LicenseRef-AllRightsReserved" == combine([RESERVED]).licence


def test_licence_in_an_unread_language_grants_nothing():
    """A licence named in a text that was not read is told, but grants nothing; the same licence in the feed's element does."""
    unread = said(Topic.LANGUAGE, "fr", rule="language.unread")
    by = said(Topic.LICENCE, "CC-BY-4.0", rule="licence.unread-language")
    assert ("CC-BY-4.0", Republish.UNKNOWN, "fr") == ((t := combine([unread, by])).licence, t.republish, t.unread)
    element = said(Topic.LICENCE, "CC-BY-4.0", Level.ARTICLE, Channel.ENTRY, "metadata.licence", "entry")
    assert Republish.YES is combine([unread, by, element]).republish


def test_strongest_evidence_comes_first():
    """The article's word comes before the site's, a machine-readable element before prose."""
    far, near = said(Topic.CONTACT, "site@x.example"), said(Topic.CONTACT, "article@x.example", Level.ARTICLE)
    assert "article@x.example" == combine([far, near]).contact


EVIDENCE = st.builds(
    said,
    st.sampled_from([Topic.REPUBLISH]),
    st.sampled_from(["yes", "no", "unknown"]),
    st.sampled_from(list(Level)),
    st.sampled_from([Channel.ENTRY, Channel.NOTICE, Channel.PAGE, Channel.POLICY]),
) | st.builds(said, st.just(Topic.LICENCE), st.sampled_from(["CC-BY-4.0", "CC-BY-NC-ND-3.0", "LicenseRef-x"]), st.sampled_from(list(Level)))


@given(st.lists(EVIDENCE, max_size=8), st.sampled_from(list(Level)))
def test_another_refusal_never_loosens(evidence, level):
    """Adding a refusal never turns an answer into yes."""
    before = combine(evidence).republish
    after = combine([*evidence, said(Topic.REPUBLISH, "no", level, rule="denial.may-not")]).republish
    assert before is Republish.YES or after is not Republish.YES


@given(st.lists(EVIDENCE, max_size=8))
def test_taking_all_grants_away_never_grants(evidence):
    """Without a grant, a licence or an agreement nothing is ever granted."""
    left = [e for e in evidence if e.topic is not Topic.LICENCE and e.value != "yes"]
    assert combine(left).republish is not Republish.YES


@given(
    st.lists(st.builds(said, st.just(Topic.DUTY), st.sampled_from(DUTIES)) | st.builds(said, st.just(Topic.LIMIT), st.sampled_from(LIMITS)))
)
def test_every_duty_and_limit_is_kept(evidence):
    """No duty or limit gets lost in the weighing."""
    terms = combine(evidence)
    assert {e.value for e in evidence if e.topic is Topic.DUTY} == set(terms.duties)
    assert {e.value for e in evidence if e.topic is Topic.LIMIT} == {name for name, _ in terms.limits}


def test_the_sites_licence_is_none_of_an_article_that_refuses():
    """Where the article's own word refuses, the licence of the site is not named as the article's."""
    assert ("LicenseRef-AllRightsReserved", Republish.NO) == (combine((BY_ND, ARTICLE_NO)).licence, combine((BY_ND, ARTICLE_NO)).republish)
    assert "CC-BY-ND-4.0" == combine((BY_ND, NO)).licence


def test_of_two_licences_the_strictest_word_on_each_use_counts():
    """BY-NC beside BY-ND leaves neither commercial use nor changes."""
    said = combine(read_notice("This text is licensed under CC BY-NC 4.0. This text is licensed under CC BY-ND 4.0.", "notice"))
    assert (Commercial.FORBIDDEN, Derivatives.FORBIDDEN) == (said.commercial, said.derivatives)

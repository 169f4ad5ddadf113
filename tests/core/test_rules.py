"""What must hold of every verdict, whatever the terms and the site."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.evidence import DUTIES, LIMITS, MEANINGS
from syndicator.core.places import Site, Use
from syndicator.core.rules import RULES, judge
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms
from syndicator.core.verdict import Answer, Form, Verdict
from tests.core.deciding import OWNERS, case_of


def test_the_deciding_finding_quotes_the_words():
    """A permission shows the sentence it rests on, and where it stands."""
    quote = judge(case_of({"terms": {"republish": "yes"}})).deciding.quotes[0]

    assert ("words about republish: yes", "https://src.example/a") == (quote.text, quote.where)


terms_strategy = st.builds(
    Terms,
    republish=st.sampled_from(Republish),
    commercial=st.sampled_from(Commercial),
    derivatives=st.sampled_from(Derivatives),
    duties=st.lists(st.sampled_from(DUTIES), unique=True, max_size=3).map(tuple),
    limits=st.lists(st.tuples(st.sampled_from(LIMITS), st.just("")), unique=True, max_size=2).map(tuple),
    meanings=st.lists(st.sampled_from(MEANINGS), unique=True, max_size=2).map(tuple),
    audience=st.sampled_from(["", "community", "non-profit", "news", "anyone"]),
    removal=st.sampled_from(["", "1", "90", "on-request"]),
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
    news=st.booleans(),
    bots=st.booleans(),
    own_licence=st.sampled_from(["", "CC-BY-SA-4.0"]),
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
        assert not verdict.commercial or terms.commercial is Commercial.ALLOWED or terms.meanings


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


@given(terms_strategy, sites_strategy, st.sampled_from([name for name in LIMITS if name != "excerpt_only"]))
def test_a_limit_never_loosens(terms: Terms, site: Site, limit: str):
    """One limit more is never answered with more of the text (but that an excerpt may be shown permits one)."""
    more = replace(terms, limits=(*(one for one in terms.limits if one[0] != limit), (limit, "")))
    before, after = judged(terms, site), judged(more, site)

    if before.answer is not Answer.ALLOW or before.form is Form.LINK:
        assert after.answer is not Answer.ALLOW or after.form is Form.LINK


@given(terms_strategy, sites_strategy)
def test_a_permission_that_ends_says_when(terms: Terms, site: Site):
    """A text that may stand for a time only is never posted without the day it goes."""
    verdict = judged(terms, site)

    if verdict.answer is Answer.ALLOW and verdict.form is not Form.LINK and terms.removal == "90":
        assert verdict.not_after is not None


def test_every_rule_says_what_it_is_for():
    """Each rule's docstring is a sentence on the promise it keeps."""
    rules = {rule for rules in RULES.values() for rule in rules}

    assert all(rule.__doc__ and rule.__doc__.strip() for rule in rules)

"""What a person's approval answers and what it does not, by the same road as the daemon; and what becomes of a copy that rests on one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from syndicator.core.approvals import ANSWERED_BY_A_PERSON, DECIDED, Choice, Decision, basis
from syndicator.core.article import Article
from syndicator.core.likeness import Alike
from syndicator.core.places import FirstPoll, Policy, Route, Site, Source, Use
from syndicator.core.post import PostState
from syndicator.core.rules import RULES
from syndicator.core.rules.case import Circumstances
from syndicator.core.verdict import Answer, Form
from syndicator.pipeline.judge import Judgement, decide
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import GRANT, SOURCE, START, Clock, Feeds, Town, a_world, an_article, walk
from tests.walks.texts import OTHER, SEEN

SITE = Site(id="commons", kind="town")
BY_HAND = f"<p>News.</p>{GRANT}<p>You may not republish our stories automatically.</p>"
LEFT = Policy(
    publisher="Source Daily", hosts=("src.example",), url="https://src.example/terms", read_on=date(2026, 1, 1), grade="verified_text",
    says={}, decide="person",
)  # fmt: skip


def judged(article: Article, decision: Decision | None = None, site: Site = SITE, source: Source = SOURCE, **more: object) -> Judgement:
    return decide(article, source, site, START, JinjaRenderer(), HtmlCleaner(), decision=decision, **more)


def approval(seen: Judgement, **changes: object) -> Decision:
    """An approval of all that was open when a person saw the case."""
    open_ = tuple(f.rule for f in seen.verdict.findings if f.answer is Answer.HOLD)
    facts: dict = {"choice": Choice.APPROVE, "by": "Ana Ruiz", "reason": "I chose it", "at": START, "answers": open_}
    return Decision(**{**facts, "basis": basis(seen.case.article, seen.case.terms), **changes})


def words(more: str) -> Article:
    return an_article(html=f"<p>News.</p>{GRANT}<p>{more}</p>")


def said(**says: object) -> Policy:
    """A policy of the library that says this, and leaves nothing to a person."""
    return replace(LEFT, says={"republish": "yes", **says}, decide="automatic")


PICTURE = '<img src="https://src.example/river.jpg" alt="The river" width="900" height="600">'
WITH_ADS = replace(SITE, ads=True)
ANSWERED = {
    "automation": ({"article": words("You may not republish our stories automatically.")}, {}),
    "selection": ({"article": words("Only articles that carry the Creative Commons badge may be republished.")}, {}),
    "grant": ({"article": words(""), "policies": (replace(LEFT, says={"republish": "yes"}),)}, {}),
    "language_read": (
        {
            "article": an_article(html="<p>News.</p><p>© Minden jog fenntartva, a cikkek újraközlése csak engedéllyel lehetséges.</p>"),
            "policies": (said(),),
        },
        {},
    ),
    "commercial": ({"article": words("Non-commercial use only."), "site": WITH_ADS}, {}),
    "quota": ({"article": words(""), "policies": (said(limit=("rate_limit=a few now and then",)),)}, {}),
    "embargo": ({"article": words(""), "policies": (said(limit=("embargo=until the morning",)),)}, {}),
    "window": ({"article": words(""), "policies": (said(limit=("time_window_days=a while",)),)}, {"until": date(2026, 11, 30)}),
    "removal": ({"article": words(""), "policies": (said(removal="on-request"),), "around": Circumstances(withdraws=False)}, {}),
    "advertising": (
        {
            "article": words(""),
            "site": WITH_ADS,
            "policies": (said(commercial="allowed", limit=("ads_sold_against_story",)),),
        },
        {},
    ),
    "images": ({"article": an_article(html=f"<p>Look.</p>{PICTURE}"), "policies": (said(),)}, {}),
    "duplicate": ({"article": words(""), "around": Circumstances(alike=Alike("Rivers rise", "https://o.example/1", "other", 0.97))}, {}),
    "duties": ({"article": words("Please notify us by e-mail when you republish.")}, {}),
    "language": ({"article": replace(words(""), language=""), "site": replace(SITE, languages=("en",))}, {}),
    "brake": ({"article": words(""), "around": Circumstances(among=99)}, {}),
}


@pytest.mark.parametrize("rule", ANSWERED)
def test_what_a_person_may_answer_is_answered(rule: str):
    """Held without the approval, allowed with it; the finding tells who said so, and keeps the words it rests on."""
    facts, changes = ANSWERED[rule]
    before = judged(**facts)
    assert (Answer.HOLD, rule) == (before.verdict.answer, before.verdict.deciding.rule)
    after = judged(decision=approval(before, **changes), **facts).verdict
    assert (Answer.ALLOW, Form.FULL) == (after.answer, after.form)
    (was,), (finding,) = ([f for f in v.findings if f.rule == rule] for v in (before.verdict, after))
    assert f"{was.says}; Ana Ruiz looked at it and approved it" == finding.says
    assert ("I chose it", *(q.text for q in was.quotes)) == tuple(q.text for q in finding.quotes)


def test_the_table_names_rules_that_there_are_and_each_row_is_proven():
    """A row for a rule that is gone would settle nothing; provenance and a rejection's own are proven below."""
    there = {f.rule for f in judged(words("")).verdict.findings}
    assert {DECIDED} == set(ANSWERED_BY_A_PERSON) - there
    assert {DECIDED, "provenance"} == set(ANSWERED_BY_A_PERSON) - set(ANSWERED)
    assert RULES[Form.FULL]


NOT_A_PERSONS = {
    "no terms at all": {"article": an_article(html="<p>News.</p>")},
    "a refusal": {"article": an_article(html="<p>News.</p><p>You may not republish our articles.</p>")},
    "a contradiction": {"article": words("You may not republish our articles.")},
    "left to a person, and no grant": {"article": an_article(html="<p>News.</p>"), "policies": (LEFT,)},
    "permission first": {"article": words(""), "policies": (said(limit=("prior_permission",)),)},
    "an excerpt only": {"article": words(""), "policies": (said(limit=("excerpt_only",)),)},
    "commercial sites must ask": {"article": words(""), "policies": (said(commercial="ask"),), "site": replace(SITE, use=Use.COMMERCIAL)},
    "a commercial site": {"article": words(""), "policies": (said(commercial="forbidden"),), "site": replace(SITE, use=Use.COMMERCIAL)},
    "somebody else's article": {"article": words("This article was originally published by The Tidewater Post.")},
    "another body's articles": {"article": an_article(html="<p>News.</p><p>Tidewater Post articles may be republished.</p>")},
    "a window without an end": {"article": words(""), "policies": (said(limit=("time_window_days=a while",)),)},
    "a window at a site that takes nothing down": {
        "article": words(""),
        "policies": (said(limit=("time_window_days=30",)),),
        "around": Circumstances(withdraws=False),
    },
    "a logo": {"article": words(""), "policies": (said(duty=("logo",)),)},
    "a logo beside a notice": {"article": words(""), "policies": (said(duty=("notify_publisher", "logo")),)},
    "an author who is not named": {"article": words(""), "policies": (said(duty=("byline",)),)},
    "a pixel": {"article": words(""), "policies": (said(duty=("pixel",)),), "site": replace(SITE, keeps_pixels=True)},
    "a teaser": {"article": replace(words(""), complete=False)},
    "a dead link": {"article": replace(words(""), url="#")},
    "no headline": {"article": replace(words(""), title="")},
    "the same from elsewhere": {"article": words(""), "around": Circumstances(twin="other", kin=False)},
    "no route": {"article": words(""), "around": Circumstances(routed=False)},
}


@pytest.mark.parametrize("what", NOT_A_PERSONS)
def test_what_is_not_a_persons_to_answer_stays_as_it_was(what: str):
    """Whatever rules an approval names: a refusal, a missing grant and a fact are not settled by it."""
    facts = NOT_A_PERSONS[what]
    before = judged(**facts)
    assert before.verdict.answer is not Answer.ALLOW or before.verdict.form is Form.LINK
    after = judged(decision=approval(before, answers=tuple(ANSWERED_BY_A_PERSON)), **facts)
    assert (before.verdict.answer, before.verdict.form) == (after.verdict.answer, after.verdict.form)


def test_an_approval_answers_what_was_open_and_nothing_that_opens_later():
    """A person who chose a story did not say that advertisements are right beside it."""
    before = judged(an_article(html=BY_HAND))
    held = judged(an_article(html=BY_HAND), approval(before), around=Circumstances(among=99)).verdict
    assert (Answer.HOLD, "brake") == (held.answer, held.deciding.rule)


@pytest.mark.parametrize(("form", "sites"), [(Form.EXCERPT, tuple(Form)), (Form.LINK, tuple(Form)), (Form.LINK, (Form.LINK,))])
def test_an_approval_may_be_limited_to_a_form(form: Form, sites: tuple[Form, ...]):
    """Richer forms are refused by it, the approved one goes."""
    article, site = words(""), replace(SITE, forms=sites)
    facts: dict = {"article": article, "site": site, "policies": (said(limit=("automated_reposting",), derivatives="allowed"),)}
    before = judged(**facts)
    after = judged(decision=approval(before, form=form), **facts).verdict
    assert (Answer.ALLOW, form) == (after.answer, after.form)


def test_a_link_may_be_approved_where_nothing_is_granted():
    """Headline and link copy nothing; a person may prefer them to waiting."""
    before = judged(words("This article was originally published by The Tidewater Post."))
    assert Answer.HOLD is before.verdict.answer
    after = judged(words("This article was originally published by The Tidewater Post."), approval(before, form=Form.LINK)).verdict
    assert (Answer.ALLOW, Form.LINK) == (after.answer, after.form)


def test_whose_article_it_is_may_be_found_out_by_a_person():
    """Where nothing can be told; where it is known to be a third party's, that party is to be asked."""
    article = words("This article was originally published by The Tidewater Post. It was first published by Source Daily.")
    before = judged(article)
    assert (Answer.HOLD, "provenance", None) == (before.verdict.answer, before.verdict.deciding.rule, before.case.holder.own)
    assert Answer.ALLOW is judged(article, approval(before)).verdict.answer


CHANGES = {
    "a comma": (lambda a: replace(a, html=a.html.replace("this spring,", "this spring")), True),
    "another headline": (lambda a: replace(a, title="Rivers fall"), False),
    "a longer text": (lambda a: replace(a, html=f"<p>{'Rain. ' * 40}</p>{a.html}"), False),
    "a mended sentence": (lambda a: replace(a, html=a.html.replace("reed warbler nests late", "warbler of the reeds nests later")), True),
    "a rewritten text of the same length": (lambda a: replace(a, html=a.html.replace(SEEN, OTHER)), False),
    "other terms": (lambda a: replace(a, html=f"{a.html}<p>Non-commercial use only.</p>"), False),
    "another year in its copyright line": (lambda a: replace(a, rights="© 2027 Source Daily"), True),
}


@pytest.mark.parametrize("choice", [Choice.APPROVE, Choice.REJECT])
@pytest.mark.parametrize("change", CHANGES)
def test_an_answer_speaks_of_what_was_seen(change: str, choice: Choice):
    """It stands over a mended sentence; when article or terms become materially others, a person is asked again."""
    article = an_article(html=f"<p>{SEEN}</p>{BY_HAND}")
    other, stands = CHANGES[change]
    verdict = judged(other(article), approval(judged(article), choice=choice)).verdict
    expected = {Choice.APPROVE: Answer.ALLOW, Choice.REJECT: Answer.REFUSE}[choice] if stands else Answer.HOLD
    assert expected is verdict.answer


def test_a_rejection_lets_not_even_a_link_go():
    """Its reason stands in the finding, with the name."""
    article = an_article(html=BY_HAND)
    verdict = judged(article, approval(judged(article), choice=Choice.REJECT, reason="not for our readers")).verdict
    assert (Answer.REFUSE, None, "decision") == (verdict.answer, verdict.form, verdict.deciding.rule)
    assert ("Ana Ruiz rejected it on 2026-11-22", "not for our readers") == (verdict.deciding.says, verdict.deciding.quotes[0].text)


def a_round(*articles: Article):
    """A world with one source and one town, walked until the article is held."""
    clock, store, town = Clock(), MemoryStore(), Town("commons")
    feeds = Feeds({"src": list(articles)})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": replace(SOURCE, first_poll=FirstPoll.ALL)})
    world = replace(world, sites={"commons": SITE}, routes=(Route(id="all", sources=("src",), sites=("commons",)),))
    walk(world, clock, 2)
    return world, clock, town, feeds


def decided(world, clock: Clock, article: Article, **changes: object) -> None:
    seen = judged(article)
    world.store.record_decision(article.key, "commons", approval(seen, at=clock.now, **changes))


def test_held_approved_posted_and_down_again_at_its_end():
    """The whole way of an approval with an end."""
    article = an_article(html=BY_HAND)
    world, clock, town, _ = a_round(article)
    assert ("held", {}) == (world.store.cases()[0].state, town.live)
    decided(world, clock, article, until=clock.now.date() + timedelta(days=3))
    walk(world, clock)
    assert ("allowed", 1) == (world.store.cases()[0].state, len(town.live))
    assert PostState.PROVEN is world.store.posts()[0].stored.state
    clock.pass_(days=3)
    walk(world, clock)
    assert 1 == len(town.live)
    clock.pass_(days=1)
    walk(world, clock)
    assert ("held", {}) == (world.store.cases()[0].state, town.live)
    assert town.reasons[0].startswith("what it rested on no longer holds: approved by Ana Ruiz at 2026-11-22")
    decided(world, clock, article)
    walk(world, clock)
    assert 1 == len(town.live)


def test_rejected_stays_rejected_until_it_is_another_article():
    """A mended sentence brings nothing back; other terms ask a person again."""
    article = an_article(html=BY_HAND)
    world, clock, town, feeds = a_round(article)
    decided(world, clock, article, choice=Choice.REJECT)
    walk(world, clock)
    feeds.holds["src"] = [an_article(html=BY_HAND.replace("News.", "New news."))]
    walk(world, clock)
    assert ("refused", "decision", []) == (world.store.cases()[0].state, world.store.cases()[0].verdict.deciding.rule, town.accepted)
    feeds.holds["src"] = [an_article(html=f"{BY_HAND}<p>Non-commercial use only.</p>")]
    walk(world, clock)
    assert ("held", []) == (world.store.cases()[0].state, town.accepted)
    deciding = world.store.cases()[0].verdict.deciding
    assert ("decision", "Ana Ruiz rejected it on 2026-11-22, and since then its terms say something else now") == (
        deciding.rule, deciding.says,
    )  # fmt: skip


def test_what_was_rejected_does_not_come_back_by_itself():
    """Terms that come to allow all of it do not post it over a person's no; that person is asked, and may say yes."""
    article = an_article(html=BY_HAND)
    world, clock, town, feeds = a_round(article)
    decided(world, clock, article, choice=Choice.REJECT)
    walk(world, clock)
    freed = an_article(html=f"<p>News.</p>{GRANT}")
    feeds.holds["src"] = [freed]
    walk(world, clock)
    assert ("held", []) == (world.store.cases()[0].state, town.accepted)
    assert Answer.ALLOW is judged(freed).verdict.answer
    decided(world, clock, freed)
    walk(world, clock)
    assert 1 == len(town.live)


def test_a_rejection_takes_a_live_copy_down():
    """A person's no is heard whatever the licence says."""
    article = an_article(html=BY_HAND)
    world, clock, town, _ = a_round(article)
    decided(world, clock, article)
    walk(world, clock)
    assert 1 == len(town.live)
    decided(world, clock, article, choice=Choice.REJECT)
    walk(world, clock)
    assert ({}, ["Ana Ruiz rejected it on 2026-11-22"]) == (town.live, town.reasons)


def test_an_approval_that_fell_silent_leaves_the_copy_to_a_person():
    """Terms that changed hold the case; the copy is not taken down for a doubt."""
    article = an_article(html=BY_HAND)
    world, clock, town, feeds = a_round(article)
    decided(world, clock, article)
    walk(world, clock)
    feeds.holds["src"] = [an_article(html=f"{BY_HAND}<p>Non-commercial use only.</p>")]
    walk(world, clock)
    assert ("held", 1) == (world.store.cases()[0].state, len(town.live))

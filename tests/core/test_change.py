"""What changes at the source mean for a live copy."""

from dataclasses import replace

import pytest

from syndicator.core.article import Withdrawal
from syndicator.core.change import consequence, kept
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.post import Deed
from syndicator.core.terms import combine
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict
from tests.core.deciding import ARTICLE
from tests.walks.posts import a_post

ALLOW, HOLD, REFUSE = Verdict(Answer.ALLOW, Form.FULL, ()), Verdict(Answer.HOLD, None, ()), Verdict(Answer.REFUSE, None, ())
POST = a_post()


def deed(*args: object) -> Deed | None:
    found = consequence(*args)
    return found[0] if found else None


def test_an_unchanged_copy_is_left_alone():
    """Same revision, still allowed: nothing to do."""
    assert deed(ARTICLE, ALLOW, POST, POST.revision) is None


def test_a_new_draft_updates_the_copy():
    """A correction reaches the copy in place."""
    assert Deed.UPDATE is deed(ARTICLE, ALLOW, replace(POST, html="<p>other</p>"), POST.revision)


@pytest.mark.parametrize("verdict", [ALLOW, HOLD, REFUSE])
def test_a_withdrawn_article_takes_its_copy_down(verdict: Verdict):
    """Whatever the terms say."""
    assert Deed.WITHDRAW is deed(replace(ARTICLE, withdrawn=Withdrawal("tombstone")), verdict, POST, POST.revision)


def test_terms_that_now_refuse_take_the_copy_down():
    """A revocable grant that ends ends the copy."""
    assert Deed.WITHDRAW is deed(ARTICLE, REFUSE, replace(POST, licence_url=""), POST.revision)


def test_a_creative_commons_copy_stays():
    """CC BY 4.0 §2(a)(1), §6: what was made under the licence stays licensed."""
    assert deed(ARTICLE, REFUSE, replace(POST, licence_url="https://creativecommons.org/licenses/by/4.0/"), POST.revision) is None


def test_doubt_leaves_the_copy_to_a_person():
    """A held case neither corrects nor removes what is live."""
    assert deed(ARTICLE, HOLD, replace(POST, html="<p>other</p>"), POST.revision) is None


def test_a_copy_goes_with_the_agreement_it_rested_on():
    """Held and the agreement over: down. Held for another reason while it holds: left to a person."""
    agreed = replace(POST, agreements=("letter of May",))

    assert Deed.WITHDRAW is deed(ARTICLE, HOLD, agreed, agreed.revision)
    assert deed(ARTICLE, HOLD, agreed, agreed.revision, {"letter of May"}) is None


def test_a_licence_that_allows_commercial_use_is_not_forgotten_by_a_glitch():
    """CC BY missing from one reading of the feed: the copy on a commercial site was made under it, and stays."""
    silent = Verdict(Answer.HOLD, None, (Finding("commercial", Status.UNKNOWN, Answer.HOLD, "the terms do not speak of it"),))
    copy = replace(POST, licence_url="https://creativecommons.org/licenses/by/4.0/")

    assert deed(ARTICLE, silent, copy, copy.revision) is None


@pytest.mark.parametrize("rule", ["internal", "draft", "configuration"])
def test_trouble_of_our_own_says_nothing_on_the_rights(rule: str):
    """A broken template or a source missing from the settings for a day takes no copy down."""
    agreed = replace(POST, agreements=("letter of May",))
    trouble = Verdict(Answer.HOLD, None, (Finding(rule, Status.UNKNOWN, Answer.HOLD, "broken"),))

    assert deed(ARTICLE, trouble, agreed, agreed.revision) is None


@pytest.mark.parametrize("rule", ["commercial", "audience", "paywall"])
@pytest.mark.parametrize("answer", [Answer.HOLD, Answer.REFUSE])
def test_a_use_that_is_not_allowed_ends_the_copy_whatever_its_licence(rule: str, answer: Answer):
    """A site that turned commercial: the licence of the copy is irrevocable for the use it allows, and for no other."""
    verdict = Verdict(answer, None, (Finding(rule, Status.NOT_SATISFIED, answer, "commercial now"),))
    copy = replace(POST, licence_url="https://creativecommons.org/licenses/by-nc/4.0/")

    assert Deed.WITHDRAW is deed(ARTICLE, verdict, copy, copy.revision)


NO = Finding("grant", Status.NOT_SATISFIED, Answer.REFUSE, "reposting is not allowed")
LINK, PAGE = Verdict(Answer.ALLOW, Form.LINK, (NO,)), "https://src.example/terms"


def said(value: str, rule: str):
    return combine([Evidence(Topic.REPUBLISH, value, Quote("words", PAGE), rule, Channel.NOTICE, Level.SITE)])


@pytest.mark.parametrize(
    ("terms", "verdict", "post", "page", "rule"),
    [
        (combine([]), LINK, POST, PAGE, "grant_missing"),
        (said("no", "reserved.all"), LINK, POST, PAGE, "grant_missing"),
        (said("no", "reserved.all"), replace(LINK, answer=Answer.REFUSE, form=None), POST, PAGE, "grant_missing"),
        (said("no", "denial.may-not"), LINK, POST, PAGE, ""),
        (combine([]), LINK, POST, "", ""),
        (combine([]), LINK, None, PAGE, ""),
        (combine([]), LINK, replace(POST, form=Form.LINK), PAGE, ""),
        (combine([]), ALLOW, POST, PAGE, ""),
        (combine([]), replace(LINK, findings=(NO, replace(NO, rule="paywall"))), POST, PAGE, ""),
        (combine([]), LINK, replace(POST, licence_url="https://creativecommons.org/licenses/by/4.0/"), "", "licence_kept"),
    ],
)
def test_missing_words_leave_a_live_text_to_a_person(terms, verdict: Verdict, post, page: str, rule: str):
    """Words that forbid, another refusal, and everything that is no live text, are judged as they are."""
    after = kept(verdict, terms, post, page)
    expected = (Answer.HOLD, None, rule) if rule else (verdict.answer, verdict.form, verdict.findings[0].rule if verdict.findings else "")
    assert expected == (after.answer, after.form, after.findings[0].rule if after.findings else "")


UNREAD = Finding("terms_read", Status.UNKNOWN, Answer.HOLD, "the terms page was taken away")


@pytest.mark.parametrize(
    ("terms", "findings", "expected"),
    [
        (combine([]), (NO,), None),
        (said("no", "reserved.all"), (NO,), None),
        (said("no", "denial.may-not"), (NO,), Deed.WITHDRAW),
        (combine([]), (NO, replace(NO, rule="ai_use")), Deed.WITHDRAW),
        (combine([]), (replace(NO, rule="commercial"),), Deed.WITHDRAW),
        (combine([]), (Finding("commercial", Status.UNKNOWN, Answer.HOLD, "the terms do not speak of it"),), None),
    ],
)
def test_a_terms_page_that_was_not_read_excuses_a_missing_grant_and_nothing_else(terms, findings, expected: Deed | None):
    """What nobody could read took no grant back; what the article itself forbids, and another use, still end the copy."""
    answer = max(f.answer for f in (UNREAD, *findings))
    copy = replace(POST, licence_url="")
    verdict = kept(Verdict(answer, None, (UNREAD, *findings)), terms, copy)
    assert expected is deed(ARTICLE, verdict, copy, copy.revision)


def test_words_that_forbid_end_the_copy_though_a_headline_would_be_allowed():
    """The verdict on the headline was held for want of the page; the text goes, and so does a copy whose agreement ended."""
    held = Verdict(Answer.HOLD, None, (UNREAD, NO))
    copy = replace(POST, licence_url="")
    assert Deed.WITHDRAW is deed(ARTICLE, kept(held, said("no", "denial.may-not"), copy), copy, copy.revision)
    assert deed(ARTICLE, kept(held, combine([]), copy), copy, copy.revision) is None
    assert Deed.WITHDRAW is deed(ARTICLE, held, replace(copy, agreements=("ours",)), copy.revision)

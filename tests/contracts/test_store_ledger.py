"""The ledger of every store: each decision and deed is written in the transaction that keeps it, and contents can be erased."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.approvals import Basis, Choice, Decision
from syndicator.core.ledger import Record, digest, verify
from syndicator.core.permissions import Permission, Request
from syndicator.core.places import Agreement
from syndicator.core.post import Deed, PostState
from syndicator.core.verdict import Answer
from syndicator.ports import Checkpoint, Ended, Page, TermsWatch
from syndicator.stores.recording import erasure, takedown


def told(store) -> list:
    return [entry.read() for entry in store.ledger_entries()]


def kinds(store) -> list[str]:
    return [one.kind for one in told(store)]


def content(store, one, name: str) -> dict:
    return json.loads(store.content(one.contents[name]))


def test_an_empty_ledger_is_whole(store_new):
    """Nothing was done yet."""
    assert (0, [], [], []) == (store_new.ledger_size(), store_new.ledger_entries(), store_new.ledger_leaves(9), store_new.checkpoints())


def test_the_way_of_a_copy_is_written_down(store_one, store_make):
    """Verdict, receipt, proof with its page, correction asked for, withdrawal: one entry each, in order, one chain."""
    store_one.judge()
    store_one.deliver()
    page = Page("https://plaza.example/one", "<p>Rain fell. \u2026</p>")
    store_one.store.record_proof(store_one.key, [store_make.check()], PostState.PROVEN, store_make.at(60), "", store_make.NOW, page=page)
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "asked", store_make.NOW)
    store_one.store.record_ends([Ended.done(store_one.claim(), None)], store_make.NOW)
    entries = store_one.store.ledger_entries()
    assert ["verdict", "receipt", "proof", "asked", "withdrawal"] == kinds(store_one.store)
    assert () == verify(entries, []).problems
    verdict, receipt, proof, asked, withdrawal = told(store_one.store)
    assert {(store_one.article.key, "plaza")} == {(one.about, one.site) for one in told(store_one.store)}
    assert ("allow", "full", store_one.key) == (verdict.says["answer"], verdict.says["form"], verdict.says["post"])
    assert store_one.article.digest == verdict.says["digest"]
    assert {"verdict", "draft", "article"} == set(verdict.contents)
    assert ("Rain fell.", "One") == (
        content(store_one.store, verdict, "draft")["text"],
        content(store_one.store, verdict, "article")["title"],
    )
    assert "https://plaza.example/one" == content(store_one.store, receipt, "record")["url"]
    assert ("proven", 1, 1) == (proof.says["state"], proof.says["duties"], proof.says["met"])
    assert page.html.encode() == store_one.store.content(proof.contents["page"])
    assert ("withdraw", "asked") == (asked.says["deed"], content(store_one.store, asked, "record")["why"])
    assert ("withdraw", "withdrawn") == (withdrawal.says["deed"], withdrawal.says["outcome"])


@pytest.mark.parametrize("state", [PostState.FAILED, PostState.UNKNOWN])
def test_a_try_that_came_to_nothing_is_written_down(store_one, store_make, state):
    """With what the site said."""
    store_one.judge()
    store_one.store.record_ends([Ended.resting(store_one.claim(), state, "no room")], store_make.NOW)
    one = told(store_one.store)[-1]
    assert ("attempt", state.value, "no room") == (one.kind, one.says["outcome"], content(store_one.store, one, "record")["why"])


def test_a_late_answer_is_not_written_down(store_one, store_make):
    """What the fence keeps out of the store stays out of the ledger."""
    store_one.judge()
    claim = store_one.claim()
    assert [False] == store_one.store.record_ends([Ended.done(replace(claim, token="another"), store_make.receipt(claim))], store_make.NOW)
    assert ["verdict"] == kinds(store_one.store)


@pytest.mark.parametrize("answer", [Answer.HOLD, Answer.REFUSE])
def test_a_verdict_that_allows_nothing_is_written_down(store_one, answer):
    """With its findings, and no draft."""
    store_one.judge(answer)
    (one,) = told(store_one.store)
    assert (answer.name.lower(), {"verdict"}) == (one.says["answer"], set(one.contents))
    assert "grant" == content(store_one.store, one, "verdict")["verdict"]["findings"][0]["rule"]


def test_what_the_source_takes_back_is_written_down(store_one, store_make):
    """A changed text, and a tombstone with its signal; an unchanged reading writes nothing."""
    store_one.read(store_one.article)
    assert [] == kinds(store_one.store)
    store_one.read(replace(store_one.article, html="<p>Rain did not fall.</p>"))
    store_one.read(withdrawn={store_one.article.identity: "at:deleted-entry"}, now=store_make.at(5))
    assert [("article", ""), ("article", "at:deleted-entry")] == [(one.kind, one.says["withdrawn"]) for one in told(store_one.store)]


def test_terms_snapshots_are_written_down_under_their_source(store_one, store_make):
    """A page that says something new; one that says the same adds nothing."""
    watch = TermsWatch(address="https://gazette.example/terms")
    for words in ("You may reprint us.", "You may reprint us.", "No reprints."):
        store_one.store.record_terms_page("gazette", watch, store_make.terms_page(words), store_make.NOW)
    entries = store_one.store.ledger_about("source:gazette")
    assert ["terms", "terms"] == [entry.read().kind for entry in entries]
    assert "No reprints." in content(store_one.store, entries[-1].read(), "page")["page"]["html"]


def test_what_people_decide_is_written_down_without_their_names(store_one, store_make):
    """The entry says what was chosen; who and why are contents."""
    by = "Ada Lovelace"
    decision = Decision(choice=Choice.REJECT, by=by, reason="not ours", at=store_make.NOW, basis=Basis("One", 2, "ab"))
    store_one.store.record_decision(store_one.article.key, "plaza", decision)
    agreement = Agreement(
        publisher="The Gazette", sites=("plaza",), uses=("republish",), reference="a letter", starts=store_make.NOW.date()
    )
    number = store_one.store.record_request(
        Request(publisher="The Gazette", contact="desk@gazette.example", sites=("plaza",), uses=("republish",), by=by, at=store_make.NOW,
                patience=timedelta(days=14)),
        Permission(agreement=agreement, by=by, at=store_make.NOW),
    )  # fmt: skip
    assert (1, ["decision", "letter", "permission"]) == (number, kinds(store_one.store))
    assert {"person"} == {one.by for one in told(store_one.store)}
    assert not [entry for entry in store_one.store.ledger_entries() if "Ada" in entry.text or "desk@" in entry.text]
    assert by == content(store_one.store, told(store_one.store)[0], "decision")["decision"]["by"]


def test_a_request_from_outside_is_written_down(store_one, store_make):
    """Who asked and why are contents, salted: the same words twice have two names."""
    for _ in range(2):
        store_one.store.record(takedown(store_one.article.key, "my photograph", "Bo", "Ada", store_make.NOW))
    first, second = told(store_one.store)
    assert ("takedown", "outside", store_one.article.key) == (first.kind, first.by, first.about)
    assert first.contents["request"] != second.contents["request"]


def test_erasing_a_content_leaves_the_chain_whole(store_one, store_make):
    """The words are gone, the entry is there, and the ledger says that they were erased."""
    store_one.judge()
    store_one.store.record(takedown(store_one.article.key, "my photograph", "Bo", "Ada", store_make.NOW))
    name = told(store_one.store)[-1].contents["request"]
    store_one.store.erase_contents([name], erasure(store_one.article.key, [name], "GDPR Article 17", "Ada", store_make.NOW))
    found = verify(store_one.store.ledger_entries(), [])
    assert ((), True, None) == (found.problems, name in found.erased, store_one.store.content(name))
    assert found.contents == {name for name, whole in store_one.store.content_sums().items() if whole}


def test_contents_are_kept_once(store_new, store_make):
    """However many entries name them."""
    for minutes in range(3):
        store_new.record(Record(kind="proof", at=store_make.at(minutes), contents={"page": b"<p>the same</p>"}))
    assert ({digest(b"<p>the same</p>"): True}, b"<p>the same</p>") == (
        store_new.content_sums(),
        store_new.content(digest(b"<p>the same</p>")),
    )


def test_entries_are_read_in_portions_and_by_subject(store_new, store_make):
    """In order, behind the one that was read last."""
    for number in range(5):
        store_new.record(Record(kind="proof", at=store_make.NOW, about=f"a{number % 2}"))
    assert [[1, 2], [3, 4], [5]] == [[entry.seq for entry in store_new.ledger_entries(after, 2)] for after in (0, 2, 4)]
    assert [2, 4] == [entry.seq for entry in store_new.ledger_about("a1")]
    assert [entry.leaf for entry in store_new.ledger_entries()][:3] == store_new.ledger_leaves(3)


def test_checkpoints_rest_by_size(store_new, store_make):
    """One of the same size takes its place."""
    for size, note in ((2, "a"), (5, "b"), (2, "c")):
        store_new.record_checkpoint(Checkpoint(size, store_make.NOW, note, (b"p" * 32,) * size.bit_count()))
    assert [(2, "c", 1), (5, "b", 2)] == [(c.size, c.note, len(c.peaks)) for c in store_new.checkpoints()]

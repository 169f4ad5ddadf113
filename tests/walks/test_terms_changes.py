"""A terms page that changed: what rested on it is judged again, once, whatever happens in between."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from syndicator.errors import Gone, StoreUnavailable
from syndicator.pipeline import deliver, judge, read
from syndicator.stores import open_store
from tests.walks.fakes import START, walk
from tests.walks.terms import GRANT, REFUSAL, TERMS, Walk


def test_a_page_is_looked_at_once_a_day_and_only_if_it_changed(made: Callable[..., Walk]):
    """A day of polls asks once; «not modified» changes nothing, and is believed for a week at most."""
    walked = made()
    walk(walked.world, walked.clock, passes=3)
    watch = walked.store.terms_watches()["src"][""]
    assert (1, True) == (walked.looks(), timedelta(hours=21) < watch.next_look - START < timedelta(hours=27))
    tallies = [walked.next_day() for _ in range(8)]
    assert 9 == walked.looks()
    assert (7, 1) == tuple(sum(t.counts.get(word, 0) for t in tallies) for word in ("terms_unchanged", "terms_read"))
    assert (1, "allowed") == (len(walked.store.terms_history("src")), walked.state)


def test_another_menu_or_date_re_opens_nothing(made: Callable[..., Walk]):
    """What is compared is what it says about rights; the newest words are kept."""
    walked = made()
    walk(walked.world, walked.clock)
    before = walked.store.terms_pages("src").get("")
    walked.says(GRANT, menu="Sport, 4 May 2026")
    tally = walked.next_day()
    after = walked.store.terms_pages("src").get("")
    assert ("allowed", 1, []) == (walked.state, len(walked.store.terms_history("src")), tally.problems)
    assert (before.sha256, True) == (after.sha256, before.words_sha256 != after.words_sha256)
    assert "Sport" in after.html


def test_a_changed_page_re_opens_what_rested_on_it_once(made: Callable[..., Walk]):
    """It is told with what it touches, and the same page again touches nothing."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.says(GRANT.replace("on your website", "on your own website"))
    tally = walked.next_day()
    says = f"src: the terms page {TERMS} changed: 1 cases are judged again, 1 live copies rest on it; see: syndicator sources terms src"
    assert ("new", [says]) == (walked.state, tally.problems)
    ((_, facts),) = [note for note in walked.noted if note[0] == "terms.changed"]
    assert (1, 1, [next(iter(walked.store.live_copies("src"))).stored.post.key[:12]]) == (facts["reopened"], facts["live"], facts["copies"])

    judge(walked.world)
    assert [] == walked.next_day().problems
    assert ("allowed", 2) == (walked.state, len(walked.store.terms_history("src")))


def test_a_page_that_forbids_takes_the_text_down(made: Callable[..., Walk]):
    """A word of refusal is no weak signal: follow does what it always does."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.says(REFUSAL)
    walked.next_day()
    walk(walked.world, walked.clock)
    assert not any("The river rose" in post.html for post in walked.town.live.values())


@pytest.mark.parametrize("words", ["We are a newspaper of record.", "© 2026 Source Daily. All rights reserved."])
def test_a_page_that_grants_no_more_leaves_the_copy_to_a_person(made: Callable[..., Walk], words: str):
    """A site may have been rebuilt: missing words take nothing down, and let nothing new out."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.says(words)
    for _ in range(3):  # words that are gone altogether are believed at the third look
        walked.next_day()
    walk(walked.world, walked.clock)
    assert ("held", f"{TERMS} no longer grants what the copy was made under, and nothing forbids it") == (walked.state, walked.why)
    assert [("create", next(iter(walked.town.live)))] == walked.town.accepted


def test_a_copy_under_a_licence_that_cannot_be_taken_back_stays(made: Callable[..., Walk]):
    """CC BY 4.0 §2(a)(1): irrevocable for copies already made, whatever the page says later."""
    licence = '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'
    walked = made(f"You may republish our articles under a Creative Commons licence: {licence}.")
    walk(walked.world, walked.clock)
    assert 1 == len(walked.town.live)
    walked.says(REFUSAL)
    walked.next_day()
    walk(walked.world, walked.clock)
    assert [("create", next(iter(walked.town.live)))] == walked.town.accepted


def test_a_queued_post_is_judged_again_before_it_leaves(made: Callable[..., Walk]):
    """What was allowed yesterday and not delivered does not slip out under today's page."""
    walked = made()
    read(walked.world)
    judge(walked.world)
    walked.says(REFUSAL)
    walked.next_day()
    deliver(walked.world)
    assert ([], "new") == (walked.town.accepted, walked.state)


def test_a_page_that_stays_missing_is_kept_as_taken_away(made: Callable[..., Walk]):
    """Three looks later nothing new rests on it, and what is live is left to a person."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.says(Gone("404"))
    problems = [problem for _ in range(3) for problem in walked.next_day().problems if "was taken away" in problem]
    walk(walked.world, walked.clock)
    assert (1, [False, True]) == (len(problems), [page.gone for page in walked.store.terms_history("src")])
    assert ("held", 1, 1) == (walked.state, len(walked.town.accepted), len(walked.town.live))
    assert walked.why.startswith(f"the terms page {TERMS} was taken away")

    walked.says(GRANT)
    walked.next_day()
    judge(walked.world)
    assert "allowed" == walked.state


def test_a_store_that_fails_between_fetch_and_keeping_loses_nothing(made: Callable[..., Walk], monkeypatch: pytest.MonkeyPatch):
    """The change is met again at the next pass, and re-opens what rested on it once."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.says(GRANT.replace("on your website", "on your own website"))

    def full(*_: object, **__: object) -> None:
        raise StoreUnavailable("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(type(walked.store), "record_terms_page", full)
        with pytest.raises(StoreUnavailable):
            walked.next_day()
    assert ("allowed", 1) == (walked.state, len(walked.store.terms_history("src")))

    changed = [read(walked.world).problems for _ in range(3)]
    assert ([1, 0, 0], "new") == ([len(problems) for problems in changed], walked.state)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_the_store_the_change_counts_once(tmp_path: Path, moment: str):
    """Kill -9 between fetch and store, or right after: what follows re-opens the case exactly once."""
    path = tmp_path / "syndicator.sqlite"
    first = Walk(open_store(path))
    walk(first.world, first.clock)
    first.store.close()
    child = os.fork()
    if not child:
        _die(path, moment)
    assert 9 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    second = _changed(path)
    assert ("new" if moment == "after" else "allowed") == second.state
    opened = []
    for _ in range(3):
        opened.append(len(read(second.world).problems))
        judge(second.world)
        second.clock.pass_(days=1.2)
    (case,) = second.store.cases()
    assert ([1, 0, 0] if moment == "before" else [0, 0, 0], "allowed") == (opened, case.state)
    assert (2, 2) == (len(second.store.terms_history("src")), len(second.store.verdicts(case.article_key, case.site_id)))
    second.store.close()


def _changed(path: Path) -> Walk:
    walked = Walk(open_store(path), GRANT.replace("on your website", "on your own website"))
    walked.clock.pass_(days=2)
    return walked


def _die(path: Path, moment: str) -> None:
    """Read the changed page in this process, and end it without a word before or after it is stored."""
    walked = _changed(path)
    keep = walked.store.record_terms_page

    def killed(*facts: object, **how: object) -> None:
        if moment == "after":
            keep(*facts, **how)
        os._exit(9)

    walked.store.record_terms_page = killed
    read(walked.world)
    os._exit(1)

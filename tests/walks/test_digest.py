"""The digest: told at most once in a while, not at all while nothing waits, and a failure of one hurts no other."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from syndicator.core.approvals import Basis, Choice, Decision
from syndicator.core.permissions import Permission, Request
from syndicator.core.places import Agreement, FirstPoll
from syndicator.daemon import one_pass
from syndicator.errors import Rejected, RetryLater, SettingsError
from syndicator.pipeline.digest import digest, tell, waiting
from syndicator.pipeline.letters import as_message
from syndicator.ports import FetchMemory, Message, Poll
from syndicator.rendering import JinjaRenderer
from syndicator.settings import FetchSettings, NotifySettings, Settings
from syndicator.stores.memory import MemoryStore
from syndicator.wiring import Application, notary
from tests.walks.fakes import SOURCE, Clock, Feeds, Town, a_world, an_article, walk

DAY = timedelta(days=1)
DEAL = Agreement(publisher="Source Daily", sites=("commons",), uses=("republish",), reference="a letter", starts=Clock().now.date())


@dataclass
class Ear:
    """Somebody who is told, and may be out."""

    heard: list[Message] = field(default_factory=list)
    out: Exception | None = None

    def tell(self, message: Message) -> None:
        if self.out is not None:
            raise self.out
        self.heard.append(message)


@pytest.fixture
def held():
    """A walked world with one held article, its clock and its store."""
    clock, store = Clock(), MemoryStore()
    feeds = Feeds({"src": [an_article(html="<p>News.</p>", title="Rivers\nrise \u202e")]})
    sources = {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}
    world = a_world(store, feeds, {"commons": Town("commons")}, clock, sources=sources)
    world = replace(world, sites={"commons": replace(world.sites["commons"], forms=("full",))})
    walk(world, clock, 2)
    return world, clock, store


def told(clock, store, ears, note=lambda event, facts: None):
    return list(tell(store, ears, DAY, JinjaRenderer(), clock.now, note))


def test_it_is_told_once_a_day_while_something_waits(held):
    """And again the next day."""
    _, clock, store = held
    ear = Ear()
    assert [["mail"], []] == [told(clock, store, {"mail": ear}) for _ in range(2)]
    clock.pass_(hours=23.9)
    assert [] == told(clock, store, {"mail": ear})
    clock.pass_(hours=0.1)
    assert (["mail"], 2) == (told(clock, store, {"mail": ear}), len(ear.heard))


def test_a_feed_that_moved_for_good_is_told():
    """Its source is named, and the command that shows where."""
    clock, store, ear = Clock(), MemoryStore(), Ear()
    store.keep_sources([SOURCE], clock.now)
    store.record_polls([Poll(SOURCE.id, FetchMemory(url="https://src.example/new"), clock.now)], clock.now)
    assert ["mail"] == told(clock, store, {"mail": ear})
    assert ["Feeds that moved for good: 1", f"  {SOURCE.id}"] == ear.heard[0].body.splitlines()[:2]


def test_nothing_is_told_while_nothing_waits():
    """Nor remembered: the first thing that waits is told at once."""
    clock, store, ear = Clock(), MemoryStore(), Ear()
    assert ([], None) == (told(clock, store, {"mail": ear}), store.noted("digest sent mail"))


def test_one_that_fails_is_tried_again_soon_and_hurts_no_other(held):
    """It is noted with its reason; the other is not told twice."""
    _, clock, store = held
    out, ear, notes = Ear(out=RetryLater("busy")), Ear(), []
    ears = {"services": out, "mail": ear}
    assert ["mail"] == told(clock, store, ears, lambda *one: notes.append(one))
    assert [("digest.failed", "busy")] == [(event, facts["why"]) for event, facts in notes if event == "digest.failed"]
    clock.pass_(minutes=14)
    assert [] == told(clock, store, ears)
    out.out = Rejected("never", "see [notify]")
    clock.pass_(minutes=2)
    assert [] == told(clock, store, ears)
    out.out = None
    clock.pass_(minutes=16)
    assert (["services"], 1, 1) == (told(clock, store, ears), len(out.heard), len(ear.heard))


def test_it_names_each_thing_on_its_line(held):
    """No word of a feed makes another line of it, and every kind of waiting is there."""
    _, clock, store = held
    store.record_permission(Permission(agreement=replace(DEAL, until=clock.now.date() + 9 * DAY), by="Ana", at=clock.now))
    store.record_request(
        Request(publisher="Source Daily", contact="x", sites=("commons",), uses=("republish",), by="Ana", at=clock.now - DAY, patience=DAY)
    )
    message = digest(JinjaRenderer(), waiting(store, clock.now), clock.now)
    lines = message.body.splitlines()
    assert "syndicator: 3 wait for a person" == message.subject
    assert "  Rivers rise · commons · since 2026-11-22" in lines
    assert "    grant: no terms were found; silence grants nothing" in lines
    assert "  Source Daily: a letter, until 2026-12-01" in lines
    assert "  1 to Source Daily, written 2026-11-21" in lines


def test_what_was_put_off_does_not_wait(held):
    """Until its day."""
    _, clock, store = held
    (case,) = store.cases()
    later = Decision(
        choice=Choice.DEFER, by="Ana", reason="", at=clock.now, basis=Basis("", 0, ""), until=clock.now.date() + 2 * DAY
    )  # fmt: skip
    store.record_decision(case.article_key, "commons", later)
    assert not waiting(store, clock.now)
    clock.pass_(days=2)
    assert 1 == len(waiting(store, clock.now).held)


def test_the_daemon_tells_it_at_the_end_of_a_pass(held, tmp_path):
    """On its schedule, from what rests."""
    world, clock, store = held
    ear = Ear()
    settings = Settings(data=tmp_path, fetch=FetchSettings(contact="desk@commons.test"), notify=NotifySettings(every=DAY))
    app = Application(settings, world, store, store, lambda: None, {"mail": ear}, notary(settings))
    for _ in range(3):
        one_pass(app)
    assert 1 == len(ear.heard)
    one_pass(replace(app, world=replace(world, stopping=lambda: True, clock=lambda: clock.now + 2 * DAY)))
    assert 1 == len(ear.heard)


def test_a_template_without_a_subject_is_told(tmp_path, held):
    """By its name; nothing is sent, and it is tried again."""
    _, clock, store = held
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "digest.txt").write_text("Hello\n")
    with pytest.raises(SettingsError, match=r"templates/letters/digest\.txt: its first line is not"):
        as_message(JinjaRenderer(tmp_path), "letters/digest.txt", waiting(store, clock.now), "k")
    notes, ear = [], Ear()
    tell(store, {"mail": ear}, DAY, JinjaRenderer(tmp_path), clock.now, lambda event, facts: notes.append(event))
    assert (["digest.failed"], []) == (notes, ear.heard)

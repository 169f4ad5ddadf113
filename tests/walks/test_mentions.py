"""Webmention in the whole way: when it is public, when it changed, when it is gone; once each, and after any crash."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from syndicator.core.mentions import GONE, Outcome
from syndicator.core.post import post_key
from syndicator.errors import Rejected, RetryLater
from syndicator.pipeline import mention
from syndicator.pipeline.world import Mentioning, World
from syndicator.ports import Store
from tests.walks.fakes import Clock, Feeds, Pages, Town, a_world, an_article, walk

ORIGINAL = "https://src.example/1"


@dataclass
class Receiver:
    """Originals that take mentions; `trouble` is raised after the mention arrived, as an answer that was lost."""

    endpoints: dict[str, str] = field(default_factory=lambda: {ORIGINAL: "https://src.example/in"})
    arrived: list[tuple[str, str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    trouble: BaseException | None = None
    before: Callable[[], None] = lambda: None

    def endpoint(self, target: str) -> str:
        self.asked.append(target)
        self.before()
        return self.endpoints.get(target, "")

    def tell(self, endpoint: str, source: str, target: str) -> str:
        self.arrived.append((endpoint, source, target))
        if self.trouble:
            raise self.trouble
        return "https://src.example/status/1"


@dataclass
class Stage:
    world: World
    feeds: Feeds
    town: Town
    receiver: Receiver
    clock: Clock

    def walk(self, passes: int = 2) -> None:
        walk(self.world, self.clock, passes)

    @property
    def known(self):
        key = next(iter(self.world.store.posts())).stored.post.key
        return self.world.store.mention(key)


@pytest.fixture
def stage(store: Store) -> Stage:
    clock, feeds, town, receiver = Clock(), Feeds({"src": [an_article(1)]}), Town("town"), Receiver()
    page = Pages({ORIGINAL: "<p>The river rose.</p>"})
    source = replace(a_world(store, feeds, {}, clock).sources["src"], first_poll="all")
    facts = {"sources": {"src": source}, "pages": page, "mentioning": Mentioning(receiver, frozenset({"town"}))}
    return Stage(a_world(store, feeds, {"town": town}, clock, **facts), feeds, town, receiver, clock)


def copy_address(stage: Stage) -> str:
    return stage.world.store.posts()[0].stored.receipt.url


def test_an_original_hears_of_its_copy_once(stage: Stage):
    """Source is the copy's public address, target the original's, as the copy links to it."""
    stage.walk(6)
    assert [("https://src.example/in", copy_address(stage), ORIGINAL)] == stage.receiver.arrived
    assert (Outcome.TOLD, "https://src.example/status/1") == (stage.known.outcome, stage.known.location)


def test_nobody_is_told_unless_the_operator_wants_it(stage: Stage):
    """The site of the copy must be named."""
    for world in (replace(stage.world, mentioning=None), replace(stage.world, mentioning=Mentioning(stage.receiver, frozenset({"else"})))):
        walk(world, stage.clock)
    assert ([], []) == (stage.receiver.asked, stage.receiver.arrived)


def test_an_update_and_a_removal_are_told_too(stage: Stage):
    """Each once, with the same source and target."""
    stage.walk()
    stage.feeds.holds["src"] = [an_article(1, html=an_article(1).html.replace("rose", "fell"))]
    stage.walk(3)
    assert 2 == len(stage.receiver.arrived)
    stage.feeds.withdrawn = {an_article(1).identity: "tombstone"}
    stage.feeds.holds["src"] = []
    stage.walk(4)
    assert 3 == len(stage.receiver.arrived)
    assert (1, GONE, Outcome.TOLD) == (len(set(stage.receiver.arrived)), stage.known.change, stage.known.outcome)


def test_where_nothing_takes_them_nothing_is_sent_and_that_is_remembered(stage: Stage):
    """The original is read once for each change."""
    stage.receiver.endpoints = {}
    stage.walk(6)
    assert ([ORIGINAL], [], Outcome.NOWHERE) == (stage.receiver.asked, stage.receiver.arrived, stage.known.outcome)


def test_a_copy_that_lacks_its_credit_is_not_told_of(stage: Stage):
    """Its original would look for the link in vain."""
    stage.town.strips = ORIGINAL
    stage.walk(1)
    assert [] == stage.receiver.asked


def test_trouble_is_tried_again_and_a_refusal_is_not(stage: Stage):
    """Until it was taken."""
    stage.receiver.trouble = RetryLater("busy")
    stage.walk(3)
    assert (Outcome.LATER, "busy") == (stage.known.outcome, stage.known.why)
    tries, stage.receiver.trouble = len(stage.receiver.arrived), None
    stage.clock.pass_(hours=3)
    stage.walk(3)
    assert (tries + 1, Outcome.TOLD) == (len(stage.receiver.arrived), stage.known.outcome)


def test_a_refusal_is_final_for_its_change(stage: Stage):
    """Nobody is asked twice for what they do not want."""
    stage.receiver.trouble = Rejected("403")
    stage.walk(6)
    assert (1, Outcome.REFUSED, "403") == (len(stage.receiver.arrived), stage.known.outcome, stage.known.why)


class Killed(BaseException):
    """The process died here."""


@pytest.mark.parametrize("moment", ["asking", "sent", "intended", "recorded"])
def test_after_a_crash_it_is_told_and_then_never_again(stage: Stage, moment: str, monkeypatch: pytest.MonkeyPatch):
    """What was cut off before its answer was kept is sent again: its receiver takes it for the same (§3.2.4). What was kept is not."""

    def die(*_: object) -> None:
        raise Killed

    keep, kept = stage.world.store.record_mention, []
    dies = {"intended": 0, "recorded": 2}.get(moment)

    def keeping(found):
        keep(found)
        kept.append(found)
        if len(kept) - 1 == dies:
            raise Killed

    monkeypatch.setattr(stage.world.store, "record_mention", keeping)
    if moment == "asking":
        stage.receiver.before = die
    elif moment == "sent":
        stage.receiver.trouble = Killed()
    with pytest.raises(Killed):
        stage.walk(1)
    monkeypatch.undo()
    stage.receiver.before, stage.receiver.trouble = (lambda: None), None
    stage.clock.pass_(hours=1)
    stage.walk(3)
    assert (2 if moment == "sent" else 1, 1) == (len(stage.receiver.arrived), len(set(stage.receiver.arrived)))
    assert Outcome.TOLD is stage.known.outcome


def test_a_defect_met_on_one_original_keeps_no_other_from_hearing(stage: Stage):
    """It is tried again later, and noted."""
    stage.feeds.holds["src"] = [an_article(1), an_article(2)]
    second, ask = "https://src.example/2", stage.receiver.endpoint
    stage.receiver.endpoints[second] = "https://src.example/in"

    def endpoint(target: str) -> str:
        if target == second:
            raise ZeroDivisionError
        return ask(target)

    stage.receiver.endpoint = endpoint
    stage.walk(2)
    assert [ORIGINAL] == [target for *_, target in stage.receiver.arrived]
    assert Outcome.LATER is stage.world.store.mention(post_key("town", an_article(2).key)).outcome


def test_a_copy_without_an_address_is_settled_once(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    """It does not come up at every pass."""
    receipt = stage.town._receipt
    monkeypatch.setattr(stage.town, "_receipt", lambda post: replace(receipt(post), url="mid:1@town.example"))
    stage.walk(2)
    assert ([], Outcome.NOWHERE, []) == (
        stage.receiver.asked, stage.known.outcome, stage.world.store.mentions_due({"town"}, stage.clock(), 10),
    )  # fmt: skip


def test_a_pass_that_is_to_end_begins_nothing(stage: Stage):
    """What was due stays due."""
    walk(replace(stage.world, mentioning=None), stage.clock, 1)
    mention(replace(stage.world, stopping=lambda: True))
    assert ([], None) == (stage.receiver.asked, stage.known)

"""Editions in the whole way: articles gathered, one letter when it is due, each article once, whatever cuts it off."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from syndicator.core.places import FirstPoll
from syndicator.core.post import Post, PostState, Receipt
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater
from syndicator.ports import Store
from tests.walks.fakes import SOURCE, START, Clock, Feeds, a_world, an_article, walk

FIRST = START.replace(hour=0) + timedelta(days=1)  # midnight after the start


class Letters:
    """A list that takes editions at midnight, three articles a letter; `trouble` is raised before or after it was sent."""

    most = 3

    def __init__(self) -> None:
        self.sent: list[list[str]] = []
        self.trouble: BaseException | None = None
        self.after = False
        self.refuses: set[str] = set()

    def publish(self, post: Post) -> Receipt:
        raise AssertionError("it takes none by itself")

    def edition(self, now: datetime) -> datetime:
        return now.replace(hour=0, minute=0, second=0, microsecond=0)

    def publish_together(self, posts: list[Post]) -> list[Receipt | Rejected]:
        if self.trouble and not self.after:
            raise self.trouble
        self.sent.append([post.title for post in posts if post.title not in self.refuses])
        if self.trouble:
            raise self.trouble
        return [Rejected("no") if post.title in self.refuses else Receipt(post.slug, "", post.revision) for post in posts]

    @property
    def titles(self) -> list[str]:
        return sorted(title for letter in self.sent for title in letter)


class Stage:
    def __init__(self, store: Store, articles: int = 2) -> None:
        self.clock, self.store, self.letters = Clock(), store, Letters()
        self.feeds = Feeds({"src": [an_article(number) for number in range(1, articles + 1)]})
        sources = {"src": replace(SOURCE, first_poll=FirstPoll.ALL, burst=1000)}
        self.world = replace(a_world(store, self.feeds, {"list": self.letters}, self.clock, sources=sources), lease=timedelta(minutes=2))

    def walk(self, passes: int = 1) -> None:
        walk(self.world, self.clock, passes)

    def at(self, when: datetime) -> None:
        self.clock.now = when

    def states(self) -> list[str]:
        return sorted(row.stored.state.value for row in self.store.posts())


@pytest.fixture
def stage(store: Store) -> Stage:
    return Stage(store)


def title(number: int) -> str:
    return f"Rivers rise, part {number}"


def test_nothing_leaves_before_its_edition_and_then_everything_in_one(stage: Stage):
    """A list that is new waits for its first whole edition; each article is in one letter."""
    stage.walk(3)
    assert ([], ["queued", "queued"]) == (stage.letters.sent, stage.states())
    stage.at(FIRST + timedelta(minutes=1))
    stage.walk(5)
    assert ([[title(2), title(1)]], ["delivered"] * 2) == ([sorted(one, reverse=True) for one in stage.letters.sent], stage.states())


def test_what_comes_after_an_edition_waits_for_the_next(stage: Stage):
    """Not for the pass after."""
    stage.walk()
    stage.at(FIRST + timedelta(minutes=1))
    stage.walk()
    stage.feeds.holds["src"].append(an_article(3))
    stage.walk(4)
    assert 1 == len(stage.letters.sent)
    stage.at(FIRST + timedelta(days=1, minutes=1))
    stage.walk()
    assert [title(3)] == stage.letters.sent[-1]


def test_an_edition_without_articles_is_none(stage: Stage):
    """And a night that was slept through is made up for by one."""
    stage.feeds.holds["src"] = []
    stage.walk()
    stage.at(FIRST + timedelta(hours=1))
    stage.walk()
    assert [] == stage.letters.sent
    stage.feeds.holds["src"] = [an_article(1)]
    stage.walk(2)
    stage.at(FIRST + timedelta(days=5))
    stage.walk(3)
    assert [[title(1)]] == stage.letters.sent


def test_a_large_edition_takes_several_letters(store: Store):
    """None with more than the list takes at once, and no article twice."""
    stage = Stage(store, articles=7)
    stage.walk()
    stage.at(FIRST + timedelta(minutes=1))
    stage.walk(2)
    assert ([3, 3, 1], 7) == ([len(letter) for letter in stage.letters.sent], len(set(stage.letters.titles)))


def test_what_is_withdrawn_before_its_edition_never_leaves(stage: Stage):
    """It rests as withdrawn."""
    stage.walk()
    stage.feeds.withdrawn = {an_article(1).identity: "tombstone"}
    stage.feeds.holds["src"] = [an_article(2)]
    stage.walk(2)
    stage.at(FIRST + timedelta(minutes=1))
    stage.walk()
    assert ([[title(2)]], ["delivered", "withdrawn"]) == (stage.letters.sent, stage.states())


def test_a_list_in_trouble_is_tried_again_and_its_edition_stays_whole(stage: Stage):
    """All of it, at one time; what comes meanwhile goes along."""
    stage.walk()
    stage.at(FIRST + timedelta(minutes=1))
    stage.letters.trouble = RetryLater("451")
    stage.walk()
    assert ([], ["queued", "queued"]) == (stage.letters.sent, stage.states())
    stage.letters.trouble = None
    stage.walk(2)
    assert [2] == [len(letter) for letter in stage.letters.sent]


def test_a_letter_whose_answer_was_lost_waits_for_a_person(stage: Stage):
    """All of its articles, and none is sent again."""
    stage.walk()
    stage.at(FIRST + timedelta(minutes=1))
    stage.letters.trouble, stage.letters.after = OutcomeUnknown("hung up"), True
    stage.walk()
    stage.letters.trouble = None
    stage.at(FIRST + timedelta(days=3))
    stage.walk(3)
    assert (1, ["unknown", "unknown"]) == (len(stage.letters.sent), stage.states())


def test_an_article_that_cannot_go_along_fails_alone(stage: Stage):
    """The others arrive."""
    stage.letters.refuses = {title(1)}
    stage.walk()
    stage.at(FIRST + timedelta(minutes=1))
    stage.walk(3)
    assert ([[title(2)]], ["delivered", "failed"]) == (stage.letters.sent, stage.states())


class Killed(BaseException):
    """The process died here."""


@pytest.mark.parametrize("after", [False, True])
def test_after_a_crash_no_article_is_in_two_letters(stage: Stage, after: bool):
    """Nobody knows whether the letter went: a person looks, and until then nothing is sent again."""
    stage.walk()
    stage.at(FIRST + timedelta(minutes=1))
    stage.letters.trouble, stage.letters.after = Killed(), after
    with pytest.raises(Killed):
        stage.walk()
    stage.letters.trouble = None
    stage.clock.pass_(minutes=5)  # the leases run out
    stage.walk(3)
    stage.at(FIRST + timedelta(days=2))
    stage.walk(3)
    assert (int(after), ["unknown", "unknown"]) == (len(stage.letters.sent), stage.states())


def test_a_person_who_looked_has_it_sent_with_the_next_edition(stage: Stage):
    """As any post that is queued again."""
    stage.walk()
    stage.at(FIRST + timedelta(minutes=1))
    stage.letters.trouble = OutcomeUnknown("hung up")
    stage.walk()
    stage.letters.trouble = None
    for row in stage.store.posts():
        stage.store.queue_deed(row.stored.post.key, row.stored.deed, "", stage.clock())
    stage.walk()
    assert [] == stage.letters.sent
    stage.at(FIRST + timedelta(days=1, minutes=1))
    stage.walk()
    assert ([2], [PostState.DELIVERED.value] * 2) == ([len(letter) for letter in stage.letters.sent], stage.states())

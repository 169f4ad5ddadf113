"""Sites that put through together what they took: after each pass, and again until it succeeds."""

from datetime import datetime, timedelta

from syndicator.core.post import Post, PostState, Receipt
from syndicator.errors import RetryLater
from syndicator.pipeline.deliver import deliver
from syndicator.pipeline.prove import prove
from syndicator.ports import Page
from tests.walks.fakes import Town, an_article
from tests.walks.test_abilities import started, state


class Press:
    """Takes posts, and prints them when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.printed: list[list[str]] = []
        self.broken = False

    def publish(self, post: Post) -> Receipt:
        self.waiting.append(post.title)
        return Receipt(post.slug, f"https://press.example/{post.slug}")

    def finish(self) -> None:
        if self.broken:
            raise RetryLater("the press is broken")
        if self.waiting:
            self.printed.append(self.waiting)
            self.waiting = []


def test_what_a_pass_took_is_put_through_together() -> None:
    """One batch for all of it."""
    press = Press()
    started(press, an_article(1), an_article(2))
    assert [2] == [len(batch) for batch in press.printed]


def test_a_batch_that_fails_is_told_and_tried_at_the_next_pass() -> None:
    """The posts rest as delivered; nothing is posted twice for it."""
    press = Press()
    press.broken = True
    world, store, _, _ = started(press)
    assert ["commons: the press is broken"] == deliver(world).problems
    press.broken = False
    deliver(world)
    assert ([1], PostState.DELIVERED) == ([len(batch) for batch in press.printed], state(store)[0])


def test_a_page_that_says_when_it_will_be_there_is_proven_then() -> None:
    """A build that comes in minutes is not waited for over hours."""

    class Pressed(Town):
        when: datetime | None = None

        def read_back(self, post: Post, receipt: Receipt) -> Page:
            if self.when is not None and clock() < self.when:
                raise RetryLater("not printed yet", self.when)
            return super().read_back(post, receipt)

    town = Pressed("commons")
    world, _, _, clock = started(town, an_article(1))
    clock.pass_(days=2)
    town.when = clock() + timedelta(minutes=5)
    assert ["commons: not printed yet"] == prove(world).problems
    clock.pass_(minutes=6)
    assert 1 == prove(world).counts["proven"]

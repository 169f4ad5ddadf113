"""Sites that put through together what they took: after each pass, and again until it succeeds."""

from syndicator.core.post import Post, PostState, Receipt
from syndicator.errors import RetryLater
from syndicator.pipeline.deliver import deliver
from tests.walks.fakes import an_article
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

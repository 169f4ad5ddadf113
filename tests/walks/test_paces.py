"""Limits that sites state are kept to the second, and told calls are told again, over real sockets and on a clock that is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.places import FirstPoll, Site
from syndicator.core.post import PostState
from syndicator.pipeline import STEPS, World, deliver
from syndicator.sites import webhook
from syndicator.stores.memory import MemoryStore
from tests.sites.linkposts_fake import SIGNING, FakeReceiver
from tests.sites.serving import Reply, Request
from tests.sites.support import make_tools
from tests.walks.fakes import SOURCE, START, Clock, Feeds, a_world, an_article

EAGER = {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}
WINDOW = 10  # seconds, for MOST calls
MOST = 3


class Limited(FakeReceiver):
    """Takes so many calls within so many seconds, refuses the others, and says what `says` has it say."""

    def __init__(self, clock: Clock, says: Callable[[int, int], tuple[tuple[str, str], ...]]) -> None:
        super().__init__()
        self.clock = clock
        self.says = says
        self.taken: list[int] = []  # seconds since the start
        self.refused: list[int] = []

    def reply(self, request: Request) -> Reply:
        now = round((self.clock() - START).total_seconds())
        window = [second for second in self.taken if second > now - WINDOW]
        free = len(window) < MOST
        (self.taken if free else self.refused).append(now)
        window = [second for second in self.taken if second > now - WINDOW]
        said = self.says(MOST - len(window), min(window) + WINDOW - now)
        return replace(super().reply(request), headers=said) if free else Reply(429, said)


def waiting(remaining: int, seconds: int) -> tuple[tuple[str, str], ...]:
    """Only a refusal says when (RFC 9110 §10.2.3)."""
    return (("Retry-After", str(seconds)),)


def counting(remaining: int, seconds: int) -> tuple[tuple[str, str], ...]:
    """Every answer says how many more, and in how many seconds there are more."""
    return (("X-RateLimit-Remaining", str(remaining)), ("X-RateLimit-Reset", str(seconds)))


def drafting(remaining: int, seconds: int) -> tuple[tuple[str, str], ...]:
    """The same in one header (draft-ietf-httpapi-ratelimit-headers)."""
    return (("RateLimit", f'"calls";r={remaining};t={seconds}'),)


def queued(url: str, clock: Clock, count: int, **options: object) -> World:
    """A world with so many posts queued for one receiver."""
    site = Site(id="commons", kind="webhook", url=url)
    world = a_world(MemoryStore(), Feeds({"src": [an_article(n) for n in range(count)]}), {}, clock, sources=EAGER, sites={"commons": site})
    client = webhook.open_site(site, options, SIGNING, make_tools(clock))
    world = replace(world, clients={"commons": client}, routes=(replace(world.routes[0], sites=("commons",)),))
    for step in ("read", "judge"):
        STEPS[step](world)
    return world


@pytest.mark.parametrize("keeps_ids", [True, False], ids=["in batches", "one at a time"])
@pytest.mark.parametrize(("says", "refused"), [(waiting, [0, 10]), (counting, []), (drafting, [])])
def test_a_limit_is_kept_to_the_second(says: Callable, refused: list[int], keeps_ids: bool):
    """Not a second before, and not one later; what a site announces is never run into, and no post is lost or told twice."""
    clock = Clock()
    with Limited(clock, says) as site:
        world = queued(site.url, clock, 8, keeps_ids=keeps_ids)
        for _ in range(25):
            deliver(world)
            clock.pass_(seconds=1)

        assert ([0, 0, 0, 10, 10, 10, 20, 20], refused) == (site.taken, site.refused)
        assert 8 == len({identity for identity, _ in site.calls})


def test_a_long_wait_uses_up_no_tries():
    """A day of passes a minute apart: whatever is due stays as it was, but for the posts whose turn it was."""
    clock = Clock()
    with Limited(clock, lambda remaining, seconds: (("Retry-After", str(WAIT)),)) as site:
        site.taken = [0] * MOST
        world = queued(site.url, clock, 5, keeps_ids=True)
        for _ in range(WAIT // 60 - 1):
            deliver(world)
            clock.pass_(minutes=1)

        assert 1 == len(site.refused)
        assert [0, 0, 0, 0, 1] == sorted(row.stored.attempts for row in world.store.posts())


WAIT = 3 * 3600


class Forgetful(FakeReceiver):
    """Takes every call, and answers the first ones with an error."""

    errors = 2

    def reply(self, request: Request) -> Reply:
        reply = super().reply(request)
        self.errors -= 1
        return reply if self.errors < 0 else Reply(500)


def test_a_receiver_that_keeps_ids_is_told_again_under_the_same():
    """Three posts, two lost answers: five calls, three ids, and nobody has to look."""
    clock = Clock()
    with Forgetful() as site:
        world = queued(site.url, clock, 3, keeps_ids=True)
        for _ in range(4):
            deliver(world)
            clock.pass_(minutes=1)

        assert (5, 3) == (len(site.calls), len({identity for identity, _ in site.calls}))
        assert {PostState.DELIVERED} == {row.stored.state for row in world.store.posts()}


def test_a_claim_is_not_relied_on_for_long():
    """A batch that takes its time is given back where it was not begun, and claimed anew: its verdicts may have changed."""
    clock = Clock()

    class Slow(FakeReceiver):
        def reply(self, request: Request) -> Reply:
            clock.pass_(seconds=10)
            return super().reply(request)

    with Slow() as site:
        world = queued(site.url, clock, 6, keeps_ids=True)
        claims: list[int] = []
        store = world.store
        claim = store.claim_posts_due

        def claimed(*arguments: object, **named: object) -> list:
            found = claim(*arguments, **named)
            claims.append(len(found))
            return found

        store.claim_posts_due = claimed
        deliver(world)

        assert [6, 4, 2] == claims[:3]
        assert 6 == len({identity for identity, _ in site.calls}) == len(site.calls)
        assert timedelta(seconds=60) == clock() - START

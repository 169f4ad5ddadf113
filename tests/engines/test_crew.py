"""More are called while those at work wait, and nobody while they compute."""

import pytest

from syndicator.engines.crew import Crew, Load


class World:
    """A clock, what was computed by it, and who was called."""

    def __init__(self, most: int) -> None:
        self.now = self.computed = self.elsewhere = 0.0
        self.called = list[float]()
        loads = [Load(lambda: self.computed, 0.5), Load(lambda: self.elsewhere, 1.5)]
        self.crew = Crew(most, lambda: self.called.append(self.now), loads, lambda: self.now)

    def pass_by(self, seconds: float, busy: float, elsewhere: float = 0.0) -> int:
        """Let time go by, of which a part is computed, here and by two processes elsewhere; look; how many are at work now."""
        self.now += seconds
        self.computed += busy * seconds
        self.elsewhere += elsewhere * seconds
        self.crew.look()
        return len(self.called)


def test_one_begins():
    """Nobody knows yet whether there is time for others."""
    world = World(64)
    assert ([0.0], False) == (world.called, world.crew.whole)


def test_those_who_wait_are_doubled_until_all_are_there():
    """Sixty at a look each hundredth of a second: all are at work before a tenth has passed."""
    world = World(60)
    assert [2, 4, 8, 16, 32, 60, 60] == [world.pass_by(0.011, busy=0.1) for _ in range(7)]
    assert world.crew.whole


def test_nobody_comes_to_those_who_compute():
    """They would only wait for each other."""
    world = World(64)
    assert {1} == {world.pass_by(0.011, busy=0.9) for _ in range(100)}


def test_others_come_once_those_at_work_begin_to_wait():
    """A look judges the time since the one before, not all that was."""
    world = World(64)
    for _ in range(100):
        world.pass_by(0.011, busy=0.9)
    assert 2 == world.pass_by(0.011, busy=0.2)


def test_nobody_comes_to_those_who_wait_for_what_is_in_use():
    """Two processes that are all but busy have no need of a third who waits for them; one has room for another."""
    world = World(64)
    assert [2, 2, 2] == [world.pass_by(0.011, busy=0.1, elsewhere=share) for share in (0.9, 1.8, 1.6)]


@pytest.mark.parametrize("busy", [0.0, 0.9])
def test_a_moment_is_too_short_to_tell(busy: float):
    """Looks in quick succession are one."""
    world = World(64)
    assert {1} == {world.pass_by(0.0001, busy) for _ in range(90)}


def test_a_crew_of_one_is_whole():
    """There is nobody to call."""
    assert World(1).crew.whole

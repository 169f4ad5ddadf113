"""Work overlaps, but not within a lane; and nobody works ahead of whoever takes the results."""

import threading
import time
from collections import Counter

import pytest

from syndicator.engines.embedded import Threads


def test_work_overlaps():
    """Eight that wait for each other can only end together."""
    together = threading.Barrier(8, timeout=5)

    found = dict(Threads(8).overlap(lambda _: together.wait(), range(8)))

    assert set(range(8)) == set(found) == set(found.values())


def test_a_lane_is_walked_by_one():
    """Items of one lane never meet, and keep their order; other lanes do not wait for them."""
    inside, met, order = Counter(), [], []

    def work(item: tuple[str, int]) -> None:
        inside[item[0]] += 1
        met.append(inside[item[0]])
        order.append(item)
        time.sleep(0.001)
        inside[item[0]] -= 1

    items = [(name, number) for number in range(10) for name in "abcd"]
    found = [item for item, _ in Threads(8).overlap(work, items, lambda item: item[0])]

    assert {1} == set(met)
    assert sorted(items) == sorted(found)
    assert all([(name, n) for n in range(10)] == [item for item in order if item[0] == name] for name in "abcd")


def test_an_exception_is_a_result():
    """It touches no other item, of its lane or of another."""
    found = dict(Threads(2).overlap(lambda n: 12 // n, [0, 3, 4], lambda n: "one lane"))

    assert (4, 3, ZeroDivisionError) == (found[3], found[4], type(found[0]))


def test_what_ends_the_process_is_raised():
    """SystemExit in a worker is no result."""

    def end(_: int) -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        list(Threads(2).overlap(end, [1]))


def test_nobody_works_far_ahead():
    """Results that are not taken stop the work: memory does not grow with the number of items."""
    done: list[int] = []
    results = Threads(2).overlap(done.append, range(1000))
    next(results)
    time.sleep(0.05)

    assert len(done) <= 10
    assert 999 == len(list(results))


def test_work_ends_with_whoever_took_the_results():
    """Results that nobody wants any longer are not worked for."""
    done: list[int] = []
    results = Threads(2).overlap(done.append, range(1000))
    next(results)
    results.close()

    assert len(done) <= 10
    assert not [t for t in threading.enumerate() if t.name.startswith("syndicator_")]


def test_nothing_to_do_is_no_work():
    """Not even a thread."""
    assert [] == list(Threads(2).overlap(str, []))


def test_one_lane_needs_no_thread():
    """What cannot overlap is done by whoever takes the results, when they are taken."""
    mine, done = threading.get_ident(), []
    results = Threads(8).overlap(lambda n: done.append(n) or threading.get_ident(), range(3), lambda _: "one lane")

    assert ((0, mine), [0]) == (next(results), done)
    assert [(1, mine), (2, mine)] == list(results)

"""Feeds are parsed in other processes: what bounds them, and that nothing but one reading ends with one of them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

import pytest

from syndicator import feeds
from syndicator.core import markup
from syndicator.core.places import Source
from syndicator.errors import Rejected, RetryLater
from syndicator.feeds import Workers, serving
from syndicator.feeds.parsing import parse
from syndicator.feeds.serving import Job, Limits
from tests.feeds.conftest import FEED_URL, NOW

SOURCE = Source(id="news", feed=FEED_URL, publisher="The Riverside Courier")
FEED = b'<rss version="2.0"><channel><title>C</title><item><guid>1</guid><title>One</title></item></channel></rss>'


def read(workers: Workers, body: bytes = FEED) -> list[str]:
    return [article.title for article in workers(body, FEED_URL, "", SOURCE, NOW).articles]


def many(entries: int) -> bytes:
    """A document that takes a while: some seconds for 500 entries."""
    item = b"<item><guid>%d</guid><title>T</title><description type='html'>" + b"&lt;b&gt;x&lt;/b&gt; " * 4000 + b"</description></item>"
    return b'<rss version="2.0"><channel>' + b"".join(item % n for n in range(entries)) + b"</channel></rss>"


def process(workers: Workers) -> int:
    """The number of the one process that runs."""
    (worker,) = workers._live
    return worker._process.pid


@pytest.fixture(scope="module")
def shared() -> Iterator[Workers]:
    made = Workers(1)
    yield made
    made.close()


def test_another_process_reads_the_same(shared: Workers) -> None:
    """Articles, hints and what is to be remembered are those of the parser itself; digests come with them."""
    here, there = parse(FEED, FEED_URL, "", SOURCE, NOW), shared(FEED, FEED_URL, "", SOURCE, NOW)
    assert here == replace(there, digests={})
    assert {article.identity: article.digest for article in here.articles} == there.digests
    assert () == shared(FEED, FEED_URL, "", SOURCE, NOW, here.known).articles


def test_a_refusal_is_told_as_the_parser_tells_it(shared: Workers) -> None:
    """The words and the remedy pass the line, and the process goes on."""
    with pytest.raises(Rejected) as told:
        read(shared, b"<html>")
    assert "https://news.example/feed is not a feed that can be read: it is an HTML page" == told.value.why
    assert "give the address of the feed itself" == told.value.remedy
    assert ["One"] == read(shared)


def test_signals_of_the_terminal_and_of_supervisors_do_not_reach_the_reading(shared: Workers) -> None:
    """SIGINT and SIGTERM go to a whole group; the process that asks ends the others when it ends itself."""
    assert ["One"] == read(shared)
    before = process(shared)
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(before, number)
    assert (["One"], before) == (read(shared), process(shared))


def test_a_killed_process_costs_one_reading(shared: Workers) -> None:
    """Its source is tried again later, told in one line; the next document has a new process."""
    assert ["One"] == read(shared)
    os.kill(process(shared), signal.SIGKILL)
    with pytest.raises(RetryLater, match=r"^https://news\.example/feed: the process that read it ended \(SIGKILL\); the next poll tries"):
        read(shared)
    assert ["One"] == read(shared)


def test_computing_time_is_bounded() -> None:
    """The kernel ends what takes longer (SIGXCPU)."""
    workers = Workers(1, Limits(seconds=0))
    with pytest.raises(RetryLater, match="took more than 0 seconds of computing time"):
        read(workers, many(500))
    workers.close()


def test_wall_time_is_bounded() -> None:
    """A process that stands still is ended, whatever it waits for."""
    workers = Workers(1, Limits(wall=0.2))
    assert ["One"] == read(workers)
    stopped = process(workers)
    os.kill(stopped, signal.SIGSTOP)
    with pytest.raises(RetryLater, match=r"took more than 0\.2 seconds"):
        read(workers)
    with pytest.raises(ProcessLookupError):
        os.kill(stopped, 0)
    workers.close()


def test_memory_is_bounded() -> None:
    """A document that needs more than is allowed is given up; another process reads on."""
    workers = Workers(1, Limits(memory=24))
    with pytest.raises(RetryLater, match=r"reading it took more than 24 MiB of memory"):
        read(workers, many(400))
    assert ["One"] == read(workers)
    workers.close()


def test_a_harder_limit_that_was_there_before_stays() -> None:
    """Whoever starts the daemon may have bound it already: the processes that parse take the tighter bound, and work."""
    code = (
        "import resource; from syndicator.feeds.serving import _bound; resource.setrlimit(resource.RLIMIT_CPU, (50, 60));"
        "_bound(resource.RLIMIT_CPU, 5); first = resource.getrlimit(resource.RLIMIT_CPU);"
        "_bound(resource.RLIMIT_CPU, 500); print(first, resource.getrlimit(resource.RLIMIT_CPU))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "(5, 60) (60, 60)" == done.stdout.strip()


def test_a_process_is_replaced_after_so_many_documents() -> None:
    """What a library leaks does not add up."""
    workers = Workers(1, Limits(documents=2))
    assert ["One"] == read(workers)
    first = process(workers)
    assert ["One"] == read(workers)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert (["One"], True) == (read(workers), process(workers) != first)
    workers.close()
    assert set() == workers._live


def test_the_seconds_of_its_processes_are_told(shared: Workers) -> None:
    """While a document is being read too: whoever waits for it shall not look idle."""
    before = shared.spent()
    assert before == shared.spent()  # nobody reads
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read, shared, many(20))
        seen = {shared.spent() for _ in iter(reading.done, True)}
    assert 20 == len(reading.result())
    assert before < max(seen) <= shared.spent()
    assert 2 < len(seen)


def test_after_the_cut_nothing_is_read() -> None:
    """The process was asked to end: what is under way ends, nothing new begins, and no source is blamed."""
    workers = Workers(1)
    assert ["One"] == read(workers)
    workers.cut()
    for _ in range(2):
        with pytest.raises(RetryLater, match=r"^the process is ending$"):
            read(workers)
    workers.close()


def test_whoever_reads_strangers_bytes_is_given_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the daemon's environment it has what an interpreter needs."""
    monkeypatch.setenv("SYNDICATOR_STORE_PASSWORD", "hush")
    workers = Workers(1)
    try:
        read(workers)
        given = Path(f"/proc/{process(workers)}/environ").read_bytes()
    finally:
        workers.close()
    assert b"PATH=" in given
    assert b"hush" not in given


def test_a_process_that_reads_imports_nothing_that_fetches() -> None:
    """It starts sooner, holds less memory, and has nothing at hand that a hostile document could want."""
    command = "import sys, syndicator.feeds.serving; print(*sorted({'requests', 'urllib3', 'protego', 'sqlalchemy'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert ("\n", "") == (ran.stdout, ran.stderr)


def test_the_face_of_the_package_names_what_there_is() -> None:
    """Each name once, and each can be had."""
    assert sorted(feeds.__all__) == sorted(feeds._ROOMS)
    assert all(getattr(feeds, name) for name in feeds.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(feeds, "nothing")  # noqa: B009


def test_texts_that_were_read_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """No document brings them again, and their trees are most of what a process would hold."""
    monkeypatch.setattr(serving, "_allow", lambda seconds: None)  # this process is the tests' own
    ours, theirs = Pipe()
    before = markup.read("<p>Read a moment ago.</p>")
    with theirs, ThreadPoolExecutor(1) as pool:
        served = pool.submit(serving._serve, theirs, Limits())
        ours.send(Job(FEED, FEED_URL, "", SOURCE, NOW, ""))
        ours.recv()
        ours.close()
        served.result()
    assert before is not markup.read("<p>Read a moment ago.</p>")

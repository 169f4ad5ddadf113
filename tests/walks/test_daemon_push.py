"""The daemon as a process, with a hub: what is pushed waits for nobody, and outlives a kill."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.websub import Press, press, settings

SLOW = """
[[source]]
id = "slow"
feed = "http://127.0.0.2:{port}/feed"
publisher = "Slow"
"""


@contextmanager
def daemon(file: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with (
        (file.parent / "log").open("ab") as log,
        subprocess.Popen([sys.executable, "-m", "syndicator", "-c", file, "run"], stderr=log) as one,
    ):
        try:
            yield one
        finally:
            one.kill()


def until(true: Callable[[], bool], file: Path, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, (file.parent / "log").read_text()[-4000:]
        time.sleep(0.02)


def posted(file: Path, number: int) -> bool:
    return any((file.parent / "public").glob(f"{number}-*.html"))


def verified(publisher: Press) -> bool:
    return bool(publisher.callbacks)


def test_a_push_waits_for_no_other_source(tmp_path: Path):
    """While one server keeps a whole tick waiting, what another's hub pushes is posted."""
    with press() as publisher, socket.create_server(("127.0.0.2", 0)) as silent:
        file = settings(tmp_path, publisher)
        with daemon(file):
            until(lambda: verified(publisher), file)
        known = file.read_text().replace('"127.0.0.1"]', '"127.0.0.0/8"]')  # another host: each is asked for one thing at a time
        file.write_text(known + SLOW.format(port=silent.getsockname()[1]))
        with daemon(file):
            silent.settimeout(30)
            waiting, _ = silent.accept()  # the tick's read step hangs here, for as long as fetch.timeout allows
            with waiting:
                publisher.publish(1)
                until(lambda: posted(file, 1), file, 9)


def test_a_push_that_was_taken_outlives_a_kill(tmp_path: Path):
    """The hub has its answer, and will not ask again: whoever starts next posts it."""
    with press() as publisher:
        file = settings(tmp_path, publisher)
        with daemon(file) as running:
            until(lambda: verified(publisher), file)
            publisher.publish(1)
            running.kill()
        publisher.articles.clear()  # the feed has lost it: nothing but the push can bring it
        with daemon(file):
            until(lambda: posted(file, 1), file)

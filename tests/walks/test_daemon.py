"""The daemon as a process: it ticks, ends cleanly on a signal, and tolerates no second one on its data."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demo.publisher import serve

CONFIG = """
data = "data"
[fetch]
contact = "desk@riverside.example"
allow_private = ["127.0.0.1"]
[daemon]
tick = "1s"
[log]
format = "json"
[[source]]
id = "courier"
feed = "{feed}"
publisher = "Harbour Courier"
cadence = "1s"
on_first_poll = "all"
[[site]]
id = "commons"
kind = "static"
use = "community"
options = {{ folder = "public" }}
[[route]]
sources = ["courier"]
sites = ["commons"]
"""


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Path]:
    with serve(0, tmp_path / "none") as publisher:
        file = tmp_path / "syndicator.toml"
        file.write_text(CONFIG.format(feed=f"{publisher.url.rstrip('/')}/harbour-courier/feed.atom"))
        yield file


def command(file: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "syndicator", "--config", str(file), *words]


@contextmanager
def daemon(file: Path) -> Iterator[subprocess.Popen[str]]:
    """A running daemon that has posted something."""
    with subprocess.Popen(command(file, "run"), stderr=subprocess.PIPE, text=True) as process:
        try:
            _until(lambda: len(list((file.parent / "public").glob("*.html"))) >= 3, process)
            yield process
        finally:
            process.kill()


def _until(true, process: subprocess.Popen[str]) -> None:
    for _ in range(200):
        if true():
            return
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.1)
    raise AssertionError("it took longer than 20 s")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(config: Path, number: signal.Signals):
    """Exit 0, soon; every log line is JSON and says what was done; nothing is left claimed."""
    with daemon(config) as process:
        began = time.monotonic()
        process.send_signal(number)
        told = process.communicate(timeout=20)[1]

    assert 0 == process.returncode
    assert time.monotonic() - began < 10
    events = [json.loads(line)["event"] for line in told.splitlines()]
    assert {"daemon.started", "source.read", "case.judged", "post.delivered", "daemon.stopped"} <= set(events)
    status = json.loads(subprocess.run(command(config, "status", "--json"), capture_output=True, check=False).stdout)
    assert 0 == status["counts"]["posts"]["claimed"]


def test_a_second_daemon_is_told_who_holds_the_data(config: Path):
    """Exit 3 and one line with the process; the first goes on."""
    with daemon(config) as process:
        second = subprocess.run(command(config, "run"), capture_output=True, text=True, timeout=20, check=False)

        assert 3 == second.returncode
        assert f"process {process.pid}" in second.stderr
        assert process.poll() is None


def test_reading_needs_no_lock(config: Path):
    """`status` and `health` answer while the daemon runs; it is healthy."""
    with daemon(config):
        for words in (["status"], ["health"], ["posts", "list"]):
            done = subprocess.run(command(config, *words), capture_output=True, text=True, timeout=20, check=False)
            assert 0 == done.returncode, (words, done.stdout, done.stderr)


def test_a_killed_daemon_leaves_nothing_in_the_way(config: Path):
    """After kill -9 the next one starts at once and posts nothing twice."""
    with daemon(config) as process:
        process.kill()
        process.wait(10)
    before = sorted((config.parent / "public").glob("*.html"))

    done = subprocess.run(command(config, "run", "--once"), capture_output=True, text=True, timeout=30, check=False)

    assert 0 == done.returncode, done.stderr
    assert before == sorted((config.parent / "public").glob("*.html"))


def test_a_source_that_drips_does_not_hold_up_the_end(tmp_path: Path):
    """A fetch that would take half a minute is cut; the daemon ends cleanly, and nothing is counted against the source."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = threading.Event()
        threading.Thread(target=_drip, args=(server, asked), daemon=True).start()
        file = tmp_path / "syndicator.toml"
        file.write_text(CONFIG.format(feed=f"http://127.0.0.1:{server.getsockname()[1]}/feed"))
        with subprocess.Popen(command(file, "run"), stderr=subprocess.PIPE, text=True) as process:
            assert asked.wait(60)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            told = process.communicate(timeout=25)[1]

    assert 0 == process.returncode, told
    assert time.monotonic() - began < 8
    assert "source.failed" not in told


def _drip(server: socket.socket, asked: threading.Event) -> None:
    """Answer with a byte at a time, until the other side goes away; `asked` is set when somebody waits for it."""
    with contextlib.suppress(OSError):
        while True:
            connection = server.accept()[0]
            asked.set()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss>")
                while True:
                    connection.sendall(b" ")
                    time.sleep(0.2)

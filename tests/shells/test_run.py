"""`run`: one pass, or the daemon until it is told to stop."""

import json
import signal
import subprocess
import sys
import time

import pytest

from syndicator.stores import open_store
from syndicator.stores.lock import hold
from tests.shells.press import publish, settings


@pytest.fixture
def config(tmp_path, httpserver):
    """Settings that read a publisher on the loopback interface."""
    return settings(tmp_path, publish(httpserver))


def syndicator(config, *arguments):
    """The console script as a process of its own, since `run` sets up the logging of its process."""
    return [sys.executable, "-m", "syndicator", "-c", str(config), *arguments]


def test_one_pass_says_what_each_step_did(config):
    """A line a step, on stdout; the log is elsewhere; exit code 0 where there were no problems."""
    done = subprocess.run(syndicator(config, "run", "--once"), capture_output=True, text=True, check=False)
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    steps = ["hear", "read", "judge", "follow", "deliver", "prove", "mention"]
    assert (0, steps) == (done.returncode, list(lines))
    assert "1 polled, 2 articles" in lines["read"]
    assert "3 allow, 1 hold" in lines["judge"].replace("1 hold, 3 allow", "3 allow, 1 hold")
    assert "3 created" in lines["deliver"]


def test_problems_are_named_and_exit_code_1(config, httpserver):
    """In JSON too."""
    httpserver.clear()
    done = subprocess.run(syndicator(config, "-q", "run", "--once", "--json"), capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    assert (1, "syndicator/run/1") == (done.returncode, said["schema"])
    (problem,) = said["steps"]["read"]["problems"]
    assert problem.startswith("bell: ")


def test_a_second_instance_is_exit_code_3(config, tmp_path):
    """The data directory has one holder."""
    with hold(tmp_path / "data"):
        done = subprocess.run(syndicator(config, "run", "--once"), capture_output=True, text=True, check=False)
    assert (3, "") == (done.returncode, done.stdout)


def test_the_daemon_ticks_until_it_is_told_to_stop(config, tmp_path):
    """SIGTERM is a clean end."""
    with subprocess.Popen(syndicator(config, "run"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert _ticked(tmp_path / "data" / "syndicator.sqlite")
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=15)
        finally:
            process.kill()
    assert 0 == process.returncode


def test_json_goes_with_once(run, config):
    """The daemon's answers are its log."""
    assert 2 == run("-c", config, "run", "--json").code


def _ticked(path, patience=15.0):
    """Whether the daemon shows that it lives within so many seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if path.exists() and path.stat().st_size:
            store = open_store(path)
            try:
                if store.last_tick():
                    return True
            finally:
                store.close()
        time.sleep(0.2)
    return False

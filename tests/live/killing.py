"""Killing the daemon at random instants: a feed of many free articles, one site, and what stands there in the end."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from tests.core.test_rasters import png
from tests.sites.serving import Reply, Request, SmallSite

ROOT = Path(__file__).parents[2]
ARTICLES = int(os.environ.get("ARTICLES", "50"))
KILLS = int(os.environ.get("KILLS", "30"))
PATIENCE = float(os.environ.get("PATIENCE", "300"))  # seconds that one pass may take; a slow server needs more
PICTURES = 2
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


class Press(SmallSite):
    """A publisher with one Atom feed of free articles (CC BY 4.0), each with its page."""

    def reply(self, request: Request) -> Reply:
        """The feed at `/feed`, an article anywhere else."""
        if request.route == "/robots.txt":
            return Reply(404)
        if request.route.startswith("/pictures/"):
            return Reply(200, (("Content-Type", "image/png"),), png(int(request.route.rpartition("/")[2][:-4]), 3))
        if request.route == "/feed":
            entries = "".join(self._entry(number) for number in range(ARTICLES))
            head = f"<title>The Lock Keeper</title><id>{self.url}</id><updated>2026-03-01T08:00:00Z</updated><link href='{self.url}'/>"
            feed = f"<feed xmlns='http://www.w3.org/2005/Atom'>{head}<link rel='license' href='{LICENCE}'/>{entries}</feed>"
            return Reply(200, (("Content-Type", "application/atom+xml"),), feed.encode())
        return Reply(200, (("Content-Type", "text/html"),), b"<!doctype html><title>The Lock Keeper</title><p>News of the canal.</p>")

    def _entry(self, number: int) -> str:
        text = (
            f"<p>Lock {number} of the old canal opens again after {number + 2} years, the keepers said; boats may pass from Monday on.</p>"
        ) * 4
        if number % 5 == 0:  # one in five shows one of two pictures
            caption = f"<figcaption>A lock. Photo: Jo Bell, <a href='{LICENCE}'>CC BY 4.0</a></figcaption>"
            text = f"<figure><img src='{self.url}pictures/{7 + number % 2}.png' alt='A lock'>{caption}</figure>{text}"
        return (
            f"<entry><title>{escape(title(number))}</title><id>{self.url}{number}</id><link href='{self.address(number)}'/>"
            f"<updated>2026-03-01T08:00:{number:02}Z</updated><published>2026-03-01T08:00:{number:02}Z</published>"
            f"<author><name>Ada Ferro</name></author><link rel='license' href='{LICENCE}'/>"
            f"<content type='html'>{escape(text)}</content></entry>"
        )

    def address(self, number: int) -> str:
        """Where an article stands."""
        return f"{self.url}locks/lock-{number}"


def title(number: int) -> str:
    """The headline of an article."""
    return f"Lock {number} opens again & boats pass"


@dataclass
class Rig:
    """A daemon with one source and one site, in a folder of its own."""

    file: Path
    press: Press

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "syndicator", "--config", str(self.file)]

    def run_and_kill(self, dice: random.Random) -> None:
        """Start the daemon as an operator does, and kill it without warning: after a few deliveries, and a moment more or less."""
        told = self.file.parent / "daemon.log"
        with told.open("ab") as log:
            seen, wanted, moment = log.tell(), dice.randrange(3), dice.uniform(0, 0.08)
            process = subprocess.Popen([*self.command, "run"], cwd=ROOT, stdout=log, stderr=log)
            until = time.monotonic() + dice.uniform(5, 10)
            while time.monotonic() < until and told.read_bytes()[seen:].count(b"post.delivered") < wanted:
                time.sleep(0.01)
            time.sleep(moment if wanted else 20 * moment)
            process.send_signal(signal.SIGKILL)
            process.wait(10)

    def passes(self, count: int) -> None:
        """Passes of `run --once`, none of them cut off."""
        for _ in range(count):
            subprocess.run([*self.command, "run", "--once"], cwd=ROOT, check=False, capture_output=True, timeout=PATIENCE)

    def status(self) -> dict[str, Any]:
        done = subprocess.run([*self.command, "status", "--json"], cwd=ROOT, check=False, capture_output=True, timeout=120)
        return json.loads(done.stdout)

    def until_rest(self, between: Callable[[], None]) -> dict[str, int]:
        """Passes of `run --once` until every post is proven; the counts of the states they rest in."""
        for _ in range(60):
            time.sleep(3.1)  # leases of the killed run out
            subprocess.run([*self.command, "run", "--once"], cwd=ROOT, check=False, capture_output=True, timeout=PATIENCE)
            between()
            counts = self.status()["counts"]
            resting = {state: count for state, count in counts["posts"].items() if count}
            if resting == {"proven": ARTICLES} and not counts["cases"]["new"]:
                return resting
        raise AssertionError(f"it did not come to rest: {resting}")


@contextmanager
def rig(folder: Path, site: str) -> Iterator[Rig]:
    """A daemon for one site, told as the lines of its [[site]] table."""
    with Press() as press:
        file = folder / "syndicator.toml"
        file.write_text(
            'data = "data"\n[fetch]\ncontact = "desk@riverside.example"\nallow_private = ["127.0.0.1"]\n'
            '[daemon]\ntick = "1s"\nlease = "3s"\n'
            f'[[source]]\nid = "locks"\nfeed = "{press.url}feed"\npublisher = "The Lock Keeper"\non_first_poll = "all"\nburst = 1000\n'
            f'publisher_url = "{press.url}"\nterms = "none"\n{site}\n[[route]]\nsources = ["*"]\nsites = ["place"]\n',
            encoding="utf-8",
        )
        yield Rig(file, press)


def killed_again_and_again(one: Rig, between: Callable[[], None] = lambda: None) -> dict[str, int]:
    """The daemon runs and is killed with -9, `KILLS` times at random instants, then runs until everything rests.

    `between` is what happens at the site between its last runs: a build, say.
    """
    dice = random.Random(os.environ.get("SEED", "1"))
    for _ in range(KILLS):
        one.run_and_kill(dice)
    return one.until_rest(between)


def secret_in(folder: Path, secret: str) -> str:
    """The lines of a [[site]] table that name a credential in a file."""
    file = folder / "secret"
    file.write_text(secret)
    file.chmod(0o600)
    return 'credential = { file = "secret" }'


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

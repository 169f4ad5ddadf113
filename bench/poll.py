"""Polling against its rivals in one run: lemon24/reader, a bare requests.Session loop, and ourselves; CPU seconds, several rounds.

    python -m bench.poll --harness DIR [--reader PYTHON] [--feeds N] [--pool DIR] [--rounds N] [--only a,b]

The farm and the rivals' runners come from a folder of their own (`bench/farm.py`), and `--reader` names a Python that has
lemon24/reader. Each poll is a process of its own, the sides take turns within a round, and everything of ours is counted: store,
schedule, logging, and the processes that parse. Printed are CPU milliseconds a feed (median, least and most), and the ratio with
the most that is meant to be reached.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.farm import Farm, latent, missing, served

_QUIET = {k: v for k, v in os.environ.items() if k not in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")}
Facts = dict[str, object]


@dataclass(slots=True)
class Series:
    """The rounds of one side: CPU and wall milliseconds a feed, and the last round's facts."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    facts: Facts = field(default_factory=dict)

    def add(self, facts: Facts, feeds: int) -> None:
        """Take in one round."""
        self.cpu.append(float(str(facts["in_cpu"])) / feeds * 1000)
        self.wall.append(float(str(facts["in_wall"])) / feeds * 1000)
        self.facts = facts

    def __str__(self) -> str:
        """Median, least and most of the CPU, and the median wall time."""
        middle = f"{statistics.median(self.cpu):9.3f} ({min(self.cpu):.3f} to {max(self.cpu):.3f})"
        return f"{middle} ms CPU, wall {statistics.median(self.wall):.3f}"


@dataclass(frozen=True, slots=True)
class Bench:
    """What every scenario works with."""

    farm: Farm
    reader: Path | None
    rounds: int
    scratch: Path

    def ours(self, urls: Path, data: str, *more: str, **environment: str) -> Facts:
        """One pass of ours."""
        return _run(sys.executable, "-m", "bench.polling", str(urls), str(self.scratch / data), *more, **environment)

    def theirs(self, urls: Path, data: str) -> Facts:
        """One poll of reader."""
        return _run(str(self.reader), str(self.farm.harness / "poll_reader.py"), str(urls), str(self.scratch / f"{data}.db"), "8")

    def bare(self, urls: Path, client: str = "requests", **environment: str) -> Facts:
        """Conditional requests over a bare session, without a store or anything else."""
        command = [sys.executable, str(self.farm.harness / "http_floor.py"), client, str(urls), "8", "1", str(self.farm.root)]
        return _run(*command, **environment)


def _run(*command: str, **environment: str) -> Facts:
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**_QUIET, **environment})
    facts: Facts = json.loads([line for line in done.stdout.splitlines() if line.startswith("{")][-1])
    return facts


def _told(name: str, feeds: int, sides: dict[str, Series], *targets: tuple[str, str, float]) -> None:
    """A line a side, then each ratio with its target."""
    print(f"\n{name} ({feeds} feeds, {len(next(iter(sides.values())).cpu)} rounds)")
    for side, series in sides.items():
        print(f"  {side:24} {series}   {json.dumps(series.facts.get('counts') or series.facts.get('codes'))}")
    for one, other, most in targets:
        if one in sides and other in sides:
            ratio = statistics.median(sides[one].cpu) / statistics.median(sides[other].cpu)
            print(f"  {one} / {other}: {ratio:.3f}, meant {most:.3f}: {'met' if ratio <= most else 'MISSED'}")


def _rounds(polls: dict[str, Callable[[int], Facts]], feeds: int, rounds: int) -> dict[str, Series]:
    sides = {side: Series() for side in polls}
    for number in range(rounds):
        for side, poll in polls.items():
            sides[side].add(poll(number), feeds)
    return sides


def first(bench: Bench) -> None:
    """Everything is new: read, sanitised and stored; ours on both cores and on one."""
    urls = bench.farm.urls(bench.farm.http, spread=True)
    polls: dict[str, Callable[[int], Facts]] = {"ours": lambda n: bench.ours(urls, f"first{n}", "--clean")}
    if bench.reader:
        polls["reader"] = lambda n: bench.theirs(urls, f"first{n}")
    _told("first poll", bench.farm.feeds, _rounds(polls, bench.farm.feeds, bench.rounds), ("ours", "reader", 1 / 3))
    cores = _rounds(
        {"one core": lambda n: _pinned(bench, urls, f"one{n}", "0"), "two cores": lambda n: _pinned(bench, urls, f"two{n}", "0,1")},
        bench.farm.feeds,
        bench.rounds,
    )
    gain = statistics.median(cores["one core"].wall) / statistics.median(cores["two cores"].wall)
    print(f"  wall over two cores: {gain:.2f} times faster than over one, meant 1.70")


def _pinned(bench: Bench, urls: Path, data: str, cores: str) -> Facts:
    command = ["taskset", "-c", cores, sys.executable, "-m", "bench.polling", str(urls), str(bench.scratch / data)]
    return _run(*command)


def same(bench: Bench) -> None:
    """Nothing changed: 304 over kept connections."""
    urls, feeds = bench.farm.urls(bench.farm.http, spread=True), bench.farm.feeds
    bench.ours(urls, "same")
    polls: dict[str, Callable[[int], Facts]] = {"ours": lambda _: bench.ours(urls, "same"), "requests": lambda _: bench.bare(urls)}
    if bench.reader:
        bench.theirs(urls, "same")
        polls["reader"] = lambda _: bench.theirs(urls, "same")
    polls["ours with Sentry"] = lambda _: bench.ours(urls, "same", "--sentry")
    sides = _rounds(polls, feeds, bench.rounds)
    targets = (("ours", "reader", 1 / 5), ("ours", "requests", 0.6), ("ours with Sentry", "ours", 1.05))
    _told("unchanged, 304", feeds, sides, *targets)


def identical(bench: Bench) -> None:
    """A server without validators gives the same bytes again."""
    urls, feeds = bench.farm.urls(bench.farm.bare), bench.farm.feeds
    bench.ours(urls, "identical")
    polls: dict[str, Callable[[int], Facts]] = {"ours": lambda _: bench.ours(urls, "identical")}
    if bench.reader:
        bench.theirs(urls, "identical")
        polls["reader"] = lambda _: bench.theirs(urls, "identical")
    _told("unchanged, 200 with identical bytes", feeds, _rounds(polls, feeds, bench.rounds), ("ours", "reader", 1 / 50))


def changed(bench: Bench) -> None:
    """One new entry in 5 % of the feeds; each round starts from what stood before them."""
    urls, feeds = bench.farm.urls(bench.farm.http, spread=True), bench.farm.feeds
    bench.ours(urls, "before")
    if bench.reader:
        bench.theirs(urls, "before")
    bench.farm.touch(1)
    warm = urls.read_text().split()[:40]  # twenty for each process: the first dozen documents of one cost twice as much

    def ours(number: int) -> Facts:
        shutil.copytree(bench.scratch / "before", bench.scratch / f"changed{number}")
        return bench.ours(urls, f"changed{number}", "--warm", *warm)

    def theirs(number: int) -> Facts:
        shutil.copy(bench.scratch / "before.db", bench.scratch / f"changed{number}.db")
        return bench.theirs(urls, f"changed{number}")

    polls: dict[str, Callable[[int], Facts]] = {"ours": ours}
    if bench.reader:
        polls["reader"] = theirs
    _told("5 % with one new entry", feeds, _rounds(polls, feeds, bench.rounds), ("ours", "reader", 1 / 12))


def tls(bench: Bench) -> None:
    """Each feed on a host of its own, over TLS, with the full bundle of certificates."""
    urls = bench.farm.urls(bench.farm.tls, "https", hosts=True)
    plain = bench.farm.urls(bench.farm.tls, "https")
    bundle = bench.farm.bundle()
    bench.ours(urls, "tls", SSL_CERT_FILE=str(bundle))
    polls: dict[str, Callable[[int], Facts]] = {
        "ours": lambda _: bench.ours(urls, "tls", SSL_CERT_FILE=str(bundle)),
        "requests": lambda _: bench.bare(plain, DISTINCT="1", CERT=str(bundle)),
    }
    _told("unchanged, cold HTTPS", bench.farm.feeds, _rounds(polls, bench.farm.feeds, bench.rounds), ("ours", "requests", 1 / 8))


def latency(bench: Bench) -> None:
    """1,000 feeds, each on a host of its own, whose server answers after 100 ms."""
    feeds, wait = 1000, 0.1
    with latent(wait) as port:
        urls = bench.scratch / "latent.txt"
        urls.write_text("\n".join(f"http://127.1.{n // 250}.{1 + n % 250}:{port}/{n}.xml" for n in range(feeds)))
        bench.ours(urls, "latency")
        walls = [float(str(bench.ours(urls, "latency")["in_wall"])) for _ in range(bench.rounds)]
    bound = feeds * wait / 64
    print(f"\n100 ms of latency ({feeds} feeds): wall {statistics.median(walls):.2f} s ({min(walls):.2f} to {max(walls):.2f})")
    print(f"  {statistics.median(walls) / bound:.2f} times N x latency / 64, meant 1.50")


def memory(bench: Bench) -> None:
    """The most that all our processes hold at once, pages they share counted once: everything new, then nothing."""
    urls = bench.farm.urls(bench.farm.http, spread=True)
    peaks = [bench.ours(urls, "memory", "--memory")["memory_mb"] for _ in range(2)]
    print(f"\nmemory of all our processes ({bench.farm.feeds} feeds): {peaks[0]} MiB at the first poll, {peaks[1]} after, meant 200")


SCENARIOS = {"memory": memory, "first": first, "same": same, "identical": identical, "changed": changed, "tls": tls, "latency": latency}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Polling against its rivals.")
    parser.add_argument(
        "--harness", type=Path, default=os.environ.get("SYNDICATOR_BENCH"), help="folder of the farm and the rivals' runners"
    )
    parser.add_argument("--reader", type=Path, default=os.environ.get("SYNDICATOR_BENCH_READER"), help="a Python with lemon24/reader")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=20, help="how many each feed holds")
    parser.add_argument(
        "--pool", type=Path, help="a folder of HTML pages that the articles are cut from; without, they are words by chance"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default=",".join(SCENARIOS), help="which of " + ", ".join(SCENARIOS))
    told = parser.parse_args(arguments)
    harness = Path(told.harness) if told.harness else None
    if why := missing(harness):
        print(f"poll     skipped: {why}")
        return
    assert harness is not None
    if not told.reader:
        print("poll     without lemon24/reader: name a Python that has it: --reader PYTHON, or SYNDICATOR_BENCH_READER")
    reader = Path(told.reader) if told.reader else None
    with (
        tempfile.TemporaryDirectory(prefix="syndicator-bench-") as folder,
        served(harness, Path(folder) / "farm", told.feeds, told.entries, told.pool) as farm,
    ):
        os.chmod(folder, 0o755)  # noqa: PTH101,S103  # the server's workers are nobody
        for name in told.only.split(","):
            SCENARIOS[name](Bench(farm, reader, told.rounds, Path(folder)))


if __name__ == "__main__":
    main()

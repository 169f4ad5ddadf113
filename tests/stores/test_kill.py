"""kill -9 at any time: the store opens clean and holds what was before or what came after, never a mix."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from syndicator.core.ledger import verify
from syndicator.core.verdict import Answer
from syndicator.ports import Admitted, Ended, FetchMemory, Poll
from syndicator.stores import open_store
from tests.contracts.conftest import NOW, Make

ROUNDS = 20
BATCH = 2


def write_until_killed(path: Path, journal: Path) -> None:
    """Commit readings, verdicts and receipts one after another, and note each acknowledged one."""
    store = open_store(path)
    store.keep_sources([Make.source()], NOW)
    acknowledged = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    start = store.sources()[0].polls
    for number in range(start, 10**6):
        articles = [Make.article(f"{number}-{i}") for i in range(3)]
        store.record_polls([Poll("gazette", FetchMemory(), NOW, [Admitted(a, ("plaza", "forum")) for a in articles])], NOW)
        os.write(acknowledged, b"r")
        for article in articles:
            store.record_verdict(article.key, "plaza", "d", Make.verdict(), Make.post(article), NOW)
            os.write(acknowledged, b"v")
        claims = store.claim_posts_due(NOW, NOW, BATCH)
        store.record_ends([Ended.done(claim, Make.receipt(claim)) for claim in claims], NOW)
        os.write(acknowledged, b"d" * len(claims))


def whole(path: Path, acknowledged: Counter[str]) -> None:
    """Everything acknowledged is there, at most one transaction more of each, and every one is whole."""
    store = open_store(path)
    with store._database.reading() as connection:
        assert "ok" == connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        assert [] == connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    polls, cases, posts = store.sources()[0].polls, store.cases(), store.posts()
    assert polls - acknowledged["r"] in (0, 1)
    assert (3 * polls, 6 * polls) == (store.sources()[0].articles, len(cases))
    allowed = [case for case in cases if case.verdict and case.verdict.answer is Answer.ALLOW]
    assert len(allowed) - acknowledged["v"] in (0, 1)
    assert {case.article_key for case in allowed} == {row.stored.post.article_key for row in posts}
    delivered = [row for row in posts if row.stored.receipt]
    assert len(delivered) - acknowledged["d"] in (0, BATCH)
    assert all(row.delivered_at and row.stored.state.value == "delivered" for row in delivered)
    told = store.ledger_entries(limit=10**6)
    kinds = Counter(entry.read().kind for entry in told)
    assert ((), len(posts), len(delivered)) == (verify(told, []).problems, kinds["verdict"], kinds["receipt"])  # not one more, not one less
    assert set(verify(told, []).contents) == {name for name, whole in store.content_sums().items() if whole}
    store.close()


def begun(journal: Path, deadline: float) -> None:
    """Wait until the child has committed something, however slow the machine; a few lives end while it still opens the store."""
    before = journal.stat().st_size if journal.exists() else 0
    while time.monotonic() < deadline and (journal.stat().st_size if journal.exists() else 0) == before:
        time.sleep(0.002)


def rounds(folder: Path, seed: int) -> None:
    """Fork, write, kill after a random while, look; over and over on one file. The parent never holds it open over a fork."""
    dice, path, journal = random.Random(seed), folder / "store.db", folder / "journal"
    open_store(path).close()
    for _ in range(ROUNDS):
        child = os.fork()
        if not child:
            write_until_killed(path, journal)
        begun(journal, deadline=time.monotonic() + dice.choice((0.02, 30)))
        time.sleep(dice.uniform(0.0, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        settle(path, journal)
        sys.stdout.write("held\n")


def settle(path: Path, journal: Path) -> None:
    """Compare, then take what was committed but not acknowledged as the new count."""
    acknowledged = Counter(journal.read_text()) if journal.exists() else Counter()
    store = open_store(path)
    if not store.sources():
        store.close()
        return
    store.close()
    whole(path, acknowledged)
    store = open_store(path)
    posts = store.posts()
    gained = {"r": store.sources()[0].polls, "v": len(posts), "d": sum(row.stored.receipt is not None for row in posts)}
    store.close()
    with journal.open("a") as file:
        file.write("".join(kind * (number - acknowledged[kind]) for kind, number in gained.items()))


def test_killed_at_random_it_holds_before_or_after(tmp_path: Path):
    """Twenty lives of one store, each ended by kill -9 in the middle of its commits."""
    command = [sys.executable, "-c", f"from tests.stores.test_kill import rounds, Path; rounds(Path({str(tmp_path)!r}), 4)"]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=root)
    assert (ROUNDS, 0) == (done.stdout.count("held"), done.returncode), done.stderr
    store = open_store(tmp_path / "store.db")
    assert store.sources()[0].polls >= ROUNDS // 4  # it was writing when it was killed
    store.close()

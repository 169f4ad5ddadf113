"""`make demo`: eight invented publishers, three sites, and the real daemon's steps between them, twice.

Round 1 is the first day; in round 2 one article has been corrected and one withdrawn. A second run finds everything as it
left it, and posts nothing twice. Nothing leaves this machine.
"""

import argparse
import json
import logging
import os
import shutil
import sys
import time
from collections import Counter
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from demo.publisher import Publisher, serve
from demo.telling import tell
from syndicator.daemon import one_pass
from syndicator.errors import SyndicatorError
from syndicator.looking import opened
from syndicator.rendering import JinjaRenderer
from syndicator.reporting import run_report
from syndicator.settings import Settings, load
from syndicator.wiring import Application, running

HERE = Path(__file__).parent
_MARK, _SEEN = "made-by-the-demonstration", "seen-both-rounds"
_MOST_PASSES = 30
_BUSY = frozenset(
    {"articles", "allow", "wait", "hold", "refuse", "create", "update", "withdraw", "created", "updated", "withdrawn", "proven", "gone"}
)


def main() -> int:
    """Run the demonstration; exit 0 when everything rests, 1 when the program failed on an article, 2 when it cannot be run."""
    options = _options()
    logging.getLogger().setLevel(logging.ERROR)  # the story is told below; `syndicator run` logs
    out: Path = options.out
    began = time.monotonic()
    try:
        settings = _settings(_ours(out, fresh=options.fresh), options.port)
        with _publishers(options.port, out) as publisher:
            done = _rounds(settings, publisher, out)
            tell(settings, out, done, time.monotonic() - began)
            if defects := _defects(settings):
                print(f"demo: {len(defects)} answers are none, for the program failed on them: {defects[0]}", file=sys.stderr)
                return 1
            if options.serve:
                _keep_serving(publisher)
    except SyndicatorError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8971", help="of the publishers and the finished sites")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="where store, sites and report go")
    parser.add_argument("--serve", action="store_true", default=os.environ.get("SERVE") == "1", help="keep the sites up until Ctrl-C")
    parser.add_argument("--fresh", action="store_true", help="forget earlier runs first")
    return parser.parse_args()


def _ours(out: Path, *, fresh: bool) -> Path:
    """The folder, made where it is missing; one that holds anything else than an earlier run is neither written into nor deleted."""
    try:
        if out.exists() and any(out.iterdir()):
            if not any((out / mark).exists() for mark in (_MARK, _SEEN)):
                raise SyndicatorError(f"{out} holds something that is not of this demonstration; name another folder with --out")
            if fresh:
                shutil.rmtree(out)
        out.mkdir(parents=True, exist_ok=True)
        (out / _MARK).write_text("everything in this folder is made by the demonstration, and may be deleted\n", encoding="utf-8")
    except OSError as error:
        raise SyndicatorError(f"{out} cannot be used ({error.strerror}); name another folder with --out") from error
    return out


def _settings(out: Path, port: int) -> Settings:
    """The demonstration's configuration, beside its data, with the port that is really used."""
    text = (HERE / "syndicator.toml").read_text(encoding="utf-8")
    file = out / "syndicator.toml"
    file.write_text(text.replace(":8971", f":{port}").replace('"out/', '"'), encoding="utf-8")
    return load(file, os.environ)


def _publishers(port: int, out: Path) -> AbstractContextManager[Publisher]:
    try:
        return serve(port, out / "sites")
    except OSError as error:
        raise SyndicatorError(f"port {port} cannot be used ({error.strerror}); choose another: make demo PORT=8972") from error


def _rounds(settings: Settings, publisher: Publisher, out: Path) -> dict[str, Counter[str]]:
    """Both days, or, where an earlier run has seen them, the second day again."""
    seen = out / _SEEN
    done: dict[str, Counter[str]] = {}
    with running(settings) as app:
        for number in (2,) if seen.exists() else (1, 2):
            publisher.round = number
            done["again" if seen.exists() else f"round {number}"] = _until_rest(app)
        report = run_report(app.overview.cases(), app.overview.posts(), datetime.now(UTC))
        (out / "report.html").write_text(JinjaRenderer().render("report/run.html", report), encoding="utf-8")
    seen.write_text("delete this folder to begin anew\n", encoding="utf-8")
    return done


def _until_rest(app: Application) -> Counter[str]:
    """The daemon's steps, pass after pass, until every source was polled once more and nothing was left to do."""
    counts: Counter[str] = Counter()
    time.sleep(2.1)  # the sources' cadence is a second, twice that at most: all of them are due again
    for _ in range(_MOST_PASSES):
        now = Counter[str]()
        for tally in one_pass(app).values():
            now.update(tally.counts)
        counts.update(now)
        if not any(now[word] for word in _BUSY):
            return counts
    raise SyndicatorError(f"the steps did not come to rest in {_MOST_PASSES} passes: {json.dumps(counts)}")


def _defects(settings: Settings) -> list[str]:
    """What was said of the articles that could not be judged; they are held like others, and must not pass for them."""
    with opened(settings) as overview:
        deciding = (case.verdict.deciding for case in overview.cases() if case.verdict)
        return [finding.says for finding in deciding if finding and finding.rule == "internal"]


def _keep_serving(publisher: Publisher) -> None:
    print(f"\nServing {publisher.url} until Ctrl-C")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    sys.exit(main())

"""Auditing hostile pages over real sockets: they lie on loopback, and `syndicator audit` reads them as it reads any page.

    python -m bench.audit_hostile --html FOLDER [--documents N] [--seed N] [--show QUESTION]

Each document of bench/hostile.py is served as it is; below a page of bench/copies.py; and within one. Originals are given by file. By
itself no document is a copy of anything; below a copy it changes no answer; within one it changes none where it swallows nothing, but
that words which it shows between the paragraphs are a change to the text.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.audit import Counts
from bench.copies import QUESTIONS, Made, pages
from bench.hostile import below, documents, within

SETS = ("alone", "below", "within")
_SETTINGS = '[fetch]\ncontact = "bench@example.org"\nallow_private = ["127.0.0.0/8"]\n'
_HOSTS = 64  # loopback addresses the pages stand on: a host is asked for one thing at a time
_SEEN = {"ads_seen": "ads are shown", "paywall_seen": "there is a paywall"}


def served(chance: int, found: Sequence[bytes], originals: int = 25) -> tuple[Mapping[str, str], dict[str, tuple[Made | None, bytes]]]:
    """The HTML of originals by their address, and of every path what its page was made of (None: it is no copy), and its bytes."""
    ours, made = pages(chance, len(found), originals)
    paths: dict[str, tuple[Made | None, bytes]] = {}
    for number, (document, page) in enumerate(zip(found, made, strict=True)):
        paths[f"/alone/{number}"] = None, document
        paths[f"/below/{number}"] = below(page, document)
        paths[f"/within/{number}"] = within(page, document)
    return {one.url: one.html for one in ours}, paths


@contextmanager
def web(paths: Mapping[str, tuple[Made | None, bytes]]) -> Iterator[int]:
    """Serve the pages on every address of loopback; the port."""

    class Page(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = paths.get(self.path)
            body = found[1] if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("0.0.0.0", 0), Page)  # noqa: S104  # every address of loopback is wanted
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def audited(originals: Mapping[str, str], paths: Mapping[str, tuple[Made | None, bytes]], folder: Path) -> dict[str, dict[str, Any]]:
    """What `syndicator audit` says of each path, by a process of its own; raises RuntimeError where it does not end as documented."""
    (folder / "syndicator.toml").write_text(_SETTINGS)
    for number, html in enumerate(originals.values()):
        (folder / f"{number}.html").write_text(html)
    named = [word for number in range(len(originals)) for word in ("--original", str(folder / f"{number}.html"))]
    with web(paths) as port, (folder / "pages.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("url",))
        writer.writerows((f"http://127.0.0.{1 + number % _HOSTS}:{port}{path}",) for number, path in enumerate(paths))
        file.flush()
        told = [sys.executable, "-m", "syndicator", "-c", str(folder / "syndicator.toml"), "audit", "--csv", file.name, *named, "--json"]
        done = subprocess.run(told, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr[-2000:])
    return {f"/{one['url'].split('/', 3)[3]}": one for one in json.loads(done.stdout)["pages"]}


def said(page: Mapping[str, Any]) -> frozenset[str]:
    """The questions to which the answer is bad, and `copied`."""
    if page["kind"] in ("", "none", "link"):
        return frozenset()
    bad = {point["question"] for point in page["points"] if point["outcome"] in ("lacking", "open")}
    return frozenset({"copied", *bad, *(one["question"] for one in page["points"] if one["says"] == _SEEN.get(one["question"]))})


def measure(
    paths: Mapping[str, tuple[Made | None, bytes]], found: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[tuple[str, str], Counts], Counter[tuple[str, str]]]:
    """Each question over each set, and how often each set was told as what."""
    counts = {(name, question): Counts() for name in SETS for question in QUESTIONS}
    kinds: Counter[tuple[str, str]] = Counter()
    for path, (made, _) in paths.items():
        name, told = path.split("/")[1], said(found[path])
        kinds[name, found[path]["kind"] or found[path]["grade"]] += 1
        lacking = made.lacking if made else frozenset[str]()
        for question in QUESTIONS:
            if "swallowed" in lacking:
                continue
            _count(counts[name, question], f"{path} {made and made.kind}", is_so=question in lacking, is_said=question in told)
    return counts, kinds


def _count(count: Counts, where: str, *, is_so: bool, is_said: bool) -> None:
    count.right += is_so and is_said
    count.false += is_said and not is_so
    count.missed += is_so and not is_said
    if is_so != is_said:
        count.examples.append(f"{'said, and not so' if is_said else 'missed'}: {where}")


def _unread(found: Mapping[str, Mapping[str, Any]]) -> int:
    return sum("shows no words" in one["problem"] for path, one in found.items() if path.startswith("/alone/"))


def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description="Audit of hostile pages over loopback.")
    parser.add_argument("--html", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=0, help="so many of them, spread evenly (default: all)")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--show", default="", help="print the pages on which a question was answered wrongly")
    told = parser.parse_args()
    all_of_them = list(documents(told.html))
    taken = all_of_them[:: max(1, len(all_of_them) // told.documents)] if told.documents else all_of_them
    originals, paths = served(told.seed, taken)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="syndicator-hostile-") as folder:
        found = audited(originals, paths, Path(folder))
    spent = time.monotonic() - start
    counts, kinds = measure(paths, found)
    for (name, question), count in counts.items():
        if count.right + count.false + count.missed:
            print(f"{name:7} {question:20} precision {count.precision:6.3f}  recall {count.recall:6.3f}  of {count.right + count.missed}")
        if question == told.show:
            print("\n".join(count.examples[:20]))
    for (name, kind), number in sorted(kinds.items()):
        print(f"{name:7} told as {kind:10} {number}")
    copies = sum("copied" in said(found[path]) for path in paths if path.startswith("/alone/"))
    print(f"alone   taken for a copy: {copies} of {len(taken)}; {_unread(found)} of them show no words at all")
    swallowed = sum(made is not None and "swallowed" in made.lacking for made, _ in paths.values())
    print(f"{len(taken)} documents, {len(paths)} pages, {swallowed} of which swallow what follows; {len(paths) / spent:.0f} pages/s in all")


if __name__ == "__main__":
    main()

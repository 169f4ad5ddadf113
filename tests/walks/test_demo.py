"""The demonstration is a promise of the README: it comes to what demo/expected.toml says, and a second run changes nothing."""

import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from syndicator.core.post import PostState
from syndicator.stores import open_store

ROOT = Path(__file__).parents[2]
EXPECTED = tomllib.loads((ROOT / "demo" / "expected.toml").read_text(encoding="utf-8"))
SITES = ("riverside", "marketplace", "wire")


def run_demo(out: Path) -> str:
    """Run it as `make demo` does, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    marked = out / "port"
    port = int(marked.read_text()) if marked.exists() else port
    command = [sys.executable, "-m", "demo", "--out", str(out), "--port", str(port)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "SERVE": "0"})
    assert 0 == done.returncode, done.stdout + done.stderr
    marked.write_text(str(port))
    return done.stdout


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("demo")
    return out, run_demo(out)


@pytest.fixture(scope="module")
def store(first: tuple[Path, str]) -> Iterator[Any]:
    store = open_store(first[0] / "data" / "syndicator.sqlite")
    yield store
    store.close()


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("row", EXPECTED["article"], ids=[row["title"] for row in EXPECTED["article"]])
def test_every_answer_is_the_expected_one(store: Any, row: dict, site: str):
    """Article × site → answer, form, and a rule whose finding asks for it; what round 2 withdrew is refused by now."""
    article = store.articles(row["id"])[0]
    verdict = store.verdicts(article.key, site)[0][1]
    expect = row[site]

    assert (expect["answer"], expect.get("form")) == (verdict.answer.name.lower(), verdict.form and verdict.form.value)
    assert expect["rule"] in [f.rule for f in verdict.findings if f.answer is verdict.answer]


def test_the_three_checks_stand_in_every_verdict(store: Any):
    """Source link, copyright acknowledgement and hyperlink are findings of every case, each with its evidence or a remedy."""
    for case in store.cases():
        rules = {f.rule: f for f in case.verdict.findings}
        assert {"source_link", "hyperlink"} <= set(rules)
        assert "copyright" in rules or case.verdict.form == "link"


def test_commercial_use_is_flagged(store: Any):
    """Every case of the commercial site carries the flag, no other does."""
    assert {"marketplace"} == {c.site_id for c in store.cases() if c.verdict.commercial}


def test_every_live_copy_is_proven(store: Any):
    """All that was posted is proven on the live page, or withdrawn and gone."""
    posts = store.posts()

    assert {PostState.PROVEN, PostState.WITHDRAWN} == {p.stored.state for p in posts}
    assert all(c.met for p in posts if p.stored.state is PostState.PROVEN for c in p.checks)


@pytest.mark.parametrize("row", EXPECTED["follow"], ids=[row["title"] for row in EXPECTED["follow"]])
def test_changes_of_the_second_round_reached_every_copy(first: tuple[Path, str], store: Any, row: dict):
    """The corrected article shows its correction everywhere; the withdrawn one is taken down everywhere."""
    key = store.articles(row["id"])[0].key
    copies = {p.stored.post.site_id: p.stored for p in store.posts() if p.stored.post.article_key == key}

    assert set(row["sites"]) == set(copies)
    if row["change"] == "withdrawn":
        assert {PostState.WITHDRAWN} == {copy.state for copy in copies.values()}
        assert "at:deleted-entry" in (first[0] / "sites" / "wire" / "feed.atom").read_text(encoding="utf-8")
    else:
        for copy in copies.values():
            assert row["title"] == copy.post.title
            assert row["shows"] in copy.post.html


def test_the_finished_sites_lie_on_disk(first: tuple[Path, str]):
    """Two sites a browser can open, an outgoing feed, and the report."""
    out, told = first

    for file in (
        "sites/riverside/index.html",
        "sites/marketplace/index.html",
        "sites/wire/feed.atom",
        "sites/wire/feed.json",
        "report.html",
    ):
        assert (out / file).stat().st_size > 500, file
        assert file.endswith("feed.json") or str(out / file) in told


def test_a_second_run_posts_nothing_twice(first: tuple[Path, str], store: Any):
    """Run again: no copy is created, corrected or withdrawn, and every page is byte for byte the same."""
    out, _ = first
    before = {f.name: f.read_bytes() for f in (out / "sites" / "riverside").glob("*.html")}

    told = run_demo(out)

    assert "copies: 0 created, 0 updated, 0 withdrawn" in told
    assert before == {f.name: f.read_bytes() for f in (out / "sites" / "riverside").glob("*.html")}

"""`report`: what a period brought, from a store with something in every state, in every form."""

import csv
import io
import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from syndicator.core.verdict import Answer
from syndicator.printing import browser
from syndicator.stores import open_store
from tests.shells.press import FERRY, HELD, HOSTILE, NOW, fill, settings

MAY = ("--from", "2026-05-01", "--to", "2026-05-31")


@pytest.fixture
def config(tmp_path):
    path = settings(tmp_path)
    fill(tmp_path)
    return path


def test_a_period_is_told_by_publisher_and_clause(run, config):
    """Posted, held and failed, with the rule that held and its words; nothing of another month."""
    told = json.loads(run("-c", config, "report", *MAY, "--json").out)
    assert ("syndicator/report/1", {"posted": 1, "held": 1, "failed": 1}) == (
        told["schema"], {label: n for label, n in told["summary"][:7] if n},
    )  # fmt: skip
    assert [("Harbour Bell", 2, 1)] == [(one["publisher"], one["duties"], one["met"]) for one in told["publishers"]]
    (clause,) = told["clauses"]
    assert ("commercial", 2, 0, "may republish Harbour Bell articles") == (
        clause["rule"], clause["held"], clause["refused"], clause["quotes"][0]["text"],
    )  # fmt: skip
    assert 1 == told["paces"][0]["count"]
    june = json.loads(run("-c", config, "report", "--from", "2026-06-01", "--to", "2026-06-30", "--json").out)
    assert [] == june["lines"]


def test_what_was_decided_anew_later_counts_in_its_own_period(run, config):
    """Held in May and refused in June: held in May's report, refused in June's; the verdicts of each are counted, the earlier ones too."""
    with closing(open_store(config.parent / "data" / "syndicator.sqlite")) as store:
        refused = replace(HELD, answer=Answer.REFUSE, findings=(replace(HELD.deciding, answer=Answer.REFUSE),))
        store.record_verdict(FERRY.key, "market", "d2", refused, None, NOW + timedelta(days=31))
    reports = [
        json.loads(run("-c", config, "report", "--from", f"2026-{month}-01", "--to", f"2026-{month}-28", "--json").out)
        for month in ("05", "06")
    ]
    outcomes = [{line["site"]: line["outcome"] for line in told["lines"] if line["title"] == FERRY.title} for told in reports]
    assert [{"square": "posted", "market": "held"}, {"market": "refused"}] == outcomes
    assert [4, 1] == [dict(map(tuple, told["summary"]))["verdicts reached"] for told in reports]
    assert [[("commercial", 2, 0)], [("commercial", 0, 1)]] == [
        [(one["rule"], one["held"], one["refused"]) for one in told["clauses"]] for told in reports
    ]


def test_it_can_be_narrowed(run, config):
    """To one site, to one publisher by its name or a source of it."""
    sites = json.loads(run("-c", config, "report", *MAY, "--site", "market", "--json").out)["lines"]
    assert ["market"] == [line["site"] for line in sites]
    for name in ("harbour bell", "bell"):
        assert 3 == len(json.loads(run("-c", config, "report", *MAY, "--publisher", name, "--json").out)["lines"])


def test_a_terminal_reads_it(run, config):
    """The summary first, then tables; nothing in it steers the terminal."""
    ran = run("-c", config, "report", *MAY)
    assert (0, "2026-05-01 to 2026-05-31: 1 posted, 1 held, 1 failed") == (ran.code, ran.out.splitlines()[0])
    assert "from the permission to the post: half within 0 s" in ran.out
    assert "\x1b[31m" not in ran.out


def test_the_page_holds_no_word_of_others_as_markup(run, config, tmp_path):
    """A chart, tables and quotes; a hostile title stays a title."""
    ran = run("-c", config, "report", *MAY, "--format", "html", "--output", tmp_path / "may.html")
    tree = LexborHTMLParser((tmp_path / "may.html").read_text())
    assert (0, ["posted", "held"], []) == (
        ran.code, [bar.attributes["class"] for bar in tree.css("figure.chart > svg > rect")], tree.css("script"),
    )  # fmt: skip
    assert any(HOSTILE in node.text() for node in tree.css("th bdi"))


def test_a_spreadsheet_has_a_line_a_case(run, config):
    """Outcome, rule, quotes and what is missed on the live page."""
    rows = list(csv.DictReader(io.StringIO(run("-c", config, "report", *MAY, "--format", "csv").out)))
    assert {"posted", "held", "failed"} == {row["outcome"] for row in rows}
    (posted,) = [row for row in rows if row["outcome"] == "posted"]
    assert ("https://square.test/ferry-copy", "2", "1") == (posted["copy"], posted["duties"], posted["met"])
    assert "hyperlink_original: no link to" in posted["missed"]


@pytest.mark.skipif(not browser(), reason="no browser that prints is here")
def test_it_is_printed(run, config, tmp_path):
    """With a browser of the Chromium family there is a PDF."""
    run("-c", config, "report", *MAY, "--format", "pdf", "--output", tmp_path / "may.pdf")
    assert b"%PDF" == (tmp_path / "may.pdf").read_bytes()[:4]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "2026-05-02", "--to", "2026-05-01"), "lies after"),
        (("--site", "nowhere"), "there is no site nowhere"),
        (("--publisher", "nobody"), "there is no publisher or source nobody"),
    ],
)
def test_a_wrong_use_is_one_line(run, config, arguments, says):
    """What, and what is there instead; exit code 2."""
    ran = run("-c", config, "report", *arguments)
    assert (2, 1) == (ran.code, len(ran.err.strip().splitlines()))
    assert says in ran.err


def test_a_day_that_is_none_is_told_how_days_are_written(run, config):
    """As everywhere."""
    assert "“1 May” is no day; write it as year-month-day, such as 2026-12-31" in run("-c", config, "report", "--from", "1 May").err

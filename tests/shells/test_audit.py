"""`audit`: pages of other people, read over real sockets; reports in every form; a run that is broken off and goes on."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from werkzeug import Response

from syndicator.core.post import Deed, Receipt, post_key
from syndicator.ports import Ended
from syndicator.printing import browser
from syndicator.stores import open_store
from tests.shells.press import ASK, BODY, FERRY, GRANT, NOW, fill, page, publish, settings

STORY = "".join(f"<p>{BODY[3:-4]} This is day {n}, and the list of those who wait has {n * 3} names on it.</p>" for n in range(5))
CREDIT = '<p>By Mara Lind, Harbour Bell, © 2026 Harbour Bell. <a href="{url}">The original</a></p>'


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """No settings file lies in a usual place."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def town(tmp_path, httpserver):
    """A publisher's page and, on the same loopback host by another name, a town that copies it well, badly and not at all."""
    base = publish(httpserver)
    other = base.replace("localhost", "127.0.0.1")
    httpserver.expect_request("/ferry-long.html").respond_with_data(
        page("The ferry waits", STORY, f"{GRANT} {ASK}"), content_type="text/html"
    )
    original = f"{base}/ferry-long.html"
    for name, body in (
        ("good", STORY + CREDIT.format(url=original)),
        ("bad", STORY + "<p>By Mara Lind, Harbour Bell. © 2026 Harbour Bell</p>"),
        ("own", "<p>The school choir sings on Sunday in the old net loft, and all who like may come and bring a chair.</p>"),
    ):
        html = f"<html><head><title>The ferry waits</title></head><body><main>{body}</main></body></html>"
        httpserver.expect_request(f"/town/{name}").respond_with_data(html, content_type="text/html")
    pages = "".join(f"<url><loc>{other}/town/{name}</loc></url>" for name in ("good", "bad", "own", "gone"))
    httpserver.expect_request("/town/sitemap.xml").respond_with_data(f"<urlset>{pages}</urlset>", content_type="text/xml")
    httpserver.expect_request("/town/gone").respond_with_response(Response("", 410))
    return settings(tmp_path, base), original, f"{other}/town"


def grades(text: str) -> dict[str, str]:
    return {one["url"].rpartition("/")[2]: one["grade"] for one in json.loads(text)["pages"]}


def test_a_sitemap_is_audited_beside_an_original(run, town):
    """Who copies, who complies, and what is not there; exit code 1 for one finding."""
    config, original, base = town
    ran = run("-c", config, "audit", "--sitemap", f"{base}/sitemap.xml", "--original", original, "--json")
    assert (1, "") == (ran.code, ran.err)
    assert {"good": "compliant", "bad": "serious", "own": "no copy", "gone": "no copy"} == grades(ran.out)
    (bad,) = [one for one in json.loads(ran.out)["pages"] if one["url"].endswith("/bad")]
    missed = [point for point in bad["points"] if point["outcome"] == "lacking"]
    assert ["hyperlink_original", "source_link"] == [point["question"] for point in missed]
    assert "syndicator/audit/1" == json.loads(ran.out)["schema"]


def test_the_original_is_found_by_the_copys_own_link(run, town):
    """Nothing but the page is given; a page that names no original cannot be told, and says what to do."""
    config, original, base = town
    ran = run("-c", config, "audit", f"{base}/good", f"{base}/own")
    assert 1 == ran.code
    assert f"COMPLIANT · {base}/good · whole" in ran.out
    assert original in ran.out
    assert "it names no original; give it with --original" in ran.out
    assert 0 == run("-c", config, "audit", f"{base}/good").code


def test_a_run_goes_on_where_it_ended(run, town, tmp_path, httpserver):
    """What is in the run's file is not asked for again; a line that was cut off is; another run's file is refused."""
    config, original, base = town
    kept = tmp_path / "run.jsonl"
    command = ("-c", config, "audit", f"{base}/good", f"{base}/bad", "--original", original, "--run-file", kept, "--json")
    whole = run(*command).out
    lines = kept.read_text().splitlines(keepends=True)
    kept.write_text("".join(lines[:2]) + lines[2][:40])
    httpserver.clear_log()
    again = run(*command)
    asked = [request.path for request, _ in httpserver.log if request.path in ("/town/good", "/town/bad")]
    assert (json.loads(whole)["pages"], 1) == (json.loads(again.out)["pages"], len(asked))
    assert "1 of 2 pages are done already" in again.err
    refused = run("-c", config, "audit", f"{base}/good", "--run-file", kept)
    assert (2, True) == (refused.code, "another" in refused.err)


def test_every_form_of_report(run, town, tmp_path):
    """CSV with no formula in it, JUnit that counts failures, HTML that holds the evidence, all of the same pages."""
    config, original, base = town
    rows = tmp_path / "pages.csv"
    rows.write_text(f"url,original\n{base}/good,{original}\n{base}/bad,{original}\n{base}/gone,\n")
    asked = ("-c", config, "audit", "--csv", rows)
    table = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
    assert [("serious", "whole"), ("compliant", "whole"), ("no copy", "")] == [(row["grade"], row["kind"]) for row in table]
    suite = ET.fromstring(run(*asked, "--format", "junit").out)
    assert ("3", "1", "0") == (suite.get("tests"), suite.get("failures"), suite.get("errors"))
    assert "hyperlink_original: no link to" in suite.find("testcase/failure").text
    ran = run(*asked, "--format", "html", "--output", tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text()
    assert (1, "report.html: 3 pages: 1 serious, 1 compliant, 1 no copy") == (ran.code, ran.err.strip().rpartition("/")[2])
    assert GRANT in html.replace("&#39;", "'")
    assert "<script" not in html
    assert "no browser is here" in html or 1 == html.count('src="data:image/png;base64,')


def test_a_report_without_a_browser_says_so(run, town, monkeypatch):
    """One line in it, and nothing else is changed."""
    config, original, base = town
    monkeypatch.setenv("PATH", "")
    ran = run("-c", config, "audit", f"{base}/bad", "--original", original, "--format", "html")
    assert (1, True) == (ran.code, "There are no screenshots: no browser is here" in ran.out)
    assert (
        "There are no screenshots"
        not in run("-c", config, "audit", f"{base}/bad", "--original", original, "--format", "html", "--screenshots", "0").out
    )


def test_a_file_is_audited_as_check_takes_it(run, town, tmp_path):
    """A page on disk beside a page on disk; nothing is fetched, and what was not followed is not called alive."""
    original, copy = tmp_path / "original.html", tmp_path / "copy.html"
    url = "https://bell.test/ferry"
    original.write_text(page("The ferry waits", STORY, f"{GRANT} {ASK}", head=f'<link rel="canonical" href="{url}">'))
    copy.write_text(f"<main>{STORY}{CREDIT.format(url=url)}</main>")
    config, _, _ = town
    ran = run("-c", config, "audit", copy, "--original", original, "--json")
    (one,) = json.loads(ran.out)["pages"]
    told = {point["question"]: point["outcome"] for point in one["points"]}
    assert ("compliant", "met", 0) == (one["grade"], told["hyperlink_original"], ran.code)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "nothing to audit"),
        (("nowhere.html",), "there is no such file"),
        (("--csv", "none.csv"), "none.csv: it cannot be read"),
        (("--sitemap", "map.xml"), "named by its http(s) address"),
        (("https://town.test/1",), "no settings file says who fetches it"),
        (("--site", "nowhere"), "there is no site nowhere"),
    ],
)
def test_a_wrong_use_is_one_line(run, arguments, says):
    """What, where, and what to do; exit code 2."""
    ran = run("audit", *arguments)
    assert (2, 1) == (ran.code, len(ran.err.strip().splitlines()))
    assert says in ran.err


@pytest.mark.skipif(not browser(), reason="no browser that prints is here")
def test_a_report_is_printed(run, town, tmp_path):
    """With a browser of the Chromium family there is a PDF."""
    config, original, base = town
    run("-c", config, "audit", f"{base}/bad", "--original", original, "--format", "pdf", "--output", tmp_path / "report.pdf")
    assert b"%PDF" == (tmp_path / "report.pdf").read_bytes()[:4]


def test_without_a_browser_the_way_out_is_told(run, town, monkeypatch):
    """PDF needs a browser; the line says what else there is."""
    config, original, base = town
    monkeypatch.setenv("PATH", "")
    ran = run("-c", config, "audit", f"{base}/bad", "--original", original, "--format", "pdf")
    assert (2, True) == (ran.code, "take --format html" in ran.err)


def test_our_own_copies_are_audited_from_the_store(run, tmp_path, httpserver):
    """Each live copy of a site beside the article as it rests, with the agreements of that site; what is not live is left."""
    base = publish(httpserver)
    config = settings(tmp_path, base)
    fill(tmp_path)
    copy = f"<main>{BODY}<p>By Mara Lind, Harbour Bell</p><p><a href='https://bell.test/ferry'>The original</a></p></main>"
    httpserver.expect_request("/ferry-copy").respond_with_data(copy, content_type="text/html")
    store = open_store(tmp_path / "data" / "syndicator.sqlite")
    key = post_key("square", FERRY.key)
    store.queue_deed(key, Deed.UPDATE, "moved", NOW)
    (claim,) = store.claim_posts_due(NOW, NOW, 1)
    store.record_ends([Ended.done(claim, Receipt("17", f"{base}/ferry-copy", "r"))], NOW)
    store.close()
    (one,) = json.loads(run("-c", config, "audit", "--site", "square", "--json").out)["pages"]
    told = {point["question"]: point["outcome"] for point in one["points"]}
    assert (f"{base}/ferry-copy", "unlicensed", "lacking", "met") == (one["url"], one["grade"], told["grant"], told["hyperlink_original"])
    with config.open("a") as file:
        file.write(
            '[[agreement]]\npublisher = "Harbour Bell"\nsites = ["square"]\nuses = ["republish"]\nreference = "mail of 3 May"\n'
            "from = 2026-05-03\n"
        )
    ran = run("-c", config, "audit", "--site", "square", "--json")
    (one,) = json.loads(ran.out)["pages"]
    assert ("compliant", 0) == (one["grade"], ran.code)

"""`check`: what a page, feed or text allows, in the words it was read from, and the verdicts; with and without settings."""

import io
import json
import sys

import pytest

from tests.shells.press import ASK, GRANT, RESERVED, page, publish, settings

MARKDOWN = f"""The harbour bell rings twice

By [Mara Lind](#)

Harbour Bell, May 2, 2026

The bell on the pier rang twice on Tuesday, and nobody had touched it.

The original source of this article is [Lighthouse Review](#)

{GRANT} {ASK}
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """No settings file lies in a usual place."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def write(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_repost_with_dead_links_is_told_apart(run, tmp_path):
    """Grant, contact, third party, dead links and both specimen sites, without any settings."""
    ran = run("check", write(tmp_path, "bell.md", MARKDOWN))
    assert (1, "") == (ran.code, ran.err)
    for said in (
        "The harbour bell rings twice",
        "Harbour Bell · Mara Lind · 2026-05-02 · no address",
        "republish      yes",
        f"“{GRANT}” (",
        "commercial     ask",
        "contact        rights@harbourbell.example",
        "✗ Lighthouse Review",
        "✗ source_link: there is no followable link to the source; 2 of its links lead nowhere (target “#”)",
        "✗ hyperlink: there is no followable hyperlink to the original",
        "HOLD · a community site",
        "HOLD · commercial use · a commercial site with ads",
        "→ ask rights@harbourbell.example",
    ):
        assert said in ran.out


def test_the_original_can_be_named(run, tmp_path):
    """With --original there is a hyperlink; the links of the text are still dead, and the third party is still one."""
    ran = run("check", write(tmp_path, "bell.md", MARKDOWN), "--original", "https://bell.test/rings", "--json")
    (target,) = json.loads(ran.out)["targets"]
    checks = {check["rule"]: check["status"] for check in target["checks"]}
    assert (1, "satisfied", "satisfied") == (ran.code, checks["hyperlink"], checks["source_link"])
    assert (False, "Lighthouse Review") == (target["holder"]["own"], target["holder"]["holder"])


def test_a_granted_page_is_fine_for_a_community(run, tmp_path, httpserver):
    """Every verdict ALLOW is exit code 0, and nothing is stored."""
    base = publish(httpserver)
    config = settings(tmp_path, base)
    ran = run("-c", config, "check", f"{base}/ferry.html", "--site", "square")
    assert (0, "") == (ran.code, ran.err)
    assert "ALLOW (full) · square" in ran.out
    assert [] == list((tmp_path / "data").iterdir())


def test_every_configured_site_is_judged(run, tmp_path, httpserver):
    """The commercial one is flagged and held: exit code 1."""
    base = publish(httpserver)
    ran = run("-c", settings(tmp_path, base), "check", f"{base}/ferry.html", "--json")
    said = json.loads(ran.out)
    (target,) = said["targets"]
    assert (1, "syndicator/check/1", []) == (ran.code, said["schema"], said["problems"])
    assert [("square", "allow", "full", False), ("market", "hold", None, True)] == [
        (v["site"], v["answer"], v["form"], v["commercial"]) for v in target["verdicts"]
    ]
    assert ("Harbour Bell", ["Mara Lind"], "2026-05-02T07:00:00+00:00") == (
        target["article"]["publisher"],
        [author["name"] for author in target["article"]["authors"]],
        target["article"]["published"],
    )
    grant = next(e for e in target["terms"]["evidence"] if e["topic"] == "republish")
    assert GRANT == grant["quote"]["text"]
    assert ["source_link", "copyright", "hyperlink"] == [check["rule"] for check in target["checks"]]


def test_every_entry_of_a_feed_is_judged(run, tmp_path, httpserver):
    """One granted, one reserved (a headline with a link is left for it)."""
    base = publish(httpserver)
    ran = run("-c", settings(tmp_path, base), "check", f"{base}/feed.xml", "--site", "square", "--json")
    said = [(t["article"]["title"], t["terms"]["republish"], t["verdicts"][0]["form"]) for t in json.loads(ran.out)["targets"]]
    assert [("The ferry keeps its timetable", "yes", "full"), ("The crane is sold", "no", "link")] == said
    assert 0 == ran.code


def test_standard_input_is_a_target(run, monkeypatch):
    """Under the name -."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page("A bell", RESERVED).encode())))
    ran = run("check", "-", "--json")
    (target,) = json.loads(ran.out)["targets"]
    assert ("standard input", "A bell", "no") == (target["where"], target["article"]["title"], target["terms"]["republish"])


def test_what_cannot_be_read_is_exit_code_2_and_the_rest_is_answered(run, tmp_path):
    """One line each on stderr."""
    good = write(tmp_path, "bell.md", MARKDOWN)
    ran = run("check", tmp_path / "no.md", good, write(tmp_path, "empty.txt", " \n"))
    assert 2 == ran.code
    assert [f"syndicator: {tmp_path}/no.md: there is no such file", f"syndicator: {tmp_path}/empty.txt: it is empty"] == (
        ran.err.splitlines()
    )
    assert "The harbour bell rings twice" in ran.out


@pytest.mark.parametrize("path", ["/gone.html", "/nowhere.html", "/picture.png"])
def test_an_address_that_gives_no_page_is_told_in_one_line(run, tmp_path, httpserver, path):
    """410, 404 or 500, and pictures."""
    base = publish(httpserver)
    ran = run("-c", settings(tmp_path, base), "check", f"{base}{path}")
    assert (2, "", 1, True) == (ran.code, ran.out, ran.err.count("\n"), f"{base}{path}" in ran.err)


def test_a_private_address_is_refused_where_nobody_named_it(run, httpserver):
    """The guard of the daemon stands before this command too."""
    ran = run("check", publish(httpserver) + "/ferry.html", "--contact", "desk@quay.test")
    assert (2, "", []) == (ran.code, ran.out, httpserver.log)


def test_whoever_fetches_says_who_asks(run):
    """Without settings an address needs --contact, and a real one."""
    nobody, nonsense = run("check", "https://bell.test/"), run("check", "https://bell.test/", "--contact", "me")
    assert (2, True) == (nobody.code, "give --contact" in nobody.err)
    assert (2, True) == (nonsense.code, "--contact “me” is no e-mail address" in nonsense.err)


def test_a_site_that_is_not_configured_is_wrong_use(run, tmp_path):
    """With the names of those that are."""
    good = write(tmp_path, "bell.md", MARKDOWN)
    assert "configured: square, market" in run("-c", settings(tmp_path), "check", good, "--site", "plaza").err
    assert (2, True) == ((ran := run("-c", settings(tmp_path), "check", good, "--site", "plaza")).code, "plaza" in ran.err)


def test_broken_settings_in_a_usual_place_are_told_and_left(run, tmp_path):
    """A fresh example keeps nobody from checking a file; a file that was named must be right."""
    broken = write(tmp_path, "syndicator.toml", '[fetch]\ncontact = "you@example.org"\n')
    good = write(tmp_path, "bell.md", MARKDOWN)
    found, named = run("check", good), run("-c", broken, "check", good)
    assert (1, True, True) == (found.code, "syndicator.toml is left out" in found.err, "a community site" in found.out)
    assert (2, "") == (named.code, named.out)


def test_no_target_is_wrong_use(run):
    """There is nothing to say about nothing."""
    assert 2 == run("check").code


def test_hostile_words_cannot_steer_the_terminal(run, tmp_path):
    """Titles, names and quotes are made plain; markup of the terminal library stays words."""
    hostile = page("Sold \x1b[31m[bold]red[/bold]\u202e crane", f"\x1b]0;owned\x07{GRANT}")
    out = run("check", write(tmp_path, "hostile.html", hostile)).out
    assert ("[bold]red[/bold]" in out, "\x1b" in out, "\x07" in out, "\u202e" in out) == (True, False, False, False)


def test_an_empty_name_and_a_closed_input_are_told(run, monkeypatch):
    """A variable that is not set, a job without standard input: one line each."""
    monkeypatch.setattr(sys, "stdin", None)
    ran = run("check", "", "-")
    assert (2, "") == (ran.code, ran.out)
    assert [
        "syndicator: a target is empty; name a file or an address, or - for standard input",
        "syndicator: standard input is closed; name a file",
    ] == ran.err.splitlines()


def test_bytes_that_call_themselves_a_page_are_none(run, tmp_path, httpserver):
    """A content type is a claim; what is shown to a person is text."""
    base = publish(httpserver)
    httpserver.expect_request("/bytes.html").respond_with_data(bytes(range(256)), content_type="text/html; charset=utf-8")
    ran = run("-c", settings(tmp_path, base), "check", f"{base}/bytes.html")
    assert (2, "") == (ran.code, ran.out)
    assert "/bytes.html: it is not text, whatever it calls itself" in ran.err

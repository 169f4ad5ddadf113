"""`terms explain` and `terms diff`: terms in plain words, marked in their sentences; and what changed."""

import io
import json
import sys

import pytest

from tests.shells.press import ASK, FEED, GRANT, RESERVED, page, publish, settings


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


def flat(out):
    """What was printed, without its line breaks."""
    return " ".join(out.split())


def test_a_notice_is_explained(run, tmp_path):
    """In short, then what is allowed, asked and limited, each with its words; no legal advice."""
    path = write(tmp_path, "notice.txt", f"{GRANT} {ASK}")
    ran = run("terms", "explain", path)
    assert (0, "") == (ran.code, ran.err)
    for line in (
        "You may repost it if you are one of: community sites; commercial sites ask first; it does not say whether it may be changed.",
        "Contact: rights@harbourbell.example What",
        "It grants reposting.",
        f"(1) «{GRANT}»",
        f"{path}, line 1: a sentence that permits reposting",
        "[ ] Link to the original article. (1) above: a sentence that sets a condition",
        "Commercial websites must write to «rights@harbourbell.example» for permission.",
        "Whether it may be changed: it is kept word for word.",
        "no legal advice",
    ):
        assert line in flat(ran.out)
    assert 1 == flat(ran.out).count(GRANT)
    assert (False, []) == ("characters" in ran.out, [line for line in ran.out.splitlines() if len(line) > max(100, len(f"{path}") + 11)])


def test_rules_and_characters_are_shown_on_demand(run, tmp_path):
    """With --verbose."""
    path = write(tmp_path, "notice.txt", f"{GRANT} {ASK}")
    told = flat(run("terms", "explain", path, "--verbose").out)
    assert f"line 1, characters 0–{len(GRANT)}: a sentence that permits reposting [grant." in told
    assert "(1) above: a sentence that sets a condition [says.hyperlink-original]" in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Written permission is needed before our stories are republished.",
            "Ask first: reposting needs the publisher's permission. No contact",
        ),
        (
            "You may republish our articles. You may not republish our articles.",
            "One sentence allows reposting (1), another forbids it (2). A person must decide. (1) «You may republish our articles.»",
        ),
        (f"{GRANT} All rights reserved.", "Set aside, because the text permits reposting elsewhere Rights are reserved in general. ("),
        ("You may not republish our articles.", "You may not repost it. No contact is given."),
        ("All rights reserved.", "You may not repost it. Licence: all rights reserved"),
        (
            "Tides were low. " * 12_600 + GRANT,
            "The text is longer than 200,000 characters; only both ends were read, so nothing is granted.",
        ),
    ],
)
def test_what_it_comes_to_is_told(run, tmp_path, text, says):
    """Asking first, contradictions, what was set aside, and a licence only where words name it."""
    assert says in flat(run("terms", "explain", write(tmp_path, "notice.txt", text)).out)


def test_it_is_explained_to_machines(run, tmp_path):
    """Every mark with the sentence round it, the place, and the rule in plain words."""
    path = write(tmp_path, "notice.txt", f"Tides were low.\n{GRANT} {ASK}")
    told = json.loads(run("terms", "explain", path, "--json").out)
    items = {item["says"]: item for section in told["sections"] for item in section["items"]}
    (mark,) = items["rights@harbourbell.example"]["marks"]
    assert ("syndicator/terms-explain/1", str(path), "yes") == (told["schema"], told["where"], told["terms"]["republish"])
    assert ("Commercial websites must write to ", "rights@harbourbell.example", " for permission.", 2) == (
        mark["before"],
        mark["words"],
        mark["after"],
        mark["line"],
    )
    assert ("an address to write to", "contact.e-mail") == (mark["rule_says"], mark["rule"])
    assert {"media", "meanings", "changes", "removal", "reservations"} < told["terms"].keys()


def test_an_address_is_fetched_with_the_manners_of_the_daemon(run, tmp_path, httpserver):
    """The page's words, with its address as their place; a page that is gone is told."""
    base = publish(httpserver)
    config = settings(tmp_path, base)
    ran, gone = run("-c", config, "terms", "explain", f"{base}/ferry.html"), run("-c", config, "terms", "explain", f"{base}/gone.html")
    assert (0, True) == (ran.code, f"{base}/ferry.html" in ran.out and "You may repost it" in ran.out)
    assert (2, "", True) == (gone.code, gone.out, f"{base}/gone.html" in gone.err)
    assert "/robots.txt" in [request.path for request, _ in httpserver.log]


@pytest.mark.parametrize(
    ("path", "says"), [("/feed.xml", "syndicator check"), ("/picture.png", "/picture.png"), ("/bytes.html", "it is not text")]
)
def test_what_holds_no_terms_of_its_own_is_told(run, tmp_path, httpserver, path, says):
    """A feed, a picture, and bytes that call themselves a page."""
    base = publish(httpserver)
    httpserver.expect_request("/bytes.html").respond_with_data(bytes(range(256)), content_type="text/html; charset=utf-8")
    ran = run("-c", settings(tmp_path, base), "terms", "explain", f"{base}{path}")
    assert (2, "", True) == (ran.code, ran.out, says in ran.err)


def test_a_plain_text_at_an_address_is_read_as_one(run, tmp_path, httpserver):
    """A notice may lie beside a site; an empty one says nothing."""
    base = publish(httpserver)
    httpserver.expect_request("/terms.txt").respond_with_data(GRANT, content_type="text/plain; charset=utf-8")
    httpserver.expect_request("/empty.html").respond_with_data(" ", content_type="text/html")
    config = settings(tmp_path, base)
    ran, empty = run("-c", config, "terms", "explain", f"{base}/terms.txt"), run("-c", config, "terms", "explain", f"{base}/empty.html")
    assert (0, True) == (ran.code, f"«{GRANT}»" in flat(ran.out))
    assert (2, f"syndicator: {base}/empty.html: it is empty\n") == (empty.code, empty.err)


def test_wrong_use_is_told(run, tmp_path):
    """Feeds, other schemes, no name, and two kinds of JSON at once."""
    feed = write(tmp_path, "feed.xml", FEED.format(base="https://bell.test", entries=""))
    note = write(tmp_path, "notice.txt", GRANT)
    for arguments, says in (
        ((feed,), "it is a feed; its articles are read by: syndicator check"),
        (("ftp://bell.test/terms",), "only http and https addresses are fetched"),
        (("",), "a target is empty"),
        (("https://bell.test/terms",), "give --contact"),
        ((note, "--json", "--odrl"), "leave --json out"),
    ):
        ran = run("terms", "explain", *arguments)
        assert (2, "", True) == (ran.code, ran.out, says in ran.err), ran.err


def test_standard_input_is_explained(run, monkeypatch):
    """Under the name -, which is the default; with --html as markup."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"News.<p hidden>{GRANT}</p>".encode())))
    assert "Whether you may repost it cannot be told" in run("terms", "explain", "--html").out


def test_hostile_words_cannot_steer_the_terminal(run, tmp_path):
    """Quotes are made plain before they are marked."""
    hostile = write(tmp_path, "hostile.html", page("Sold", f"\x1b]0;owned\x07\x02{GRANT}\x03"))
    out = run("terms", "explain", hostile).out
    assert [] == [c for c in "\x1b\x07\x02\x03" if c in out]


def test_terms_are_told_as_a_policy(run, tmp_path, httpserver):
    """ODRL in JSON-LD, with IRIs for the document and whose it is; of a file nobody can tell whose."""
    base = publish(httpserver)
    path = write(tmp_path, "notice.txt", GRANT)
    file, address = (
        json.loads(run("-c", settings(tmp_path, base), "terms", "explain", target, "--odrl").out) for target in (path, f"{base}/ferry.html")
    )
    assert (path.as_uri(), f"{path.as_uri()}#terms", "urn:syndicator:unnamed-publisher") == (file["target"], file["uid"], file["assigner"])
    assert (f"{base}/ferry.html", f"{base}/") == (address["target"], address["assigner"])
    assert file["permission"]


def test_what_changed_is_told_with_both_quotes(run, tmp_path):
    """Exit code 1, and each change with its direction."""
    old, new = write(tmp_path, "old.txt", f"{GRANT} {ASK}"), write(tmp_path, "new.txt", RESERVED)
    ran, told = run("terms", "diff", old, new), json.loads(run("terms", "diff", old, new, "--json").out)
    assert (1, "") == (ran.code, ran.err)
    assert "Reposting is no longer allowed." == ran.out.splitlines()[1].strip() == told["headline"]
    assert "stricter: now forbids reposting" in ran.out
    assert "looser" not in ran.out
    assert f"− “{GRANT}” ({old}, characters 0–{len(GRANT)})" in ran.out
    change = told["changes"][0]
    assert ("syndicator/terms-diff/1", "republish", "stricter") == (told["schema"], change["topic"], change["direction"])
    assert ([GRANT], True) == ([q["text"] for q in change["old"]], bool(change["new"]))


def test_the_same_terms_are_no_change(run, tmp_path):
    """Exit code 0, even where other words stand round them."""
    old, new = write(tmp_path, "old.txt", GRANT), write(tmp_path, "new.txt", f"Tides were low today.\n\n{GRANT}")
    ran = run("terms", "diff", old, new)
    assert (0, True) == (ran.code, "nothing changed for whoever reposts" in ran.out)


def test_wrong_use_of_diff_is_told(run, tmp_path):
    """Standard input twice, a file that is not there."""
    good = write(tmp_path, "a.txt", GRANT)
    assert [2, 2, 2] == [run("terms", "diff", *names).code for names in (("-", "-"), (good, tmp_path / "no.txt"), (good,))]


RESERVES = '[{"location": "/", "tdm-reservation": 1}]'
PRICES = """<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>
<prohibits type="usage">all</prohibits></license></content></rsl>"""


def test_what_a_host_says_in_its_files_is_shown_with_their_places(run, tmp_path, httpserver):
    """robots.txt, what it names, and tdmrep.json; the page's words stand beside them, and a header beside both."""
    base = publish(httpserver, "License: {base}/prices.xml\nUser-agent: *\nContent-Signal: ai-train=no\n")
    httpserver.expect_request("/prices.xml").respond_with_data(PRICES, content_type="application/rsl+xml")
    httpserver.expect_request("/.well-known/tdmrep.json").respond_with_data(RESERVES, content_type="application/json")
    httpserver.expect_request("/terms.html").respond_with_data(
        f"<p>{GRANT}", content_type="text/html", headers={"X-Robots-Tag": "noarchive"}
    )
    config = settings(tmp_path, base)
    told = json.loads(run("-c", config, "terms", "explain", f"{base}/terms.html", "--json").out)
    places = {e["quote"]["where"] if "quote" in e else e["where"] for e in told["terms"]["evidence"]}
    for place in (
        "/robots.txt (content-signal)",
        "/prices.xml (RSL license), prohibits usage",
        "/.well-known/tdmrep.json",
        "/terms.html (HTTP x-robots-tag)",
    ):
        assert f"{base}{place}" in places
    assert ("unknown", ["tdm", "ai-train", "archive"], "") == (
        told["terms"]["republish"], [r for r in ("tdm", "ai-train", "archive") if r in told["terms"]["reservations"]], told["unread"]
    )  # fmt: skip


def test_a_file_that_could_not_be_read_is_told(run, tmp_path, httpserver):
    """In one line, before everything else."""
    base = publish(httpserver, "License: {base}/prices.xml\n")
    httpserver.expect_request("/prices.xml").respond_with_data("", 503)
    ran = run("-c", settings(tmp_path, base), "terms", "explain", f"{base}/ferry.html")
    assert (0, True) == (ran.code, f"Not read: the RSL licence {base}/prices.xml could not be read yet" in flat(ran.out))

"""`posts` and `explain`: what was decided and done, and the words it rests on."""

import json
from dataclasses import replace

import pytest

from syndicator.ports import Admitted, FetchMemory, Poll
from syndicator.stores import open_store
from tests.shells.press import CRANE, FERRY, NOW, fill, post, settings

COPY = post(FERRY, "square")


@pytest.fixture
def config(tmp_path):
    """Settings with a store that holds something in every state."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)
    return settings(tmp_path)


def test_copies_are_listed(run, config):
    """Key, site, state, proof, title and address."""
    lines = run("-c", config, "posts", "list").out.splitlines()
    assert ["POST", "SITE", "STATE", "PROOF", "TITLE", "ADDRESS"] == lines[0].split()
    ferry = next(line for line in lines if "ferry" in line)
    wanted = (COPY.key[:12], "square", "lacking", "1/2", "The ferry keeps its timetable", "https://square.test/ferry-copy")
    assert wanted == tuple(cell for cell in ferry.split("  ") if cell)


@pytest.mark.parametrize(
    ("options", "states"), [(["--state", "failed"], ["failed"]), (["--site", "market"], []), (["--site", "square"], ["failed", "lacking"])]
)
def test_the_list_can_be_narrowed(run, config, options, states):
    """By state and by site."""
    said = json.loads(run("-c", config, "posts", "list", *options, "--json").out)
    assert ("syndicator/posts-list/1", states) == (said["schema"], sorted(p["state"] for p in said["posts"]))


def test_a_site_that_is_none_is_a_mistake(run, config):
    """An empty list would say that it has no copies."""
    ran = run("-c", config, "posts", "list", "--site", "sqare")
    assert (2, "", True) == (ran.code, ran.out, "there is no site sqare; configured: square, market" in ran.err)


def test_no_copies_is_said(run, config):
    """An empty list is an answer."""
    assert "no copies\n" == run("-c", config, "posts", "list", "--site", "market").out


@pytest.mark.parametrize("reference", [COPY.key[:6], COPY.key, "https://square.test/ferry-copy", FERRY.url])
def test_a_copy_is_shown_by_key_or_address(run, config, reference):
    """State, receipt, and every check of the last proof with its quote."""
    ran = run("-c", config, "posts", "show", reference)
    assert 0 == ran.code
    for said in (
        "The ferry keeps its timetable · square",
        "state          lacking: the live copy lacks its link",
        "copy           https://square.test/ferry-copy (there: 17)",
        "Proof of 2026-05-04 09:30 UTC",
        "✓ source_credit: shows “Harbour Bell”",
        "“Harbour Bell” (the live page, characters 4–16)",
        "✗ hyperlink_original: no link to https://bell.test/ferry",
    ):
        assert said in ran.out


def test_a_copy_in_json(run, config):
    """With the proof, met and unmet."""
    said = json.loads(run("-c", config, "posts", "show", COPY.key, "--json").out)["post"]
    assert ("lacking", "17") == (said["state"], said["receipt"]["remote_id"])
    assert [("source_credit", True), ("hyperlink_original", False)] == [(c["duty"], c["met"]) for c in said["checks"]]
    assert {"text": "Harbour Bell", "where": "the live page", "start": 4, "end": 16} == said["checks"][0]["quote"]


@pytest.mark.parametrize("reference", ["ffffffffffff", "https://elsewhere.test/", ""])
def test_an_unknown_copy_is_wrong_use(run, config, reference):
    """One line says where the keys are."""
    ran = run("-c", config, "posts", "show", reference)
    assert (2, "", 1) == (ran.code, ran.out, ran.err.count("\n"))
    assert "posts list" in ran.err


@pytest.mark.parametrize("reference", [FERRY.key[:8], FERRY.url, "ferry"])
def test_an_article_is_explained(run, config, reference):
    """The newest verdict for each site, each finding with its words, and the copy with its proof."""
    ran = run("-c", config, "explain", reference)
    assert 0 == ran.code
    for said in (
        "Harbour Bell · Mara Lind · 2026-05-04 · https://bell.test/ferry",
        "For market",
        "HOLD · commercial use · market",
        "because commercial: commercial sites must ask",
        "“may republish Harbour Bell articles” (https://bell.test/ferry (content), characters 10–45)",
        "→ ask rights@harbourbell.example",
        "For square",
        "judged 2026-05-04 09:30 UTC, after 1 earlier verdict",
        "ALLOW (full) · square",
        "✓ grant: reposting is granted (granted in words)",
        "✗ hyperlink_original: no link to https://bell.test/ferry",
    ):
        assert said in ran.out


def test_one_site_can_be_asked_about(run, config):
    """The other verdicts are left out."""
    out = run("-c", config, "explain", "ferry", "--site", "market").out
    assert ("For market" in out, "For square" in out) == (True, False)


def test_an_explanation_in_json(run, config):
    """With the whole history, oldest first."""
    said = json.loads(run("-c", config, "explain", "ferry", "--site", "square", "--json").out)
    (case,) = said["cases"]
    assert (FERRY.key, "allowed", "lacking") == (said["article"]["key"], case["state"], case["post"]["state"])
    assert [("hold", None), ("allow", "full")] == [(v["answer"], v["form"]) for v in case["verdicts"]]
    assert ("commercial", "ask rights@harbourbell.example") == (
        case["verdicts"][0]["deciding"],
        case["verdicts"][0]["findings"][0]["remedy"],
    )


@pytest.mark.parametrize("reference", ["zz", "https://bell.test/nowhere", ""])
def test_an_unknown_article_is_wrong_use(run, config, reference):
    """One line on stderr."""
    ran = run("-c", config, "explain", reference)
    assert (2, "", 1) == (ran.code, ran.out, ran.err.count("\n"))


def test_a_reference_to_several_articles_names_them(run, config, tmp_path):
    """An address that two sources carry is not guessed between."""
    twin = replace(FERRY, source_id="dry")
    store = open_store(tmp_path / "data" / "syndicator.sqlite")
    store.record_polls([Poll("dry", FetchMemory(), NOW, [Admitted(twin, ())])], NOW)
    store.close()
    ran = run("-c", config, "explain", FERRY.url)
    assert (2, 1) == (ran.code, ran.err.count("\n"))
    assert [True, True] == [one.key[:12] in ran.err for one in (FERRY, twin)]


def test_an_article_that_no_route_leads_anywhere_is_explained_too(run, config, tmp_path):
    """It is known, and that nothing was decided is the answer."""
    store = open_store(tmp_path / "data" / "syndicator.sqlite")
    store.record_polls([Poll("dry", FetchMemory(), NOW, [Admitted(replace(FERRY, id="lone", source_id="dry"), ())])], NOW)
    store.close()
    ran = run("-c", config, "explain", "lone")
    assert (0, True) == (ran.code, "no route leads it to a site" in ran.out)


def test_hostile_words_cannot_steer_the_terminal(run, config):
    """Neither in a list nor in an explanation."""
    for command in (["posts", "list"], ["explain", "crane"], ["posts", "show", post(CRANE, "square").key]):
        out = run("-c", config, *command).out
        assert ("[bold]red[/bold]" in out, "\x1b" in out, "\u202e" in out) == (True, False, False)

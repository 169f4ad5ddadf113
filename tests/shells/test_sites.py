"""`sites`: the configured ones with their facts, and whether they can be reached."""

import json

import pytest

from tests.shells.press import settings


@pytest.fixture
def config(tmp_path):
    """Two journals and a static site whose folder is a file."""
    path = settings(tmp_path)
    (tmp_path / "taken").write_text("", "utf-8")
    site = f"""
[[site]]
id = "broken"
kind = "static"
use = "community"
address = "https://broken.test/"
options = {{ folder = "{tmp_path}/taken" }}
"""
    path.write_text(path.read_text("utf-8") + site, "utf-8")
    return path


def test_sites_are_listed_with_the_facts_of_the_judgement(run, config):
    """What kind they are, and how they are run."""
    lines = run("-c", config, "sites", "list").out.splitlines()
    assert ["SITE", "KIND", "USE", "FACTS", "FORMS", "TRIED", "ADDRESS"] == lines[0].split()
    market = next(line for line in lines if line.startswith("market"))
    assert ["market", "journal", "commercial", "ads"] == market.split()[:4]


def test_sites_in_json(run, config):
    """Every fact by its name, and no secret."""
    said = json.loads(run("-c", config, "sites", "list", "--json").out)
    facts = {site["id"]: (site["use"], site["ads"], site["forms"]) for site in said["sites"]}
    assert ("syndicator/sites-list/1", ("commercial", True, ["full", "excerpt", "link"])) == (said["schema"], facts["market"])


def test_a_site_that_is_right_is_ticked(run, config):
    """Exit code 0."""
    ran = run("-c", config, "sites", "test", "square")
    assert (0, "square\n  ✓ the journal is kept in memory\n") == (ran.code, ran.out)


def test_a_site_that_is_wrong_is_crossed_and_the_others_are_tested(run, config):
    """Exit code 1, with what is wrong."""
    ran = run("-c", config, "sites", "test", "--json")
    said = json.loads(ran.out)
    assert (1, "syndicator/sites-test/1", False) == (ran.code, said["schema"], said["ok"])
    assert {"square": True, "market": True, "broken": False} == {
        one: all(check["ok"] for check in trial["checks"]) for one, trial in said["sites"].items()
    }
    assert "✗ " in run("-c", config, "sites", "test", "broken").out


def test_wrong_options_are_a_cross_of_their_site(run, config):
    """Not an end of the command."""
    config.write_text(config.read_text("utf-8").replace("folder =", "foldr ="), "utf-8")
    ran = run("-c", config, "sites", "test")
    assert (1, True, True) == (ran.code, "foldr" in ran.out, "✓ the journal is kept in memory" in ran.out)


def test_an_unknown_site_is_wrong_use(run, config):
    """With the names of those there are."""
    ran = run("-c", config, "sites", "test", "plaza")
    assert (2, True) == (ran.code, "configured: square, market, broken" in ran.err)


def test_what_a_trial_found_is_kept_and_shown(run, config):
    """In the list and for the one site; of a site that was not tried, how to."""
    assert "not tried as it is configured now: syndicator sites test square" in run("-c", config, "sites", "show", "square").out
    run("-c", config, "sites", "test", "square", "broken")
    listed = {line.split()[0]: line for line in run("-c", config, "sites", "list").out.splitlines()}
    assert (True, True, False) == tuple(mark in listed[one] for one, mark in (("square", "✓ "), ("broken", "✗ "), ("market", "✓ ")))
    shown = run("-c", config, "sites", "show", "square").out
    assert ("Tried on " in shown, "✓ the journal is kept in memory" in shown) == (True, True)
    said = json.loads(run("-c", config, "sites", "show", "broken", "--json").out)
    assert ("syndicator/sites-show/1", "broken", False) == (said["schema"], said["site"]["id"], said["trial"]["ok"])


def test_a_trial_of_another_address_is_not_shown(run, config):
    """The site moved: what was found at the old address says nothing of the new one."""
    run("-c", config, "sites", "test", "broken")
    config.write_text(config.read_text("utf-8").replace("https://broken.test/", "https://moved.test/"), "utf-8")
    assert "It was not tried" in run("-c", config, "sites", "show", "broken").out


def test_showing_an_unknown_site_is_wrong_use(run, config):
    """With the names of those there are."""
    assert 2 == run("-c", config, "sites", "show", "plaza").code


def test_a_site_is_shown_with_what_its_kind_carries(run, config):
    """How its posts are counted, and over how many of them a whole article may be spread."""
    site = '[[site]]\nid = "birds"\nkind = "mastodon"\naddress = "https://birds.test/"\nuse = "community"\noptions = { thread = 7 }\n'
    config.write_text(f"{config.read_text('utf-8')}{site}credential = {{ env = 'NEVER_READ' }}\n", "utf-8")
    shown = run("-c", config, "sites", "show", "birds").out
    assert "500 (addresses-23), whole articles over up to 7 posts" in shown
    said = json.loads(run("-c", config, "sites", "show", "birds", "--json").out)
    assert (7, 500, None) == (said["site"]["parts"], said["site"]["max_characters"], said["trial"])

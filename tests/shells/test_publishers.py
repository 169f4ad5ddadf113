"""`publishers`: the library of policies listed, explained and checked."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from syndicator.settings.policies import read_folder
from syndicator.shipped import shipped
from tests.shells.conftest import GOOD as SETTINGS

TODAY = datetime.now(UTC).date()
GOOD = f"""\
# Ask the editor about pictures.
publisher = "Quay Weekly"
hosts = ["quay.test", "blog.quay.test"]
url = "https://quay.test/reuse"
read_on = {TODAY - timedelta(days=10)}
grade = "verified_text"

[says]
republish = "yes"
licence = "CC-BY-NC-4.0"
commercial = "forbidden"
duty = ["source_credit"]
limit = ["images"]
contact = "desk@quay.test"
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """No settings file lies in a usual place."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def own(tmp_path):
    """A folder of an operator's own, and settings that name it."""

    def made(**files):
        folder = tmp_path / "own"
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.toml").write_text(text, "utf-8")
        config = tmp_path / "settings.toml"
        config.write_text(f'policies = "own"\n{SETTINGS}', "utf-8")
        return folder, config

    return made


def test_the_shipped_library_is_listed(run):
    """As a table, and for machines with every host."""
    table, told = run("publishers", "list"), json.loads(run("publishers", "list", "--json").out)
    assert (0, "") == (table.code, table.err)
    assert "ProPublica" in table.out
    assert "syndicator/publishers-list/1" == told["schema"]
    (one,) = [p for p in told["publishers"] if p["publisher"] == "States Newsroom"]
    assert ("person", True) == (one["decide"], "alaskabeacon.com" in one["hosts"])


def test_an_own_policy_comes_first(run, own):
    """For the hosts it speaks of, and no others."""
    _, config = own(mine=GOOD.replace("blog.quay.test", "propublica.org"))
    told = json.loads(run("-c", config, "publishers", "list", "--json").out)["publishers"]
    assert [["quay.test", "propublica.org"]] == [p["hosts"] for p in told if "propublica.org" in p["hosts"]]
    assert "ProPublica" not in {p["publisher"] for p in told}


@pytest.mark.parametrize(
    "wanted", ["Quay Weekly", "quay weekly", "mine", "quay.test", "www.quay.test", "https://blog.quay.test/a", "uay week"]
)
def test_one_is_shown_by_any_of_its_names(run, own, wanted):
    """Name, file, host, address, or a part of the name that no other has."""
    _, config = own(mine=GOOD)
    ran = run("-c", config, "publishers", "show", wanted)
    assert (0, "") == (ran.code, ran.err)
    for said in (
        "Quay Weekly (quay.test, blog.quay.test)",
        f"read in the publisher's own words, on {TODAY - timedelta(days=10)} (10 days ago): https://quay.test/reuse",
        "Ask the editor about pictures.",
        "You may repost it (CC BY-NC 4.0); not for commercial use; you may change it.",
        "Images are not included.",
        "desk@quay.test",
        "ALLOW (full) · square",
    ):
        assert said in ran.out


def test_it_is_judged_for_two_specimens_where_nothing_is_configured(run):
    """A community site, and a commercial one with ads."""
    told = json.loads(run("publishers", "show", "propublica", "--json").out)
    assert [("a community site", "hold"), ("a commercial site with ads", "allow")] == [(v["site"], v["answer"]) for v in told["verdicts"]]
    assert ("link", "automation") == (told["verdicts"][1]["form"], told["verdicts"][0]["deciding"])
    assert told["age_days"] >= 0


def test_where_a_person_decides_it_is_held_with_the_policy_as_evidence(run):
    """Although the policy itself says yes."""
    told = json.loads(run("publishers", "show", "Nieman Lab", "--json").out)
    (grant,) = [f for f in told["verdicts"][0]["findings"] if f["rule"] == "grant"]
    assert ("hold", "yes") == (told["verdicts"][0]["answer"], told["says"]["republish"])
    assert any(quote["text"].startswith("decide: person") for quote in grant["quotes"])


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("Quay Weakly", "did you mean “Quay Weekly”?"),
        ("quay.tst", "did you mean “quay.test”?"),
        ("zzzzzzzz", "they are listed by: syndicator publishers list"),
        ("press", "publishers: "),
        ("", "nothing is known of “”"),
    ],
)
def test_a_wrong_name_is_met_with_the_right_one(run, own, wanted, says):
    """Or with those among which to choose."""
    _, config = own(mine=GOOD)
    ran = run("-c", config, "publishers", "show", wanted)
    assert (2, "", True) == (ran.code, ran.out, says in ran.err)


def test_a_library_that_is_well_is_said_to_be(run, own):
    """Exit code 0, by the line and for machines."""
    folder, _ = own(mine=GOOD)
    told = json.loads(run("publishers", "lint", folder, "--json").out)
    assert (0, "1 policies, all well\n") == ((ran := run("publishers", "lint", folder)).code, ran.out)
    assert ("syndicator/publishers-lint/1", 1, [], []) == (told["schema"], told["policies"], told["problems"], told["findings"])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("https://quay.test/reuse", "http://quay.test/reuse", "4: url: http://quay.test/reuse is not https"),
        (f"{TODAY - timedelta(days=10)}", f"{TODAY + timedelta(days=2)}", "5: read_on: "),
        ("verified_text", "unverified", '9: says.republish: "yes" needs the publisher\'s own words'),
        ("CC-BY-NC-4.0", "CC-BY-9.0", '10: says.licence: "CC-BY-9.0" is not known'),
        ('"forbidden"', '"allowed"', '11: says.commercial: "allowed" is more than CC BY-NC 4.0 gives (forbidden)'),
        ('republish = "yes"', 'republish = "no"', '9: says.republish: "no", and yet CC BY-NC 4.0 lets everybody repost'),
        ('"CC-BY-NC-4.0"', '"CC-BY-ND-4.0"\nderivatives = "share-alike"', '11: says.derivatives: "share-alike" is more than CC BY-ND 4.0'),
        ('"images"', '"time_window_days=soon"', '13: says.limit: "time_window_days=soon" has no number of days'),
        ('"images"', '"embargo=till spring"', '13: says.limit: "embargo=till spring" cannot be counted'),
        ("blog.quay.test", "feeds.feedburner.com", "3: hosts: feeds.feedburner.com is the host of many publishers"),
        ("# Ask the editor about pictures.\n", "", "1: publisher: there is no comment above"),
    ],
)
def test_what_should_be_looked_at_is_told_with_file_and_line(run, own, old, new, expected):
    """Exit code 1."""
    folder, _ = own(mine=GOOD.replace(old, new))
    ran = run("publishers", "lint", folder)
    assert (1, True) == (ran.code, f"{folder / 'mine.toml'}:{expected}" in ran.out), ran.out
    assert "1 policies, 0 that cannot be used, 1 to look at" in ran.out


@pytest.mark.parametrize("said", ["style-only", "ask", "forbidden"])
def test_less_than_the_licence_is_no_finding(run, own, said):
    """A publisher may be stricter than its licence, and say which edits of style are none."""
    folder, _ = own(mine=GOOD.replace('"CC-BY-NC-4.0"', f'"CC-BY-ND-4.0"\nderivatives = "{said}"'))
    assert 0 == run("publishers", "lint", folder).code


def test_a_file_that_cannot_be_used_is_exit_code_2(run, own):
    """A misspelt key, and a host that two files speak of; the others are looked at all the same."""
    folder, _ = own(a=GOOD, b=GOOD.replace("quay.test", "bell.test").replace("[says]", "[sais]"), c=GOOD.replace('"quay.test", ', ""))
    ran = run("publishers", "lint", folder)
    assert 2 == ran.code
    assert f"{folder / 'b.toml'}:8: sais: unknown key" in ran.out
    assert f"{folder / 'c.toml'}: hosts: blog.quay.test is spoken of in {folder / 'a.toml'} too" in ran.out


def test_the_folders_in_force_are_checked_by_default(run, own):
    """The operator's own and the shipped ones."""
    folder, config = own(mine=GOOD.replace("https://quay", "http://quay"))
    ran = run("-c", config, "publishers", "lint", "--json")
    told = json.loads(ran.out)
    assert (1, [f"{folder / 'mine.toml'}:4"]) == (ran.code, [line.partition(": ")[0] for line in told["findings"]])
    assert len(list(read_folder(shipped("config") / "publishers", []))) + 1 == told["policies"]


def test_the_shipped_library_has_no_findings(run):
    """Days go by without anybody's fault: a page read long ago is only a note."""
    ran = run("publishers", "lint")
    assert (0, "") == (ran.code, ran.err), ran.out


def test_age_is_a_note_and_a_finding_only_on_demand(run, own):
    """Exit code 0 with a note after two years; 1 where --max-age is given and passed."""
    folder, _ = own(mine=GOOD.replace(f"{TODAY - timedelta(days=10)}", f"{TODAY - timedelta(days=800)}"))
    line = f"{folder / 'mine.toml'}:5: read_on: read 800 days ago; read the page again, and set the day"
    noted, asked, young = (run("publishers", "lint", folder, *more) for more in ((), ("--max-age", "799"), ("--max-age", "800")))
    assert (0, f"note: {line}\n1 policies, all well\n") == (noted.code, noted.out)
    assert (1, f"{line}\n1 policies, 0 that cannot be used, 1 to look at\n") == (asked.code, asked.out)
    assert (0, "1 policies, all well\n") == (young.code, young.out)
    assert [line] == json.loads(run("publishers", "lint", folder, "--json").out)["notes"]


@pytest.mark.parametrize("more", ['limit = ["images", "rate_limit=a few"]', 'limit = ["images", "automated_reposting"]'])
def test_a_grant_that_a_limit_holds_is_not_said_to_act_alone(run, own, more):
    """A person picks each article; without such a limit it may act without one."""
    _, config = own(mine=GOOD, held=GOOD.replace("quay.test", "bell.test").replace("Quay", "Bell").replace('limit = ["images"]', more))
    held, free = (run("-c", config, "publishers", "show", name).out for name in ("Bell Weekly", "Quay Weekly"))
    assert (True, False) == ("a person picks each article" in held, "without a person" in held)
    assert (False, True) == ("a person picks each article" in free, "without a person" in free)


def test_broken_settings_in_a_usual_place_are_told_and_left(run, tmp_path):
    """The shipped library can be read all the same."""
    (tmp_path / "syndicator.toml").write_text("fetch = 1\n", "utf-8")
    listed, shown = run("publishers", "list"), run("publishers", "show", "propublica")
    assert (0, True, 1) == (listed.code, "is left out" in listed.err, listed.err.count("\n"))
    assert (0, True, 1) == (shown.code, "is left out" in shown.err, shown.err.count("\n"))

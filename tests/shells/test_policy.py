"""`syndicator policy`: what an operator pinned is judged as the daemon would, and a difference fails the build."""

import json

import pytest

from syndicator.shipped import shipped
from tests.shells.quayside import CRANE, FERRY, once, publish, settings

HELD = """\
[[case]]
name = "Selected by hand"
site = "square"
publisher = "Quay Weekly"
terms = "You may republish our articles on your website if you credit us. Do not republish our stories automatically."
expect = { answer = "hold", form = "none", rule = "automation" }
"""


@pytest.fixture
def config(tmp_path, httpserver):
    """Settings beside which the cases lie."""
    return settings(tmp_path, publish(httpserver))


@pytest.fixture
def policy(run, config):
    """Runs `policy …` on those settings."""
    return lambda *words: run("-c", config, "policy", *words)


@pytest.fixture
def case(tmp_path):
    """Writes a file of cases where they are looked for."""

    def written(text, name="mine.toml"):
        (tmp_path / "policy-tests").mkdir(exist_ok=True)
        file = tmp_path / "policy-tests" / name
        file.write_text(text, "utf-8")
        return file

    return written


def test_the_shipped_sample_is_as_it_says(run, tmp_path):
    """What init writes passes as it stands, and is the shipped one."""
    run("init", tmp_path, "--contact", "desk@commons.test")
    said = run("-c", tmp_path / "syndicator.toml", "policy", "test")
    assert (0, "5 cases, 5 as expected\n") == (said.code, said.out)
    sample = "policy-tests/never.toml"
    assert (shipped("config") / sample).read_bytes() == (tmp_path / sample).read_bytes()


def test_init_never_overwrites_an_operators_cases(run, tmp_path, case):
    """Not even by force."""
    file = case(HELD, "never.toml")
    assert 0 == run("init", tmp_path, "--contact", "desk@commons.test", "--force").code
    assert HELD == file.read_text("utf-8")


def test_a_case_that_comes_out_as_expected_passes(policy, case):
    """One file or a folder of them."""
    file = case(HELD)
    assert [0, 0] == [policy("test").code, policy("test", file).code]


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ('answer = "hold"', 'answer = ["allow", "refuse"]', "expected allow or refuse, came hold"),
        ('form = "none"', 'form = "full"', "expected the form full, came none"),
        ('rule = "automation"', 'rule = "grant"', "expected by the rule grant, came by automation"),
    ],
)
def test_a_difference_is_shown_with_the_finding(policy, case, before, after, differs):
    """Which case, at which line, what was expected, what came, and the words it came of."""
    file = case(f"# mine\n\n{HELD.replace(before, after)}")
    said = policy("test")
    assert 1 == said.code
    lines = said.out.splitlines()
    assert (f"{file}:3: Selected by hand", f"  {differs}") == (lines[0], lines[1])
    assert "automation: the publisher forbids automatic reposting" in said.out
    assert "“Do not republish our stories automatically.”" in said.out
    assert "1 cases, 0 as expected, 1 differ" == lines[-1]
    (told,) = json.loads(policy("test", "--json").out)["cases"]
    assert (differs, "hold") == (told["differs"], told["verdict"]["answer"])


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('site = "square"', 'site = "sqare"', '3: case[1].site: there is no site "sqare"; did you mean "square"?'),
        ('publisher = "Quay Weekly"', 'source = "pier"', '4: case[1].source: there is no source "pier"; configured: quay'),
        ('site = "square"\n', "", "1: case[1]: a case is for one site"),
        ('publisher = "Quay Weekly"', 'publisher = "x"\nsource = "quay"', "1: case[1]: write source"),
        ('answer = "hold"', 'answer = "halt"', '6: case[1].expect.answer[1]: "halt" is not known; write "allow", "wait"'),
        ("terms =", "term =", '5: case[1].term: unknown key; did you mean "terms"?'),
        ('publisher = "Quay Weekly"', 'article = { html_file = "gone.html" }', "1: case[1]: "),
        ("[[case]]", "[[case]", "1:7: not valid TOML"),
        ("[[case]]", "[other]\n[[case]]", "1: other: unknown key"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_by_its_line(policy, case, before, after, says):
    """Exit code 2, one line a problem."""
    file = case(HELD.replace(before, after, 1))
    said = policy("test")
    assert (2, "") == (said.code, said.out)
    assert f"syndicator: {file}:{says}" in said.err, said.err


def test_a_folder_without_cases_is_no_success(policy, tmp_path):
    """A build that tests nothing must not be green."""
    assert 2 == policy("test").code
    (tmp_path / "policy-tests").mkdir()
    said = policy("test")
    assert (2, True) == (said.code, "there is no case in it (*.toml)" in said.err)


FIELDS = """\
[[case]]
name = "Fields"
facts = { use = "commercial", forms = ["full"] }
now = 2026-05-03
says = { licence = "CC-BY-NC-ND-4.0", duty = ["byline"], limit = ["embargo=2 days"], commercial = "forbidden" }
expect = { answer = "refuse", rule = "commercial" }
[case.article]
published = 2026-05-02T12:00:00Z
title = "A case"

[[case]]
name = "Waits out its embargo"
facts = { use = "community" }
now = 2026-05-03
says = { licence = "CC-BY-4.0", limit = ["embargo=2 days"] }
expect = { answer = "wait", rule = "embargo" }
article = { published = 2026-05-02T12:00:00Z }

[[case]]
name = "Files beside it"
site = "square"
source = "quay"
terms_file = "terms.html"
article = { html_file = "article.html", page_file = "page.html" }
expect = { answer = "allow", form = "full" }
"""


def test_terms_are_given_as_fields_and_texts_in_files(policy, case, tmp_path):
    """By the same road: a file's page is read as the publisher's own."""
    file = case(FIELDS)
    file.with_name("terms.html").write_text("<html lang=en><p>You may republish our articles if you credit Quay Weekly.</p></html>")
    file.with_name("article.html").write_text("<p>The ferry.</p>")
    file.with_name("page.html").write_text("<html lang=en><article><p>The ferry.</p></article></html>")
    said = policy("test")
    assert (0, "3 cases, 3 as expected\n") == (said.code, said.out + said.err)


@pytest.mark.parametrize(("page", "answer", "rule"), [(FERRY, "hold", "automation"), (CRANE, "hold", "grant")])
def test_a_new_case_is_written_from_a_held_article(run, policy, config, httpserver, tmp_path, page, answer, rule):
    """It passes as it was written, and a change of what it rests on fails it."""
    once(config)
    said = policy("new", httpserver.url_for(page), "--site", "square", "--name", "Ours")
    assert 0 == said.code, said.err
    assert 0 == policy("test").code
    (told,) = json.loads(policy("test", "--json").out)["cases"]
    assert ("Ours", [answer], rule) == (told["name"], told["expected"]["answer"], told["expected"]["rule"])
    (file,) = (tmp_path / "policy-tests").iterdir()
    file.write_text(file.read_text("utf-8").replace("<p>The ferry", "<p>All our stories are CC BY 4.0. The ferry"), "utf-8")
    assert 2 == policy("new", httpserver.url_for(page), "--site", "square").code  # it is there already


def test_a_new_case_keeps_what_stands_on_the_page(run, config, policy, httpserver, tmp_path):
    """The page goes into a file of its own, and is read as it was."""
    words = "<p>The ferry.</p><p>All rights reserved. Do not republish without permission.</p>"
    page = f"<html lang=en><body><article>{words}</article></body></html>"
    config.write_text(config.read_text().replace('cadence = "1s"', 'cadence = "1s"\ntext = "page"\nterms = "none"'))
    httpserver.expect_request(FERRY).respond_with_data(page, content_type="text/html")
    once(config)
    assert 0 == policy("new", httpserver.url_for(FERRY), "--site", "square", "--out", tmp_path / "one.toml").code
    assert page == (tmp_path / "one.page.html").read_text("utf-8")
    assert 0 == policy("test", tmp_path / "one.toml").code


def test_of_several_sites_one_is_named(run, config, policy, httpserver):
    """A case is for one site."""
    once(config)
    said = policy("new", httpserver.url_for(FERRY))
    assert (2, True) == (said.code, "was led to market, square; name one with --site ID" in said.err)

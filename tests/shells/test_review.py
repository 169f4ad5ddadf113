"""`syndicator review`, as a person uses it beside the daemon: look, decide, and see what the next pass makes of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.messages.smtpd import mail_server
from tests.shells.quayside import CRANE, FERRY, once, publish, settings

LATER = (datetime.now(UTC) + timedelta(days=30)).date()


@pytest.fixture
def config(run, tmp_path, httpserver):
    """Settings whose feed was read and judged: two articles, held or refused for two sites."""
    path = settings(tmp_path, publish(httpserver))
    once(path)
    return path


@pytest.fixture
def review(run, config):
    """Runs `review …` on those settings."""
    return lambda *words: run("-c", config, "review", *words)


@pytest.fixture
def at(httpserver):
    """The address of a page of the publisher."""
    return lambda path: httpserver.url_for("").rstrip("/") + path


def states(run, config):
    """Title and site → state of every case."""
    told = json.loads(run("-c", config, "status", "--json").out)
    return told["counts"]["cases"]


def held(review, *words):
    return [(one["title"], one["site"]) for one in json.loads(review("list", "--json", *words).out)["held"]]


def test_what_is_held_is_listed_with_its_reason(review):
    """Oldest article first, and how to look closer; that something waits is its exit code."""
    said = review("list")
    assert (1, ["ARTICLE", "SITE", "SINCE", "WHY", "TITLE"]) == (said.code, said.out.splitlines()[0].split())
    assert ["market", "square", "market", "square"] == [line.split()[1] for line in said.out.splitlines()[1:]]
    assert "automation: the publisher forbids automatic reposting" in said.out
    assert "look at one with: syndicator review show " in said.err


@pytest.mark.parametrize(
    ("filters", "count"),
    [((), 4), (("--site", "square"), 2), (("--rule", "automation"), 2), (("--rule", "commercial", "--site", "square"), 0),
     (("--publisher", "quay weekly"), 4), (("--publisher", "quay"), 4)],
)  # fmt: skip
def test_the_list_is_filtered(review, filters, count):
    """By site, by the rule that holds, and by publisher."""
    assert count == len(held(review, *filters))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("--site", "sqare"), "there is no site sqare; configured: square"),
        (("--publisher", "Nobody"), "there is no publisher or source Nobody; configured: "),
    ],
)
def test_a_filter_that_names_nothing_is_a_mistake(review, wrong, told):
    """An empty list would say that nothing is held."""
    ran = review("list", *wrong)
    assert (2, "", True) == (ran.code, ran.out, told in ran.err)


def test_a_rule_that_holds_nothing_is_told_which_do(review):
    """So that a slip of the pen is seen."""
    ran = review("list", "--rule", "automaton")
    assert (0, "nothing is held\n", True) == (ran.code, ran.out, "held in all, by: automation" in ran.err)


def test_one_is_shown_with_its_terms_questions_and_draft(review, at):
    """Quoted words, who can answer what, and what would be posted."""
    said = review("show", at(FERRY), "--site", "square").out
    for words in (
        "“Do not republish our stories automatically.”",
        "a person answers: was this story selected by hand?",
        "The draft as it would go to square (full)",
        "✓ hyperlink_original: links to",
    ):
        assert words in said
    crane = review("show", at(CRANE), "--site", "square").out
    assert "no approval answers it: reposting is not granted" in crane
    assert "The draft" not in crane


def test_what_is_shown_is_the_same_in_json(review, at):
    """With why an approval cannot answer, and nothing decided yet."""
    (case,) = json.loads(review("show", at(CRANE), "--site", "square", "--json").out)["cases"]
    assert ("held", [], ["grant"]) == (case["state"], case["decisions"], [one["finding"]["rule"] for one in case["open"]])
    assert "permissions add" in case["open"][0]["no_approval_because"]


def test_approved_it_is_posted_and_the_verdict_names_who_said_so(run, review, config, at, tmp_path):
    """The round trip: approve, run, and the copy stands with its evidence."""
    said = review("approve", at(FERRY), "--site", "square", "--reason", "chosen for the weekend", "--by", "Ana Ruiz")
    assert (0, "approved “The ferry keeps its timetable” for square (full), by Ana Ruiz\n") == (said.code, said.out)
    once(config)
    assert 1 == len(list((tmp_path / "square").glob("ferry-*.html")))
    explained = run("-c", config, "explain", at(FERRY), "--site", "square").out
    assert "“chosen for the weekend” (Ana Ruiz's approval of " in explained
    assert ("The ferry keeps its timetable", "square") not in held(review)


def test_an_approval_is_no_permission(review, at):
    """Where a grant is missing nothing is kept, and the line says what to do instead."""
    said = review("approve", at(CRANE), "--reason", "they told me on the phone that they do not mind", "--site", "square")
    assert (2, "") == (said.code, said.out)
    assert "square: an approval does not settle grant (no terms were found; silence grants nothing): reposting is not granted" in said.err
    assert "an approval is no permission: record what you were given with syndicator permissions add" in said.err
    (case,) = json.loads(review("show", at(CRANE), "--site", "square", "--json").out)["cases"]
    assert [] == case["decisions"]


def test_of_several_sites_all_are_approved_or_none(review, at):
    """The commercial site must ask: nothing is kept for the other either."""
    said = review("approve", at(FERRY), "--reason", "chosen")
    assert (2, "") == (said.code, said.out)
    assert "market: an approval does not settle commercial" in said.err
    assert 4 == len(held(review))


def test_the_name_comes_from_the_environment_where_it_is_not_given(review, at, monkeypatch):
    """A team sets it once; without a name nobody decides."""
    monkeypatch.setenv("SYNDICATOR_BY", "Bo\x1b[31m Lind")
    assert "by Bo [31m Lind\n" in review("approve", at(FERRY), "--site", "square", "--reason", "x").out
    monkeypatch.setenv("SYNDICATOR_BY", "  ")
    monkeypatch.setattr("getpass.getuser", lambda: (_ for _ in ()).throw(OSError("no such user")))
    said = review("defer", at(CRANE), "--until", str(LATER))
    assert (2, True) == (said.code, "give your name with --by NAME, or set SYNDICATOR_BY" in said.err)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("approve", "{}", "--reason", " "), "--reason is empty"),
        (("approve", "{}", "--reason", "x" * 501), "--reason: 501 characters; say it in 500"),
        (("approve", "{}", "--reason", "x", "--until", "2020-01-01"), "--until 2020-01-01 is over"),
        (("approve", "{}", "--reason", "x", "--until", "soon"), "“soon” is no day; write it as year-month-day"),
        (("approve", "{}", "--reason", "x", "--site", "plaza"), "was never led to plaza"),
        (("approve", "nothing", "--reason", "x"), "no article “nothing” is known"),
        (("defer", "{}", "--until", "2020-01-01"), "--until 2020-01-01 has come; name a day after today"),
        (("approve", "{}"), "Missing option '--reason'"),
    ],
)
def test_a_mistake_is_one_line(review, at, words, says):
    """What, and what to do; nothing is kept."""
    said = review(*(word.format(at(FERRY)) for word in words))
    assert (2, "", True) == (said.code, said.out, says in said.err)
    assert "Traceback" not in said.err


def test_before_the_first_run_there_is_nothing_to_decide(run, tmp_path, httpserver):
    """And no store is made."""
    path = settings(tmp_path, publish(httpserver))
    assert (0, "nothing is held\n") == ((ran := run("-c", path, "review", "list")).code, ran.out)
    said = run("-c", path, "review", "approve", "x", "--reason", "x")
    assert (2, False) == (said.code, (tmp_path / "data").exists())
    assert "there is nothing to decide yet; the daemon reads and judges: syndicator run" in said.err


def test_rejected_it_is_remembered_and_not_asked_again(run, review, config, at):
    """Not in the list, not after another pass, and its reason is told."""
    said = review("reject", at(FERRY), "--reason", "not for our readers", "--by", "Ana Ruiz")
    assert (0, 2) == (said.code, said.out.count("rejected “The ferry keeps its timetable” for "))
    once(config)
    assert [("The crane is sold", "market"), ("The crane is sold", "square")] == held(review)
    assert "“not for our readers” (Ana Ruiz's rejection of " in run("-c", config, "explain", at(FERRY)).out
    assert 0 == review("approve", at(FERRY), "--site", "square", "--reason", "it is, after all").code


def test_put_off_it_comes_back_at_its_day(run, review, config, at):
    """Out of the list and of what waits, until then; nothing else changes."""
    assert 0 == review("defer", at(FERRY), "--until", str(LATER), "--reason", "ask the desk on Monday").code
    assert [("The crane is sold", "market"), ("The crane is sold", "square")] == held(review)
    assert 4 == len(held(review, "--deferred"))
    assert f"put off until {LATER}" in review("list", "--deferred").out
    assert 2 == len(json.loads(run("-c", config, "status", "--json").out)["waiting"]["cases"])
    assert 4 == states(run, config)["held"]


def test_a_copy_that_was_rejected_goes(run, review, config, at, tmp_path):
    """The one way to withdraw by hand what the terms allow."""
    review("approve", at(FERRY), "--site", "square", "--reason", "chosen")
    once(config)
    review("reject", at(FERRY), "--site", "square", "--reason", "the minister asked for a correction")
    once(config)
    (left,) = (tmp_path / "square").glob("ferry-*.html")  # a page that says the copy is gone
    assert "kept its winter timetable" not in left.read_text("utf-8")
    assert "withdrawn" in run("-c", config, "posts", "list").out


def test_an_approval_of_an_article_that_needs_none_is_refused(run, review, config, at):
    """It says how the article rests."""
    review("approve", at(FERRY), "--site", "square", "--reason", "chosen")
    once(config)
    said = review("approve", at(FERRY), "--site", "square", "--reason", "again")
    assert (2, True) == (said.code, "nothing of it is held or refused" in said.err)


def test_the_digest_says_what_waits(review):
    """Each with the command to look closer."""
    said = review("digest")
    assert (0, True) == (said.code, "syndicator: 4 wait for a person" in said.out)
    assert "grant: no terms were found; silence grants nothing" in said.out


def test_the_digest_is_silent_when_nothing_waits(run, tmp_path, httpserver):
    """Before the first run nothing does."""
    ran = run("-c", settings(tmp_path, publish(httpserver)), "review", "digest")
    assert (0, "nothing waits for a person\n") == (ran.code, ran.out)


def test_the_digest_is_sent_to_whoever_is_named(run, config):
    """By mail, at once; exit code 1 where somebody did not get it, 2 where nobody is named."""
    said = run("-c", config, "review", "digest", "--send")
    assert (2, True) == (said.code, "name a service or an address under [notify]" in said.err)
    with mail_server() as box:
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\nsender = "desk@commons.test"\n'
        config.write_text(f'{config.read_text()}\n{mail}[notify]\nemail = ["ana@commons.test"]\n')
        said = run("-c", config, "review", "digest", "--send")
    assert (0, "sent by mail\n", 1) == (said.code, said.err, len(box.letters))
    said = run("-c", config, "review", "digest", "--send")
    assert (1, True) == (said.code, "not sent by mail: 127.0.0.1:" in said.err)

"""`syndicator permissions`: recorded, heard, ended and revoked; and letters from asked to answered."""

import email
import json
import time
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest

from tests.messages.smtpd import mail_server
from tests.shells.quayside import CRANE, FERRY, once, publish, settings

TODAY = datetime.now(UTC).date()
ADD = ("add", "--publisher", "Quay Weekly", "--use", "republish", "--reference", "letter 7", "--by", "Ana Ruiz", "--site", "square")


@pytest.fixture
def config(run, tmp_path, httpserver):
    """Settings whose feed was read and judged: two articles, held for two sites."""
    path = settings(tmp_path, publish(httpserver))
    once(path)
    return path


@pytest.fixture
def permissions(run, config):
    """Runs `permissions …` on those settings."""
    return lambda *words: run("-c", config, "permissions", *words)


@pytest.fixture
def at(httpserver):
    """The address of a page of the publisher."""
    return lambda path: httpserver.url_for("").rstrip("/") + path


def live(run, config):
    """Titles of the copies that stand."""
    rows = json.loads(run("-c", config, "posts", "list", "--json").out)["posts"]
    return sorted(row["title"] for row in rows if row["state"] != "withdrawn")


def test_a_permission_is_heard_at_the_next_pass_and_its_end_too(run, permissions, config):
    """Posted by it, told in the verdict, taken down when it is revoked."""
    assert "recorded permission 1 of Quay Weekly: republish for square\n" == permissions(*ADD).out
    once(config)
    assert ["The crane is sold"] == live(run, config)
    explained = run("-c", config, "explain", "tag:quay.test,2026:crane", "--site", "square").out
    assert "“letter 7 (republish, from " in explained
    assert f"(permission 1, recorded by Ana Ruiz on {TODAY})" in explained
    assert 0 == permissions("revoke", "1", "--reason", "they asked us to stop").code
    once(config)
    assert [] == live(run, config)


def test_check_hears_it_too(run, permissions, config, at, httpserver):
    """The same road: what the daemon would post is what check says."""
    page = f"<html lang='en'><head><title>The crane is sold</title></head><body><article><h1>The crane is sold</h1>{'<p>News.</p>' * 9}"
    httpserver.expect_request(CRANE).respond_with_data(page, content_type="text/html")
    before = run("-c", config, "check", at(CRANE), "--site", "square")
    permissions(*ADD)
    assert [1, 0] == [before.code, run("-c", config, "check", at(CRANE), "--site", "square").code]


def test_one_for_a_single_article_speaks_for_no_other(run, permissions, config, at):
    """The crane by name; the market has none at all."""
    permissions(*ADD, "--use", "automated", "--article", at(FERRY))
    once(config)
    assert ["The ferry keeps its timetable"] == live(run, config)


def test_they_are_listed_with_those_of_the_settings(run, tmp_path, permissions, config, httpserver):
    """The settings' own have no number; those that are over are shown when asked for."""
    deal = f'[[agreement]]\npublisher = "Quay Weekly"\nsites = ["square"]\nuses = ["automated"]\nfrom = {TODAY}\nreference = "contract 4"\n'
    settings(tmp_path, publish(httpserver), deal)
    permissions(*ADD, "--until", str(TODAY + timedelta(days=9)))
    permissions(*ADD, "--from", str(TODAY + timedelta(days=9)))
    permissions("revoke", "1", "--reason", "they asked")
    shown = json.loads(permissions("list", "--json").out)["permissions"]
    assert [(None, "in force", "contract 4"), (2, "to come", "letter 7")] == [(p["number"], p["state"], p["reference"]) for p in shown]
    everything = json.loads(permissions("list", "--all", "--json").out)["permissions"]
    assert [(None, "in force"), (1, "revoked"), (2, "to come")] == [(p["number"], p["state"]) for p in everything]
    assert ("they asked", "Quay Weekly") == (everything[1]["why"], everything[1]["publisher"])
    assert "no permissions are recorded\n" == permissions("list", "--publisher", "Harbour Bell").out


def test_those_that_end_soon_are_told_by_the_exit_code(permissions):
    """Within the time that was asked for, the last day included."""
    permissions(*ADD, "--until", str(TODAY + timedelta(days=10)))
    assert [1, 1, 0] == [permissions("expiring", *words).code for words in ((), ("--within", "10d"), ("--within", "9d"))]
    assert "no permission ends that soon\n" == permissions("expiring", "--within", "1w").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((*ADD, "--site", "plaza"), "there is no site plaza; configured: square, market"),
        ((*ADD, "--until", "2020-01-01"), "--until 2020-01-01 is before it begins, or over"),
        ((*ADD, "--article", "the crane"), "“the crane” is no web address"),
        (("revoke", "7", "--reason", "x"), "there is no permission 7; syndicator permissions list --all shows them"),
        (("expiring", "--within", "soon"), '"soon" is no duration'),
        (("request",), "name an ARTICLE, or a publisher with --publisher NAME"),
        (("request", "--publisher", "Nobody Knows"), "nobody is named whom to ask at Nobody Knows"),
        (("request", "crane"), "no article “crane” is known"),
        (("answer", "7", "granted", "--reference", "x"), "there is no letter 7"),
    ],
)
def test_a_mistake_is_one_line(permissions, words, says):
    """What, and what to do; nothing is kept."""
    said = permissions(*words)
    assert (2, "", True) == (said.code, said.out, says in said.err)
    assert ([], []) == tuple(json.loads(permissions(*asked).out)[key] for asked, key in LISTS)


LISTS = ((("list", "--all", "--json"), "permissions"), (("requests", "--all", "--json"), "requests"))


def test_one_for_a_stranger_is_kept_and_told(permissions):
    """It may be right: the holder of what a source took over."""
    said = permissions(*("Tidewater Post" if word == "Quay Weekly" else word for word in ADD))
    assert (0, True) == (said.code, "no source has the publisher or owner “Tidewater Post”" in said.err)


def test_a_letter_asks_for_what_the_case_lacks(permissions, at, tmp_path):
    """To the contact the terms name, with their words, in a file to be sent."""
    said = permissions("request", at(FERRY), "--by", "Ana Ruiz", "--out", tmp_path / "letter.txt")
    assert 0 == said.code, said.err
    letter = (tmp_path / "letter.txt").read_text("utf-8")
    assert letter.startswith(
        "To: rights@quay.test\nSubject: Permission to republish: The ferry keeps its timetable\n\nDear editors of Quay Weekly,"
    )
    wanted = ["The Square, ", "market (a commercial site)", "do so automatically", "do so on a site that is run commercially"]
    wanted += [at(FERRY), "Do not republish our stories automatically.", "Ana Ruiz\ndesk@commons.test", str(TODAY + timedelta(days=30))]
    for words in wanted:
        assert words in letter
    assert "republish the text, whole" not in letter
    assert 2 == permissions("request", at(FERRY), "--out", tmp_path / "letter.txt").code


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Estimada redacción"), ("pt-BR", "Cara redação"), ("fr", "Chère rédaction"), ("DE-at", "Liebe Redaktion"),
     ("fi", "Dear editors"), ("", "Dear editors")],
)  # fmt: skip
def test_a_letter_is_written_in_its_language_or_in_english(permissions, at, language, words):
    """The one that was asked for, else that of the article."""
    assert words in permissions("request", at(FERRY), "--language", language).out


def test_an_operators_own_template_comes_first(run, tmp_path, config, at, httpserver):
    """Another language too; one without a subject is told by its name."""
    folder = tmp_path / "mine" / "letters"
    folder.mkdir(parents=True)
    (folder / "request.fi.txt").write_text("Subject: Lupa\n\nHei {{ publisher|line }}\n", "utf-8")
    (folder / "request.fr.txt").write_text("Bonjour\n", "utf-8")
    config.write_text(f'templates = "mine"\n{config.read_text()}')
    assert "Hei Quay Weekly" in run("-c", config, "permissions", "request", at(FERRY), "--language", "fi").out
    said = run("-c", config, "permissions", "request", at(FERRY), "--language", "fr")
    assert (2, True) == (said.code, "templates/letters/request.fr.txt: its first line is not “Subject: …”" in said.err)


def test_a_letter_is_mailed_and_followed(run, permissions, config, at):
    """Through the configured server; then it waits for its answer."""
    with mail_server() as box:
        config.write_text(
            f'{config.read_text()}\n[mail]\nhost = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\nsender = "desk@commons.test"\n'
        )
        said = permissions("request", at(FERRY), "--send", "--by", "Ana Ruiz")
    assert 0 == said.code, said.err
    ((_, recipients, data),) = box.letters
    read = email.message_from_bytes(data, policy=default)
    assert (["<rights@quay.test>"], True) == (recipients, "do so automatically" in read.get_content())
    (waiting,) = json.loads(permissions("requests", "--json").out)["requests"]
    assert ("asked", "rights@quay.test", ["commercial", "automated"]) == (
        waiting["state"],
        waiting["sent"],
        sorted(waiting["uses"], reverse=True),
    )


def test_without_a_mail_server_nothing_is_written_sent_or_followed(permissions, config, at):
    """A letter that lay in its file, and that nothing follows, would never be sent."""
    said = permissions("request", at(FERRY), "--send")
    assert (2, True) == (said.code, "write host and sender under [mail]" in said.err)
    assert [] == json.loads(permissions("requests", "--json").out)["requests"]
    assert [] == list(config.parent.rglob("letters/*.txt"))


def test_a_letter_to_a_contact_page_is_sent_by_hand(permissions, config, at):
    """--send says so, and follows nothing."""
    with mail_server() as box:
        config.write_text(
            f'{config.read_text()}\n[mail]\nhost = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\nsender = "desk@commons.test"\n'
        )
        said = permissions("request", at(CRANE), "--to", "https://quay.test/contact", "--send")
    assert (1, [], True) == (said.code, box.letters, "is no e-mail address" in said.err)
    assert [] == json.loads(permissions("requests", "--json").out)["requests"]


@pytest.mark.parametrize("to", ["rights", "rights@quay.test\nBcc: all@quay.test", "a@quay.test, b@quay.test", "ftp://quay.test/ask"])
def test_a_letter_to_nobody_is_not_written(permissions, at, to):
    """What is neither an e-mail address nor a web page is a usage error, and no answer is waited for."""
    said = permissions("request", at(CRANE), "--to", to)
    assert (2, True) == (said.code, "Invalid value for '--to'" in said.err)
    assert [] == json.loads(permissions("requests", "--json").out)["requests"]


def test_granted_it_is_a_permission_for_what_was_asked(run, permissions, config, at):
    """For that article alone; the letter and its permission name each other."""
    permissions("request", at(CRANE), "--site", "square", "--to", "rights@quay.test")
    said = permissions("answer", "1", "granted", "--reference", "their mail of today")
    assert "letter 1 to Quay Weekly: granted; the permission is recorded\n" == said.out
    (given,) = json.loads(permissions("list", "--json").out)["permissions"]
    assert ([at(CRANE)], ["republish"], ["square"], 1) == (given["articles"], given["uses"], given["sites"], given["request"])
    once(config)
    assert ["The crane is sold"] == live(run, config)
    said = permissions("answer", "1", "refused", "--reference", "x")
    assert (2, True) == (said.code, "letter 1 was granted on" in said.err)


def test_refused_it_stays_held(run, permissions, config, at):
    """No permission comes of it."""
    permissions("request", at(CRANE), "--to", "rights@quay.test")
    assert "letter 1 to Quay Weekly: refused\n" == permissions("answer", "1", "refused", "--reference", "their mail of today").out
    assert ([], []) == tuple(
        json.loads(permissions(*asked).out)[key]
        for asked, key in ((("list", "--json"), "permissions"), (("requests", "--json"), "requests"))
    )
    once(config)
    assert [] == live(run, config)


def test_more_than_was_asked_is_not_granted(permissions, at):
    """Another site needs another letter."""
    permissions("request", at(CRANE), "--site", "square", "--to", "rights@quay.test")
    said = permissions("answer", "1", "granted", "--reference", "x", "--site", "market")
    assert (2, True) == (said.code, "the letter asked for square, not for market" in said.err)


def test_no_answer_in_time_is_told_and_may_still_come(run, permissions, config, at):
    """It is in the list and in the digest; a late yes is a yes."""
    permissions("request", at(CRANE), "--site", "square", "--to", "rights@quay.test", "--patience", "1s")
    time.sleep(1.1)
    (late,) = json.loads(permissions("requests", "--json").out)["requests"]
    assert "expired" == late["state"]
    assert "Letters without an answer in time: 1" in run("-c", config, "review", "digest").out
    assert 0 == permissions("answer", "1", "granted", "--reference", "sorry for the delay").code

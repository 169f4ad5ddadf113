"""`terms read`: one text, or JSON lines that are answered as they come."""

import io
import json
import subprocess
import sys

import pytest

from tests.shells.press import ASK, FEED, GRANT, RESERVED, page


@pytest.fixture
def said(monkeypatch):
    """Puts bytes on standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_a_notice_is_read_with_its_words(run, said):
    """Topic by topic, each with the quoted sentence; a sentence that says much stands in full once."""
    said(f"{GRANT} {ASK}")
    ran = run("terms", "read")
    assert (0, 1) == (ran.code, ran.out.count(GRANT))
    assert f"[1] “{GRANT}” (standard input, characters 0–{len(GRANT)})" in ran.out
    assert "commercial     ask" in ran.out


def test_terms_in_json(run, tmp_path):
    """With every piece of evidence."""
    path = tmp_path / "notice.txt"
    path.write_text(RESERVED, "utf-8")
    told = json.loads(run("terms", "read", path, "--json").out)
    assert ("syndicator/terms-read/1", str(path), "no") == (told["schema"], told["where"], told["terms"]["republish"])
    assert RESERVED.partition(". ")[0] + "." in {e["quote"]["text"] for e in told["terms"]["evidence"]}


def test_markup_is_read_as_a_reader_meets_it(run, tmp_path):
    """A page's hidden words grant nothing; --html reads a fragment as markup too."""
    path = tmp_path / "fragment.txt"
    path.write_text(f"Some news.<p hidden>{GRANT}</p>", "utf-8")
    plain, html = (json.loads(run("terms", "read", path, "--json", *more).out)["terms"]["republish"] for more in ([], ["--html"]))
    assert ("yes", "unknown") == (plain, html)


def test_a_feed_is_for_check(run, tmp_path):
    """Its articles have terms of their own."""
    path = tmp_path / "feed.xml"
    path.write_text(FEED.format(base="https://bell.test", entries=""), "utf-8")
    ran = run("terms", "read", path)
    assert (2, True) == (ran.code, "syndicator check" in ran.err)


def test_lines_are_answered_one_by_one(run, said):
    """Text or HTML in, one object a line out, in the order they came."""
    records = [{"id": "a", "text": GRANT}, {"id": "b", "html": page("A", RESERVED), "url": "https://bell.test/b"}, {"id": 3, "text": ""}]
    said("\n".join(json.dumps(one) for one in records) + "\n\n")
    ran = run("terms", "read", "--lines")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert (0, "") == (ran.code, ran.err)
    assert [("a", "yes"), ("b", "no"), (3, "unknown")] == [(one["id"], one["republish"]) for one in answers]


@pytest.mark.parametrize("bad", ["{", "[]", '"x"', '{"id": 1}', '{"id": 1, "text": 7}', "\udcff"])
def test_a_bad_line_is_told_and_the_others_are_answered(run, monkeypatch, bad):
    """The error names the line; the exit code is 2 at the end."""
    lines = [json.dumps({"id": "a", "text": GRANT}), bad, json.dumps({"id": "c", "text": RESERVED})]
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    ran = run("terms", "read", "--lines")
    assert (2, ["a", "c"]) == (ran.code, [json.loads(line)["id"] for line in ran.out.splitlines()])
    (error,) = [json.loads(line) for line in ran.err.splitlines()]
    assert (2, True) == (error["line"], bool(error["error"]))


def test_an_answer_does_not_wait_for_the_next_line():
    """A program may hold a conversation over a pipe."""
    command = [sys.executable, "-m", "syndicator", "terms", "read", "--lines"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        answers = []
        for name in ("a", "b"):
            process.stdin.write(json.dumps({"id": name, "text": GRANT}) + "\n")
            process.stdin.flush()
            answers.append(json.loads(process.stdout.readline())["id"])
        process.stdin.close()
        code = process.wait(10)
    assert (["a", "b"], 0) == (answers, code)


def test_lines_come_from_a_file_too(run, tmp_path):
    """And a file that is not there is wrong use."""
    path = tmp_path / "notices.jsonl"
    path.write_text(json.dumps({"id": "a", "text": GRANT}), "utf-8")
    assert "yes" == json.loads(run("terms", "read", "--lines", path).out)["republish"]
    assert [2, 2] == [run("terms", "read", "--lines", tmp_path / "no").code, run("terms", "read", "--lines", "--json", path).code]


def test_an_address_is_sent_to_the_command_that_fetches(run):
    """Not looked for among the files."""
    ran = run("terms", "read", "https://bell.test/rings")
    assert (2, True) == (ran.code, "an address is read by: syndicator check https://bell.test/rings" in ran.err)


def test_a_closed_input_is_told(run, monkeypatch):
    """A job may have no standard input."""
    monkeypatch.setattr(sys, "stdin", None)
    said = "syndicator: standard input is closed; name a file\n"
    assert [(2, said), (2, said)] == [(ran.code, ran.err) for ran in (run("terms", "read"), run("terms", "read", "--lines"))]

"""`preview`: exactly what would be posted, and where it meets what it owes."""

import json

import pytest

from tests.shells.press import GRANT, page, publish, settings


@pytest.fixture
def base(httpserver):
    """The publisher's address."""
    return publish(httpserver)


@pytest.fixture
def config(tmp_path, base):
    """Settings that read it."""
    return settings(tmp_path, base)


def test_the_newest_articles_of_a_source_are_drafted(run, config, tmp_path):
    """Newest first; what may not be posted whole is what it may be; nothing is stored."""
    ran = run("-c", config, "preview", "bell", "--site", "square", "--json")
    said = json.loads(ran.out)
    assert (0, "syndicator/preview/1", "square") == (ran.code, said["schema"], said["site"])
    assert [("The ferry keeps its timetable", "full"), ("The crane is sold", "link")] == [
        (one["article"]["title"], one["draft"]["form"]) for one in said["articles"]
    ]
    assert [] == list((tmp_path / "data").iterdir())


def test_each_obligation_is_met_in_every_flavour(run, config, base):
    """The checks are those of the draft: in the HTML, plain and Markdown block."""
    (one,) = json.loads(run("-c", config, "preview", "bell", "--site", "square", "--latest", "1", "--json").out)["articles"]
    links = [c for c in one["checks"] if c["duty"] == "hyperlink_original"]
    assert [(True, f"{base}/ferry.html")] * 4 == [(c["met"], c["value"]) for c in links]
    assert {"html", "md", "txt", "bbcode"} == set(one["attribution"])
    assert [True] * 4 == [f"{base}/ferry.html" in block for block in one["attribution"].values()]
    assert [True, True] == [one["attribution"]["html"] in one["draft"]["html"], one["attribution"]["md"] in one["draft"]["markdown"]]


def test_the_draft_stands_beside_its_source(run, config, base):
    """Both texts, the obligations with their places, and the block in three flavours."""
    ran = run("-c", config, "preview", f"{base}/ferry.html", "--site", "square")
    assert 0 == ran.code
    headings = ["the source", "the draft (full)", "Obligations, and where the draft meets them"]
    headings += [f"Attribution, {flavour}" for flavour in ("HTML", "Markdown", "plain text", "BBCode")]
    places = [ran.out.index(f"\n{heading}\n") for heading in headings]
    assert sorted(places) == places
    assert "✓ hyperlink_original: links to" in ran.out
    assert "in draft (attribution block), characters" in ran.out


def test_an_address_of_a_source_is_drafted_as_its_feed_has_it(run, config, base, httpserver):
    """The daemon posts the entry, not the page: the same key and slug; of the host only its files about rights are read."""
    by_source = json.loads(run("-c", config, "preview", "bell", "--site", "square", "--latest", "1", "--json").out)
    by_address = json.loads(run("-c", config, "preview", f"{base}/ferry.html?utm_source=x", "--site", "square", "--json").out)
    assert by_source["articles"] == by_address["articles"]
    assert {"/feed.xml", "/robots.txt", "/.well-known/tdmrep.json"} == {request.path for request, _ in httpserver.log}


def test_what_is_held_has_no_draft(run, config):
    """The verdict says why; exit code 1."""
    ran = run("-c", config, "preview", "bell", "--site", "market", "--latest", "1")
    assert (1, True, False) == (ran.code, "HOLD · commercial use · market" in ran.out, "the draft" in ran.out)
    (one,) = json.loads(run("-c", config, "preview", "bell", "--site", "market", "--latest", "1", "--json").out)["articles"]
    assert (None, None, []) == (one["draft"], one["attribution"], one["checks"])


def test_the_page_is_read_where_the_source_is_read_that_way(run, config, base, httpserver):
    """As the daemon reads it."""
    config.write_text(
        config.read_text("utf-8").replace("[[site]]", "[[site]]", 1).replace('on_first_poll = "all"', 'text = "page"'), "utf-8"
    )
    ran = run("-c", config, "preview", "bell", "--site", "square", "--latest", "1", "--json")
    assert "/ferry.html" in {request.path for request, _ in httpserver.log}
    assert GRANT in json.loads(ran.out)["articles"][0]["draft"]["text"]


def test_a_file_can_be_previewed(run, config, tmp_path):
    """With the publisher it names."""
    path = tmp_path / "page.html"
    path.write_text(page("A bell", GRANT, head='<link rel="canonical" href="https://bell.test/a">'), "utf-8")
    ran = run("-c", config, "preview", path, "--site", "square", "--json")
    assert (0, "https://bell.test/a") == (ran.code, json.loads(ran.out)["articles"][0]["draft"]["original_url"])


@pytest.mark.parametrize("flavour", ["html", "md", "txt", "bbcode"])
def test_one_flavour_is_printed_as_it_would_be_sent(run, config, base, flavour):
    """Text and credit alone, for a forum or an editor."""
    ran = run("-c", config, "preview", "bell", "--site", "square", "--latest", "1", "--format", flavour)
    (one,) = json.loads(run("-c", config, "preview", "bell", "--site", "square", "--latest", "1", "--json").out)["articles"]
    key = {"md": "markdown", "txt": "text"}.get(flavour, flavour)
    assert (0, one["draft"][key]) == (ran.code, ran.out.strip("\n"))
    assert f"{base}/ferry.html" in ran.out
    assert ("[url=" in ran.out) == (flavour == "bbcode")


def test_what_may_not_be_posted_prints_nothing_in_a_flavour(run, config):
    """Its reason stands beside."""
    ran = run("-c", config, "preview", "bell", "--site", "market", "--latest", "1", "--format", "txt")
    assert (1, "", True) == (ran.code, ran.out.strip(), "HOLD" in ran.err)


@pytest.mark.parametrize("arguments", [["bell"], ["bell", "--site", "plaza"], ["buell", "--site", "square"], ["bell", "--latest", "0"]])
def test_wrong_use_is_exit_code_2(run, config, arguments):
    """No site where there are several, an unknown one, an unknown source, no articles."""
    ran = run("-c", config, "preview", *arguments)
    assert (2, "") == (ran.code, ran.out)


def test_a_feed_that_cannot_be_read_is_exit_code_2(run, config, httpserver):
    """With the reason in one line."""
    httpserver.clear()
    ran = run("-c", config, "preview", "bell", "--site", "square")
    assert (2, "", 1) == (ran.code, ran.out, ran.err.count("\n"))


def test_a_terms_page_is_read_before_the_daemon_did(run, config, base, httpserver):
    """What the daemon would do first is done for the preview: the page is found, read, and its words count."""
    text = config.read_text("utf-8").replace('on_first_poll = "all"', f'terms = "{base}/terms"')
    config.write_text(text, "utf-8")
    httpserver.expect_request("/terms").respond_with_data(
        "<h1>Terms</h1><p>You may not republish our articles.</p>", content_type="text/html"
    )
    (one,) = json.loads(run("-c", config, "preview", "bell", "--site", "square", "--latest", "1", "--json").out)["articles"]
    assert f"{base}/terms (page)" in {quote["where"] for finding in one["verdict"]["findings"] for quote in finding["quotes"]}
    assert 1 == [request.path for request, _ in httpserver.log].count("/terms")

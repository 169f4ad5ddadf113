"""The server of the demonstration: conditions, rounds, sites, and what it must refuse."""

import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from demo.publisher import HOST, PUBLISHERS, Publisher, serve
from tests.demo.conftest import Client

FEED = "/harbour-courier/feed.atom"


def test_a_feed_comes_with_both_validators(client: Client) -> None:
    """A feed has a strong ETag and a Last-Modified date that is not in the future."""
    answer = client.get(FEED)
    assert answer.status == 200
    assert answer.headers["ETag"].startswith('"')
    assert parsedate_to_datetime(answer.headers["Last-Modified"]) <= datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("field", ["ETag", "Last-Modified"])
def test_who_holds_it_gets_304_without_a_body(client: Client, field: str) -> None:
    """Either validator sent back yields 304 with the validators and no body."""
    first = client.get(FEED)
    condition = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}[field]
    again = client.get(FEED, **{condition: first.headers[field]})
    assert (304, b"") == (again.status, again.body)
    assert first.headers["ETag"] == again.headers["ETag"]


def test_a_weak_tag_in_a_list_is_recognised(client: Client) -> None:
    """If-None-Match compares weakly and takes a list (RFC 9110 §13.1.2)."""
    tag = client.get(FEED).headers["ETag"]
    assert client.get(FEED, If_None_Match=f'"other", W/{tag}').status == 304


def test_a_foreign_tag_beats_a_matching_date(client: Client) -> None:
    """If-None-Match goes before If-Modified-Since (RFC 9110 §13.2.2)."""
    date = client.get(FEED).headers["Last-Modified"]
    assert client.get(FEED, If_None_Match='"other"', If_Modified_Since=date).status == 200


@pytest.mark.parametrize("date", ["yesterday", "", "Sun, 01 Nov 2026 00:00:00 GMT"])
def test_an_unreadable_or_older_date_gets_the_whole_feed(client: Client, date: str) -> None:
    """A date that cannot be read is ignored; an older one means that there is something new."""
    assert client.get(FEED, If_Modified_Since=date).status == 200


def test_head_sends_the_same_fields_and_no_body(client: Client) -> None:
    """HEAD answers like GET without a body."""
    get, head = client.get(FEED), client.get(FEED, method="HEAD")
    assert b"" == head.body
    assert {k: get.headers[k] for k in ("ETag", "Content-Length", "Content-Type")} == {
        k: head.headers[k] for k in ("ETag", "Content-Length", "Content-Type")
    }


def test_round_2_shows_the_corrected_article(publisher: Publisher, client: Client) -> None:
    """The corrected article has a new headline, figure and correction note, in feed and page; its feed's tag changes."""
    before = client.get(FEED)
    publisher.round = 2
    after, page = client.get(FEED, If_None_Match=before.headers["ETag"]), client.get("/harbour-courier/mussel-harvest.html")
    assert after.status == 200
    for shown in (after.body, page.body):
        assert b"falls by a quarter" in shown
        assert b"Correction, 17 November 2026" in shown
        assert b"915 tonnes by then" not in shown


def test_round_2_leaves_other_feeds_as_they_were(publisher: Publisher, client: Client) -> None:
    """What did not change still answers 304."""
    tag = client.get("/meridian-review/feed.xml").headers["ETag"]
    publisher.round = 2
    assert client.get("/meridian-review/feed.xml", If_None_Match=tag).status == 304


def test_round_2_withdraws_an_article(publisher: Publisher, client: Client) -> None:
    """The withdrawn page answers 410 and has a tombstone in the feed, whose entry is gone."""
    page = "/estuary-radio/old-lock.html"
    assert client.get(page).status == 200
    publisher.round = 2
    gone, feed = client.get(page), client.get("/estuary-radio/feed.atom").body
    assert 410 == gone.status
    assert "ETag" not in gone.headers
    assert b'<at:deleted-entry ref="tag:estuary-radio.example,2026:old-lock" when="2026-11-17T18:30:00Z">' in feed
    assert b"<id>tag:estuary-radio.example,2026:old-lock</id>" not in feed


@pytest.mark.parametrize("name", ["feed.round-2.atom", "mussel-harvest.round-2.html", "feed.round-2.atom/"])
def test_tomorrow_cannot_be_asked_for(client: Client, name: str) -> None:
    """The files of round 2 have no address of their own."""
    assert client.get(f"/harbour-courier/{name}").status == 404


def test_the_page_shown_with_410_has_no_address_of_its_own(client: Client) -> None:
    """The words about a withdrawal are only met at the withdrawn article's address."""
    assert client.get("/estuary-radio/old-lock.gone.html").status == 404


def test_finished_sites_are_served_as_a_reader_meets_them(client: Client) -> None:
    """Files, folders with an index, and the redirect to a folder's own address."""
    assert b"<h1>Riverside</h1>" == client.get("/sites/riverside/").body
    assert b"<h1>Bread</h1>" == client.get("/sites/riverside/bread/").body
    moved = client.get("/sites/riverside/bread")
    assert (301, "/sites/riverside/bread/") == (moved.status, moved.headers["Location"])
    tag = client.get("/sites/riverside/").headers["ETag"]
    assert client.get("/sites/riverside/", If_None_Match=tag).status == 304


@pytest.mark.parametrize("target", ["/sites/riverside/no.html", "/sites/", "/sites", "/sites/nowhere/", "/nobody/", "/nobody/feed.xml"])
def test_what_is_not_there_is_404(client: Client, target: str) -> None:
    """Unknown publishers, sites and files answer 404, and so does the list of sites."""
    assert client.get(target).status == 404


@pytest.mark.parametrize(
    "target",
    [
        "/../publisher.py", "/sites/../../secret.txt", "/sites/%2e%2e/%2e%2e/secret.txt",
        "/sites/riverside/..%2f..%2f..%2fsecret.txt", "/sites/riverside/..%5c..%5csecret.txt", "/sites//../secret.txt",
        "/sites/%00", "//etc/passwd", "/%2fetc%2fpasswd", "/.hidden", "//[",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_folders(client: Client, target: str) -> None:
    """Climbing, encoded, absolute and odd paths answer 404 and show nothing."""
    answer = client.get(target)
    assert 404 == answer.status
    assert b"secret" not in answer.body


def test_a_link_out_of_the_sites_folder_is_not_followed(client: Client, sites: Path) -> None:
    """A symbolic link that leads out answers 404."""
    (sites / "riverside" / "out.txt").symlink_to(sites.parent / "secret.txt")
    assert client.get("/sites/riverside/out.txt").status == 404


def test_only_the_loopback_interface_is_bound(publisher: Publisher) -> None:
    """The address is 127.0.0.1, whatever the port."""
    assert publisher.url.startswith(f"http://{HOST}:")
    assert "127.0.0.1" == HOST


def test_a_closed_server_gives_its_port_back(sites: Path) -> None:
    """After close nobody answers, and the same port can be served again."""
    first = serve(0, sites)
    port = int(first.url.rpartition(":")[2])
    first.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port), timeout=2)
    serve(port, sites).close()


def test_every_file_of_the_publishers_can_be_served(client: Client) -> None:
    """No placeholder is left unfilled in any page, feed or picture."""
    files = [f for f in sorted(PUBLISHERS.rglob("*")) if f.is_file() and ".round-2" not in f.name and ".gone" not in f.name]
    assert len(files) > 30
    for file in files:
        answer = client.get(f"/{file.relative_to(PUBLISHERS).as_posix()}")
        assert (200, False) == (answer.status, b"{{" in answer.body), file

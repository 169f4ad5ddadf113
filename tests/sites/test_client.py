"""The HTTP client of sites over real sockets: what is sent, what is not, and which error follows from which answer."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.answers import Answer, accepted, short
from syndicator.sites.client import HttpClient
from syndicator.sites.credentials import Basic
from syndicator.sites.wire import Bounds
from tests.sites.support import NOW, Clock
from tests.sites.wordpress_fake import PASSWORD, FakeWordPress


def make_client(url: str, **changes: Any) -> HttpClient:
    """A client that waits only briefly."""
    bounds = Bounds(connect=1, read=0.3, whole=0.6, size=2_000_000)
    given = {"auth": Basic("desk", PASSWORD), "allow_private": ("127.0.0.1",), "bounds": bounds} | changes
    return HttpClient(url, "syndicator-tests/1 (+https://desk.example/)", given.pop("clock", None) or Clock(), **given)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield probe.getsockname()[1]


@pytest.mark.parametrize("mode", ["reset before", "reset after save", "timeout after save", "trickle", "torn", "huge"])
def test_a_lost_answer_leaves_a_write_open_and_a_read_undone(mode: str, wordpress_fake: FakeWordPress) -> None:
    """Once bytes were on the way nobody can say what a write did; a read did nothing."""
    client = make_client(wordpress_fake.url)
    wordpress_fake.faults = [("POST", mode), ("GET", mode)]
    with pytest.raises(OutcomeUnknown):
        client.tell("POST", f"{client.base}wp-json/wp/v2/posts", payload={"title": "x"})
    with pytest.raises(RetryLater):
        client.ask(f"{client.base}wp-json/")
    assert len(wordpress_fake.requests) == 2


def test_a_refused_connection_means_that_nothing_was_sent(closed_port: int) -> None:
    """Also to a write: it may be tried again without asking."""
    client = make_client(f"http://127.0.0.1:{closed_port}/")
    with pytest.raises(RetryLater, match="refused"):
        client.tell("POST", client.base, payload={})


def test_an_unknown_name_means_that_nothing_was_sent() -> None:
    """A failed name lookup is tried again."""
    client = make_client("https://no-such-host.invalid/")
    with pytest.raises(RetryLater):
        client.tell("POST", client.base, payload={})


def test_a_server_that_speaks_no_tls_or_http_leaves_the_outcome_open() -> None:
    """A malformed answer is no answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b"\x00\x01 nonsense\r\n\r\n")

        threading.Thread(target=babble, daemon=True).start()
        client = make_client(f"http://127.0.0.1:{server.getsockname()[1]}/")
        with pytest.raises(OutcomeUnknown):
            client.tell("POST", client.base, payload={})


def test_redirects_are_not_followed_and_the_credential_stays(wordpress_fake: FakeWordPress) -> None:
    """A redirect is an answer like any other; nothing goes to its target."""
    client = make_client(wordpress_fake.url)
    wordpress_fake.faults = [("POST", "redirect")]
    answer = client.tell("POST", f"{client.base}wp-json/wp/v2/posts", payload={})
    assert answer.status == 302
    with pytest.raises(Rejected, match=r"a redirect to http://127\.0\.0\.2:9/stolen"):
        client.accept(answer, wrote=True)


def test_what_is_sent_is_ours_alone(wordpress_fake: FakeWordPress, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """No cookie comes back, no proxy or netrc of the environment is used, and the name is honest."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login eve password evil\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    client = make_client(wordpress_fake.url, auth=None)
    client.ask(f"{client.base}wp-json/")
    client.ask(f"{client.base}wp-json/")
    _, _, headers = wordpress_fake.requests[1]
    assert "Cookie" not in headers
    assert "Authorization" not in headers
    assert headers["User-Agent"] == "syndicator-tests/1 (+https://desk.example/)"


def test_the_credential_goes_to_the_site_alone(wordpress_fake: FakeWordPress) -> None:
    """Another port is another site."""
    with FakeWordPress() as other:
        client = make_client(wordpress_fake.url)
        client.ask(f"{other.url}wp-json/")
        client.ask(f"{wordpress_fake.url}wp-json/", anonymous=True)
        client.ask(f"{wordpress_fake.url}wp-json/")
        assert "Authorization" not in other.requests[0][2]
        assert "Authorization" not in wordpress_fake.requests[0][2]
        assert wordpress_fake.requests[1][2]["Authorization"].startswith("Basic ")


def test_a_private_address_nobody_named_is_not_spoken_to(wordpress_fake: FakeWordPress) -> None:
    """The connection is checked before a byte is sent on it, whatever name led there."""
    for host in ("127.0.0.1", "localhost"):
        url = wordpress_fake.url.replace("127.0.0.1", host)
        with pytest.raises(Rejected, match=rf"{host} leads to the private address 127\.0\.0\.1: name it under fetch.allow_private"):
            make_client(url, auth=None, allow_private=()).ask(url)
    assert not wordpress_fake.requests


@pytest.mark.parametrize("named", ["127.0.0.1", "127.0.0.0/8", "localhost"])
def test_a_private_address_can_be_named_in_three_ways(named: str, wordpress_fake: FakeWordPress) -> None:
    """An address, a network or a host name."""
    url = wordpress_fake.url.replace("127.0.0.1", "localhost" if named == "localhost" else "127.0.0.1")
    assert make_client(url, auth=None, allow_private=(named,)).ask(f"{url}wp-json/").status == 200


def test_no_message_or_repr_shows_the_secret(wordpress_fake: FakeWordPress) -> None:
    """Not even when the site repeats it; control characters go, and long words are cut."""
    client = make_client(wordpress_fake.url)
    wordpress_fake.faults = [("POST", "echo")]
    answer = client.tell("POST", f"{client.base}wp-json/wp/v2/posts", payload={})
    with pytest.raises(Rejected) as caught:
        client.accept(answer, wrote=True)
    said = f"{caught.value} {caught.value!r} {client!r} {answer!r}"
    coded = wordpress_fake.requests[0][2]["Authorization"].split()[1]
    assert "you sent Basic … and …" in said
    for secret in (PASSWORD, coded, "\x1b"):
        assert secret not in said
    assert len(str(caught.value)) < 300


TABLE = [
    (200, {}, None, None),
    (201, {}, None, None),
    (301, {}, Rejected, Rejected),
    (400, {}, Rejected, Rejected),
    (401, {}, Rejected, Rejected),
    (403, {}, Rejected, Rejected),
    (404, {}, Gone, Gone),
    (408, {}, RetryLater, OutcomeUnknown),
    (410, {}, Gone, Gone),
    (413, {}, Rejected, Rejected),
    (422, {}, Rejected, Rejected),
    (429, {}, RetryLater, RetryLater),
    (429, {"retry-after": "60"}, RetryLater, RetryLater),
    (500, {}, RetryLater, OutcomeUnknown),
    (501, {}, Rejected, Rejected),
    (502, {}, RetryLater, OutcomeUnknown),
    (503, {}, RetryLater, OutcomeUnknown),
    (503, {"retry-after": "60"}, RetryLater, RetryLater),
    (503, {"retry-after": "soon"}, RetryLater, OutcomeUnknown),
    (504, {}, RetryLater, OutcomeUnknown),
    (520, {}, RetryLater, OutcomeUnknown),
]


@pytest.mark.parametrize(("status", "headers", "read", "wrote"), TABLE)
def test_each_status_says_what_to_do_next(status: int, headers: dict[str, str], read: Any, wrote: Any) -> None:
    """One table, for reads and for writes."""
    answer = Answer(status, headers, b'{"message": "Because"}', "POST https://site.example/")
    for expected, was_write in ((read, False), (wrote, True)):
        if expected is None:
            assert answer == accepted(answer, wrote=was_write, now=NOW)
        else:
            with pytest.raises(expected):
                accepted(answer, wrote=was_write, now=NOW)


def test_the_time_of_a_429_is_handed_on(wordpress_fake: FakeWordPress) -> None:
    """The caller is told when."""
    wordpress_fake.faults = [("POST", "429"), ("POST", "503 with a time")]
    for minutes in (2, 30):
        client = make_client(wordpress_fake.url)
        with pytest.raises(RetryLater) as caught:
            client.accept(client.tell("POST", f"{client.base}wp-json/wp/v2/posts", payload={}), wrote=True)
        assert caught.value.when == datetime(2026, 3, 5, 10, minutes, tzinfo=UTC)


def test_a_site_is_left_alone_to_the_second(wordpress_fake: FakeWordPress) -> None:
    """After a 429 nothing is sent before the time it named, neither a write nor a read; at that time it is."""
    clock = Clock()
    client = make_client(wordpress_fake.url, clock=clock)
    wordpress_fake.faults = [("POST", "429")]
    client.tell("POST", f"{client.base}wp-json/wp/v2/posts", payload={})
    clock.on(seconds=119)
    for act in (client.ask, lambda address: client.tell("POST", address)):
        with pytest.raises(RetryLater, match=r"was not sent: the site wants to be left alone until 10:02:00 UTC") as caught:
            act(f"{client.base}wp-json/")
        assert NOW + timedelta(minutes=2) == caught.value.when
    assert len(wordpress_fake.requests) == 1
    clock.on(seconds=1)
    assert client.ask(f"{client.base}wp-json/").status == 200


def test_a_page_instead_of_an_error_is_told_in_its_words() -> None:
    """A proxy's HTML becomes what a reader sees of it."""
    answer = Answer(413, {}, b"<html><h1>413 Too Large</h1><script>x()</script><hr>nginx</html>", "POST https://site.example/")
    assert answer.words == "413 Too Large nginx"
    assert Answer(400, {}, b"[" * 100_000, "x").json() is None


def test_foreign_words_become_one_short_line() -> None:
    """No second line, no colour, no reversed direction."""
    assert short("a\r\nb\x1b[1m\u202ec\u2028d") == "a b [1m c d"
    assert len(short("x" * 500)) == 200

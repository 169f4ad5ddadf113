"""The form for takedowns, as visitors, other sites and programs meet it."""

import re
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import requests

from syndicator.core.post import Deed
from syndicator.core.takedowns import REQUESTS
from syndicator.core.takedowns import requests as asked_of
from syndicator.settings import load
from syndicator.web import beside
from syndicator.web.limits import Limit, Tokens
from syndicator.wiring import running
from tests.shells.press import FERRY, NOW, fill
from tests.web.conftest import SETTINGS, free_port

WISH = {"url": "https://square.test/ferry-copy", "reason": "It is my <text>", "name": "Bo \u202eReed", "contact": "bo@reed.example"}


@contextmanager
def form(tmp_path, kind: str):
    """A running server with the form, and its address."""
    port = free_port()
    (tmp_path / "data").mkdir()
    fill(tmp_path)
    file = tmp_path / "syndicator.toml"
    file.write_text(SETTINGS.format(port=port).replace("[[source]]", f'takedown = "{kind}"\n[[source]]', 1))
    woken: list[int] = []
    with running(load(file, {})) as app, beside(app, lambda: woken.append(1)):
        yield app, f"http://127.0.0.1:{port}/takedown", woken


def token(url: str) -> str:
    return re.search(r'name="token" value="([^"]+)"', requests.get(url, timeout=5).text)[1]


def send(there: str, headers: dict[str, str] | None = None, **changes: str) -> requests.Response:
    return requests.post(there, {"token": token(there), **WISH, **changes}, headers=headers, timeout=5)


def noted(app):
    return asked_of(app.overview.ledger_about(REQUESTS), app.overview.content)


def test_there_is_no_form_unless_the_settings_open_it(door):
    """404, as for everything else."""
    assert [404, 404] == [
        requests.get(f"{door.url}/takedown", timeout=5).status_code,
        requests.post(f"{door.url}/takedown", timeout=5).status_code,
    ]


def test_a_request_is_noted_for_a_person(tmp_path):
    """Its words on one line each, under cautious headers; nothing goes on a stranger's word."""
    with form(tmp_path, "note") as (app, url, woken):
        shown = requests.get(url, timeout=5)
        policy = shown.headers["content-security-policy"]
        assert ("no-store", True, True) == (
            shown.headers["cache-control"],
            "default-src 'none'" in policy,
            "frame-ancestors 'none'" in policy,
        )
        answer = send(url, reason="It is\r\nmy <text>", headers={"Origin": url.removesuffix("/takedown"), "Sec-Fetch-Site": "same-origin"})
        assert (200, True) == (answer.status_code, "We have your request" in answer.text)
        (one,) = noted(app)
        assert (WISH["url"], "It is my <text>", "Bo Reed", "bo@reed.example", "open") == (
            one.url, one.reason, one.requester, one.contact, one.state,
        )  # fmt: skip
        assert [] == [row for row in app.overview.posts() if row.stored.deed is Deed.WITHDRAW]
        assert [] == woken


def test_the_answer_does_not_tell_what_is_known_here(tmp_path):
    """The same for an address that nobody knows."""
    with form(tmp_path, "note") as (_, url, _woken):
        assert send(url).text == send(url, url="https://nowhere.test/x").text


@pytest.mark.parametrize(
    ("headers", "changes", "status", "says"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, {}, 403, "from its own page"),
        ({"Origin": "https://evil.example"}, {}, 403, "from its own page"),
        ({"Origin": "null"}, {}, 403, "from its own page"),
        ({}, {"token": ""}, 400, "open for too long"),
        ({}, {"token": "1700000000." + "0" * 64}, 400, "open for too long"),
        ({}, {"token": "x\u20ac.\u20ac"}, 400, "open for too long"),
        ({}, {"url": "javascript:alert(1)"}, 400, "give the address"),
        ({}, {"url": "https://a.example/" + "x" * 2000}, 400, "give the address"),
        ({}, {"reason": " "}, 400, "say why"),
        ({}, {"reason": "x" * 501}, 400, "say why"),
        ({}, {"contact": "bo@reed.example\r\nBcc: all@example.org"}, 400, "one plain e-mail address"),
        ({}, {"reason": "x" * 20000}, 413, ""),
    ],
)
def test_what_is_not_a_request_is_not_noted(tmp_path, headers, changes, status, says):
    """Other sites, stale and forged tokens, addresses that are none, headers in disguise, too much."""
    with form(tmp_path, "note") as (app, url, _):
        answer = send(url, headers=headers, **changes)
        assert (status, True, []) == (answer.status_code, says in answer.text, noted(app))


def test_what_was_written_comes_back_escaped(tmp_path):
    """Nothing of it is markup."""
    with form(tmp_path, "note") as (_, url, _woken):
        answer = send(url, url="x", reason="</textarea><script>alert(1)</script>", name='"><img src=x>')
        assert (400, False, False) == (answer.status_code, "<script>" in answer.text, "<img" in answer.text)


def test_so_many_an_hour(tmp_path):
    """More are told to come again, and are not noted."""
    with form(tmp_path, "note") as (app, url, _):
        answers = [send(url).status_code for _ in range(32)]
        assert ([200] * 30 + [429] * 2, 30) == (answers, len(noted(app)))


def test_settings_may_grant_every_request(tmp_path):
    """The copies are queued to go, the daemon is woken, and it is written down whose word it was; what is unknown waits for a person."""
    with form(tmp_path, "withdraw") as (app, url, woken):
        send(url)
        send(url, url="https://nowhere.test/x")
        assert (["done", "open"], [1]) == ([one.state for one in noted(app)], woken)
        assert ["square"] == [row.stored.post.site_id for row in app.overview.posts() if row.stored.deed is Deed.WITHDRAW]
        told = [entry.read() for entry in app.overview.ledger_about(FERRY.key)]
        assert [True] == ["asked_at" in one.says for one in told if one.kind == "takedown"]


def test_one_address_has_its_own_share():
    """A public one; a proxy stands for everybody. After an hour there is room again."""
    limit = Limit(10, 2)
    assert [True, True, False, True] == [limit.takes(one, NOW) for one in ("8.8.8.8", "8.8.8.8", "8.8.8.8", "9.9.9.9")]
    assert all(limit.takes("127.0.0.1", NOW) for _ in range(7))
    assert [False, True] == [limit.takes("10.0.0.1", NOW), limit.takes("8.8.8.8", NOW + timedelta(hours=1))]


def test_a_token_is_good_for_two_hours_and_for_its_own_process():
    """Not before it was made, and not under another key."""
    tokens = Tokens()
    made = tokens.make(NOW)
    times: list[datetime] = [NOW, NOW + timedelta(hours=2, seconds=-2), NOW + timedelta(hours=3), NOW - timedelta(hours=1)]
    assert [True, True, False, False] == [tokens.good(made, at) for at in times]
    assert not Tokens().good(made, NOW)

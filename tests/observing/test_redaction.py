"""The redaction: what must not leave, and what must stay readable."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.observing import Redactor

SECRETS = [
    "https://ada:hunter2xyz@news.example/feed",
    "postgresql+psycopg://u:hunter2xyz@db.example/news",
    "https://hunter2xyz@o1.ingest.example/2",
    "https://u:p@hunter2xyz@news.example/",
    "GET https://news.example/feed?token=hunter2xyz&page=2",
    "https://news.example/feed?a=1&api_key=hunter2xyz",
    "https://news.example/feed?key=hunter2xyz",
    "https://news.example/feed?a=1&amp;X-Amz-Signature=hunter2xyz",
    "https://news.example/feed?access%5Ftoken=hunter2xyz",
    "https://news.example/?sig=hunter2xyz#top",
    "Authorization: Basic hunter2xyz==",
    "{'Authorization': 'Basic YWRhOmh1bnRlcg==hunter2xyz', 'Accept': '*/*'}",
    "Proxy-Authorization: Digest username=ada, response=hunter2xyz",
    "Cookie: session=hunter2xyz; theme=dark",
    "sent Bearer hunter2xyz12 and was refused",
    'password = "hunter2xyz"',
    '{"client_secret": "hunter2xyz"}',
    "app_password=hunter2xyz",
    "(sqlite3.IntegrityError) UNIQUE [SQL: INSERT …] [parameters: ('hunter2xyz',)]",
]
PLAIN = [
    "https://news.example/2026/11/a-story?page=2&id=7",
    "http://127.0.0.1:8080/@ada",
    "monkey=1, keyboard=2",
    "Basic understanding of feeds",
    "write to ada@news.example",
    "the article “Tokens of esteem” was refused",
    "/srv/syndicator/data/store.db",
    "Ελληνικά, 日本語, عربي",
]


@pytest.mark.parametrize("text", SECRETS)
def test_a_credential_is_cut(text: str) -> None:
    """A credential in an address, parameter, header, assignment or SQL statement does not leave."""
    assert "hunter2xyz" not in Redactor().text(text)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_stay(text: str) -> None:
    """Text without a credential is told as it is."""
    assert text == Redactor().text(text)


@pytest.mark.parametrize("text", ["got s3cr+t/word back", "?x=s3cr%2Bt%2Fword", "ABs3cr+t/wordCD"])
def test_a_known_secret_is_cut_anywhere(text: str) -> None:
    """A secret of the settings is cut wherever it stands, percent-encoded too."""
    cut = Redactor(["s3cr+t/word"]).text(text)
    assert ("s3cr" in cut, "***" in cut) == (False, True)


def test_the_redactor_does_not_show_its_secrets() -> None:
    """Its repr is safe to log."""
    assert "Redactor()" == repr(Redactor(["s3cr+t/word"]))


def test_an_application_password_is_cut() -> None:
    """Six groups of four, as WordPress prints an application password, are cut."""
    assert "login *** failed" == Redactor().text("login aB3d Ef6h Ij9l Mn2p Qr5t Uv8x failed")


def test_a_secret_name_keeps_only_its_name() -> None:
    """A mapping's secret keys are kept with their value cut, an unset one shows that it is unset."""
    fields = {"password": "x1", "site_token": ["x2"], "sentry.dsn": "x3", "key": "x4", "secret": None, "monkey": "y"}
    expected = {"password": "***", "site_token": "***", "sentry.dsn": "***", "key": "***", "secret": None, "monkey": "y"}
    assert expected == Redactor().mapping(fields)


def test_bodies_are_dropped() -> None:
    """The keys that carry articles are left out at every depth."""
    fields = {"html": "<p>x", "Body": "x", "a": {"page": "x", "text": "x", "content": ["x"], "n": 1}}
    assert {"a": {"n": 1}} == Redactor().mapping(fields)


@dataclass
class Whole:
    html: str


class Colour(StrEnum):
    RED = "red"


def test_objects_are_named_not_spelled_out() -> None:
    """An object that is no plain data shows its type only: its repr may hold an article."""
    assert ["<Whole>", "<bytes>", "red", "2026-11-22 00:00:00+00:00", "boom"] == Redactor().value(
        (Whole("<p>the whole story"), b"abc", Colour.RED, datetime(2026, 11, 22, tzinfo=UTC), ValueError("boom"))
    )


def test_a_bottomless_value_has_an_end() -> None:
    """What lies deeper than any event of ours is named, not followed."""
    value: object = "hunter2xyz"
    for _ in range(50):
        value = [value]
    told = repr(Redactor().value(value))
    assert ("<list>" in told, "hunter2xyz" in told) == (True, False)


def test_a_hostile_title_stays_on_its_line() -> None:
    """Line ends, terminal escapes and direction overrides are shown, not obeyed."""
    assert r"a\u000ab\u001b[2Jc\u202ed" == Redactor().text("a\nb\x1b[2Jc\u202ed")


def test_a_long_text_is_clipped() -> None:
    """A message of 500 characters is enough; the rest is counted, not told."""
    assert "x" * 500 + "… (9000 characters)" == Redactor().text("x" * 9000)


def test_a_traceback_tells_where_and_clips_what() -> None:
    """Causes come first, each with its place; messages are redacted like any text."""
    try:
        try:
            raise OSError("https://u:hunter2xyz@h/")
        except OSError as error:
            raise ValueError("y" * 9000) from error
    except ValueError as error:
        told = Redactor().traceback(error)
    first, second = told.split("\n\n")
    assert ("OSError: https://***@h/", True, True) == (first.splitlines()[-1], "test_redaction.py" in first, len(second) < 1500)


@given(st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_redaction_never_fails(value: object) -> None:
    """Whatever comes in, something plain goes out, and a second pass changes nothing that a first one cut."""
    redactor = Redactor(["abcdef"])
    assert "abcdef" not in repr(redactor.value([value, "abcdef"]))


def test_a_known_secret_is_cut_from_lines_of_code_too() -> None:
    """A plug-in may have it written into its source; the traceback shows the line, and not the secret."""
    try:
        raise ValueError("hunter2secret")
    except ValueError as error:
        told = Redactor(["hunter2secret"]).traceback(error)

    assert "raise ValueError(" in told
    assert "hunter2secret" not in told

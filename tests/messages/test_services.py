"""What operators are told, by a webhook on the loopback interface; the library is an extra."""

import pytest
from pytest_httpserver import HTTPServer

from syndicator.errors import RetryLater, SettingsError
from syndicator.messages import open_services, services
from syndicator.ports import Message

TOLD = Message("syndicator: 2 wait for a person", "Held articles: 2\n  Sold <b>crane</b> · square\n", "digest 1")


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    """And names the key that wants it."""
    monkeypatch.setattr(services, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"notify\.urls: .*pip install syndicator\[notify\]"):
        open_services(["json://127.0.0.1"])


def test_a_library_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch):
    """A half-installed extra is one line, no traceback."""
    monkeypatch.setattr(services, "find_spec", lambda name: object())
    monkeypatch.setattr(services, "import_module", lambda name: 1 / 0)
    with pytest.raises(SettingsError, match="apprise cannot be loaded"):
        open_services(["json://127.0.0.1"])


def test_a_webhook_is_told(httpserver: HTTPServer):
    """Subject and body arrive as they are, as plain text."""
    pytest.importorskip("apprise")
    httpserver.expect_request("/hook", method="POST").respond_with_data("")
    open_services([f"json://127.0.0.1:{httpserver.port}/hook"]).tell(TOLD)
    ((request, _),) = httpserver.log
    assert (TOLD.subject, TOLD.body.strip()) == (request.json["title"], request.json["message"].strip())


def test_a_webhook_that_refuses_is_tried_later(httpserver: HTTPServer):
    """The error names no address: it holds a credential."""
    pytest.importorskip("apprise")
    httpserver.expect_request("/hook").respond_with_data("", status=500)
    with pytest.raises(RetryLater) as caught:
        open_services([f"json://user:sesame@127.0.0.1:{httpserver.port}/hook"]).tell(TOLD)
    assert "sesame" not in str(caught.value)


def test_an_address_of_no_service_is_told_by_its_place():
    """Not by its words, which may be a secret."""
    pytest.importorskip("apprise")
    with pytest.raises(SettingsError) as caught:
        open_services(["json://127.0.0.1", "sesame://nowhere"])
    assert ("notify.urls[2]", False) == (str(caught.value).partition(":")[0], "sesame" in str(caught.value))

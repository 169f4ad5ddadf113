"""The log: one line an event, the same redaction for everybody's lines."""

import io
import json
import logging
import re

import pytest
import structlog

from syndicator.observing import configure, step
from syndicator.observing.logs import logger


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def logged(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_json_off_a_terminal() -> None:
    """Without a terminal every line is a JSON object with event, level, logger and time."""
    stream = io.StringIO()
    configure("info", "auto", stream)
    logger("x").info("started", sources=3)
    [line] = logged(stream)
    assert {"event": "started", "sources": 3, "level": "info", "logger": "syndicator.x"} == {
        k: v for k, v in line.items() if k != "timestamp"
    }


def test_text_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets coloured key-values."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    configure("info", "auto", stream)
    logger("x").info("started", sources=3)
    assert (True, True) == ("started" in stream.getvalue(), "\x1b[" in stream.getvalue())


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves the key-values plain."""
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    configure("info", "text", stream)
    logger("x").info("started", sources=3)
    assert (True, False) == ("sources=3" in stream.getvalue(), "\x1b" in stream.getvalue())


def test_other_libraries_lines_look_the_same() -> None:
    """A line of the standard logging carries the bound fields and is redacted like ours."""
    stream = io.StringIO()
    configure("info", "json", stream)
    with structlog.contextvars.bound_contextvars(source="planet"):
        logging.getLogger("other").warning("cannot open %s", "https://u:hunter2xyz@h/")
    [line] = logged(stream)
    assert ("cannot open https://***@h/", "planet", "warning") == (line["event"], line["source"], line["level"])


@pytest.mark.parametrize("form", ["json", "text"])
def test_planted_secrets_and_bodies_do_not_reach_the_log(form: str) -> None:
    """Neither fields, nor messages, nor exceptions carry them out, in either format."""
    stream = io.StringIO()
    configure("debug", form, stream, secrets=["pl4nted-secret"])
    log = logger("x")
    message = f"GET https://h/?token=pl4nted-{len('token')} <p>" + "pl4nted story " * 100
    try:
        raise RuntimeError(message)
    except RuntimeError:
        log.exception("read https://u:pl4nted-pw@h/", html="<p>pl4nted-html", password="pl4nted-word", seen="a pl4nted-secret b")
        logging.getLogger("other").exception("also pl4nted-secret")
    found = set(re.findall(r"pl4nted-\w+", stream.getvalue()))
    assert (set(), True) == (found, stream.getvalue().count("pl4nted story") < 80)


def test_levels_below_are_left_out() -> None:
    """The level holds for ours and for others."""
    stream = io.StringIO()
    configure("warning", "json", stream)
    logger("x").info("quiet")
    logging.getLogger("other").info("quiet")
    logger("x").warning("loud")
    assert ["loud"] == [line["event"] for line in logged(stream)]


def test_the_scheduler_warns_of_nothing_the_daemon_tells() -> None:
    """A tick that still runs is one line, not two; what goes wrong in the scheduler is still told."""
    stream = io.StringIO()
    configure("info", "json", stream)
    logging.getLogger("apscheduler.scheduler").warning("skipped: maximum number of running instances reached")
    logging.getLogger("apscheduler.executors.default").error("raised")
    assert ["raised"] == [line["event"] for line in logged(stream)]


def test_configuring_again_replaces() -> None:
    """A second call moves the log; no line is written twice, and other handlers stay."""
    first, second = io.StringIO(), io.StringIO()
    log = logger("x")
    configure("info", "json", first)
    log.info("one")
    configure("info", "json", second)
    log.info("two")
    assert (["one"], ["two"]) == ([line["event"] for line in logged(first)], [line["event"] for line in logged(second)])


def test_without_a_word_from_the_user_it_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    """A program that uses the library and configures nothing sees no line of ours."""
    logging.getLogger().handlers = []
    logger("x").error("lost?")
    with pytest.raises(ZeroDivisionError), step("read"):
        1 / 0  # noqa: B018 - the error is the point
    assert ("", "") == capsys.readouterr()


def test_another_handler_sees_redacted_events() -> None:
    """A program with handlers of its own gets our events without credentials and bodies too."""
    stream = io.StringIO()
    logging.getLogger().handlers = [logging.StreamHandler(stream)]
    logger("x").warning("open https://u:hunter2xyz@h/", html="hunter2xyz", password="hunter2xyz")
    assert ("hunter2xyz" in stream.getvalue(), "https://***@h/" in stream.getvalue()) == (False, True)

"""Pictures of hostile pages: what a page says is shown; what it wants to run, load or send is not."""

import base64
import threading
from pathlib import Path

import pytest
from werkzeug import Response

from syndicator.printing import NoShot, browser, shot, shots

PLAIN = "<!doctype html><title>T</title><p>The ferry keeps its timetable.</p>"

WANTS = """<link rel=stylesheet href="@/s.css"><link rel=preload as=image href="@/l"><link rel=prefetch href="@/f">
<style>@import "@/i.css"; @font-face { font-family: x; src: url(@/x) } h6 { font-family: x; background: url(@/b) }</style>
<script src="@/j"></script><script>fetch("@/fetch"); document.write("run")</script><link rel=icon href="@/i">
<meta http-equiv=refresh content="0; url=@/r"><base href="@/"><div hidden><h6>x</h6><iframe src="@/e"></iframe>
<img src="@/g" onerror="fetch('@/o')"><object data="@/d"></object><embed src="@/m"><video src="@/v" autoplay></video>
<form action="@/a" id=q><input autofocus onfocus="q.submit()"></form><svg><image href="@/y"/></svg></div>"""


@pytest.fixture(autouse=True, scope="module")
def _a_browser():
    if not browser():
        pytest.skip("no browser is here that takes pictures of pages")


@pytest.fixture(scope="module")
def plain() -> bytes:
    return shot(PLAIN)


def test_a_picture_is_a_png_of_what_the_page_says(plain):
    """Other words give another picture; pictures that a page carries in itself are seen."""
    red = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>').decode()
    carried = shot(f'{PLAIN}<img src="data:image/svg+xml;base64,{red}">')
    assert plain.startswith(b"\x89PNG")
    assert 3 == len({plain, carried, shot(f'{PLAIN}<img width="90" height="90" alt="">')})


def test_nothing_is_loaded_run_or_sent(httpserver, tmp_path):
    """Styles, frames, scripts, fonts, refreshes, forms, prefetches; no file of the machine is shown, and nothing leaves its frame."""
    asked: list[str] = []
    httpserver.expect_request("").respond_with_handler(lambda request: asked.append(request.path) or Response("", 200))
    secret = Path(tmp_path, "secret.html")
    secret.write_text("<body style='background: red'>secret")
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    lan = httpserver.url_for("").rstrip("/")
    wants = "".join(WANTS.replace("@", at) for at in (lan, lan.replace("localhost", "127.0.0.1"), secret.parent.as_uri()))
    breaking = '<!-- "></iframe><script>document.body.style.background="red"</script><iframe srcdoc=" -->'
    shown = '<iframe src="{}" style="border: 0; width: 99%; height: 90%"></iframe>'
    hostile = shot(f"{wants}{breaking}{PLAIN}{shown.format(secret.as_uri())}")
    assert hostile == shot(PLAIN + shown.format("file:///nowhere"))
    assert [] == asked


def test_a_page_that_keeps_the_browser_busy_is_given_up(monkeypatch):
    """In bounded time, with one line that says so; nothing of it goes on."""
    monkeypatch.setattr(shots, "_WAIT", 0.2)
    before = threading.active_count()
    with pytest.raises(NoShot, match="did not end within"):
        shot(PLAIN)
    assert before == threading.active_count()


def test_a_page_of_any_size_is_refused_before_it_is_drawn():
    """It is told why."""
    with pytest.raises(NoShot, match="more than 4,000,000 characters"):
        shot("x" * 4_000_001)

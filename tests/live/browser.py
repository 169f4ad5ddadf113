"""A real browser, to see whether a credit is painted: Chromium over its own protocol (CDP), spoken through two pipes.

A link or a word counts as shown when it lies on the page, nothing lies over it, and the picture of the page is another one without
it: what has no opacity, no size, or the colour of its ground changes no picture.
"""

import base64
import json
import os
import select
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import pytest

from syndicator.printing import browser as installed

_WAIT = 60.0
_FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--mute-audio", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--window-size=1280,900", "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
_FIND = """(wanted) => {
  const plain = (href) => href.replace(/([?&])ref=[^&#]*(&|(?=#|$))/, (m, a, b) => b ? a : '');
  let found = [...document.querySelectorAll('a[href]')].find((a) => [a.href, a.getAttribute('href')].some((h) => plain(h) === wanted));
  if (!found) {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (!found && words.nextNode()) if (words.currentNode.data.includes(wanted)) found = words.currentNode.parentElement;
  }
  if (!found) return 'it is not on the page';
  found.scrollIntoView({block: 'center', inline: 'center'});
  const box = [...found.getClientRects()].find((r) => r.width > 1 && r.height > 1);
  if (!box) return 'it has no size';
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const there = document.elementFromPoint(x, y);
  if (!there || !(found.contains(there) || there.contains(found))) return 'something lies over it, or it lies outside';
  window.credit = found;
  return {x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height, scale: 1};
}"""


class Browser:
    """One page in a headless browser that reaches 127.0.0.1 alone; use as a context manager."""

    def __init__(self, profile: Path) -> None:
        self._profile, self._number = profile, 0
        self._heard = b""

    def __enter__(self) -> Self:
        read, to_browser = os.pipe()
        self._from, write = os.pipe()
        self._to = to_browser
        unboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium's sandbox needs an unprivileged user
        command = [installed(), *_FLAGS, *unboxed, f"--user-data-dir={self._profile}", "about:blank"]
        # It reads from descriptor 3 and writes to 4.
        shell = ["bash", "-c", f'exec "$0" "$@" 3<&{read} 4>&{write}', *command]
        self._process = subprocess.Popen(shell, pass_fds=(read, write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read)
        os.close(write)
        try:
            self._open_page()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _open_page(self) -> None:
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self.ask("Page.enable")

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.wait(20)
        os.close(self._to)
        os.close(self._from)

    def lacking(self, address: str, wanted: Iterable[str], kept: Path | None = None) -> dict[str, str]:
        """What a reader would not see of some links (addresses) and words on a page, and why; the whole page is kept as a PNG."""
        self.ask("Page.navigate", {"url": address})
        self._until("Page.loadEventFired")
        found = {one: why for one in wanted if (why := self._why_unseen(one))}
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(self._picture({"captureBeyondViewport": True}))
        return found

    def _why_unseen(self, wanted: str) -> str:
        told = self._run(f"({_FIND})({json.dumps(wanted)})")
        if not isinstance(told, dict):
            return str(told)
        with_it = self._picture({"clip": told, "captureBeyondViewport": True})
        self._run("window.credit.style.setProperty('visibility', 'hidden', 'important'), 0")
        without = self._picture({"clip": told, "captureBeyondViewport": True})
        self._run("window.credit.style.removeProperty('visibility'), 0")
        return "" if with_it != without else "nothing of it is painted"

    def _run(self, expression: str) -> Any:
        return self.ask("Runtime.evaluate", {"expression": expression, "returnByValue": True})["result"].get("value")

    def _picture(self, how: dict[str, Any]) -> bytes:
        return base64.b64decode(self.ask("Page.captureScreenshot", {"format": "png", **how})["data"])

    def ask(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """A call about the page."""
        return self._call(method, params or {}, session=self._session)

    def _call(self, method: str, params: dict[str, Any], session: str = "") -> dict[str, Any]:
        self._number += 1
        said = {"id": self._number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._to, json.dumps(said).encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("id") == self._number:
                assert "error" not in heard, heard
                return dict(heard["result"])

    def _until(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> dict[str, Any]:
        """The next message; a browser that says nothing for a minute has failed."""
        ends = time.monotonic() + _WAIT
        while b"\0" not in self._heard:
            ready, _, _ = select.select([self._from], [], [], max(0.0, ends - time.monotonic()))
            assert ready, "the browser does not answer"
            piece = os.read(self._from, 1 << 20)
            assert piece, "the browser has ended"
            self._heard += piece
        message, _, self._heard = self._heard.partition(b"\0")
        return dict(json.loads(message))


@pytest.fixture
def browser(tmp_path: Path) -> Any:
    """A browser; the test is skipped, with the reason, where none is installed."""
    if not installed():
        pytest.skip("no browser of the Chromium family is installed; what readers see cannot be looked at")
    with Browser(tmp_path / "profile") as opened:
        yield opened


def shots(tmp_path: Path) -> Path:
    """Where pictures of pages are kept: $SYNDICATOR_SHOTS, else beside what the test wrote."""
    return Path(os.environ.get("SYNDICATOR_SHOTS") or tmp_path / "shots")


def painted_for_readers(tmp_path: Path, pages: Mapping[str, Sequence[str]]) -> None:
    """Each page shows its links and words to whoever looks at it; a PNG of each is kept. Skips, with the reason, without a browser."""
    if not installed():
        pytest.skip("all else held; no browser of the Chromium family is installed to look at the pages")
    with Browser(tmp_path / "profile") as opened:
        looked = enumerate(pages.items())
        unseen = {
            url: why
            for at, (url, wanted) in looked
            if (why := opened.lacking(url, wanted, shots(tmp_path) / f"{tmp_path.name}-{at:02}.png"))
        }
    assert {} == unseen

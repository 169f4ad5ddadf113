"""A picture of a page as it was read: made from its stored bytes, in a box from which nothing leads out.

The page is hostile. Around it stands a page of ours with a frame: `sandbox` without a permission (HTML, section 7.6) lets it run no
script, send no form, open nothing and go nowhere, and a content policy, which frames of this kind inherit (CSP3, section 7.8), lets it load
nothing but pictures that it carries itself. The browser runs without names, in its own sandbox, and not as root.
"""

import tempfile
from html import escape
from pathlib import Path

from syndicator.printing.browser import browser, run_confined

WIDTH, HEIGHT = 1024, 1600  # what is seen of a page
SHOWS = "Screenshots show pages as their bytes were read, without scripts and without styles and pictures that lie elsewhere."
_WAIT = 30.0  # seconds
_LARGEST = 4_000_000  # characters of a page; a longer one is not drawn
_AROUND = """<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"
content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<style>html, body {{ background: #fff; margin: 0 }} iframe {{ border: 0; display: block; height: 100vh; width: 100vw }}</style></head>
<body><iframe sandbox="" srcdoc="{page}"></iframe></body></html>"""
_PNG = b"\x89PNG\r\n\x1a\n"


class NoShot(Exception):
    """There is no picture; the words say why."""


def shot(html: str) -> bytes:
    """A page as a PNG, without its scripts and without anything that it loads from elsewhere. Raises NoShot."""
    program = browser()
    if not program:
        raise NoShot("no browser is here that takes pictures of pages; install Chromium for that")
    if len(html) > _LARGEST:
        raise NoShot(f"the page has more than {_LARGEST:,} characters")
    with tempfile.TemporaryDirectory(prefix="syndicator-shot-") as folder:
        page, picture = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(_AROUND.format(page=escape(html)), "utf-8", errors="replace")
        words = ("--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}")
        try:
            ended = run_confined(program, Path(folder), (*words, f"--screenshot={picture}", page.as_uri()), _WAIT)
        except (OSError, LookupError) as error:
            raise NoShot(f"{program} took no picture: {error}") from None
        data = picture.read_bytes() if picture.is_file() and not picture.is_symlink() else b""
        if ended or not data.startswith(_PNG):
            raise NoShot(f"{program} took no picture (it ended with {ended}); its sandbox may not work here")
        return data

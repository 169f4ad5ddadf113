"""Printing a report as PDF by whatever browser of the Chromium family the machine has.

Only pages of ours are printed, without a network; their own content policy lets no script run.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from syndicator.errors import InputError

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
_WAIT = 300  # seconds; a thousand pages of evidence take a minute on a busy machine
_QUIET = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--mute-audio",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage",
)  # fmt: skip


def browser() -> str:
    """The path of a browser that prints, "" where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), "")


def as_pdf(html: str) -> bytes:
    """A page of ours as PDF. Raises InputError, with what to do, where no browser is there or it does not print."""
    program = browser()
    if not program:
        raise InputError("no browser is here that prints PDF; install Chromium, or take --format html and print that")
    with tempfile.TemporaryDirectory(prefix="syndicator-print-") as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, "utf-8", errors="replace")
        # Chromium's sandbox needs an unprivileged user; what is printed is ours alone, and runs no script.
        unboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()
        places = (f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
        command = [program, *_QUIET, *unboxed, *places]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_WAIT, check=False)  # noqa: S603  # found on PATH, our own arguments
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError(f"{program} did not print ({type(error).__name__}); take --format html and print that") from None
        if done.returncode or not pdf.exists():
            raise InputError(f"{program} did not print (it ended with {done.returncode}); take --format html and print that")
        return pdf.read_bytes()

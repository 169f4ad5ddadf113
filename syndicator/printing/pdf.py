"""Printing a report as PDF. Only pages of ours are printed; their own content policy lets no script run."""

import tempfile
from pathlib import Path

from syndicator.errors import InputError
from syndicator.printing.browser import browser, run_trusting

_WAIT = 300  # seconds; a thousand pages of evidence take a minute on a busy machine


def as_pdf(html: str) -> bytes:
    """A page of ours as PDF. Raises InputError, with what to do, where no browser is there or it does not print."""
    program = browser()
    if not program:
        raise InputError("no browser is here that prints PDF; install Chromium, or take --format html and print that")
    with tempfile.TemporaryDirectory(prefix="syndicator-print-") as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, "utf-8", errors="replace")
        words = ("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
        try:
            ended = run_trusting(program, Path(folder), words, _WAIT)
        except OSError as error:  # TimeoutError is one
            raise InputError(f"{program} did not print ({error}); take --format html and print that") from None
        if ended or not pdf.exists():
            raise InputError(f"{program} did not print (it ended with {ended}); take --format html and print that")
        return pdf.read_bytes()

"""Printing reports, and taking pictures of pages as they were read, by whatever browser of the Chromium family the machine has."""

from syndicator.printing.browser import browser
from syndicator.printing.pdf import as_pdf
from syndicator.printing.shots import SHOWS, NoShot, shot

__all__ = ["SHOWS", "NoShot", "as_pdf", "browser", "shot"]

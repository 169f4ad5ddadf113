"""The facts a credit must show, taken from article and terms, and the obligations that follow from them."""

from syndicator.core.attribution.facts import (
    Attribution,
    Author,
    attribute,
    copyright_line,
    licence_of,
    pixel_of,
    source_address,
)
from syndicator.core.attribution.institutions import every_institution, institutions
from syndicator.core.attribution.owed import obligations
from syndicator.core.attribution.phrases import PHRASES, Change, changes

__all__ = [
    "PHRASES",
    "Attribution",
    "Author",
    "Change",
    "attribute",
    "changes",
    "copyright_line",
    "every_institution",
    "institutions",
    "licence_of",
    "obligations",
    "pixel_of",
    "source_address",
]

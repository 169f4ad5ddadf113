"""Auditing: whether a page anyone published is a copy of an article, and what of the article's terms it keeps."""

from syndicator.core.auditing.answers import Audit, Grade, Outcome, Point
from syndicator.core.auditing.auditing import Copy, audit, laid_beside
from syndicator.core.auditing.finding import candidates
from syndicator.core.auditing.links import go_betweens, reaching
from syndicator.core.auditing.original import Original
from syndicator.core.auditing.overlap import Kind, Overlap, Text

__all__ = [
    "Audit", "Copy", "Grade", "Kind", "Original", "Outcome", "Overlap", "Point", "Text",
    "audit", "candidates", "go_betweens", "laid_beside", "reaching",
]  # fmt: skip

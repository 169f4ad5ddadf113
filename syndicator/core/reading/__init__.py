"""Everything an article says about its rights: the feed's elements, the words of its body, and its own page."""

from syndicator.core.reading.answers import answer_line
from syndicator.core.reading.article import read_article, read_text
from syndicator.core.reading.pages import page_evidence

__all__ = ["answer_line", "page_evidence", "read_article", "read_text"]

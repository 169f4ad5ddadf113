"""Reading terms out of prose: sentence by sentence, with a lexicon for each language that is read."""

from syndicator.core.notices.reader import read_notice

__all__ = ["read_notice"]

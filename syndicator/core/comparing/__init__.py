"""Comparing terms: what changed for whoever reposts, in words, each change with its direction and its quotes.

`compare` is the face; `words` holds how duties, limits and the rest are called in a sentence.
"""

from syndicator.core.comparing.changes import Change, Direction, compare

__all__ = ["Change", "Direction", "compare"]

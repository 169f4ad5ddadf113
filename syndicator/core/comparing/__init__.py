"""Comparing terms: what changed for whoever reposts, in words, each change with its direction and its quotes.

`compare` is the face, `headline` the change that outweighs the others; `words` holds how duties, limits and the rest are called
in a sentence, `naming` the licence, where words carry it.
"""

from syndicator.core.comparing.changes import Change, Direction, compare
from syndicator.core.comparing.headline import headline

__all__ = ["Change", "Direction", "compare", "headline"]

"""What the read step takes from the store, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from syndicator.core.article import Article
from syndicator.ports.reading import FetchMemory


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source whose time has come, with what is remembered of it."""

    source_id: str
    memory: FetchMemory
    polls: int  # completed polls; 0 = this is the first


@dataclass(frozen=True, slots=True)
class Admitted:
    """An article to be kept, and for which sites it is to be judged (none: marked as seen)."""

    article: Article
    sites: tuple[str, ...]
    among: int = 0  # how many new articles came at once (0: on a first poll, or not new): the brake of bursts looks at it
    digest: str = ""  # the article's, where it is known already


@dataclass(frozen=True, slots=True)
class Poll:
    """A completed poll: what is remembered of its source now (None: what rests), when it is asked next, and what it brought.

    `withdrawn` maps identities to signals. `began` is when the source was asked: whoever told of news since then was not answered.
    """

    source_id: str
    memory: FetchMemory | None
    next_poll: datetime
    admitted: Sequence[Admitted] = ()
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    began: datetime | None = None

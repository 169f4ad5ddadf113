"""What HTTP response headers declare: `Link` rel=license, and signals to machines."""

from collections.abc import Iterable, Iterator

from syndicator.core.evidence import Evidence, Level
from syndicator.core.metadata.links import header_licences
from syndicator.core.metadata.signals import preferences, robots_directives
from syndicator.core.metadata.tdmrep import in_force, of_headers

Signals = tuple[tuple[str, str], ...]


def read_headers(signals: Iterable[tuple[str, str]], url: str) -> tuple[Evidence, ...]:
    """The evidence of response headers, given as (lower-case name, value); a name may come several times."""
    said = tuple(signals)
    return (*other_headers(said, url), *in_force((of_headers(said, url),)))


def other_headers(signals: Signals, url: str) -> Iterator[Evidence]:
    """The same without `tdm-reservation`, which the page itself may override."""
    for name, value in signals:
        where = f"{url} (HTTP {name})"
        if name == "link":
            yield from header_licences(value, url)
        elif name == "x-robots-tag":
            yield from robots_directives(value, where)
        elif name in ("content-usage", "content-signal"):
            yield from preferences(value, where, f"signal.{name}", Level.ARTICLE)

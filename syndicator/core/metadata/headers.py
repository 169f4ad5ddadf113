"""What HTTP response headers declare: `Link` rel=license, and signals to machines."""

from collections.abc import Iterator

from syndicator.core.evidence import Evidence, Level
from syndicator.core.metadata.links import header_licences
from syndicator.core.metadata.signals import preferences, robots_directives

Signals = tuple[tuple[str, str], ...]


def other_headers(signals: Signals, url: str) -> Iterator[Evidence]:
    """The evidence of response headers, given as (lower-case name, value), a name perhaps several times.

    `tdm-reservation` is left out: the page itself may override it.
    """
    for name, value in signals:
        where = f"{url} (HTTP {name})"
        if name == "link":
            yield from header_licences(value, url)
        elif name == "x-robots-tag":
            yield from robots_directives(value, where)
        elif name in ("content-usage", "content-signal"):
            yield from preferences(value, where, f"signal.{name}", Level.ARTICLE)

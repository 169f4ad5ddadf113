"""RDF inside HTML comments: how Creative Commons had licences declared for machines until ccREL (2008), beside a badge for people."""

import re
from collections.abc import Iterator
from itertools import islice

from syndicator.core.evidence import Channel, Evidence, Level
from syndicator.core.metadata.addresses import joined
from syndicator.core.metadata.links import of_the_page
from syndicator.core.metadata.stating import licence_evidence

_VOCABULARY = re.compile(r"(?i)web\.resource\.org/cc/|creativecommons\.org/ns#")
_LONGEST, _MOST = 5_000, 10  # characters of a comment (the generators wrote some 1,500), and comments that are looked into
_WORK = re.compile(
    r"(?i)<(?:\w{1,10}:)?Work\b[^<>]{0,500}?\babout\s{0,3}=\s{0,3}[\"']([^\"'<>]{0,1000})[\"'][^<>]{0,500}>(.*?)</(?:\w{1,10}:)?Work\s*>",
    re.DOTALL,
)
_LICENCE = re.compile(r"(?i)<(?:\w{1,10}:)?license\b[^<>]{0,200}?\bresource\s{0,3}=\s{0,3}[\"']([^\"'<>]{1,1000})[\"']")


def commented(html: str, url: str) -> Iterator[Evidence]:
    """The licences that RDF in the comments of a page states for the page itself, not for a work elsewhere.

    They are of the site: templates repeat them on every page, and nobody who reads the page sees them.
    """
    for comment in islice(_comments(html), _MOST):
        for about, work in _WORK.findall(comment):
            for address in _LICENCE.findall(work) if of_the_page(about, url) else ():
                stated = licence_evidence(joined(url, address), f"{url} (RDF in a comment)", Channel.PAGE, Level.SITE)
                yield from (stated,) if stated else ()


def _comments(html: str) -> Iterator[str]:
    """The comments with RDF of licences in them, but those too long for one."""
    start = html.find("<!--")
    while start >= 0 and (end := html.find("-->", start)) >= 0:
        if end - start <= _LONGEST and _VOCABULARY.search(html, start, end):
            yield html[start:end]
        start = html.find("<!--", end)

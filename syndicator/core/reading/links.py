"""Upstream credits with the address their names link to."""

import re
from dataclasses import replace

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Evidence, Topic
from syndicator.core.markup import Markup
from syndicator.core.notices import alike

_JOINT = re.compile(r"(?i),? in (?:partnership|collaboration|co-?operation|association|conjunction)\b.*$")


def with_link(e: Evidence, page: Markup) -> Evidence:
    """An upstream credit with the address the name in it links to; any other statement as it is."""
    if e.topic is not Topic.ORIGINAL:
        return e
    e = replace(e, value=_JOINT.sub("", e.value) or e.value)
    start = (e.quote.start or 0) + max(alike(e.quote.text).find(e.value), 0)
    end = start + len(e.value)
    for link in page.links:
        if link.start < end and link.end > start and is_hyperlink(link.href):
            return replace(e, value=link.text.strip() if start <= link.start and link.text.strip() else e.value, detail=link.href)
    return e

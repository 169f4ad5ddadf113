"""A licence that the words leave open is the one they link to; what the words name themselves stands (text before link target)."""

from dataclasses import replace

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.licences import Licence, by_id, by_url
from syndicator.core.markup import Markup

_OPEN = "LicenseRef-CC-unspecified"


def with_deed(e: Evidence, page: Markup) -> Evidence:
    """A declared licence with the version, or the elements, of the deed that its own sentence links to."""
    if e.topic is not Topic.LICENCE or not (e.value == _OPEN or e.value.endswith("-unversioned")):
        return e
    start, end = e.quote.start or 0, e.quote.end or 0
    deeds = {licence.id: licence for link in page.links if start <= link.start < end and (licence := by_url(link.href))}
    fitting = [licence for licence in deeds.values() if e.value == _OPEN or _alike(licence, by_id(e.value))]
    return replace(e, value=fitting[0].id) if len(deeds) == len(fitting) == 1 else e


def _alike(one: Licence, other: Licence | None) -> bool:
    return other is not None and (one.commercial, one.derivatives) == (other.commercial, other.derivatives)


def undoubted(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence without the doubt of a repost that names no licence, where the link beside it says which it is."""
    named = {(e.quote.start, e.quote.end) for e in found if e.topic is Topic.LICENCE and e.value != _OPEN}
    return tuple(e for e in found if e.rule != "conditional.reposted" or (e.quote.start, e.quote.end) not in named)

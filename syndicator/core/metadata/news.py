"""Rights fields of news exchange: ninjs 1.x and 3.x (IPTC, JSON) and NewsML-G2 (IPTC, XML).

A usage term in words is prose: it is handed on (`usage_terms`) to whoever reads prose, and only a licence it names is evidence.
"""

from collections.abc import Iterator, Mapping

from syndicator.core import xmltree
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.metadata.stating import copyright_evidence, licence_evidence, words_evidence
from syndicator.core.uses import Republish
from syndicator.core.xmltree import Node

NEWSML = "http://iptc.org/std/nar/2006-10-01/"
# NewsCodes pubStatus: `canceled` may not be used under any circumstances, `withheld` not until further notice.
_STOPPED = frozenset({"canceled", "cancelled", "withheld"})
_FIELDS = ("copyrightholder", "copyrightnotice", "usageterms", "pubstatus", "embargoed", "expires")


def read_ninjs(item: Mapping[str, object], where: str, channel: Channel, level: Level) -> tuple[Evidence, ...]:
    """The evidence of a ninjs item; its keys are camelCase in 2.x and 3.x, lower case in 1.x."""
    said = {key.lower(): value for key, value in item.items() if key.lower() in _FIELDS}
    words = {key: _text(value) for key, value in said.items()}
    return tuple(_evidence(words, "embargoed" in said, where, channel, level))


def ninjs_usage_terms(item: Mapping[str, object]) -> str:
    """The usage terms in words."""
    return next((_text(value) for key, value in item.items() if key.lower() == "usageterms"), "")


def read_newsml(item: Node, where: str, channel: Channel, level: Level) -> tuple[Evidence, ...]:
    """The evidence of the NewsML-G2 elements in an item (`rightsInfo`, `pubStatus`, `embargoed`); without any there is none."""
    words: dict[str, str] = {}
    for node in _newsml(item):
        key = node.name.lower()
        if key in _FIELDS:
            told = node.attributes.get("qcode", "").rpartition(":")[2] if key == "pubstatus" else node.text.strip()
            words.setdefault(key, told or node.attributes.get("literal", "").strip() or _name(node))
    return tuple(_evidence(words, "embargoed" in words, where, channel, level))


def newsml_usage_terms(item: Node) -> str:
    """The usage terms in words, one paragraph for each element."""
    return "\n".join(text for node in _newsml(item) if node.name == "usageTerms" and (text := node.text.strip()))


def _newsml(item: Node) -> Iterator[Node]:
    return (node for node in xmltree.below(item) if node.namespace == NEWSML)


def _name(node: Node) -> str:
    return next((child.text.strip() for child in node.children if child.name == "name"), "")


def _evidence(said: Mapping[str, str], embargoed: bool, where: str, channel: Channel, level: Level) -> Iterator[Evidence]:
    terms = said.get("usageterms", "")
    licence = licence_evidence(terms, f"{where}, usageTerms", channel, level) if terms else None
    yield from (licence,) if licence else ()
    if notice := said.get("copyrightnotice", ""):
        yield from words_evidence(Topic.COPYRIGHT, notice, f"{where}, copyrightNotice", "news.copyright", channel, level)
    else:
        yield from copyright_evidence(said.get("copyrightholder", ""), "", f"{where}, copyrightHolder", channel, level)
    status = said.get("pubstatus", "")
    if status.lower() in _STOPPED:
        yield Evidence(Topic.REPUBLISH, str(Republish.NO), Quote(status, f"{where}, pubStatus"), "news.pub-status", channel, level)
    if embargoed:
        until = said.get("embargoed", "")  # without a date it holds until somebody lifts it (NewsML-G2, embargoed)
        yield Evidence(Topic.LIMIT, "embargo", Quote(until, f"{where}, embargoed"), "news.embargoed", channel, level, until)
    if expires := said.get("expires", ""):
        yield Evidence(Topic.LIMIT, "time_window_days", Quote(expires, f"{where}, expires"), "news.expires", channel, level, expires)


def _text(value: object) -> str:
    """A text, or the first of a list of texts or of nodes with a `value` or `name`."""
    for item in value if isinstance(value, list) else [value]:
        inner = next((item[k] for k in ("value", "name", "literal") if k in item), "") if isinstance(item, Mapping) else item
        if isinstance(inner, str) and inner.strip():
            return inner.strip()
    return ""

"""Really Simple Licensing (RSL 1.0, lenient for 0.9): what a publisher's price list for machines means for reposting.

It never grants reposting by itself. Only a `standard` that is a licence's deed is licence evidence; `prohibits` of all uses
forbids, a price other than attribution leaves open; what is reserved for machines is kept as a reservation.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from syndicator.core import xmltree
from syndicator.core.article import same_address
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.metadata.addresses import joined
from syndicator.core.metadata.patterns import matches
from syndicator.core.metadata.signals import reservations
from syndicator.core.metadata.stating import licence_evidence
from syndicator.core.uses import Commercial, Republish
from syndicator.core.xmltree import Node

NAMESPACE = "https://rslstandard.org/rsl"
_ELEMENTS = frozenset(
    "rsl content license permits prohibits payment standard custom amount accepts legal copyright terms reporting".split()
)
_AI = frozenset({"ai-train", "ai-input", "ai-index"})
_EVERYTHING = _AI | {"search", "tdm"}
# Usage tokens → what they mean for machines; the second line is how RSL 0.9 spelt them.
_TOKENS = {
    "all": _EVERYTHING, "ai-all": _AI, "ai-train": {"ai-train"}, "ai-input": {"ai-input"}, "ai-index": {"ai-index"}, "search": {"search"},
    "train-ai": {"ai-train"}, "train-genai": {"ai-train"}, "ai-use": {"ai-input"}, "ai-summarize": {"ai-input"}, "ai": _AI,
}  # fmt: skip
_FREE = frozenset({"free", "attribution"})
_OF_CRAWLERS = frozenset({"training", "crawl", "inference"})  # a price of machines that learn; asking for it opens no way to repost


@dataclass(frozen=True, slots=True)
class _Offer:
    """What one `<license>` says: whether reposting under it is forbidden or left open ("" = neither), and the rest as evidence."""

    republish: str
    said: tuple[Evidence, ...]
    reserved: tuple[Evidence, ...]


def read_rsl(text: str, where: str, url: str) -> tuple[Evidence, ...]:
    """The evidence of an RSL document for the page at `url`; what is no RSL says nothing.

    Of several `<content>` the narrowest that covers the page counts. A document with an unknown element of RSL's namespace is
    invalid and licenses nothing (RSL 1.0 §3, §4.3): all uses by machines are then reserved.
    """
    root = xmltree.read(text)
    if root is None:
        return tuple(reservations(_EVERYTHING, text[:200], where, "rsl.invalid", Level.SITE)) if NAMESPACE in text else ()
    if root.namespace != NAMESPACE:
        return ()
    if not _valid(root):
        return tuple(reservations(_EVERYTHING, f"<{root.name}>", where, "rsl.invalid", Level.SITE))
    contents = [root] if root.name == "content" else [c for c in root.children if _is(c, "content")]
    covering = [(content, found) for content in contents if (found := _covers(content, url)) >= 0]
    best = max((length for _, length in covering), default=0)
    return tuple(e for content, length in covering if length == best for e in _content(content, where, _level(content, url)))


def read_content(content: Node, where: str) -> tuple[Evidence, ...]:
    """The evidence of one `rsl:content` beside a feed's entry: it speaks of that entry."""
    if not _valid(content):
        found = tuple(reservations(_EVERYTHING, f"<{content.name}>", where, "rsl.invalid", Level.ARTICLE))
    else:
        found = tuple(_content(content, where, Level.ARTICLE))
    return tuple(replace(e, channel=Channel.ENTRY) for e in found)


def _valid(root: Node) -> bool:
    """No unknown element of the namespace, and at most one list of a kind in each licence (RSL 1.0 §3)."""
    for node in xmltree.below(root):
        if node.namespace != NAMESPACE:
            continue
        lists = [(c.name, c.attributes.get("type", "")) for c in node.children if c.name in ("permits", "prohibits")]
        if node.name not in _ELEMENTS or len(lists) != len(set(lists)):
            return False
    return True


def _covers(content: Node, url: str) -> int:
    """How narrowly an element covers a page (the length of its pattern); -1 where it does not."""
    pattern = content.attributes.get("url", "").strip()
    address = joined(url, pattern)
    if not pattern or same_address(address) == same_address(url):
        return len(pattern)
    bare = "*" not in pattern and pattern[-1] not in "$/"  # a page or a folder, not a beginning of other names
    forms = (f"{pattern}/", f"{pattern}?*") if bare else (pattern,)
    return len(pattern) if any(matches(form, url) for form in forms) else -1


def _level(content: Node, url: str) -> Level:
    pattern = content.attributes.get("url", "").strip()
    exact = bool(pattern) and not re.search(r"[*$]", pattern) and same_address(joined(url, pattern)) == same_address(url)
    return Level.ARTICLE if exact else Level.SITE


def _content(content: Node, where: str, level: Level) -> Iterator[Evidence]:
    """Several licences are alternatives: what one of them leaves free, the others do not take away."""
    token = "server" in content.attributes
    offers = [_offer(node, token, f"{where} (RSL license)", level) for node in content.children if _is(node, "license")]
    if not offers:
        yield from reservations(_EVERYTHING, "content without license", where, "rsl.unlicensed", level)
        return
    free = [offer for offer in offers if not offer.republish]
    strict = max((offer.republish for offer in offers), key=("", "no", "unknown").index)
    for offer in free or [offer for offer in offers if offer.republish == strict]:
        yield from offer.said
    yield from _once(e for offer in offers for e in offer.reserved)


def _offer(node: Node, token: bool, where: str, level: Level) -> _Offer:
    permits, prohibits = _list(node, "permits", "usage"), _list(node, "prohibits", "usage")
    reserved = _meant(prohibits or ()) | (_EVERYTHING - _meant(permits) if permits is not None else frozenset())
    if "all" in (prohibits or ()):
        evidence = _evidence(Topic.REPUBLISH, Republish.NO, "all", f"{where}, prohibits usage", "rsl.prohibits-all", level)
        return _Offer("no", (evidence,), _reserved(reserved, node, where, level))
    unsure = tuple(_unsure(node, token, where, level))
    licences = tuple(_standards(node, where, level)) if not unsure else ()
    commercial = tuple(_commercial(node, where, level))
    return _Offer("unknown" if unsure else "", (*unsure, *licences, *commercial), _reserved(reserved, node, where, level))


def _reserved(names: frozenset[str], node: Node, where: str, level: Level) -> tuple[Evidence, ...]:
    raw = "; ".join(
        f"{c.name} {c.attributes.get('type', '')}: {c.text.strip()}" for c in node.children if c.name in ("permits", "prohibits")
    )
    return tuple(reservations(names, raw, where, "rsl.usage", level))


def _unsure(node: Node, token: bool, where: str, level: Level) -> Iterator[Evidence]:
    """A price, a token to be fetched, or a place of use: each leaves open whether this copy is allowed."""
    for payment in (c for c in node.children if _is(c, "payment")):
        kind = payment.attributes.get("type", "free").strip().lower()
        if kind not in _FREE:
            yield _evidence(Topic.REPUBLISH, Republish.UNKNOWN, kind, f"{where}, payment", "rsl.payment", level)
            if kind not in _OF_CRAWLERS:
                yield _evidence(Topic.LIMIT, "prior_permission", kind, f"{where}, payment", "rsl.payment", level)
    if token:
        yield _evidence(Topic.REPUBLISH, Republish.UNKNOWN, "server", f"{where}, content server", "rsl.server", level)
        yield _evidence(Topic.LIMIT, "prior_permission", "server", f"{where}, content server", "rsl.server", level)
    for name in ("permits", "prohibits"):
        places = _list(node, name, "geo")
        if places:
            yield _evidence(Topic.REPUBLISH, Republish.UNKNOWN, " ".join(places), f"{where}, {name} geo", "rsl.geo", level)


def _commercial(node: Node, where: str, level: Level) -> Iterator[Evidence]:
    permits, prohibits = _list(node, "permits", "user"), _list(node, "prohibits", "user") or ()
    if "commercial" in prohibits or (permits is not None and "commercial" not in permits):
        raw = " ".join(prohibits or permits or ())
        yield _evidence(Topic.COMMERCIAL, Commercial.FORBIDDEN, raw, f"{where}, user", "rsl.user", level)


def _standards(node: Node, where: str, level: Level) -> Iterator[Evidence]:
    for payment in (c for c in node.children if _is(c, "payment")):
        for standard in (c for c in payment.children if _is(c, "standard")):
            evidence = licence_evidence(standard.text.strip(), f"{where}, standard", Channel.PAGE, level)
            yield from (evidence,) if evidence else ()


def _list(node: Node, name: str, kind: str) -> tuple[str, ...] | None:
    """The tokens of one list of a licence (blanks between them, in 0.9 commas); None where there is none."""
    for child in node.children:
        if _is(child, name) and child.attributes.get("type", "usage").strip().lower() == kind:
            return tuple(child.text.lower().replace(",", " ").split())
    return None


def _meant(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(name for token in tokens for name in _TOKENS.get(token, ()))


def _is(node: Node, name: str) -> bool:
    return node.namespace == NAMESPACE and node.name == name


def _evidence(topic: Topic, value: str, raw: str, where: str, rule: str, level: Level) -> Evidence:
    return Evidence(topic, str(value), Quote(raw, where), rule, Channel.PAGE, level)


def _once(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    return iter({e.value: e for e in evidence}.values())

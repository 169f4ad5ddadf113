"""TDM Reservation Protocol (W3C Community Group): a right reserved for text and data mining; it says nothing about reposting.

Channels in order: the site's `tdmrep.json`, HTTP headers, the page's metas. A later one overrides an earlier one, and one that says
nothing (absent, or neither 0 nor 1) changes nothing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.markup import Markup
from syndicator.core.metadata.patterns import matches


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one channel says: `reserved` None where it says nothing valid; `policy` counts only where it is reserved."""

    reserved: bool | None
    policy: str
    where: str
    raw: str
    level: Level = Level.ARTICLE


UNSAID = Reservation(None, "", "", "", Level.SITE)


def of_file(text: str, where: str, url: str) -> Reservation:
    """The first rule of a site's `/.well-known/tdmrep.json` whose location matches the page; a text that is none says nothing."""
    try:
        rules: object = json.loads(text)
    except (ValueError, RecursionError):
        rules = []
    for rule in rules if isinstance(rules, list) else [rules]:
        if isinstance(rule, dict) and isinstance(rule.get("location"), str) and matches(rule["location"], url):
            policy = rule.get("tdm-policy")
            raw = json.dumps({key: rule[key] for key in ("location", "tdm-reservation", "tdm-policy") if key in rule}, ensure_ascii=False)
            reserved = _flag(rule.get("tdm-reservation"))
            return Reservation(reserved, policy if isinstance(policy, str) else "", where, raw[:500], Level.SITE)
    return UNSAID


def of_headers(signals: Iterable[tuple[str, str]], url: str) -> Reservation:
    """The headers `tdm-reservation` and `tdm-policy`."""
    said = dict(signals)
    return _named(said, f"{url} (HTTP tdm-reservation)")


def of_metas(page: Markup, url: str) -> Reservation:
    """The metas of the same names."""
    return _named({name: page.meta(name) for name in ("tdm-reservation", "tdm-policy")}, f"{url} (meta tdm-reservation)")


def in_force(channels: Iterable[Reservation]) -> Iterator[Evidence]:
    """The reservation that holds after all channels, in their order; `detail` is the address of its policy."""
    told = [channel for channel in channels if channel.reserved is not None]
    if told and told[-1].reserved:
        last = told[-1]
        quote = Quote(last.raw, last.where)
        yield Evidence(Topic.RESERVATION, "tdm", quote, "signal.tdm-reservation", Channel.PAGE, last.level, last.policy)


def _named(said: dict[str, str], where: str) -> Reservation:
    raw = said.get("tdm-reservation", "").strip()
    return Reservation(_flag(raw), said.get("tdm-policy", "").strip(), where, raw)


def _flag(value: object) -> bool | None:
    """1 is reserved, 0 is not; any other value is as if nothing were said (TDMRep §5)."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return {"1": True, "0": False}.get(text)

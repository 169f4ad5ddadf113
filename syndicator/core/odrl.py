"""Terms as an ODRL 2.2 policy (W3C REC 2018-02-15) in JSON-LD: never more than the terms say, each rule with its evidence.

What neither ODRL's core nor its common vocabulary can say is said in the profile `urn:syndicator:odrl-profile:1`, whose words
(`urn:syndicator:odrl-profile:1#…`, prefix `syndicator:`) are:

- actions: the names of evidence.DUTIES (as duties, such as `hyperlink_original`: show a followable link to the original),
  of evidence.CHANGES (kinds of changes) and of evidence.RESERVATIONS (uses by machines);
- left operands: the names of evidence.LIMITS, and `audience` (whom it is granted to), `covers` (whose articles), `media` (those the
  permission itself names),  `meaning` (what is not done with it), `ask-before` (changes), `removal`;
- properties: `duty` (the name of the duty an ODRL action stands for), `evidence`, `open` (what the terms leave open).

A reader that does not know the profile must stop (Information Model §2.1), so that nothing is read out of it that is not there.
"""

import re
from collections.abc import Iterable, Iterator

from syndicator.core.collecting import granted_media
from syndicator.core.evidence import CHANGES, Evidence, Topic
from syndicator.core.metadata.odrl_terms import CC, CONTEXT, OURS, PROFILE
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms

Json = dict[str, object]

# Duties ODRL has a word for; several of ours may share one, and `syndicator:duty` says which is meant.
_DUTIES = {"source_credit": "attribute", "copyright_notice": "cc:Notice", "licence_notice": "cc:Notice", "same_licence": "cc:ShareAlike",
           "notify_publisher": "inform"}  # fmt: skip
_CHANGES = {"translate": "translate", "shorten": "extract"}
_RESERVED = {"tdm": "http://www.w3.org/ns/tdmrep/mine", "search": "index", "archive": "archive"}
_HOURS = {"hour": 1, "day": 24, "week": 168}


def policy(terms: Terms, *, uid: str, target: str, assigner: str, assignee: str = "") -> Json:
    """The policy `uid` that `assigner` sets for `target`: a Set, in which a prohibition outweighs a permission.

    A permission to repost stands in it only where the terms certainly grant one for this text; what they leave open is no rule
    but named in `syndicator:open`. A policy must have a rule (Information Model §2.1): where there is none to state, consent is to
    be obtained first.
    """
    permissions, prohibitions = list(_permissions(terms, assigner)), list(_prohibitions(terms))
    said: Json = {
        "@context": [CONTEXT, {"cc": CC, "syndicator": OURS}],
        "@type": "Set",
        "uid": uid,
        "profile": PROFILE,
        "conflict": "prohibit",
        "target": target,
        "assigner": assigner,
    }
    if assignee:
        said["assignee"] = assignee
    if permissions:
        said["permission"] = permissions
    if prohibitions:
        said["prohibition"] = prohibitions
    if not permissions and not prohibitions:
        said["obligation"] = [{"action": "obtainConsent", "consentingParty": assigner}]
    said["syndicator:open"] = list(_open(terms))
    return said


def grants(terms: Terms) -> bool:
    """Whether the terms certainly grant reposting of this text: said, in a language that was read, without contradiction, of its own."""
    return terms.republish is Republish.YES and not (terms.unread or terms.original)


def _permissions(terms: Terms, assigner: str) -> Iterator[Json]:
    if not grants(terms):
        return
    bounds = list(_constraints(terms))
    duties = [_duty(name, terms, assigner) for name in terms.duties] + list(_first(terms, assigner)) + list(_removal(terms))
    yield _rule(["distribute", "reproduce"], bounds, duties, terms.because(Topic.REPUBLISH, Republish.YES) or terms.because(Topic.LICENCE))
    ask: list[Json] = [{"action": "obtainConsent", "consentingParty": assigner}]
    commercial = {Commercial.ALLOWED: [], Commercial.ASK: ask}.get(terms.commercial)
    if commercial is not None:
        yield _rule("cc:CommercialUse", bounds, commercial, terms.because(Topic.COMMERCIAL))
    alike: list[Json] = [{"action": "cc:ShareAlike", "syndicator:duty": "same_licence"}]
    changing = {Derivatives.ALLOWED: [], Derivatives.SHARE_ALIKE: alike, Derivatives.ASK: ask}.get(terms.derivatives)
    if changing is not None:
        yield _rule(["derive", "modify"], bounds, changing, terms.because(Topic.DERIVATIVES))
    for name in (name for name, word in terms.changes if word == "allowed"):
        yield _rule(_change(name), bounds, [], _on_change(terms, name))


def _prohibitions(terms: Terms) -> Iterator[Json]:
    if terms.republish is Republish.NO:
        yield _rule(["distribute", "reproduce"], [], [], terms.because(Topic.REPUBLISH, Republish.NO))
    if terms.commercial is Commercial.FORBIDDEN:
        yield _rule("cc:CommercialUse", [], [], terms.because(Topic.COMMERCIAL))
    if terms.derivatives in (Derivatives.FORBIDDEN, Derivatives.STYLE_ONLY):
        yield _rule(["derive", "modify"], [], [], terms.because(Topic.DERIVATIVES))
    for name in (name for name, word in terms.changes if word == "forbidden"):
        yield _rule(_change(name), [], [], _on_change(terms, name))
    for limit, action in (("resale", "sell"), ("must_run_whole", "extract")):
        if terms.limit(limit) is not None:
            yield _rule(action, [], [], terms.because(Topic.LIMIT, limit))
    for name in terms.reservations:
        yield _rule(_RESERVED.get(name, f"syndicator:{name}"), [], [], terms.because(Topic.RESERVATION, name))


def _rule(action: str | list[str], constraints: list[Json], duties: list[Json], evidence: Iterable[Evidence]) -> Json:
    rule: Json = {"action": action}
    if constraints:
        rule["constraint"] = constraints
    if duties:
        rule["duty"] = duties
    rule["syndicator:evidence"] = [{"quote": e.quote.text, "where": e.quote.where, "rule": e.rule} for e in evidence]
    return rule


def _duty(name: str, terms: Terms, assigner: str) -> Json:
    duty: Json = {"action": _DUTIES.get(name, f"syndicator:{name}"), "syndicator:duty": name}
    if name == "source_credit":
        duty["attributedParty"] = assigner
        if terms.credit:
            duty["syndicator:credit"] = terms.credit
    if name == "notify_publisher":
        duty["informedParty"] = terms.contact or assigner
    return duty


def _first(terms: Terms, assigner: str) -> Iterator[Json]:
    """Limits that ask for a word of the publisher before the copy is made."""
    for limit in ("prior_permission", "per_article_opt_in"):
        if terms.limit(limit) is not None:
            yield {"action": "obtainConsent", "consentingParty": terms.contact or assigner, "syndicator:limit": limit}


def _removal(terms: Terms) -> Iterator[Json]:
    if terms.removal:
        yield {"action": "delete", "constraint": [_bound("syndicator:removal", "eq", terms.removal)]}


def _constraints(terms: Terms) -> Iterator[Json]:
    for name, figure in terms.limits:
        if name not in ("resale", "must_run_whole", "prior_permission", "per_article_opt_in"):
            yield _limit(name, figure)
    forbidden = tuple(name for name in terms.meanings if name.endswith("-forbidden"))
    wanted = (("audience", (terms.audience,)), ("covers", terms.covers), ("media", granted_media(terms.evidence)), ("meaning", forbidden))
    for operand, values in wanted:
        told = [value for value in values if value and value != "anyone"]
        if told:
            yield _bound(f"syndicator:{operand}", "isAnyOf", told)
    asked = [name for name, word in terms.changes if word == "ask"]
    if asked:
        yield _bound("syndicator:ask-before", "isNoneOf", asked)


def _limit(name: str, figure: str) -> Json:
    """A window after publication or an embargo as a duration, where its figure can be read; every other limit by its name."""
    if name == "time_window_days" and re.fullmatch(r"[0-9]{1,5}", figure):
        return _bound("elapsedTime", "lteq", {"@value": f"P{figure}D", "@type": "xsd:duration"})
    wait = re.search(r"(?<!\d)([0-9]{1,4})\s*(hour|day|week)", figure) if name == "embargo" else None
    if wait:
        return _bound("delayPeriod", "gteq", {"@value": f"PT{int(wait[1]) * _HOURS[wait[2]]}H", "@type": "xsd:duration"})
    return _bound(f"syndicator:{name}", "eq", figure or "restricted")


def _bound(operand: str, operator: str, value: object) -> Json:
    return {"leftOperand": operand, "operator": operator, "rightOperand": value}


def _change(name: str) -> str:
    return _CHANGES.get(name, f"syndicator:{name}")


def _on_change(terms: Terms, name: str) -> tuple[Evidence, ...]:
    return tuple(e for e in terms.evidence if e.topic is Topic.CHANGE and e.value == name)


def _open(terms: Terms) -> Iterator[str]:
    """What the terms leave open, by name."""
    if terms.republish is Republish.UNKNOWN or (terms.republish is Republish.YES and not grants(terms)):
        yield "republish"
    if terms.commercial is Commercial.SILENT:
        yield "commercial"
    if terms.derivatives is Derivatives.SILENT:
        yield "derivatives"
    yield from (name for name in CHANGES if terms.derivatives is Derivatives.SILENT and name not in dict(terms.changes))
    if terms.unread:
        yield "language"
    if terms.original:
        yield "provenance"

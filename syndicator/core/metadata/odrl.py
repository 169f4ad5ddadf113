"""ODRL 2.2 and RightsML policies: evaluated as the Information Model says, and only what certainly holds grants anything.

Order: expand, known profile, replaced, conflicts, prohibitions, permissions with their constraints and duties. This reader has no
clock and knows no recipient: a constraint is never satisfied here, and what depends on one is left open.
"""

import json
from collections import deque
from collections.abc import Iterator

from syndicator.core.evidence import CHANGES, DUTIES, LIMITS, RESERVATIONS, Channel, Evidence, Level, Quote, Topic
from syndicator.core.metadata.addresses import same_page
from syndicator.core.metadata.json_ld import types
from syndicator.core.metadata.odrl_rules import Constraint, Duty, Json, Policy, Rule, expanded, is_policy
from syndicator.core.metadata.odrl_terms import covers, known_profile
from syndicator.core.metadata.schema_org import ARTICLES, PAGES
from syndicator.core.uses import Commercial, Derivatives, Republish

_SHOWING = ("distribute", "reproduce", "present", "play", "display", "publish")  # a page on the web does all of these
_CHANGING = ("derive", "modify")
_COMMERCE = "cc:CommercialUse"
# An Offer grants nothing, nor do Request, Ticket, Privacy, Assertion; an Agreement grants to the party it names, who is not known here.
_GRANTING = frozenset({"Set", "Policy"})
_DUTIES = {
    "attribute": ("source_credit",),
    "cc:Notice": ("licence_notice", "copyright_notice"),
    "cc:ShareAlike": ("same_licence",),
    "inform": ("notify_publisher",),
}
_LIMITS = {
    "dateTime": "time_window_days", "elapsedTime": "time_window_days", "delayPeriod": "embargo", "count": "rate_limit",
    "percentage": "excerpt_only", "payAmount": "prior_permission",
}  # fmt: skip
_BEFORE_USE = frozenset({"compensate", "obtainConsent"})
_DEEPEST = 8
_RESERVED = {"tdm:mine": "tdm", "index": "search", "archive": "archive"}


def read_policy(node: Json, where: str, url: str, outer: object = None) -> tuple[Evidence, ...]:
    """The evidence of an ODRL policy for the page at `url`; rules about another target say nothing of it."""
    policy = expanded(node, outer)
    rules = tuple(rule for rule in policy.rules if "#" not in rule.target and same_page(rule.target, url))
    if not rules:
        return ()
    return tuple(dict.fromkeys(_Reader(policy, rules, where).read()))


def policies(body: str) -> Iterator[tuple[Json, object]]:
    """The policies in a JSON text, each with the `@context` it stands in: itself, in `@graph`, or as `hasPolicy` of an asset."""
    if "permission" not in body and "prohibition" not in body and "obligation" not in body:
        return
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError):
        return
    waiting: deque[tuple[object, object, int]] = deque([(data, None, 0)])
    while waiting:
        value, context, depth = waiting.popleft()
        if isinstance(value, list):
            waiting += [(item, context, depth + 1) for item in value if depth < _DEEPEST]
        elif isinstance(value, dict):
            context = value.get("@context", context)
            if is_policy(value):
                yield value, context
            elif depth < _DEEPEST:
                waiting += [(inner, context, depth + 1) for inner in _inner(value)]


def _inner(node: Json) -> Iterator[object]:
    """What stands in a graph, and the policies of an asset: about its own address where they name no other; pictures have their own."""
    yield node.get("@graph")
    kinds = types(dict(node))
    if kinds and kinds.isdisjoint(ARTICLES | PAGES):
        return
    about = str(node.get("url") or node.get("@id") or "").partition("#")[0]
    for value in (value for key, value in node.items() if key.endswith("hasPolicy")):
        for said in value if isinstance(value, list) else [value]:
            yield {"target": about, **said} if isinstance(said, dict) and about else said


class _Reader:
    """One policy and the rules of it that are about the page."""

    def __init__(self, policy: Policy, rules: tuple[Rule, ...], where: str) -> None:
        self._policy, self._where = policy, f"{where} (ODRL {policy.kind})"
        self._permissions = [r for r in rules if r.kind == "permission"]
        self._prohibitions = [r for r in rules if r.kind == "prohibition"]
        self._obligations = [r for r in rules if r.kind == "obligation"]

    def read(self) -> Iterator[Evidence]:
        policy = self._policy
        yield from self._reservations()
        if not self._on_reposting():
            return
        if unknown := next((p for p in policy.profiles if not known_profile(p)), ""):
            yield self._open(unknown, "odrl.unknown-profile")
        elif policy.replaced or policy.inherits:
            yield self._open(policy.replaced or policy.inherits, "odrl.replaced" if policy.replaced else "odrl.inherits")
        elif policy.kind not in _GRANTING:
            yield self._open(policy.kind, "odrl.grants-nothing")
        elif self._void():
            yield self._open(" ".join(policy.conflicts) or "conflict", "odrl.conflict")
        else:
            yield from self._prohibited()
            yield from self._permitted()

    def _on_reposting(self) -> bool:
        """Whether it speaks of more than mining by machines (TDMRep's own profile)."""
        rules = (*self._permissions, *self._prohibitions, *self._obligations)
        return any(r.action not in _RESERVED and r.action.removeprefix("syndicator:") not in RESERVATIONS for r in rules)

    def _void(self) -> bool:
        """Whether permission and prohibition meet in one action, and the policy does not say which counts (default `invalid`)."""
        strategies = self._policy.conflicts
        if len(strategies) == 1 and strategies[0] in ("perm", "prohibit"):
            return False
        return any(_meet(p, q) for p in self._permissions for q in self._prohibitions)

    def _allows(self, permission: Rule, action: str) -> bool:
        """Whether a permission covers an action and no prohibition takes that away; with `perm` the permission wins."""
        taken = any(covers(q.action, action) for q in self._prohibitions) and self._policy.conflicts != ("perm",)
        return covers(permission.action, action) and not taken

    def _overridden(self, prohibition: Rule) -> bool:
        return self._policy.conflicts == ("perm",) and any(covers(p.action, prohibition.action) for p in self._permissions)

    def _reservations(self) -> Iterator[Evidence]:
        mining = any(r.action == "tdm:mine" for r in (*self._permissions, *self._prohibitions))
        names = [_RESERVED.get(r.action, r.action.removeprefix("syndicator:")) for r in self._prohibitions]
        names += ["tdm"] if mining else []  # an offer to let mine is a right reserved
        for name in dict.fromkeys(name for name in names if name in RESERVATIONS):
            yield self._said(Topic.RESERVATION, name, name, "odrl.reservation")

    def _prohibited(self) -> Iterator[Evidence]:
        for rule in self._prohibitions:
            if self._overridden(rule):
                continue
            if rule.constraints:
                yield from self._sometimes(rule)
            elif any(covers(rule.action, action) for action in _SHOWING):
                yield self._said(Topic.REPUBLISH, Republish.NO, rule.action, "odrl.prohibition")
            yield from self._restricted(rule)

    def _restricted(self, rule: Rule) -> Iterator[Evidence]:
        """What else a prohibition takes away; one with constraints may apply, and is taken to."""
        if any(covers(rule.action, action) for action in _CHANGING):
            yield self._said(Topic.DERIVATIVES, Derivatives.FORBIDDEN, rule.action, "odrl.prohibition")
        if covers(rule.action, _COMMERCE) or _of_commerce(rule.constraints):
            yield self._said(Topic.COMMERCIAL, Commercial.FORBIDDEN, rule.action, "odrl.prohibition")
        if rule.action in ("extract", "sell"):
            limit = "must_run_whole" if rule.action == "extract" else "resale"
            yield self._said(Topic.LIMIT, limit, rule.action, "odrl.prohibition")
        change = rule.action.removeprefix("syndicator:")
        if change in CHANGES:
            yield self._said(Topic.CHANGE, change, rule.action, "odrl.prohibition", "forbidden")

    def _sometimes(self, rule: Rule) -> Iterator[Evidence]:
        if any(covers(rule.action, action) for action in _SHOWING) and not _of_commerce(rule.constraints):
            yield self._open(_told(rule.constraints), "odrl.prohibition-constraint")

    def _permitted(self) -> Iterator[Evidence]:
        for rule in self._permissions:
            clear = not rule.constraints and not rule.assignee
            if self._allows(rule, "distribute") or (rule.action == "cc:Sharing" and self._allows(rule, "cc:Sharing")):
                yield from self._reposting(rule, clear)
            for topic, allowed, actions in (
                (Topic.DERIVATIVES, Derivatives.ALLOWED, _CHANGING),
                (Topic.COMMERCIAL, Commercial.ALLOWED, (_COMMERCE,)),
            ):
                if all(self._allows(rule, action) for action in actions):
                    yield from self._use(rule, topic, allowed, clear)
            change = rule.action.removeprefix("syndicator:")
            if change in CHANGES and clear and not rule.duties and self._allows(rule, rule.action):
                yield self._said(Topic.CHANGE, change, rule.action, "odrl.permission", "allowed")
        for rule in self._obligations:
            yield from self._duty(Duty(rule.action, "", rule.constraints, ""))

    def _reposting(self, rule: Rule, clear: bool) -> Iterator[Evidence]:
        duties = [e for duty in rule.duties for e in self._duty(duty)]
        limits = [e for constraint in rule.constraints for e in self._limit(constraint)]
        if not clear:
            yield self._open(_told(rule.constraints) or rule.assignee, "odrl.constraint")
        else:
            yield self._said(Topic.REPUBLISH, Republish.YES, rule.action, "odrl.permission")
        if rule.action == "cc:Sharing":  # only for purposes that are not commercial
            yield self._said(Topic.COMMERCIAL, Commercial.FORBIDDEN, rule.action, "odrl.permission")
        yield from (*limits, *duties)

    def _use(self, rule: Rule, topic: Topic, allowed: Derivatives | Commercial, clear: bool) -> Iterator[Evidence]:
        """What may be done with it, where nothing has to be done first but keeping the licence."""
        alike = bool(rule.duties) and all(duty.action == "cc:ShareAlike" for duty in rule.duties)
        asked = bool(rule.duties) and all(duty.action == "obtainConsent" for duty in rule.duties)
        reposting = covers(rule.action, "distribute")  # its duties are told once, with the permission to repost
        if not clear:
            return
        if alike and topic is Topic.DERIVATIVES:
            yield self._said(topic, Derivatives.SHARE_ALIKE, rule.action, "odrl.permission")
        elif asked:
            yield self._said(topic, "ask", rule.action, "odrl.permission")
        elif not rule.duties or reposting:
            yield self._said(topic, allowed, rule.action, "odrl.permission")

    def _duty(self, duty: Duty) -> Iterator[Evidence]:
        """A duty we know by name is asked for; one nobody here can do leaves reposting open."""
        own = duty.action.removeprefix("syndicator:")
        names = (duty.named,) if duty.named in DUTIES else (own,) if own in DUTIES else _DUTIES.get(duty.action, ())
        for name in names:
            yield self._said(Topic.DUTY, name, duty.action, "odrl.duty", duty.party)
        if duty.action in _BEFORE_USE:
            yield self._said(Topic.LIMIT, "prior_permission", duty.action, "odrl.duty")
            yield self._open(duty.action, "odrl.duty")
        elif duty.action in ("delete", "removeFromService"):
            yield self._said(Topic.REMOVAL, "on-request", _told(duty.constraints) or duty.action, "odrl.duty")
        elif not names:
            yield self._open(duty.action or "duty", "odrl.unknown-duty")

    def _limit(self, constraint: Constraint) -> Iterator[Evidence]:
        own = constraint.operand.removeprefix("syndicator:")
        name = own if own in LIMITS else _LIMITS.get(constraint.operand, "")
        if constraint.operand == "dateTime" and constraint.operator in ("gt", "gteq"):
            name = "embargo"
        if name:
            yield self._said(Topic.LIMIT, name, _told((constraint,)), "odrl.constraint", constraint.value)
        if _of_commerce((constraint,)):
            yield self._said(Topic.COMMERCIAL, Commercial.FORBIDDEN, _told((constraint,)), "odrl.constraint")

    def _open(self, raw: str, rule: str) -> Evidence:
        return self._said(Topic.REPUBLISH, Republish.UNKNOWN, raw, rule)

    def _said(self, topic: Topic, value: str, raw: str, rule: str, detail: str = "") -> Evidence:
        return Evidence(topic, str(value), Quote(raw, self._where), rule, Channel.PAGE, Level.ARTICLE, detail)


def _meet(permission: Rule, prohibition: Rule) -> bool:
    return covers(prohibition.action, permission.action) or covers(permission.action, prohibition.action)


def _of_commerce(constraints: tuple[Constraint, ...]) -> bool:
    """Whether a constraint is about commercial purposes."""
    return any(c.operand == "purpose" and "commerc" in c.value.lower() for c in constraints)


def _told(constraints: tuple[Constraint, ...]) -> str:
    return "; ".join(" ".join(filter(None, (c.operand, c.operator, c.value))) for c in constraints)

"""An ODRL policy in JSON-LD, out of its compact form: one atomic rule for each action (Information Model §2.7.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from syndicator.core.metadata.odrl_terms import term

Json = Mapping[str, object]
_KEYS = ("permission", "prohibition", "obligation")
_MOST = 500
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Constraint:
    """One condition; `operand` is "" for a logical one or one that cannot be read."""

    operand: str
    operator: str
    value: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done; `named` is its name among ours where a policy of our profile says it."""

    action: str
    party: str
    constraints: tuple[Constraint, ...]
    named: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An atomic rule: one action on one target. `kind` is permission, prohibition or obligation."""

    kind: str
    action: str
    target: str
    assignee: str
    constraints: tuple[Constraint, ...]
    duties: tuple[Duty, ...]
    remedied: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy, expanded. `replaced` and `inherits` are addresses of others that must be read for it to be understood."""

    kind: str
    profiles: tuple[str, ...]
    conflicts: tuple[str, ...]
    replaced: str
    inherits: str
    rules: tuple[Rule, ...]


def is_policy(node: Json) -> bool:
    """Whether a JSON-LD node is an ODRL policy: it has rules."""
    return any(term(key, {}) in _KEYS for key in node)


def expanded(node: Json, outer: object = None) -> Policy:
    """Read a policy; `outer` is the `@context` it stands in where it has none of its own."""
    context = _prefixes(node.get("@context", outer))
    said = _plain(node, context)
    kinds = [term(text, context) for text in _texts(said.get("@type"))]
    return Policy(
        kind=next((kind for kind in kinds if kind), "Set"),
        profiles=tuple(_texts(said.get("profile"))),
        conflicts=tuple(dict.fromkeys(term(text, context) for text in _texts(said.get("conflict")))),
        replaced=next((text for key in said if key.endswith("isReplacedBy") for text in _texts(said[key])), ""),
        inherits=next(_texts(said.get("inheritFrom")), ""),
        rules=tuple(_rules(said, context))[:_MOST],
    )


def _rules(policy: Json, context: Mapping[str, str]) -> Iterator[Rule]:
    shared = {key: policy[key] for key in ("action", "target", "assigner", "assignee") if key in policy}
    for kind in _KEYS:
        for entry in _list(policy.get(kind)):
            if not isinstance(entry, dict):
                continue
            said = shared | _plain(entry, context)
            duties = tuple(duty for raw in _list(said.get("duty")) for duty in _duties(raw, context))
            for target in list(_texts(said.get("target"))) or [""]:
                for name, refinements in _actions(said.get("action"), context):
                    bounds = (*_constraints(said.get("constraint"), context), *refinements)
                    party = next(_texts(said.get("assignee")), "")
                    yield Rule(kind, name, target, party, bounds, duties, "remedy" in said)


def _duties(raw: object, context: Mapping[str, str]) -> Iterator[Duty]:
    if not isinstance(raw, dict):
        yield Duty("", "", (), "")  # a reference to what is not here
        return
    said = _plain(raw, context)
    party = next((text for key in said if key.endswith("Party") for text in _texts(said[key])), "")
    named = next(_texts(said.get("syndicator:duty")), "")
    for name, refinements in _actions(said.get("action"), context):
        yield Duty(name, party, (*_constraints(said.get("constraint"), context), *refinements), named)


def _actions(value: object, context: Mapping[str, str]) -> Iterator[tuple[str, tuple[Constraint, ...]]]:
    """(action, its refinements): a name, or a node with `rdf:value`; an action that cannot be read is ""."""
    for item in _list(value) or [""]:
        if isinstance(item, dict):
            said = _plain(item, context)
            name = next((text for key in ("rdf:value", "value", "@id", "id") for text in _texts(said.get(key))), "")
            yield term(name, context), tuple(_constraints(said.get("refinement"), context))
        else:
            yield term(str(item or ""), context), ()


def _constraints(value: object, context: Mapping[str, str]) -> Iterator[Constraint]:
    for item in _list(value):
        if not isinstance(item, dict):
            yield Constraint("", "", str(item))
            continue
        said = _plain(item, context)
        operand = next(_texts(said.get("leftOperand")), "")
        operator = next(_texts(said.get("operator")), "")
        value = " ".join(_texts(said.get("rightOperand")))
        yield Constraint(term(operand, context) if operand else "", term(operator, context), value)


def _plain(node: Json, context: Mapping[str, str]) -> dict[str, object]:
    """A node with its keys as short names; JSON-LD's own keywords in both their spellings."""
    found: dict[str, object] = {}
    for key, value in node.items():
        name = key if key.startswith("@") else term(key, context)
        name = name.removeprefix("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
        found[{"type": "@type", "uid": "@id", "id": "@id"}.get(name, name)] = value
    return found


def _prefixes(context: object) -> dict[str, str]:
    """The prefixes and names a `@context` binds; addresses of contexts are not fetched."""
    found: dict[str, str] = {}
    for item in _list(context):
        for key, value in item.items() if isinstance(item, dict) else ():
            iri = value.get("@id") if isinstance(value, dict) else value
            if isinstance(iri, str) and not key.startswith("@"):
                found[key] = iri
    return found


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    for item in _list(value):
        if isinstance(item, dict):
            inner = next((item[key] for key in ("@id", "@value", "uid", "id", "source", "@list") if key in item), None)
            if depth < _DEEPEST:
                yield from _texts(inner, depth + 1)
        elif isinstance(item, str | int | float) and not isinstance(item, bool):
            yield str(item).strip()


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]

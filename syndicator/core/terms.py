"""Terms: what all evidence together allows, asks and forbids; every part knows the evidence it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from syndicator.core import collecting, weighing
from syndicator.core.evidence import Channel, Evidence, Topic
from syndicator.core.uses import Commercial, Derivatives, Republish

__all__ = ["Commercial", "Derivatives", "Republish", "Terms", "combine"]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the evidence together says; empty strings and tuples where it says nothing.

    `duties` are names of evidence.DUTIES, `limits` pairs of a name of evidence.LIMITS and its figure. `covers` names the
    body whose articles a grant covers, `original` a third party whose article this is. `conflicts` are sentences, one
    for each contradiction that was settled for the stricter side. `media`, `meanings` and `reservations` are names of
    evidence.MEDIA, MEANINGS and RESERVATIONS, `changes` pairs of a name of CHANGES and allowed, forbidden or ask, `removal` a number of
    days or "on-request". `unread` is a language that was not read.
    """

    republish: Republish = Republish.UNKNOWN
    licence: str = ""
    licence_url: str = ""
    commercial: Commercial = Commercial.SILENT
    derivatives: Derivatives = Derivatives.SILENT
    duties: tuple[str, ...] = ()
    limits: tuple[tuple[str, str], ...] = ()
    audience: str = ""
    contact: str = ""
    covers: tuple[str, ...] = ()
    original: str = ""
    original_url: str = ""
    credit: str = ""
    disclaimers: tuple[str, ...] = ()
    copyright_line: str = ""
    media: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    removal: str = ""
    reservations: tuple[str, ...] = ()
    unread: str = ""
    conflicts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def because(self, topic: Topic, value: str | None = None) -> tuple[Evidence, ...]:
        """The evidence on one topic (and value), strongest first."""
        return self._spoken.get((topic, value), ())

    def limit(self, name: str) -> str | None:
        """The figure of a limit ("" where it has none), or None where the terms do not set it."""
        return dict(self.limits).get(name)

    @cached_property
    def granted_media(self) -> tuple[str, ...]:
        """The media that the very words of the permission name (collecting.granted_media)."""
        return collecting.granted_media(self.evidence)

    @cached_property
    def agreements(self) -> tuple[Evidence, ...]:
        """The recorded agreements that let the site repost."""
        return tuple(e for e in self.because(Topic.REPUBLISH) if e.channel is Channel.AGREEMENT)

    @cached_property
    def _spoken(self) -> Mapping[tuple[Topic, str | None], tuple[Evidence, ...]]:
        """The evidence by what it speaks of, and by what it says of that: each rule asks, for each site."""
        spoken: dict[tuple[Topic, str | None], list[Evidence]] = {}
        for one in self.evidence:
            spoken.setdefault((one.topic, None), []).append(one)
            spoken.setdefault((one.topic, one.value), []).append(one)
        return {about: tuple(said) for about, said in spoken.items()}

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Reckoned once: what is drafted of an article is kept by its terms, and those hold all evidence."""
        return hash(tuple(getattr(self, field.name) for field in fields(self)))


def combine(evidence: Iterable[Evidence]) -> Terms:
    """Weigh all evidence into terms; nothing said stays unknown, and contradictions are settled for the stricter side.

    The nearer level may tighten, an explicit licence on the article replaces what the site says (RFC 4946 §2.4). A
    licence implies what it grants and asks; those statements stand in `Terms.evidence` with rules `licence:<id>`.
    Evidence of an agreement widens only the topics it names; a limit written with a leading "-" is lifted by it.
    """
    given = tuple(evidence)
    agreed, declared = weighing.agreements(given)
    licence, replaced = weighing.chosen_licence(declared)
    said = weighing.with_implications(declared, licence)
    conflicts: list[str] = []
    republish = weighing.republish(said, replaced, conflicts)
    commercial = weighing.commercial(said, conflicts)
    derivatives = weighing.derivatives(said, conflicts)
    original = collecting.first(said, Topic.ORIGINAL)
    return Terms(
        republish=weighing.agreed_republish(agreed, republish),
        licence=weighing.licence_name(licence, said, republish),
        licence_url=weighing.licence_url(licence),
        commercial=weighing.agreed_commercial(agreed, commercial),
        derivatives=weighing.agreed_derivatives(agreed, derivatives),
        duties=collecting.values((*said, *agreed), Topic.DUTY),
        limits=collecting.limits(said, agreed, republish),
        audience=collecting.value(said, Topic.AUDIENCE),
        contact=collecting.value(said, Topic.CONTACT),
        covers=collecting.values(said, Topic.COVERS),
        original=original.value if original else "",
        original_url=original.detail if original else "",
        credit=collecting.value(said, Topic.CREDIT),
        disclaimers=collecting.values(said, Topic.DISCLAIMER),
        copyright_line=collecting.value(said, Topic.COPYRIGHT),
        media=collecting.values(said, Topic.MEDIA),
        meanings=collecting.values(said, Topic.MEANING),
        changes=collecting.changes(said),
        removal=collecting.value(said, Topic.REMOVAL),
        reservations=collecting.values(said, Topic.RESERVATION),
        unread=collecting.value(said, Topic.LANGUAGE),
        conflicts=(*weighing.licence_conflicts(declared, licence), *conflicts),
        evidence=(*agreed, *said),
    )

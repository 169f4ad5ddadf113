"""Terms: what all evidence together allows, asks and forbids; every part knows the evidence it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from syndicator.core.evidence import Evidence, Topic


class Republish(StrEnum):
    """Whether the full text may be reposted on a non-commercial community site by anybody who meets the conditions."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Commercial(StrEnum):
    """Whether a commercial site may."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    ASK = "ask"
    SILENT = "silent"


class Derivatives(StrEnum):
    """What may be changed."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    STYLE_ONLY = "style-only"
    SHARE_ALIKE = "share-alike"
    ASK = "ask"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the evidence together says; empty strings and tuples where it says nothing.

    `duties` are names of evidence.DUTIES, `limits` pairs of a name of evidence.LIMITS and its figure. `covers` names the
    body whose articles a grant covers, `original` a third party whose article this is. `conflicts` are sentences, one
    for each contradiction that was settled for the stricter side. `unread` is a language that was not read.
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
    copyright_line: str = ""
    unread: str = ""
    conflicts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def because(self, topic: Topic, value: str | None = None) -> tuple[Evidence, ...]:
        """The evidence on one topic (and value), strongest first."""
        return tuple(e for e in self.evidence if e.topic is topic and (value is None or e.value == value))

    def limit(self, name: str) -> str | None:
        """The figure of a limit ("" where it has none), or None where the terms do not set it."""
        return dict(self.limits).get(name)

"""The answer to «may we?», as a value: findings with their evidence, and the form that may be posted."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from syndicator.core.evidence import Quote

EXCERPT_WORDS = 120  # the longest excerpt that is ever made


class Answer(IntEnum):
    """ALLOW < WAIT < HOLD < REFUSE: the strictest finding decides."""

    ALLOW = 0
    WAIT = 1  # its time has not come (embargo, quota, quiet hours)
    HOLD = 2  # a person decides
    REFUSE = 3


class Form(StrEnum):
    """What may be posted: the whole text, an excerpt, or headline and link."""

    FULL = "full"
    EXCERPT = "excerpt"
    LINK = "link"


class Status(StrEnum):
    """Whether a rule was met; unknown never grants."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not-satisfied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: `answer` is what it asks for, `quotes` what it rests on, `remedy` what would change it.

    `until` is when that ends: of a WAIT, when its time comes; of an ALLOW, when the copy has to go.
    """

    rule: str
    status: Status
    answer: Answer
    says: str
    quotes: tuple[Quote, ...] = ()
    remedy: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one article for one site at one time.

    `form` is the form that may be posted, now (ALLOW) or later (WAIT), else None; `commercial` is the flag that a commercial use was
    found, whatever the answer; `not_before` is set on WAIT. `not_after` is when a permission ends: the case is judged
    again then, and the copy goes.
    """

    answer: Answer
    form: Form | None
    findings: tuple[Finding, ...]
    commercial: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None

    @property
    def deciding(self) -> Finding | None:
        """The finding that decided: the first of the strictest, else the grant the permission rests on."""
        worst = [f for f in self.findings if f.answer is self.answer]
        grants = [f for f in worst if f.rule == "grant"]
        if self.answer is Answer.ALLOW and grants:
            return grants[0]
        return worst[0] if worst else None

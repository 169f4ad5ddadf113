"""A case as people see it."""

from dataclasses import dataclass
from datetime import datetime

from syndicator.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class CaseRow:
    """An article for a site: what was decided and when; verdict None while it is new."""

    article_key: str
    site_id: str
    source_id: str
    title: str
    url: str
    state: str  # new | allowed | waiting | held | refused
    verdict: Verdict | None
    judged_at: datetime | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict that was reached on a case, and when."""

    article_key: str
    site_id: str
    at: datetime
    verdict: Verdict

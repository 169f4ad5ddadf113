"""Permissions that people recorded, and the letters that ask for them: what was asked and answered, by whom, until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from syndicator.core.places import Agreement

USES = ("republish", "commercial", "automated", "derivatives")


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """A permission in the store: the agreement, who recorded it and when; `number` is 0 until the store gives one."""

    agreement: Agreement
    by: str
    at: datetime
    number: int = 0
    request: int = 0  # the letter it answers, 0 for none
    revoked_at: datetime | None = None
    revoked_by: str = ""
    why: str = ""  # why it was revoked

    @property
    def revoked(self) -> bool:
        """Whether it was taken back before its end."""
        return self.revoked_at is not None

    def state(self, today: date) -> str:
        """revoked, expired, to come, or in force."""
        if self.revoked:
            return "revoked"
        if self.agreement.until is not None and self.agreement.until < today:
            return "expired"
        return "in force" if self.agreement.starts <= today else "to come"


class Asked(StrEnum):
    """How a letter stands; EXPIRED is nobody's answer, it is the day by which none had come."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A letter that asks a publisher: to whom, for which sites and uses, how it went out, and what came of it.

    `article_key` is "" where it asks for everything of a publisher. `sent` is the address a mail was accepted for, ""
    where the letter was only written; `file` is where it lies. `answer` is None while none came.
    """

    publisher: str
    contact: str
    sites: tuple[str, ...]
    uses: tuple[str, ...]
    by: str
    at: datetime
    patience: timedelta
    number: int = 0
    article_key: str = ""
    article_url: str = ""
    language: str = "en"
    file: str = ""
    sent: str = ""
    answer: Asked | None = None
    answered_at: datetime | None = None
    why: str = ""

    def state(self, now: datetime) -> Asked:
        """Asked, until an answer came or the time for one ran out; an answer that comes late still counts."""
        if self.answer is not None:
            return self.answer
        return Asked.EXPIRED if now >= self.at + self.patience else Asked.ASKED


def ending(permission: Permission, today: date, within: timedelta) -> bool:
    """Whether a permission in force ends within that time, its last day included."""
    until = permission.agreement.until
    return permission.state(today) == "in force" and until is not None and until - today <= within

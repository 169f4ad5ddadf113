"""A digest: what came since the last one in one letter, daily or weekly, each article whole with its own credit, and at most once."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from syndicator.core.post import Post, Receipt
from syndicator.errors import Rejected
from syndicator.ports import Mailer, Message
from syndicator.sites.mail_letters import as_html, as_text, subject, unproven

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def is_time(text: str) -> bool:
    """Whether this is a time of day."""
    return _TIME.fullmatch(text) is not None


class Editions:
    """When digests are due: every day at a time (UTC), or every Monday."""

    def __init__(self, at: str, *, weekly: bool) -> None:
        hour, minute = at.split(":")
        self._at = timedelta(hours=int(hour), minutes=int(minute))
        self._weekly = weekly

    def last(self, now: datetime) -> datetime:
        """The newest one that was due by now."""
        today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        first = today - timedelta(days=today.weekday() if self._weekly else 0) + self._at
        return first if first <= now else first - timedelta(days=7 if self._weekly else 1)

    def following(self, now: datetime) -> datetime:
        """The one after that."""
        return self.last(now) + timedelta(days=7 if self._weekly else 1)


class Letters:
    """Composes and sends digests to one address; a letter's Message-ID is made of the articles in it."""

    def __init__(self, mailer: Mailer, to: str, label: str) -> None:
        self._mailer, self._to, self._label = mailer, to, label

    def send(self, posts: Sequence[Post]) -> list[Receipt | Rejected]:
        """One letter with every post that keeps its duties in it; the others are Rejected. Raises as the mailer does, for all of them."""
        lost = self._lost(posts)
        kept = [post for post in posts if post.key not in lost]
        while kept and (more := self._lost(kept)):  # without the others some may lack what they lent
            lost |= more
            kept = [post for post in posts if post.key not in lost]
        key = hashlib.sha256("\n".join(sorted(post.key for post in kept)).encode()).hexdigest()
        if kept:
            self._mailer.send(self._to, self._message(kept, key))
        remedy = "mend the template of its credit, or post it elsewhere"
        return [
            Rejected(f"the letter would lack what the copy owes: {lost[post.key]}", remedy)
            if post.key in lost
            else Receipt(f"{key[:32]}/{post.key[:16]}", "", post.revision)
            for post in posts
        ]

    def _lost(self, posts: Sequence[Post]) -> dict[str, str]:
        return unproven(posts, self._mailer.written(self._to, self._message(posts, "")))

    def _message(self, posts: Sequence[Post], key: str) -> Message:
        title = subject(posts, self._label)
        return Message(title, as_text(posts), f"digest {key}", html=as_html(posts, title), automatic=True)

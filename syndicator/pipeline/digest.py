"""The digest: what waits for a person, told to the operators at most once in a while, and not at all while nothing waits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from syndicator.core.permissions import Asked, Permission, Request, ending
from syndicator.core.verdict import Finding
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.pipeline.letters import as_message
from syndicator.pipeline.world import Note
from syndicator.ports import Held, Message, Notifier, Overview, PostRow, Renderer, SourceRow

SOON = timedelta(days=30)  # permissions that end within it are told
_AGAIN = timedelta(minutes=15)  # after a try that failed
_SHOWN = 20  # of each kind
_KEY = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits for a person at one time; deferred cases do not."""

    held: tuple[Held, ...]
    stuck: tuple[PostRow, ...]
    ending: tuple[Permission, ...]
    unanswered: tuple[Request, ...]
    moved: tuple[SourceRow, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def waiting(overview: Overview, now: datetime) -> Waiting:
    """What the store says waits for a person."""
    return Waiting(
        tuple(held for held in overview.held() if not held.deferred(now)),
        (*overview.posts(state="failed"), *overview.posts(state="unknown")),
        tuple(p for p in overview.permissions() if ending(p, now.date(), SOON)),
        tuple(r for r in overview.requests() if r.state(now) is Asked.EXPIRED and now - (r.at + r.patience) < SOON),
        tuple(source for source in overview.sources() if source.moved_to),
    )


def digest(renderer: Renderer, found: Waiting, now: datetime) -> Message:
    """The digest as a message; raises SettingsError where the operator's own template cannot be used."""
    return as_message(renderer, "letters/digest.txt", _context(found), f"digest {now.isoformat()}")


def tell(
    overview: Overview, notifiers: Mapping[str, Notifier], every: timedelta, renderer: Renderer, now: datetime, note: Note
) -> Collection[str]:
    """Tell every notifier whose time has come, and remember it; the names of those that were told.

    What one of them cannot take hurts no other, is noted, and tried again a little later.
    """
    due = [name for name in notifiers if _due(overview, name, every, now)]
    found = waiting(overview, now) if due else None
    if not found:
        return ()
    told = []
    for name in due:
        overview.note_time(f"digest tried {name}", now)
        try:
            notifiers[name].tell(digest(renderer, found, now))
        except (RetryLater, Rejected, OutcomeUnknown, SettingsError) as error:
            note("digest.failed", {"by": name, "why": str(error), "again": (now + _AGAIN).isoformat()})
            continue
        overview.note_time(f"digest sent {name}", now)
        note("digest.sent", {"by": name, "held": len(found.held), "stuck": len(found.stuck)})
        told.append(name)
    return told


def _due(overview: Overview, name: str, every: timedelta, now: datetime) -> bool:
    sent, tried = overview.noted(f"digest sent {name}"), overview.noted(f"digest tried {name}")
    return (sent is None or now - sent >= every) and (tried is None or now - tried >= min(_AGAIN, every))


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing that waits, as the template names it; what does not belong to its kind is empty."""

    key: str = ""
    title: str = ""
    site: str = ""
    since: str = ""
    rule: str = ""
    says: str = ""
    state: str = ""
    why: str = ""
    publisher: str = ""
    reference: str = ""
    until: str = ""
    number: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the template of the digest may say."""

    held: tuple[_Line, ...]
    stuck: tuple[_Line, ...]
    ending: tuple[_Line, ...]
    unanswered: tuple[_Line, ...]
    moved: tuple[_Line, ...] = ()
    shown: int = _SHOWN


def _context(found: Waiting) -> _Context:
    return _Context(
        tuple(_held(one) for one in found.held),
        tuple(_stuck(one) for one in found.stuck),
        tuple(_Line(publisher=p.agreement.publisher, reference=p.agreement.reference, until=f"{p.agreement.until}") for p in found.ending),
        tuple(_Line(number=r.number, publisher=r.publisher, at=f"{r.at:%Y-%m-%d}") for r in found.unanswered),
        tuple(_Line(key=source.id) for source in found.moved),
    )


def _held(one: Held) -> _Line:
    case = one.case
    finding: Finding | None = case.verdict.deciding if case.verdict else None
    return _Line(
        key=case.article_key[:_KEY],
        title=case.title or case.url or case.article_key[:_KEY],
        site=case.site_id,
        since=f"{one.since:%Y-%m-%d}",
        rule=finding.rule if finding else "",
        says=finding.says if finding else "",
    )


def _stuck(one: PostRow) -> _Line:
    post = one.stored.post
    return _Line(key=post.key[:_KEY], title=post.title, site=post.site_id, state=one.stored.state, why=one.stored.why)

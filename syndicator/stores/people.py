"""The rows of what people decide, permit and ask: appended only; the newest of a case or a number is how it stands."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, ScalarSelect, Table, and_, delete, func, insert, or_, select, tuple_, update

from syndicator.core.approvals import Choice, Decision
from syndicator.core.permissions import Permission, Request
from syndicator.core.verdict import Answer, Verdict
from syndicator.errors import StoreUnavailable
from syndicator.ports import CaseRow, Held
from syndicator.stores import ledger, plain, recording
from syndicator.stores.newest import newest_answer, newest_decision, newest_verdict
from syndicator.stores.schema import articles, cases, decisions, meta, permissions, requests, verdicts

Record = TypeVar("Record")


def held(connection: Connection) -> list[Held]:
    """The held cases, oldest article first."""
    query = (
        select(cases, articles.c.source_id, articles.c.title, articles.c.url, verdicts.c.verdict, decisions.c.decision)
        .add_columns(_held_since().label("held_since"))
        .select_from(cases)
        .join(articles, articles.c.key == cases.c.article_key)
        .outerjoin(verdicts, verdicts.c.id == newest_verdict())
        .outerjoin(decisions, decisions.c.id == newest_decision())
        .where(cases.c.state == "held")
        .order_by(articles.c.age, cases.c.article_key, cases.c.site_id)
    )
    return [
        Held(
            CaseRow(
                row.article_key, row.site_id, row.source_id, row.title, row.url, row.state,
                plain.loads(Verdict, row.verdict), row.since,
            ),
            row.held_since,
            plain.loads(Decision, row.decision) if row.decision is not None else None,
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _held_since() -> ScalarSelect[datetime]:
    """When the first of the verdicts that hold it without a break was recorded."""
    hold, other = verdicts.alias(), verdicts.alias()
    same = (other.c.article_key == cases.c.article_key, other.c.site_id == cases.c.site_id, other.c.answer != int(Answer.HOLD))
    before = select(func.coalesce(func.max(other.c.id), 0)).where(*same).correlate(cases).scalar_subquery()
    mine = (hold.c.article_key == cases.c.article_key, hold.c.site_id == cases.c.site_id, hold.c.id > before)
    return select(func.min(hold.c.at)).where(*mine).correlate(cases).scalar_subquery()


def history(connection: Connection, article_key: str, site_id: str) -> list[Decision]:
    """Every decision on a case, oldest first."""
    query = select(decisions.c.decision).filter_by(article_key=article_key, site_id=site_id).order_by(decisions.c.id)
    return [plain.loads(Decision, text) for text in connection.execute(query).scalars()]


def decide(connection: Connection, article_key: str, site_id: str, decision: Decision) -> None:
    """Append a decision; one that is not only a delay makes the rested case new again."""
    place = {"article_key": article_key, "site_id": site_id}
    if connection.execute(select(cases.c.state).filter_by(**place)).one_or_none() is None:
        raise StoreUnavailable(f"the store knows no case of article {article_key} for site “{site_id}”")
    said = {"choice": decision.choice.value, "ends_at": decision.ends_at, "decision": plain.dumps(Decision, decision)}
    connection.execute(insert(decisions).values(**place, at=decision.at, **said))
    ledger.append(connection, recording.decision(article_key, site_id, decision))
    if decision.choice is not Choice.DEFER:
        rested = update(cases).filter_by(**place).where(cases.c.state != "new")
        connection.execute(rested.values(state="new", since=decision.at, next_at=None))


def reopen(connection: Connection, now: datetime) -> int:
    """Make rested cases new whose last approval or rejection came while they were judged, or whose approval ended since."""
    late = decisions.c.at > cases.c.since
    ended = and_(decisions.c.choice == Choice.APPROVE.value, decisions.c.ends_at <= now, decisions.c.ends_at > cases.c.since)
    query = (
        select(decisions.c.article_key, decisions.c.site_id)
        .join(cases, and_(cases.c.article_key == decisions.c.article_key, cases.c.site_id == decisions.c.site_id))
        .where(cases.c.state != "new", decisions.c.id == newest_answer(), or_(late, ended))
    )
    touched = update(cases).where(tuple_(cases.c.article_key, cases.c.site_id).in_(query))
    return connection.execute(touched.values(state="new", since=now, next_at=None)).rowcount


def all_permissions(connection: Connection) -> list[Permission]:
    """The permissions as they stand, by number."""
    return _standing(connection, permissions, Permission)


def all_requests(connection: Connection) -> list[Request]:
    """The letters as they stand, by number."""
    return _standing(connection, requests, Request)


def keep_permission(connection: Connection, permission: Permission) -> int:
    """Append how a permission stands now; its number."""
    found = replace(permission, number=permission.number or _next_number(connection, permissions))
    _append(connection, permissions, found.number, plain.dumps(Permission, found))
    ledger.append(connection, recording.permission(found))
    return found.number


def keep_request(connection: Connection, request: Request) -> int:
    """Append how a letter stands now; its number."""
    found = replace(request, number=request.number or _next_number(connection, requests))
    _append(connection, requests, found.number, plain.dumps(Request, found))
    ledger.append(connection, recording.letter(found))
    return found.number


def _next_number(connection: Connection, table: Table) -> int:
    """The number of the next record; the transaction around it keeps it from being given twice."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.number), 0) + 1)).scalar_one())


def _append(connection: Connection, table: Table, number: int, text: str) -> None:
    connection.execute(insert(table).values(**{"number": number, table.name.removesuffix("s"): text}))


def noted(connection: Connection, name: str) -> datetime | None:
    """When something was last done."""
    return connection.execute(select(meta.c.at).where(meta.c.name == name)).scalar_one_or_none()


def note(connection: Connection, name: str, now: datetime) -> None:
    """Remember when something was done."""
    connection.execute(delete(meta).where(meta.c.name == name))
    connection.execute(insert(meta).values(name=name, at=now))


def _standing(connection: Connection, table: Table, kind: type[Record]) -> list[Record]:
    last = select(func.max(table.c.id)).group_by(table.c.number)
    text = table.c[table.name.removesuffix("s")]
    return [
        plain.loads(kind, row) for row in connection.execute(select(text).where(table.c.id.in_(last)).order_by(table.c.number)).scalars()
    ]

"""The newest row of a history, for the case of the row around it: scalar subqueries over `cases`."""

from sqlalchemy import ScalarSelect, Table, func, select

from syndicator.core.approvals import Choice
from syndicator.stores.schema import cases, decisions, verdicts


def newest_verdict() -> ScalarSelect[int]:
    """The id of the newest verdict on the case."""
    return _newest(verdicts)


def newest_decision() -> ScalarSelect[int]:
    """The id of the newest decision on the case, a delay too."""
    return _newest(decisions)


def newest_answer() -> ScalarSelect[int]:
    """The id of the newest approval or rejection of the case: a delay takes neither back."""
    return _newest(decisions, but=Choice.DEFER)


def _newest(history: Table, *, but: Choice | None = None) -> ScalarSelect[int]:
    other = history.alias()
    mine = [other.c.article_key == cases.c.article_key, other.c.site_id == cases.c.site_id]
    if but is not None:
        mine.append(other.c.choice != but.value)
    return select(func.max(other.c.id)).where(*mine).correlate(cases).scalar_subquery()

"""Times as both databases keep them."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware time, kept in UTC; text of fixed width in SQLite (sorts as it reads), timestamptz in PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a time whose offset leads outside the calendar becomes its first or last day."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return in_utc(value).replace(tzinfo=None) if dialect.name == "sqlite" else in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From UTC."""
        return value.replace(tzinfo=UTC) if value is not None and dialect.name == "sqlite" else value


def in_utc(value: datetime) -> datetime:
    """The same moment in UTC, clamped to the first and last day of the calendar."""
    if value.tzinfo is UTC:
        return value
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return datetime(1, 1, 1, tzinfo=UTC) if value.year == 1 else datetime(9999, 12, 31, tzinfo=UTC)

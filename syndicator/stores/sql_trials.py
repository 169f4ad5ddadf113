"""Trials of sites in an SQLite file; each method is one transaction."""

from sqlalchemy import delete, insert, select

from syndicator.core.trials import Trial
from syndicator.ports import TrialReading, TrialWriting
from syndicator.stores import plain
from syndicator.stores.database import Database
from syndicator.stores.schema import trials as table


class SqlTrials(TrialReading, TrialWriting):
    """What trials found."""

    _database: Database

    def trials(self) -> dict[str, Trial]:
        """Site id → its last trial."""
        with self._database.reading() as connection:
            return {row.site_id: plain.loads(Trial, row.found) for row in connection.execute(select(table))}

    def record_trial(self, trial: Trial) -> None:
        """Keep a trial in place of the one before."""
        with self._database.writing() as connection:
            connection.execute(delete(table).where(table.c.site_id == trial.site_id))
            connection.execute(insert(table).values(site_id=trial.site_id, at=trial.at, found=plain.dumps(Trial, trial)))

"""Trials of sites in memory."""

from syndicator.core.trials import Trial
from syndicator.ports import TrialReading, TrialWriting
from syndicator.stores.shelves import Shelves


class MemoryTrials(TrialReading, TrialWriting):
    """What trials found, over shelves."""

    _shelves: Shelves

    def trials(self) -> dict[str, Trial]:
        """Site id → its last trial."""
        with self._shelves.lock:
            return dict(self._shelves.trials)

    def record_trial(self, trial: Trial) -> None:
        """Keep a trial in place of the one before."""
        with self._shelves.lock:
            self._shelves.trials[trial.site_id] = trial

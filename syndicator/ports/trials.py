"""The last trial of each site, as it rests in the store."""

from typing import Protocol

from syndicator.core.trials import Trial


class TrialReading(Protocol):
    """What `sites test` found last, for the judgement and for people. Raises StoreUnavailable."""

    def trials(self) -> dict[str, Trial]:
        """Site id → its last trial; a site that was never tried has none."""


class TrialWriting(Protocol):
    """Keeping what `sites test` found; one transaction. Raises StoreUnavailable."""

    def record_trial(self, trial: Trial) -> None:
        """Keep a trial in place of the one before."""

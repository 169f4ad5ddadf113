"""What became of a live copy since it was made: each departure with its kind, its weight, and what a reader would see."""

from syndicator.core.drift.clocks import CURE, cure_by
from syndicator.core.drift.finding import drifts
from syndicator.core.drift.kinds import Drift, Grade, LivePage, OpenDrift, standing

__all__ = ["CURE", "Drift", "Grade", "LivePage", "OpenDrift", "cure_by", "drifts", "standing"]

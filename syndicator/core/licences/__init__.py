"""Known licences: which text or address names one, and what each grants and asks."""

from syndicator.core.licences.names import named
from syndicator.core.licences.table import Licence, by_id, by_url

__all__ = ["Licence", "by_id", "by_url", "named"]

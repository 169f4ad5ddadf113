"""Reading terms out of prose: sentence by sentence, with a lexicon for each language that is read."""

from syndicator.core.notices.reader import read_notice, without_excuses
from syndicator.core.notices.sentences import alike

__all__ = ["alike", "read_notice", "without_excuses"]

"""The lexicons: one data module a language; a new language is one more module in `LEXICONS`."""

from syndicator.core.notices.lexicon import en
from syndicator.core.notices.lexicon.form import Lexicon, Saying

LEXICONS: dict[str, Lexicon] = {lexicon.code: lexicon for lexicon in (en.LEXICON,)}

__all__ = ["LEXICONS", "Lexicon", "Saying"]

"""What a lexicon holds: patterns in families; the reader knows what each family means, the lexicon how a language says it.

How patterns are written: regular expressions, read without case; `«name»` stands for the alternatives of `words[name]`;
`§` stands for a licence name (the reader masks names before), the marks of `harmless` for its phrases. Gaps are bounded
(`.{0,80}?`) and quantifiers never nest, so that reading takes time in proportion to the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from syndicator.core.evidence import Topic


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase that says something: `unless` in the same sentence takes it back; a group `figure` becomes the detail."""

    topic: Topic
    value: str
    pattern: str
    unless: str = ""


@dataclass(frozen=True)
class Lexicon:
    """One language.

    `grants` let the work be reposted; `voids` in the same sentence take a grant back (somebody else's voice, personal
    use, excerpts); `conditional` ones leave it undecided, `doubts` those
    of any sentence beside them. `denials` forbid, `needs` ask for permission first; both are
    narrowed to a part of the uses by `narrows`, unless `widens` shows that all uses are meant. `weak` denials stand
    only where nothing grants. `declares` is how a licence is declared. `vague` verbs
    mean taking over a text only where `works` are named beside them. A sentence without any of `stems` says nothing.
    `terms` are words only a notice uses; `asks` is how one speaks to its reader, `directive` how it lays something down,
    `reported` what somebody else said, and `told` a subject in a
    story whose doings a prohibition may concern.
    """

    code: str
    stems: tuple[str, ...]
    words: Mapping[str, str]
    harmless: Mapping[str, tuple[str, ...]]
    grants: Mapping[str, str]
    voids: Mapping[str, str]
    conditional: Mapping[str, str]
    doubts: Mapping[str, str]
    denials: Mapping[str, str]
    needs: Mapping[str, str]
    narrows: Mapping[str, str]
    need_narrows: Mapping[str, str]
    widens: str
    credit_suffices: str
    weak: Mapping[str, str]
    declares: Mapping[str, str]
    negation: str
    breaks: str
    opens_denied: str
    images: str
    works: str
    image_credit: str
    exceptions: str
    vague: str
    covers: tuple[str, ...]
    not_covers: str
    originals: tuple[str, ...]
    not_originals: str
    prescribes: str
    commercial: str
    terms: str
    asks: str
    directive: str
    reported: str
    told: str
    sayings: tuple[Saying, ...] = field(default=())

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """A pattern with its words filled in."""
        for _ in range(3):  # words may be made of words
            for name, alternatives in self.words.items():
                pattern = pattern.replace(f"«{name}»", f"(?:{alternatives})")
        return re.compile(pattern, re.IGNORECASE)

    @cached_property
    def ready(self) -> "Ready":
        """Every pattern compiled, once."""
        return Ready(self)


class Ready:
    """A lexicon's compiled patterns."""

    def __init__(self, lexicon: Lexicon) -> None:
        def family(patterns: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
            return tuple((name, lexicon.compiled(pattern)) for name, pattern in patterns.items())

        one = lexicon.compiled
        self.harmless = tuple((mark, one(pattern)) for mark, patterns in lexicon.harmless.items() for pattern in patterns)
        self.grants, self.voids = family(lexicon.grants), family(lexicon.voids)
        self.conditional, self.denials = family(lexicon.conditional), family(lexicon.denials)
        self.doubts = family(lexicon.doubts)
        self.needs, self.narrows = family(lexicon.needs), family(lexicon.narrows)
        self.need_narrows = (*self.narrows, *family(lexicon.need_narrows))
        self.weak, self.declares = family(lexicon.weak), family(lexicon.declares)
        self.widens, self.credit_suffices = one(lexicon.widens), one(lexicon.credit_suffices)
        self.negation, self.breaks, self.opens_denied = one(lexicon.negation), one(lexicon.breaks), one(lexicon.opens_denied)
        self.images, self.works, self.image_credit = one(lexicon.images), one(lexicon.works), one(lexicon.image_credit)
        self.covers, self.not_covers = tuple(one(p) for p in lexicon.covers), one(lexicon.not_covers)
        self.originals, self.not_originals = tuple(one(p) for p in lexicon.originals), one(lexicon.not_originals)
        self.prescribes, self.commercial = one(lexicon.prescribes), one(lexicon.commercial)
        self.exceptions = one(lexicon.exceptions)
        self.vague = one(lexicon.vague)
        self.terms, self.asks = one(lexicon.terms), one(lexicon.asks)
        self.directive, self.reported = one(lexicon.directive), one(lexicon.reported)
        self.told = one(lexicon.told)
        self.act = one(r"\b«act»\b")
        self.sayings = tuple((s, one(s.pattern), one(s.unless) if s.unless else None) for s in lexicon.sayings)

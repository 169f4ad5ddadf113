"""What a lexicon holds: patterns in families; the reader knows what each family means, the lexicon how a language says it.

How patterns are written: regular expressions, read without case; a list is a choice; `«name»` stands for the choice
`words.name`; `§` stands for a licence name (the reader masks names before), the marks of `harmless` for its phrases. Gaps are
bounded (`.{0,80}?`) and quantifiers never nest, so that reading takes time in proportion to the text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from syndicator.core.evidence import Topic

_EVERYWHERE = ("cc-", "cc ", "cc0", "creative", "©", "copyright")  # licences are named alike in every language
_DEPTH = 5
_SOFT = "«soft»"
NEVER = r"(?!)"  # what a language has no pattern for is met nowhere


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase that says something: `unless` in the same sentence takes it back; a group `figure` becomes the detail.

    `soft` says that it is only asked for, not demanded, where the words `soft` stand in the same part of the sentence.
    """

    topic: Topic
    value: str
    pattern: str
    unless: str = ""
    detail: str = ""
    soft: bool = False


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """One language.

    `small` are the words by which it is told from others, or `alphabet` its letters. `grants` let the work be reposted;
    `voids` in the same sentence take a grant back (somebody else's voice, personal use, excerpts); `conditional` ones leave
    it undecided, `doubts` those of any sentence beside them, `wary` ones a sentence anywhere that says nothing else; `belies`
    is a label under which nothing is meant as it stands. `denials` forbid, `needs` ask for permission first; both are
    narrowed to a part of the uses by `narrows`, unless `widens` shows that all uses are meant. `weak` denials stand only
    where nothing grants. `declares` is how a licence is declared. `vague` verbs mean taking over a text only where `works`
    are named beside them; `act` are all verbs of taking over. A sentence without any of `stems` says nothing. Where `strong`
    is given, a sentence that stands by itself is looked into only if it has one of these (“our stories”, “reprint”). `terms`
    are words only a notice uses; `asks` is how one speaks to its reader, `directive` how it lays something down, `reported`
    what somebody else said, and `told` a subject in a story whose doings a prohibition may concern. `itself` is how a line
    speaks of the text it stands under, `this` of this very article, `goes_back` how a sentence speaks of things the one before
    it named (“This material may not …”); `near` are words by which a contact stands. `answers` is how a notice answers its
    own question (“Want to run this? Go ahead”), and `credits` what it asks in return: beside it a `vague` verb needs no work.
    `described` words tell the elements (by, nc, nd, sa) of a licence that is not named, `joins` what joins pictures with the
    works beside them, `denies` what an item of a list below “you may not” leaves unsaid, `item` how such an item begins where
    its line has no bullet, `reserves` where a copyright line ends. Whatever is left out is met
    nowhere.
    """

    code: str
    small: str = ""
    alphabet: str = ""
    stems: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    harmless: Mapping[str, str] = field(default_factory=dict)
    grants: Mapping[str, str] = field(default_factory=dict)
    voids: Mapping[str, str] = field(default_factory=dict)
    conditional: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    wary: Mapping[str, str] = field(default_factory=dict)
    belies: Mapping[str, str] = field(default_factory=dict)
    denials: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    narrows: Mapping[str, str] = field(default_factory=dict)
    need_narrows: Mapping[str, str] = field(default_factory=dict)
    weak: Mapping[str, str] = field(default_factory=dict)
    declares: Mapping[str, str] = field(default_factory=dict)
    act: str = r"\b«act»\b"
    widens: str = NEVER
    credit_suffices: str = NEVER
    negation: str = NEVER
    breaks: str = r"; | – | — | - |\. "
    opens_denied: str = NEVER
    denies: str = ""
    item: str = NEVER
    images: str = NEVER
    works: str = NEVER
    image_credit: str = NEVER
    exceptions: str = NEVER
    vague: str = NEVER
    covers: tuple[str, ...] = ()
    not_covers: str = NEVER
    originals: tuple[str, ...] = ()
    not_originals: str = NEVER
    prescribes: str = NEVER
    commercial: str = NEVER
    terms: str = NEVER
    asks: str = NEVER
    directive: str = NEVER
    reported: str = NEVER
    told: str = NEVER
    answers: str = NEVER
    credits: str = NEVER
    described: Mapping[str, str] = field(default_factory=dict)
    joins: str = r"(?:,|/|、| (?:and|or|&|y|e|o|u|et|ou|ed|und|oder|en|of|i|и|или|та|або|чи))[\w ,]{0,30}"
    reserves: str = r"\ball rights\b"
    itself: str = NEVER
    this: str = NEVER
    goes_back: str = NEVER
    near: str = NEVER
    says: tuple[Saying, ...] = ()

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """A pattern with its words filled in; KeyError names a word that `words` lacks."""
        for _ in range(_DEPTH):  # words may be made of words
            if "«" not in pattern:
                return re.compile(pattern, re.IGNORECASE)
            pattern = re.sub("«([^»]*)»", lambda match: f"(?:{self.words[match[1]]})", pattern)
        raise ValueError(f"{self.code}: words made of themselves, or a « that nothing closes: {pattern[:80]}")

    @cached_property
    def ready(self) -> "Ready":
        """Every pattern compiled, once."""
        return Ready(self)


def lexicon(text: str) -> Lexicon:
    """A lexicon from its TOML; ValueError names a key or topic that no lexicon has."""
    table = tomllib.loads(text)
    known = {f.name: f.default for f in fields(Lexicon)}
    if strange := set(table) - set(known):
        raise ValueError(f"a lexicon has no {', '.join(sorted(strange))}")
    return Lexicon(**{name: _value(name, value, listed=isinstance(known[name], tuple)) for name, value in table.items()})


def _value(name: str, value: Any, *, listed: bool) -> Any:  # noqa: ANN401  # what stands in a TOML file may be anything
    if name == "says":
        return tuple(map(_saying, value))
    if isinstance(value, dict):
        return {key: _choice(pattern) for key, pattern in value.items()}
    return tuple(value) if listed else _choice(value)


def _saying(table: dict[str, Any]) -> Saying:
    unless = table.get("unless", [])
    unless = [unless] if isinstance(unless, str) else unless
    hard = _choice([pattern for pattern in unless if pattern != _SOFT])
    return Saying(Topic(table["topic"]), table["value"], _choice(table["pattern"]), hard, table.get("detail", ""), _SOFT in unless)


def _choice(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "|".join(value)


class Ready:
    """A lexicon's compiled patterns."""

    def __init__(self, lexicon: Lexicon) -> None:
        def family(patterns: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
            return tuple((name, lexicon.compiled(pattern)) for name, pattern in patterns.items())

        one = lexicon.compiled
        self.code, self.denies, self.item = lexicon.code, lexicon.denies, one(lexicon.item)
        self.stems = tuple(stem.lower() for stem in (*lexicon.stems, *_EVERYWHERE))
        self.strong = tuple(word.lower() for word in (*lexicon.strong, *_EVERYWHERE)) if lexicon.strong else self.stems
        self.harmless = family(lexicon.harmless)
        self.grants, self.voids = family(lexicon.grants), family(lexicon.voids)
        self.conditional, self.denials = family(lexicon.conditional), family(lexicon.denials)
        self.doubts, self.wary = family(lexicon.doubts), family(lexicon.wary)
        self.belies = family(lexicon.belies)
        self.needs, self.narrows = family(lexicon.needs), family(lexicon.narrows)
        self.need_narrows = (*self.narrows, *family(lexicon.need_narrows))
        self.weak, self.declares = family(lexicon.weak), family(lexicon.declares)
        self.widens, self.credit_suffices = one(lexicon.widens), one(lexicon.credit_suffices)
        self.negation, self.breaks, self.opens_denied = one(lexicon.negation), one(lexicon.breaks), one(lexicon.opens_denied)
        self.images, self.works, self.image_credit = one(lexicon.images), one(lexicon.works), one(lexicon.image_credit)
        self.covers, self.not_covers = tuple(one(p) for p in lexicon.covers), one(lexicon.not_covers)
        self.originals, self.not_originals = tuple(one(p) for p in lexicon.originals), one(lexicon.not_originals)
        self.prescribes, self.commercial = one(lexicon.prescribes), one(lexicon.commercial)
        self.exceptions, self.vague, self.act = one(lexicon.exceptions), one(lexicon.vague), one(lexicon.act)
        self.terms, self.asks = one(lexicon.terms), one(lexicon.asks)
        self.directive, self.reported = one(lexicon.directive), one(lexicon.reported)
        self.told = one(lexicon.told)
        self.described = family(lexicon.described)
        self.joins, self.reserves = one(lexicon.joins), one(lexicon.reserves)
        self.answers, self.credits = one(lexicon.answers), one(lexicon.credits)
        self.itself, self.this, self.near = one(lexicon.itself), one(lexicon.this), one(lexicon.near)
        self.goes_back = one(lexicon.goes_back)
        self.says = tuple(self._sayings(lexicon))
        self.soft = one(_SOFT if "soft" in lexicon.words else NEVER)

    def says_anything(self, plain: str) -> bool:
        """Whether a sentence may say anything about rights where it stands beside terms."""
        low = plain.lower()
        return any(map(low.__contains__, self.stems))

    def speaks(self, low: str) -> bool:
        """Whether words in lower case may say anything about rights by themselves: the cheap question before the dear ones."""
        return any(map(low.__contains__, self.strong))

    def _sayings(self, lexicon: Lexicon) -> Iterator[tuple[Saying, re.Pattern[str], re.Pattern[str] | None]]:
        for saying in lexicon.says:
            yield saying, lexicon.compiled(saying.pattern), lexicon.compiled(saying.unless) if saying.unless else None

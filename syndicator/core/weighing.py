"""How statements are weighed against each other: nearness, explicit licences, agreements, and the stricter side in doubt."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.licences.table import VERSIONS, Licence, by_id
from syndicator.core.uses import Commercial, Derivatives, Republish

_CHANNELS = tuple(Channel)
_RESERVED = "LicenseRef-AllRightsReserved"
# Licences known by name only: which they are cannot be told, but every one of them lets a work be shared whole.
_NAMED_ONLY = {"LicenseRef-CC-unspecified": Republish.YES, "LicenseRef-PublicDomain": Republish.YES, _RESERVED: Republish.NO}
_STRICT_COMMERCIAL = (Commercial.FORBIDDEN, Commercial.ASK, Commercial.ALLOWED, Commercial.SILENT)
_STRICT_DERIVATIVES = (
    Derivatives.FORBIDDEN,
    Derivatives.ASK,
    Derivatives.STYLE_ONLY,
    Derivatives.SHARE_ALIKE,
    Derivatives.ALLOWED,
    Derivatives.SILENT,
)
_VERSION = re.compile(r"(?<![\w.])\d\.\d(?!\w|\.\d)")
_REPOSTING = "reposting"
# Refusals that reserve nothing: of a part, and those that only tell whose article it is.
_SOMEBODY_ELSES = ("reserved.only-", "reserved.reposted", "original.")
_OPEN = "a person must decide"

Said = tuple[Evidence, ...]


def agreements(given: Said) -> tuple[Said, Said]:
    """Evidence of agreements, and all the rest with the strongest first (the article before the site, then by channel)."""
    rest = [e for e in given if e.channel is not Channel.AGREEMENT]
    rest.sort(key=lambda e: (e.level is not Level.ARTICLE, _CHANNELS.index(e.channel)))
    return tuple(e for e in given if e.channel is Channel.AGREEMENT), tuple(rest)


def implied(e: Evidence) -> bool:
    """Whether a statement only follows from a licence."""
    return e.rule.startswith("licence:")


def weak(e: Evidence) -> bool:
    """Whether a refusal only stands where nothing grants (“all rights reserved”, fair-use notices)."""
    return e.rule.startswith("reserved.")


def chosen_licence(declared: Said) -> tuple[Evidence | None, bool]:
    """The licence that counts: the article's before the site's, among equals the strictest; and whether it replaces the site's word."""
    named = [e for e in declared if e.topic is Topic.LICENCE]
    near = [e for e in named if e.level is Level.ARTICLE and e.rule != "licence.unread-language"]
    candidates = near or named
    if not candidates:
        return None, False
    return _told_by_its_notice(min(candidates, key=_strictness), declared), bool(near)


def _told_by_its_notice(licence: Evidence, declared: Said) -> Evidence:
    """A licence that its own notice makes another: one whose elements stand beside its name, or one with terms of its own.

    “A Creative Commons licence” whose notice forbids both commercial use and changes can only be the strictest of them. Of a
    No-Derivatives licence without a version whose notice lets the style be changed, nobody can say that it is the plain one.
    """
    if licence.channel is not Channel.NOTICE:
        return licence
    beside = {(e.topic, e.value) for e in declared if e.quote.where == licence.quote.where and e.channel is Channel.NOTICE}
    if licence.value == "LicenseRef-CC-unspecified":
        strictest = {(Topic.COMMERCIAL, "forbidden"), (Topic.DERIVATIVES, "forbidden")} <= beside
        return replace(licence, value=_strictest_of(licence.quote.text), rule="licence.described") if strictest else licence
    own_terms = licence.value.endswith("-ND-unversioned") and (Topic.DERIVATIVES, Derivatives.STYLE_ONLY.value) in beside
    return replace(licence, value=licence.value.replace("unversioned", "plus-terms"), rule="licence.own-terms") if own_terms else licence


def _strictest_of(words: str) -> str:
    """The strictest Creative Commons licence, of the version that the words around its name give; that is no licence's own name."""
    versions = {found for found in _VERSION.findall(words) if found in VERSIONS}
    return f"LicenseRef-CC-BY-NC-ND-{f'{versions.pop()}-described' if len(versions) == 1 else 'unversioned'}"


def _strictness(e: Evidence) -> tuple[int, int, int, int]:
    licence = by_id(e.value)
    if licence is None:
        # a licence that says which it is tells more than “a Creative Commons licence”
        return (2 if e.value in ("LicenseRef-CC-unspecified", "LicenseRef-PublicDomain") else 0, 0, 0, 0)
    told = 0 if licence.version else 1
    return (int(licence.republish), _STRICT_COMMERCIAL.index(licence.commercial), _STRICT_DERIVATIVES.index(licence.derivatives), told)


def licence_conflicts(declared: Said, licence: Evidence | None) -> list[str]:
    """One sentence for each other licence of the same level that grants other things than the chosen one."""
    if licence is None:
        return []
    mine = by_id(licence.value)
    others = {e.value: e for e in declared if e.topic is Topic.LICENCE and e.level is licence.level and e.value != licence.value}
    found = []
    for other in others.values():
        theirs = by_id(other.value)
        if mine and theirs and (mine.commercial, mine.derivatives, mine.version) != (theirs.commercial, theirs.derivatives, theirs.version):
            found.append(_sentence("licence", licence, other))
    return found


def with_implications(declared: Said, licence: Evidence | None) -> Said:
    """All statements: those read, and those that follow from the licence that counts.

    Of a site's licence nothing follows for an article whose own word refuses but the contradiction: it is licensed to nobody.
    """
    if licence is None:
        return declared
    if _unread(declared, licence):
        return declared
    follows = (*_implications(licence, by_id(licence.value)), *_stricter(declared, licence))
    if _set_aside(declared, licence):
        follows = tuple(e for e in follows if e.topic is Topic.REPUBLISH)
    return (*declared, *follows)


def _set_aside(said: Said, licence: Evidence) -> bool:
    """Whether the article's own word refuses what the licence of its site would grant."""
    near = [e for e in said if e.topic is Topic.REPUBLISH and e.level is Level.ARTICLE]
    return licence.level is Level.SITE and any(e.value == "no" for e in near) and not any(e.value == "yes" for e in near)


def _stricter(declared: Said, licence: Evidence) -> Iterable[Evidence]:
    """What the other licences of the same level say of commercial use and changes: of each use the strictest word counts."""
    for other in declared:
        beside = other.topic is Topic.LICENCE and other.level is licence.level and other.value != licence.value
        if beside and (known := by_id(other.value)) is not None:
            yield from (e for e in _implications(other, known) if e.topic in (Topic.COMMERCIAL, Topic.DERIVATIVES))


def _implications(source: Evidence, known: Licence | None) -> Iterable[Evidence]:
    rule = f"licence:{source.value}"

    def follows(topic: Topic, value: str) -> Evidence:
        return Evidence(topic, value, source.quote, rule, source.channel, source.level)

    if known is None:
        if source.value in _NAMED_ONLY:
            yield follows(Topic.REPUBLISH, _NAMED_ONLY[source.value])
        if source.value == "LicenseRef-PublicDomain":
            yield follows(Topic.COMMERCIAL, Commercial.ALLOWED)
            yield follows(Topic.DERIVATIVES, Derivatives.ALLOWED)
        return
    yield follows(Topic.REPUBLISH, Republish.YES if known.republish else Republish.NO)
    yield follows(Topic.COMMERCIAL, known.commercial)
    yield follows(Topic.DERIVATIVES, known.derivatives)
    yield from (follows(Topic.DUTY, duty) for duty in known.duties)


def _unread(declared: Said, licence: Evidence) -> bool:
    """Whether the licence was only found in a text whose language was not read."""
    unread = {e.quote.where for e in declared if e.topic is Topic.LANGUAGE}
    return licence.channel is Channel.NOTICE and licence.quote.where in unread


def republish(said: Said, replaced: bool, conflicts: list[str]) -> Republish:
    """Whether the text may be reposted, the article's own word before the site's.

    A grant beside a refusal of the same level is left unknown; a site's refusal yields only to a licence on the article.
    """
    mine = [e for e in said if e.topic is Topic.REPUBLISH]
    unread = {e.quote.where for e in said if e.topic is Topic.LANGUAGE}
    mine = [e for e in mine if not (e.value == "yes" and e.channel is Channel.NOTICE and e.quote.where in unread)]
    near = [e for e in mine if e.level is Level.ARTICLE]
    far = [e for e in mine if e.level is Level.SITE]
    here = _one_level(near, conflicts, _OPEN)
    there = _one_level(far, conflicts, _OPEN if here is None else "the article's own word counts")
    if here is None:
        return there or Republish.UNKNOWN
    refusal = next((e for e in far if e.value == "no" and not weak(e)), None)
    if here is Republish.YES and there is Republish.NO and refusal:
        yes = next(e for e in near if e.value == "yes")
        conflicts.append(_sentence(_REPOSTING, yes, refusal, "the article's own licence counts" if replaced else _OPEN))
        return Republish.YES if replaced else Republish.UNKNOWN
    if here is Republish.NO and there is Republish.YES:
        no = next(e for e in near if e.value == "no")
        conflicts.append(_sentence(_REPOSTING, no, next(e for e in far if e.value == "yes")))
    return here


def on_reposting(conflict: str) -> bool:
    """Whether the sentence of a contradiction speaks of reposting itself."""
    return conflict.startswith(f"On {_REPOSTING}, ")


def _one_level(statements: list[Evidence], conflicts: list[str], outcome: str) -> Republish | None:
    yes = [e for e in statements if e.value == "yes"]
    no = [e for e in statements if e.value == "no" and not weak(e)]
    unsure = [e for e in statements if e.value == "unknown"]
    if yes and no:
        conflicts.append(_sentence(_REPOSTING, no[0], yes[0], outcome))
        return Republish.UNKNOWN
    if no:
        return Republish.NO
    if unsure:
        return Republish.UNKNOWN
    if yes:
        return Republish.YES
    return Republish.NO if statements else None


def commercial(said: Said, conflicts: list[str]) -> Commercial:
    """Commercial use: the strictest word; where a notice names a way to ask for it, “non-commercial” means that one has to.

    That one has to ask before any use says nothing of a use that the licence rules out.
    """
    statements = _in_force(said, Topic.COMMERCIAL)
    asks = [e for e in statements if e.value == Commercial.ASK and not implied(e)]
    if asks:
        general = all(e.rule.startswith("need.") for e in asks)
        kept = ("denial.", "licence:") if general else ("denial.",)
        statements = [e for e in statements if e.value != Commercial.FORBIDDEN or e.rule.startswith(kept)]
    ranks = {str(value): rank for rank, value in enumerate(_STRICT_COMMERCIAL)}
    return Commercial(_strictest("commercial use", statements, ranks, conflicts) or Commercial.SILENT)


def derivatives(said: Said, conflicts: list[str]) -> Derivatives:
    """Changes: the strictest word; expressly permitted changes of style are the exception to a bare “no changes”.

    Where a notice names a way to ask, “no changes” means that one has to, save for changes of style that are permitted.
    """
    statements = _in_force(said, Topic.DERIVATIVES)
    if any(e.value == Derivatives.ASK for e in statements if not implied(e)):
        statements = [e for e in statements if e.value != Derivatives.FORBIDDEN or e.rule.startswith("denial.")]
    if any(e.value == Derivatives.STYLE_ONLY for e in statements if not implied(e)):
        beyond = (Derivatives.FORBIDDEN, Derivatives.ASK)  # for changes of another kind
        statements = [e for e in statements if e.value not in beyond or e.rule.startswith("denial.")]
    ranks = {str(value): rank for rank, value in enumerate(_STRICT_DERIVATIVES)}
    return Derivatives(_strictest("changes", statements, ranks, conflicts) or Derivatives.SILENT)


def _in_force(said: Said, topic: Topic) -> list[Evidence]:
    """Statements on a topic, without those of a site that a licence on the article replaces."""
    statements = [e for e in said if e.topic is topic]
    if any(implied(e) and e.level is Level.ARTICLE for e in statements):
        return [e for e in statements if e.level is Level.ARTICLE]
    return statements


def _strictest(what: str, statements: list[Evidence], ranks: Mapping[str, int], conflicts: list[str]) -> str:
    known = [e for e in statements if e.value in ranks]
    if not known:
        return ""
    best = min(known, key=lambda e: ranks[e.value])
    other = next((e for e in known if e.value != best.value), None)
    if other is not None:
        conflicts.append(_sentence(what, best, other))
    return best.value


def _sentence(what: str, kept: Evidence, other: Evidence, outcome: str = "the stricter reading holds") -> str:
    return (
        f"On {what}, “{kept.quote.text}” ({kept.quote.where}) says {kept.value}, "
        f"“{other.quote.text}” ({other.quote.where}) says {other.value}; {outcome}."
    )


def licence_name(licence: Evidence | None, said: Said, answer: Republish) -> str:
    """The id of the licence; where nothing grants and a refusal stands, that all rights are reserved.

    The site's licence is none of an article whose own word refuses.
    """
    if licence is not None and not (answer is Republish.NO and _set_aside(said, licence)):
        return licence.value
    reserved = any(e.topic is Topic.REPUBLISH and e.value == "no" and not e.rule.startswith(_SOMEBODY_ELSES) for e in said)
    return _RESERVED if answer is Republish.NO and reserved else ""


def licence_url(licence: Evidence | None) -> str:
    """The deed to link to, "" where the licence or its version is not known."""
    known = by_id(licence.value) if licence else None
    return known.url if known else ""


def agreed_republish(agreed: Said, otherwise: Republish) -> Republish:
    """An agreement to repost outweighs everything else."""
    return Republish.YES if any(e.topic is Topic.REPUBLISH and e.value == Republish.YES for e in agreed) else otherwise


def agreed_commercial(agreed: Said, otherwise: Commercial) -> Commercial:
    """An agreement on commercial use outweighs everything else."""
    return Commercial.ALLOWED if any(e.topic is Topic.COMMERCIAL and e.value == Commercial.ALLOWED for e in agreed) else otherwise


def agreed_derivatives(agreed: Said, otherwise: Derivatives) -> Derivatives:
    """An agreement on changes outweighs everything else."""
    found = next((e.value for e in agreed if e.topic is Topic.DERIVATIVES), None)
    return Derivatives(found) if found else otherwise

"""The plain statements of a sentence: licences it declares, duties, limits, uses, and whose articles a grant covers."""

import re
from collections.abc import Iterator

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.notices.describing import described
from syndicator.core.notices.grants import TURN, Stance
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import Masked
from syndicator.core.notices.place import Place

_ASIDE = re.compile(r"\([^()]{0,80}\)")
_PART = re.compile(r"[,;:()—–]|\. ")  # what parts a sentence may have
_SHORT = 40  # code points
_FIRST = 3  # code points before the first word
_LICENCE_WORD = re.compile(r"(?i)li[csz]en|лиценз|ліценз|許可|许可|授权|授權|رخص|ライセンス|라이선스|라이센스|\bby\b|\d\.\d")
_ITS_OWN = re.compile(r"\(§+\)\W*$|\b(?:is|are) §+ ?[–—-] ")
_TARGETS = frozenset({"hyperlink_original", "link_to_site", "link_site_or_original"})
# Dots in addresses are masked. What stands before an @ is no site, nor is whoever publishes the licence.
_SHOWN = re.compile(r"(?i)(?<![\w@·.-])(?:https?://)?(?P<host>(?:[a-z0-9-]{1,63}·){1,4}[a-z]{2,10})(?![\w@·-])/?(?P<path>(?<=/)[\w%~-]+)?")
_NO_TARGETS = ("creativecommons·org", "gnu·org")
PUBLIC_DOMAIN = "LicenseRef-PublicDomain"
RESERVED = "LicenseRef-AllRightsReserved"


def licences(place: Place, masked: Masked, ready: Ready, found: Stance) -> Iterator[Evidence]:
    """Licences declared for the text itself: named ones, a Creative Commons licence without its elements, the public domain."""
    if masked.licences or masked.mentions:
        yield from _declared(place, masked, ready, found)
    if "grant.public-domain" in found.grants:
        yield place.evidence(Topic.LICENCE, PUBLIC_DOMAIN, masked.sentence.start, masked.sentence.end, "licence.public-domain")


def _speaks_of_itself(masked: Masked) -> bool:
    """Whether Creative Commons is only who does something (“Creative Commons publishes version 4.0”): no licence is named."""
    if masked.licences or not masked.mentions:
        return False
    start, end = masked.mentions[0]
    return start <= _FIRST and _LICENCE_WORD.search(masked.sentence.plain, start, end) is None and len(masked.mentions) == 1


def _beside_a_grant(masked: Masked, ready: Ready) -> bool:
    """Whether the one licence a granting sentence names is its own: “reprint it, naming us (§)”, “the texts are § – reprint them”."""
    match = _ITS_OWN.search(masked.plain)
    if match is None or len(masked.licences) != 1 or ready.images.search(masked.plain):
        return False
    return ready.negation.search(TURN.split(masked.plain[: match.start()])[-1][-_SHORT:]) is None


def _declared(place: Place, masked: Masked, ready: Ready, found: Stance) -> Iterator[Evidence]:
    base = masked.sentence.start
    if _speaks_of_itself(masked):
        return
    if found.grants and not found.conditional and _beside_a_grant(masked, ready):
        yield place.evidence(Topic.LICENCE, masked.licences[0][0].id, base, masked.sentence.end, "licence.beside-grant")
        return
    for rule, pattern in ready.declares:
        match = pattern.search(masked.plain)
        if not match or match.end() <= masked.plain.rfind("?"):  # a question declares nothing
            continue
        before = _ASIDE.sub("", TURN.split(masked.plain[max(0, match.start() - 60) : match.start()])[-1] + match.group())
        if ready.negation.search(before) or any(name == "reserved.all-rights" for name in found.weak):
            yield place.evidence(Topic.REPUBLISH, "unknown", base, masked.sentence.end, "licence.contradicted")
            return
        for licence, _, _ in masked.licences:
            yield place.evidence(Topic.LICENCE, licence.id, base, masked.sentence.end, rule)
        if not masked.licences:
            yield place.evidence(Topic.LICENCE, described(masked.plain, ready), base, masked.sentence.end, rule)
        return


def says(place: Place, masked: Masked, ready: Ready) -> Iterator[Evidence]:
    """What the sentence asks of those who repost, and how far they may go; a link asked for leads where its address does."""
    said = list(_says(place, masked, ready))
    yield from said
    duties = {e.value for e in said if e.topic is Topic.DUTY}
    if "source_link" in duties and not duties & _TARGETS:
        yield from _where_to(place, masked)


def _where_to(place: Place, masked: Masked) -> Iterator[Evidence]:
    """The target of a link that is only shown: “a link to herald.example” is one to the site, with a path one to the page."""
    for match in _SHOWN.finditer(masked.plain):
        if not match["host"].endswith(_NO_TARGETS):
            target = "hyperlink_original" if match["path"] else "link_to_site"
            rule = f"says.{target.replace('_', '-')}"
            yield place.evidence(Topic.DUTY, target, masked.sentence.start, masked.sentence.end, rule)
            return


def _says(place: Place, masked: Masked, ready: Ready) -> Iterator[Evidence]:
    asked = masked.plain.rfind("?")  # a question says nothing, only its answer
    for saying, pattern, unless in ready.says:
        match = _demanded(pattern, masked.plain, ready) if saying.soft else pattern.search(masked.plain)
        if match and match.end() > asked and not (unless and unless.search(masked.plain)):
            figures = (value for value in match.groupdict().values() if value)
            rule = f"says.{saying.value.replace('_', '-')}"
            detail = next(figures, saying.detail)
            yield place.evidence(saying.topic, saying.value, masked.sentence.start, masked.sentence.end, rule, detail)


def _demanded(pattern: re.Pattern[str], plain: str, ready: Ready) -> re.Match[str] | None:
    """The first match that is demanded: “credit us, with our logo where possible” leaves only the logo to whoever reposts."""
    matches = pattern.finditer(plain)
    if ready.soft.search(plain) is None:
        return next(matches, None)
    return next((match for match in matches if not _softened(plain, match, ready)), None)


def _softened(plain: str, match: re.Match[str], ready: Ready) -> bool:
    start = max((m.end() for m in _PART.finditer(plain, 0, match.start())), default=0)
    after = _PART.search(plain, match.end())
    end = after.start() if after else len(plain)
    if ready.soft.search(plain, start, end):
        return True
    before = plain[:start].rstrip(" ,;:(").rpartition(",")[2]  # “When possible, credit us”
    behind = _PART.split(plain[end:].lstrip(" ,;:("))[0]  # “credit us, if possible”
    return any(len(part) < _SHORT and ready.soft.fullmatch(part.strip(" .!")) is not None for part in (before, behind))


def covers(place: Place, masked: Masked, ready: Ready) -> Iterator[Evidence]:
    """The body whose articles the grant names; a grant for one body's articles is none for anybody else's."""
    for pattern in ready.covers:
        match = pattern.search(masked.plain)
        said = match["name"].replace("·", ".") if match else ""
        name = re.sub(r"(?i)^(?:the|our|all|most|original) ", "", re.sub(r"'s? *$", "", said).strip(" '\".,"))
        if match and name and not ready.not_covers.search(name):
            start = masked.sentence.start + match.start("name")
            yield place.evidence(Topic.COVERS, name, start, start + len(match["name"].rstrip()), "covers.named-body")
            return

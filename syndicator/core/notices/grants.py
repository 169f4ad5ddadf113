"""What a sentence permits, forbids or leaves to be asked: negation, scope and other people's voices decide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from syndicator.core.evidence import Topic
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import Masked

_QUOTED = re.compile(r'"[^"]{30,400}"')
# “CC BY-ND 4.0 with extra terms: … no images”: the licence is the text's, the pictures are what it leaves out.
_LICENCE_FIRST = re.compile(r"\W{0,3}(?:default )?§+(?::| with (?:additions?|additional|extra)\b| for (?:the )?texts?\b)", re.IGNORECASE)
_OWN_CLAUSE = re.compile(r"([^§]{0,120}\blicen[cs]\w+\b[^§.;]{0,60}[,;] (?:and|while|whereas) )[^§.;,]{0,80}§", re.IGNORECASE)
TURN = re.compile(r"[!;—]")
_NEAR = 110  # how far before a prohibition its narrowing may stand
_BEFORE = 80  # how far back a negation governs
# What joins a deed with the next one, in any language (“copying or ”, “копіювання, поширення чи ”, “reproducción o la explotación ”), and
# not a place with another (“publication in print or on ”).
_IN_A_ROW = re.compile(
    r"[^.;:]{0,25}?(?:,|/|\b(?:or|and|чи|або|или|либо|та|и|і|й|o|u|y|e|ou|et|oder|und|of|en|lub|i)\b)\s*"
    r"(?:(?!(?:on|in|for|at|by|to|sur|dans|pour|à|para|auf|für|zu|im|на|в|у|для|su|per|em|na|do)\b)[\w'’]+\s+){0,2}"
)
_MANY, _STEM = 3, 4  # deeds that make a refusal a sweeping one, and the letters that tell one deed from another
_AGAIN = re.compile(r"\bre-?publish|\bre-?publication", re.IGNORECASE)


Family = tuple[tuple[str, re.Pattern[str]], ...]


_CURT = 80  # code points
_HEDGES = frozenset(
    {
        "conditional.price",
        "conditional.agreement",
        "conditional.case",
        "void.personal",
        "void.offline",
        "void.ended",
        "void.excerpt",
        "void.money",
        "void.doubt",
    }
)
# What a grant taken back in its own sentence is about: something else than reposting the text, so that nothing here is granted.
_ELSEWHERE = {
    "void.personal": "personal-use",
    "void.submission": "submissions",
    "void.software": "software",
    "void.own-copying": "own-copying",
    "void.elsewhere": "elsewhere",
    "void.excerpt": "excerpts",
}


@dataclass(frozen=True, slots=True)
class Stance:
    """What one sentence says about reposting; rule names, empty where it says nothing of the kind.

    `refused` is a grant the same sentence takes back. `own_voice` is false where somebody else speaks, or the sentence
    is about something else than the text (pictures, comments), so that nothing in it grants anything. `barred` are the uses
    that a refusal leaves nobody: one on copying alone says nothing of money or of changes.
    """

    grants: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    narrowed: tuple[str, ...] = ()
    excerpt: bool = False
    own_voice: bool = True
    barred: tuple[Topic, ...] = ()

    def statements(self) -> Iterator[tuple[Topic, str, str]]:
        """The evidence this makes, as (topic, value, rule)."""
        yield from ((Topic.REPUBLISH, "no", rule) for rule in self.denials[:1])
        for rule in self.needs[:1]:
            yield from ((Topic.REPUBLISH, "no", rule), (Topic.LIMIT, "prior_permission", rule), (Topic.COMMERCIAL, "ask", rule))
        if self.denials and not self.needs:
            yield from ((topic, "forbidden", self.denials[0]) for topic in self.barred)
        for rule in self.weak:
            yield (Topic.REPUBLISH, "no", rule)
            if rule == "reserved.fair-use":
                yield (Topic.LIMIT, "third_party_items", rule)
        yield from ((Topic.REPUBLISH, "unknown", rule) for rule in self.conditional[:1])
        if self.excerpt:
            yield (Topic.LIMIT, "excerpt_only", "void.excerpt")
        elif not self.conditional:
            yield from ((Topic.REPUBLISH, "yes", rule) for rule in self.grants[:1])


def stance(masked: Masked, ready: Ready, *, in_denied_list: bool) -> Stance:
    """Weigh one sentence. A denial or need counts unless it is narrowed to other uses; any doubt takes a grant back."""
    plain = masked.plain
    said = replace(masked, plain=_without_prescribed(plain, ready))
    weak = tuple(name for name, pattern in ready.weak if pattern.search(said.plain))
    own = _QUOTED.sub(_blank, plain)  # what a prescribed credit says (“was first published by …”) takes nothing back
    of_images = about_images(own, ready)
    voids = tuple(name for name, pattern in ready.voids if pattern.search(own))
    forbidding = _forbidding(said, ready, ready.denials, ready.narrows)
    asking = _forbidding(said, ready, ready.needs, ready.need_narrows)
    suffices = ready.credit_suffices.search(plain) is not None and not any(name.startswith("need") for name, _, _ in asking)
    denials = tuple(name for name, _, narrow in forbidding if not narrow) if not (suffices or of_images) else ()
    needs = () if of_images else tuple(name for name, _, narrow in asking if not narrow)
    if in_denied_list:
        part = of_images or any(pattern.search(plain) for _, pattern in ready.narrows)
        unasked = all(name == "need.without" for name, _, _ in asking)  # “harvest it in bulk without permission” is a part all the same
        if (part and not forbidding and unasked) or ready.credit_suffices.search(plain):
            return Stance(own_voice=False)  # one of the uses is forbidden, not all
        named = tuple(name for name, pattern in ready.grants if pattern.search(plain)) or _bare_act(plain, ready)
        return Stance(denials=denials or named[:1], needs=needs, weak=weak, own_voice=False, barred=_barred(plain, ready))
    # a narrowed prohibition restricts a grant beside it; a request beside it, narrowed or not, leaves nothing freely granted
    against = [place for _, place, narrow in forbidding if not narrow]
    against += [place for name, place, _ in asking if name != "need.without" or forbidding]
    grants = _grants(masked, ready, against)
    if suffices and forbidding and not ready.commercial.search(plain):
        grants = (*grants, "grant.credit-suffices")
    weak = (*weak, *_for_something_else(masked, ready, voids, of_images=of_images))
    if forbidding and all(narrow for _, _, narrow in forbidding) and any(n == "volume" and p.search(plain) for n, p in ready.narrows):
        weak = (*weak, "reserved.in-bulk")
    silent = bool(voids) or of_images or plain.endswith("?") or not masked.sentence.whole
    needs = _governed(needs, denials, weak, plain, ready)
    if denials or needs or silent:
        excerpt = bool(grants) and voids == ("void.excerpt",)
        barred = _barred(plain, ready)
        return Stance((), denials, needs, weak, excerpt=excerpt, own_voice=not silent and not denials, barred=barred)
    conditional = (
        tuple(name for name, pattern in ready.conditional if pattern.search(own)) if grants or _names_licence(masked, ready) else ()
    )
    if masked.licences:  # a repost says under which licence it stands: then it is no question which
        conditional = tuple(name for name in conditional if name != "conditional.reposted")
    return Stance(grants, weak=weak, conditional=conditional)


def _barred(plain: str, ready: Ready) -> tuple[Topic, ...]:
    """What a refusal bars besides reposting: a sweeping one every use, one on publishing again at least commercial use."""
    if len({match.group()[:_STEM].lower() for match in ready.act.finditer(plain)}) >= _MANY:
        return (Topic.COMMERCIAL, Topic.DERIVATIVES)
    return (Topic.COMMERCIAL,) if _AGAIN.search(plain) else ()


def _names_licence(masked: Masked, ready: Ready) -> bool:
    """Whether a sentence may put the text under a licence: it names one, or declares “a Creative Commons licence”."""
    return bool(masked.licences or (masked.mentions and any(pattern.search(masked.plain) for _, pattern in ready.declares)))


def takes_back(masked: Masked, ready: Ready) -> bool:
    """Whether a short sentence that says nothing else hedges the grant before it: a price, a permission, an end, a part."""
    plain = masked.plain
    if len(plain) > _CURT or plain.endswith(":"):
        return False
    # “no permission is needed” takes nothing back
    needs = [(name, p) for name, p in ready.needs if name == "need.without" or ready.negation.search(plain) is None]
    families = (*needs, *((name, p) for name, p in (*ready.conditional, *ready.voids) if name in _HEDGES))
    return any(pattern.search(plain) for _, pattern in families)


def _for_something_else(masked: Masked, ready: Ready, voids: tuple[str, ...], *, of_images: bool) -> tuple[str, ...]:
    """A weak refusal where the sentence does permit something, but pictures, personal use, comments or software."""
    kind = "images" if of_images else next((_ELSEWHERE[name] for name in voids if name in _ELSEWHERE), "")
    permits = (
        bool(masked.licences or masked.mentions)
        or (kind in ("submissions", "elsewhere") and ready.act.search(masked.plain) is not None)
        or any(pattern.search(masked.plain) for _, pattern in ready.grants)
    )
    return (f"reserved.only-{kind}",) if kind and permits else ()


def _governed(needs: tuple[str, ...], denials: tuple[str, ...], weak: tuple[str, ...], plain: str, ready: Ready) -> tuple[str, ...]:
    """“Without permission” asks for permission only where something is forbidden; a need counts where taking over is spoken of."""
    if "reserved.reposted" in weak:
        return ()
    if not denials:
        needs = tuple(name for name in needs if name != "need.without")
    return needs if ready.act.search(plain) else tuple(name for name in needs if name == "need.obtained")


def _forbidding(masked: Masked, ready: Ready, family: Family, narrows: Family) -> list[tuple[str, tuple[int, int], bool]]:
    """Matches of a family as (rule, place, whether it is narrowed to a part of the uses)."""
    found = []
    for name, pattern in family:
        for match in pattern.finditer(masked.plain):
            start, end = masked.clause(match.start(), match.end(), ready.breaks)
            clause = masked.plain[max(start, match.start() - _NEAR) : end]
            narrow = any(_narrows(part, p, clause, ready) for part, p in narrows) and not ready.widens.search(clause)
            found.append((name, match.span(), narrow))
    return found


def _narrows(part: str, pattern: re.Pattern[str], clause: str, ready: Ready) -> bool:
    """Whether a clause names a part of the uses, and not only in a row: “no copying or commercial use” forbids copying too."""
    found = pattern.search(clause)
    if found is None or part != "commercial":
        return found is not None
    acts = [match.end() for match in ready.act.finditer(clause, 0, found.start())]
    return not acts or _IN_A_ROW.fullmatch(clause, acts[-1], found.start()) is None


def _grants(masked: Masked, ready: Ready, forbidden: list[tuple[int, int]]) -> tuple[str, ...]:
    """Grants that are not negated, not quoted from somebody, and have no prohibition or request in their clause."""
    plain = masked.plain
    quoted = [m.span() for m in _QUOTED.finditer(plain)]
    unhidden = ready.works.search(plain) or ready.works.search(masked.sentence.plain)  # “unless noted on the article, it may be reproduced”
    found = []
    for name, pattern in ready.grants:
        for match in pattern.finditer(plain):
            start, end = match.span()
            governed = TURN.split(plain[max(0, start - _BEFORE) : start])[-1]
            negated = ready.negation.search(governed) or ready.negation.search(match.group())
            reported = any(left <= start and end <= right for left, right in quoted)
            left, right = masked.clause(start, end, ready.breaks)
            beside = any(left <= place < right for place, _ in forbidden)
            vague = ready.vague.search(match.group()) is not None and not (unhidden or ready.credits.search(plain))
            asked = end <= plain.rfind("?")  # a question grants nothing, only its answer
            if not (negated or reported or beside or asked or (vague and not name.startswith("grant.nobody"))):
                found.append(name)
                break
    return tuple(found)


def _without_prescribed(plain: str, ready: Ready) -> str:
    """A sentence without the words it prescribes for a credit: “republished with permission” in them asks for none."""
    for match in ready.prescribes.finditer(plain):
        start, end = match.span("sentence")
        plain = plain[:start] + "·" * (end - start) + plain[end:]
    return plain


def _blank(quoted: re.Match[str]) -> str:
    return '"' + "·" * (len(quoted.group()) - 2) + '"'


def about_images(plain: str, ready: Ready) -> bool:
    """Whether pictures, data or code are what the sentence is about: a credit, or named before any text and not beside one."""
    if _LICENCE_FIRST.match(plain):
        return False
    own = _OWN_CLAUSE.match(plain)
    if own is not None and ready.works.search(plain, own.end(1)) is not None:
        return False  # “code is under one licence, and the articles are under §”: the second clause speaks of the text
    if ready.image_credit.search(plain):
        return True
    start = ready.exceptions.match(plain)
    image = ready.images.search(plain, start.end() if start else 0)
    work = ready.works.search(plain, start.end() if start else 0)
    if image is None or work is None:
        return image is not None
    return image.start() < work.start() and ready.joins.fullmatch(plain, image.end(), work.start()) is None


def _bare_act(plain: str, ready: Ready) -> tuple[str, ...]:
    return ("denial.listed",) if ready.act.search(plain) else ()

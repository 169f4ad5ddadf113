"""A licence that stands as a name by itself, and not as something that is only spoken of."""

import re
from collections.abc import Iterator, Sequence

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.notices.passages import Heard
from syndicator.core.notices.place import Place

_AFTER = 2  # sentences
_NAME_ALONE = re.compile(r"[^\w(\[]{0,3}§+(?: ?/ ?public domain)?[,. ]{0,2}(?:~+|(?:19|20)\d\d)?\W{0,3}$", re.IGNORECASE)
# “CC BY-ND. No edits …”, “Default CC BY 4.0 but …”, “CC BY 4.0 for texts only”; “CC BY 4.0: no.” is an answer, and none of these
_NAME_FIRST = re.compile(
    r"\W{0,3}default(?: licen[cs]e)?:? §+,? but\b"
    r"|\W{0,3}(?:default(?: licen[cs]e)?:? |texts?:? )?§+(?:[.,;:](?!\W{0,3}(?:not|never|none|no(?=\W*$))\b)"
    r"| for (?:the )?texts?\b|,? text only"
    r"| with (?:additions?|additional|extra|some|the following|further)\b| per (?:story|article|post)\b)",
    re.IGNORECASE,
)
_CROSSED = re.compile("[?~❌✗✘✖🚫⛔👎❎□☐✕]")
# what is said of a licence by those who only speak of it: “CC BY: why we left it”, “CC BY-SA. A primer”
_TALKED_OF = re.compile(
    r"(?i)§\W{0,3}(?:0|false|n/?a|none|unknown|tbd|hell|a bad|an? \w+ idea|except|but only|minus|without)\b"
    r"|\b(?:why|what (?:it|this)|how (?:it|this)|primer|explain\w*|introduc\w+|guide to|means?|that is the|this is the"
    r"|in this (?:post|article|guide))\b"
)


def alone(place: Place, heard: Sequence[Heard], found: Sequence[Evidence]) -> Iterator[Evidence]:
    """The licence that stands as a name by itself: the whole of a text, its opening words, or beside a grant.

    In brackets it is a caption's; and opening words count only where the text goes on with what it asks.
    """
    grants = any(e.topic is Topic.REPUBLISH and e.value == "yes" for e in found)
    asks = any(e.topic in (Topic.DUTY, Topic.DERIVATIVES, Topic.COMMERCIAL) for e in found)
    for number, (sentence, _, masked, *_) in enumerate(heard):
        if masked is None or len(masked.licences) != 1:
            continue
        whole = _NAME_ALONE.match(masked.plain) is not None and (len(heard) == 1 or grants)
        opens = number == 0 and asks and _NAME_FIRST.match(masked.plain) is not None
        if (whole or opens) and not _only_spoken_of(heard[number : number + 1 + _AFTER]):
            yield place.evidence(Topic.LICENCE, masked.licences[0][0].id, sentence.start, sentence.end, "licence.alone")


def _only_spoken_of(heard: Sequence[Heard]) -> bool:
    """Whether a name that stands alone is crossed out, questioned, judged, or the topic of the sentences after it."""
    name, *after = (h.masked.plain if h.masked else h.sentence.plain for h in heard)
    return _CROSSED.search(name) is not None or any(_TALKED_OF.search(plain) for plain in (name, *after))

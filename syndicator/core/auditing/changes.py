"""What was changed in a copy: the derivation between the original's part that was taken and the page's lines that hold it."""

import re
from collections.abc import Iterator

from syndicator.core.auditing.original import Original, is_credit
from syndicator.core.auditing.overlap import Kind, Overlap, Text
from syndicator.core.derivation import Derivation, derivation_of
from syndicator.core.markup import Markup, folded

_LABEL = 6  # words of a line that a theme puts between paragraphs: “Advertisement”, “Read more”
_MOVED = 4  # words
_BARE = re.compile(r"[\W_]+")


def changed(original: Original, page: Markup, text: Text, found: Overlap) -> Derivation:
    """The runs of words that the copy lacks and has beyond the original; what is no part of the story does not count.

    Not looked for where the text was rewritten: there nothing stands in its order.
    """
    if found.kind not in (Kind.WHOLE, Kind.EDITED, Kind.EXCERPT):
        return Derivation()
    first, last = found.part if found.kind is Kind.EXCERPT else (0, len(original.text.lines) - 1)
    told = [line for line in original.text.lines[first : last + 1] if line.strip() and not original.is_notice(line)]
    lines = _widened(text, found, told)
    beside = {folded(link.text).casefold() for link in page.links if folded(link.text)}
    beside.add(folded(original.article.title).casefold())  # which sites show above the text
    kept = [line for line in lines if not _of_the_theme(line, told, beside)]
    apart = derivation_of("\n".join(told), "\n".join(kept))
    everywhere = _plain(page.text)
    removed = tuple(words for words in apart.removed if _plain(words) and not _moved(_plain(words), everywhere))
    gained = tuple(words for words in apart.added if _plain(words))
    if found.kind is Kind.EXCERPT:  # where it breaks off within a line, the rest is left out, not changed
        removed = ()
    return Derivation(removed, gained)


def _widened(text: Text, found: Overlap, told: list[str]) -> Iterator[str]:
    """The lines between which the text stands, and short lines of it before and after, which no stretch reaches."""
    first, last = found.first, found.last
    known = {_plain(line) for line in told}
    while first > 0 and (_plain(text.lines[first - 1]) in known or not text.lines[first - 1].strip()):
        first -= 1
    while last + 1 < len(text.lines) and (_plain(text.lines[last + 1]) in known or not text.lines[last + 1].strip()):
        last += 1
    return iter(text.lines[first : last + 1])


def _of_the_theme(line: str, told: list[str], links: set[str]) -> bool:
    """Whether a line among the copy's is the site's own: a credit, a label, or nothing but a link."""
    key = folded(line).casefold()
    if any(folded(one).casefold() == key for one in told):
        return False
    return len(key.split()) <= _LABEL or key in links or is_credit(line)


def _moved(words: str, everywhere: str) -> bool:
    """Whether a run of words that is telling enough stands elsewhere on the page: a headline, a byline."""
    return len(words.split()) >= _MOVED and f" {words} " in f" {everywhere} "


def _plain(words: str) -> str:
    return " ".join(_BARE.sub(" ", folded(words).casefold()).split())

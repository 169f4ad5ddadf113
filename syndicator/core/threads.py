"""Spreading a text over several short posts, the same way wherever it is asked: what is drafted and proven is what is sent."""

import re

from syndicator.core.counting import Counting, counted

_WORD = re.compile(r"\S+\s*")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$|\n\n$")
_MARK = re.compile(r"\(([0-9]{1,2})/[0-9]{1,2}\)\s*$")
_MARKS = len("\n\n(99/99)")
_MOST = 99


def spread(text: str, characters: int, counting: Counting) -> tuple[str, ...]:
    """The parts of a text, each short enough with its mark “(2/5)”; one part without a mark where the whole fits, none where nothing does.

    The first part is as long as it may be, so that what stands at the beginning stays together; the others end with a
    sentence where one ends in their second half.
    """
    if counted(text, counting) <= characters:
        return (text.strip(),)
    words, parts = _WORD.findall(text), list[str]()
    while words:
        fit = _fitting(words, characters - _MARKS, counting)
        if not fit or len(parts) == _MOST:
            return ()
        if parts and fit < len(words):
            fit = next((n for n in range(fit, fit // 2, -1) if _STOP.search(words[n - 1])), fit)
        parts.append("".join(words[:fit]).strip())
        words = words[fit:]
    return tuple(f"{part}\n\n({number}/{len(parts)})" for number, part in enumerate(parts, 1))


def number_of(text: str) -> int:
    """Which part of a thread a text says that it is; 0 for none."""
    found = _MARK.search(text)
    return int(found[1]) if found else 0


def _fitting(words: list[str], characters: int, counting: Counting) -> int:
    """How many words from the first on are short enough together; a longer text never counts less, so the middle is asked."""
    least, most = 0, min(len(words), characters)
    while least < most:
        middle = (least + most + 1) // 2
        if counted("".join(words[:middle]).strip(), counting) <= characters:
            least = middle
        else:
            most = middle - 1
    return least

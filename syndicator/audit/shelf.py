"""Originals that are known beforehand, and which of them a page has most of."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from syndicator.core.article import same_address
from syndicator.core.auditing import Copy, Kind, Original, Text, laid_beside

_MARKED = 4  # one run of words in so many is remembered: each text's own, the same ones in every copy
_MOST = 3  # originals are compared in full
_ENOUGH = 2  # runs in common


class Shelf:
    """Originals, found by the runs of words that a page shares with them."""

    def __init__(self, originals: Iterable[Original]) -> None:
        self.originals = tuple(originals)
        self._by_run: dict[int, list[int]] = defaultdict(list)
        self._by_address: dict[str, int] = {}
        for number, one in enumerate(self.originals):
            self._by_address.setdefault(same_address(one.article.url), number)
            for run in one.text.places:
                if run % _MARKED == 0:
                    self._by_run[run].append(number)

    def nearest(self, copy: Copy, text: Text) -> Original | None:
        """The original of which most stands in a page, or that it links to; None where it has nothing of any."""
        if len(self.originals) == 1:
            return self.originals[0]
        met: Counter[int] = Counter(number for run in text.places if run % _MARKED == 0 for number in self._by_run.get(run, ()))
        near = [self.originals[number] for number, runs in met.most_common(_MOST) if runs >= _ENOUGH]
        found = [(laid_beside(copy, text, one), one) for one in near]
        best = max(found, key=lambda pair: (pair[0].kind.copied, pair[0].share, pair[0].alike), default=None)
        if best and best[0].kind is not Kind.NONE:
            return best[1]
        linked = (self._by_address.get(same_address(link.href)) for link in copy.page.links)
        return next((self.originals[number] for number in linked if number is not None), None)

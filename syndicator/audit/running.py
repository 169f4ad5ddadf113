"""Auditing pages: each is read as a reader would, its original found, its links followed, and every question answered.

What is fetched for several pages (originals, shorteners, links) is fetched once. The reader that is handed in keeps the manners:
robots.txt, one request at a time to each host, no private addresses.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from syndicator.audit.results import Checked, checked
from syndicator.audit.shelf import Shelf
from syndicator.core.article import is_hyperlink, same_address
from syndicator.core.auditing import Copy, Grade, Original, Text, audit, candidates, go_betweens, laid_beside, reaching
from syndicator.core.places import Use
from syndicator.errors import Gone, InputError, Rejected, RetryLater
from syndicator.ports import Engine, PageReader

_MOST_FOLLOWED = 5  # links of one page
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to audit: its address or where it lies, its HTML where it was read already, and the address of its original where told."""

    url: str
    html: str | None = None
    original: str = ""
    use: Use = Use.COMMUNITY


class Auditor:
    """Audits pages; may be used by many threads at once.

    `shelf` holds the originals that are known; `reads` reads the original at an address (None: nothing there can be one). `saw` is told
    every page that was read, with its HTML.
    """

    def __init__(
        self,
        pages: PageReader,
        shelf: Shelf,
        reads: Callable[[str], Original | None],
        now: datetime,
        saw: Callable[[Checked, str], None],
    ) -> None:
        self._pages, self._shelf, self._now, self._saw = pages, shelf, now, saw
        self._originals = _Once(reads)
        self._leads = _Once(self._leading)
        self._named = {same_address(one.article.url): one for one in shelf.originals}

    def each(self, wanted: Iterable[Wanted], engine: Engine) -> Iterator[Checked]:
        """Every page, in the order in which they are done; pages of different hosts side by side."""
        for one, outcome in engine.overlap(self.one, wanted, lane=lambda page: urlsplit(page.url).netloc.lower()):
            if isinstance(outcome, Checked):
                yield outcome
            elif isinstance(outcome, InputError | Rejected | RetryLater | Gone):
                yield Checked(url=one.url, grade=Grade.UNCLEAR, problem=str(outcome))
            else:
                raise outcome

    def one(self, wanted: Wanted) -> Checked:
        """One page."""
        try:
            copy = self._read(wanted)
        except Gone as error:
            return Checked(url=wanted.url, grade=Grade.NO_COPY, problem=str(error))
        except (Rejected, RetryLater) as error:
            return Checked(url=wanted.url, grade=Grade.UNCLEAR, problem=f"it could not be read: {error}")
        found = self._audited(wanted, copy)
        self._saw(found, copy.html)
        return found

    def _audited(self, wanted: Wanted, copy: Copy) -> Checked:
        if same_address(copy.url) in self._named:
            return Checked(url=wanted.url, grade=Grade.NO_COPY, problem="it is the original itself")
        text = Text(copy.page.text)
        if not text.words:
            return Checked(url=wanted.url, grade=Grade.UNCLEAR, problem="it shows no words; perhaps it is made by scripts")
        original = self._original_of(wanted, copy, text)
        if original is None:
            return self._without_original(wanted, copy)
        return replace(checked(wanted.url, original, audit(self._followed(copy, original), text, original, self._now)), url=wanted.url)

    def _read(self, wanted: Wanted) -> Copy:
        if wanted.html is not None:
            return self._led(Copy(wanted.url, wanted.html, use=wanted.use))
        page = self._pages.page(wanted.url)
        return self._led(Copy(page.url, page.html, use=wanted.use))

    def _led(self, copy: Copy) -> Copy:
        """The copy with where its shorteners lead."""
        found = ((href, self._leads(href)) for href in go_betweens(copy.page)[:_MOST_FOLLOWED])
        return replace(copy, leads={href: there for href, (there, _) in found if there})

    def _original_of(self, wanted: Wanted, copy: Copy, text: Text) -> Original | None:
        if wanted.original:
            return self._named.get(same_address(wanted.original)) or self._originals(wanted.original)
        if self._shelf.originals:
            return self._shelf.nearest(copy, text)
        found = [one for address in candidates(copy.html, copy.url) if (one := self._originals(address)) is not None]
        measured = [(laid_beside(copy, text, one), one) for one in found]
        best = max(measured, key=lambda pair: (pair[0].kind.copied, pair[0].share, pair[0].alike), default=None)
        return best[1] if best else None

    def _without_original(self, wanted: Wanted, copy: Copy) -> Checked:
        if self._shelf.originals:
            return Checked(url=wanted.url, grade=Grade.NO_COPY, kind="none", problem="it has nothing of any of the originals")
        named = candidates(copy.html, copy.url)
        says = f"no original could be read at {', '.join(named)}" if named else "it names no original"
        return Checked(url=wanted.url, grade=Grade.UNCLEAR, problem=f"{says}; give it with --original")

    def _followed(self, copy: Copy, original: Original) -> Copy:
        """The copy with where its links to the original led; the address the original was read from needs no second look."""
        read = {original.article.url, original.article.page_url} if original.article.page_url else set()
        links = dict.fromkeys(found.link.href for found in reaching(copy.page, original.article.url, copy.leads))
        asked = {href: self._leads(href) for href in list(links)[:_MOST_FOLLOWED] if href not in read}
        alive = frozenset((*(read & set(links)), *(href for href, (there, _) in asked.items() if there)))
        return replace(copy, alive=alive, dead={href: why for href, (_, why) in asked.items() if why})

    def _leading(self, href: str) -> tuple[str, str]:
        """(where a link leads, why it leads nowhere); both empty where its host does not say, or lets no robot ask."""
        if not is_hyperlink(href):
            return "", ""
        try:
            return self._pages.page(href).url, ""
        except Gone as error:
            return "", str(error)
        except (Rejected, RetryLater):
            return "", ""


class _Once(Generic[_Value]):
    """Asks for each thing once, whoever wants it; others that want it meanwhile wait."""

    def __init__(self, ask: Callable[[str], _Value]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._known: dict[str, Future[_Value]] = {}

    def __call__(self, key: str) -> _Value:
        with self._lock:
            mine = key not in self._known
            answer = self._known.setdefault(key, Future())
        if mine:
            try:
                answer.set_result(self._ask(key))
            except BaseException as error:
                answer.set_exception(error)
                raise
        return answer.result()

"""An original beside which copies are laid: the article with its terms, made ready once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape

from syndicator.core.article import Article
from syndicator.core.auditing.overlap import Text
from syndicator.core.evidence import Evidence
from syndicator.core.markup import Markup, folded, read
from syndicator.core.places import Source
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms

_TOLD = 0.15  # of the runs of three words of a line
_CREDIT = 30  # words; a longer line that says “published” somewhere tells a story
_PROSE = 8  # words; shorter lines are headings, bylines and labels
_CREDITING = re.compile(
    r"(?i)©|\(c\)|copyright|licen[cs]|creative commons|\bCC[ -]BY\b|republish|reprint|originally|first (?:appeared|published)|"
    r"published (?:by|in|on|at)|^\s*(?:by|von|par|por|di|door|av|autor(?:a|in)?|text)\b[: ]|\bcourtesy of|all rights reserved|"
    r"zuerst erschienen|publié|publicado|pubblicato"
)


@dataclass(frozen=True)
class Original:
    """An article with its source, what its terms allow and ask, and whose it is.

    `upstream` is what a third party whose article it is agreed to with the site.
    """

    article: Article
    source: Source
    terms: Terms
    holder: Provenance
    upstream: tuple[Evidence, ...] = ()

    @cached_property
    def text(self) -> Text:
        """Its words."""
        return Text(self._without_headline)

    @cached_property
    def body(self) -> str:
        """Its prose alone, as HTML."""
        return _as_html(line for line in self.text.lines if self._is_prose(line))

    def is_notice(self, line: str) -> bool:
        """Whether a line of it is no part of the story: a credit, or one in which its terms were read."""
        return is_credit(line) or any(quote in line for quote in self._quoted)

    def prose_in(self, page: Text, markup: Markup) -> str:
        """The lines of a page that tell the story, in the original's words or nearly, and teasers of others, as HTML.

        Words that stand there are no credit.
        """
        teasers = {link.text for link in markup.links if len(link.text.split()) >= _PROSE}
        told = (line for number, line in enumerate(page.lines) if line in teasers or (self._is_prose(line) and self._tells(page, number)))
        return _as_html(told)

    def _is_prose(self, line: str) -> bool:
        return len(line.split()) >= _PROSE and not self.is_notice(line)

    @cached_property
    def _quoted(self) -> frozenset[str]:
        return frozenset(e.quote.text for e in self.terms.evidence if len(e.quote.text.split()) > 1)

    def _tells(self, page: Text, line: int) -> bool:
        start = page.starts[line]
        runs = page.triples[start : max(start, start + page.length(line) - 2)]
        return sum(run in self.text.short_runs for run in runs) >= _TOLD * len(runs)

    @cached_property
    def _without_headline(self) -> str:
        title = folded(self.article.title).casefold()
        lines = read(self.article.html).text.split("\n")
        return "\n".join(line for line in lines if folded(line).casefold() != title)


def is_credit(line: str) -> bool:
    """Whether a line speaks of publication and rights, or names an author: a credit wherever it stands."""
    return bool(_CREDITING.search(line)) and len(line.split()) <= _CREDIT


def _as_html(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)

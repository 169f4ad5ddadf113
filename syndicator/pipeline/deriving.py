"""The derivation of a draft: its words beside those of the original, as evidence in the verdict."""

from dataclasses import replace
from functools import lru_cache

from syndicator.core.derivation import Derivation, derivation, unaccounted
from syndicator.core.evidence import Quote
from syndicator.core.rules.case import Case
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict
from syndicator.pipeline.draft import Drafted

_SHOWN = 5  # runs of words


def derived(verdict: Verdict, case: Case, drafted: Drafted) -> Verdict:
    """The verdict with what became of the words of a whole text; a draft that lost or gained some is held, whatever the terms allow.

    An excerpt and a link are no whole text, and say so.
    """
    if drafted.post.form is not Form.FULL:
        return verdict
    article = case.article
    found = _compared(article.html, drafted.post.body.strip(), article.title)
    if found.unchanged:
        says = f"only the format was changed: all {article.words} words stand in the copy, in their order"
        return replace(verdict, findings=(*verdict.findings, Finding("derivation", Status.SATISFIED, Answer.ALLOW, says)))
    lost = tuple(Quote(words, article.url) for words in found.removed[:_SHOWN])
    gained = tuple(Quote(words, "draft") for words in found.added[:_SHOWN])
    says = f"the copy would lack {_counted(found.removed)} of the original and add {_counted(found.added)}"
    remedy = "look at the original; its markup holds words that cannot be published as they are"
    finding = Finding("derivation", Status.NOT_SATISFIED, Answer.HOLD, says, (*lost, *gained), remedy)
    return replace(verdict, answer=Answer.HOLD, form=None, findings=(finding, *verdict.findings), not_after=None)


@lru_cache(maxsize=16)  # sites that get the same text get the same answer
def _compared(original: str, copy: str, title: str) -> Derivation:
    return unaccounted(original, title, derivation(original, copy))


def _counted(runs: tuple[str, ...]) -> str:
    count = sum(len(words.split()) for words in runs)
    return f"{count} word{'' if count == 1 else 's'}"

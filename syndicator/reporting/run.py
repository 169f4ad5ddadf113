"""The report of a run, as a value: every article for every site with its answer and evidence, and every copy with its proof.

`RunReport` is the whole context of templates/report/run.html. Words that sources wrote stay as they are (the template
escapes them); addresses are given only where a reader can follow them, so that no other scheme becomes a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from syndicator import __version__
from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Quote
from syndicator.core.post import PostState
from syndicator.core.proof import Check
from syndicator.core.verdict import Answer, Finding
from syndicator.ports import CaseRow, PostRow

NOT_JUDGED = "new"
_LIVE = (PostState.DELIVERED, PostState.PROVEN, PostState.LACKING)


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """What one rule found: `status` and `answer` as words, `quotes` what it rests on, `remedy` what would change it."""

    rule: str
    status: str
    answer: str
    says: str
    quotes: tuple[Quote, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class ReportedCase:
    """One article for one site. `answer` is allow, wait, hold, refuse or new; `form` is "" unless something may be posted.

    `rule`, `says` and `quotes` are those of the finding that decided; `anchor` is the case's own fragment in the report.
    """

    anchor: str
    article_title: str
    article_url: str
    source: str
    site: str
    answer: str
    form: str
    rule: str
    says: str
    quotes: tuple[Quote, ...]
    findings: tuple[ReportedFinding, ...]
    commercial: bool


@dataclass(frozen=True, slots=True)
class ReportedArticle:
    """One line of the table: `cells` stand in the order of the report's sites, None where the article is not meant for one."""

    title: str
    url: str
    source: str
    cells: tuple[ReportedCase | None, ...]


@dataclass(frozen=True, slots=True)
class ReportedCheck:
    """Whether one duty was met on the live page, with the words found there."""

    duty: str
    met: bool
    why: str
    quote_text: str
    where: str


@dataclass(frozen=True, slots=True)
class ReportedCopy:
    """One copy: where it is, how it rests, and its last proof (`proven_at` is "" before the first)."""

    title: str
    site: str
    url: str
    state: str
    checks: tuple[ReportedCheck, ...]
    proven_at: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """The context of templates/report/run.html; `summary` holds pairs of a label and a number."""

    title: str
    made_at: str
    summary: tuple[tuple[str, int], ...]
    sites: tuple[str, ...]
    articles: tuple[ReportedArticle, ...]
    cases: tuple[ReportedCase, ...]
    copies: tuple[ReportedCopy, ...]
    made_by: str


def run_report(rows: Sequence[CaseRow], posts: Sequence[PostRow], made_at: datetime) -> RunReport:
    """The report on these cases and copies, in an order that does not depend on theirs."""
    ordered = sorted(rows, key=lambda row: (row.source_id, row.title, row.article_key, row.site_id))
    cases = tuple(_case(row, f"case-{number}") for number, row in enumerate(ordered, 1))
    sites = tuple(sorted({row.site_id for row in rows}))
    copies = tuple(
        _copy(row) for row in sorted(posts, key=lambda row: (row.stored.post.title, row.stored.post.site_id, row.stored.post.key))
    )
    articles = _articles(ordered, cases, sites)
    return RunReport(
        title="What was posted, and why",
        made_at=_shown_time(made_at),
        summary=(("articles", len(articles)), ("sites", len(sites)), *_answers(cases), *_proofs(posts)),
        sites=sites,
        articles=articles,
        cases=cases,
        copies=copies,
        made_by=f"syndicator {__version__}",
    )


def _articles(rows: Sequence[CaseRow], cases: Sequence[ReportedCase], sites: Sequence[str]) -> tuple[ReportedArticle, ...]:
    by_article: dict[str, dict[str, ReportedCase]] = {}
    for row, case in zip(rows, cases, strict=True):
        by_article.setdefault(row.article_key, {})[row.site_id] = case
    lines = []
    for found in by_article.values():
        first = next(iter(found.values()))
        cells = tuple(found.get(site) for site in sites)
        lines.append(ReportedArticle(first.article_title, first.article_url, first.source, cells))
    return tuple(lines)


def _answers(cases: Sequence[ReportedCase]) -> tuple[tuple[str, int], ...]:
    labels = (
        ("allowed", "allow"),
        ("waiting", "wait"),
        ("held for a person", "hold"),
        ("refused", "refuse"),
        ("not judged yet", NOT_JUDGED),
    )
    counted = tuple((label, sum(case.answer == answer for case in cases)) for label, answer in labels)
    return (*counted, ("flagged as commercial use", sum(case.commercial for case in cases)))


def _proofs(posts: Sequence[PostRow]) -> tuple[tuple[str, int], ...]:
    live = [row for row in posts if row.stored.state in _LIVE]
    return (
        ("live copies", len(live)),
        ("copies proven", sum(row.stored.state is PostState.PROVEN for row in live)),
        ("duties met on live pages", sum(check.met for row in live for check in row.checks)),
        ("duties missed on live pages", sum(not check.met for row in live for check in row.checks)),
    )


def _case(row: CaseRow, anchor: str) -> ReportedCase:
    verdict = row.verdict
    deciding = verdict.deciding if verdict else None
    return ReportedCase(
        anchor=anchor,
        article_title=row.title or "(without a title)",
        article_url=_followable(row.url),
        source=row.source_id,
        site=row.site_id,
        answer=_word(verdict.answer) if verdict else NOT_JUDGED,
        form=str(verdict.form) if verdict and verdict.form else "",
        rule=deciding.rule if deciding else "",
        says=deciding.says if deciding else "it has not been judged yet",
        quotes=deciding.quotes if deciding else (),
        findings=tuple(_finding(finding) for finding in verdict.findings) if verdict else (),
        commercial=verdict.commercial if verdict else False,
    )


def _finding(finding: Finding) -> ReportedFinding:
    return ReportedFinding(finding.rule, str(finding.status), _word(finding.answer), finding.says, finding.quotes, finding.remedy)


def _copy(row: PostRow) -> ReportedCopy:
    stored = row.stored
    return ReportedCopy(
        title=stored.post.title or "(without a title)",
        site=stored.post.site_id,
        url=_followable(stored.receipt.url) if stored.receipt else "",
        state=str(stored.state),
        checks=tuple(_check(check) for check in row.checks),
        proven_at=_shown_time(row.proven_at) if row.proven_at else "",
    )


def _check(check: Check) -> ReportedCheck:
    quote = check.quote
    return ReportedCheck(check.obligation.duty, check.met, check.why, quote.text if quote else "", quote.where if quote else "")


def _word(answer: Answer) -> str:
    return answer.name.lower()


def _followable(address: str) -> str:
    return address if is_hyperlink(address) else ""


def _shown_time(when: datetime) -> str:
    utc = when.astimezone(UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M} UTC"

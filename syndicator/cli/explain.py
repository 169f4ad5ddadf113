"""`syndicator explain`: why an article was posted, held or refused, with the words the answer rests on."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

from syndicator.cli import shapes
from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.people import one_article
from syndicator.cli.posts import show_row
from syndicator.cli.showing import Notes, heading, moment, say, show_article, show_verdict

if TYPE_CHECKING:
    from syndicator.core.verdict import Verdict
    from syndicator.ports import CaseRow, Overview, PostRow


@dataclass(frozen=True, slots=True)
class _Explained:
    """A case with every verdict on it, oldest first, and its copy."""

    case: "CaseRow"
    history: "list[tuple[datetime, Verdict]]"
    post: "PostRow | None"


@click.command()
@click.argument("reference", metavar="ARTICLE")
@click.option("--site", "site_id", metavar="ID", help="Only the verdicts for this site.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, reference: str, site_id: str | None, as_json: bool) -> None:
    """Say why ARTICLE was posted, held or refused: every finding with its words, and the state and proof of each copy.

    ARTICLE is the beginning of its key, its id, or its address.
    """
    from syndicator.looking import opened

    with opened(shell.settings_without_secrets) as overview:
        article = one_article(overview, reference)
        explained = _explained(overview, article.key, site_id)
    publisher = next((s.publisher for s in shell.settings_without_secrets.sources if s.id == article.source_id), article.source_id)
    if as_json:
        cases = [_shape(one) for one in explained]
        emit_json("explain", {"article": shapes.article(article, publisher), "cases": cases})
        return
    show_article(article, publisher, article.url)
    say(f"key {article.key}", 2)
    if not explained:
        say(_why_none(site_id), 2, hanging=2)
    notes = Notes()
    for one in explained:
        _show(one, notes)


def _explained(overview: "Overview", key: str, site_id: str | None) -> list[_Explained]:
    posts = {(row.stored.post.article_key, row.stored.post.site_id): row for row in overview.posts(site_id)}
    return [_Explained(case, overview.verdicts(key, case.site_id), posts.get((key, case.site_id))) for case in overview.cases(key, site_id)]


def _show(one: _Explained, notes: Notes) -> None:
    heading(f"For {one.case.site_id}")
    if not one.history:
        say("it is not judged yet: the next pass of the daemon does it", 2)
        return
    when, verdict = one.history[-1]
    earlier = len(one.history) - 1
    before = f", after {earlier} earlier verdict{'s' if earlier > 1 else ''}" if earlier else ""
    again = "; it is to be judged again" if one.case.state == "new" else ""
    say(f"judged {moment(when)}{before}{again}", 2)
    show_verdict(verdict, one.case.site_id, notes, every=True)
    if one.post:
        heading("The copy")
        show_row(one.post, notes)


def _shape(one: _Explained) -> dict[str, object]:
    return {
        "site": one.case.site_id,
        "state": one.case.state,
        "verdicts": [{"judged_at": when, **shapes.verdict(verdict)} for when, verdict in one.history],
        "post": shapes.post(one.post) if one.post else None,
    }


def _why_none(site_id: str | None) -> str:
    return f"it was never led to {site_id}" if site_id else "it is known, but no route leads it to a site (or it came with the first poll)"

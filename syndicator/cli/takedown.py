"""`syndicator takedown`: somebody outside asks for an article to go, and it goes everywhere."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.people import KEY, by_option, now, one_line, seen, wanted, who
from syndicator.cli.showing import say
from syndicator.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from syndicator.core.approvals import Decision
    from syndicator.core.article import Article
    from syndicator.pipeline.world import World
    from syndicator.ports import CaseRow, Overview, PostRow


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy that stands, and whether its site can take it down by itself."""

    row: "PostRow"
    by_itself: bool


@click.command()
@click.argument("reference", metavar="URL|ARTICLE")
@click.option("--reason", required=True, metavar="TEXT", help="What was asked for, and why; it is written into the ledger.")
@click.option("--from", "requester", default="", metavar="NAME", help="Who asked.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, reference: str, reason: str, requester: str, by: str, as_json: bool) -> int:
    """Withdraw an article from every site, because somebody outside asked for it: a publisher, an author, a court.

    URL is the address of the original or of a copy, ARTICLE the beginning of its key, or its id. The request is written into the
    ledger, and nothing of the article is posted again until a person says so. The daemon's next pass takes the copies down.
    Exit code 1 where a copy has to be taken down by hand.
    """
    from syndicator.wiring import desk

    at, name, why = now(), who(shell, by), wanted(reason, "--reason")
    asked_by = one_line(requester, "--from")
    with desk(shell.settings_without_secrets) as at_desk:
        articles = _meant(at_desk.overview, reference)
        copies = [copy for article in articles for copy in _withdrawn(at_desk.world, at_desk.overview, article, why, asked_by, name, at)]
    if as_json:
        told = [
            {"post": c.row.stored.post.key, "site": c.row.stored.post.site_id, "url": _url(c), "by_itself": c.by_itself} for c in copies
        ]
        emit_json("takedown", {"articles": [article.key for article in articles], "at": at, "copies": told})
    else:
        for article in articles:
            say(f"{article.title} ({article.key[:KEY]}) is not posted any more", bold=True)
        for copy in copies:
            what = "is withdrawn" if copy.by_itself else "take it down there by hand"
            say(f"{copy.row.stored.post.site_id}: {_url(copy)}: {what}", 2, hanging=2)
        shell.note("the daemon's next pass does it; or: syndicator run --once" if copies else "no copy of it stands anywhere")
    return 0 if all(copy.by_itself for copy in copies) else 1


def _meant(overview: "Overview", reference: str) -> "list[Article]":
    """Every article of this name: one original may have come by several sources."""
    from syndicator.core.article import same_address

    found = overview.articles(reference) if reference else []
    if not found:
        posts = [row.stored for row in overview.posts()]
        address = same_address(reference)
        mine = [s for s in posts if address in (same_address(s.receipt.url if s.receipt else ""), same_address(s.post.original_url))]
        found = [article for key in dict.fromkeys(s.post.article_key for s in mine) for article in overview.articles(key)]
    if not found:
        raise InputError(f"no article and no copy “{reference}” is known; give its address, or the beginning of its key")
    if len({same_address(article.url) for article in found}) > 1:
        raise InputError(f"“{reference}” are {len(found)} different articles; give the address of one")
    return found


def _withdrawn(world: "World", overview: "Overview", article: "Article", why: str, asked_by: str, name: str, at: "datetime") -> list[_Copy]:
    """Write the request down, reject the article for every site, and queue the withdrawal of every copy that may be met."""
    from syndicator.core.post import Deed
    from syndicator.ports import Withdrawable
    from syndicator.stores.recording import takedown
    from syndicator.stores.resting import may_be_met

    world.store.record(takedown(article.key, why, asked_by, name, at))
    for case in overview.cases(article.key):
        world.store.record_decision(article.key, case.site_id, _rejection(world, case, why, name, at))
    copies = [row for row in overview.posts() if row.stored.post.article_key == article.key and may_be_met(row.stored)]
    for row in copies:
        world.store.queue_deed(row.stored.post.key, Deed.WITHDRAW, f"asked for from outside: {why}", at)
    return [_Copy(row, isinstance(world.clients.get(row.stored.post.site_id), Withdrawable)) for row in copies]


def _rejection(world: "World", row: "CaseRow", why: str, name: str, at: "datetime") -> "Decision":
    """A rejection of the article as it is; where its source or site left the settings, of whatever it may be."""
    from syndicator.core.approvals import Basis, Choice, Decision, basis

    try:
        judgement = seen(world, row, at)[1]
    except InputError:
        return Decision(choice=Choice.REJECT, by=name, reason=why, at=at, basis=Basis("", 0, ""))
    return Decision(choice=Choice.REJECT, by=name, reason=why, at=at, basis=basis(judgement.case.article, judgement.case.terms))


def _url(copy: _Copy) -> str:
    receipt = copy.row.stored.receipt
    return receipt.url if receipt else "address not known"

"""Taking an article down everywhere, because somebody outside asked: for the command, and for the form where it may."""

from dataclasses import dataclass, replace
from datetime import datetime

from syndicator.core.approvals import Basis, Choice, Decision, basis
from syndicator.core.article import Article, same_address
from syndicator.core.post import Deed
from syndicator.core.takedowns import DONE, OPEN, REQUESTS, requests
from syndicator.errors import InputError
from syndicator.pipeline.judge import reconsider
from syndicator.pipeline.world import World
from syndicator.ports import CaseRow, Overview, PostRow, Withdrawable
from syndicator.stores.recording import takedown, takedown_answer
from syndicator.stores.resting import may_be_met

_BY_SETTINGS = "the settings (web.takedown)"


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy that stands and is to go, and whether its site can take it down by itself."""

    row: PostRow
    by_itself: bool

    @property
    def url(self) -> str:
        """Where it stands, as far as that is known."""
        return self.row.stored.receipt.url if self.row.stored.receipt else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Why, at whose request, who does it, and when it was asked for where that was before."""

    why: str
    requester: str
    by: str
    asked_at: datetime | None = None


def meant(overview: Overview, reference: str) -> list[Article]:
    """Every article of this name: one original may have come by several sources. Raises InputError for none, or different ones."""
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


def take_down(world: World, overview: Overview, article: Article, wish: Wish, at: datetime) -> list[Taken]:
    """Write the request down, reject the article for every site, and queue the withdrawal of every copy that may be met."""
    world.store.record(takedown(article.key, wish.why, wish.requester, wish.by, at, wish.asked_at))
    for case in overview.cases(article.key):
        world.store.record_decision(article.key, case.site_id, _rejection(world, case, wish, at))
    copies = [row for row in overview.posts() if row.stored.post.article_key == article.key and may_be_met(row.stored)]
    for row in copies:
        world.store.queue_deed(row.stored.post.key, Deed.WITHDRAW, f"asked for from outside: {wish.why}", at)
    return [Taken(row, isinstance(world.clients.get(row.stored.post.site_id), Withdrawable)) for row in copies]


def grant(world: World, overview: Overview, at: datetime) -> bool:
    """Grant the newest open request without asking a person, because the settings say so; False where it names nothing that is known."""
    waiting = [one for one in requests(overview.ledger_about(REQUESTS), overview.content) if one.state == OPEN]
    if not waiting:
        return False
    newest = waiting[-1]
    try:
        articles = meant(overview, newest.url)
    except InputError:
        return False  # it waits for a person
    wish = Wish(why=newest.reason, requester=newest.requester, by=_BY_SETTINGS, asked_at=newest.at)
    for article in articles:
        take_down(world, overview, article, wish, at)
    world.store.record(takedown_answer(newest.number, DONE, "", _BY_SETTINGS, at))
    return True


def _rejection(world: World, row: CaseRow, wish: Wish, at: datetime) -> Decision:
    """A rejection of the article as it is; where its source or site left the settings, of whatever it may be."""
    due = world.store.case(row.article_key, row.site_id)
    reached = reconsider(world, replace(due, decision=None), at) if due else None
    if reached is None:
        return Decision(choice=Choice.REJECT, by=wish.by, reason=wish.why, at=at, basis=Basis("", 0, ""))
    case = reached[0].case
    return Decision(choice=Choice.REJECT, by=wish.by, reason=wish.why, at=at, basis=basis(case.article, case.terms))

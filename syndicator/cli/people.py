"""What the commands for people share: who is deciding, days, and the case that is meant."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from syndicator.cli.common import Shell
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.article import Article
    from syndicator.core.verdict import Verdict
    from syndicator.pipeline.judge import Judgement
    from syndicator.pipeline.world import World
    from syndicator.ports import CaseRow, DueCase, Overview, Store
    from syndicator.settings import Settings
    from syndicator.wiring import Desk

KEY = 12
BY = "SYNDICATOR_BY"
_LONGEST = 500

Command = TypeVar("Command", bound=Callable[..., Any])


def by_option(command: Command) -> Command:
    """The option --by of every command that leaves a name in the store."""
    says = f"Your name, kept with what you decide (else ${BY}, else your name on this machine)."
    return click.option("--by", "by", default="", metavar="NAME", help=says)(command)


def who(shell: Shell, by: str) -> str:
    """The name of the person: the option, the environment, or the user of the system; InputError where there is none."""
    name = one_line(by or shell.environ.get(BY, "") or _user(), "--by")
    if not name:
        raise InputError(f"nobody decides nothing: give your name with --by NAME, or set {BY}")
    return name


def one_line(text: str, option: str) -> str:
    """A text as it is kept: on one line, and no longer than a reason is."""
    from syndicator.core.markup import one_line as joined

    line = joined(text)
    if len(line) > _LONGEST:
        raise InputError(f"{option}: {len(line)} characters; say it in {_LONGEST}")
    return line


def wanted(text: str, option: str) -> str:
    """A text that has to be there."""
    if not (line := one_line(text, option)):
        raise InputError(f"{option} is empty; whoever looks at this later wants to know")
    return line


class Day(click.ParamType[date]):
    """A day, written 2026-12-31."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is no day; write it as year-month-day, such as 2026-12-31", param, ctx)


class Length(click.ParamType[timedelta]):
    """A length of time, written 30d, 2w or 12h."""

    name = "length"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The length; a usage error for anything else."""
        from syndicator.settings.values import duration

        try:
            return duration(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Contact(click.ParamType[str]):
    """Whom a letter goes to: an e-mail address, or the address of a page with a form."""

    name = "contact"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address; a usage error for anything else, since a letter to nobody would be waited for in vain."""
        from syndicator.settings.values import mail_address, web_address

        text = str(value)
        try:
            return web_address(text) if text.lower().startswith(("https://", "http://")) else mail_address(text)
        except ValueError as error:
            self.fail(f"{error}, or the address of a contact page", param, ctx)


DAY, LENGTH, CONTACT = Day(), Length(), Contact()


def now() -> datetime:
    """The time of a command (UTC, aware)."""
    return datetime.now(UTC)


@contextmanager
def store_of(settings: "Settings") -> Iterator["Store"]:
    """The store beside the daemon, to leave something in; made where there is none yet, and never brought up to date here."""
    from syndicator.looking import has_store, store_file
    from syndicator.stores import open_store
    from syndicator.stores.lock import make_data_folder

    file, fresh = store_file(settings), not has_store(settings)
    if fresh:
        make_data_folder(settings.data)
    with closing(open_store(file, upgrade=fresh)) as store:
        yield store


def cases_of(desk: "Desk", reference: str, sites: tuple[str, ...], states: tuple[str, ...]) -> "tuple[Article, list[CaseRow]]":
    """The article that is meant, and its cases in one of these states (for these sites, if any are named); InputError for none."""
    article = one_article(desk.overview, reference)
    rows = [row for row in desk.overview.cases(article.key) if not sites or row.site_id in sites]
    strange = [site for site in sites if site not in {row.site_id for row in rows}]
    if strange:
        raise InputError(f"{article.key[:KEY]} was never led to {', '.join(strange)}; syndicator explain {article.key[:KEY]} shows where")
    chosen = [row for row in rows if row.state in states]
    if not chosen:
        rests = ", ".join(f"{row.state} for {row.site_id}" for row in rows) or "led to no site"
        raise InputError(f"{article.key[:KEY]} ({article.title}) is {rests}; nothing of it is {' or '.join(states)}")
    return article, chosen


def one_article(overview: "Overview", reference: str) -> "Article":
    """The one article that is meant; InputError where it is none or several."""
    found = overview.articles(reference) if reference else []
    if not found:
        raise InputError(f"no article “{reference}” is known; give the beginning of its key, its id or its address")
    if len(found) > 1:
        keys = ", ".join(f"{article.key[:KEY]} ({article.title})" for article in found[:5])
        raise InputError(f"“{reference}” are {len(found)} articles: {keys}; name one of them")
    return found[0]


def seen(world: "World", row: "CaseRow", at: datetime, *, answered: bool = False) -> "tuple[DueCase, Judgement, Verdict]":
    """A case as a person finds it: judged now, by the daemon's own road, as if nobody had answered yet (or with the answer)."""
    from syndicator.pipeline.judge import reconsider

    due = world.store.case(row.article_key, row.site_id)
    reached = reconsider(world, due if answered else replace(due, decision=None), at) if due else None
    if due is None or reached is None:
        raise InputError(f"{row.article_key[:KEY]} for {row.site_id}: its source or its site is no longer in the settings; put it back")
    return due, *reached


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in a container
        return ""

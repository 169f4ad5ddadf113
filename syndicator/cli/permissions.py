"""`syndicator permissions`: what publishers allowed, as somebody recorded it, and the letters that ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from syndicator.cli import permissions_letters
from syndicator.cli.common import Shell
from syndicator.cli.naming import configured, named_sites
from syndicator.cli.output import emit_json, table
from syndicator.cli.people import DAY, LENGTH, by_option, now, store_of, wanted, who
from syndicator.cli.showing import say
from syndicator.core.permissions import USES
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.permissions import Permission
    from syndicator.core.places import Agreement


@dataclass(frozen=True, slots=True)
class _Row:
    """A permission of the store, or an agreement of the settings (number 0)."""

    number: int
    agreement: "Agreement"
    state: str
    by: str
    record: "Permission | None" = None


@click.group()
def command() -> None:
    """List, add and revoke permissions, say which end soon, and ask for them by letter.

    A permission stands beside the [[agreement]]s of the settings, as evidence of the same kind: when it ends or is
    revoked, nothing new is posted by it, and the copies that rest on it are withdrawn.
    """


command.add_command(permissions_letters.request)
command.add_command(permissions_letters.requests)
command.add_command(permissions_letters.answer)


@command.command("list")
@click.option("--publisher", metavar="NAME", help="Only those of this publisher.")
@click.option("--all", "every", is_flag=True, help="Those that have ended or were revoked too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_permissions(shell: Shell, publisher: str | None, every: bool, as_json: bool) -> None:
    """List the permissions that hold or will, those of the settings too (without a number)."""
    rows = [row for row in _rows(shell) if every or row.state in ("in force", "to come")]
    rows = [row for row in rows if publisher is None or row.agreement.publisher.casefold() == publisher.casefold()]
    _print(rows, "permissions-list", "permissions", "no permissions are recorded", as_json=as_json)


@command.command()
@click.option("--publisher", required=True, metavar="NAME", help="Who gave it: the publisher's name as in the source, or an owner.")
@click.option("--site", "sites", multiple=True, required=True, metavar="ID", help="For which site (repeatable); each by name.")
@click.option("--use", "uses", multiple=True, required=True, type=click.Choice(USES), help="What it allows (repeatable).")
@click.option("--reference", required=True, metavar="TEXT", help="Where it is written: a file, an address, a letter and its date.")
@click.option("--article", "articles", multiple=True, metavar="URL", help="Only for this article of theirs (repeatable; default: all).")
@click.option("--from", "starts", type=DAY, help="The first day it holds (default: today).")
@click.option("--until", type=DAY, help="The last day it holds (default: no end).")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def add(
    shell: Shell,
    publisher: str,
    sites: tuple[str, ...],
    uses: tuple[str, ...],
    reference: str,
    articles: tuple[str, ...],
    starts: date | None,
    until: date | None,
    by: str,
    as_json: bool,
) -> None:
    """Record a permission that a publisher gave; the cases it speaks for are judged again at the next pass."""
    from syndicator.core.permissions import Permission
    from syndicator.core.places import Agreement

    at, settings = now(), shell.settings_without_secrets
    first = starts or at.date()
    if until is not None and until < max(first, at.date()):
        raise InputError(f"--until {until} is before it begins, or over; name a later day")
    agreement = Agreement(
        publisher=wanted(publisher, "--publisher"),
        sites=named_sites(sites, configured(settings)),
        uses=tuple(dict.fromkeys(uses)),
        reference=wanted(reference, "--reference"),
        starts=first,
        until=until,
        articles=_addresses(articles),
    )
    permission = Permission(agreement=agreement, by=who(shell, by), at=at)
    with store_of(settings) as store:
        number = store.record_permission(permission)
    if as_json:
        emit_json("permissions-add", {"number": number})
        return
    say(f"recorded permission {number} of {agreement.publisher}: {', '.join(agreement.uses)} for {', '.join(agreement.sites)}")
    if stranger := permissions_letters.stranger(settings, agreement.publisher):
        shell.note(stranger)


@command.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept with the permission.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def revoke(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Revoke the permission NUMBER: what rests on it is judged again, and copies that rest on nothing else are withdrawn."""
    from dataclasses import replace

    at = now()
    with store_of(shell.settings_without_secrets) as store:
        found = next((p for p in store.permissions() if p.number == number), None)
        if found is None:
            raise InputError(f"there is no permission {number}; syndicator permissions list --all shows them")
        if found.revoked:
            raise InputError(f"permission {number} was revoked on {found.revoked_at:%Y-%m-%d} by {found.revoked_by}")
        store.record_permission(replace(found, revoked_at=at, revoked_by=who(shell, by), why=wanted(reason, "--reason")))
    if as_json:
        emit_json("permissions-revoke", {"revoked": number})
        return
    say(f"revoked permission {number} of {found.agreement.publisher}")


@command.command()
@click.option("--within", type=LENGTH, default="30d", show_default=True, help="How soon, such as 30d or 2w.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def expiring(shell: Shell, within: timedelta, as_json: bool) -> int:
    """Say which permissions end soon, those of the settings too, and how many live copies rest on each.

    Exit code 1 where one does: its copies are withdrawn on the day after its last.
    """
    today = now().date()
    ends = [(row.agreement.until, row) for row in _rows(shell) if row.state == "in force" and row.agreement.until is not None]
    soon = [row for until, row in sorted(ends, key=lambda end: (end[0], end[1].number)) if until - today <= within]
    _print(soon, "permissions-expiring", "expiring", "no permission ends that soon", as_json=as_json)
    return 1 if soon else 0


def _addresses(articles: Iterable[str]) -> tuple[str, ...]:
    """The addresses of articles; InputError for what is none."""
    from syndicator.core.article import is_hyperlink

    wrong = [one for one in articles if not is_hyperlink(one)]
    if wrong:
        raise InputError(f"--article: “{wrong[0]}” is no web address; write that of the original")
    return tuple(dict.fromkeys(articles))


def _rows(shell: Shell) -> list[_Row]:
    from syndicator.core.permissions import Permission
    from syndicator.looking import opened

    settings, at = shell.settings_without_secrets, now()
    with opened(settings) as overview:
        stored = overview.permissions()
    configured = [Permission(agreement=a, by="the settings", at=at) for a in settings.agreements]
    rows = [_Row(0, p.agreement, p.state(at.date()), p.by) for p in configured]
    return [*rows, *(_Row(p.number, p.agreement, p.state(at.date()), p.by, p) for p in stored)]


def _print(rows: list[_Row], kind: str, key: str, empty: str, *, as_json: bool) -> None:
    if as_json:
        emit_json(kind, {key: [_shape(row) for row in rows]})
        return
    columns = ("number", "publisher", "articles", "sites", "uses", "from", "until", "state", "by", "reference")
    table(columns, (_cells(row) for row in rows), empty=empty)


def _cells(row: _Row) -> tuple[object, ...]:
    one = row.agreement
    why = f"{one.reference} (revoked: {row.record.why})" if row.record and row.record.revoked else one.reference
    until = one.until or "no end"
    return (
        row.number or "-",
        one.publisher,
        ", ".join(one.articles) or "all",
        ", ".join(one.sites),
        ", ".join(one.uses),
        one.starts,
        until,
        row.state,
        row.by,
        why,
    )


def _shape(row: _Row) -> dict[str, object]:
    one, record = row.agreement, row.record
    return {
        "number": row.number or None,
        "publisher": one.publisher,
        "articles": list(one.articles),
        "sites": list(one.sites),
        "uses": list(one.uses),
        "from": one.starts,
        "until": one.until,
        "reference": one.reference,
        "state": row.state,
        "by": row.by,
        "recorded_at": record.at if record else None,
        "request": record.request or None if record else None,
        "revoked_at": record.revoked_at if record else None,
        "revoked_by": record.revoked_by if record else "",
        "why": record.why if record else "",
    }

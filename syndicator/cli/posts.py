"""`syndicator posts`: the copies, where they rest, and their proofs."""

from typing import TYPE_CHECKING

import click

from syndicator.cli import shapes
from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, table
from syndicator.cli.showing import Notes, heading, labelled, moment, say, show_checks

if TYPE_CHECKING:
    from syndicator.ports import PostRow

_KEY = 12
_STATES = ("queued", "claimed", "delivered", "proven", "lacking", "unknown", "failed", "withdrawn")


@click.group()
def command() -> None:
    """List and show the copies and their proofs."""


@command.command("list")
@click.option("--site", "site_id", metavar="ID", help="Only copies for this site.")
@click.option("--state", type=click.Choice(_STATES), help="Only copies that rest in this state.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_posts(shell: Shell, site_id: str | None, state: str | None, as_json: bool) -> None:
    """List the copies, oldest first."""
    from syndicator.looking import opened

    with opened(shell.settings) as overview:
        rows = overview.posts(site_id, state)
    if as_json:
        emit_json("posts-list", {"posts": [shapes.post(row) for row in rows]})
        return
    table(("post", "site", "state", "proof", "title", "address"), (_line(row) for row in rows), empty="no copies")


@command.command("show")
@click.argument("reference", metavar="KEY|URL")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_post(shell: Shell, reference: str, as_json: bool) -> None:
    """Show one copy: state, receipt, and every check of its last proof.

    KEY is the beginning of the copy's key; URL the copy's own address, or that of the original.
    """
    from syndicator.looking import opened

    with opened(shell.settings) as overview:
        row = _one(overview.posts(), reference)
    if as_json:
        emit_json("posts-show", {"post": shapes.post(row)})
        return
    show_row(row, Notes())


def show_row(row: "PostRow", notes: Notes) -> None:
    """One copy, with its last proof."""
    stored, post = row.stored, row.stored.post
    say(f"{post.title} · {post.site_id}", bold=True)
    labelled("key", post.key)
    labelled("original", post.original_url)
    labelled("form", post.form)
    labelled("state", f"{stored.state}: {stored.why}" if stored.why else stored.state)
    if stored.next_at:
        labelled("next", f"{stored.deed} at {moment(stored.next_at)} (tried {stored.attempts}×)")
    labelled("created", moment(row.created_at))
    labelled("delivered", moment(row.delivered_at))
    if stored.receipt:
        labelled("copy", f"{stored.receipt.url} (there: {stored.receipt.remote_id})")
        same = "the newest draft" if stored.receipt.revision == post.revision else "an older draft"
        labelled("revision", f"{stored.receipt.revision[:_KEY] or 'not known'}, {same}" if stored.receipt.revision else "not known")
    heading(f"Proof of {moment(row.proven_at)}" if row.proven_at else "Not proven yet")
    show_checks(row.checks, notes)


def _line(row: "PostRow") -> tuple[object, ...]:
    stored = row.stored
    proof = f"{sum(c.met for c in row.checks)}/{len(row.checks)}" if row.checks else "-"
    return (
        stored.post.key[:_KEY],
        stored.post.site_id,
        stored.state,
        proof,
        stored.post.title,
        stored.receipt.url if stored.receipt else "-",
    )


def _one(rows: "list[PostRow]", reference: str) -> "PostRow":
    """The one copy that is meant; InputError where it is none or several."""
    from syndicator.core.article import same_address
    from syndicator.errors import InputError

    address = same_address(reference)
    found = [row for row in rows if reference and row.stored.post.key.startswith(reference)]
    found = found or [row for row in rows if row.stored.receipt and same_address(row.stored.receipt.url) == address]
    found = found or [row for row in rows if same_address(row.stored.post.original_url) == address]
    if not found:
        raise InputError(f"there is no copy “{reference}”; syndicator posts list shows the keys")
    if len(found) > 1:
        keys = ", ".join(f"{row.stored.post.key[:_KEY]} ({row.stored.post.site_id})" for row in found[:5])
        raise InputError(f"“{reference}” are {len(found)} copies: {keys}; name one of them")
    return found[0]

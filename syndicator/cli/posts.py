"""`syndicator posts`: the copies, where they rest, their proofs, and another try for those that failed."""

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from syndicator.cli import shapes
from syndicator.cli.common import Shell
from syndicator.cli.drifting import show_drifts
from syndicator.cli.mentioning import shaped, show_mention
from syndicator.cli.output import emit_json, table
from syndicator.cli.posts_withdrawing import withdraw_posts
from syndicator.cli.showing import Notes, heading, labelled, moment, say, show_checks

if TYPE_CHECKING:
    from syndicator.ports import PostRow, StoredPost

_KEY = 12
_STATES = ("queued", "claimed", "delivered", "proven", "lacking", "unknown", "failed", "withdrawn")
_RESTING = ("failed", "unknown")  # until a person acts
_INDENT = 17  # where the words beside the labels stand


@click.group()
def command() -> None:
    """List and show the copies and their proofs, and try failed ones again."""


@command.command("list")
@click.option("--site", "site_id", metavar="ID", help="Only copies for this site.")
@click.option("--state", type=click.Choice(_STATES), help="Only copies that rest in this state.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_posts(shell: Shell, site_id: str | None, state: str | None, as_json: bool) -> None:
    """List the copies, oldest first."""
    from syndicator.cli.naming import configured, named_sites
    from syndicator.looking import opened

    settings = shell.settings_without_secrets
    with opened(settings) as overview:
        rows = overview.posts(site_id, state)
        if site_id is not None and not rows:
            named_sites([site_id], configured(settings), (row.stored.post.site_id for row in overview.posts(site_id)))
    if as_json:
        emit_json("posts-list", {"posts": [shapes.post(row) for row in rows]})
        return
    table(("post", "site", "state", "proof", "title", "address"), (_line(row) for row in rows), empty="no copies")


@command.command("show")
@click.argument("reference", metavar="KEY|URL")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_post(shell: Shell, reference: str, as_json: bool) -> None:
    """Show one copy: state, receipt, every check of its last proof, and what its original was told.

    KEY is the beginning of the copy's key; URL the copy's own address, or that of the original.
    """
    from syndicator.looking import opened
    from syndicator.pipeline.timing import taken_down

    with opened(shell.settings_without_secrets) as overview:
        row = _one(overview.posts(), reference)
        mention = overview.mention(row.stored.post.key)
        gone = [one for one in taken_down(overview.ledger_about(row.stored.post.article_key)) if one.site == row.stored.post.site_id]
    if as_json:
        emit_json("posts-show", {"post": shapes.post(row), "taken_down": gone, "webmention": shaped(mention)})
        return
    show_row(row, Notes())
    show_mention(mention)
    for one in gone:
        proven = f", seen gone {one.gone_at - one.down_at} later" if one.gone_at else ", not yet seen gone"
        say(f"taken down {one.took} after the {one.signal} of {moment(one.signal_at)}{proven}", 2)


@command.command("retry")
@click.argument("references", nargs=-1, required=True, metavar="KEY|URL...")
@click.option("--absent", is_flag=True, help="Of copies whose outcome is unknown: you looked, and the site does not hold them.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def retry_posts(shell: Shell, references: tuple[str, ...], absent: bool, as_json: bool) -> None:
    """Try failed copies again, once what stood in their way is mended; the daemon's next tick does it.

    A copy whose outcome is unknown is made again with --absent only. Nothing leaves that is not allowed at that time.
    """
    from syndicator.errors import InputError
    from syndicator.looking import has_store, store_file
    from syndicator.stores import open_store

    settings = shell.settings_without_secrets
    if not has_store(settings):
        raise InputError("there are no copies yet; the daemon makes them: syndicator run")
    with closing(open_store(store_file(settings), upgrade=False)) as store:
        rows = store.posts()
        chosen = [_retriable(_one(rows, reference), absent=absent) for reference in references]
        for stored in chosen:
            store.queue_deed(stored.post.key, stored.deed, stored.why, datetime.now(UTC), repair=stored.repaired)
    if as_json:
        emit_json("posts-retry", {"queued": [{"key": s.post.key, "site": s.post.site_id, "deed": s.deed} for s in chosen]})
        return
    for stored in chosen:
        say(f"queued {stored.post.key[:_KEY]} ({stored.post.title} · {stored.post.site_id}): {stored.deed}")


command.add_command(withdraw_posts)


def _retriable(row: "PostRow", *, absent: bool) -> "StoredPost":
    """A copy that rests until a person acts; InputError for any other, and for one that might be made twice."""
    from syndicator.core.post import Deed, PostState
    from syndicator.errors import InputError

    stored, key = row.stored, row.stored.post.key[:_KEY]
    if stored.state not in (PostState.FAILED, PostState.UNKNOWN):
        raise InputError(f"{key} is {stored.state}: only copies that failed, or whose outcome is unknown, are tried again")
    if stored.state is PostState.UNKNOWN and stored.deed is Deed.CREATE and not absent:
        raise InputError(f"{key}: nobody knows whether it arrived; look at {stored.post.site_id}, and if it is not there, add --absent")
    return stored


def show_row(row: "PostRow", notes: Notes) -> None:
    """One copy, with its last proof."""
    stored, post = row.stored, row.stored.post
    say(f"{post.title} · {post.site_id}", bold=True)
    labelled("key", post.key)
    labelled("original", post.original_url)
    labelled("form", post.form)
    labelled("state", f"{stored.state}: {stored.why}" if stored.why else stored.state)
    if stored.state in _RESTING:
        say(f"→ when that is mended: syndicator posts retry {post.key[:_KEY]}", _INDENT)
    if stored.next_at:
        labelled("next", f"{stored.deed} at {moment(stored.next_at)} (tried {stored.attempts}×)")
    labelled("created", moment(row.created_at))
    labelled("delivered", moment(row.delivered_at))
    if stored.receipt:
        labelled("copy", f"{stored.receipt.url} (there: {stored.receipt.remote_id})")
        same = "the newest draft" if stored.receipt.revision == post.revision else "an older draft"
        labelled("revision", f"{stored.receipt.revision[:_KEY] or 'not known'}, {same}" if stored.receipt.revision else "not known")
    show_drifts(row, datetime.now(UTC))
    heading(f"Proof of {moment(row.proven_at)}" if row.proven_at else "Not proven yet")
    if row.proven_at and not row.checks:
        say("no duty was looked for: nothing of it stands", 2)
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

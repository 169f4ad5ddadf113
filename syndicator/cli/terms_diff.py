"""`syndicator terms diff`: what changed between two readings of terms, for whoever reposts."""

from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.terms_explain import CONTACT

if TYPE_CHECKING:
    from syndicator.core.comparing import Change
    from syndicator.core.evidence import Quote

_COLOURS = {"looser": "green", "stricter": "red", "neutral": None}


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--html", "as_html", is_flag=True, help="Read files as HTML, whatever they look like.")
@click.option("--contact", default="", metavar="ADDRESS", help=CONTACT)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def diff(shell: Shell, old: str, new: str, as_html: bool, contact: str, as_json: bool) -> int:
    """Say what changed from OLD to NEW (files or addresses): each change looser, stricter or neutral, with both quotes.

    Whether reposting is still allowed comes first. The same said in other words is no change. Exit code 0 where nothing
    changed, 1 where something did.
    """
    from syndicator.cli.terms_document import document
    from syndicator.core.comparing import compare, headline

    if old == new == "-":
        raise click.UsageError("only one of the two can be standard input")
    before, after = (document(shell, target, as_html=as_html, contact=contact) for target in (old, new))
    changes, first = compare(before.terms, after.terms), headline(before.terms, after.terms)
    if as_json:
        emit_json(
            "terms-diff", {"old": before.where, "new": after.where, "headline": first, "changes": [_shape(change) for change in changes]}
        )
    else:
        _show(before.where, after.where, first, changes)
    return 1 if changes else 0


def _shape(change: "Change") -> dict[str, object]:
    from syndicator.cli import shapes

    return {
        "topic": change.topic,
        "direction": change.direction,
        "says": change.says,
        "old": shapes.quotes(change.old),
        "new": shapes.quotes(change.new),
    }


def _show(old: str, new: str, first: str, changes: "tuple[Change, ...]") -> None:
    from syndicator.cli.showing import say

    say(f"{old} → {new}", bold=True)
    if first:
        say(first, 2, bold=True)
    if not changes:
        say("nothing changed for whoever reposts", 2)
    for change in changes:
        say(f"{change.direction}: {change.says}", 2, hanging=2, colour=_COLOURS[change.direction])
        for sign, quotes in (("−", change.old), ("+", change.new)):
            for quote in quotes:
                _quoted(sign, quote)


def _quoted(sign: str, quote: "Quote") -> None:
    from syndicator.cli.showing import placed, say

    say(f"{sign} “{quote.text}” ({placed(quote)})", 6, hanging=2)

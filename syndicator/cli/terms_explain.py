"""`syndicator terms explain`: what terms mean, in plain words, with the quoted words marked in their sentence."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json

if TYPE_CHECKING:
    from syndicator.cli.terms_document import Document
    from syndicator.cli.terms_telling import Item

CONTACT = "Your e-mail address or page, told to the publisher; where no settings file says it, a URL needs it."


@click.command()
@click.argument("target", metavar="[URL|SOURCE|FILE|-]", default="-")
@click.option("--html", "as_html", is_flag=True, help="Read it as HTML, whatever it looks like.")
@click.option("--contact", default="", metavar="ADDRESS", help=CONTACT)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--verbose", is_flag=True, help="Name the rules, and the characters at which quoted words stand.")
@click.option("--odrl", "as_odrl", is_flag=True, help="Print the terms as an ODRL 2.2 policy in JSON-LD.")
@click.pass_obj
def explain(shell: Shell, target: str, as_html: bool, contact: str, verbose: bool, as_json: bool, as_odrl: bool) -> int:
    """Explain the terms of a page, a source, a notice or a file: what is allowed, asked, limited, not known, and told to machines.

    Each answer shows the words it was read from, marked in their sentence, with the place. A URL is fetched
    as the daemon would: robots.txt is asked, private addresses are refused. What its host's robots.txt, tdmrep.json and
    RSL documents say of it counts too. Of a configured source (its ID) the terms pages and files are told that the daemon keeps.
    """
    from syndicator.cli.terms_document import document

    if as_json and as_odrl:
        raise click.UsageError("--odrl prints JSON of its own; leave --json out")
    found = document(shell, target, as_html=as_html, contact=contact)
    if as_odrl:
        _odrl(found)
    elif as_json:
        emit_json("terms-explain", _shape(found))
    else:
        _show(found, verbose=verbose)
    return 0


def _odrl(found: "Document") -> None:
    from syndicator.core.odrl import policy

    target, assigner = _named(found.about or found.where)
    print(json.dumps(policy(found.terms, uid=f"{target}#terms", target=target, assigner=assigner), indent=2))


def _named(where: str) -> tuple[str, str]:
    """(the document, whose terms they are) as the IRIs ODRL wants; of a file nobody can tell whose."""
    from syndicator.targets import is_address

    if is_address(where):
        parts = urlsplit(where)
        return where.partition("#")[0], f"{parts.scheme}://{parts.netloc}/"
    path = Path(where)
    return path.absolute().as_uri() if path.is_file() else "urn:syndicator:standard-input", "urn:syndicator:unnamed-publisher"


def _shape(found: "Document") -> dict[str, object]:
    from syndicator.cli import shapes
    from syndicator.cli.terms_telling import facts, in_short, sections
    from syndicator.cli.terms_words import ADVICE

    told = [{"title": section.title, "items": [_item(item, found.text) for item in section.items]} for section in sections(found.terms)]
    return {
        "where": found.where,
        "summary": in_short(found.terms),
        "facts": list(facts(found.terms)),
        "sections": told,
        "terms": shapes.terms(found.terms),
        "unread": found.unread,
        "advice": ADVICE,
    }


def _item(item: "Item", text: str) -> dict[str, object]:
    """`more` counts the marks that are left out; their evidence stands in the terms."""
    from syndicator.cli.terms_marking import first_marks
    from syndicator.cli.terms_telling import once

    marks, more = first_marks(once(item.evidence), text)
    return {"says": item.says, "marks": list(marks), "more": more}


def _show(found: "Document", *, verbose: bool) -> None:
    from syndicator.cli.showing import heading, say
    from syndicator.cli.terms_marking import PIPED, Marks, first_marks
    from syndicator.cli.terms_telling import facts, in_short, once, sections
    from syndicator.cli.terms_words import ADVICE

    shown = Marks(verbose=verbose)
    say(found.where, bold=True)
    if found.unread:
        say(f"Not read: {found.unread}", 2, hanging=2, piped=PIPED)
    for line in (in_short(found.terms), *facts(found.terms)):
        say(line, 2, hanging=2, piped=PIPED)
    for section in sections(found.terms):
        heading(section.title)
        for item in section.items:
            say(f"{'[ ] ' if section.checklist else ''}{item.says}", 2, hanging=4 if section.checklist else 2, piped=PIPED)
            marks, more = first_marks(once(item.evidence), found.text)
            for mark in marks:
                shown.show(mark, 6)
            if more:
                say(f"and {more} more", 6)
    say()
    say(ADVICE)

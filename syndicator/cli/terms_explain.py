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

CONTACT = "Your e-mail address or page, told to the publisher; where no settings file says it, a URL needs it."


@click.command()
@click.argument("target", metavar="[URL|FILE|-]", default="-")
@click.option("--html", "as_html", is_flag=True, help="Read it as HTML, whatever it looks like.")
@click.option("--contact", default="", metavar="ADDRESS", help=CONTACT)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--odrl", "as_odrl", is_flag=True, help="Print the terms as an ODRL 2.2 policy in JSON-LD.")
@click.pass_obj
def explain(shell: Shell, target: str, as_html: bool, contact: str, as_json: bool, as_odrl: bool) -> int:
    """Explain the terms of a page, a notice or a file: what is allowed, asked, limited, not known, and told to machines.

    Each answer shows the words it was read from, marked in their sentence, with the place and the rule. A URL is fetched
    as the daemon would: robots.txt is asked, private addresses are refused.
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
        _show(found)
    return 0


def _odrl(found: "Document") -> None:
    from syndicator.core.odrl import policy

    target, assigner = _named(found.where)
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
    from syndicator.cli.terms_marking import marked
    from syndicator.cli.terms_telling import ADVICE, in_short, once, sections

    told = [
        {
            "title": section.title,
            "items": [{"says": item.says, "marks": [marked(e, found.text) for e in once(item.evidence)]} for item in section.items],
        }
        for section in sections(found.terms)
    ]
    return {"where": found.where, "summary": in_short(found.terms), "sections": told, "terms": shapes.terms(found.terms), "advice": ADVICE}


def _show(found: "Document") -> None:
    from syndicator.cli.showing import heading, say
    from syndicator.cli.terms_marking import Marks, marked
    from syndicator.cli.terms_telling import ADVICE, in_short, once, sections

    marks = Marks()
    say(found.where, bold=True)
    say(in_short(found.terms), 2, hanging=2)
    for section in sections(found.terms):
        heading(section.title)
        for item in section.items:
            say(item.says, 2, hanging=2)
            for e in once(item.evidence):
                marks.show(marked(e, found.text), 6)
    say()
    say(ADVICE)

"""`syndicator policy new`: a case from a real article, so that what it came to stays so."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain
from syndicator.cli.people import KEY, cases_of, now, seen
from syndicator.cli.showing import say
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.article import Article
    from syndicator.core.evidence import Evidence
    from syndicator.core.verdict import Verdict
    from syndicator.pipeline.judge import Judgement
    from syndicator.settings import Settings

FOLDER = "policy-tests"
_HEAD = """\
# {title}
# From the store, {day}. Judge it with: syndicator policy test
# answer: one of allow, wait, hold, refuse, or a list of those that are right; form and rule may be left out.

"""


@dataclass(frozen=True, slots=True)
class _Written:
    """A case as it is written: its file, and the article's page beside it."""

    file: Path
    text: str
    page: str


@click.command("new")
@click.argument("reference", metavar="ARTICLE")
@click.option("--site", "site_id", metavar="ID", help="For this site (needed where it was led to several).")
@click.option("--name", default="", metavar="TEXT", help="What the case is called (default: the article's title).")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write (default: in policy-tests).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, reference: str, site_id: str | None, name: str, out: Path | None, as_json: bool) -> None:
    """Write a case from ARTICLE as it rests in the store: its text, what was read of its terms, and what it comes to.

    ARTICLE is the beginning of its key, its id or its address.
    """
    from syndicator.wiring import desk

    settings, at = shell.settings_without_secrets, now()
    with desk(settings) as one:
        article, rows = cases_of(one, reference, (site_id,) if site_id else (), ("held", "refused", "waiting", "allowed", "new"))
        if len(rows) > 1:
            raise InputError(f"{article.key[:KEY]} was led to {', '.join(row.site_id for row in rows)}; name one with --site ID")
        _, judgement, verdict = seen(one.world, rows[0], at)
    file = out or folder_of(settings) / f"{article.key[:KEY]}-{rows[0].site_id}.toml"
    _write(_case(file, judgement, verdict, name or article.title or article.url, at))
    outcome = _checked(file, settings)
    if as_json:
        emit_json("policy-new", {"wrote": file, "answer": verdict.answer.name.lower(), "differs": outcome})
        return
    say(f"wrote {file}")
    if outcome:
        shell.note(f"by itself, without what surrounds it in the store, it comes to something else: {outcome}; correct [case.expect]")


def folder_of(settings: "Settings") -> Path:
    """Where an operator's cases lie: beside the settings."""
    return (settings.file.parent if settings.file else Path()) / FOLDER


def _case(file: Path, judgement: "Judgement", verdict: "Verdict", name: str, at: datetime) -> _Written:
    import tomlkit

    case = judgement.case
    deciding = verdict.deciding
    page = file.with_suffix(".page.html").name if case.article.page else ""
    table: dict[str, Any] = {
        "name": plain(name) or case.article.key[:KEY],
        "site": case.site.id,
        "source": case.source.id,
        "now": at.replace(microsecond=0),
        "article": _article(case.article, page),
        "expect": {
            "answer": verdict.answer.name.lower(),
            "form": str(verdict.form or "none"),
            **({"rule": deciding.rule} if deciding else {}),
        },
    }
    statements = [_statement(e) for e in _beside(judgement)]
    if statements:
        table["statement"] = statements
    head = _HEAD.format(title=plain(name), day=f"{at:%Y-%m-%d}")
    return _Written(file, head + tomlkit.dumps({"case": [table]}), case.article.page)


def _article(article: "Article", page: str) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "url": article.url,
        "title": plain(article.title),
        "html": _toml_text(article.html),
        "published": article.published,
        "language": article.language,
        "authors": [plain(person.name) for person in article.authors if plain(person.name)],
        "rights": _toml_text(article.rights),
        "complete": article.complete,
        "page_file": page,
    }
    return {key: value for key, value in facts.items() if value not in ("", None)}


def _beside(judgement: "Judgement") -> "list[Evidence]":
    """What was read elsewhere than on the article itself: its feed, terms pages, files; the library and agreements speak for themselves."""
    from syndicator.core.evidence import Channel
    from syndicator.core.reading import read_article

    case = judgement.case
    fed = set(case.article.evidence)
    again = set(read_article(case.article, case.source)) - fed
    own = (Channel.POLICY, Channel.AGREEMENT)
    return [e for e in case.terms.evidence if e not in again and e.channel not in own and not e.rule.startswith("licence:")]


def _statement(e: "Evidence") -> dict[str, Any]:
    said = {
        "topic": str(e.topic),
        "value": plain(e.value),
        "quote": _toml_text(e.quote.text),
        "where": plain(e.quote.where),
        "detail": _toml_text(e.detail),
        "channel": str(e.channel),
        "level": str(e.level),
        "rule": plain(e.rule),
    }
    return {key: value for key, value in said.items() if value or key == "quote"}


def _toml_text(text: str) -> str:
    """A text without what TOML has no place for: lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _write(written: _Written) -> None:
    file = written.file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(written.text)
        if written.page:
            file.with_suffix(".page.html").write_text(_toml_text(written.page), "utf-8")
    except FileExistsError:
        raise InputError(f"{file} is there already; name another with --out") from None
    except OSError as error:
        raise InputError(f"{plain(str(file))}: cannot be written ({error.strerror})") from None


def _checked(file: Path, settings: "Settings") -> str:
    """How what the case comes to by itself differs from what it came to in the store; "" where it does not."""
    from syndicator.cli.policy import outcomes_of
    from syndicator.settings.cases import load_cases

    return outcomes_of(load_cases(file, settings), settings)[0].differs

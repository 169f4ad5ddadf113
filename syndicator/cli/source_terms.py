"""`syndicator sources terms`: what a source's terms page says, what it said before, and which live copies rest on it."""

from itertools import pairwise
from typing import TYPE_CHECKING

import click

from syndicator.cli import shapes
from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.showing import heading, labelled, moment, say
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.places import Source
    from syndicator.core.terms import Terms
    from syndicator.ports import CaseRow, PostRow, TermsPage, TermsWatch

_SUM = 12


@click.command("terms")
@click.argument("source_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, source_id: str, as_json: bool) -> None:
    """Show the terms page of the source ID: what it grants, when it was read, what it said before, and the copies that rest on it."""
    from syndicator.looking import opened

    source = next((s for s in shell.settings_without_secrets.sources if s.id == source_id), None)
    if source is None:
        raise InputError(f"there is no source {source_id}; see: syndicator sources list")
    with opened(shell.settings_without_secrets) as overview:
        watch, history = overview.terms_watches().get(source.id), overview.terms_history(source.id)
        copies = overview.live_copies(source.id)
        cases = {(c.article_key, c.site_id): c for c in overview.cases() if c.source_id == source.id}
    if as_json:
        emit_json("sources-terms", _shape(source, watch, history, copies, cases))
        return
    _show(source, watch, history)
    _show_history(history)
    _show_copies(copies, cases)


def _terms(page: "TermsPage") -> "Terms":
    from syndicator.core.terms import combine
    from syndicator.pipeline.terms import terms_evidence

    return combine(terms_evidence(page.html, page.url))


def _short(page: "TermsPage") -> str:
    """What a snapshot grants, in one line."""
    if page.gone:
        return "taken away"
    terms = _terms(page)
    parts = [f"republish {terms.republish}", terms.licence, f"commercial {terms.commercial}", f"derivatives {terms.derivatives}"]
    parts += [f"duties: {', '.join(terms.duties)}" if terms.duties else ""]
    parts += [f"limits: {', '.join(name for name, _ in terms.limits)}" if terms.limits else ""]
    return "; ".join(part for part in parts if part)


def _show(source: "Source", watch: "TermsWatch | None", history: "list[TermsPage]") -> None:
    say(f"{source.publisher} ({source.id})", bold=True)
    if not source.watch_terms:
        say('its terms page is not watched; set terms = "find", or terms = "https://…" for the source', 2)
    address = source.terms or (watch.address if watch else "")
    if address:
        labelled("page", f"{address} ({'named in the settings' if source.terms else 'found by its link'})")
    elif source.watch_terms:
        labelled("page", "nothing links to one" if watch and watch.looked else "not looked for yet")
    if watch is not None:
        labelled("last look", moment(watch.last_look))
        labelled("next look", moment(watch.next_look))
        if watch.problem:
            labelled("problem", f"{watch.problem} (failed {watch.failures}×)", colour="yellow")
    if history:
        page = history[-1]
        if page.url != address and page.address == address:
            labelled("leads to", page.url)
        labelled("since", moment(page.fetched_at) if page.gone or len(history) == 1 else f"{moment(page.fetched_at)} (changed then)")
        labelled("last seen", moment(watch.confirmed_at if watch else None))
        labelled("sum", page.sha256[:_SUM] or "-")
        labelled("says", _short(page))


def _show_history(history: "list[TermsPage]") -> None:
    if len(history) < 2:
        return
    heading("What it said before")
    for page, later in reversed(list(pairwise(history))):
        say(f"{moment(page.fetched_at)} · {page.sha256[:_SUM] or '-'} · {_short(page)}", 2, hanging=2)
        before, after = _quotes(page), _quotes(later)
        for quote in (q for q in before if q not in after):
            say(f"- “{quote}”", 4, hanging=2)
        for quote in (q for q in after if q not in before):
            say(f"+ “{quote}”", 4, hanging=2)


def _quotes(page: "TermsPage") -> list[str]:
    """The words a snapshot's statements were read from, in their order, each once."""
    return [] if page.gone else list(dict.fromkeys(" ".join(e.quote.text.split()) for e in _terms(page).evidence if e.quote.text.strip()))


def _show_copies(copies: "list[PostRow]", cases: "dict[tuple[str, str], CaseRow]") -> None:
    heading(f"Live copies that rest on it: {len(copies)}")
    for row in copies:
        post, receipt = row.stored.post, row.stored.receipt
        say(f"{post.title} · {post.site_id} · {receipt.url if receipt else row.stored.state}", 2, hanging=2)
        case = cases.get((post.article_key, post.site_id))
        deciding = case.verdict.deciding if case and case.verdict else None
        if case is not None and case.state != "allowed":
            say(f"{case.state}: {deciding.says}" if deciding else "to be judged again", 4, hanging=2)
        say(f"→ syndicator posts show {post.key[:_SUM]}", 4)


def _shape(
    source: "Source",
    watch: "TermsWatch | None",
    history: "list[TermsPage]",
    copies: "list[PostRow]",
    cases: "dict[tuple[str, str], CaseRow]",
) -> dict[str, object]:
    states = {place: case.state for place, case in cases.items()}
    return {
        "source": source.id,
        "watched": source.watch_terms,
        "address": source.terms or (watch.address if watch else ""),
        "named": bool(source.terms),
        "watch": watch,
        "terms": shapes.terms(_terms(history[-1])) if history and not history[-1].gone else None,
        "history": [_snapshot(page) for page in history],
        "copies": [{**shapes.post(row), "case": states.get((row.stored.post.article_key, row.stored.post.site_id))} for row in copies],
    }


def _snapshot(page: "TermsPage") -> dict[str, object]:
    return {
        "url": page.url,
        "quotes": _quotes(page),
        "fetched_at": page.fetched_at,
        "sha256": page.sha256,
        "words_sha256": page.words_sha256,
        "gone": page.gone,
        "says": _short(page),
    }

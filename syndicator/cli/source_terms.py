"""`syndicator sources terms`: what a source's terms pages and files say, what they said before, and which live copies rest on them."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from syndicator.cli import shapes
from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.showing import heading, labelled, moment, say
from syndicator.core.evidence import Topic
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.places import Source
    from syndicator.core.terms import Terms
    from syndicator.ports import CaseRow, Overview, PostRow, TermsPage, TermsWatch

_SUM = 12


@click.command("terms")
@click.argument("source_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, source_id: str, as_json: bool) -> None:
    """Show the terms pages of the source ID and its hosts' files about rights: what they say and said, and the copies that rest on them."""
    from syndicator.looking import opened

    source = next((s for s in shell.settings_without_secrets.sources if s.id == source_id), None)
    if source is None:
        raise InputError(f"there is no source {source_id}; see: syndicator sources list")
    with opened(shell.settings_without_secrets) as overview:
        known = _known(overview, source)
        copies = overview.live_copies(source.id)
        cases = {(c.article_key, c.site_id): c for c in overview.cases() if c.source_id == source.id}
    if as_json:
        emit_json("sources-terms", _shape(known, copies, cases))
        return
    say(f"{source.publisher} ({source.id})", bold=True)
    if not source.watch_terms:
        say('its terms page is not watched; set terms = "find", or terms = "https://…" for the source', 2)
    for one in known:
        _show(one)
        _show_history(one)
    _show_copies(copies, cases)


@dataclass(frozen=True, slots=True)
class _Known:
    """One document of a source: its key, how its watching stands, and every snapshot, oldest first."""

    source: "Source"
    key: str
    watch: "TermsWatch | None"
    history: "list[TermsPage]"

    @property
    def named(self) -> bool:
        """Whether the settings name it."""
        return bool(self.source.terms)

    @property
    def address(self) -> str:
        """What is asked for, "" where nothing was found."""
        return next(iter(self.source.terms), self.watch.address if self.watch else "")

    def short(self, page: "TermsPage") -> str:
        """What a snapshot grants, in one line; what it is where that is no page."""
        if page.gone:
            return "taken away"
        terms = self.terms(page)
        file = self.key.partition(" ")[0] if self.key and " " in self.key else ""
        parts = [] if file else [f"republish {terms.republish}", terms.licence, f"commercial {terms.commercial}"]
        parts += [f"republish {terms.republish}"] if file and terms.because(Topic.REPUBLISH) else []
        parts += [f"derivatives {terms.derivatives}"] if not file or terms.because(Topic.DERIVATIVES) else []
        parts += [f"duties: {', '.join(terms.duties)}" if terms.duties else ""]
        parts += [f"limits: {', '.join(name for name, _ in terms.limits)}" if terms.limits else ""]
        parts += [f"reserved: {', '.join(terms.reservations)}" if file and terms.reservations else ""]
        return "; ".join(part for part in parts if part) or "nothing on this source's pages"

    def terms(self, page: "TermsPage") -> "Terms":
        """What a snapshot says, weighed."""
        from syndicator.cli.source_documents import terms

        return terms(self.source, page, self.key)

    def quotes(self, page: "TermsPage") -> list[str]:
        """The words a snapshot's statements were read from, in their order, each once."""
        from syndicator.cli.source_documents import evidence

        said = (" ".join(e.quote.text.split()) for e in evidence(self.source, page, self.key))
        return list(dict.fromkeys(words for words in said if words))


def _known(overview: "Overview", source: "Source") -> list[_Known]:
    """The first terms page, whether it is known or not, and every other document that anything is known of."""
    from syndicator.cli.source_documents import documents
    from syndicator.pipeline.terms import terms_documents

    watches, alone = overview.terms_watches().get(source.id, {}), dict(terms_documents(source))
    keys = ["", *(key for key in alone if key and (alone[key].terms or key in watches))]
    keys += [w.key for w in documents(source, watches) if w.key not in alone]
    return [
        _Known(alone.get(key, replace(source, terms=())), key, watches.get(key), overview.terms_history(source.id, key)) for key in keys
    ]


def _show(one: _Known) -> None:
    watch, history = one.watch, one.history
    if one.address:
        file = " " in one.key
        found = "said by its host" if file else "named in the settings" if one.named else "found by its link"
        labelled("file" if file else "page", f"{one.address} ({found})")
    elif one.source.watch_terms:
        labelled("page", "nothing links to one" if watch and watch.looked else "not looked for yet")
    if watch is not None:
        labelled("last look", moment(watch.last_look))
        labelled("next look", moment(watch.next_look))
        if watch.problem:
            labelled("problem", f"{watch.problem} (failed {watch.failures}×)", colour="yellow")
    if history:
        page = history[-1]
        if page.url != one.address and page.address == one.address:
            labelled("leads to", page.url)
        labelled("since", moment(page.fetched_at) if page.gone or len(history) == 1 else f"{moment(page.fetched_at)} (changed then)")
        labelled("last seen", moment(watch.confirmed_at if watch else None))
        labelled("sum", page.sha256[:_SUM] or "-")
        labelled("says", one.short(page))
    elif " " in one.key and watch is not None and watch.confirmed_at is not None:
        labelled("says", "nothing on rights")


def _show_history(one: _Known) -> None:
    if len(one.history) < 2:
        return
    heading("What it said before")
    for page, later in reversed(list(pairwise(one.history))):
        say(f"{moment(page.fetched_at)} · {page.sha256[:_SUM] or '-'} · {one.short(page)}", 2, hanging=2)
        before, after = one.quotes(page), one.quotes(later)
        for quote in (q for q in before if q not in after):
            say(f"- “{quote}”", 4, hanging=2)
        for quote in (q for q in after if q not in before):
            say(f"+ “{quote}”", 4, hanging=2)


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


def _shape(known: list[_Known], copies: "list[PostRow]", cases: "dict[tuple[str, str], CaseRow]") -> dict[str, object]:
    """The first page's facts at the top, those of every other document in `beside`."""
    states = {place: case.state for place, case in cases.items()}
    first, *beside = known
    return {
        "source": first.source.id,
        "watched": first.source.watch_terms,
        **_document(first),
        "beside": [_document(one) for one in beside],
        "copies": [{**shapes.post(row), "case": states.get((row.stored.post.article_key, row.stored.post.site_id))} for row in copies],
    }


def _document(one: _Known) -> dict[str, object]:
    last = one.history[-1] if one.history else None
    return {
        "address": one.address,
        "named": one.named,
        "watch": one.watch,
        "terms": shapes.terms(one.terms(last)) if last is not None and not last.gone else None,
        "history": [_snapshot(one, page) for page in one.history],
    }


def _snapshot(one: _Known, page: "TermsPage") -> dict[str, object]:
    return {
        "url": page.url,
        "quotes": one.quotes(page),
        "fetched_at": page.fetched_at,
        "sha256": page.sha256,
        "words_sha256": page.words_sha256,
        "gone": page.gone,
        "says": one.short(page),
    }

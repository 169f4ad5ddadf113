"""`syndicator status`: what rests where, which sources are in trouble, and what waits for a person."""

from datetime import datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

import click

from syndicator.cli import shapes
from syndicator.cli.common import Shell
from syndicator.cli.drifting import drifted, show_drifted, show_storms, storms_of
from syndicator.cli.ledger_showing import show_ledger, signed_up_to
from syndicator.cli.output import emit_json, table
from syndicator.cli.people import now
from syndicator.cli.showing import heading, moment, say
from syndicator.cli.takedown_answering import requests_of, show_asked

if TYPE_CHECKING:
    from syndicator.core.subscribing import Subscription
    from syndicator.ports import CaseRow, PostRow, SourceRow, TermsWatch

SHOWN = 10  # of each kind of thing that waits; JSON holds all
_KEY = 12
_LATELY = timedelta(days=7)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, as_json: bool) -> None:
    """Show what rests where, which sources are failing, and what waits for a person, with the command to look closer."""
    from syndicator.cli.source_documents import documents
    from syndicator.looking import opened

    with opened(shell.settings_without_secrets) as overview:
        counts, last, sources = overview.counts(), overview.last_tick(), overview.sources()
        waits = [one for one in overview.held() if not one.deferred(now())]
        held = [one.case for one in waits]
        stuck = [*overview.posts(state="failed"), *overview.posts(state="unknown")]
        strayed = drifted(overview.posts())
        ledger, asked = signed_up_to(overview), [one for one in requests_of(overview) if one.state == "open"]
        storms = storms_of(overview, (s.id for s in sources), now())
        watches = overview.terms_watches()
        told_of = [(s.id, w) for s in shell.settings_without_secrets.sources for w in documents(s, watches.get(s.id, {}))]
        hubs = overview.subscriptions()
        terms = [(s, w, len(overview.live_copies(s))) for s, w in sorted(told_of, key=itemgetter(0)) if _concerns(w, last)]
    if as_json:
        waiting = {
            "cases": [_case(case) for case in held],
            "posts": [shapes.post(row) for row in stuck],
            "drifted": [shapes.post(row) for row in strayed],
            "takedowns": len(asked),
            "storms": [{"source": source, "since": since} for source, since in storms],
        }
        pages = [{"source": s, "live_copies": live, **_watch(w)} for s, w, live in terms]
        told: dict[str, object] = {
            "last_tick": last,
            "counts": counts,
            "sources": [_source(s) for s in sources],
            "terms_pages": pages,
            "waiting": waiting,
        }
        told |= {"subscriptions": [_subscription(one) for one in hubs], "ledger": ledger}
        emit_json("status", told)
        return
    _show_counts(counts, last)
    show_ledger(ledger)
    _show_sources(sources)
    _show_moved(sources)
    program = f"syndicator -c {shell.config}" if shell.config else "syndicator"
    _show_hubs(hubs)
    _show_terms(terms, last, program)
    _show_cases(held, program)
    _show_posts(stuck, program)
    show_drifted(strayed, program, now())
    show_storms(storms, program)
    show_asked(asked, program)


def _show_counts(counts: dict[str, dict[str, int]], last: datetime | None) -> None:
    say(f"last tick  {moment(last) if last else 'never; start the daemon with: syndicator run'}")
    for kind in ("sources", "cases", "posts"):
        numbers = counts.get(kind, {})
        said = ", ".join(f"{number} {'in all' if state == 'all' else state}" for state, number in numbers.items() if number)
        say(f"{kind:<9}  {said or 'none'}")


def _show_sources(sources: "list[SourceRow]") -> None:
    troubled = [s for s in sources if s.problem or s.next_poll is None]
    if troubled:
        heading("Sources in trouble")
        rows = ((s.id, "stopped" if s.next_poll is None else f"failed {s.failures}×", moment(s.next_poll), s.problem) for s in troubled)
        table(("source", "state", "next poll", "problem"), rows)


def _show_moved(sources: "list[SourceRow]") -> None:
    moved = [s for s in sources if s.moved_to]
    if moved:
        heading("Feeds that moved for good: write their new addresses into the settings")
        table(("source", "named in the settings", "asked instead"), ((s.id, s.feed, s.moved_to) for s in moved))


def _show_hubs(hubs: "list[Subscription]") -> None:
    if hubs:
        heading("Hubs that tell of news (WebSub)")
        rows = ((s.source_id, s.hub, _standing(s), moment(s.last_push) if s.last_push else "never", s.problem) for s in hubs)
        table(("source", "hub", "state", "last push", "problem"), rows)


def _standing(known: "Subscription") -> str:
    if known.alive(now()):
        return f"until {moment(known.until)}"
    return "asked" if known.wanted and known.pending and not known.problem else "not subscribed" if known.wanted else "ending"


def _concerns(watch: "TermsWatch", last_tick: datetime | None) -> bool:
    """Whether a person should know of a terms page: it could not be read, or it changed a short while ago."""
    return bool(watch.problem) or _changed_lately(watch, last_tick)


def _changed_lately(watch: "TermsWatch", last_tick: datetime | None) -> bool:
    return watch.changed_at is not None and last_tick is not None and last_tick - watch.changed_at < _LATELY


def _show_terms(pages: "list[tuple[str, TermsWatch, int]]", last_tick: datetime | None, program: str) -> None:
    if not pages:
        return
    heading("Terms pages and files about rights that changed or could not be read")
    for source, watch, live in pages:
        changed = [f"changed {moment(watch.changed_at)}; {live} live copies rest on it"] if _changed_lately(watch, last_tick) else []
        what = "; ".join(filter(None, [*changed, watch.problem]))
        say(f"{source} · {watch.address or 'no page'} · {what}", 2, hanging=2)
        say(f"→ {program} sources terms {source}", 4)


def _show_cases(held: "list[CaseRow]", program: str) -> None:
    if not held:
        return
    heading(f"Held: {len(held)} wait for a person")
    for case in held[:SHOWN]:
        say(f"{case.title or case.url or case.article_key[:_KEY]} · {case.site_id}", 2, hanging=2)
        deciding = case.verdict.deciding if case.verdict else None
        if deciding:
            say(f"{deciding.rule}: {deciding.says}", 4, hanging=2)
        say(f"→ {program} review show {case.article_key[:_KEY]} --site {case.site_id}", 4)
    _more(held)


def _show_posts(stuck: "list[PostRow]", program: str) -> None:
    if not stuck:
        return
    heading(f"Posts: {len(stuck)} wait for a person")
    for row in stuck[:SHOWN]:
        stored = row.stored
        say(f"{stored.post.title} · {stored.post.site_id} · {stored.state}: {stored.why}", 2, hanging=2)
        say(f"→ {program} posts show {stored.post.key[:_KEY]}", 4)
    _more(stuck)


def _more(things: "list[CaseRow] | list[PostRow]") -> None:
    if len(things) > SHOWN:
        say(f"… and {len(things) - SHOWN} more (status --json lists all)", 2)


def _case(case: "CaseRow") -> dict[str, object]:
    deciding = case.verdict.deciding if case.verdict else None
    return {
        "article": case.article_key,
        "site": case.site_id,
        "source": case.source_id,
        "title": case.title,
        "url": case.url,
        "judged_at": case.judged_at,
        "deciding": shapes.finding(deciding) if deciding else None,
    }


def _source(source: "SourceRow") -> dict[str, object]:
    return {
        "id": source.id,
        "feed": source.feed,
        "next_poll": source.next_poll,
        "last_poll": source.last_poll,
        "polls": source.polls,
        "failures": source.failures,
        "problem": source.problem,
        "moved_to": source.moved_to or None,
        "articles": source.articles,
    }


def _subscription(known: "Subscription") -> dict[str, object]:
    return {
        "source": known.source_id,
        "hub": known.hub,
        "topic": known.topic,
        "state": _standing(known),
        "until": known.until,
        "next_request": known.next_at,
        "pushes": known.pushes,
        "last_push": known.last_push,
        "missed": known.missed,
        "problem": known.problem,
    }


def _watch(watch: "TermsWatch") -> dict[str, object]:
    return {
        "address": watch.address,
        "last_look": watch.last_look,
        "next_look": watch.next_look,
        "changed_at": watch.changed_at,
        "problem": watch.problem,
    }

"""Keeping a snapshot of a terms page or of a file about rights, and telling what rests on one that changed."""

from dataclasses import replace

from syndicator.core.places import Source
from syndicator.pipeline.world import Tally, World
from syndicator.ports import TermsPage, TermsWatch


def keep(
    world: World,
    source: Source,
    watch: TermsWatch,
    page: TermsPage,
    before: TermsPage | None,
    tally: Tally,
    *,
    what: str = "the terms page",
    reopen: bool = False,
    rule: str = "",
) -> None:
    """Store a snapshot of the document `watch.key`; where it says something else than `before`, tell what rests on it.

    `what` names the document to people; `reopen` and `rule` are the store's.
    """
    same = before is not None and (before.address, before.sha256) == (page.address, page.sha256)
    if before is not None and not same:
        watch = replace(watch, changed_at=page.fetched_at)
    change = world.store.record_terms_page(source.id, watch, page, world.clock(), reopen=reopen, rule=rule)
    tally.add("terms_read")
    if same:
        return
    facts = {"source": source.id, "url": page.url, "sha256": page.sha256, "reopened": change.reopened, "live": len(change.live)}
    world.note("terms.changed" if before else "terms.first", {**facts, "copies": [key[:12] for key in change.live]})
    if before is not None:
        came = "was taken away" if page.gone else "changed"
        rests = f"{change.reopened} cases are judged again, {len(change.live)} live copies rest on it"
        tally.problem(f"{source.id}: {what} {page.url} {came}: {rests}; see: syndicator sources terms {source.id}")

"""What `audit` is asked: which pages, beside which originals, and the run over them."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from syndicator.audit.results import Checked
from syndicator.audit.runfile import RunFile, digest_of
from syndicator.audit.running import Auditor, Wanted
from syndicator.audit.seen import Seen
from syndicator.audit.shelf import Shelf
from syndicator.cli.audit_progress import progress
from syndicator.cli.common import Shell
from syndicator.cli.judging import Bench, bench
from syndicator.core.auditing import Original
from syndicator.core.places import Site, Use
from syndicator.core.post import PostState
from syndicator.engines.embedded import Threads
from syndicator.errors import Gone, InputError, Rejected, RetryLater
from syndicator.looking import opened
from syndicator.ports import PostRow
from syndicator.rendering import JinjaRenderer
from syndicator.targets import Kind, Target, configured_source, document_html, is_address, load, local
from syndicator.wiring import sitemap_reader

_LIVE = (PostState.DELIVERED, PostState.PROVEN, PostState.LACKING)
_WORKERS = 32
_MOST_ORIGINALS = 5000


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line."""

    targets: tuple[str, ...]
    tables: tuple[Path, ...]
    sitemaps: tuple[str, ...]
    site_ids: tuple[str, ...]
    originals: tuple[str, ...]
    use: str
    limit: int | None
    contact: str


@dataclass(frozen=True, slots=True)
class Run:
    """What a run needs: the pages, the auditor, and what decides its answers."""

    wanted: tuple[Wanted, ...]
    auditor: Auditor
    about: str
    renderer: JinjaRenderer


@contextmanager
def auditing(shell: Shell, asked: Asked, now: datetime, seen: Seen) -> Iterator[Run]:
    """Everything read that is needed before the first page; raises InputError for what cannot be."""
    if not (asked.targets or asked.tables or asked.sitemaps or asked.site_ids):
        raise InputError("nothing to audit; name pages, or give --csv, --sitemap or --site")
    listed = [row for table in asked.tables for row in _rows(table)]
    addresses = [one for one in (*asked.targets, *asked.sitemaps, *asked.originals, *(url for url, _ in listed)) if is_address(one)]
    found = bench(shell, asked.site_ids, asked.contact, tuple(addresses), now)
    originals = [known for one in asked.originals for known in _originals(found, one)]
    if len(originals) > _MOST_ORIGINALS:
        raise InputError(f"{len(originals)} originals are more than {_MOST_ORIGINALS}; audit with some of them at a time")
    use = Use(asked.use)
    wanted = [*_named(asked.targets, use), *(Wanted(url, original=original, use=use) for url, original in listed)]
    wanted += [Wanted(url, use=use) for url in _listed(found, asked.sitemaps, asked.limit)]
    own = [pair for site in found.sites if site.id in asked.site_ids for pair in _copies(found, site)]
    wanted += [page for page, _ in own]
    shelf = Shelf([*originals, *(original for _, original in own)])
    once = {page.url: page for page in reversed(wanted)}
    pages = tuple(islice((once[url] for url in dict.fromkeys(page.url for page in wanted)), asked.limit))
    auditor = Auditor(found.kit.pages, shelf, lambda address: _read(found, address), now, seen)
    about = digest_of((asked.use, *asked.originals, *asked.site_ids, *(f"{url} {original}" for url, original in listed if original)))
    try:
        yield Run(pages, auditor, about, found.kit.renderer)
    finally:
        found.kit.cut()


def asked_for(run: Run, shell: Shell, run_file: Path | None) -> list[Checked]:
    """Every page audited, in the order of the question; those that the run's file holds already are not read again."""
    with RunFile(run_file, run.about) if run_file else nullcontext(None) as kept:
        done: dict[str, Checked] = dict(kept.done) if kept else {}
        todo = [page for page in run.wanted if page.url not in done]
        if run_file and len(todo) < len(run.wanted):
            shell.note(f"{len(run.wanted) - len(todo)} of {len(run.wanted)} pages are done already ({run_file})")
        for page in progress(run.auditor.each(todo, Threads(_WORKERS)), len(todo), shown=shell.verbosity >= 0):
            done[page.url] = page
            if kept:
                kept.add(page)
    return [done[page.url] for page in run.wanted]


def _named(targets: Iterable[str], use: Use) -> Iterator[Wanted]:
    for target in targets:
        if is_address(target):
            yield Wanted(target, use=use)
            continue
        text, kind, where = local(target)
        if kind is Kind.FEED:
            raise InputError(f"{where}: it is a feed; give it with --original, or name pages")
        yield Wanted(where, document_html(text, kind), use=use)


def _rows(table: Path) -> Iterator[tuple[str, str]]:
    """(address, address of its original or "") of each line of a CSV file."""
    try:
        text = table.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{table}: it cannot be read ({getattr(error, 'strerror', None) or error})") from None
    try:
        rows = list(csv.DictReader(text.splitlines()))
    except csv.Error as error:
        raise InputError(f"{table}: it is no CSV file ({error})") from None
    if rows and "url" not in rows[0]:
        raise InputError(f"{table}: it has no column “url”; its first line names the columns: url,original")
    for number, row in enumerate(rows, 2):
        url = (row["url"] or "").strip()
        if not is_address(url):
            raise InputError(f"{table}:{number}: “{url}” is no address that can be fetched")
        yield url, (row.get("original") or "").strip()


def _listed(found: Bench, sitemaps: Iterable[str], limit: int | None) -> Iterator[str]:
    reader = sitemap_reader(found.kit)
    for address in sitemaps:
        if not is_address(address):
            raise InputError(f"{address}: a sitemap is named by its http(s) address")
        try:
            yield from islice(reader.pages(address), limit)
        except (Rejected, RetryLater, Gone) as error:
            raise InputError(str(error)) from None


def _originals(found: Bench, named: str) -> Iterator[Original]:
    """The original at a place, or every one of a feed; an entry that is only a summary is read from its own page."""
    for target in load(named, found.kit, sources=found.kit.settings.sources, now=found.now):
        whole = None if target.article.complete else _read(found, target.article.url)
        yield whole or _original(found, target)


def _read(found: Bench, address: str) -> Original | None:
    try:
        targets = load(address, found.kit, sources=found.kit.settings.sources, now=found.now)
    except InputError:  # what cannot be read is no original; that none was found is told with the page
        return None
    return _original(found, targets[0]) if len(targets) == 1 else None


def _original(found: Bench, target: Target) -> Original:
    """An original with its terms as the publisher gives them to everybody."""
    known = found.known(target)
    return Original(known.article, known.source, known.terms, known.holder)


def _copies(found: Bench, site: Site) -> Iterator[tuple[Wanted, Original]]:
    """The live copies of a site of ours, each with its original as it rests in the store and the agreements of that site."""
    with opened(found.kit.settings) as overview:
        for row in overview.posts(site.id):
            if row.stored.state in _LIVE and row.stored.receipt and is_address(row.stored.receipt.url):
                for article in overview.articles(row.stored.post.article_key)[:1]:
                    source = next((s for s in found.kit.settings.sources if s.id == article.source_id), None)
                    source = source or configured_source(article.url, found.kit.settings.sources)
                    if source is not None:
                        case = found.judge(Target(source, article, article.url), site).case
                        original = Original(case.article, case.source, case.terms, case.holder, case.upstream)
                        yield _wanted(row, site), original


def _wanted(row: PostRow, site: Site) -> Wanted:
    receipt = row.stored.receipt
    return Wanted(receipt.url if receipt else "", original=row.stored.post.original_url, use=site.use)

"""What the summary of a bundle tells, as plain values for its template (templates/evidence/summary.html)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from syndicator.bundling.gathering import Gathered, Placed
from syndicator.bundling.pictures import Pictures
from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Quote
from syndicator.core.ledger import Told
from syndicator.pipeline.timing import taken_down


@dataclass(frozen=True, slots=True)
class SummaryFinding:
    """What one rule found for one site, with the words it rests on."""

    site: str
    rule: str
    answer: str
    says: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class SummaryCheck:
    """Whether a duty was met on the live copy."""

    duty: str
    met: bool
    why: str


@dataclass(frozen=True, slots=True)
class SummaryCopy:
    """One copy: where, since when, how it stands, its last proof, and what departed; times are ISO 8601, "" where there is none."""

    site: str
    url: str
    followable: bool
    state: str
    why: str
    delivered_at: str
    proven_at: str
    checks: tuple[SummaryCheck, ...]
    drifts: tuple[tuple[str, str, str, str], ...]  # kind, first seen, cured at, says
    block: str


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    """One entry of the ledger: its number, time, kind, whose deed, site, what it says, and the files of its contents."""

    seq: int
    at: str
    kind: str
    by: str
    site: str
    says: str
    files: tuple[tuple[str, str], ...]  # name, file ("" where it is not kept)


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole context of the template."""

    title: str
    url: str
    followable: bool
    source: str
    authors: str
    made_at: str
    origin: str
    size: int
    root: str
    key: str
    findings: tuple[SummaryFinding, ...]
    copies: tuple[SummaryCopy, ...]
    entries: tuple[SummaryEntry, ...]
    takedowns: tuple[tuple[str, str, str], ...]  # site, signal and its time, how long it took
    pictures: tuple[tuple[str, str, str, str], ...]  # file, kind of page, its address, when it was read
    pictures_say: str


def summary(found: Gathered, names: dict[str, str], now: datetime, drawn: Pictures) -> Summary:
    """The summary of what was gathered; `names` maps contents to their files."""
    article = found.article
    return Summary(
        title=article.title,
        url=article.url,
        followable=is_hyperlink(article.url),
        source=article.source_id,
        authors=", ".join(person.name for person in article.authors),
        made_at=_when(now),
        origin=found.head.origin,
        size=found.head.size,
        root=found.head.root.hex(),
        key=found.key,
        findings=tuple(_findings(found)),
        copies=tuple(_copies(found)),
        entries=tuple(_entry(one, names, found) for one in found.entries),
        takedowns=tuple(
            (one.site, f"{one.signal} of {_when(one.signal_at)}", str(one.took)) for one in taken_down(one.entry for one in found.entries)
        ),
        pictures=tuple((one.file, one.snapshot.kind, one.snapshot.url, _when(one.snapshot.at)) for one in drawn.taken),
        pictures_say=drawn.says,
    )


def _findings(found: Gathered) -> Iterator[SummaryFinding]:
    for site, _, verdict in found.verdicts:
        yield from (SummaryFinding(site, f.rule, f.answer.name.lower(), f.says, f.quotes) for f in verdict.findings)


def _copies(found: Gathered) -> list[SummaryCopy]:
    copies = []
    for row in found.posts:
        stored = row.stored
        url = stored.receipt.url if stored.receipt else ""
        checks = tuple(SummaryCheck(c.obligation.duty, c.met, c.why) for c in row.checks)
        drifts = tuple((d.drift.kind, _when(d.first_seen), _when(d.cured_at), d.drift.says) for d in stored.drifts)
        copies.append(
            SummaryCopy(
                stored.post.site_id, url, is_hyperlink(url), stored.state.value, stored.why, _when(row.delivered_at), _when(row.proven_at),
                checks, drifts, stored.post.block,
            )
        )  # fmt: skip
    return copies


def _entry(one: Placed, names: dict[str, str], found: Gathered) -> SummaryEntry:
    told = one.told
    files = tuple((name, names.get(digest, "")) for name, digest in told.contents.items())
    return SummaryEntry(told.seq, _when(told.at), told.kind, told.by, told.site, _says(told, found), files)


def _says(told: Told, found: Gathered) -> str:
    """The words in clear, and the reason where its content is kept."""
    said = [f"{name} {value}" for name, value in told.says.items() if value not in ("", False) and name not in _LONG]
    record: dict[str, Any] = json.loads(found.contents.get(told.contents.get("record", ""), b"{}"))
    return "; ".join([*said, *(str(record[name]) for name in ("why", "url") if record.get(name))])


_LONG = frozenset({"post", "digest", "sha256", "revision", "under", "key"})


def _when(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S} UTC" if when else ""

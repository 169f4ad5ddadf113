"""What goes into a bundle, gathered from the store: entries with their paths, contents, terms, copies and proofs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from syndicator.core.article import Article
from syndicator.core.checkpoints import Head, note
from syndicator.core.ledger import Entry, Told, digest
from syndicator.core.merkle import Tree
from syndicator.core.verdict import Answer, Verdict
from syndicator.errors import InputError
from syndicator.ports import Overview, PostRow


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry, what it says, and its audit path to the signed head."""

    entry: Entry
    told: Told
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page as it was read: where, when, of which kind (source, live or terms), its text, and what was kept of its answer's headers."""

    kind: str
    url: str
    at: datetime
    text: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything about one article (for one site, where a copy was asked for), as the signed ledger and the store tell it.

    `contents` maps SHA-256 (hex) to bytes; `not_kept` names those that were erased, or that the store no longer has.
    """

    article: Article
    head: Head
    checkpoint: str
    key: str
    entries: tuple[Placed, ...]
    contents: dict[str, bytes]
    not_kept: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]
    verdicts: tuple[tuple[str, datetime, Verdict], ...]  # the newest of each site
    posts: tuple[PostRow, ...]


def gather(overview: Overview, article: Article, key: str, site_id: str = "") -> Gathered:
    """Gather what the newest checkpoint covers; raises InputError where there is none yet."""
    heads = overview.checkpoints()
    if not heads:
        raise InputError("no checkpoint is signed yet; the daemon does it: syndicator run")
    head = note(heads[-1].note).head
    entries = _placed(overview, article, head, site_id)
    contents, not_kept = _contents(overview, entries)
    cases = [case for case in overview.cases(article.key) if site_id in ("", case.site_id)]
    histories = [(case.site_id, overview.verdicts(article.key, case.site_id)) for case in cases]
    return Gathered(
        article=article,
        head=head,
        checkpoint=heads[-1].note,
        key=key,
        entries=entries,
        contents=contents,
        not_kept=not_kept,
        snapshots=tuple(_snapshots(entries, contents, article)),
        verdicts=tuple((site, *_telling(history)) for site, history in histories if history),
        posts=tuple(row for row in overview.posts(site_id or None) if row.stored.post.article_key == article.key),
    )


def _telling(history: Sequence[tuple[datetime, Verdict]]) -> tuple[datetime, Verdict]:
    """The newest verdict that allowed the copy, since that is what it rests on; else the newest."""
    allowed = [one for one in history if one[1].answer is Answer.ALLOW]
    return (allowed or list(history))[-1]


def _placed(overview: Overview, article: Article, head: Head, site_id: str) -> tuple[Placed, ...]:
    tree = Tree(overview.ledger_leaves(head.size))
    subjects = ("ledger:keys", f"source:{article.source_id}", article.key)
    found = sorted((entry for subject in subjects for entry in overview.ledger_about(subject)), key=lambda entry: entry.seq)
    read = ((entry, entry.read()) for entry in found if entry.seq <= head.size)
    return tuple(Placed(e, told, tuple(tree.inclusion(e.seq - 1))) for e, told in read if not site_id or told.site in ("", site_id))


def _contents(overview: Overview, entries: Sequence[Placed]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    names = list(dict.fromkeys(name for one in entries for name in one.told.contents.values()))
    kept = {name: content for name in names if (content := overview.content(name)) is not None and digest(content) == name}
    return kept, tuple(name for name in names if name not in kept)


def _snapshots(entries: Sequence[Placed], contents: dict[str, bytes], article: Article) -> list[Snapshot]:
    """The pages among the contents: the source as it was judged, the live copies as they were proven, the terms."""
    found: list[Snapshot] = []
    for one in entries:
        told, said = one.told, {name: contents[digest_] for name, digest_ in one.told.contents.items() if digest_ in contents}
        if told.kind == "terms" and "page" in said:
            page = json.loads(said["page"])["page"]
            found.append(Snapshot("terms", str(page["url"] or page["address"]), told.at, _bytes(page["html"])))
        elif told.kind == "verdict" and "article" in said:
            source = json.loads(said["article"])
            url, kept = str(source["page_url"] or source["url"] or article.url), _headers(source["page_signals"] if source["page"] else ())
            found.append(Snapshot("source", url, told.at, _bytes(_source(source)), kept))
        elif told.kind == "proof" and "page" in said and "record" in said:
            record = json.loads(said["record"])
            found.append(Snapshot("live", str(record["url"]), told.at, said["page"], _headers(record.get("headers", ()))))
    return list({(s.kind, s.url, s.text): s for s in reversed(found)}.values())[::-1]


def _headers(lines: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in lines)


def _source(article: dict[str, Any]) -> str:
    """The page where it was read, else the text as the feed gave it."""
    return str(article["page"] or article["html"])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")

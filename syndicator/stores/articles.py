"""The articles' rows: what is known of a source, and what a reading changes; a changed article makes its cases new again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, delete, insert, select, update

from syndicator.core.article import Article, Withdrawal
from syndicator.core.recognising import Acquaintance
from syndicator.ports import Admitted, Validators
from syndicator.stores import ledger, plain, recording
from syndicator.stores.polling import stays_down, with_withdrawal
from syndicator.stores.schema import articles as table
from syndicator.stores.schema import cases, names, originals

_CHUNK = 500  # bound values in one statement; every database takes that many
# Statements that are made once: to put one together costs more than to carry it out.
_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_OF_IT = select(table.c.key, table.c.identity, table.c.article_id, table.c.url, table.c.title, table.c.age).where(
    table.c.source_id == bindparam("source")
)
_BY_IDENTITY = _OF_IT.where(table.c.identity.in_(_ASKED))
_BY_NAME = _OF_IT.join(names, names.c.article_key == table.c.key).where(names.c.name.in_(_ASKED))
_BY_TITLE = _OF_IT.where(table.c.title.in_(_ASKED))
_KNOWN = select(table.c.identity, table.c.digest).where(table.c.source_id == bindparam("source"), table.c.identity.in_(_ASKED))
_DIGESTS = select(table.c.key, table.c.digest).where(table.c.key.in_(_ASKED))
_ANY = select(table.c.key).where(table.c.source_id == bindparam("source")).limit(1)
_ARTICLE = select(table.c.packed).where(table.c.source_id == bindparam("source"), table.c.identity == bindparam("identity"))
_NEW = (insert(table), insert(names), insert(cases))


def known(connection: Connection, source_id: str, identities: Iterable[str]) -> dict[str, str]:
    """Identity → digest of those that are known."""
    asked = {plain.fingerprint(identity): identity for identity in identities}
    found: dict[str, str] = {}
    for chunk in _chunks(asked):
        found |= {asked[row.identity]: row.digest for row in connection.execute(_KNOWN, {"source": source_id, "asked": chunk})}
    return found


def stored(connection: Connection, source_id: str, identities: Iterable[str]) -> dict[str, Article]:
    """Identity → the article, of those that are known."""
    found = ((identity, _read(connection, source_id, identity)) for identity in identities)
    return {identity: article for identity, article in found if article is not None}


def acquaintances(connection: Connection, source_id: str, asked: Sequence[Article]) -> list[Acquaintance]:
    """What is known of this source's articles that have an identity, an address, or title and date of one of these."""
    if connection.execute(_ANY, {"source": source_id}).first() is None:
        return []
    rows = dict[str, Row[Any]]()
    by_identity = {plain.fingerprint(a.identity): a for a in asked}
    rows |= _rows(connection, _BY_IDENTITY, source_id, by_identity)
    strangers = [a for a in asked if a.key not in rows]  # only these may be known under another name
    rows |= _rows(connection, _BY_NAME, source_id, {plain.fingerprint(name) for a in strangers for name in a.names})
    rows |= _rows(connection, _BY_TITLE, source_id, {plain.column(a.title) for a in strangers if a.title and a.published})
    found = [(row, by_identity.get(row.identity)) for row in rows.values()]
    made = [(row, Acquaintance(same.id if same else row.article_id, row.url, row.title, row.age)) for row, same in found]
    # An id that the column could not hold as it was (`plain.column`) would make a new article of a known one.
    return [one for row, one in made if plain.fingerprint(one.identity) == row.identity]


def newest(connection: Connection, source_id: str, limit: int) -> list[Article]:
    """The articles of a source that were kept last, newest first."""
    query = select(table.c.packed).where(table.c.source_id == source_id)
    query = query.order_by(table.c.first_seen.desc(), table.c.age.desc(), table.c.key).limit(limit)
    return [plain.unpack(Article, packed) for packed in connection.execute(query).scalars()]


def record(connection: Connection, source_id: str, admitted: Sequence[Admitted], withdrawn: Mapping[str, str], now: datetime) -> None:
    """Keep what is new or changed, and mark what is withdrawn; an unchanged article is not touched."""
    digests = _digests(connection, [a.article.key for a in admitted])
    fresh: list[tuple[Article, Admitted]] = []
    for one in admitted:
        key = one.article.key
        before = _read(connection, source_id, one.article.identity) if one.article.identity in withdrawn and key in digests else None
        article = with_withdrawal(one.article, before, withdrawn, now)
        digest = (one.digest if article is one.article else "") or article.digest
        if key not in digests:
            fresh.append((article, replace(one, digest=digest)))
        elif digests[key] != digest and not _stays_down(connection, source_id, article):
            fresh = _inserted(connection, fresh, now)  # it may be among them: one document, one identity, two entries
            _change(connection, article, digest, now)
        digests[key] = digest
    _inserted(connection, fresh, now)
    for identity in set(withdrawn) - {a.article.identity for a in admitted}:
        before = _read(connection, source_id, identity)
        if before is not None and (article := with_withdrawal(before, before, withdrawn, now)) != before:
            _change(connection, article, article.digest, now)


def withdraw(connection: Connection, key: str, withdrawal: Withdrawal, now: datetime) -> bool:
    """Mark an article as withdrawn; False where it is unknown, or was withdrawn before."""
    packed = connection.execute(select(table.c.packed).where(table.c.key == key)).scalar_one_or_none()
    before = plain.unpack(Article, packed) if packed is not None else None
    if before is None or before.withdrawn is not None:
        return False
    article = replace(before, withdrawn=withdrawal)
    _change(connection, article, article.digest, now)
    return True


def original_seen(connection: Connection, key: str) -> Validators:
    """What the page of an article is asked for with; empty where nothing is known."""
    row = connection.execute(select(originals).where(originals.c.article_key == key)).one_or_none()
    return Validators(row.etag, row.last_modified) if row is not None else Validators()


def record_original_seen(connection: Connection, key: str, validators: Validators) -> None:
    """Remember it; header bytes are Latin-1, which every column holds."""
    connection.execute(delete(originals).where(originals.c.article_key == key))
    connection.execute(insert(originals), {"article_key": key, "etag": validators.etag, "last_modified": validators.last_modified})


def _stays_down(connection: Connection, source_id: str, article: Article) -> bool:
    before = _read(connection, source_id, article.identity)
    return before is not None and stays_down(before, article)


def _inserted(connection: Connection, fresh: Sequence[tuple[Article, Admitted]], now: datetime) -> list[tuple[Article, Admitted]]:
    """Insert new articles with their names and cases, in as few statements as there are tables; none is left."""
    rows = [
        {"key": article.key, "first_seen": now, "age": article.published or now, **_values(article, one.digest)} for article, one in fresh
    ]
    called = [{"article_key": row["key"], "name": name} for row, (article, _) in zip(rows, fresh, strict=True) for name in _names(article)]
    new = {"state": "new", "since": now, "judged_under": ""}
    meant = [
        {"article_key": row["key"], "site_id": site, "among": one.among, **new}
        for row, (_, one) in zip(rows, fresh, strict=True)
        for site in dict.fromkeys(one.sites)
    ]
    for statement, what in zip(_NEW, (rows, called, meant), strict=True):
        if what:
            connection.execute(statement, what)
    return []


def _names(article: Article) -> list[str]:
    return sorted({plain.fingerprint(name) for name in article.names})


def _name(connection: Connection, article: Article) -> None:
    """Keep the names of an article; it never loses one, so that a moved twin is still known."""
    known = set(connection.execute(select(names.c.name).where(names.c.article_key == article.key)).scalars())
    fresh = [name for name in _names(article) if name not in known]
    if fresh:
        connection.execute(insert(names), [{"article_key": article.key, "name": name} for name in fresh])


def _change(connection: Connection, article: Article, digest: str, now: datetime) -> None:
    _name(connection, article)
    ledger.append(connection, recording.changed(article, digest, now))
    connection.execute(update(table).where(table.c.key == article.key).values(**_values(article, digest)))
    connection.execute(update(cases).where(cases.c.article_key == article.key).values(state="new", since=now, next_at=None))


def _values(article: Article, digest: str) -> dict[str, object]:
    return {
        "source_id": article.source_id,
        "identity": plain.fingerprint(article.identity),
        "article_id": plain.column(article.id),
        "url": plain.column(article.url),
        "title": plain.column(article.title),
        "digest": digest,
        "withdrawn": article.withdrawn is not None,
        "packed": plain.pack(Article, article),
    }


def _read(connection: Connection, source_id: str, identity: str) -> Article | None:
    packed = connection.execute(_ARTICLE, {"source": source_id, "identity": plain.fingerprint(identity)}).scalar_one_or_none()
    return plain.unpack(Article, packed) if packed is not None else None


def _digests(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in _chunks(keys):
        found |= {row.key: row.digest for row in connection.execute(_DIGESTS, {"asked": chunk})}
    return found


def _rows(connection: Connection, query: Select[Any], source_id: str, asked: Iterable[str]) -> dict[str, Row[Any]]:
    """The rows that are asked for, by key."""
    return {row.key: row for chunk in _chunks(asked) for row in connection.execute(query, {"source": source_id, "asked": chunk})}


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk

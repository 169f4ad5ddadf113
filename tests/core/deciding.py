"""The decision table: cases as a lawyer reads them (tests/core/decisions/*.toml), made into what the rules look at.

title     what is decided, in a sentence
notice    the publisher's words, read by the reader of notices
terms     what the terms say, one statement a name (a list where several are made): republish, licence, commercial, derivatives,
          duties, limits, audience, contact, covers, media, meanings, changes, removal, credit, copyright, unread; level = "article"
          where the article itself says it
agreed    uses that a recorded agreement with the publisher allows this site; agreed_by names somebody else
own       true (the publisher's own article, the default), false (a third party's), "unknown"
article, source, site, route, history    what differs from an ordinary case
decision  "ANSWER [FORM] by RULE[, flagged]": flagged is said of every commercial use
until     when a wait ends;  ends: when a copy has to go
rules     the rules that matter here, each satisfied, not satisfied or unknown
remedy    words that stand in the remedy of the deciding rule
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from syndicator.core.agreements import agreed
from syndicator.core.article import Article, Person, Withdrawal
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.likeness import Alike
from syndicator.core.notices import read_notice
from syndicator.core.places import Agreement, Route, Site, Source, Use
from syndicator.core.provenance import Provenance
from syndicator.core.rules.case import Case, Circumstances
from syndicator.core.terms import combine
from syndicator.core.verdict import Form

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = "The river rose again last night, and the lower streets of the old town stood under water until the morning came. "
ARTICLE = Article(
    source_id="src",
    id="tag:src.example,2026:1",
    url="https://src.example/a",
    title="Rivers rise",
    html=f"<p>{WORDS * 3}</p>",
    authors=(Person("Ana Ruiz"),),
    published=NOW - timedelta(days=2),
    language="en-GB",
    rights="© 2026 Source Daily",
)
SOURCE = Source(id="src", feed="https://src.example/feed", publisher="Source Daily", publisher_url="https://src.example/")
SITE = Site(id="commons", kind="journal")
OWNERS = {
    True: Provenance(True, "Source Daily", "https://src.example/", "its own", ()),
    False: Provenance(False, "Tidewater", "", "first published there", (Quote("Tidewater", "content"),)),
    "unknown": Provenance(None, "Tidewater", "", "two names", (Quote("Tidewater", "content"),)),
}
_TOPICS = {
    "republish": Topic.REPUBLISH, "licence": Topic.LICENCE, "commercial": Topic.COMMERCIAL, "derivatives": Topic.DERIVATIVES,
    "duties": Topic.DUTY, "limits": Topic.LIMIT, "audience": Topic.AUDIENCE, "contact": Topic.CONTACT, "covers": Topic.COVERS,
    "media": Topic.MEDIA, "meanings": Topic.MEANING, "changes": Topic.CHANGE, "removal": Topic.REMOVAL, "credit": Topic.CREDIT,
    "copyright": Topic.COPYRIGHT, "unread": Topic.LANGUAGE,
}  # fmt: skip
_KEYS = frozenset("title notice terms agreed agreed_by own article source site route history decision until ends rules remedy".split())
_DECISION = re.compile(r"(allow|wait|hold|refuse)(?: (full|excerpt|link))? by (\w+)(, flagged)?")


def cases() -> list[dict[str, Any]]:
    """Every case of the table, in the order of the files."""
    files = sorted((Path(__file__).parent / "decisions").glob("*.toml"))
    found = [row for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]
    strange = {key for row in found for key in row} - _KEYS
    assert not strange, f"no such part of a case: {strange}"
    return found


def decision(row: dict[str, Any]) -> tuple[str, str | None, str, bool]:
    """Answer, form, deciding rule and flag of a case."""
    match = _DECISION.fullmatch(row["decision"])
    assert match, row["decision"]
    return match[1], match[2], match[3], bool(match[4])


def case_of(row: dict[str, Any]) -> Case:
    """The case that the rules judge."""
    site = replace(SITE, **_site(row.get("site", {})))
    source = replace(SOURCE, **_tuples(row.get("source", {})))
    given = list(_statements(row.get("terms", {})))
    if "notice" in row:
        given += read_notice(row["notice"], "https://src.example/terms")
    holder = OWNERS[row.get("own", True)]
    ours, theirs = _agreed(row, "Source Daily", site), _agreed(row, "Tidewater", site)
    theirs = theirs if not holder.own else ()
    return Case(
        article=replace(ARTICLE, **_article(row.get("article", {}))),
        source=source,
        site=site,
        terms=combine((*given, *ours, *theirs)),
        holder=holder,
        now=NOW,
        upstream=theirs,
        around=_around(row),
    )


def _statements(said: dict[str, Any]) -> Iterator[Evidence]:
    level = Level(said.get("level", "site"))
    for name, value in said.items():
        if name == "level":
            continue
        pairs = value.items() if isinstance(value, dict) else [(one, "") for one in (value if isinstance(value, list) else [value])]
        for one, detail in pairs:
            # The words of a grant name its media; what is not read stands elsewhere than what is.
            words = f"republish: {said.get('republish')}" if name == "media" else f"{name}: {one}"
            where = "https://src.example/unread" if name == "unread" else "https://src.example/a"
            yield Evidence(_TOPICS[name], one, Quote(f"words about {words}", where, 0, 5), "test", Channel.NOTICE, level, detail)


def _agreed(row: dict[str, Any], publisher: str, site: Site) -> tuple[Evidence, ...]:
    if "agreed" not in row or row.get("agreed_by", "Source Daily") not in (publisher, "both"):
        return ()
    paper = Agreement(publisher=publisher, sites=("commons",), uses=tuple(row["agreed"]), reference="letter 7", starts=date(2026, 1, 1))
    return agreed((paper,), (publisher,), site, NOW.date())


def _article(told: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in told.items():
        if key == "days_old":
            made["published"] = NOW - timedelta(days=value)
        elif key == "undated":
            made["published"] = None
        elif key == "words":
            made["html"] = f"<p>{' '.join(['word'] * value)}</p>"
        elif key == "authors":
            made["authors"] = tuple(Person(name) for name in value)
        elif key == "withdrawn":
            made["withdrawn"] = Withdrawal(value)
        else:
            made[key] = value
    return made


def _site(told: dict[str, Any]) -> dict[str, Any]:
    made = _tuples(told)
    if "forms" in made:
        made["forms"] = tuple(map(Form, made["forms"]))
    if "use" in made:
        made["use"] = Use(made["use"])
    return made


def _around(row: dict[str, Any]) -> Circumstances:
    told = dict(row.get("history", {}))
    if "copied_days_ago" in told:
        told["copied"] = tuple(sorted(NOW - timedelta(days=days) for days in told.pop("copied_days_ago")))
    if "alike" in told:
        told["alike"] = Alike(title="Rivers rise again", url="https://commons.example/r", **told["alike"])
    if "route" in row:
        told["route"] = Route(id="r", sources=("src",), sites=("commons",), **_tuples(row["route"]))
    return Circumstances(**told)


def _tuples(told: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}

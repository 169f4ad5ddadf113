"""From feeds a person or an OPML file names to tables of the settings file: ids made, duplicates and unusable ones told."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from syndicator.cli.output import plain
from syndicator.core.article import same_address
from syndicator.settings.loading import parsed
from syndicator.settings.values import web_address
from syndicator.settings.written import ANY


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be added, as somebody named it; empty strings where they did not say."""

    url: str
    publisher: str = ""
    publisher_url: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What becomes of the feeds: tables to be added, one line for each feed left out, and whether a route is still missing."""

    added: list[dict[str, object]] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unrouted: bool = False


def new_sources(text: str, path: Path, feeds: Iterable[Feed]) -> Report:
    """The tables of feeds that a settings file does not have yet; ids are unique, also among the new ones."""
    document = parsed(text, path)
    present = [table for table in _tables(document, "source") if isinstance(table.get("feed"), str)]
    known = {same_address(table["feed"]): str(table.get("id")) for table in present}
    ids = {str(table.get("id")) for table in _tables(document, "source")}
    report = Report(unrouted=not any(ANY in route.get("sources", []) for route in _tables(document, "route")))
    for feed in feeds:
        try:
            url = web_address(feed.url)
        except ValueError as error:
            report.refused.append(plain(str(error)))
            continue
        address = same_address(url)
        if address in known:
            report.duplicates.append(f'{plain(url)} is there already, as the source "{known[address]}"')
            continue
        table = _table(feed, url, ids)
        known[address] = str(table["id"])
        ids.add(known[address])
        report.added.append(table)
    return report


def usable(address: str) -> str:
    """An address as it is where it can be used, else an empty string."""
    try:
        return web_address(address)
    except ValueError:
        return ""


def _table(feed: Feed, url: str, ids: set[str]) -> dict[str, object]:
    host = re.sub(r"^(www|feeds?|rss)\.", "", urlsplit(url).hostname or "")
    publisher = plain(feed.publisher).strip() or host
    table: dict[str, object] = {
        "id": feed.id or _free(_slug(feed.publisher) or _slug(host) or "source", ids),
        "feed": url,
        "publisher": publisher,
    }
    if feed.publisher_url:
        table["publisher_url"] = feed.publisher_url
    return table


def _slug(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", plain(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:48].strip("-")


def _free(wanted: str, ids: set[str]) -> str:
    number, found = 1, wanted
    while found in ids:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _tables(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = document.get(name)
    return [table for table in found if isinstance(table, dict)] if isinstance(found, list) else []

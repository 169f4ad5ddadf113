"""What one table of a document cannot know: ids that clash or are not there, and what is allowed but probably not meant."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from syndicator.errors import SettingsError
from syndicator.settings.lines import line_of
from syndicator.settings.problems import Where, near
from syndicator.settings.standing import standing
from syndicator.settings.written import ANY

EXAMPLE_CONTACT = "you@example.org"

Tables = list[Mapping[str, Any]]


def cross_problems(document: Mapping[str, Any], folder: Path, where: Where) -> list[str]:
    """Problems between tables; works on the raw document, so that a mistake in one table hides none in another."""
    return [
        *_clashes(document, where),
        *_references(document, where),
        *_contradictions(document, where),
        *_folders(document, folder, where),
        *_one_place(document, folder, where),
        *_contact(document, where),
        *_mail(document, where),
    ]


def warnings(document: Mapping[str, Any], where: Where) -> list[str]:
    """What will do less than it seems to, one line each; the document has no problems."""
    return [
        *_idle(document, where),
        *_twins(document, where),
        *_paywalls(document, where),
        *_strangers(document, where),
        *_reach(document, where),
    ]


def tables(document: Mapping[str, Any], name: str) -> Tables:
    """The tables of one array, whatever else stands there left out as empty tables so that counting stays right."""
    found = document.get(name)
    return [table if isinstance(table, Mapping) else {} for table in found] if isinstance(found, list) else []


def _clashes(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    for name in ("source", "site", "route"):
        first: dict[str, int] = {}
        for number, table in enumerate(tables(document, name)):
            word = table.get("id") or (f"route-{number + 1}" if name == "route" else None)
            if not isinstance(word, str):
                continue
            if word in first:
                line = line_of(where.places, (name, first[word], "id"))
                yield where.told((name, number, "id"), f'the id "{word}" is taken by the {name} in line {line}; choose another')
            first.setdefault(word, number)


def _references(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    for name in ("route", "agreement"):
        for number, table in enumerate(tables(document, name)):
            for key, kind in (("sources", "source"), ("sites", "site")):
                named = table.get(key)
                for word in named if isinstance(named, list) else []:
                    says = _unknown(word, kind, document, name)
                    if says:
                        yield where.told((name, number, key), says)


def _unknown(word: object, kind: str, document: Mapping[str, Any], by: str) -> str:
    """What is wrong with one id a route or an agreement names; empty where it is right."""
    known = [table["id"] for table in tables(document, kind) if isinstance(table.get("id"), str)]
    if word == ANY:
        return "" if by == "route" else "an agreement names each site; it must not grow with sites that are added later"
    if not isinstance(word, str) or word in known:
        return ""
    return f'there is no {kind} "{word}"; {near(word, known) or f"add a [[{kind}]] with this id, or take it out"}'


def _contradictions(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    for number, site in enumerate(tables(document, "site")):
        if site.get("use") == "commercial" and site.get("nonprofit") is True:
            says = 'a non-profit site is not run for commercial advantage; write use = "community" or nonprofit = false'
            yield where.told(("site", number, "nonprofit"), says)
        if site.get("kind") == "lemmy" and site.get("webmention") is True:
            says = "Lemmy tells originals by itself; take it out, or they hear of each copy twice"
            yield where.told(("site", number, "webmention"), says)
    for number, route in enumerate(tables(document, "route")):
        least, most = route.get("min_words"), route.get("max_words")
        if isinstance(least, int) and isinstance(most, int) and 0 < most < least:
            yield where.told(("route", number, "max_words"), f"{most} is less than min_words = {least}; no article would pass")
    for number, agreement in enumerate(tables(document, "agreement")):
        starts, ends = agreement.get("from"), agreement.get("until")
        if isinstance(starts, date) and isinstance(ends, date) and str(ends) < str(starts):
            says = f"ends on {ends}, before it starts on {starts}; exchange or correct the dates"
            yield where.told(("agreement", number, "until"), says)


def _folders(document: Mapping[str, Any], folder: Path, where: Where) -> Iterator[str]:
    for key in ("templates", "policies", "data"):
        named = document.get(key)
        if not isinstance(named, str) or not named.strip() or "\0" in named:
            continue
        place = folder / named.strip()
        try:
            there = standing(place)
        except SettingsError as error:
            yield where.told((key,), f"{error}; let its owner open it to us, or name another folder")
            continue
        if key == "data" and there == "file":
            yield where.told((key,), f"{place} is a file; name a folder, which is made where it is missing")
        elif key != "data" and there != "folder":
            yield where.told((key,), f"there is no folder {place}; create it, or leave the key out")


def _one_place(document: Mapping[str, Any], folder: Path, where: Where) -> Iterator[str]:
    """Two sites that write into one folder or file would show each other's copies, whatever each of them may show."""
    first: dict[tuple[object, ...], object] = {}
    for number, site in enumerate(tables(document, "site")):
        found = site.get("options")
        options: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
        for key in ("folder", "file"):
            named = options.get(key)
            if not isinstance(named, str):
                continue
            place = (site.get("kind"), (folder / named).resolve(), options.get("name"))
            other = first.setdefault(place, site.get("id"))
            if other != site.get("id"):
                yield where.told(("site", number, "options"), f'the site "{other}" writes into this {key} too; give each its own')


def _contact(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    fetch = document.get("fetch")
    contact = fetch.get("contact") if isinstance(fetch, Mapping) else None
    if isinstance(contact, str) and contact.strip().lower().removeprefix("mailto:") == EXAMPLE_CONTACT:
        yield where.told(("fetch", "contact"), "still the example; write an address under which publishers reach you")


def _mail(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    notify, mail = document.get("notify"), document.get("mail")
    host = mail.get("host") if isinstance(mail, Mapping) else None
    if isinstance(notify, Mapping) and notify.get("email") and not host:
        yield where.told(("notify", "email"), "nothing can be mailed without a server; write host and sender under [mail]")


def _idle(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    routes = tables(document, "route")
    if not routes:
        yield f"{where.name}: no [[route]] joins a source to a site; nothing will be posted"
        return
    for kind in ("source", "site"):
        used = {word for route in routes for word in route[f"{kind}s"]}
        for number, table in enumerate(tables(document, kind)):
            if ANY not in used and table["id"] not in used:
                yield where.told((kind, number), f"no [[route]] names this {kind}; nothing will be posted by way of it")


def _twins(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    first: dict[tuple[str, str], str] = {}
    for number, site in enumerate(tables(document, "site")):
        if site.get("address") and site["kind"] not in ("static", "feed"):  # those may lie side by side
            other = first.setdefault((site["kind"], site["address"].rstrip("/").lower()), site["id"])
            if other != site["id"]:
                yield where.told(("site", number, "address"), f'the site "{other}" has it too; an article led to both appears there twice')


def _paywalls(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    for number, site in enumerate(tables(document, "site")):
        if site.get("paywall") and site["use"] == "community":
            says = "many grants to community sites end at a paywall; expect held or refused articles here"
            yield where.told(("site", number, "paywall"), says)


def _strangers(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    names = [name for source in tables(document, "source") for name in (source["publisher"], *source.get("owners", []))]
    for number, agreement in enumerate(tables(document, "agreement")):
        publisher = agreement["publisher"]
        if publisher.strip().casefold() not in {name.strip().casefold() for name in names}:
            question = near(publisher, names) or "it only speaks for what your sources take over from that publisher"
            yield where.told(("agreement", number, "publisher"), f'no source has the publisher or owner "{publisher}"; {question}')


def _reach(document: Mapping[str, Any], where: Where) -> Iterator[str]:
    """A public address that hubs outside cannot reach, or can only reach unprotected."""
    web = document.get("web")
    public = web.get("public") if isinstance(web, Mapping) else None
    if not isinstance(public, str):
        return
    host = urlsplit(public.strip()).hostname or ""
    if host == "localhost" or re.fullmatch(r"127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|::1", host):
        yield where.told(("web", "public"), f"{host} is an address that hubs outside cannot reach")
    elif public.strip().lower().startswith("http://"):
        yield where.told(("web", "public"), "not https; what hubs push can be read and held back on the way")

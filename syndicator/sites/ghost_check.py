"""Trying out a Ghost without publishing anything: address, key, author, and what its pages make of a specimen."""

from collections.abc import Iterator
from datetime import datetime

from syndicator.errors import SyndicatorError
from syndicator.sites import specimen
from syndicator.sites.ghost_api import GhostApi


def check(api: GhostApi, author: str, card: str, now: datetime) -> list[tuple[bool, str]]:
    """One line for each thing found, until one fails that the others stand on."""
    lines: list[tuple[bool, str]] = []
    try:
        lines.append((True, f"{api.http.base} answers as Ghost {api.version()}"))
        tagged = api.settings().get("outbound_link_tagging") is True
        lines.append(
            (
                True,
                f"the key is accepted; the site {'adds ?ref= to links, which proofs allow for' if tagged else 'leaves links as they are'}",
            )
        )
        lines += _specimen(api, author, card, now)
    except SyndicatorError as error:
        lines.append((False, str(error)))
    return lines


def _specimen(api: GhostApi, author: str, card: str, now: datetime) -> Iterator[tuple[bool, str]]:
    """Save a draft, read its preview page without any credential, and delete it."""
    payload: dict[str, object] = {
        "title": specimen.TITLE, "html": card.format(specimen.HTML), "status": "draft", "slug": f"specimen-{int(now.timestamp())}",
        "visibility": "public",
    }  # fmt: skip
    made = api.create(payload | ({"authors": [{"email": author}]} if author else {}))
    try:
        answer = api.http.accept(api.http.ask(f"{api.site}p/{made.uuid}/", anonymous=True), wrote=False)
    finally:
        api.remove(made.id)
    if author:
        known = author in made.authors
        yield known, f"the author “{author}” is {'a' if known else 'no'} staff user of the site"
    page = answer.body.decode("utf-8", "replace")
    yield from specimen.told(api.untagged(page))

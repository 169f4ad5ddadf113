"""Trying out a Ghost without publishing anything: address, key, author, and what its pages make of a specimen."""

from datetime import datetime

from syndicator.core.markup import read
from syndicator.errors import SyndicatorError
from syndicator.sites import specimen
from syndicator.sites.ghost_api import GhostApi
from syndicator.sites.specimen import Findings

_KEPT_OUT = "noindex"
NOINDEX = f'<meta name="robots" content="{_KEPT_OUT}">'


def check(api: GhostApi, author: str, card: str, now: datetime) -> Findings:
    """One line for each thing found, until one fails that the others stand on."""
    found = Findings()
    try:
        found.measure(server=f"Ghost {api.version()}")
        found.say(True, f"{api.http.base} answers as Ghost {api.version()}")
        tagged = api.settings().get("outbound_link_tagging") is True
        links = "adds ?ref= to links, which proofs allow for" if tagged else "leaves links as they are"
        found.say(True, f"the key is accepted; the site {links}")
        _specimen(api, author, card, now, found)
    except SyndicatorError as error:
        found.say(False, str(error))
    return found


def _specimen(api: GhostApi, author: str, card: str, now: datetime, found: Findings) -> None:
    """Save a draft, read its preview page without any credential, and delete it."""
    payload: dict[str, object] = {
        "title": specimen.TITLE, "html": card.format(specimen.HTML), "status": "draft", "slug": f"specimen-{int(now.timestamp())}",
        "visibility": "public", "canonical_url": specimen.ORIGINAL, "codeinjection_head": NOINDEX,
    }  # fmt: skip
    made = api.create(payload | ({"authors": [{"email": author}]} if author else {}))
    try:
        answer = api.http.accept(api.http.ask(f"{api.site}p/{made.uuid}/", anonymous=True), wrote=False)
    finally:
        api.remove(made.id)
    if author:
        known = author in made.authors
        found.say(known, f"the author “{author}” is {'a' if known else 'no'} staff user of the site")
    page = answer.body.decode("utf-8", "replace")
    shown = read(page)
    # A preview is kept from search engines by Ghost itself, in more words than ours.
    declared = {"canonical": specimen.ORIGINAL in shown.declared("canonical"), "noindex": ("robots", _KEPT_OUT) in shown.metas}
    found.measure(**declared)
    for what, done in declared.items():
        found.say(True, f"{what} {'is declared' if done else 'is not declared: the theme leaves out what Ghost puts into its head'}")
    found.look(api.untagged(page))

"""Trying out a WordPress without publishing anything: address, credential, rights, fields, and what its sanitiser keeps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from syndicator.errors import SyndicatorError
from syndicator.sites import specimen
from syndicator.sites.specimen import Findings
from syndicator.sites.wordpress_api import WordPressApi
from syndicator.sites.wordpress_text import as_block

_DECLARED = {"canonical": "the original as canonical address", "noindex": "“keep out of search engines”"}


def check(
    api: WordPressApi,
    *,
    publishes: bool,
    categories: Sequence[str | int],
    wanted: Sequence[str],
    abilities: Mapping[str, Iterable[str]],
    now: datetime,
) -> Findings:
    """One line for each thing found, until one fails that the others stand on."""
    found = Findings()
    try:
        api.root()
        found.measure(server=api.software())
        found.say(True, f"{api.http.base} answers with a WordPress REST API")
        user = api.me()
        found.say(True, f"the application password belongs to {user.get('name')} ({', '.join(map(str, user.get('roles') or ()))})")
        found.say(*_may(user, "publish_posts" if publishes else "edit_posts"))
        for name in categories:
            found.say(True, f"category “{name}” has the id {api.category(name)}")
        _fields(api, wanted, abilities, found)
        _specimen(api, now, found)
    except SyndicatorError as error:
        found.say(False, str(error))
    return found


def _may(user: dict[str, object], right: str) -> tuple[bool, str]:
    rights = user.get("capabilities")
    if isinstance(rights, dict) and rights.get(right):
        return True, f"the user may do “{right}”"
    return False, f'the user lacks the right “{right}”; give the user the role of an author, or set status = "draft"'


def _fields(api: WordPressApi, wanted: Sequence[str], abilities: Mapping[str, Iterable[str]], found: Findings) -> None:
    """Which fields of posts the site offers; `abilities` are named as in Measured."""
    offered = api.meta_fields()
    for ability, fields in abilities.items():
        told = next((name for name in fields if name in offered), "")
        found.measure(**{ability: bool(told)})
        how = f"can be declared (REST field “{told}”)" if told else "cannot be declared: no plug-in offers a field"
        found.say(True, f"{_DECLARED[ability]} {how}")
    for name in wanted:
        found.say(name in offered, f"the post field “{name}” is {'' if name in offered else 'not '}offered")


def _specimen(api: WordPressApi, now: datetime, found: Findings) -> None:
    """Make a draft, read what the site would show of it, and remove it."""
    payload = {"title": specimen.TITLE, "content": as_block(specimen.HTML), "status": "draft", "slug": f"specimen-{int(now.timestamp())}"}
    made = api.save(payload)
    try:
        kept = api.copy(str(made.id)).rendered
    finally:
        api.remove(made.id, force=True)
    found.look(kept)

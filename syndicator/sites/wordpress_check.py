"""Trying out a WordPress without publishing anything: address, credential, rights, fields, and what its sanitiser keeps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from syndicator.errors import SyndicatorError
from syndicator.sites import specimen
from syndicator.sites.wordpress_api import WordPressApi
from syndicator.sites.wordpress_text import as_block


def check(
    api: WordPressApi,
    *,
    publishes: bool,
    categories: Sequence[str | int],
    wanted: Sequence[str],
    abilities: Mapping[str, Iterable[str]],
    now: datetime,
) -> list[tuple[bool, str]]:
    """One line for each thing found, until one fails that the others stand on."""
    lines: list[tuple[bool, str]] = []
    try:
        api.root()
        lines.append((True, f"{api.http.base} answers with a WordPress REST API"))
        user = api.me()
        lines.append((True, f"the application password belongs to {user.get('name')} ({', '.join(map(str, user.get('roles') or ()))})"))
        lines.append(_may(user, "publish_posts" if publishes else "edit_posts"))
        lines += [(True, f"category “{name}” has the id {api.category(name)}") for name in categories]
        lines += _fields(api, wanted, abilities)
        lines += _specimen(api, now)
    except SyndicatorError as error:
        lines.append((False, str(error)))
    return lines


def _may(user: dict[str, object], right: str) -> tuple[bool, str]:
    rights = user.get("capabilities")
    if isinstance(rights, dict) and rights.get(right):
        return True, f"the user may do “{right}”"
    return False, f'the user lacks the right “{right}”; give the user the role of an author, or set status = "draft"'


def _fields(api: WordPressApi, wanted: Sequence[str], abilities: Mapping[str, Iterable[str]]) -> list[tuple[bool, str]]:
    offered = api.meta_fields()
    lines = []
    for what, fields in abilities.items():
        told = next((name for name in fields if name in offered), "")
        lines.append(
            (True, f"{what} {f'can be declared (REST field “{told}”)' if told else 'cannot be declared: no plug-in offers a field'}")
        )
    return lines + [(name in offered, f"the post field “{name}” is {'' if name in offered else 'not '}offered") for name in wanted]


def _specimen(api: WordPressApi, now: datetime) -> list[tuple[bool, str]]:
    """Make a draft, read what the site would show of it, and remove it."""
    payload = {"title": specimen.TITLE, "content": as_block(specimen.HTML), "status": "draft", "slug": f"specimen-{int(now.timestamp())}"}
    made = api.save(payload)
    try:
        kept = api.copy(str(made.id)).rendered
    finally:
        api.remove(made.id, force=True)
    return specimen.told(kept)

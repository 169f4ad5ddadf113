"""Trying out a WordPress without publishing anything: address, credential, rights, fields, and what its sanitiser keeps."""

from collections.abc import Sequence
from datetime import datetime

from syndicator.core.markup import read
from syndicator.errors import SyndicatorError
from syndicator.sites.wordpress_api import WordPressApi
from syndicator.sites.wordpress_text import as_block

_ORIGINAL, _LICENCE = "https://example.org/specimen?a=1&b=2", "https://creativecommons.org/licenses/by/4.0/"
_SPECIMEN = (
    '<p>A specimen of an article; nobody is meant to read it.</p><footer class="syndicator-attribution" lang="en"><p>“<a href="'
    f'{_ORIGINAL.replace("&", "&amp;")}">A specimen</a>” by <span class="p-author">Ada &amp; Bo</span>. Licensed under '
    f'<a rel="license" href="{_LICENCE}">CC BY 4.0</a>.</p></footer>'
)


def check(
    api: WordPressApi, *, publishes: bool, categories: Sequence[str | int], wanted: Sequence[str], now: datetime
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
        lines += _fields(api, wanted)
        lines += _specimen(api, now)
    except SyndicatorError as error:
        lines.append((False, str(error)))
    return lines


def _may(user: dict[str, object], right: str) -> tuple[bool, str]:
    rights = user.get("capabilities")
    if isinstance(rights, dict) and rights.get(right):
        return True, f"the user may do “{right}”"
    return False, f'the user lacks the right “{right}”; give the user the role of an author, or set status = "draft"'


def _fields(api: WordPressApi, wanted: Sequence[str]) -> list[tuple[bool, str]]:
    offered = api.meta_fields()
    canonical = "can be declared" if "canonical_url" in offered else "cannot be declared (no REST field “canonical_url”)"
    lines = [(True, f"the original as canonical address {canonical}")]
    return lines + [(name in offered, f"the post field “{name}” is {'' if name in offered else 'not '}offered") for name in wanted]


def _specimen(api: WordPressApi, now: datetime) -> list[tuple[bool, str]]:
    """Make a draft, read what the site would show of it, and remove it."""
    sent = read(_SPECIMEN)
    made = api.save({"title": "A specimen", "content": as_block(_SPECIMEN), "status": "draft", "slug": f"specimen-{int(now.timestamp())}"})
    try:
        kept = read(api.copy(str(made.id)).rendered)
    finally:
        api.remove(made.id, force=True)
    links = [(link.href, link.rel) for link in kept.links]
    lost = [f"the link to {link.href}" for link in sent.links if (link.href, link.rel) not in links]
    if "Ada & Bo" not in kept.text:
        lost.append("the author's name")
    return [
        (not lost, f"the site's sanitiser takes away {', '.join(lost)}" if lost else "the site's sanitiser keeps the attribution block")
    ]

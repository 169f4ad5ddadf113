"""What a static generator is given: YAML front matter by a YAML library, and Markdown in which nothing is executed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import yaml

from syndicator.errors import Rejected
from syndicator.sites.markdown_text import without_html

Matter = dict[str, object]
_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_SHORTCODE = re.compile(r"\{\{(?=[<%])")
_LIQUID = re.compile(r"\{\{|\{%")
_SPAN = re.compile(r"\{(?=:)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one generator names files and addresses, and what it would execute in a text."""

    address: str  # the key of the front matter that sets a page's address
    teasers: tuple[str, ...]
    hidden: Matter  # what themes read as “keep this from search engines”
    file_name: Callable[[str, datetime], str]
    pattern: Callable[[str], str]
    plain: Callable[[str], str]
    safe: Callable[[str], str]


def written(matter: Mapping[str, object], markdown: str) -> str:
    """The whole file."""
    said = yaml.safe_dump(dict(matter), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{said}---\n\n{markdown.strip()}\n"


def front_matter(text: str) -> Mapping[str, object]:
    """What stands in a file's front matter; nothing where there is none that can be read."""
    found = _MATTER.match(text)
    try:
        said = yaml.safe_load(found[1]) if found else None
    except yaml.YAMLError:
        return {}
    return said if isinstance(said, dict) else {}


def _hugo_listing(listing: str) -> str:
    if _SHORTCODE.search(listing):
        raise Rejected(
            "the text shows a Hugo shortcode in a listing, where it cannot be escaped", "post it there by hand, or as an excerpt"
        )
    return listing


def _for_hugo(markdown: str) -> str:
    """A shortcode that is text would break the build of the whole site."""
    return without_html(markdown, lambda text: _SHORTCODE.sub("{&#123;", text), _hugo_listing)


def _liquid(text: str) -> str:
    return _LIQUID.sub(lambda found: f'{{{{ "{found[0]}" }}}}', text)


def _for_jekyll(markdown: str) -> str:
    """Liquid runs before Markdown, in listings too; kramdown's attribute lists are text as well."""
    return without_html(markdown, lambda text: _liquid(_SPAN.sub("&#123;", text)), _liquid)


def _for_themes(text: str) -> str:
    """A value that themes print without escaping it: no tag comes of it. Ampersands stay, which most themes escape."""
    return text.replace("<", "&lt;").replace(">", "&gt;")


hugo = Dialect(
    address="url",
    teasers=("summary", "description"),
    hidden={"robots": "noindex", "noindex": True},
    file_name=lambda slug, _: f"{slug}.md",
    pattern=lambda slug: f"{slug}.md",
    plain=str,
    safe=_for_hugo,
)
jekyll = Dialect(
    address="permalink",
    teasers=("excerpt", "description"),
    hidden={"robots": "noindex", "noindex": True, "sitemap": False},
    file_name=lambda slug, day: f"{day:%Y-%m-%d}-{slug}.md",
    pattern=lambda slug: f"[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-{slug}.md",
    plain=_for_themes,
    safe=_for_jekyll,
)

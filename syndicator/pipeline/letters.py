"""Letters that ask a publisher, and the digest of what waits for a person: from templates, the operator's own first."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from syndicator.core.evidence import Quote
from syndicator.core.markup import one_line
from syndicator.core.permissions import Request
from syndicator.core.places import Site, Use
from syndicator.errors import SettingsError
from syndicator.ports import Message, Renderer

FALLBACK = "en"
_QUOTES, _LONGEST_QUOTE = 3, 400
_SUBJECT = re.compile(r"\ASubject:[ \t]*(.+)\n")


@dataclass(frozen=True, slots=True)
class AskingSite:
    """A site as the letter names it."""

    name: str
    address: str
    commercial: bool
    ads: bool
    paywall: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the template of a request may say; `title` and `url` are "" where it asks for everything of a publisher."""

    publisher: str
    title: str
    url: str
    sites: tuple[AskingSite, ...]
    uses: tuple[str, ...]
    quotes: tuple[Quote, ...]
    by: str
    contact: str
    deadline: str


def letter_language(wanted: str, there: Collection[str]) -> str:
    """The language a letter is written in: the one that is wanted (BCP 47) where there is a template, else its base, else English."""
    tag = wanted.lower()
    return next((code for code in (tag, tag.partition("-")[0]) if code in there), FALLBACK)


def request_letter(
    renderer: Renderer, request: Request, title: str, quotes: tuple[Quote, ...], sites: tuple[Site, ...], contact: str
) -> Message:
    """The letter of a request, in its language; raises SettingsError where the operator's own template cannot be used."""
    shown = tuple(Quote(_cut(quote.text), quote.where) for quote in quotes[:_QUOTES])
    letter = Letter(
        publisher=request.publisher,
        title=title,
        url=request.article_url,
        sites=tuple(AskingSite(s.name or s.id, s.url, s.use is Use.COMMERCIAL, s.ads, s.paywall) for s in sites),
        uses=request.uses,
        quotes=shown,
        by=request.by,
        contact=contact,
        deadline=_day((request.at + request.patience).date()),
    )
    key = f"request {request.publisher} {request.article_key} {request.at.isoformat()}"
    return as_message(renderer, f"letters/request.{request.language}.txt", letter, key)


def as_message(renderer: Renderer, template: str, context: object, key: str) -> Message:
    """A template whose first line is its subject, as a message; SettingsError where it has none."""
    text = renderer.render(template, context)
    found = _SUBJECT.match(text)
    if found is None or not one_line(found[1]):
        raise SettingsError(f"templates/{template}: its first line is not “Subject: …”; mend or remove the operator's own copy")
    body = re.sub(r"\n{3,}", "\n\n", text[found.end() :]).strip()
    return Message(one_line(found[1]), f"{body}\n", key)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE].rstrip()}…"


def _day(day: date) -> str:
    return day.isoformat()

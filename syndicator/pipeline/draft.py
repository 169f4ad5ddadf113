"""Drafting a post: the article's clean text and the attribution block, rendered and read back before anything is stored.

An article is drafted for many sites one after the other: its text is cleaned, its block rendered and proven once for all
that say the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from html import escape

from syndicator.core.attribution import PHRASES, Attribution, attribute, changes, obligations
from syndicator.core.attribution.phrases import BRIEF
from syndicator.core.evidence import Channel
from syndicator.core.flavours import Flavour
from syndicator.core.markup import folded, read
from syndicator.core.post import Post, post_key, post_slug
from syndicator.core.proof import By, Check, Obligation, lacking, prove, prove_text
from syndicator.core.rules.case import Case, shown_in_part
from syndicator.core.verdict import Form
from syndicator.pipeline.fitting import Room, fitted, joined
from syndicator.ports import Block, Cleaner, Renderer

ALWAYS = (Flavour.HTML, Flavour.TEXT)
_ENGLISH = "en"
_EXCERPT_WORDS = 120
_TEMPLATE = {Form.FULL: "block", Form.EXCERPT: "block", Form.LINK: "link"}
_HEADING = re.compile(r"<h1[^>]{0,200}>[^\0]{0,1000}?</h1>")
_IN_BODY = ("keep_links", "pixel", "credit_at_top")
_IN_HEAD = (By.CANONICAL, By.NOINDEX)
_NAMES = {
    Flavour.HTML: "attribution block",
    Flavour.TEXT: "plain text block",
    Flavour.MARKDOWN: "Markdown block",
    Flavour.BBCODE: "BBCode block",
}

Blocks = tuple[tuple[Flavour, Block], ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A post as it would be sent, the attribution it carries (facts, and `blocks` by flavour), and the proof of every obligation.

    `fallen` says why the post came to be a headline with a link, where the form that was asked for did not fit into the site.
    """

    post: Post
    credit: Attribution
    blocks: Mapping[str, str]
    checks: tuple[Check, ...]
    fallen: str = ""


def draft(case: Case, form: Form, renderer: Renderer, cleaner: Cleaner, slug: str = "", flavours: tuple[Flavour, ...] = ALWAYS) -> Drafted:
    """Draft one article for one site in one form; `slug` is kept once a post exists.

    Where the site's characters do not suffice, headline and link are drafted if the site takes those; else the checks name
    the duties that found no room.
    """
    made = _drafted(case, form, renderer, cleaner, slug, flavours)
    crowded = [check for check in lacking(made.checks) if check.why.endswith(" characters")]
    if not crowded or form is Form.LINK or Form.LINK not in case.site.forms:
        return made
    why = "; ".join(dict.fromkeys(f"{check.obligation.duty}: {check.why}" for check in crowded))
    return replace(_drafted(case, Form.LINK, renderer, cleaner, slug, flavours), fallen=why)


def _drafted(case: Case, form: Form, renderer: Renderer, cleaner: Cleaner, slug: str, flavours: tuple[Flavour, ...]) -> Drafted:
    article, terms = case.article, case.terms
    folders = renderer.folders(case.site.id, case.source.publisher)
    credit, blocks = _credit(case, form, renderer, folders, flavours)
    owed = obligations(article, terms, credit)
    bodies = dict(_bodies(cleaner, article.html, article.url, article.title, form, flavours))
    whole = {flavour: joined(bodies[flavour], block.text, at_top=credit.at_top) for flavour, block in blocks}
    checks = _checks(credit, owed, blocks, whole[Flavour.HTML], bodies[Flavour.HTML])
    if case.site.max_characters is not None:
        room = Room(case.site.max_characters, case.site.counting)
        brief = renderer.block("short", Flavour.TEXT, credit, folders)
        texts = (dict(blocks)[Flavour.TEXT].text, brief.text)
        whole[Flavour.TEXT] = fitted(bodies[Flavour.TEXT], texts, form, room, at_top=credit.at_top)
        in_block = tuple(o for o in owed if _stands_in_block(o))
        checks += (
            _told(prove_text(brief.text, in_block, "draft (short block)", Flavour.TEXT), credit, brief)
            if whole[Flavour.TEXT]
            else room.crowded_out(owed, bodies[Flavour.TEXT])
        )
    key = post_key(case.site.id, article.key)
    post = Post(
        key=key,
        site_id=case.site.id,
        article_key=article.key,
        slug=slug or post_slug(key, article.identity),
        form=form,
        title=credit.title,
        html=whole[Flavour.HTML],
        text=whole[Flavour.TEXT],
        markdown=whole.get(Flavour.MARKDOWN, ""),
        bbcode=whole.get(Flavour.BBCODE, ""),
        block=dict(blocks)[Flavour.HTML].text,
        excerpt=_first_words(read(article.summary or article.html).text, 40) if _in_part(case, form) else "",
        original_id=article.id,
        original_url=article.url,
        authors=article.authors,
        publisher=case.source.publisher,
        publisher_url=credit.source_url,
        feed_url=case.source.feed,
        feed_id=article.feed_id or case.source.feed,
        published=article.published,
        updated=article.updated,
        language=article.language or case.source.language,
        tags=article.tags if form is not Form.LINK else (),
        rights=credit.copyright_line,
        licence_url=credit.licence_url,
        canonical=credit.url if "canonical" in terms.duties else "",
        noindex="noindex" in terms.duties,
        obligations=owed,
        agreements=tuple(sorted({e.detail for e in terms.evidence if e.channel is Channel.AGREEMENT and e.detail})),
    )
    return Drafted(post, credit, {flavour.value: block.text for flavour, block in blocks}, checks)


def _credit(
    case: Case, form: Form, renderer: Renderer, folders: tuple[str, ...], flavours: tuple[Flavour, ...]
) -> tuple[Attribution, Blocks]:
    """The credit in the site's language, else the article's; wholly in English where a word of any flavour has no translation."""
    site, told = case.site, changes(case.article, form)
    words = PHRASES if site.max_characters is None else BRIEF
    language = renderer.speaks(site.language or case.article.language or case.source.language)
    while True:
        note = " ".join(renderer.say(words[change], language) for change in told)
        credit = attribute(case.article, case.source, case.terms, case.holder, form, note, language=language, annotations=site.annotations)
        blocks = _blocks(renderer, folders, credit, flavours)
        if language == _ENGLISH or all(block.language == language for _, block in blocks):
            return credit, blocks
        language = _ENGLISH


@lru_cache(maxsize=128)
def _blocks(renderer: Renderer, folders: tuple[str, ...], credit: Attribution, flavours: tuple[Flavour, ...]) -> Blocks:
    return tuple((flavour, renderer.block(_TEMPLATE[credit.form], flavour, credit, folders)) for flavour in flavours)


def _in_part(case: Case, form: Form) -> bool:
    """Whether a teaser of the text may stand beside it (on an index, in a feed): never more than the terms let be shown in part."""
    return form is not Form.LINK and shown_in_part(case.terms)


def _stands_in_block(obligation: Obligation) -> bool:
    return obligation.duty not in _IN_BODY and obligation.by not in _IN_HEAD


@lru_cache(maxsize=128)
def _checks(credit: Attribution, owed: tuple[Obligation, ...], blocks: Blocks, whole: str, body: str) -> tuple[Check, ...]:
    """Read each block back alone, before the body could lend it its words; the rest on the whole; head matters when live."""
    in_block = tuple(o for o in owed if _stands_in_block(o))
    found: list[Check] = []
    for flavour, block in blocks:
        checks = prove_text(block.text, in_block, f"draft ({_NAMES[flavour]})", flavour)
        found += _told(checks, credit, block)
    return (*found, *prove(whole, tuple(o for o in owed if o.duty in _IN_BODY), "draft", body=body))


def _told(checks: tuple[Check, ...], credit: Attribution, block: Block) -> tuple[Check, ...]:
    """What failed, with the template that lost it, and the line where the fact is used but not seen."""
    return tuple(check if check.met else replace(check, why=f"{check.why} ({_place(check, credit, block)})") for check in checks)


def _place(check: Check, credit: Attribution, block: Block) -> str:
    fact = next((f.name for f in fields(credit) if _holds(getattr(credit, f.name), check.obligation.value)), check.obligation.duty)
    line = dict(block.lines).get(fact)
    if line is None:
        return f"templates/{block.template} does not use `{fact}`"
    return f"templates/{block.template}:{line} uses `{fact}`, and no reader sees it"


def _holds(fact: object, value: str) -> bool:
    if isinstance(fact, tuple):
        return any(value in (one, getattr(one, "name", None), getattr(one, "institution", None)) for one in fact)
    return fact == value


@lru_cache(maxsize=64)
def _bodies(
    cleaner: Cleaner, html: str, url: str, title: str, form: Form, flavours: tuple[Flavour, ...]
) -> tuple[tuple[Flavour, str], ...]:
    if form is Form.LINK:
        return tuple((flavour, "") for flavour in flavours)
    if form is Form.EXCERPT:
        kept = f"<p>{escape(_first_words(read(html).text, _EXCERPT_WORDS))}</p>"
    else:
        # The pixel travels in the attribution block, once; other images' rights are never assumed.
        kept = _without_headline(cleaner.clean(html, url), title)
    return tuple((flavour, cleaner.convert(kept, flavour)) for flavour in flavours)


def _without_headline(html: str, title: str) -> str:
    """The text without a first heading that only says the title again: sites show the title themselves."""
    for found in _HEADING.finditer(html[:5000]):
        if folded(read(found[0]).text) == folded(title):
            return html[: found.start()] + html[found.end() :]
    return html


def _first_words(text: str, count: int) -> str:
    words = text.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")

"""Drafting a post: the article's clean text and the attribution block, rendered and read back before anything is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from syndicator.core.article import Article
from syndicator.core.attribution import Attribution, attribute, obligations
from syndicator.core.evidence import Channel
from syndicator.core.markup import folded, read
from syndicator.core.post import Post, post_key, post_slug
from syndicator.core.proof import By, Check, Obligation, prove, prove_text
from syndicator.core.rules.case import Case, excerpt_words, shown_in_part
from syndicator.core.verdict import Form
from syndicator.ports import Cleaner, Renderer

_IMAGES_LEFT_OUT = "Images were left out; they are with the original."
_SHORTENED = "This is an excerpt; read the whole article with the original."


@dataclass(frozen=True, slots=True)
class Drafted:
    """A post as it would be sent, the attribution it carries (facts, and `blocks` by flavour), and the proof of every obligation."""

    post: Post
    credit: Attribution
    blocks: Mapping[str, str]
    checks: tuple[Check, ...]


def draft(case: Case, form: Form, renderer: Renderer, cleaner: Cleaner, slug: str = "") -> Drafted:
    """Draft one article for one site in one form; `slug` is kept once a post exists."""
    article = case.article
    credit = attribute(article, case.source, case.terms, case.holder, form, _change_note(article, form))
    owed = obligations(article, case.terms, credit)
    blocks = {flavour: renderer.render(f"attribution/{_TEMPLATE[form]}.{flavour}", credit).strip() for flavour in ("html", "md", "txt")}
    bodies = _bodies(article, form, cleaner, excerpt_words(case.terms) or 0)
    whole = {flavour: _joined(bodies[flavour], blocks[flavour], at_top=credit.at_top) for flavour in blocks}
    key = post_key(case.site.id, article.key)
    post = Post(
        key=key,
        site_id=case.site.id,
        article_key=article.key,
        slug=slug or post_slug(key, article.identity),
        form=form,
        title=credit.title,
        html=whole["html"],
        text=whole["txt"],
        markdown=whole["md"],
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
        canonical=credit.url if "canonical" in case.terms.duties else "",
        noindex="noindex" in case.terms.duties,
        obligations=owed,
        agreements=tuple(sorted({e.detail for e in case.terms.evidence if e.channel is Channel.AGREEMENT and e.detail})),
    )
    return Drafted(post, credit, blocks, _checks(owed, blocks, whole))


_TEMPLATE = {Form.FULL: "block", Form.EXCERPT: "block", Form.LINK: "link"}
_HEADING = re.compile(r"<h1[^>]{0,200}>[^\0]{0,1000}?</h1>")
_IN_BODY = ("keep_links", "pixel", "credit_at_top")
_IN_HEAD = (By.CANONICAL, By.NOINDEX)


def _in_part(case: Case, form: Form) -> bool:
    """Whether a teaser of the text may stand beside it (on an index, in a feed): never more than the terms let be shown in part."""
    return form is not Form.LINK and shown_in_part(case.terms)


def _checks(owed: tuple[Obligation, ...], blocks: dict[str, str], whole: dict[str, str]) -> tuple[Check, ...]:
    """Read the block back alone, before the body could lend it its words; the rest on the whole; head matters when live."""
    in_block = tuple(o for o in owed if o.duty not in _IN_BODY and o.by not in _IN_HEAD)
    others = tuple(o for o in owed if o.duty in _IN_BODY)
    return (
        *prove(blocks["html"], in_block, "draft (attribution block)"),
        *prove(whole["html"], others, "draft"),
        *prove_text(blocks["txt"], in_block, "draft (plain text block)"),
        *prove_text(blocks["md"], in_block, "draft (Markdown block)", markdown=True),
    )


def _bodies(article: Article, form: Form, cleaner: Cleaner, words: int) -> dict[str, str]:
    if form is Form.LINK:
        return {"html": "", "md": "", "txt": ""}
    if form is Form.EXCERPT:
        html = f"<p>{escape(_first_words(read(article.html).text, words))}</p>"
    else:
        # The pixel travels in the attribution block, once; other images' rights are never assumed.
        html = _without_headline(cleaner.clean(article.html, article.url), article.title)
    return {"html": html, "md": cleaner.markdown(html), "txt": read(html).text}


def _without_headline(html: str, title: str) -> str:
    """The text without a first heading that only says the title again: sites show the title themselves."""
    for found in _HEADING.finditer(html[:5000]):
        if folded(read(found[0]).text) == folded(title):
            return html[: found.start()] + html[found.end() :]
    return html


def _joined(body: str, block: str, *, at_top: bool) -> str:
    parts = (block, body) if at_top else (body, block)
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _change_note(article: Article, form: Form) -> str:
    if form is Form.EXCERPT:
        return _SHORTENED
    shown = [image for image in read(article.html).images if not image.tiny]
    return _IMAGES_LEFT_OUT if form is Form.FULL and shown else ""


def _first_words(text: str, count: int) -> str:
    words = text.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")

"""Drafting a post: the article's clean text and the attribution block, rendered and read back before anything is stored.

An article is drafted for many sites one after the other: its text is cleaned, its block rendered and proven once for all
that say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from syndicator.core.article import Article
from syndicator.core.attribution import PHRASES, Attribution, attribute, changes, obligations
from syndicator.core.attribution.phrases import BRIEF
from syndicator.core.evidence import Channel
from syndicator.core.flavours import Flavour
from syndicator.core.markup import read
from syndicator.core.pictures import CREDIT, LICENCE, Picture, picture_duties
from syndicator.core.places import Annotation, Site, Source
from syndicator.core.post import Post, post_key, post_slug
from syndicator.core.proof import By, Check, Obligation, lacking, prove, prove_text
from syndicator.core.provenance import Provenance
from syndicator.core.rules.case import Case, excerpt_words, shown_in_part
from syndicator.core.terms import Terms
from syndicator.core.verdict import Form
from syndicator.pipeline.bodies import along_with, bodies_of, first_words
from syndicator.pipeline.fitting import Room, fitted, joined
from syndicator.ports import Block, Cleaner, Renderer

USUAL = (Flavour.HTML, Flavour.TEXT)
_ENGLISH = "en"
_TEMPLATE = {Form.FULL: "block", Form.EXCERPT: "block", Form.LINK: "link"}
_IN_BODY = ("keep_links", "pixel", "credit_at_top", CREDIT, LICENCE)
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


def draft(
    case: Case, form: Form, renderer: Renderer, cleaner: Cleaner, slug: str = "", flavours: tuple[Flavour, ...] = USUAL, words: str = ""
) -> Drafted:
    """Draft one article for one site in one form; `slug` is kept once a post exists, `words` is the digest of the article's own.

    Where the site counts characters, plain text is among the flavours. Where its characters do not suffice, headline and link
    are drafted if the site takes those; else the checks name the duties that found no room.
    """
    made = _drafted(case, form, renderer, cleaner, (slug, words), flavours)
    crowded = [check for check in lacking(made.checks) if check.why.endswith(" characters")]
    if not crowded or form is Form.LINK or Form.LINK not in case.site.forms:
        return made
    why = "; ".join(dict.fromkeys(f"{check.obligation.duty}: {check.why}" for check in crowded))
    return replace(_drafted(case, Form.LINK, renderer, cleaner, (slug, words), flavours), fallen=why)


@dataclass(frozen=True, slots=True)
class _Common:
    """What is the same for every site that a case comes to under the same terms, in the same language and form."""

    credit: Attribution
    blocks: Blocks
    owed: tuple[Obligation, ...]
    bodies: Mapping[Flavour, str]
    whole: Mapping[Flavour, str]
    checks: tuple[Check, ...]
    excerpt: str
    agreements: tuple[str, ...]
    key: str  # of the article
    pictures: tuple[Picture, ...] = ()


def _drafted(
    case: Case, form: Form, renderer: Renderer, cleaner: Cleaner, known: tuple[str, str], flavours: tuple[Flavour, ...]
) -> Drafted:
    slug, words = known
    article, site = case.article, case.site
    folders = renderer.folders(site.id, case.source.publisher)
    language = renderer.speaks(site.language or article.language or case.source.language)
    counted = site.max_characters is not None
    wanted = tuple(dict.fromkeys((*flavours, Flavour.TEXT))) if counted else flavours
    along = along_with(case) if form is Form.FULL and site.images else ()
    voice = _Voice(folders, language, site.annotations, counted, along)
    common = _common(renderer, cleaner, article, case.source, case.terms, case.holder, form, voice, wanted)
    credit, text, checks = common.credit, common.whole.get(Flavour.TEXT, ""), common.checks
    if site.max_characters is not None:
        text, room_checks = _in_room(common, Room(site.max_characters, site.counting, site.parts), renderer, folders)
        checks += room_checks
    checks += _headline_checks(credit.title, site)
    key = post_key(site.id, common.key)
    post = Post(
        key=key,
        site_id=site.id,
        article_key=common.key,
        slug=slug or post_slug(key, article.identity),
        form=form,
        title=credit.title,
        html=common.whole[Flavour.HTML],
        text=text,
        markdown=common.whole.get(Flavour.MARKDOWN, ""),
        bbcode=common.whole.get(Flavour.BBCODE, ""),
        block=dict(common.blocks)[Flavour.HTML].text,
        excerpt=common.excerpt,
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
        obligations=common.owed,
        agreements=common.agreements,
        words=words,
        pictures=common.pictures,
    )
    return Drafted(post, credit, {flavour.value: block.text for flavour, block in common.blocks}, checks)


@dataclass(frozen=True, slots=True)
class _Voice:
    """How a site has its credits written: by which templates, in which language, and whether every character counts."""

    folders: tuple[str, ...]
    language: str
    annotations: tuple[Annotation, ...]
    brief: bool
    along: tuple[Picture, ...] = ()  # the images that may go with a whole text


@lru_cache(maxsize=8)
def _common(
    renderer: Renderer,
    cleaner: Cleaner,
    article: Article,
    source: Source,
    terms: Terms,
    holder: Provenance,
    form: Form,
    voice: _Voice,
    flavours: tuple[Flavour, ...],
) -> _Common:
    bodies, pictures = bodies_of(cleaner, article, form, flavours, excerpt_words(terms) or 0, voice.along)
    credit, blocks = _credit(renderer, article, source, terms, holder, form, voice, flavours, [picture.src for picture in pictures])
    owed = (*obligations(article, terms, credit), *picture_duties(pictures, bodies[Flavour.HTML]))
    whole = {flavour: joined(bodies[flavour], block.text, at_top=credit.at_top) for flavour, block in blocks}
    # A teaser may stand beside the text (on an index, in a feed), but never more than the terms let be shown in part.
    in_part = form is not Form.LINK and shown_in_part(terms)
    return _Common(
        credit=credit,
        blocks=blocks,
        owed=owed,
        bodies=bodies,
        whole=whole,
        checks=_checks(credit, owed, blocks, whole[Flavour.HTML], bodies[Flavour.HTML]),
        excerpt=first_words(read(article.summary or article.html).text, 40) if in_part else "",
        agreements=tuple(sorted({e.detail for e in terms.evidence if e.channel is Channel.AGREEMENT and e.detail})),
        key=article.key,
        pictures=pictures,
    )


def _in_room(common: _Common, room: Room, renderer: Renderer, folders: tuple[str, ...]) -> tuple[str, tuple[Check, ...]]:
    """The plain text as it fits, and the proof of the short block; without room for both, the duties that have none."""
    credit, body = common.credit, common.bodies[Flavour.TEXT]
    brief = renderer.block("short", Flavour.TEXT, credit, folders)
    text = fitted(body, (dict(common.blocks)[Flavour.TEXT].text, brief.text), credit.form, room, at_top=credit.at_top)
    if not text:
        return "", room.crowded_out(common.owed, body)
    in_block = tuple(o for o in common.owed if _stands_in_block(o))
    checks = _told(prove_text(brief.text, in_block, "draft (short block)", Flavour.TEXT), credit, brief)
    parts = room.spread(text) if credit.form is Form.FULL else ()
    return text, checks + (prove_text(parts[0], in_block, "draft (first post)", Flavour.TEXT) if len(parts) > 1 else ())


def _headline_checks(title: str, site: Site) -> tuple[Check, ...]:
    """What is wrong with a headline that the site would refuse or cut; shortening it would put other words into its author's mouth."""
    most = site.title_characters
    if most is None or len(title) <= most:
        return ()
    why = f"the headline has {len(title)} characters and {site.id} takes {most}: post it there by hand, or leave it"
    return (Check(Obligation("title", By.WORDS, title), False, why),)


def _credit(
    renderer: Renderer,
    article: Article,
    source: Source,
    terms: Terms,
    holder: Provenance,
    form: Form,
    voice: _Voice,
    flavours: tuple[Flavour, ...],
    along: list[str],
) -> tuple[Attribution, Blocks]:
    """The credit in the language of its site; wholly in English where a word of any flavour has no translation."""
    told, words, language = changes(article, form, along), BRIEF if voice.brief else PHRASES, voice.language
    while True:
        note = " ".join(renderer.say(words[change], language) for change in told)
        credit = attribute(article, source, terms, holder, form, note, language=language, annotations=voice.annotations)
        blocks = tuple((flavour, renderer.block(_TEMPLATE[form], flavour, credit, voice.folders)) for flavour in flavours)
        if language == _ENGLISH or all(block.language == language for _, block in blocks):
            return credit, blocks
        language = _ENGLISH


def _stands_in_block(obligation: Obligation) -> bool:
    return obligation.duty not in _IN_BODY and obligation.by not in _IN_HEAD


def _checks(credit: Attribution, owed: tuple[Obligation, ...], blocks: Blocks, whole: str, body: str) -> tuple[Check, ...]:
    """Read each block back alone, before the body could lend it its words; the rest on the whole; head matters when live."""
    in_block = tuple(o for o in owed if _stands_in_block(o))
    found: list[Check] = []
    for flavour, block in blocks:
        checks = prove_text(block.text, in_block, f"draft ({_NAMES[flavour]})", flavour)
        found += _told(checks, credit, block)
    others = tuple(o for o in owed if o.duty in _IN_BODY)
    return (*found, *(prove(whole, others, "draft", body=body) if others else ()))


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

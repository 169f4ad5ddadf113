"""Credits to look at: one article a language, under every family of licence, drafted as the daemon drafts it."""

from datetime import UTC, datetime

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.flavours import Flavour
from syndicator.core.licences import by_url
from syndicator.core.places import Site, Source
from syndicator.core.provenance import Provenance
from syndicator.core.rules.case import Case
from syndicator.core.terms import combine
from syndicator.core.verdict import Form
from syndicator.pipeline.draft import Drafted, draft
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner

CC = "https://creativecommons.org"
TITLES = {
    "en": "Rivers rise (again) & again",
    "es": "El río vuelve a crecer",
    "pt": "O rio volta a subir",
    "fr": "La rivière monte encore",
    "de": "Der Fluss steigt wieder",
    "it": "Il fiume cresce di nuovo",
    "ar": "النهر يرتفع من جديد",
    "uk": "Річка знову піднімається",
    "zh": "河水再次上涨",
    "zh-Hant": "河水再次上漲",
}
# family → (address or id of the licence, what else the terms say)
FAMILIES: dict[str, tuple[str, tuple[tuple[Topic, str], ...]]] = {
    "no licence": ("", ()),
    "CC BY 4.0": (f"{CC}/licenses/by/4.0/", ()),
    "CC BY-SA 4.0": (f"{CC}/licenses/by-sa/4.0/", ()),
    "CC BY-ND 4.0": (f"{CC}/licenses/by-nd/4.0/", ()),
    "CC BY-NC-ND 4.0": (f"{CC}/licenses/by-nc-nd/4.0/", ()),
    "CC BY-SA 3.0 DE": (f"{CC}/licenses/by-sa/3.0/de/", ()),
    "CC0 1.0": (f"{CC}/publicdomain/zero/1.0/", ()),
    "Public Domain Mark 1.0": (f"{CC}/publicdomain/mark/1.0/", ()),
    "OGL 3.0": ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", ()),
    "a prescribed sentence": (
        "",
        ((Topic.CREDIT, "This story first ran in Harbour Post, the paper of the quays."), (Topic.DUTY, "credit_at_top")),
    ),
    "a disclaimer and a pixel": ("", ((Topic.DISCLAIMER, "The views are the authors’ own."), (Topic.DUTY, "pixel"))),
    "another's article": (f"{CC}/licenses/by/4.0/", ()),
}
SOURCE = Source(id="post", feed="https://post.example/feed", publisher="Harbour Post", publisher_url="https://post.example/")
OWN = Provenance(True, SOURCE.publisher, SOURCE.publisher_url, "nothing names another", ())
OTHERS = Provenance(False, "The Tidewater", "https://tide.example/a", "a credit names The Tidewater", ())
PIXEL = '<img src="https://count.example/p?i=1&amp;j=2" width="1" height="1">'


def an_article(language: str, **said: object) -> Article:
    """The article of a language: two authors, a picture, a date."""
    facts: dict[str, object] = {
        "source_id": "post",
        "id": "tag:post.example,2026:1",
        "url": "https://post.example/a?x=1&y=2",
        "title": TITLES[language],
        "html": '<p>The water stood at the third step when the morning boat came in.</p><img src="/p.jpg">' + PIXEL,
        "authors": (Person("Ana Ruiz", "https://post.example/by/ana"), Person("لينا حداد" if language == "ar" else "Bo Li")),
        "published": datetime(2026, 3, 2, 8, tzinfo=UTC),
        "updated": datetime(2026, 3, 5, 8, tzinfo=UTC),
        "language": language,
        "rights": "© 2026 Harbour Post",
    }
    return Article(**{**facts, **said})


def a_case(family: str, language: str, site: Site | None = None, **said: object) -> Case:
    """The article under a family's terms."""
    address, more = FAMILIES[family]
    quote = Quote(family, "terms")
    terms = [Evidence(topic, value, quote, "test", Channel.NOTICE) for topic, value in more]
    if address:
        licence = by_url(address)
        assert licence
        terms.append(Evidence(Topic.LICENCE, licence.id, quote, "test", Channel.ENTRY, Level.ARTICLE, address))
    article = an_article(language, **said)
    return Case(
        article=article,
        source=SOURCE,
        site=site or Site(id="square", kind="journal"),
        terms=combine(terms),
        holder=OTHERS if family == "another's article" else OWN,
        now=datetime(2026, 3, 6, tzinfo=UTC),
    )


RENDERER, CLEANER = JinjaRenderer(), HtmlCleaner()


def drafted(case: Case, form: Form = Form.FULL, renderer: JinjaRenderer = RENDERER) -> Drafted:
    """The draft in every flavour."""
    return draft(case, form, renderer, CLEANER, flavours=tuple(Flavour))

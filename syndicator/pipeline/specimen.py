"""A specimen article, drafted with the templates in force: a template that fails or loses a duty is told before any article meets it."""

from datetime import UTC, datetime

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import Site, Source
from syndicator.core.proof import lacking
from syndicator.core.provenance import Provenance
from syndicator.core.rules.case import Case
from syndicator.core.terms import combine
from syndicator.core.verdict import Form
from syndicator.errors import SettingsError
from syndicator.pipeline.draft import draft
from syndicator.ports import Cleaner, Renderer

_DEED = "https://creativecommons.org/licenses/by/4.0/"
_NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
_SOURCE = Source(id="specimen", feed="https://source.example/feed", publisher="The Source & Sons", publisher_url="https://source.example/")
_ARTICLE = Article(
    source_id="specimen",
    id="tag:source.example,2026:specimen",
    url="https://source.example/a?b=1&c=2",
    title="A specimen <headline> (with signs)",
    html='<p>Words of the specimen.</p><img src="https://source.example/picture.jpg">',
    authors=(Person("Ana Ruiz", "https://source.example/ana"), Person("Bo O'Neil")),
    published=_NOW,
    rights="© 2026 The Source & Sons",
)


def template_problems(renderer: Renderer, cleaner: Cleaner) -> tuple[str, ...]:
    """What is wrong with the attribution templates: one line each for a template that fails and for a duty that is lost."""
    told: list[str] = []
    for form in Form:
        try:
            drafted = draft(_case(), form, renderer, cleaner)
        except SettingsError as error:
            told += error.problems
            continue
        told += [
            f"templates/attribution: {form} posts lose a duty, {check.obligation.duty}: {check.why}" for check in lacking(drafted.checks)
        ]
    return tuple(dict.fromkeys(told))


def _case() -> Case:
    licence = Evidence(Topic.LICENCE, "CC-BY-4.0", Quote(_DEED, "specimen"), "specimen", Channel.ENTRY, Level.ARTICLE, _DEED)
    own = Provenance(True, _SOURCE.publisher, _SOURCE.publisher_url, "a specimen", ())
    return Case(article=_ARTICLE, source=_SOURCE, site=Site(id="specimen", kind="specimen"), terms=combine([licence]), holder=own, now=_NOW)

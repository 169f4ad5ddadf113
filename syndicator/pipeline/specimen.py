"""A specimen article, drafted with the templates in force: a template that fails or loses a duty is told before any article meets it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.flavours import Flavour
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
_SITE = Site(id="specimen", kind="specimen")
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


def template_problems(renderer: Renderer, cleaner: Cleaner, sites: Iterable[Site] = (), sources: Iterable[Source] = ()) -> tuple[str, ...]:
    """What is wrong with the attribution templates: one line each for a template that fails and for a duty that is lost.

    The shared ones are tried, and those that a site or a publisher has to itself, each in the site's language.
    """
    tried = {(renderer.folders(_SITE.id, _SOURCE.publisher), _SITE.language): _case(_SITE, _SOURCE)}
    for site in sites:
        tried.setdefault((renderer.folders(site.id, _SOURCE.publisher), site.language), _case(site, _SOURCE))
    for source in sources:
        own = replace(_SOURCE, publisher=source.publisher)
        tried.setdefault((renderer.folders(_SITE.id, source.publisher), _SITE.language), _case(_SITE, own))
    told: list[str] = []
    for case in tried.values():
        told += _problems(case, renderer, cleaner)
    return tuple(dict.fromkeys(told))


def _problems(case: Case, renderer: Renderer, cleaner: Cleaner) -> Iterator[str]:
    for form in Form:
        try:
            drafted = draft(case, form, renderer, cleaner, flavours=tuple(Flavour))
        except SettingsError as error:
            yield from error.problems
            continue
        for check in lacking(drafted.checks):
            yield f"templates/attribution: {form} posts lose a duty, {check.obligation.duty}: {check.why}"


def _case(site: Site, source: Source) -> Case:
    licence = Evidence(Topic.LICENCE, "CC-BY-4.0", Quote(_DEED, "specimen"), "specimen", Channel.ENTRY, Level.ARTICLE, _DEED)
    own = Provenance(True, _SOURCE.publisher, _SOURCE.publisher_url, "a specimen", ())
    facts = replace(_SITE, id=site.id, language=site.language, annotations=site.annotations)
    return Case(article=_ARTICLE, source=source, site=facts, terms=combine([licence]), holder=own, now=_NOW)

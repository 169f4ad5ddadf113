"""What `check` and `preview` share: the readers, with or without a settings file, and the one road to a verdict."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from syndicator.cli import shapes, showing
from syndicator.cli.common import Shell
from syndicator.cli.naming import named_sites
from syndicator.core.agreements import library
from syndicator.core.flavours import Flavour
from syndicator.core.places import Agreement, Policy, Site, Use
from syndicator.core.reading import read_article
from syndicator.core.routing import route_of
from syndicator.core.rules.case import Case, Circumstances
from syndicator.core.rules.checks import copyright_acknowledged, hyperlink, source_link
from syndicator.core.terms import combine
from syndicator.core.trials import Trial, as_measured
from syndicator.core.verdict import Answer, Finding
from syndicator.errors import InputError, SettingsError
from syndicator.looking import opened
from syndicator.pipeline.dossier import Dossier, dossier
from syndicator.pipeline.files import with_files
from syndicator.pipeline.judge import Judgement, decide
from syndicator.pipeline.people import as_agreements
from syndicator.pipeline.terms import SiteTerms, TermsKnown, site_terms
from syndicator.pipeline.terms_look import peek
from syndicator.pipeline.watching_files import peek_files
from syndicator.settings import EXAMPLE_CONTACT, FetchSettings, Settings
from syndicator.targets import Target, is_address
from syndicator.wiring import Tools, policies, site_facts, tools

# Where there is no settings file, these two stand for the question everybody asks. They are given every ability, so that
# what holds or refuses is the terms, never the site.
SPECIMENS = (
    Site(id="a community site", kind="specimen", keeps_pixels=True, sets_canonical=True, sets_noindex=True),
    Site(
        id="a commercial site with ads",
        kind="specimen",
        use=Use.COMMERCIAL,
        ads=True,
        keeps_pixels=True,
        sets_canonical=True,
        sets_noindex=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What judging needs: the readers and renderer, the publisher library, the sites to judge for, and the time."""

    kit: Tools
    library: tuple[Policy, ...]
    sites: tuple[Site, ...]
    now: datetime
    terms_pages: dict[str, TermsKnown]  # what is known of the sources' terms pages
    permitted: tuple[Agreement, ...] = ()  # the permissions that stand in the store

    def judge(self, target: Target, site: Site) -> Judgement:
        """The verdict on a target for a site, as the daemon would reach it; nothing is stored."""
        settings = self.kit.settings
        return decide(
            target.article,
            target.source,
            site,
            self.now,
            self.kit.renderer,
            self.kit.cleaner,
            agreements=(*settings.agreements, *self.permitted),
            policies=self.library,
            around=Circumstances(route=route_of(target.article, site.id, settings.routes, self.now)),
            site_terms=self._site_terms(target),
            extractor=self.kit.extractor,
            flavours=tuple(Flavour),
        )

    def judged(self, target: Target) -> "Judged":
        """A target with its terms as the publisher gives them (without the agreements of any one site), and every verdict."""
        verdicts = {site.id: self.judge(target, site) for site in self.sites}
        case = next(iter(verdicts.values())).case
        beside = self._site_terms(target)
        said = (*read_article(case.article, case.source, beside.tdmrep), *beside.evidence)
        terms = combine((*said, *library(self.library, case.source)))
        return Judged(target, replace(case, terms=terms), verdicts)

    def known(self, target: Target) -> Dossier:
        """What is known of a target before any site is looked at: its whole text, its terms for everybody, whose it is."""
        return dossier(target.article, target.source, self.library, self._site_terms(target), self.kit.extractor)

    def _site_terms(self, target: Target) -> SiteTerms:
        source = target.source
        known, asks = self.terms_pages.get(source.id, TermsKnown()), is_address(target.where)
        if source.watch_terms and "" not in known.watches and asks:  # the daemon has not looked yet
            looked = peek(self.kit.pages, source, target.article, self.now)
            known = TermsKnown({**known.watches, **looked.watches}, {**known.pages, **looked.pages})
        if asks:
            known = peek_files(self.kit.pages, target.article, known, self.now)
        self.terms_pages[source.id] = known
        found = site_terms(source, target.article, known, self.now, self.kit.settings.fetch.terms_every)
        return with_files(found, target.article, known, asks=asks)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said of one target: `case` for its terms and owner, and the judgement for each site by its id."""

    target: Target
    case: Case
    judgements: dict[str, Judgement]

    @property
    def allowed(self) -> bool:
        """Whether it may be posted, in some form, to every site."""
        return all(judgement.verdict.answer is Answer.ALLOW for judgement in self.judgements.values())

    @property
    def checks(self) -> tuple[Finding, ...]:
        """The three checks of every article: source link, copyright acknowledgement, hyperlink to the original."""
        return source_link(self.case), copyright_acknowledged(self.case), hyperlink(self.case)

    def shape(self) -> dict[str, object]:
        """Everything, for JSON."""
        target = self.target
        return {
            "where": target.where,
            "article": shapes.article(target.article, target.source.publisher),
            "terms": shapes.terms(self.case.terms),
            "holder": shapes.holder(self.case.holder),
            "checks": [shapes.finding(one) for one in self.checks],
            "verdicts": [{"site": site, **shapes.verdict(one.verdict)} for site, one in self.judgements.items()],
        }

    def show(self) -> None:
        """Everything, for a terminal."""
        target, publisher, notes = self.target, self.target.source.publisher, showing.Notes()
        showing.show_article(target.article, publisher, target.where)
        showing.show_terms(self.case.terms, notes)
        showing.show_holder(self.case.holder, publisher, notes)
        showing.show_findings("Three checks", self.checks, notes)
        showing.heading("Verdict")
        for site, judgement in self.judgements.items():
            showing.show_verdict(judgement.verdict, site, notes)
        showing.say()


def bench(shell: Shell, site_ids: tuple[str, ...], contact: str, addresses: tuple[str, ...], now: datetime) -> Bench:
    """The bench for these sites (all configured ones, or the specimens without a settings file, where none is named).

    `contact` stands in for the settings file where `addresses` are to be fetched. Raises SettingsError, and InputError
    for a site that is not configured.
    """
    kit = tools(_settings(shell, contact, addresses))
    pages, permitted, trials = _rested(kit.settings)
    known = {site.id: as_measured(site, trials.get(site.id)) for site in site_facts(kit)}
    sites = tuple(known[one] for one in named_sites(site_ids, known)) or tuple(known.values()) or SPECIMENS
    return Bench(kit, policies(kit.settings), sites, now, pages, permitted)


def _rested(settings: Settings) -> tuple[dict[str, TermsKnown], tuple[Agreement, ...], dict[str, Trial]]:
    """What a store beside the settings holds: terms pages and files of the sources, permissions, trials; nothing before the first run."""
    if not settings.sources:
        return {}, (), {}
    with opened(settings) as overview:
        watches = overview.terms_watches()
        pages = {s.id: TermsKnown(watches.get(s.id, {}), overview.terms_pages(s.id)) for s in settings.sources}
        return pages, as_agreements(overview.permissions()), overview.trials()


def _settings(shell: Shell, contact: str, addresses: tuple[str, ...]) -> Settings:
    """The settings in force, else enough to read and judge.

    A file that was named must be right; one that only lies in a usual place (a fresh example, say) is told about and left.
    """
    if shell.config is not None or shell.environ.get("SYNDICATOR_CONFIG"):
        return shell.settings_without_secrets
    try:
        found = shell.file
    except SettingsError:
        return _without_file(contact, addresses)
    try:
        return shell.settings_without_secrets
    except SettingsError as error:
        shell.note(f"{found} is left out, it has problems: {error.problems[0]}")
        return _without_file(contact, addresses)


def _without_file(contact: str, addresses: tuple[str, ...]) -> Settings:
    """Settings enough to read and judge; whoever fetches says who asks, as the settings file would."""
    if addresses and not contact:
        raise InputError(f"{addresses[0]}: no settings file says who fetches it; give --contact YOUR-ADDRESS, or: syndicator init")
    try:
        return Settings(data=Path("data"), fetch=FetchSettings(contact=contact or EXAMPLE_CONTACT))
    except ValueError:
        raise InputError(f"--contact “{contact}” is no e-mail address or web page under which publishers reach you") from None

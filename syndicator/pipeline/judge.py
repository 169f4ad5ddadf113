"""judge: every open case gets its verdict, and an allowed one its post, proven before it is stored."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicator.core.agreements import agreed, speaking_of
from syndicator.core.approvals import Decision, standing
from syndicator.core.article import Article
from syndicator.core.change import kept
from syndicator.core.evidence import Level, Topic
from syndicator.core.flavours import Flavour
from syndicator.core.places import Agreement, Policy, Site, Source, akin
from syndicator.core.post import Post, PostState
from syndicator.core.proof import Check, lacking
from syndicator.core.routing import route_of
from syndicator.core.rules import judge as judged
from syndicator.core.rules.case import Case, Circumstances, permitted
from syndicator.core.terms import combine
from syndicator.core.verdict import Answer, Finding, Status, Verdict
from syndicator.errors import StoreUnavailable, UserError
from syndicator.pipeline.deriving import derived
from syndicator.pipeline.dossier import Dossier, dossier
from syndicator.pipeline.draft import USUAL, Drafted, draft
from syndicator.pipeline.files import with_files
from syndicator.pipeline.history import History
from syndicator.pipeline.people import agreements_of, resting_on
from syndicator.pipeline.picturing import unhad
from syndicator.pipeline.terms import NO_SITE_TERMS, Pages, SiteTerms, TermsKnown, by_source, site_terms
from syndicator.pipeline.whole import explained
from syndicator.pipeline.world import Tally, World, tried
from syndicator.ports import Cleaner, DueCase, Extractor, Flavoured, Renderer, SiteClient, Withdrawable

_ALONE = Circumstances()
_NEXT_LOOK = timedelta(minutes=1)


def judge(world: World) -> Tally:
    """Judge open cases, a batch a pass; each verdict is one transaction with its draft."""
    world, tally, now = tried(world), Tally(), world.clock()
    agreements = agreements_of(world)
    sites, policies = digests(world, agreements, now)
    world.store.reopen_cases(sites, policies, now)
    world.store.reopen_decided(now)
    cases = world.store.cases_due(now, world.batch)
    desk = _Desk(world, agreements, by_source(world, (due.article.source_id for due in cases)), now, History(world, now))
    for due in cases:
        if world.stopping():
            break
        verdict, post = _decided(world, due, desk)
        for finding in verdict.findings:
            if finding.rule in ("internal", "draft"):
                tally.problem(f"{due.article.url or due.article.title}: {finding.says}")
        under = f"{sites.get(due.site_id, '')}:{policies}"
        world.store.record_verdict(due.article.key, due.site_id, under, verdict, post, now)
        if post is not None:
            desk.past.keep(due.article.source_id, post)
        tally.add(verdict.answer.name.lower())
        deciding = verdict.deciding
        says = {"rule": deciding.rule, "says": deciding.says} if deciding else {}
        facts = {"article": due.article.key[:12], "site": due.site_id, "answer": verdict.answer.name, "form": verdict.form}
        world.note("case.judged", {**facts, **says})
    return tally


@dataclass(slots=True)
class _Desk:
    """What one pass has at hand; the dossier of an article is kept while its sites are gone through."""

    world: World
    agreements: tuple[Agreement, ...]
    pages: Pages
    now: datetime
    past: History
    _held: Dossier | None = None
    _of: Article | None = None

    def dossier(self, article: Article, source: Source) -> Dossier:
        """What is known of an article, read once."""
        if self._held is None or self._of is not article or self._held.source is not source:
            world = self.world
            beside = self.pages.get(source.id, TermsKnown())
            known = with_files(site_terms(source, article, beside, self.now, world.terms_every), article, beside)
            self._held, self._of = dossier(article, source, world.policies, known, world.extractor), article
        return self._held


@dataclass(frozen=True, slots=True)
class Judgement:
    """A case with its verdict and, where it is allowed, its draft."""

    case: Case
    verdict: Verdict
    drafted: Drafted | None


def decide(
    article: Article,
    source: Source,
    site: Site,
    now: datetime,
    renderer: Renderer,
    cleaner: Cleaner,
    *,
    agreements: Iterable[Agreement] = (),
    policies: Iterable[Policy] = (),
    around: Circumstances = _ALONE,
    slug: str = "",
    site_terms: SiteTerms = NO_SITE_TERMS,
    extractor: Extractor | None = None,
    flavours: tuple[Flavour, ...] = USUAL,
    decision: Decision | None = None,
) -> Judgement:
    """The one road to a verdict, for the daemon, `check` and `preview` alike: terms, case, verdict, draft, proof."""
    known = dossier(article, source, policies, site_terms, extractor)
    return decided(
        known, site, now, renderer, cleaner,
        agreements=tuple(agreements), around=around, slug=slug, flavours=flavours, decision=decision,
    )  # fmt: skip


def decided(
    known: Dossier,
    site: Site,
    now: datetime,
    renderer: Renderer,
    cleaner: Cleaner,
    *,
    agreements: tuple[Agreement, ...] = (),
    around: Circumstances = _ALONE,
    slug: str = "",
    past: History | None = None,
    flavours: tuple[Flavour, ...] = USUAL,
    decision: Decision | None = None,
) -> Judgement:
    """The verdict on an article whose terms were read, for one site.

    `decision` is what a person last answered on the case; it counts while it stands for the article as it is.
    """
    article, source, holder, today = known.article, known.source, known.holder, now.date()
    agreements = speaking_of(agreements, article) if agreements else ()
    # A third party's article needs the third party's word; what the source agreed to cannot speak for it.
    theirs = agreed(agreements, (holder.holder,), site, today) if agreements and not holder.own else ()
    ours = agreed(agreements, (source.id, source.publisher, *source.owners), site, today) if agreements and holder.own is not False else ()
    terms = combine((*known.said, *ours, *theirs)) if ours or theirs else known.terms
    if past is not None:
        around = past.told(around, article, source, site.id, terms, known.text)
    answer = standing(decision, article, terms, now)
    case = Case(
        article=article, source=source, site=site, terms=terms, holder=holder, now=now, upstream=theirs, around=around, decision=answer
    )  # fmt: skip
    verdict = explained(_after_terms(judged(case, known.known if terms is known.terms else None), case, known.site_terms), known.found)
    if verdict.answer is not Answer.ALLOW or verdict.form is None:
        return Judgement(case, verdict, None)
    drafted = resting_on(draft(case, verdict.form, renderer, cleaner, slug, flavours, words=known.text.digest), case)
    missing = lacking(drafted.checks)
    if drafted.fallen:
        says = f"headline and link only, since {site.id} has no room for more: {drafted.fallen}"
        finding = Finding("form", Status.SATISFIED, Answer.ALLOW, says)
        verdict = replace(verdict, form=drafted.post.form, findings=(finding, *verdict.findings))
    return Judgement(case, _held(verdict, missing) if missing else derived(verdict, case, drafted), drafted)


def digests(world: World, agreements: Iterable[Agreement], now: datetime) -> tuple[Mapping[str, str], str]:
    """What verdicts rest on beside the article: facts and agreements of each site; sources, routes, policies, rules, templates."""
    active = [a for a in agreements if a.starts <= now.date() and (a.until is None or now.date() <= a.until)]
    sites = {site.id: _digest(site, [a for a in active if site.id in a.sites]) for site in world.sites.values()}
    facts = [
        (s.id, s.publisher, s.publisher_url, s.owners, s.language, s.read_page, s.burst, s.watch_terms, s.terms)
        for s in world.sources.values()
    ]
    return sites, _digest(world.edition, sorted(facts), world.policies, world.routes)


def _decided(world: World, due: DueCase, desk: _Desk) -> tuple[Verdict, Post | None]:
    source, site = world.sources.get(due.article.source_id), world.sites.get(due.site_id)
    if source is None or site is None:
        what = f"source {due.article.source_id}" if source is None else f"site {due.site_id}"
        return _hold("configuration", f"the {what} is no longer in the configuration", "put it back"), None
    try:
        judgement, verdict = _reached(due, source, site, desk)
    except StoreUnavailable:
        raise
    except UserError as error:  # the operator's own template: it holds what it would have drafted, and nothing else
        return _hold("draft", str(error), "mend the template, or remove the operator's own copy"), None
    except Exception as error:  # noqa: BLE001  # a defect met on one article holds that article, with its trace noted, and no other
        world.note("case.crashed", {"article": due.article.key[:12], "site": due.site_id, "error": error})
        return _hold("internal", f"it could not be judged: {type(error).__name__}: {error}", "report this"), None
    allowed = verdict.answer is Answer.ALLOW and judgement.drafted is not None
    return verdict, judgement.drafted.post if allowed and judgement.drafted else None


def reconsider(world: World, due: DueCase, now: datetime) -> tuple[Judgement, Verdict] | None:
    """What the judge step would come to now, for people who look at a case; nothing is stored. None without source or site."""
    world = tried(world)
    source, site = world.sources.get(due.article.source_id), world.sites.get(due.site_id)
    if source is None or site is None:
        return None
    return _reached(due, source, site, _Desk(world, agreements_of(world), by_source(world, [source.id]), now, History(world, now)))


def _reached(due: DueCase, source: Source, site: Site, desk: _Desk) -> tuple[Judgement, Verdict]:
    """The judgement of a case, and the verdict with what a live copy of it makes of that."""
    world, known = desk.world, desk.dossier(due.article, source)
    judgement = decided(
        known,
        site,
        desk.now,
        world.renderer,
        world.cleaner,
        agreements=desk.agreements,
        around=_around(world, due, site, desk.now),
        slug=due.post.post.slug if due.post else "",
        past=desk.past,
        flavours=_flavours(world.clients.get(site.id)),
        decision=due.decision,
    )
    return judgement, kept(judgement.verdict, judgement.case.terms, _live(due), known.site_terms.page_url)


def _flavours(client: SiteClient | None) -> tuple[Flavour, ...]:
    """What a site is drafted: HTML, which copies are compared by, and what else it says it takes (saying nothing: plain text)."""
    return tuple(dict.fromkeys((Flavour.HTML, *client.flavours))) if isinstance(client, Flavoured) else USUAL


def _live(due: DueCase) -> Post | None:
    return due.post.post if due.post and due.post.receipt and due.post.state is not PostState.WITHDRAWN else None


def _around(world: World, due: DueCase, site: Site, now: datetime) -> Circumstances:
    route = route_of(due.article, site.id, world.routes, now)
    twin = world.store.twin(due.article, site.id)
    return Circumstances(
        route=route,
        routed=route is not None,
        posted_today=world.store.posted_since(site.id, now - timedelta(days=1)),
        among=due.among,
        posted=due.post is not None and due.post.state is not PostState.WITHDRAWN,
        twin=twin,
        withdraws=isinstance(world.clients.get(site.id), Withdrawable),
        unhad=unhad(world, due.article, site) if site.images else frozenset(),
        kin=akin(world.sources.get(twin), world.sources[due.article.source_id]),
    )


def _after_terms(verdict: Verdict, case: Case, known: SiteTerms) -> Verdict:
    """Nothing is posted while terms are there that were not read, not even a link; an agreement needs no such page."""
    if permitted(case):
        return verdict
    if known.unread:
        return _unread(verdict, known.unread, known.remedy)
    # A licence on the article outweighs what a page of the site says, whoever runs it.
    if known.elsewhere and not any(e.topic is Topic.LICENCE and e.level is Level.ARTICLE for e in case.terms.evidence):
        return _unread(verdict, *_linked_elsewhere(known.elsewhere))
    return _waits(verdict, known.unasked, case.now) if known.unasked and verdict.answer <= Answer.WAIT else verdict


def _linked_elsewhere(address: str) -> tuple[str, str]:
    says = f"the article's page links to terms on another host ({address}), which were not read"
    return says, f'if they are the publisher\'s, set terms = "{address}" for the source; if not, terms = "none"'


def _unread(verdict: Verdict, says: str, remedy: str) -> Verdict:
    finding = Finding("terms_read", Status.UNKNOWN, Answer.HOLD, says, remedy=remedy)
    return replace(verdict, answer=max(verdict.answer, Answer.HOLD), form=None, findings=(finding, *verdict.findings), not_before=None)


def _waits(verdict: Verdict, says: str, now: datetime) -> Verdict:
    """What the next look will ask for is waited for."""
    soon = max(now + _NEXT_LOOK, verdict.not_before or now)
    finding = Finding("terms_read", Status.UNKNOWN, Answer.WAIT, says, remedy="nothing: the next look asks for it", until=soon)
    return replace(verdict, answer=Answer.WAIT, form=None, findings=(finding, *verdict.findings), not_before=soon)


def _held(verdict: Verdict, missing: tuple[Check, ...]) -> Verdict:
    """A draft that lost a duty is held, not sent: the template is to be mended."""
    what = "; ".join(dict.fromkeys(f"{c.obligation.duty}: {c.why}" for c in missing))
    finding = Finding("draft", Status.NOT_SATISFIED, Answer.HOLD, f"the draft lacks what it owes: {what}", remedy="mend the templates")
    return replace(verdict, answer=Answer.HOLD, form=None, findings=(finding, *verdict.findings))


def _hold(rule: str, says: str, remedy: str) -> Verdict:
    return Verdict(Answer.HOLD, None, (Finding(rule, Status.UNKNOWN, Answer.HOLD, says, remedy=remedy),))


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]

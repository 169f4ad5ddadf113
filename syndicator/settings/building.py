"""From a checked document to Settings: names become facts of the core, paths absolute, `*` the ids it stands for."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from syndicator.core.places import Agreement, Route, Site, Source
from syndicator.settings import lines
from syndicator.settings.document import (
    AgreementTable,
    Document,
    LedgerTable,
    MailTable,
    NotifyTable,
    RouteTable,
    SiteTable,
    SourceTable,
    WebTable,
)
from syndicator.settings.model import LedgerSettings, MailSettings, NotifySettings, SentrySettings, Settings, SiteSettings, WebSettings
from syndicator.settings.written import ANY, FIND, NO_PAGE


def build(document: Document, file: Path, secrets: Mapping[lines.Path, SecretStr]) -> Settings:
    """The settings of a document whose ids are unique and known; relative paths start at the folder of `file`."""
    folder = file.parent
    sources, sites = [s.id for s in document.source], [s.id for s in document.site]
    return Settings(
        file=file,
        data=folder / document.data,
        templates=folder / document.templates if document.templates else None,
        policies=folder / document.policies if document.policies else None,
        fetch=document.fetch,
        daemon=document.daemon,
        log=document.log,
        sentry=SentrySettings(dsn=secrets.get(("sentry", "dsn")), environment=document.sentry.environment),
        mail=_mail(document.mail, secrets.get(("mail", "password"))),
        notify=_notify(document.notify, secrets),
        ledger=_ledger(document.ledger, folder),
        web=_web(document.web),
        sources=tuple(_source(table) for table in document.source),
        credentials={
            table.id: secret for number, table in enumerate(document.source) if (secret := secrets.get(("source", number, "credential")))
        },
        sites=tuple(_site(table, secrets.get(("site", number, "credential"))) for number, table in enumerate(document.site)),
        routes=tuple(_route(table, number, sources, sites) for number, table in enumerate(document.route, 1)),
        agreements=tuple(_agreement(table) for table in document.agreement),
    )


def _mail(table: MailTable, password: SecretStr | None) -> MailSettings | None:
    if table.host is None or table.sender is None:
        return None
    return MailSettings(
        host=table.host,
        port=table.port,
        security=table.security,
        sender=table.sender,
        name=table.name or "",
        user=table.user or "",
        password=password,
        timeout=table.timeout,
    )


def _notify(table: NotifyTable, secrets: Mapping[lines.Path, SecretStr]) -> NotifySettings:
    found = (secrets.get(("notify", "urls", number)) for number in range(len(table.urls)))
    return NotifySettings(urls=tuple(url for url in found if url is not None), email=table.email, every=table.every)


def _ledger(table: LedgerTable, folder: Path) -> LedgerSettings:
    return LedgerSettings(
        key=folder / table.key if table.key else None,
        checkpoint=folder / table.checkpoint if table.checkpoint else None,
        every=table.every,
    )


def _web(table: WebTable) -> WebSettings | None:
    if table.listen is None or table.public is None:
        return None
    parts = urlsplit(f"//{table.listen}")
    return WebSettings(
        host=parts.hostname or "", port=parts.port or 0, public=table.public, pushed_cadence=table.pushed_cadence, takedown=table.takedown
    )


def _source(table: SourceTable) -> Source:
    first_poll, count = table.on_first_poll
    terms = table.terms or ((FIND,) if table.text == "page" else (NO_PAGE,))
    return Source(
        id=table.id,
        feed=table.feed,
        publisher=table.publisher,
        publisher_url=table.publisher_url or "",
        owners=table.owners,
        cadence=table.cadence,
        read_page=table.text == "page",
        first_poll=first_poll,
        first_poll_count=count,
        archives=table.archives,
        burst=table.burst,
        when_lacking=table.when_lacking,
        language=table.language or "",
        watch_terms=terms != (NO_PAGE,),
        terms=() if terms in ((FIND,), (NO_PAGE,)) else terms,
    )


def site_facts(table: SiteTable) -> Site:
    """What the judgement needs to know of a site."""
    return Site(
        id=table.id,
        kind=table.kind,
        url=table.address or "",
        name=table.name or "",
        use=table.use,
        nonprofit=table.nonprofit,
        ads=table.ads,
        paywall=table.paywall,
        keeps_pixels=table.keeps_pixels,
        sets_canonical=table.sets_canonical,
        sets_noindex=table.sets_noindex,
        images=table.images,
        languages=table.languages,
        forms=tuple(dict.fromkeys(table.forms)),
        news=table.news,
        medium=table.medium,
        bots=table.bots,
        max_words=table.max_words,
        licences=table.licences,
        own_licence=table.own_licence or "",
        language=table.language or "",
        annotations=tuple(dict.fromkeys(table.annotations)),
        max_characters=table.max_characters,
        title_characters=table.title_characters,
        counting=table.counting,
    )


def _site(table: SiteTable, secret: SecretStr | None) -> SiteSettings:
    return SiteSettings(facts=site_facts(table), options=table.options, secret=secret, webmention=table.webmention)


def _route(table: RouteTable, number: int, sources: Sequence[str], sites: Sequence[str]) -> Route:
    return Route(
        id=table.id or f"route-{number}",
        sources=tuple(sources) if ANY in table.sources else table.sources,
        sites=tuple(sites) if ANY in table.sites else table.sites,
        tags=table.tags,
        not_tags=table.not_tags,
        languages=table.languages,
        authors=table.authors,
        max_age=table.max_age,
        min_words=table.min_words,
        max_words=table.max_words,
        per_day=table.per_day,
        quiet=table.quiet,
    )


def _agreement(table: AgreementTable) -> Agreement:
    return Agreement(
        publisher=table.publisher,
        sites=tuple(dict.fromkeys(table.sites)),
        uses=tuple(dict.fromkeys(table.uses)),
        reference=table.reference,
        starts=table.starts,
        until=table.until,
    )

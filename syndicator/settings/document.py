"""The settings file as written: one model a table, its keys, defaults and descriptions in one place for loader, schema and comments."""

from datetime import timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from syndicator.core.counting import Counting
from syndicator.core.places import Annotation, FirstPoll, Use
from syndicator.core.verdict import Form
from syndicator.settings.model import DaemonSettings, FetchSettings, LogSettings, Table, Takedown
from syndicator.settings.values import (
    BaseAddress,
    Count,
    Day,
    Duration,
    Flag,
    Id,
    Language,
    Line,
    Listening,
    MailAddress,
    MailServer,
    Number,
    QuietHours,
    Some,
    WebAddress,
    sealed,
)
from syndicator.settings.written import Names, OnFirstPoll, OwnLicence, TermsAddresses

AgreedUse = Literal["republish", "commercial", "automated", "derivatives"]


class SecretTable(Table):
    """Where a secret is: in an environment variable, in a file, or (warned about) in the settings file itself."""

    env: Line | None = Field(None, description="Name of the environment variable that holds the secret.")
    file: Line | None = Field(None, description="File that holds the secret, such as /run/secrets/wordpress.")
    text: Line | None = Field(None, description="The secret itself; better kept in a file or in the environment.")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(place is not None for place in (self.env, self.file, self.text)) != 1:
            raise ValueError('a secret has one place; write { env = "NAME" } or { file = "/path" }')
        return self


class SentryTable(Table):
    """Where errors are reported; without a DSN nothing is sent."""

    dsn: SecretTable | None = Field(None, description='The DSN of the Sentry project, as { env = "NAME" } or { file = "/path" }.')
    environment: Line = Field("production", description="The environment errors are filed under.")


class MailTable(Table):
    """The server letters to publishers are handed to (SMTP submission, RFC 6409); without a host letters are only written."""

    host: MailServer | None = Field(None, description="Name of the mail server; without it nothing is mailed.")
    port: int = Field(587, ge=1, le=65535, strict=True, description="Its port: 587 with starttls, 465 with tls.")
    security: Literal["starttls", "tls", "none"] = Field("starttls", description="How the connection is protected: starttls, tls or none.")
    sender: MailAddress | None = Field(None, description="The address letters are from, and answers come to.")
    name: Line | None = Field(None, description="The name beside that address.")
    user: Line | None = Field(None, description="User name at the mail server, where it wants one.")
    password: SecretTable | None = Field(None, description='The password, as { env = "NAME" } or { file = "/path" }.')
    timeout: Duration = Field(timedelta(seconds=30), description="How long one step of sending may take.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.host is None) is not (self.sender is None):
            raise ValueError("a letter needs a server and a sender; write both host and sender")
        if (self.user is None) is not (self.password is None):
            raise ValueError("a login needs a name and a password; write both user and password")
        if self.password is not None and self.security == "none" and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError('a password must not travel in the clear; write security = "starttls" or "tls"')
        return self


class NotifyTable(Table):
    """Where operators are told what waits for a person; empty: nowhere, `syndicator status` shows it."""

    urls: tuple[SecretTable, ...] = Field(
        (), description='Services, as apprise spells their addresses, each { env = "NAME" } or { file = "/path" }.'
    )
    email: tuple[MailAddress, ...] = Field((), description="Addresses that are mailed to, by the server of [mail].")
    every: Duration = Field(timedelta(days=1), description="How often at most; nothing is sent while nothing waits.")


class LedgerTable(Table):
    """The ledger of what was decided and done: what signs its checkpoints, and where they are laid."""

    key: Line | None = Field(None, description="File with the key that signs checkpoints; without it ledger.key beside the store.")
    checkpoint: Line | None = Field(
        None, description="Where the newest checkpoint is laid, best on another disk; without it ledger.checkpoint beside the store."
    )
    every: Duration = Field(timedelta(minutes=10), description="How often a checkpoint is signed at most, while entries are added.")


class WebTable(Table):
    """The web server that `run` starts beside the daemon, for hubs (WebSub) and health checks; without `listen` there is none."""

    listen: Listening | None = Field(
        None, description='Where it listens, such as "127.0.0.1:8080"; put a reverse proxy with TLS before it.'
    )
    public: BaseAddress | None = Field(None, description="The address under which others reach it; hubs call back addresses below it.")
    pushed_cadence: Duration = Field(
        timedelta(hours=12), description="How often a feed is polled whose hub tells of news (less often than its cadence, never more)."
    )

    takedown: Takedown = Field(
        Takedown.OFF,
        description="The form at /takedown by which strangers ask for a copy to go: none, for a person, or granted at once.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.listen is not None and self.public is None:
            raise ValueError('others must be able to reach it; write its public address too, such as public = "https://news.example.org/"')
        if self.public is not None and self.listen is None:
            raise ValueError('nothing listens behind the public address; write listen = "127.0.0.1:8080" too')
        return self


class SourceTable(Table):
    """A publisher's feed."""

    id: Id = Field(description="Short name of the source, unique in this file; copies are found by it, so it must not change later.")
    feed: WebAddress = Field(description="Address of the RSS, Atom or JSON feed.")
    credential: SecretTable | None = Field(None, description='user:password or a token, as { env = "NAME" } or { file = "/path" }.')
    publisher: Line = Field(description="The name that is credited.")
    publisher_url: WebAddress | None = Field(None, description="The publisher's front page.")
    owners: tuple[Line, ...] = Field((), description="Other names of the publisher: a grant may name whose articles it covers.")
    cadence: Duration = Field(timedelta(hours=1), description="How often the feed is polled at most; less often while it seldom has news.")
    text: Literal["feed", "page"] = Field("feed", description="Where text and terms are read: in the feed, or on the article's page too.")
    on_first_poll: OnFirstPoll = Field((FirstPoll.MARK_SEEN, 0), description="What the first poll posts: mark-seen, latest:N or all.")
    archives: Number = Field(
        0, le=1000, description="How many archived documents (RFC 5005) the first poll follows back, one after another; 0: none."
    )
    burst: Count = Field(20, description="More new articles than this in one poll are held for a person.")
    language: Language | None = Field(None, description="Language of the articles where the feed does not say (BCP 47).")
    terms: TermsAddresses | None = Field(
        None,
        description="The pages with the publisher's terms: an address or a list of them (the strictest word counts), "
        '"find" (the default with text = "page") or "none".',
    )
    when_lacking: Literal["withdraw", "hold"] = Field(
        "withdraw",
        description="A copy that lacks its credit after one repair is taken down (withdraw), or waits for a person (hold), at most "
        "as long as its licence gives to cure it.",
    )

    @model_validator(mode="after")
    def _sealed(self) -> Self:
        sealed(self.feed, secret=self.credential is not None)
        return self


class SiteTable(Table):
    """A site that receives copies: what it is, and what it can do."""

    id: Id = Field(description="Short name of the site, unique in this file; copies are found by it, so it must not change later.")
    kind: Line = Field(description="What runs there: a kind of docs/sites.md, or one that a plug-in adds.")
    address: BaseAddress | None = Field(None, description="Address of the site's front page.")
    name: Line | None = Field(None, description="The name readers know the site by.")
    credential: SecretTable | None = Field(None, description='The site\'s secret, as { env = "NAME" } or { file = "/path" }.')
    use: Use = Field(description="Whether the site is run for a community or for commercial advantage: community or commercial.")
    nonprofit: Flag = Field(False, description="Whether a non-profit body runs the site.")
    ads: Flag = Field(False, description="Whether the site carries advertisements.")
    paywall: Flag = Field(False, description="Whether readers must pay or register.")
    keeps_pixels: Flag = Field(False, description="Whether the site keeps the counting pixels some publishers ask for.")
    sets_canonical: Flag = Field(False, description="Whether the site can name the original as the canonical address.")
    sets_noindex: Flag = Field(False, description="Whether the site can keep a copy out of search engines.")
    images: Flag = Field(True, description="Whether images with a licence of their own travel along, where the kind takes uploads.")
    languages: tuple[Language, ...] = Field((), description="Languages the site takes; empty: any.")
    forms: Some[Form] = Field(tuple(Form), description="What the site takes: full, excerpt, link.")
    news: Flag = Field(False, description="Whether a news organisation runs the site.")
    medium: Literal["web", "print", "broadcast", "newsletter"] = Field("web", description="What the site is: a grant may name its media.")
    bots: Flag = Field(True, description="Whether the site takes posts that a program makes.")
    max_words: Count | None = Field(None, description="The longest text the site takes; a longer one becomes an excerpt or a link.")
    licences: tuple[Line, ...] = Field((), description="Licences the site takes (SPDX ids, or their beginnings: CC-BY-SA); empty: any.")
    own_licence: OwnLicence | None = Field(
        None, description="The licence all texts of the site stand under (SPDX id); without it each text keeps its own."
    )
    language: Language | None = Field(None, description="Language of the words around a credit's facts; else the article's (BCP 47).")
    annotations: tuple[Annotation, ...] = Field(
        (Annotation.H_CITE,), description="What a credit may tell machines in this site's HTML: h-cite, schema.org."
    )
    max_characters: Count | None = Field(None, description="The longest post the site takes, as plain text with its credit.")
    title_characters: Count | None = Field(None, description="The longest headline the site takes; a longer one is held, never cut.")
    counting: Counting = Field(
        Counting.CHARACTERS, description="How it counts: characters, graphemes, or addresses-23 (graphemes, an address as 23)."
    )
    webmention: Flag = Field(False, description="Whether originals are told of their copies here by Webmention, where they take it.")
    options: dict[str, object] = Field({}, description="Options of the kind; its page in the documentation lists them.")


class RouteTable(Table):
    """Which articles of which sources go to which sites."""

    id: Id | None = Field(None, description="Short name of the route; route-1, route-2 and so on where it is left out.")
    sources: Names = Field(description='Ids of sources, or ["*"] for all.')
    sites: Names = Field(description='Ids of sites, or ["*"] for all.')
    tags: tuple[Line, ...] = Field((), description="Only articles with one of these tags; empty: any.")
    not_tags: tuple[Line, ...] = Field((), description="No articles with one of these tags.")
    languages: tuple[Language, ...] = Field((), description="Only articles in one of these languages; empty: any.")
    authors: tuple[Line, ...] = Field((), description="Only articles by one of these authors; empty: any.")
    max_age: Duration | None = Field(None, description="No articles older than this.")
    min_words: Number = Field(0, description="No articles with fewer words.")
    max_words: Count | None = Field(None, description="No articles with more words.")
    per_day: Count | None = Field(None, description="How many posts a site may receive over this route in 24 hours.")
    quiet: QuietHours | None = Field(None, description="Hours (UTC) in which nothing is posted.")


class AgreementTable(Table):
    """A permission a publisher gave, as evidence."""

    publisher: Line = Field(description="Who gave it: the publisher's name as in the source, or one of its owners.")
    sites: Some[Line] = Field(description="Ids of the sites it was given for, each by name.")
    uses: Some[AgreedUse] = Field(description="What it allows: republish, commercial, automated, derivatives.")
    starts: Day = Field(alias="from", description="The first day it holds.")
    until: Day | None = Field(None, description="The last day it holds; without it, until it is taken out.")
    reference: Line = Field(description="Where it is written: a file, an address, a contract number.")


class Document(Table):
    """The whole settings file."""

    data: Line = Field("data", description="Folder for the store and everything syndicator writes, from this file's folder.")
    templates: Line | None = Field(None, description="Folder with your own templates; they come before the shipped ones.")
    policies: Line | None = Field(None, description="Folder with your own publisher policies; they come before the shipped ones.")
    fetch: FetchSettings
    daemon: DaemonSettings = Field(DaemonSettings())
    log: LogSettings = Field(LogSettings())
    sentry: SentryTable = Field(SentryTable())
    mail: MailTable = Field(MailTable())
    notify: NotifyTable = Field(NotifyTable())
    ledger: LedgerTable = Field(LedgerTable())
    web: WebTable = Field(WebTable())
    source: tuple[SourceTable, ...] = ()
    site: tuple[SiteTable, ...] = ()
    route: tuple[RouteTable, ...] = ()
    agreement: tuple[AgreementTable, ...] = ()

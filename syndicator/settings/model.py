"""The settings as every other room sees them: frozen, complete, checked together, with no secret in any repr."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from syndicator import __version__
from syndicator.core.places import Agreement, Route, Site, Source
from syndicator.settings.values import Contact, Count, Duration, Private


class Table(BaseModel):
    """A table of the settings file: frozen, and a key it does not know is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class FetchSettings(Table):
    """How feeds and pages are fetched, and how we introduce ourselves to publishers."""

    contact: Contact = Field(description="E-mail address or web page under which publishers reach you; part of the User-Agent.")
    timeout: Duration = Field(timedelta(seconds=10), description="How long one step of a request may take.")
    deadline: Duration = Field(timedelta(seconds=30), description="How long a whole request may take, redirects included.")
    max_bytes: Count = Field(15 * 2**20, description="The largest answer that is read, in bytes after decompression.")
    allow_private: tuple[Private, ...] = Field((), description="Private addresses, networks or hosts that may be fetched all the same.")
    terms_every: Duration = Field(
        timedelta(days=1), description="How often a publisher's terms pages are looked at, at most; files about rights are at most daily."
    )
    slowest: Duration = Field(
        timedelta(days=1), description="How long a feed that seldom has news is left alone at most; cadence says how long at least."
    )
    workers: Count = Field(
        64, le=256, description="Hosts spoken to at once, at most: as many as have to be waited for. Each is asked for one thing at a time."
    )
    parsers: Count = Field(2, le=32, description="How many processes read feeds, each within bounds of time and memory.")

    @property
    def user_agent(self) -> str:
        """The name sent with every request (RFC 9110 §10.1.5): product, version and where to complain."""
        return f"syndicator/{__version__} (+{self.contact})"


class DaemonSettings(Table):
    """How the daemon ticks."""

    tick: Duration = Field(timedelta(seconds=15), description="How often the daemon looks for work that is due.")
    lease: Duration = Field(timedelta(minutes=2), description="How long a claimed post belongs to one worker.")
    withdraw_share: Count = Field(
        20, le=100, description="More of a publisher's live copies than this (per cent) are not withdrawn at once; a person is asked."
    )
    batch: Count = Field(250, le=10_000, description="How many items one step takes up at once.")
    shutdown: Duration = Field(timedelta(seconds=30), description="How long a clean stop waits for running work.")

    @property
    def longest_silence(self) -> timedelta:
        """How old the last tick of a daemon that is well may be: three ticks, or two minutes where that is longer."""
        return max(3 * self.tick, timedelta(minutes=2))


class LogSettings(Table):
    """What is logged, and in which form."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least important message that is logged.")
    format: Literal["auto", "json", "text"] = Field("auto", description="auto: text on a terminal, JSON otherwise.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentrySettings:
    """Where errors are reported; without a DSN nothing is sent anywhere."""

    dsn: SecretStr | None = None
    environment: str = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The server letters are handed to, and whom they are from; without a host none is sent."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    sender: str
    name: str = ""
    user: str = ""
    password: SecretStr | None = None
    timeout: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySettings:
    """Where operators are told what waits for them, and how often at most; empty: nowhere."""

    urls: tuple[SecretStr, ...] = ()
    email: tuple[str, ...] = ()
    every: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSettings:
    """The key that signs the ledger's checkpoints, where the newest one is laid beside the store, and how often."""

    key: Path | None = None  # None: beside the store
    checkpoint: Path | None = None
    every: timedelta = timedelta(minutes=10)


class Takedown(StrEnum):
    """What the form for takedowns does: there is none, a person is asked, or the copies go at once."""

    OFF = "off"
    NOTE = "note"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Where the web server listens, and the address under which others reach it."""

    host: str
    port: int
    public: str  # ends with a slash
    pushed_cadence: timedelta = timedelta(hours=12)
    takedown: Takedown = Takedown.OFF

    @property
    def callback(self) -> str:
        """The beginning of the addresses that hubs call back."""
        return f"{self.public}websub/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """A site: its facts for the judgement, the options of its kind (unchecked here), and its secret."""

    facts: Site
    options: Mapping[str, object] = field(default_factory=dict)
    secret: SecretStr | None = None
    webmention: bool = False  # whether originals are told of their copies here


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an operator configures; paths are absolute, ids are unique, and every id a route or agreement names exists."""

    data: Path
    fetch: FetchSettings
    file: Path | None = None
    templates: Path | None = None
    policies: Path | None = None
    daemon: DaemonSettings = field(default_factory=DaemonSettings)
    log: LogSettings = field(default_factory=LogSettings)
    sentry: SentrySettings = field(default_factory=SentrySettings)
    mail: MailSettings | None = None
    notify: NotifySettings = field(default_factory=NotifySettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    web: WebSettings | None = None
    sources: tuple[Source, ...] = ()
    credentials: Mapping[str, SecretStr] = field(default_factory=dict)  # of sources whose server asks for one, by id
    sites: tuple[SiteSettings, ...] = ()
    routes: tuple[Route, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def ledger_key(self) -> Path:
        """Where the key lies that signs the ledger's checkpoints."""
        return self.ledger.key or self.data / "ledger.key"

    @property
    def ledger_checkpoint(self) -> Path:
        """Where the newest checkpoint is laid, outside the store."""
        return self.ledger.checkpoint or self.data / "ledger.checkpoint"

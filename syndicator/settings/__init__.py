"""Settings: one TOML file, a few environment variables and secret files, read once into frozen objects and checked together."""

from syndicator.settings.checks import EXAMPLE_CONTACT
from syndicator.settings.loading import Loaded, check, find, load, read, read_text, standing_at
from syndicator.settings.model import (
    DaemonSettings,
    FetchSettings,
    LogSettings,
    MailSettings,
    NotifySettings,
    SentrySettings,
    Settings,
    SiteSettings,
    Takedown,
    WebSettings,
)
from syndicator.settings.origins import Origin, origins
from syndicator.settings.policies import load_policies
from syndicator.settings.schema import json_schema

__all__ = [
    "EXAMPLE_CONTACT",
    "DaemonSettings",
    "FetchSettings",
    "Loaded",
    "LogSettings",
    "MailSettings",
    "NotifySettings",
    "Origin",
    "SentrySettings",
    "Settings",
    "SiteSettings",
    "Takedown",
    "WebSettings",
    "check",
    "find",
    "json_schema",
    "load",
    "load_policies",
    "origins",
    "read",
    "read_text",
    "standing_at",
]

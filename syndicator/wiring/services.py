"""Who signs, who is written to, and what is logged, from the settings."""

import sys

from syndicator import __version__, observing
from syndicator.messages import Address, ByMail, Smtp, open_services
from syndicator.pipeline.checkpointing import Notary
from syndicator.ports import Mailer, Notifier
from syndicator.settings import Settings
from syndicator.signing import make_key, open_key
from syndicator.signing.laying import replace_file
from syndicator.wiring.tools import told


def notary(settings: Settings) -> Notary:
    """Who signs the ledger's checkpoints; the key is made on first use, and raises SettingsError where it cannot be used."""
    file = settings.ledger_key
    if not file.exists():
        make_key(file)
    open_key(file)
    return Notary(lambda: open_key(file), settings.ledger.every, lambda note: replace_file(settings.ledger_checkpoint, note))


def mailer(settings: Settings) -> Mailer | None:
    """The server that letters are handed to; None where none is configured."""
    mail = settings.mail
    if mail is None:
        return None
    return Smtp(
        host=mail.host,
        port=mail.port,
        way=mail.security,
        sender=Address(mail.sender, mail.name),
        user=mail.user,
        password=mail.password.get_secret_value() if mail.password else "",
        timeout=mail.timeout.total_seconds(),
    )


def notifiers(settings: Settings) -> dict[str, Notifier]:
    """Who is told what waits for a person; raises SettingsError where a service is not understood."""
    found: dict[str, Notifier] = {}
    post = mailer(settings)
    if post is not None and settings.notify.email:
        found["mail"] = ByMail(post, settings.notify.email)
    if settings.notify.urls:
        found["services"] = open_services([url.get_secret_value() for url in settings.notify.urls])
    return found


def observe(settings: Settings) -> None:
    """Logging, and Sentry where a DSN is set: once a process; every configured secret is cut from both."""
    secrets = [site.secret.get_secret_value() for site in settings.sites if site.secret]
    secrets += [part for told in told(settings).values() for part in (told, told.partition(":")[2])]
    secrets += [url.get_secret_value() for url in settings.notify.urls]
    secrets += [settings.mail.password.get_secret_value()] if settings.mail and settings.mail.password else []
    observing.configure(settings.log.level, settings.log.format, sys.stderr, secrets)
    dsn = settings.sentry.dsn.get_secret_value() if settings.sentry.dsn else None
    observing.start_sentry(dsn, settings.sentry.environment, __version__, secrets)

"""Letters by SMTP submission (RFC 6409), with the standard library.

No value reaches a header or an SMTP command that is not an address of one plain shape, or text on one line: a publisher's page
gives the recipient, and a line break in it would be another header or another recipient.
"""

import hashlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address as Named
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from syndicator.core.markup import one_line
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater
from syndicator.ports import Message

# The dot-atom form of RFC 5322 §3.4.1 with a domain name: quoted local parts and address literals are not written to.
_ADDRESS = re.compile(r"(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
                      r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")  # fmt: skip
_LONGEST_SUBJECT = 200
_TEMPORARY = range(400, 500)

Way = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a letter is from: an address, and the name beside it."""

    mail: str
    name: str = ""


def mail_address(text: str) -> str:
    """The one plain address in a text, `mailto:` in front allowed; "" where it is none (a web page, two addresses, a line break)."""
    found = text.strip(" ")
    if found[:7].lower() == "mailto:":
        found = found[7:].partition("?")[0]
    return found if _ADDRESS.fullmatch(found) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """A `Mailer` over one submission server; `way` is how the connection is protected, and is never given up silently."""

    host: str
    port: int
    way: Way
    sender: Address
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0  # seconds, for each step

    def send(self, to: str, message: Message) -> None:
        """Send one letter; raises RetryLater, Rejected or OutcomeUnknown."""
        recipient, letter = self._addressed(to, message)
        with self._connected() as server:
            try:
                server.send_message(letter, self.sender.mail, [recipient])
            except smtplib.SMTPServerDisconnected as error:
                raise OutcomeUnknown(f"{self.host} hung up while the letter was handed over: it may have been sent") from error
            except smtplib.SMTPRecipientsRefused as error:
                code, says = next(iter(error.recipients.values()))
                raise _refusal(self.host, code, says) from error
            except smtplib.SMTPResponseException as error:
                raise _refusal(self.host, error.smtp_code, error.smtp_error) from error

    def written(self, to: str, message: Message) -> bytes:
        """The letter as it would be handed over; raises Rejected for what is no address."""
        return self._addressed(to, message)[1].as_bytes()

    def greet(self) -> None:
        """Connect and log in, and send nothing; raises RetryLater or Rejected."""
        with self._connected():
            return

    def _addressed(self, to: str, message: Message) -> tuple[str, EmailMessage]:
        recipient = mail_address(to)
        if not recipient or recipient != to.strip(" "):
            raise Rejected(f"“{one_line(to)}” is no e-mail address", "write the letter to a file, and send it by the publisher's own form")
        return recipient, self._letter(recipient, message)

    def _letter(self, recipient: str, message: Message) -> EmailMessage:
        letter = EmailMessage(policy.SMTP)
        name, _, domain = self.sender.mail.rpartition("@")
        letter["From"] = Named(one_line(self.sender.name), name, domain)
        letter["To"] = recipient
        letter["Subject"] = one_line(message.subject)[:_LONGEST_SUBJECT]
        letter["Date"] = format_datetime(datetime.now(UTC))
        # Made of what is sent: whoever sends a letter twice sends one letter to a mailbox that knows it.
        made_of = hashlib.sha256(f"{recipient}\n{message.key}".encode()).hexdigest()[:32]
        letter["Message-ID"] = f"<{made_of}@{domain}>"
        letter["Auto-Submitted"] = "auto-generated" if message.automatic else "no"
        letter.set_content(message.body)
        if message.html:
            letter.add_alternative(message.html, subtype="html")
        return letter

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A connection that is protected as it was asked for, and logged in; what fails up to here sent nothing."""
        tls = ssl.create_default_context()
        # Our own name is not looked up: that may take a minute, and tells the server the name of a machine.
        ours = self.sender.mail.rpartition("@")[2]
        server: smtplib.SMTP | None = None
        try:
            if self.way == "tls":
                server = smtplib.SMTP_SSL(self.host, self.port, ours, timeout=self.timeout, context=tls)
            else:
                server = smtplib.SMTP(self.host, self.port, ours, timeout=self.timeout)
            if self.way == "starttls":
                server.starttls(context=tls)
            if self.user:
                server.login(self.user, self.password)
        except smtplib.SMTPNotSupportedError as error:
            _hang_up(server)
            what = "TLS (STARTTLS)" if self.way == "starttls" else "a login"
            raise Rejected(f"{self.host} does not offer {what}; nothing was sent", "see security and port under [mail]") from error
        except smtplib.SMTPAuthenticationError as error:
            _hang_up(server)
            raise Rejected(f"{self.host} refused the login of {self.user}", "see user and password under [mail]") from error
        except (OSError, smtplib.SMTPException) as error:
            _hang_up(server)
            raise RetryLater(f"{self.host}:{self.port} cannot be used for mail ({type(error).__name__}); nothing was sent") from error
        try:
            yield server
        finally:
            _hang_up(server)


def _hang_up(server: smtplib.SMTP | None) -> None:
    """End the session; whatever the server says to that changes nothing."""
    if server is None:
        return
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _refusal(host: str, code: int, says: bytes | str) -> RetryLater | Rejected:
    """A 4yz reply may pass, any other stays (RFC 5321 §4.2.1)."""
    words = one_line(says.decode("utf-8", "replace") if isinstance(says, bytes) else says)[:200]
    if code in _TEMPORARY:
        return RetryLater(f"{host} asks for patience: {code} {words}")
    return Rejected(f"{host} refused the letter: {code} {words}", "see [mail], and the address it was for")

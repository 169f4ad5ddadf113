"""Ports of messages to people: letters to publishers, and what operators are told."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its subject on one line, its body as plain text, and a key that makes its Message-ID (RFC 5322 §3.6.4).

    `html` is the same for programs that show it, "" without; `automatic` says that no person wrote it (RFC 3834 §5).
    """

    subject: str
    body: str
    key: str
    html: str = ""
    automatic: bool = False


class Mailer(Protocol):
    """Sends a letter to one address.

    Raises RetryLater (nothing was sent), Rejected (it never will be, as it is) or OutcomeUnknown (it may have been).
    """

    def send(self, to: str, message: Message) -> None: ...

    def written(self, to: str, message: Message) -> bytes:
        """The letter as it would be handed over (RFC 5322); nothing is sent."""

    def greet(self) -> None:
        """Connect and log in, and send nothing; raises like `send`."""


class Notifier(Protocol):
    """Tells the operators something, wherever they want to hear it; raises like a Mailer, naming no address."""

    def tell(self, message: Message) -> None: ...

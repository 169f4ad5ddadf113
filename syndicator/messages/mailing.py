"""What operators are told, by mail: a Notifier over a Mailer, so that nothing has to be installed for it."""

from dataclasses import dataclass

from syndicator.ports import Mailer, Message


@dataclass(frozen=True, slots=True)
class ByMail:
    """A `Notifier` that writes to each of these addresses."""

    mailer: Mailer
    addresses: tuple[str, ...]

    def tell(self, message: Message) -> None:
        """Write to all of them; raises like the Mailer at the first that fails."""
        for address in self.addresses:
            self.mailer.send(address, message)

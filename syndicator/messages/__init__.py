"""Messages to people: letters by SMTP (`smtp`), and what operators are told by the services they use (`services`)."""

from syndicator.messages.mailing import ByMail
from syndicator.messages.services import open_services
from syndicator.messages.smtp import Address, Smtp, Way, mail_address

__all__ = ["Address", "ByMail", "Smtp", "Way", "mail_address", "open_services"]

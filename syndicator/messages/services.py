"""What operators are told, by the services they use (chat, webhook, mail): apprise, an extra (`pip install syndicator[notify]`).

The library is imported by name where it is wanted: nothing else here depends on it, what it raises stays here, and its
addresses, which hold credentials, are never shown.
"""

import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from syndicator.errors import RetryLater, SettingsError
from syndicator.ports import Message, Notifier

_LIBRARY = "apprise"


class Services:
    """A `Notifier` over apprise; each address is one service."""

    def __init__(self, urls: Sequence[str]) -> None:
        library: Any = import_module(_LIBRARY)
        self._plain = library.NotifyFormat.TEXT
        self._services = library.Apprise(asset=library.AppriseAsset(app_id="syndicator", app_desc="syndicator", async_mode=False))
        problems = [
            f"notify.urls[{number}]: no service is known by this address; its forms are listed by apprise"
            for number, url in enumerate(urls, 1)
            if not self._services.add(url)
        ]
        if problems:
            raise SettingsError(*problems)

    def tell(self, message: Message) -> None:
        """Tell every service; raises RetryLater where one of them did not take it."""
        try:
            taken = self._services.notify(body=message.body, title=message.subject, body_format=self._plain)
        except Exception as error:  # noqa: BLE001  # the door: 170 services raise what they like
            raise RetryLater(f"a service of notify.urls failed ({type(error).__name__})") from None
        if not taken:
            raise RetryLater("not every service of notify.urls took the message; its log says which")


def open_services(urls: Sequence[str]) -> Notifier:
    """The services of these addresses; raises SettingsError where one is not understood, or nothing is installed to reach them."""
    if find_spec(_LIBRARY) is None:
        raise SettingsError("notify.urls: nothing is installed that reaches these services; pip install syndicator[notify]")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # what the library imports is its own affair
            return Services(urls)
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001  # the door: a half-installed library raises what it likes at its import
        raise SettingsError(f"notify.urls: {_LIBRARY} cannot be loaded ({type(error).__name__}); install it again") from None

"""The server: uvicorn in a thread of its own, on a socket that was bound before anything else began."""

import socket
import threading
import time
from asyncio import Transport
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from syndicator.errors import SettingsError
from syndicator.settings import WebSettings
from syndicator.web.app import Waker, application
from syndicator.wiring import Application

_MOST_AT_ONCE = 100  # connections; more are told to come again (503)
_HEAD = 16384  # bytes of a request's line and headers
_HEAD_WITHIN = 10.0  # seconds
_ENDS_WITHIN = 3  # seconds for answers that are under way
_STARTS_WITHIN = 10.0


class _Impatient(H11Protocol):
    """A connection that must bring the head of its first request soon; uvicorn itself would wait for ever."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to count."""
        super().connection_made(transport)
        self.loop.call_later(_HEAD_WITHIN, self._require_request)

    def _require_request(self) -> None:
        begun = cast("object | None", self.cycle)
        if begun is None and not self.transport.is_closing():
            self.transport.close()


@contextmanager
def beside(app: Application, wake: Waker) -> Iterator[None]:
    """Serve while this lasts, where the settings have [web]; raises SettingsError where its address cannot be had."""
    if app.settings.web is None:
        yield
        return
    with _bound(app.settings.web) as listening:
        server = uvicorn.Server(_configuration(app, wake))
        thread = threading.Thread(target=server.run, args=([listening],), name="syndicator-web", daemon=True)
        thread.start()
        _await(server, thread)
        app.world.note("web.listening", {"address": f"{app.settings.web.host}:{app.settings.web.port}"})
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(_ENDS_WITHIN + 1)


def _configuration(app: Application, wake: Waker) -> uvicorn.Config:
    """Nothing that a request says of its way here is believed, and no address is logged: tokens stand in them."""
    return uvicorn.Config(
        application(app, wake),
        interface="asgi3",
        http=_Impatient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=_ENDS_WITHIN,
        h11_max_incomplete_event_size=_HEAD,
    )


def _await(server: uvicorn.Server, thread: threading.Thread) -> None:
    ends = time.monotonic() + _STARTS_WITHIN
    while not server.started and thread.is_alive() and time.monotonic() < ends:
        time.sleep(0.01)
    if not server.started:
        raise SettingsError("web.listen: the web server did not start")


@contextmanager
def _bound(web: WebSettings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in web.host else socket.AF_INET
    try:
        listening = socket.create_server((web.host, web.port), family=family, backlog=128)
    except OSError as error:
        raise SettingsError(
            f"web.listen: {web.host}:{web.port} cannot be had ({error.strerror}); name another port, or end who has it"
        ) from None
    with listening:
        yield listening

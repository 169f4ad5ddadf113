"""The application: a few exact addresses, and nothing else: no schema, no documentation, no redirects, no files."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from syndicator.errors import StoreUnavailable
from syndicator.pipeline import callback
from syndicator.web.bodies import TooLarge, TooSlow, body_of
from syndicator.web.takedown import takedown_form
from syndicator.wiring import Application

Waker = Callable[[], None]
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def application(app: Application, wake: Waker) -> FastAPI:
    """The web application of a running instance; `wake` is called when a push waits to be read."""
    web = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    _websub(web, app, wake)
    takedown_form(web, app, wake)

    @web.get("/health")
    def health() -> Response:
        """Whether the daemon ticks; nothing else is told to strangers."""
        last = app.overview.last_tick()
        healthy = last is not None and app.world.clock() - last < app.settings.daemon.longest_silence
        return JSONResponse({"healthy": healthy}, 200 if healthy else 503)

    @web.exception_handler(StoreUnavailable)
    def unavailable(_request: Request, error: StoreUnavailable) -> Response:
        """Nothing was kept: whoever sent it is to try again."""
        app.world.note("web.unavailable", {"why": str(error), "error": error})
        return PlainTextResponse("", 503, {"Retry-After": "60"})

    @web.exception_handler(TooLarge)
    def too_large(_request: Request, _error: TooLarge) -> Response:
        """More than a feed may have."""
        return PlainTextResponse("", 413, {"Connection": "close"})

    @web.exception_handler(TooSlow)
    def too_slow(_request: Request, _error: TooSlow) -> Response:
        """It took too long to come."""
        return PlainTextResponse("", 408, {"Connection": "close"})

    @web.middleware("http")
    async def headers(request: Request, call: Callable) -> Response:  # type: ignore[type-arg]
        """The same cautious headers on every answer."""
        response: Response = await call(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return web


def _websub(web: FastAPI, app: Application, wake: Waker) -> None:
    settings, world = app.settings.fetch, app.world

    async def pushed(request: Request) -> bytes:
        return await body_of(request, settings.max_bytes, settings.deadline.total_seconds())

    @web.get("/websub/{token}")
    def ask(token: str, request: Request) -> Response:
        """A hub asks whether we mean it, or says that it will not push."""
        reply = callback.ask(app.store, token, dict(request.query_params), world.clock())
        return PlainTextResponse(reply.body, reply.status)

    @web.post("/websub/{token}")
    def take(token: str, request: Request, body: Annotated[bytes, Depends(pushed)]) -> Response:
        """A hub pushes a topic; it is kept before this answers."""
        kind, signature = request.headers.get("content-type", ""), request.headers.get("x-hub-signature", "")
        reply = callback.take(app.store, token, kind, signature, body, world.clock())
        if reply.news:
            wake()
        if reply.ignored:
            world.note("push.ignored", {"source": reply.ignored, "why": "X-Hub-Signature is missing or wrong"})
        return PlainTextResponse(reply.body, reply.status)

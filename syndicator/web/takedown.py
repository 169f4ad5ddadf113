"""The form by which strangers ask for a copy to go. It notes the request for a person; it tells nobody what is known here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from syndicator.core.article import is_hyperlink
from syndicator.core.markup import one_line
from syndicator.settings import Takedown, WebSettings
from syndicator.settings.values import mail_address
from syndicator.stores.recording import takedown_request
from syndicator.web.bodies import body_of
from syndicator.web.limits import Limit, Tokens
from syndicator.wiring import Application
from syndicator.wiring.takedowns import grant

PATH = "/takedown"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with none at all browsers hide where a form was filled in
}
_LARGEST, _SECONDS = 16384, 10.0  # bytes of a request
_AN_HOUR, _EACH = 30, 5
_LENGTHS = {"url": 2000, "reason": 500, "name": 200, "contact": 254, "token": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakedownPage:
    """The context of templates/web/takedown.html: the form as it was filled in, and what is wrong with it, or that it was taken."""

    token: str = ""
    problem: str = ""
    received: bool = False
    url: str = ""
    reason: str = ""
    name: str = ""
    contact: str = ""


def takedown_form(web: FastAPI, app: Application, wake: Callable[[], None]) -> None:
    """Add the form, where the settings open it."""
    settings = app.settings.web
    if settings is None or settings.takedown is Takedown.OFF:
        return
    desk = _Desk(app, settings, wake)

    async def posted(request: Request) -> bytes:
        return await body_of(request, _LARGEST, _SECONDS)

    @web.get(PATH)
    def show() -> Response:
        """The empty form."""
        return desk.page(TakedownPage(token=desk.tokens.make(app.world.clock())))

    @web.post(PATH)
    def take(request: Request, body: Annotated[bytes, Depends(posted)]) -> Response:
        """A form that was filled in; one that another site sent is refused."""
        if not _ours(request, settings.public):
            return PlainTextResponse("this form is sent from its own page\n", 403)
        return desk.take(_fields(body), request.client.host if request.client else "")


class _Desk:
    """Takes forms that were filled in."""

    def __init__(self, app: Application, settings: WebSettings, wake: Callable[[], None]) -> None:
        self._app, self._at_once, self._wake = app, settings.takedown is Takedown.WITHDRAW, wake
        self._limit = Limit(_AN_HOUR, _EACH)
        self.tokens = Tokens()

    def page(self, context: TakedownPage, status: int = 200) -> Response:
        """The form, as a page."""
        return HTMLResponse(self._app.world.renderer.render("web/takedown.html", context), status, HEADERS)

    def take(self, told: dict[str, str], address: str) -> Response:
        """Note a request, or say what is wrong with it."""
        now = self._app.world.clock()
        filled = TakedownPage(
            token=self.tokens.make(now), url=told["url"], reason=told["reason"], name=told["name"], contact=told["contact"]
        )
        if not self.tokens.good(told["token"], now):
            return self.page(replace(filled, problem="This form was open for too long. Please send it again."), 400)
        if problem := _problem(filled):
            return self.page(replace(filled, problem=problem), 400)
        if not self._limit.takes(address, now):
            problem = "Too many requests came in this hour. Please try again later, or write to us."
            return self.page(replace(filled, problem=problem), 429)
        self._app.store.record(takedown_request(filled.url, filled.reason, filled.name, filled.contact, now))
        self._app.world.note("takedown.requested", {"url": filled.url})
        if self._at_once and grant(self._app.world, self._app.overview, now):
            self._wake()
        return self.page(TakedownPage(received=True, contact=filled.contact))


def _ours(request: Request, public: str) -> bool:
    """Whether a browser says that it was sent from a page of ours; programs say nothing, and have no visitor's rights to abuse."""
    site, origin = request.headers.get("sec-fetch-site", "same-origin"), request.headers.get("origin", "")
    said = urlsplit(public)
    return site in ("same-origin", "none") and origin in ("", f"{said.scheme}://{said.netloc}")


def _fields(body: bytes) -> dict[str, str]:
    """The fields, on one line each and no longer than their form lets them be, but for one character by which that is told."""
    try:
        pairs = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        pairs = {}
    return {name: one_line(pairs.get(name, ""))[: most + 1] for name, most in _LENGTHS.items()}


def _problem(filled: TakedownPage) -> str:
    if not is_hyperlink(filled.url) or len(filled.url) > _LENGTHS["url"]:
        return "Please give the address of the page, beginning with https:// or http://."
    if not filled.reason or len(filled.reason) > _LENGTHS["reason"]:
        return f"Please say why, in {_LENGTHS['reason']} characters."
    if len(filled.name) > _LENGTHS["name"]:
        return "Please give a shorter name."
    return "" if not filled.contact or _is_mail(filled.contact) else "Please give one plain e-mail address, or none."


def _is_mail(address: str) -> bool:
    try:
        return bool(mail_address(address))
    except ValueError:
        return False

"""Telegram, by a bot in a channel or group: a headline with its link and credit, at most once, edited and deleted by its id.

A bot cannot ask for its own messages: an answer that was lost waits for a person.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.verdict import Form
from syndicator.errors import Gone, OutcomeUnknown, Rejected, SyndicatorError
from syndicator.ports import UNREAD, SiteTools
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Named
from syndicator.sites.json_api import dig, text_of
from syndicator.sites.notes import unaddressed, whole_text
from syndicator.sites.options import Options

CARRIES = Carries(forms=(Form.LINK,), max_characters=4_096, canonical=False, noindex=False, pixels=False, once=Once.NEVER_AGAIN)
API = "https://api.telegram.org/"
_GONE = ("message to edit not found", "message to delete not found", "message_id_invalid")
_SAME = "message is not modified"
_TOO_OLD = "message can't be deleted"  # a bot without the right to delete may only for 48 hours
_TAKEN_DOWN = "This post was withdrawn."


class Telegram:
    """Posts to one `chat`: a public name with “@”, or an id."""

    carries = CARRIES

    def __init__(self, http: HttpClient, token: str, chat: str) -> None:
        self._http = http
        self._bot = f"{http.base}bot{token}/"
        self._chat = chat

    def publish(self, post: Post) -> Receipt:
        """Send the one message; raises OutcomeUnknown when the answer was lost, and nobody can be asked."""
        answer = self._told("sendMessage", self._message(post))
        return self._receipt(post, self._done(answer), answer)

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Edit the message; raises Gone for one that was deleted."""
        answer = self._told("editMessageText", self._message(post) | {"message_id": _identity(receipt)})
        if _SAME not in text_of(answer.json(), "description"):
            self._done(answer)
        return Receipt(receipt.remote_id, receipt.url, post.revision)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # the reason is not for the channel
        """Delete the message; where the bot may not any more, nothing of it is left but that it was withdrawn."""
        message = {"chat_id": self._chat, "message_id": _identity(receipt)}
        answer = self._told("deleteMessage", message)
        if _TOO_OLD in text_of(answer.json(), "description"):
            answer = self._told("editMessageText", message | {"text": _TAKEN_DOWN, "link_preview_options": {"is_disabled": True}})
            if _SAME in text_of(answer.json(), "description"):
                return
        try:
            self._done(answer)
        except Gone:
            return

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the token and the chat are right, and the bot may post there; nothing is sent."""
        try:
            me = self._asked("getMe", {})
            lines = [(True, f"the token belongs to the bot @{text_of(me, 'username')}")]
            chat = self._asked("getChat", {"chat_id": self._chat})
            member = self._asked("getChatMember", {"chat_id": self._chat, "user_id": dig(me, "id")})
        except SyndicatorError as error:
            return [(False, str(error))]
        status = text_of(member, "status")
        may = status in ("creator", "administrator") and member.get("can_post_messages") is not False
        may = may or (status == "member" and text_of(chat, "type") != "channel")
        says = "may" if may else "may not (make it an administrator that may post and delete messages)"
        return [*lines, (may, f"the bot {says} post in “{text_of(chat, 'title')}”")]

    def _message(self, post: Post) -> dict[str, object]:
        """Plain text, in which Telegram finds the addresses itself; the preview is that of the original."""
        preview = {"url": post.original_url} if post.original_url else {"is_disabled": True}
        return {"chat_id": self._chat, "text": unaddressed(whole_text(post, CARRIES)), "link_preview_options": preview}

    def _told(self, method: str, payload: Mapping[str, object]) -> Answer:
        return self._http.tell("POST", f"{self._bot}{method}", payload=payload)

    def _asked(self, method: str, payload: Mapping[str, object]) -> Any:  # noqa: ANN401  # foreign JSON
        return self._result(self._http.ask(f"{self._bot}{method}", method="POST", payload=payload), wrote=False)

    def _done(self, answer: Answer) -> Any:  # noqa: ANN401
        return self._result(answer, wrote=True)

    def _result(self, answer: Answer, *, wrote: bool) -> Any:  # noqa: ANN401
        said = text_of(answer.json(), "description").lower()
        moved = dig(answer.json(), "parameters", "migrate_to_chat_id")
        if isinstance(moved, int):
            raise Rejected(f"{answer.asked}: {answer.words}", f'the group has a new id: set the option chat = "{moved}"')
        if any(words in said for words in _GONE):
            raise Gone(f"{answer.asked}: {answer.words}")
        try:
            self._http.accept(answer, wrote=wrote)
        except Gone as error:  # Telegram's answer to a token it does not know
            raise Rejected(error.why, "check the bot's token") from error
        if dig(answer.json(), "ok") is not True:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that cannot be read")
        return dig(answer.json(), "result")

    def _receipt(self, post: Post, message: object, answer: Answer) -> Receipt:
        number = dig(message, "message_id")
        if not isinstance(number, int) or isinstance(number, bool):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is no message")
        name, chat = text_of(message, "chat", "username"), str(dig(message, "chat", "id") or "")
        place = name or (f"c/{chat.removeprefix('-100')}" if chat.startswith("-100") else "")
        return Receipt(str(number), f"https://t.me/{place}/{number}" if place else "", post.revision)


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Telegram:
    """Open a chat; its credential is a bot's token. `chat` is required; without an address it is Telegram's own API."""
    taken = Options(site, options)
    chat = taken.text("chat")
    if not secret or "/" in secret:
        taken.wrong("a credential is required: the bot's token")
    taken.done()
    return Telegram(connected(site, tools, Named({}, (secret or UNREAD,)), site.url or API, lasting=False), secret, chat)


def _identity(receipt: Receipt) -> int:
    if not receipt.remote_id.isdecimal():
        raise Gone(f"{receipt.remote_id!r} is no id of a message")
    return int(receipt.remote_id)

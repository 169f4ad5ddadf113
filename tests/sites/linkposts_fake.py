"""Small services that take link posts, from their documentation: webhooks of Slack and Discord, Telegram's bots, a signed receiver."""

import base64
import hashlib
import hmac
import json
import re
from typing import Any

from tests.sites.serving import Reply, Request, SmallSite, as_json

SLACK, DISCORD, TELEGRAM = "xoxTok3nOfAChannel", "disc_Tok3n-of.a_channel", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
KEY = base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
SIGNING = f"whsec_{KEY}"


class FakeSlack(SmallSite):
    """An incoming webhook: “ok”, or one word of what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.exists = True

    def reply(self, request: Request) -> Reply:
        if request.route != f"/services/T0/B0/{SLACK}" or not self.exists:
            return Reply(404, body=b"no_service")
        text = (request.json() or {}).get("text")
        if not text:
            return Reply(400, body=b"no_text")
        if re.search(r"<[^>]*>", text):
            return Reply(400, body=b"invalid_blocks")
        self.texts.append(text)
        return Reply(200, body=b"ok")


class FakeDiscord(SmallSite):
    """A channel's webhook: without `wait` there is no answer to tell what became of a message."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[str, str] = {}
        self.notified: list[str] = []
        self.next_id = 1_160_000_000_000_000_000

    def reply(self, request: Request) -> Reply:
        base = f"/api/webhooks/123/{DISCORD}"
        if not request.route.startswith(base):
            return as_json(401, {"message": "Invalid Webhook Token", "code": 50027})
        identity = request.route.removeprefix(base).removeprefix("/messages/").strip("/")
        if not identity and request.method == "GET":
            return as_json(200, {"id": "123", "name": "Quay", "guild_id": "55", "channel_id": "77"})
        if identity and identity not in self.messages:
            return as_json(404, {"message": "Unknown Message", "code": 10008})
        if request.method == "DELETE":
            del self.messages[identity]
            return Reply(204)
        if request.method in ("POST", "PATCH"):
            given = request.json()
            if not 0 < len(given["content"]) <= 2000:
                return as_json(400, {"message": "Invalid Form Body", "code": 50035})
            if given.get("allowed_mentions") != {"parse": []}:
                self.notified += re.findall(r"@(\w+)", given["content"])
            self.next_id += 1
            identity = identity or str(self.next_id)
            self.messages[identity] = given["content"]
            if request.method == "POST" and request.query.get("wait") != "true":
                return Reply(204)
        return as_json(200, {"id": identity, "channel_id": "77", "content": self.messages[identity]})


class FakeTelegram(SmallSite):
    """Telegram's Bot API with one channel."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[int, str] = {}
        self.old = False  # too old for this bot to delete
        self.moved = 0
        self.status: dict[str, Any] = {"status": "administrator", "can_post_messages": True}

    def reply(self, request: Request) -> Reply:
        if not request.route.startswith(f"/bot{TELEGRAM}/"):
            return _no(404, "Not Found") if len(request.route) < 20 else _no(401, "Unauthorized")
        method, given = request.route.rpartition("/")[2], request.json() or {}
        if method == "getMe":
            return _yes({"id": 7, "is_bot": True, "username": "quaybot"})
        if given.get("chat_id") != "@quaynews":
            return _no(400, "Bad Request: chat not found")
        if self.moved:
            return _no(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.moved)
        if method == "getChat":
            return _yes({"id": -1001, "type": "channel", "title": "Quay news"})
        if method == "getChatMember":
            return _yes(self.status)
        return self._message(method, given)

    def _message(self, method: str, given: dict[str, Any]) -> Reply:
        number = given.get("message_id") or len(self.messages) + 5
        if method != "sendMessage" and number not in self.messages:
            return _no(400, f"Bad Request: message to {'delete' if method == 'deleteMessage' else 'edit'} not found")
        if method == "deleteMessage":
            if self.old:
                return _no(400, "Bad Request: message can't be deleted for everyone")
            del self.messages[number]
            return _yes(True)
        if not 0 < len(given["text"]) <= 4096:
            return _no(400, "Bad Request: message is too long")
        if self.messages.get(number) == given["text"]:
            return _no(400, "Bad Request: message is not modified")
        self.messages[number] = given["text"]
        return _yes({"message_id": number, "chat": {"id": -1001, "type": "channel", "username": "quaynews"}, "text": given["text"]})


class FakeReceiver(SmallSite):
    """A program that takes signed calls and checks them as Standard Webhooks has it."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, dict[str, Any]]] = []  # id, what was told

    def told(self, kind: str) -> list[dict[str, Any]]:
        """What was told under a type."""
        return [call["data"] for _, call in self.calls if call["type"] == kind]

    def reply(self, request: Request) -> Reply:
        named = {name.lower(): value for name, value in request.headers.items()}
        signed = f"{named['webhook-id']}.{named['webhook-timestamp']}.".encode() + request.body
        expected = base64.b64encode(hmac.new(base64.b64decode(KEY), signed, hashlib.sha256).digest()).decode()
        if named["webhook-signature"] != f"v1,{expected}":
            return as_json(401, {"error": "bad signature"})
        self.calls.append((named["webhook-id"], json.loads(request.body)))
        return Reply(202)


def _yes(result: Any) -> Reply:
    return as_json(200, {"ok": True, "result": result})


def _no(status: int, words: str, **parameters: Any) -> Reply:
    return as_json(status, {"ok": False, "error_code": status, "description": words, "parameters": parameters})

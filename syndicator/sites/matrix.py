"""Matrix: one message a copy in a room, with its edits and its redaction.

A transaction id that comes from the post makes a second try the same event, for as long as the server remembers it; after
that the account's own messages are looked through for the post's key, which each carries in a field of its own.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape

from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.ports import UNREAD, Page, SiteTools
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Bearer
from syndicator.sites.matrix_api import MARK, Event, Room
from syndicator.sites.notes import note_page
from syndicator.sites.options import Options

CARRIES = Carries(canonical=False, noindex=False, pixels=False, once=Once.EXACT)
_LARGEST = 60_000  # bytes of a content; a whole event may have 65,536 (spec 1.18, “Size limits”)
_TURNS = 5
_SAID = ("msgtype", "body", "format", "formatted_body", MARK)


class Matrix:
    """Posts as `msgtype` (m.notice, which no bot answers, or m.text)."""

    carries = CARRIES

    def __init__(self, room: Room, *, msgtype: str) -> None:
        self._room = room
        self._msgtype = msgtype

    def publish(self, post: Post) -> Receipt:
        """Send the one message; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        found = self._copy(post)
        if found is not None:
            return self.update(post, self._receipt(found.id, ""))
        content = self._content(post)
        for turn in range(_TURNS):
            event = self._room.send(content, f"{post.key}-{turn}")
            held = self._room.event(event).content
            if held:  # the server remembers transactions of messages that were taken back, too
                return self._receipt(event, post.revision) if _said(held) == content else self.update(post, self._receipt(event, ""))
        raise RetryLater(f"{self._room.http.base} still remembers the transactions of the copies that were taken back")

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the message that carries the post's key; an update is due where it says something else."""
        found = self._copy(post)
        if found is None:
            return None
        return self._receipt(found.id, post.revision if self._now_says(found) == self._content(post) else "")

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Send a replacement, unless the message says the same already; raises Gone for one that was taken back."""
        event, content = self._standing(receipt), self._content(post)
        edits = self._room.edits(event)
        if self._now_says(event, edits) != content:
            before = edits[0].id if edits else event.id
            replacing = {**content, "m.new_content": content, "m.relates_to": {"rel_type": "m.replace", "event_id": event.id}}
            # Shown by clients that know no edits: kept short, for the whole event is bounded.
            replacing |= {"body": f"* {post.title}", "formatted_body": f"* {escape(post.title)}"}
            self._room.send(replacing, hashlib.sha256(f"{post.key} {post.revision} {before}".encode()).hexdigest())
        return self._receipt(receipt.remote_id, post.revision)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        """Take back the message and every replacement of it; done twice it succeeds."""
        try:
            event = self._standing(receipt)
        except Gone:
            return
        for one in (*(edit for edit in self._room.edits(event) if edit.content), event):
            self._room.redact(one.id, f"{post.key[:32]}-{hashlib.sha256(one.id.encode()).hexdigest()[:32]}", why)

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The message as the members of the room read it today; raises Gone for one that was taken back."""
        content = self._now_says(self._standing(receipt))
        html = content.get("formatted_body")
        shown = html if isinstance(html, str) else f"<p>{escape(str(content.get('body')))}</p>"
        return Page(url=receipt.url, html=note_page(shown, post.language))

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, token and room are right; nothing is sent, since everybody in the room would read it."""
        try:
            lines = [(True, f"the token belongs to {self._room.me()}")]
            joined = self._room.joined()
            lines.append(
                (joined, f"the account is {'' if joined else 'not '}in the room {self._room.id()}{'' if joined else '; invite it'}")
            )
            if joined and self._room.encrypted():
                lines.append((False, "the room is encrypted; messages are sent and proven in the clear: use a room without encryption"))
        except SyndicatorError as error:
            return [(False, str(error))]
        return lines

    def _copy(self, post: Post) -> Event | None:
        """The oldest message that carries the key of this post."""
        found = [event for event in self._room.own() if event.content.get(MARK) == post.key]
        return found[-1] if found else None

    def _standing(self, receipt: Receipt) -> Event:
        event = self._room.event(receipt.remote_id)
        if not event.content:
            raise Gone(f"{receipt.remote_id} was taken back")
        return event

    def _now_says(self, event: Event, edits: Sequence[Event] | None = None) -> dict[str, object]:
        """What members read: the newest replacement that stands, or the message itself."""
        for edit in self._room.edits(event) if edits is None else edits:
            new = edit.content.get("m.new_content")
            if isinstance(new, dict):
                return _said(new)
        return _said(event.content)

    def _content(self, post: Post) -> dict[str, object]:
        content: dict[str, object] = {
            "msgtype": self._msgtype,
            "body": f"{post.title}\n\n{post.text}",
            "format": "org.matrix.custom.html",
            "formatted_body": f"<h4>{escape(post.title)}</h4>{post.html}",
            MARK: post.key,
        }
        size = len(json.dumps(content, ensure_ascii=False).encode())
        if size > _LARGEST:
            raise Rejected(
                f"the message has {size} bytes and a room takes {_LARGEST}", "set max_words for the site, or leave “full” out of its forms"
            )
        return content

    def _receipt(self, event: str, revision: str) -> Receipt:
        return Receipt(event, f"https://matrix.to/#/{self._room.id()}/{event}", revision)


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Matrix:
    """Open a room; its credential is an access token. `room` is required, `msgtype` is not."""
    taken = Options(site, options)
    room, msgtype = taken.text("room"), taken.choice("msgtype", ("m.notice", "m.text"))
    if room and (room[0] not in "!#" or len(room) < 2):
        taken.wrong(f"“room” must be an id like !abc:example.org or an alias like #news:example.org, not {room!r}")
    if not site.url:
        taken.wrong("an address is required: that of the homeserver")
    if not secret:
        taken.wrong("a credential is required: an access token that is used nowhere else")
    taken.done()
    return Matrix(Room(connected(site, tools, Bearer(secret or UNREAD)), room), msgtype=msgtype)


def _said(content: Mapping[str, object]) -> dict[str, object]:
    return {name: content[name] for name in _SAID if name in content}

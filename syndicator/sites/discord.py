"""Discord, by a channel's webhook: a headline with its link and credit, at most once, edited and deleted by its id.

A webhook lists no messages: an answer that was lost cannot be asked for, and waits for a person.
"""

from collections.abc import Mapping, Sequence

from syndicator.core.flavours import Flavour, as_html
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.verdict import Form
from syndicator.errors import Gone, OutcomeUnknown, Rejected, SyndicatorError
from syndicator.ports import UNREAD, Page, SiteTools
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Named
from syndicator.sites.json_api import text_of, was_read, was_written
from syndicator.sites.notes import note_page, whole_text
from syndicator.sites.options import Options

CARRIES = Carries(forms=(Form.LINK,), max_characters=2_000, canonical=False, noindex=False, pixels=False, once=Once.NEVER_AGAIN)
_NO_WEBHOOK = "the webhook does not exist any more; make a new one and set address and credential"
_NO_MESSAGE = 10008  # “Unknown Message”; a webhook that is unknown has another code (discord.com/developers, “Opcodes and Status Codes”)


class Discord:
    """Posts to the channel that the webhook was made for, and calls on nobody."""

    carries = CARRIES
    flavours = (Flavour.HTML, Flavour.TEXT, Flavour.MARKDOWN)

    def __init__(self, http: HttpClient, secret: str) -> None:
        self._http = http
        self._webhook = f"{http.base}{secret}"
        self._server: str | None = None

    def publish(self, post: Post) -> Receipt:
        """Send the one message; raises OutcomeUnknown when the answer was lost, and nobody can be asked."""
        self._place()
        # Without `wait` a message that is not saved is no error.
        answer = self._http.tell("POST", self._webhook, {"wait": "true"}, self._message(post))
        if answer.status in (404, 410):
            raise Rejected(f"{answer.asked} answered {answer.status}: {answer.words}", _NO_WEBHOOK)
        return self._receipt(post, answer)

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Edit the message; raises Gone for one that was deleted."""
        self._place()
        answer = self._http.tell("PATCH", self._one(receipt), payload=self._message(post))
        return self._receipt(post, answer, receipt.remote_id)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # Discord shows no reason
        """Delete the message; one that is not there is success."""
        answer = self._http.tell("DELETE", self._one(receipt))
        if not (answer.status == 404 and self._says_no_message(answer)):
            self._http.accept(answer, wrote=True)

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The message as Discord holds it; raises Gone where it was deleted."""
        answer = self._http.ask(self._one(receipt))
        content = text_of(was_read(self._http, answer), "content")
        return Page(url=receipt.url, html=note_page(as_html(content, Flavour.MARKDOWN), post.language))

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the webhook exists, and where it posts; nothing is sent."""
        try:
            found = was_read(self._http, self._http.ask(self._webhook))
        except SyndicatorError as error:
            return [(False, f"{error}; {_NO_WEBHOOK}" if isinstance(error, Gone) else str(error))]
        return [(True, f"the webhook “{text_of(found, 'name')}” posts to the channel {text_of(found, 'channel_id')}")]

    def _message(self, post: Post) -> dict[str, object]:
        whole_text(post, CARRIES)
        most = CARRIES.max_characters or 0
        if len(post.markdown) > most:
            raise Rejected(f"the post has {len(post.markdown)} characters and the site takes {most}")
        return {"content": post.markdown, "allowed_mentions": {"parse": []}}

    def _receipt(self, post: Post, answer: Answer, identity: str = "") -> Receipt:
        found = was_written(self._http, answer, "id")
        if not isinstance(found, str) or not found.isdecimal() or identity not in ("", found):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the message")
        return Receipt(found, f"https://discord.com/channels/{self._place()}/{text_of(answer.json(), 'channel_id')}/{found}", post.revision)

    def _place(self) -> str:
        """The id of the server that the channel belongs to, for the addresses of messages; asked once, before anything is sent."""
        if self._server is None:
            answer = self._http.ask(self._webhook)
            if answer.status in (404, 410):
                raise Rejected(f"{answer.asked} answered {answer.status}: {answer.words}", _NO_WEBHOOK)
            self._server = text_of(was_read(self._http, answer), "guild_id")
        return self._server

    def _one(self, receipt: Receipt) -> str:
        if not receipt.remote_id.isdecimal():
            raise Gone(f"{receipt.remote_id!r} is no id of a message")
        return f"{self._webhook}/messages/{receipt.remote_id}"

    def _says_no_message(self, answer: Answer) -> bool:
        value = answer.json()
        return isinstance(value, dict) and value.get("code") == _NO_MESSAGE


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Discord:
    """Open a webhook: its address without the last part, which is the credential; there are no options."""
    taken = Options(site, options)
    if not site.url:
        taken.wrong("an address is required: the webhook's without its last part, such as https://discord.com/api/webhooks/123/")
    if not secret or "/" in secret:
        taken.wrong("a credential is required: the last part of the webhook's address")
    taken.done()
    return Discord(connected(site, tools, Named({}, (secret or UNREAD,)), lasting=False), secret)

"""Slack, by an incoming webhook: a headline with its link and credit, at most once.

A webhook answers “ok” and nothing else: what was sent can be neither asked for, changed nor taken down, and nobody outside the
workspace can read it. So an answer that was lost waits for a person.
"""

from collections.abc import Mapping, Sequence

from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.verdict import Form
from syndicator.errors import Gone, OutcomeUnknown, Rejected, SyndicatorError
from syndicator.ports import UNREAD, SiteTools
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Named
from syndicator.sites.notes import whole_text
from syndicator.sites.options import Options

CARRIES = Carries(forms=(Form.LINK,), max_characters=4_000, canonical=False, noindex=False, pixels=False, once=Once.NEVER_AGAIN)
_NO_WEBHOOK = "the webhook does not exist any more, or may not post; make a new one and set address and credential"
_EMPTY = ("no_text", "missing_text_or_fallback_or_attachments", "invalid_payload")  # what an empty message is answered with


class Slack:
    """Posts to the channel that the webhook was made for."""

    carries = CARRIES

    def __init__(self, http: HttpClient, secret: str) -> None:
        self._http = http
        self._address = f"{http.base}{secret}"

    def publish(self, post: Post) -> Receipt:
        """Send the one message; raises OutcomeUnknown when the answer was lost, and nobody can be asked."""
        # Text as it is: no formatting, its signs escaped, so that nobody is called on (docs.slack.dev, “Formatting message text”).
        text = whole_text(post, CARRIES).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        answer = self._http.tell("POST", self._address, payload={"text": text, "mrkdwn": False})
        self._accepted(answer, wrote=True)
        if answer.body.strip() != b"ok":
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} without its “ok”")
        return Receipt(post.key, "", post.revision)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the webhook exists: an empty message is refused by one that does, and posted by none."""
        try:
            answer = self._http.tell("POST", self._address, payload={})
            if answer.status == 400 and answer.words in _EMPTY:
                return [(True, "the webhook exists (it refused an empty message)")]
            self._accepted(answer, wrote=False)
        except SyndicatorError as error:
            return [(False, str(error))]
        return [(False, f"{answer.asked} answered {answer.status} to an empty message, as no webhook of Slack does")]

    def _accepted(self, answer: Answer, *, wrote: bool) -> None:
        try:
            self._http.accept(answer, wrote=wrote)
        except Gone as error:
            raise Rejected(error.why, _NO_WEBHOOK) from error


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Slack:
    """Open a webhook: its address without the last part, which is the credential; there are no options."""
    taken = Options(site, options)
    if not site.url:
        taken.wrong("an address is required: the webhook's without its last part, such as https://hooks.slack.com/services/T0/B0/")
    if not secret or "/" in secret:
        taken.wrong("a credential is required: the last part of the webhook's address")
    taken.done()
    return Slack(connected(site, tools, Named({}, (secret or UNREAD,)), lasting=False), secret)

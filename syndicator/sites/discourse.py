"""Discourse over its API: one topic a copy, under an external id that the forum itself takes only once.

The text travels as one block of HTML inside the topic's Markdown (CommonMark §4.6): in it nothing is cooked, so no name
becomes a mention, no colon an emoji, no address a preview, no bracket a quotation. The forum's sanitiser still applies.
A deleted topic keeps its external id, so what was withdrawn and is allowed again comes under the next one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.trials import Measured
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.ports import Page, SiteTools
from syndicator.sites import specimen
from syndicator.sites.bare import bare_page
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Named
from syndicator.sites.discourse_api import DiscourseApi, Taken, Topic
from syndicator.sites.options import Options
from syndicator.sites.sameness import shows
from syndicator.sites.specimen import Findings

_LETTERS = 40  # of the post's key; an external id has 50 at most, in letters, digits, - and _
_AGAIN = 3  # external ids that are looked for
_BLANK = re.compile(r"\n[ \t]*(?=\n)")


class Discourse:
    """Posts into `category` (an id; None: the forum's default), with fixed `labels`, and the article's tags if asked."""

    flavours = (Flavour.HTML,)
    carries = Carries(title_characters=255, pixels=False, canonical=False, noindex=False, once=Once.EXACT)

    def __init__(
        self, site: Site, api: DiscourseApi, tools: SiteTools, *, user: str, category: int, labels: Sequence[str], tags: bool
    ) -> None:
        self._site = site
        self._api = api
        self._tools = tools
        self._user = user
        self._category = category
        self._labels = tuple(labels)
        self._tags = tags

    def publish(self, post: Post) -> Receipt:
        """Make the one topic; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        for external in _names(post):
            try:
                return self._receipt(post, self._api.create(self._payload(post) | {"external_id": external}), sent=True)
            except Taken:
                topic = self._api.by_external(external)
            if topic is not None:
                return self._receipt(post, topic)
        raise Rejected(f"{self._api.http.base} has deleted this copy {_AGAIN} times already", "post it there by hand, or leave it")

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the topic that holds one of the post's external ids."""
        topic = next(filter(None, map(self._api.by_external, _names(post))), None)
        return self._receipt(post, topic) if topic else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace title and text; raises Gone for a topic that was deleted."""
        topic = self._api.topic(receipt.remote_id)
        if topic.title != post.title:
            self._api.rename(topic, post.title)
        if topic.raw != _raw(post.html):
            self._api.rewrite(topic, _raw(post.html), "corrected at the source")
        return Receipt(receipt.remote_id, receipt.url, post.revision)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # Discourse keeps no reason
        """Delete the topic and see that readers do not get it; raises RetryLater while they still do."""
        self._api.remove(receipt.remote_id)
        try:
            shown = self._api.shown(receipt.remote_id)
        except Gone:
            return
        if shows(shown.cooked, post):
            raise RetryLater(f"{receipt.url} is deleted and still shown to readers; a cache of the forum may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:  # noqa: ARG002  # the port hands the post to every kind
        """The topic as the forum shows it to anybody; raises Gone for one that was deleted."""
        topic = self._api.shown(receipt.remote_id)
        return Page(url=receipt.url, html=bare_page(topic.title, topic.cooked))

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, key and rights are right, and what the forum keeps; a message of the user to itself is read and deleted."""
        return self.measure()[0]

    def measure(self) -> tuple[Sequence[tuple[bool, str]], Measured]:
        """The same, with what was measured."""
        found = Findings()
        try:
            name = self._api.whoami(self._user)
            found.say(True, f"{self._api.http.base} answers as a Discourse, and the key may act as “{name}”")
            if self._category:
                found.say(*self._api.category(self._category))
            self._specimen(found)
        except SyndicatorError as error:
            found.say(False, str(error))
        return found.found

    def _specimen(self, found: Findings) -> None:
        payload = {"title": specimen.TITLE, "raw": _raw(specimen.HTML), "archetype": "private_message", "target_recipients": self._user}
        made = self._api.create(payload)
        try:
            found.look(self._api.topic(made.id).cooked)
        finally:
            self._api.remove(made.id)

    def _payload(self, post: Post) -> dict[str, object]:
        tags = dict.fromkeys(_tag(tag) for tag in (*self._labels, *(post.tags if self._tags else ())))
        payload: dict[str, object] = {"title": post.title, "raw": _raw(post.html)}
        payload |= {"category": self._category} if self._category else {}
        return payload | ({"tags": [tag for tag in tags if tag]} if any(tags) else {})

    def _receipt(self, post: Post, topic: Topic, *, sent: bool = False) -> Receipt:
        """The receipt; unless it was `sent` just now, the revision is known only when the forum holds these very words."""
        same = sent or (topic.raw == _raw(post.html) and topic.title == post.title)
        return Receipt(topic.id, f"{self._api.http.base}t/{topic.slug}/{topic.id}", post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Discourse:
    """Open a Discourse; its credential is an API key, `user` the name it acts as; `category`, `labels` and `tags` need not be given."""
    taken = Options(site, options)
    user, category = taken.text("user"), taken.count("category", 0)
    labels, tags = taken.names("labels"), taken.flag("tags")
    if not site.url:
        taken.wrong("an address is required")
    if not secret:
        taken.wrong("a credential is required: an API key of the forum")
    taken.done()
    http = connected(site, tools, Named({"Api-Key": secret, "Api-Username": user}, (secret,)))
    return Discourse(site, DiscourseApi(http), tools, user=user, category=category, labels=tuple(map(str, labels)), tags=tags)


def _names(post: Post) -> Iterator[str]:
    """The external ids that a copy may have, the first of them at first."""
    key = post.key[:_LETTERS]
    yield key
    yield from (f"{key}-{number}" for number in range(2, _AGAIN + 1))


def _raw(html: str) -> str:
    """The text as one block of HTML: it begins with a block's tag, and no blank line ends it early."""
    whole = _BLANK.sub("\n&#10;", html.strip())
    return f"<div>{whole}</div>"


def _tag(text: str) -> str:
    """A tag as Discourse spells it: no space, comma, or sign that its addresses cannot hold."""
    return re.sub(r"[^\w.-]+", "-", text.strip().lower()).strip("-.")[:20].strip("-.")

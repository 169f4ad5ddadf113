"""The API of Discourse in its own words (docs.discourse.org): topics by their external id, and what its errors mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SyndicatorError
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient
from syndicator.sites.json_api import dig, text_of, was_read, was_written

_LEADS_TO = re.compile(r"/t/(?:[^/?#]*/)?([0-9]+)(?:\.json)?(?:[/?#]|$)")


class Taken(SyndicatorError):
    """The external id is held already; inside this kind only."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and its first post: `raw` as it was sent, `cooked` as it is shown."""

    id: str
    slug: str
    title: str
    post_id: str
    raw: str
    cooked: str


class DiscourseApi:
    """Speaks for one user of one forum."""

    def __init__(self, http: HttpClient) -> None:
        self.http = http

    def by_external(self, external: str) -> Topic | None:
        """The standing topic with this external id; the forum answers with a redirect to it, which leads nowhere else."""
        answer = self.http.ask(f"{self.http.base}t/external_id/{external}.json")
        if answer.status in (404, 410):
            return None
        if 300 <= answer.status < 400:
            found = _LEADS_TO.search(answer.headers.get("location", ""))
            if found is None:
                raise RetryLater(f"{answer.asked} leads to something that is no topic")
            try:
                return self.topic(found[1])
            except Gone:
                return None
        return self._topic(answer)

    def topic(self, identity: str) -> Topic:
        """A topic as its author sees it; raises Gone where it does not stand."""
        return self._topic(self.http.ask(self._at(identity), {"include_raw": "1"}))

    def shown(self, identity: str) -> Topic:
        """A topic as anybody sees it; raises Gone where it does not stand."""
        return self._topic(self.http.ask(self._at(identity), anonymous=True))

    def create(self, payload: Mapping[str, object]) -> Topic:
        """A new topic; raises Taken where its external id is held, by a topic that stands or by one that was deleted."""
        answer = self.http.tell("POST", f"{self.http.base}posts.json", payload=payload)
        if answer.status == 422 and re.search(r"(?i)external", answer.words):
            raise Taken(answer.words)
        value = was_written(self.http, self._accepted(answer))
        if text_of(value, "action") == "enqueued":
            raise Rejected(f"{answer.asked}: the copy waits in the forum's review queue", "approve it there; let this user post unreviewed")
        topic, post = dig(value, "topic_id"), dig(value, "id")
        if not _is_id(topic) or not _is_id(post):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the post")
        return Topic(str(topic), text_of(value, "topic_slug") or "-", "", str(post), "", text_of(value, "cooked"))

    def rename(self, topic: Topic, title: str) -> None:
        """Another title."""
        self._write("PUT", f"t/-/{topic.id}.json", {"title": title})

    def rewrite(self, topic: Topic, raw: str, why: str) -> None:
        """Another text of the first post, without bumping the topic."""
        self._write("PUT", f"posts/{topic.post_id}.json", {"post": {"raw": raw, "edit_reason": why}, "bypass_bump": True})

    def remove(self, identity: str) -> None:
        """Delete a topic; one that is not there any more is success."""
        answer = self.http.tell("DELETE", self._at(identity))
        if answer.status not in (404, 410):
            self._accepted(answer)

    def whoami(self, user: str) -> str:
        """The name under which the key acts; raises Rejected for a key or a user that the forum refuses."""
        value = was_read(self.http, self._accepted(self.http.ask(f"{self.http.base}session/current.json"), wrote=False))
        return text_of(value, "current_user", "username") or user

    def category(self, identity: int) -> tuple[bool, str]:
        """Whether a category is there, as a line for people."""
        answer = self.http.ask(f"{self.http.base}c/{identity}/show.json")
        if answer.status in (403, 404):
            return False, f"there is no category {identity}, or this user may not see it"
        name = text_of(was_read(self.http, answer), "category", "name")
        return True, f"category {identity} is “{name}”"

    def _write(self, method: str, route: str, payload: Mapping[str, object]) -> None:
        answer = self.http.tell(method, f"{self.http.base}{route}", payload=payload)
        if answer.status == 409:
            raise RetryLater(f"{answer.asked} answered 409: somebody edits it now: {answer.words}")
        was_written(self.http, self._accepted(answer))

    def _accepted(self, answer: Answer, *, wrote: bool = True) -> Answer:
        said = f"{answer.asked} answered {answer.status}: {answer.words}"
        if answer.status in (401, 403):
            raise Rejected(said, "check the API key, the user it acts as, and what that user may do in the category")
        if answer.status == 422:
            raise Rejected(said, "change the article, or what the forum's settings allow of titles, lengths and tags")
        return self.http.accept(answer, wrote=wrote)

    def _topic(self, answer: Answer) -> Topic:
        value = was_read(self.http, self._accepted(answer, wrote=False))
        posts: Any = dig(value, "post_stream", "posts")
        first = posts[0] if isinstance(posts, list) and posts else None
        if not _is_id(dig(value, "id")) or not _is_id(dig(first, "id")):
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is not the topic")
        if dig(value, "deleted_at") or dig(first, "deleted_at"):  # its staff is shown deleted topics as well
            raise Gone(f"{answer.asked}: the topic was deleted")
        words = (text_of(value, "title"), str(dig(first, "id")), text_of(first, "raw"), text_of(first, "cooked"))
        return Topic(str(dig(value, "id")), text_of(value, "slug") or "-", *words)

    def _at(self, identity: str) -> str:
        if not identity.isdecimal() or not identity.isascii():
            raise Rejected(f"{identity!r} is no id of a topic")
        return f"{self.http.base}t/{identity}.json"


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)

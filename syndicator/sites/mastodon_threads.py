"""Threads: one article over several statuses, each a reply to the one before, the whole credit in the first.

Each part is posted under a key of its own. What an earlier try left is found as the account's own replies that carry the
number of a part, and taken up where it ends; of two with one number the later one is deleted.
"""

import re
from collections.abc import Mapping, Sequence

from syndicator.core.markup import read
from syndicator.core.post import Post
from syndicator.core.threads import number_of
from syndicator.errors import Gone
from syndicator.sites.mastodon_api import MastodonApi, Status
from syndicator.sites.notes import says_the_same

UNFINISHED = "unfinished"  # the revision of a thread that does not say what it should yet
_MARK = re.compile(r"\([0-9]{1,2}/[0-9]{1,2}\)(?=(?:\s|</?[a-z]+ ?/?>)*$)")
_BETWEEN = " "  # the ids of a thread in one receipt


class Threads:
    """The parts of threads that this program posted in the account's name."""

    def __init__(self, api: MastodonApi) -> None:
        self._api = api

    def below(self, first: Status) -> list[Status]:
        """The parts that stand after the first, in their order, without later ones of the same number."""
        found, before = list[Status](), first.id
        replies = self._api.replies(first.id)
        while step := [status for status in replies if status.answers == before and self._is_part(status, len(found) + 2)]:
            found.append(step[0])
            before = step[0].id
        return found

    def laid(self, post: Post, first: Status, texts: Sequence[str], fields: Mapping[str, object]) -> list[Status]:
        """Every part after the first as it should be: missing ones are posted, others edited, those too many deleted.

        They are unlisted, so that timelines show the first alone; `fields` are what each says beside its text.
        """
        standing, before, parts = self.below(first), first, [first]
        for number, text in enumerate(texts[1:], 2):
            said = {**fields, "status": text}
            if number - 2 < len(standing):
                part = standing[number - 2]
                part = part if says_the_same(part.content, text) else self._api.change(part.id, part.url, said)
            else:
                part = self._api.create({**said, "in_reply_to_id": before.id, "visibility": "unlisted"}, f"{post.key}-{number}")
                part = part if says_the_same(part.content, text) else self._api.change(part.id, part.url, said)
            parts.append(part)
            before = part
        kept = {part.id for part in parts}
        for status in reversed(self._all(first)):
            if status.id not in kept:
                self._api.remove(status.id)
        return parts

    def complete(self, first: Status, texts: Sequence[str]) -> list[Status]:
        """The whole thread where it stands as it should; none of it where it does not."""
        parts = [first, *self.below(first)]
        same = len(parts) == len(texts) and all(says_the_same(one.content, text) for one, text in zip(parts, texts, strict=True))
        return parts if same and len(self._all(first)) == len(texts) - 1 else []

    def taken_down(self, identities: Sequence[str]) -> None:
        """Delete every part, the last one first: what an interruption leaves still has its credit, and is found again."""
        first, *others = identities
        try:
            standing = self._api.status(first, anonymous=False)
            others = list(dict.fromkeys((*others, *(status.id for status in self._all(standing))))) if standing else others
        except Gone:
            pass
        for identity in (*reversed(others), first):
            self._api.remove(identity)

    def _all(self, first: Status) -> list[Status]:
        """Every part below the first, later ones of the same number too, parents before children."""
        replies = self._api.replies(first.id)
        found, known = list[Status](), {first.id}
        for _ in replies:
            step = [status for status in replies if status.answers in known and status.id not in known and self._is_part(status)]
            found += step
            known |= {status.id for status in step}
        return found

    def _is_part(self, status: Status, number: int = 0) -> bool:
        """Whether this program posted it as a part (with this number): people may answer in their own name."""
        said = number_of(read(status.content).text)
        return bool(said) and number in (0, said) and (not status.app or status.app == (self._api.app() or status.app))


def first_of(status: Status, standing: Mapping[str, Status]) -> Status:
    """The first part of the thread that a status is a part of, or the status itself."""
    while status.answers in standing and number_of(read(status.content).text) > 1:
        status = standing[status.answers]
    return status


def as_read(contents: Sequence[str]) -> str:
    """The parts (HTML) as one text: their marks are ours, and stand between words that belong together."""
    return "".join(_MARK.sub("", content) for content in contents) if len(contents) > 1 else "".join(contents)


def as_receipt(parts: Sequence[Status]) -> str:
    """The ids of a thread in one word of a receipt."""
    return _BETWEEN.join(part.id for part in parts)


def identities(remote_id: str) -> list[str]:
    """The ids that a receipt names, the first part's at first; one that is empty where it names none."""
    return remote_id.split(_BETWEEN) or [""]

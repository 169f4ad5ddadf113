"""What each deed and decision writes into the ledger: few words in clear, all others as contents that can be erased.

The record of an entry begins with a salt: once it is erased, nobody can find out by trying what a short text had been.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from syndicator.core.approvals import Decision
from syndicator.core.article import Article
from syndicator.core.drift import Drift
from syndicator.core.ledger import ERASED, OUTSIDE, PERSON, Record
from syndicator.core.mentions import GONE, Mention
from syndicator.core.permissions import Permission, Request
from syndicator.core.post import Deed, Post, PostState
from syndicator.core.proof import Check
from syndicator.core.takedowns import ANSWER, REQUEST, REQUESTS
from syndicator.core.verdict import Answer, Verdict
from syndicator.ports import Page, StoredPost, TermsPage, Upload
from syndicator.stores import plain

T = TypeVar("T")
_SALT = 16  # bytes
_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def changed(article: Article, digest: str, now: datetime) -> Record:
    """An article says something else than before, or its source withdrew it."""
    signal = article.withdrawn.signal if article.withdrawn else ""
    return Record(kind="article", at=now, about=article.key, says={"digest": digest, "withdrawn": signal})


def terms(source_id: str, key: str, page: TermsPage, now: datetime) -> Record:
    """A document in which a source's publisher states terms says something new, or was taken away."""
    said = _packed({"key": key, "page": _plain(TermsPage, page)}, salted=False)
    return Record(
        kind="terms", at=now, about=f"source:{source_id}", says={"sha256": page.sha256, "gone": page.gone}, contents={"page": said}
    )


def verdict(
    article_key: str, site_id: str, under: str, found: Verdict, post: Post | None, article: Article | None, now: datetime
) -> Record:
    """A verdict; one that allows names the draft, and the article it was made of."""
    says: dict[str, str | int | bool] = {"answer": found.answer.name.lower(), "form": found.form or "", "under": under}
    contents = {"verdict": _packed({"verdict": _plain(Verdict, found)})}
    if post is not None and found.answer is Answer.ALLOW:
        says |= {"post": post.key, "revision": post.revision}
        contents["draft"] = _packed(_plain(Post, post), salted=False)
        if article is not None:
            says["digest"] = article.digest
            contents["article"] = _packed(_plain(Article, article), salted=False)
    return Record(kind="verdict", at=now, about=article_key, site=site_id, says=says, contents=contents)


def asked(stored: StoredPost, deed: Deed, why: str, now: datetime, *, repair: bool) -> Record:
    """A deed is to be done with a copy."""
    says = {"post": stored.post.key, "deed": deed.value, "repair": repair}
    return _of_post("asked", stored, says, {"why": why}, now)


def attempted(before: StoredPost, after: StoredPost, outcome: PostState, why: str, now: datetime) -> Record:
    """A try came to an end: a receipt, a withdrawal, or neither."""
    kinds = {PostState.DELIVERED: "receipt", PostState.WITHDRAWN: "withdrawal"}
    says: dict[str, str | int | bool] = {"post": before.post.key, "deed": before.deed.value, "outcome": outcome.value}
    said: dict[str, object] = {"why": why or before.why}
    if outcome is PostState.DELIVERED and after.receipt is not None:
        says["revision"] = after.receipt.revision
        said = {"remote_id": after.receipt.remote_id, "url": after.receipt.url}
    return _of_post(kinds.get(outcome, "attempt"), before, says, said, now)


def proof(
    stored: StoredPost,
    checks: Sequence[Check],
    state: PostState,
    why: str,
    now: datetime,
    page: Page | None,
    drifts: Sequence[Drift] | None,
) -> Record:
    """A look at the live copy: each duty, and the page it was looked for on."""
    says: dict[str, str | int | bool] = {
        "post": stored.post.key,
        "state": state.value,
        "duties": len(checks),
        "met": sum(c.met for c in checks),
        "drifts": len(drifts or ()),
    }
    said = {"why": why, "checks": _plain(tuple[Check, ...], tuple(checks)), "url": page.url if page else ""}
    said |= {"headers": [list(line) for line in page.signals]} if page and page.signals else {}
    said |= {"drifts": [{"kind": d.kind, "grade": d.grade.name.lower(), "says": d.says} for d in drifts or ()]}
    return _of_post("proof", stored, says, said, now, {"page": page.html.encode("utf-8", "replace")} if page else {})


def mention(stored: StoredPost, found: Mention) -> Record:
    """An original was told of its copy, or could not be."""
    change = GONE if found.change == GONE else "public"
    says = {"post": stored.post.key, "change": change, "outcome": found.outcome.value}
    says |= {"revision": found.change} if change != GONE else {}
    said = {"source": found.source, "target": found.target, "endpoint": found.endpoint, "location": found.location, "why": found.why}
    return _of_post("mention", stored, says, dict(said), found.at)


def picture(post: Post, found: Upload, data: bytes | None) -> Record:
    """A picture was taken, is at the site, or is left out."""
    says = {"post": post.key, "outcome": found.state.value, "sha256": found.sha256}
    said = _packed({"source": found.src, "kind": found.kind, "place": found.place, "number": found.number, "why": found.why})
    contents = {"record": said} | ({"picture": data} if data is not None else {})
    return Record(kind="picture", at=found.at, about=post.article_key, site=post.site_id, says=says, contents=contents)


def decision(article_key: str, site_id: str, found: Decision) -> Record:
    """What a person decided on a case."""
    contents = {"decision": _packed({"decision": _plain(Decision, found)})}
    return Record(
        kind="decision", at=found.at, about=article_key, site=site_id, by=PERSON, says={"choice": found.choice.value}, contents=contents
    )


def permission(found: Permission) -> Record:
    """A permission as it stands from now on."""
    contents = {"permission": _packed({"permission": _plain(Permission, found)})}
    return Record(
        kind="permission",
        at=found.revoked_at or found.at,
        by=PERSON,
        says={"number": found.number, "revoked": found.revoked},
        contents=contents,
    )


def letter(found: Request) -> Record:
    """A letter to a publisher as it stands from now on."""
    contents = {"letter": _packed({"letter": _plain(Request, found)})}
    says: dict[str, str | int | bool] = {"number": found.number, "answer": found.answer.value if found.answer else ""}
    return Record(kind="letter", at=found.answered_at or found.at, about=found.article_key, by=PERSON, says=says, contents=contents)


def takedown(article_key: str, reason: str, requester: str, by: str, now: datetime, asked_at: datetime | None = None) -> Record:
    """Somebody outside asked for a copy to go; `asked_at`: when, where that was noted before."""
    contents = {"request": _packed({"reason": reason, "from": requester, "by": by})}
    says = {"asked_at": asked_at.isoformat()} if asked_at else {}
    return Record(kind="takedown", at=now, about=article_key, by=OUTSIDE, says=says, contents=contents)


def takedown_request(url: str, reason: str, requester: str, contact: str, now: datetime) -> Record:
    """Somebody outside asks for a copy to go, and a person is to look at it; who it was can be erased."""
    contents = {"request": _packed({"url": url, "reason": reason, "from": requester, "contact": contact})}
    return Record(kind=REQUEST, at=now, about=REQUESTS, by=OUTSIDE, contents=contents)


def takedown_answer(number: int, answer: str, reason: str, by: str, now: datetime) -> Record:
    """What came of a request, by its entry's number: done, or declined."""
    return Record(
        kind=ANSWER,
        at=now,
        about=REQUESTS,
        by=PERSON,
        says={"request": number, "answer": answer},
        contents={"reason": _packed({"reason": reason, "by": by})},
    )


def erasure(about: str, digests: Sequence[str], why: str, by: str, now: datetime) -> Record:
    """Contents were taken out; their names stay."""
    contents = {"reason": _packed({"reason": why, "by": by})}
    says = {f"{number:04}": digest for number, digest in enumerate(digests)}
    return Record(kind=ERASED, at=now, about=about, by=PERSON, says=says, contents=contents)


def _of_post(
    kind: str,
    stored: StoredPost,
    says: Mapping[str, str | int | bool],
    said: dict[str, object],
    now: datetime,
    contents: dict[str, bytes] | None = None,
) -> Record:
    post = stored.post
    return Record(
        kind=kind, at=now, about=post.article_key, site=post.site_id, says=says, contents={"record": _packed(said), **(contents or {})}
    )


def _plain(kind: type[T], value: T) -> Any:  # noqa: ANN401  # JSON's own kinds
    return json.loads(plain.dumps(kind, value))


def _packed(said: dict[str, object], *, salted: bool = True) -> bytes:
    """A content as bytes; long public texts need no salt, and are kept once however often they are named."""
    salt = {"salt": secrets.token_hex(_SALT)} if salted else {}
    return _ENCODER.encode({**salt, **said}).encode("ascii")

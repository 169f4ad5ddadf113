"""The store in memory: for previews, checks and tests, with the same promises (one contract suite holds both to them)."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from syndicator.core.article import Article
from syndicator.core.drift import Drift
from syndicator.core.places import Source
from syndicator.core.post import Deed, Post, PostState
from syndicator.core.proof import Check
from syndicator.core.verdict import Answer, Verdict
from syndicator.ports import (
    Admitted,
    Claim,
    DueCase,
    DueSource,
    Ended,
    Page,
    Poll,
    Push,
    Store,
    StoredPost,
    TermsChange,
    TermsPage,
    TermsWatch,
)
from syndicator.stores import polling, recording, resting
from syndicator.stores.memory_following import MemoryFollowing
from syndicator.stores.memory_history import MemoryHistory
from syndicator.stores.memory_mentions import MemoryMentions
from syndicator.stores.memory_overview import MemoryOverview
from syndicator.stores.memory_people import MemoryPeople
from syndicator.stores.memory_pictures import MemoryPictures
from syndicator.stores.memory_subscriptions import MemorySubscriptions
from syndicator.stores.memory_trials import MemoryTrials
from syndicator.stores.resting import CASE_STATES, PROVABLE
from syndicator.stores.shelves import RestingArticle, RestingCase


class MemoryStore(
    MemoryHistory, MemoryPeople, MemoryFollowing, MemorySubscriptions, MemoryMentions, MemoryTrials, MemoryPictures, MemoryOverview, Store
):
    """Store and Overview without a file; safe to use from several threads."""

    # ------------------------------------------------------------------------------------------------ read

    def keep_sources(self, sources: Sequence[Source], now: datetime) -> None:
        """Make the kept sources those of the configuration."""
        with self._shelves.lock:
            known = {key: replace(row, kept=False) for key, row in self._shelves.sources.items()}
            self._shelves.sources = known | {s.id: polling.kept(known.get(s.id), s, now) for s in sources}

    def sources_due(self, now: datetime) -> list[DueSource]:
        """Kept sources whose time has come, the longest waiting first."""
        with self._shelves.lock:
            due = [(s.next_poll, s.id, s) for s in self._shelves.sources.values() if s.next_poll is not None and s.due(now)]
            return [s.due_source() for *_, s in sorted(due, key=lambda item: item[:2])]

    def known_articles(self, source_id: str, identities: Iterable[str]) -> dict[str, str]:
        """Identity → digest of those that are known."""
        with self._shelves.lock:
            found = {identity: self._shelves.identities.get((source_id, identity)) for identity in identities}
            return {identity: self._shelves.articles[key].digest for identity, key in found.items() if key}

    def record_polls(self, polls: Sequence[Poll], now: datetime) -> None:
        """Keep what is new, changed or withdrawn, and advance the sources."""
        with self._shelves.lock:
            self._shelves.sources |= {one.source_id: polling.polled(self._shelves.source(one.source_id), one, now) for one in polls}
            for one in polls:
                self._take_in(one.source_id, one.admitted, one.withdrawn, now)

    def record_heard(self, push: Push, admitted: Sequence[Admitted], withdrawn: Mapping[str, str], now: datetime, *, poll: bool) -> None:
        """Keep what a push brought, and let go of it."""
        with self._shelves.lock:
            self._take_in(push.source_id, admitted, withdrawn, now)
            self._shelves.pushes = [waiting for waiting in self._shelves.pushes if waiting.id != push.id]
            self._heard(push.source_id, now, poll=poll)

    def _take_in(self, source_id: str, admitted: Sequence[Admitted], withdrawn: Mapping[str, str], now: datetime) -> None:
        for one in admitted:
            self._admit(one, withdrawn, now)
        for identity in set(withdrawn) - {a.article.identity for a in admitted}:
            known = self._shelves.articles.get(self._shelves.identities.get((source_id, identity), ""))
            if known is not None:
                self._change(known, polling.with_withdrawal(known.article, known.article, withdrawn, now), now)

    def record_failed_reading(self, source_id: str, why: str, next_poll: datetime | None, now: datetime, *, withheld: bool = False) -> None:
        """Count a failed poll; None stops the source until its address changes."""
        with self._shelves.lock:
            before = self._shelves.source(source_id)
            self._shelves.sources[source_id] = after = polling.unpolled(before, why, next_poll, now, withheld=withheld)
            if after.withheld_at != before.withheld_at:
                self._hasten_proofs(source_id, now)

    def _admit(self, admitted: Admitted, withdrawn: Mapping[str, str], now: datetime) -> None:
        key, known = admitted.article.key, self._shelves.articles.get(admitted.article.key)
        article = polling.with_withdrawal(admitted.article, known.article if known else None, withdrawn, now)
        if known is not None:
            self._change(known, article, now)
            return
        self._shelves.articles[key] = RestingArticle(article, article.digest, now, article.published or now)
        self._shelves.identities[article.source_id, article.identity] = key
        for site_id in admitted.sites:
            self._shelves.cases[key, site_id] = RestingCase("new", now, admitted.among)

    # ------------------------------------------------------------------------------------------------ terms pages

    def newest_articles(self, source_id: str, limit: int) -> list[Article]:
        """The articles of a source that were kept last, newest first."""
        with self._shelves.lock:
            mine = [row for row in self._shelves.articles.values() if row.article.source_id == source_id]
            mine.sort(key=lambda row: row.article.key)
            mine.sort(key=lambda row: (row.first_seen, row.age), reverse=True)
            return [row.article for row in mine[:limit]]

    def record_terms_look(self, source_id: str, watch: TermsWatch, now: datetime, *, reopen: bool = False, rule: str = "") -> int:
        """Keep how the watching stands; with `reopen` its source's rested cases are new again."""
        with self._shelves.lock:
            self._shelves.terms_watches.setdefault(self._shelves.source(source_id).id, {})[watch.key] = watch
            return self._reopen(source_id, now, rule) if reopen else 0

    def record_terms_page(
        self, source_id: str, watch: TermsWatch, page: TermsPage, now: datetime, *, reopen: bool = False, rule: str = ""
    ) -> TermsChange:
        """Keep what the page says now; where that is something else, its source's rested cases are new again."""
        with self._shelves.lock:
            self.record_terms_look(source_id, watch, now)
            pages = self._shelves.terms_pages.setdefault(source_id, {}).setdefault(watch.key, [])
            if pages and (pages[-1].address, pages[-1].sha256) == (page.address, page.sha256):
                pages[-1] = page
                return TermsChange(self._reopen(source_id, now, rule)) if reopen else TermsChange()
            pages.append(page)
            self.record(recording.terms(source_id, watch.key, page, now))
            return TermsChange(self._reopen(source_id, now), tuple(row.stored.post.key for row in self.live_copies(source_id)))

    def _reopen(self, source_id: str, now: datetime, rule: str = "") -> int:
        mine = [place for place in self._shelves.cases if self._shelves.articles[place[0]].article.source_id == source_id]
        rested = [place for place in mine if self._shelves.cases[place].state != "new"]
        if rule:
            verdicts = self._shelves.verdicts
            rested = [place for place in rested if any(f.rule == rule for f in verdicts[place][-1][1].findings)]
        for place in rested:
            self._shelves.cases[place] = replace(self._shelves.cases[place], state="new", since=now, next_at=None)
        return len(rested)

    # ------------------------------------------------------------------------------------------------ judge

    def cases_due(self, now: datetime, limit: int) -> list[DueCase]:
        """Cases to judge, oldest article first."""
        with self._shelves.lock:
            due = [place for place, case in self._shelves.cases_by_age() if case.due(now)]
            return [self._shelves.to_judge(place) for place in due[:limit]]

    def case(self, article_key: str, site_id: str) -> DueCase | None:
        """One case as it would be judged now."""
        with self._shelves.lock:
            place = (article_key, site_id)
            return self._shelves.to_judge(place) if place in self._shelves.cases else None

    def reopen_cases(self, sites: Mapping[str, str], policies: str, now: datetime) -> int:
        """Make rested cases new that were judged under other digests than `site:policies`; how many."""
        with self._shelves.lock:
            stale = [
                (place, case)
                for place, case in self._shelves.cases.items()
                if place[1] in sites and case.state != "new" and case.judged_under != f"{sites[place[1]]}:{policies}"
            ]
            for place, case in stale:
                self._shelves.cases[place] = replace(case, state="new", since=now, next_at=None)
            return len(stale)

    def record_verdict(self, article_key: str, site_id: str, digest: str, verdict: Verdict, post: Post | None, now: datetime) -> None:
        """Store a verdict and what it makes of case and post; a draft counts only with ALLOW."""
        place = (article_key, site_id)
        with self._shelves.lock:
            state, again = CASE_STATES[verdict.answer], resting.judged_again(verdict, now)
            self._shelves.cases[place] = replace(self._shelves.case(place), state=state, since=now, next_at=again, judged_under=digest)
            self._shelves.verdicts.setdefault(place, []).append((now, verdict))
            article = self._shelves.articles[article_key].article
            self.record(recording.verdict(article_key, site_id, digest, verdict, post, article, now))
            before = self._shelves.posts.get(place)
            if post is not None and verdict.answer is Answer.ALLOW:
                self._shelves.keep(resting.drafted(before, post, now))
            elif before is not None:
                self._shelves.keep(resting.disallowed(before, now))

    # ------------------------------------------------------------------------------------------------ deliver

    def claim_posts_due(
        self,
        now: datetime,
        lease_until: datetime,
        limit: int,
        *,
        but: Collection[str] = (),
        one_of: Collection[str] = (),
        gathered: Collection[str] = (),
        only: str = "",
    ) -> list[Claim]:
        """Lease posts that are due; copies are only made or changed while their case is allowed."""
        with self._shelves.lock:
            rows = [
                row
                for place, row in self._shelves.posts.items()
                if row.due(now) and place[1] not in but and resting.may_leave(row.stored, self._shelves.cases[place].state)
                if only in ("", place[1]) and not (only and row.stored.deed is not Deed.CREATE)
                if not (place[1] in gathered and resting.is_fresh(row.stored))
            ]
            rows.sort(key=lambda row: (row.stored.claimed_until or row.stored.next_at or now, row.stored.post.key))
            rows = resting.in_turn(rows, one_of)[:limit]
            claims = [Claim(resting.found(row), secrets.token_hex(16)) for row in rows]
            for row, claim in zip(rows, claims, strict=True):
                self._shelves.keep(resting.claimed(row, claim.token, lease_until))
            return claims

    def record_ends(self, ended: Sequence[Ended], now: datetime) -> list[bool]:
        """What became of claims; False for each that is no longer ours."""
        with self._shelves.lock:
            return [self._end(one, now) for one in ended]

    def _end(self, end: Ended, now: datetime) -> bool:
        post = end.claim.stored.post
        row = self._shelves.posts.get((post.article_key, post.site_id))
        if row is None or row.stored.state is not PostState.CLAIMED or row.token != end.claim.token:
            return False
        self._shelves.keep(after := resting.ended(row, end, now))
        if end.tried:
            self.record(recording.attempted(row.stored, after.stored, resting.ended_as(row, after), end.why, now))
        return True

    # ------------------------------------------------------------------------------------------------ prove and follow

    def proofs_due(self, now: datetime, limit: int) -> list[StoredPost]:
        """Copies whose page is to be looked at, the longest waiting first."""
        with self._shelves.lock:
            due = [
                (row.proof_at, row.stored.post.key, row.stored)
                for row in self._shelves.posts.values()
                if row.stored.state in PROVABLE and row.proof_at is not None and row.proof_at <= now
            ]
            return [stored for *_, stored in sorted(due, key=lambda item: item[:2])][:limit]

    def record_proof(
        self,
        post_key: str,
        checks: Sequence[Check],
        state: PostState,
        next_at: datetime | None,
        why: str,
        now: datetime,
        *,
        page: Page | None = None,
        drifts: Sequence[Drift] | None = None,
    ) -> None:
        """Keep the last proof, with its page; a post that was queued meanwhile keeps its state."""
        with self._shelves.lock:
            row = self._shelves.post(post_key)
            self._shelves.keep(resting.proven(row, resting.Proof(state, next_at, why, now, bool(checks), drifts)))
            self.record(recording.proof(row.stored, checks, state, why, now, page, drifts))
            self._shelves.proofs[post_key] = (now, tuple(checks))

    def close(self) -> None:
        """Nothing to close: what rests here ends with the object."""

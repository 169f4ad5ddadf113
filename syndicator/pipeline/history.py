"""What happened before, as far as a case asks for it: copies of the same publisher, and texts a site has already."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicator.core.article import Article
from syndicator.core.likeness import Alike, Copy, Print, fingerprint
from syndicator.core.markup import read
from syndicator.core.places import Source, akin
from syndicator.core.post import Post
from syndicator.core.rules.case import Circumstances
from syndicator.core.terms import Terms
from syndicator.core.verdict import Form
from syndicator.pipeline.world import Shelf, World

_LONGEST_QUOTA = timedelta(days=366)
_LATELY = timedelta(days=30)  # how long a text that a site has is looked at for its likes
_AGAIN = timedelta(hours=1)  # what another process may have written since the last look
_AFRESH = timedelta(days=1)  # then what is remembered of a site is read anew
_MOST = 500  # copies of a site


@dataclass(frozen=True, slots=True)
class History:
    """Answers from the store of a world at one time; each is only asked for by a case that needs it."""

    world: World
    now: datetime

    def told(self, around: Circumstances, article: Article, source: Source, site_id: str, terms: Terms, mine: Print) -> Circumstances:
        """What goes on around a case, with what its terms and its text make worth asking."""
        copied = self._copied(source) if terms.limit("rate_limit") is not None else ()
        found = None if around.posted else self._alike(article, site_id, mine)
        return replace(around, copied=copied, alike=found)

    def keep(self, source_id: str, post: Post) -> None:
        """A post was queued: the next article for its site may be the same."""
        if post.site_id in self.world.copies and post.form is not Form.LINK:
            self.world.copies[post.site_id].copies.add(_copy(source_id, post, post.original_url))

    def _copied(self, source: Source) -> tuple[datetime, ...]:
        publisher = [one.id for one in self.world.sources.values() if akin(one, source)]
        return self.world.store.posted_of(publisher, self.now - _LONGEST_QUOTA)

    def _alike(self, article: Article, site_id: str, mine: Print) -> Alike | None:
        found = self._shelf(site_id).copies.alike(article.key, article.source_id, mine)
        if found is None:
            return None
        # What is remembered may have been taken down or corrected meanwhile: what holds an article is read once more.
        return self._read(site_id, self.now - _LATELY, Shelf(self.now, self.now)).copies.alike(article.key, article.source_id, mine)

    def _shelf(self, site_id: str) -> Shelf:
        shelf = self.world.copies.get(site_id)
        if shelf is None or self.now - shelf.since > _AFRESH:
            return self._read(site_id, self.now - _LATELY, Shelf(self.now, self.now))
        return shelf if shelf.upto == self.now else self._read(site_id, shelf.upto - _AGAIN, shelf)

    def _read(self, site_id: str, since: datetime, shelf: Shelf) -> Shelf:
        for source_id, stored in reversed(self.world.store.recent_copies(site_id, since, _MOST)):
            if stored.post.form is not Form.LINK:
                where = stored.receipt.url if stored.receipt else stored.post.original_url
                shelf.copies.add(_copy(source_id, stored.post, where))
        shelf.upto = self.now
        self.world.copies[site_id] = shelf
        return shelf


def print_of(article: Article) -> Print:
    """What is compared of an article: its words as a reader meets them."""
    return fingerprint(read(article.html).text)


def _copy(source_id: str, post: Post, where: str) -> Copy:
    return Copy(post.article_key, source_id, post.title, where, fingerprint(read(post.html).text), post.words)

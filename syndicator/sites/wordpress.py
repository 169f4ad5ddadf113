"""WordPress over its REST API, with an application password.

WordPress has no idempotent create: an equal slug silently becomes `slug-2`. So a copy is made as a draft nobody sees,
under the slug that comes from the post's key; then the site is asked which post holds that slug, a later one is deleted,
and only the first is made public. `publish` starts with the same question: it takes up what an earlier try left.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, timedelta
from html import unescape

from syndicator.core.article import same_address
from syndicator.core.flavours import Flavour
from syndicator.core.markup import read
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.trials import Measured
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.ports import Page, SiteTools, Upload
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Basic
from syndicator.sites.disk import checked_segment
from syndicator.sites.options import Options
from syndicator.sites.sameness import as_shown, shows
from syndicator.sites.wordpress_api import Copy, WordPressApi, gone_copy
from syndicator.sites.wordpress_check import check
from syndicator.sites.wordpress_media import Media
from syndicator.sites.wordpress_text import as_block, as_words

CARRIES = Carries(images=True)
_UNSEEN = frozenset({"draft", "auto-draft"})
# What each value of the option `status` makes of a copy; whoever waits for an editor, or a time, is not public yet.
# Not “pending”: WordPress takes the slug, by which a copy is found, from the pending post of who may not publish.
_STATUSES = {"publish": "publish", "draft": "draft", "scheduled": "future"}
_WAITING = frozenset({"pending", "future"})
# Where a site can be told that a page is to stay out of search engines: our own plug-in's field, and those of SEO plug-ins.
_NOINDEX: Mapping[str, object] = {
    "syndication_noindex": True,
    "_yoast_wpseo_meta-robots-noindex": "1",
    "rank_math_robots": ["noindex"],
    "_seopress_robots_index": "yes",
    "_genesis_noindex": "1",
}
_CANONICAL = ("canonical_url", "_yoast_wpseo_canonical", "rank_math_canonical_url", "_seopress_robots_canonical", "_genesis_canonical_uri")

_ABILITIES = {"canonical": _CANONICAL, "noindex": tuple(_NOINDEX)}


class WordPress:
    """Posts as `status`, under fixed categories, with tags if asked.

    "publish" makes a copy public, "scheduled" after `delay`; "draft" leaves that to an editor of the site.

    `author_credit` names a post field, registered with show_in_rest, that takes the authors' names ("" for none).
    """

    flavours = (Flavour.HTML,)
    carries = CARRIES

    def __init__(
        self,
        site: Site,
        api: WordPressApi,
        tools: SiteTools,
        *,
        status: str,
        categories: Sequence[str | int],
        tags: bool,
        author_credit: str,
        delay: timedelta = timedelta(0),
        featured: bool = False,
    ) -> None:
        self._site = site
        self._api = api
        self._tools = tools
        self._status = status
        self._categories = tuple(categories)
        self._tags = tags
        self._author_credit = author_credit
        self._delay = delay
        self._featured = featured
        self._media = Media(api)

    def publish(self, post: Post) -> Receipt:
        """Make the one public copy; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        slug = checked_segment(post.slug)
        copy = self._first(slug) or self._created(post)
        if self._arrived(copy):
            return self._receipt(post, copy)
        public = self._made_public(post, copy)
        return self._receipt(post, public, sent=public.id == copy.id)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the copy that arrived, also of one that people of the site put into the trash: it must not come again."""
        copy = self._first(checked_segment(post.slug))
        if copy is not None:
            return self._receipt(post, copy) if self._arrived(copy) else None
        trashed = self._api.copies(f"{post.slug}__trashed", "trash")
        return Receipt(str(trashed[0].id), trashed[0].link) if trashed else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace the copy's text; its state stays what the site's people made it. Raises Gone for one in the trash."""
        identity = _identity(receipt)
        if self._api.copy(identity).status == "trash":
            raise Gone(f"{receipt.url} is in the trash of {self._api.http.base}")
        return self._receipt(post, self._api.save(self._payload(post), identity), sent=True)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # WordPress shows no reason anywhere
        """Put the copy into the trash and see that readers do not get it; raises RetryLater while they still do.

        It gives up its slug first: what we withdrew may be published again should it be allowed again, what others put
        into the trash may not.
        """
        copy = gone_copy(self._api, _identity(receipt))
        if copy is not None and copy.status != "trash":
            self._api.save({"slug": f"{checked_segment(post.slug)}-withdrawn", "status": "draft"}, copy.id)
            self._api.remove(copy.id)
        answer = self._api.http.ask(receipt.url, anonymous=True)
        if 200 <= answer.status < 300 and shows(answer.body.decode("utf-8", "replace"), post):
            raise RetryLater(f"{receipt.url} is in the trash and still shown to readers; a cache of the site may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:  # noqa: ARG002  # the port hands the post to every kind
        """The public page; raises Gone where there is none, or another post's, and RetryLater while an editor has to publish it."""
        try:
            page = self._tools.pages.page(receipt.url)
        except Gone:
            copy = gone_copy(self._api, _identity(receipt))
            if copy and copy.status in (_WAITING | {"draft"} if self._status == "draft" else _WAITING):
                whom = "its time" if copy.status == "future" else "an editor of the site"
                when = self._tools.now() + self._delay if copy.status == "future" and self._delay else None
                raise RetryLater(f"{receipt.url} is not public yet: it waits as “{copy.status}” for {whom}", when) from None
            raise
        if same_address(page.url) != same_address(receipt.url) and not self._is_page_of(page, receipt):
            raise Gone(f"{receipt.url} now leads to {page.url}")  # WordPress guesses a similar post for a removed one
        return page

    def find_picture(self, upload: Upload) -> Upload | None:
        """The picture if the media library has it."""
        return self._media.find(upload)

    def upload(self, upload: Upload, data: bytes, alt: str) -> Upload:
        """Put a picture into the media library; raises Rejected where the user may not, or the site takes none of its kind."""
        return self._media.add(upload, data, alt)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, credential, rights and the site's sanitiser are right; a specimen draft is made and removed."""
        return self.measure()[0]

    def measure(self) -> tuple[Sequence[tuple[bool, str]], Measured]:
        """The same, with what was measured."""
        wanted = (self._author_credit,) if self._author_credit else ()
        publishes = self._status in ("publish", "scheduled")
        return check(
            self._api, publishes=publishes, categories=self._categories, wanted=wanted, abilities=_ABILITIES, now=self._tools.now()
        ).found

    def _first(self, slug: str) -> Copy | None:
        """The oldest post with this slug: should several have been made at once, every maker agrees on that one."""
        return next(iter(self._api.copies(slug)), None)

    def _arrived(self, copy: Copy) -> bool:
        return self._status == "draft" or copy.status not in _UNSEEN

    def _created(self, post: Post) -> Copy:
        """A new draft that is the first with its slug; a later one takes itself away and leaves the first to its maker."""
        made = self._api.save(self._payload(post) | {"slug": post.slug, "status": "draft"})
        first = self._first(post.slug)
        if first is not None and first.id == made.id:
            return made
        self._drop(post, made.id, _UNSEEN)
        if first is not None and self._arrived(first):
            return first
        holder = f"post {first.id}, made at the same time," if first else "something else"
        raise RetryLater(f"{self._api.http.base} gave the copy the address “{made.slug}”: {holder} holds “{post.slug}”")

    def _made_public(self, post: Post, copy: Copy) -> Copy:
        try:
            public = self._api.save(self._payload(post) | self._shown_as() | {"slug": post.slug}, copy.id)
        except Gone as error:
            raise RetryLater(f"the draft {copy.id} vanished before it was public: {error}") from error
        except Rejected:
            with suppress(SyndicatorError):  # the refusal is what the caller must hear; a draft left over is seen by nobody
                self._drop(post, copy.id, _UNSEEN)
            raise
        return self._settled(post, public)

    def _shown_as(self) -> dict[str, object]:
        status = _STATUSES[self._status]
        # In UTC and without an offset, as WordPress keeps it; a date ahead of now is what schedules.
        date = {"date_gmt": f"{(self._tools.now() + self._delay).astimezone(UTC):%Y-%m-%dT%H:%M:%S}"} if status == "future" else {}
        return {"status": status, **date}

    def _settled(self, post: Post, public: Copy) -> Copy:
        """The one public copy under the slug: an older one stands and ours goes; a slug that became free again is taken back."""
        for _ in range(3):
            standing = [copy for copy in self._api.copies(post.slug) if copy.status not in _UNSEEN]
            if standing and standing[0].id == public.id:
                return standing[0]
            if standing:
                self._drop(post, public.id)
                return standing[0]
            public = self._api.save({"slug": post.slug}, public.id)
        self._drop(post, public.id)
        raise RetryLater(f"{self._api.http.base} gave the copy the address “{public.slug}” instead of “{post.slug}”")

    def _drop(self, post: Post, identity: int, only: frozenset[str] = frozenset()) -> None:
        """Delete a copy of our own making, while its status is one of `only`; a wrong id in an answer must not cost another post."""
        copy = gone_copy(self._api, str(identity))
        if copy is not None and copy.slug.startswith(post.slug) and (not only or copy.status in only):
            self._api.remove(identity, force=True)

    def _payload(self, post: Post) -> dict[str, object]:
        # Without an excerpt WordPress makes one of the text, which not every licence lets be shown in part.
        excerpt = as_words(post.excerpt or f"From {post.publisher}.")
        payload: dict[str, object] = {"title": as_words(post.title), "content": as_block(post.html), "excerpt": excerpt}
        if self._categories:
            payload["categories"] = [self._api.category(name) for name in self._categories]
        if self._tags:
            payload["tags"] = [self._api.tag(name) for name in dict.fromkeys(tag.strip() for tag in post.tags) if name]
        if self._featured:  # 0 takes an earlier one away
            payload["featured_media"] = next((int(p.number) for p in post.pictures if p.number.isdecimal()), 0)
        credit = {self._author_credit: ", ".join(person.name for person in post.authors)} if self._author_credit else {}
        fields: dict[str, object] = {"syndication_key": post.key, **credit, **dict.fromkeys(_CANONICAL, post.canonical)}
        fields |= _NOINDEX if post.noindex else {"syndication_noindex": False}
        meta = {name: value for name, value in fields.items() if name in self._api.meta_fields()}
        return payload | ({"meta": meta} if meta else {})

    def _receipt(self, post: Post, copy: Copy, *, sent: bool = False) -> Receipt:
        """The receipt; unless it was `sent` just now, the revision is known only when readers would be shown the same."""
        same = sent or (as_shown(copy.raw) == as_shown(as_block(post.html)) and unescape(copy.raw_title) == post.title)
        return Receipt(str(copy.id), copy.link, post.revision if same else "")

    def _is_page_of(self, page: Page, receipt: Receipt) -> bool:
        """Whether a page at another address still is this post's: its shortlink names the id."""
        return any(href.endswith(f"?p={receipt.remote_id}") for href in read(page.html).declared("shortlink"))


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> WordPress:
    """Open a WordPress; `user` is required, the other options are not."""
    taken = Options(site, options)
    user = taken.text("user")
    status, minutes = taken.choice("status", tuple(_STATUSES)), taken.count("delay_minutes", 60)
    categories, tags, credit = taken.names("categories"), taken.flag("tags"), taken.text("author_credit", "")
    featured = taken.flag("featured_image")
    if not site.url:
        taken.wrong("an address is required")
    if not secret:
        taken.wrong("a credential is required: an application password of that user")
    if ":" in user:
        taken.wrong("“user” must not contain a colon")
    taken.done()
    api = WordPressApi(connected(site, tools, Basic(user, secret)))
    return WordPress(
        site,
        api,
        tools,
        status=status,
        categories=categories,
        tags=tags,
        author_credit=credit,
        delay=timedelta(minutes=minutes),
        featured=featured,
    )


def _identity(receipt: Receipt) -> str:
    if not receipt.remote_id.isdecimal():
        raise Rejected(f"{receipt.remote_id!r} is no id of a WordPress post")
    return receipt.remote_id

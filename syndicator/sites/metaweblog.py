"""Blogs of any age over XML-RPC (metaWeblog): WordPress without its REST API, Movable Type and their many relatives.

The protocol knows no key for a post. A copy is made as a draft, where the site has drafts, under the slug that comes from the
post's key, where it has slugs; then the newest posts are looked through for it, a later one is deleted, and only the first is
made public. `publish` starts with the same look: it takes up what an earlier try left.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import unescape
from urllib.parse import urlsplit

from syndicator.core.article import same_address
from syndicator.core.flavours import Flavour
from syndicator.core.markup import read
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.trials import Measured
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.ports import UNREAD, Page, SiteTools, Upload
from syndicator.sites import specimen
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Named
from syndicator.sites.disk import checked_segment
from syndicator.sites.metaweblog_api import FEATURED, Entry, MetaWeblog
from syndicator.sites.metaweblog_media import Media
from syndicator.sites.options import Options
from syndicator.sites.sameness import as_shown, shows, still_there
from syndicator.sites.specimen import Findings
from syndicator.sites.wordpress_text import as_block, as_words
from syndicator.sites.xml_rpc import LONGEST, Value

_RECENT = 100


class Blog:
    """Posts as `status` ("publish", or "draft" for people of the site), under fixed categories, with tags if asked."""

    flavours = (Flavour.HTML,)
    carries = Carries(canonical=False, noindex=False, images=True)

    def __init__(
        self,
        api: MetaWeblog,
        tools: SiteTools,
        *,
        status: str,
        categories: Sequence[str],
        tags: bool,
        plain_titles: bool,
        featured: bool = False,
    ) -> None:
        self._api = api
        self._tools = tools
        self._publishes = status == "publish"
        self._categories = tuple(categories)
        self._tags = tags
        self._plain_titles = plain_titles
        self._featured = featured
        self._media = Media(api)

    def publish(self, post: Post) -> Receipt:
        """Make the one copy; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        copy = self._first(post) or self._created(post)
        if self._arrived(copy):
            return self._receipt(post, copy)
        return self._receipt(post, self._made_public(post, copy))

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the copy among the newest posts; one that is only a draft did not arrive."""
        copy = self._first(post)
        return self._receipt(post, copy) if copy is not None and self._arrived(copy) else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace the copy's text; its state stays what the site's people made it. Raises Gone for one that was deleted."""
        standing = self._api.entry(receipt.remote_id)
        self._change(post, standing, standing.status, public=standing.status in ("", "publish"))
        return Receipt(receipt.remote_id, receipt.url, post.revision)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # the protocol has no place for a reason
        """Delete the copy and see that readers do not get it; raises RetryLater while they still do."""
        with suppress(Gone):
            self._api.remove(self._api.entry(receipt.remote_id).id)
        answer = self._api.http.ask(receipt.url, anonymous=True)
        if 200 <= answer.status < 300 and shows(answer.body.decode("utf-8", "replace"), post):
            raise RetryLater(f"{receipt.url} is deleted and still shown to readers; a cache of the site may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The public page; raises Gone where there is none, or another post's, and RetryLater while people have to publish it."""
        try:
            page = self._tools.pages.page(receipt.url)
        except Gone:
            if not self._publishes and self._api.entry(receipt.remote_id).draft:
                raise RetryLater(f"{receipt.url} is not public yet: it waits for people of the site") from None
            raise
        return still_there(page, receipt.url, post)

    def find_picture(self, upload: Upload) -> Upload | None:
        """The picture if it is among the newest files; raises OutcomeUnknown where the blog lists none."""
        return self._media.find(upload)

    def upload(self, upload: Upload, data: bytes, alt: str) -> Upload:  # noqa: ARG002  # the protocol has no words for a file
        """Give the blog a picture; raises Rejected where it does not take it."""
        return self._media.add(upload, data)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether endpoint, user and blog are right, and what the site keeps; a specimen draft is made, read and deleted."""
        return self.measure()[0]

    def measure(self) -> tuple[Sequence[tuple[bool, str]], Measured]:
        """The same, with what was measured."""
        found = Findings()
        try:
            found.say(True, f"posts go to {self._api.rpc().endpoint}")
            found.measure(server=self._api.engine)
            names = self._api.blogs()
            found.say(bool(names), f"the user may post to {', '.join(names)}" if names else "the user may post to no blog of the site")
            self._specimen(found)
        except SyndicatorError as error:
            found.say(False, str(error))
        return found.found

    def _specimen(self, found: Findings) -> None:
        content = {"title": specimen.TITLE, "description": as_block(specimen.HTML), "post_status": "draft"}
        identity = self._api.create(content, public=False)
        try:
            found.look(self._api.entry(identity).html)
        finally:
            for _ in range(2):  # into the trash, where there is one, and out of it
                self._api.remove(identity)

    def _standing(self, post: Post) -> list[Entry]:
        """The copies of this post among the newest, the first made at first; known by slug, or where the site has none, by link."""
        ours, entries = re.compile(rf"{re.escape(checked_segment(post.slug))}(?:-\d{{1,3}})?"), self._api.recent()
        return [e for e in entries if (ours.fullmatch(e.slug) if e.slug else _is_copy(e, post))]

    def _first(self, post: Post) -> Entry | None:
        return next(iter(self._standing(post)), None)

    def _arrived(self, copy: Entry) -> bool:
        return not self._publishes or not copy.draft

    def _created(self, post: Post) -> Entry:
        """A new draft that is the first; a later one takes itself away and leaves the first to its maker."""
        content = self._content(post, "draft", "")
        try:
            identity = self._api.create(content, public=False)
        except Gone:  # the image is no more, and the draft was made all the same
            if FEATURED in content and (left := self._first(post)) is not None:
                return left
            raise
        first = self._first(post)
        if first is None:  # a site that lists no drafts: it is known by its id until it is public
            return Entry(identity, "", "", "", "draft", "", str(content.get(FEATURED, "")))
        if first.id != identity:
            self._drop(post, identity)
        return first

    def _made_public(self, post: Post, copy: Entry) -> Entry:
        try:
            self._change(post, copy, "publish", public=True)
        except Gone as error:
            raise RetryLater(f"the draft {copy.id} vanished before it was public: {error}") from error
        except Rejected:
            with suppress(SyndicatorError):  # the refusal is what the caller must hear; a draft left over is seen by nobody
                self._drop(post, copy.id)
            raise
        standing = [entry for entry in self._standing(post) if not entry.draft]
        if standing and standing[0].id != copy.id:
            self._drop(post, copy.id)
            return standing[0]
        return self._api.entry(copy.id)

    def _drop(self, post: Post, identity: str) -> None:
        """Delete a copy of our own making; a wrong id in an answer must not cost another post."""
        with suppress(Gone):
            if _is_copy(self._api.entry(identity), post):
                self._api.remove(identity)

    def _change(self, post: Post, standing: Entry, state: str, *, public: bool) -> None:
        """Replace the text of a copy; an image that is no longer in the site's library is left out. Raises Gone where the copy is none."""
        content = self._content(post, state, standing.featured)
        try:
            self._api.change(standing.id, content, public=public)
        except Gone:
            if not content.pop(FEATURED, ""):
                raise
            self._api.change(standing.id, content, public=public)

    def _content(self, post: Post, state: str, featured: str) -> dict[str, Value]:
        # Without an excerpt a blog makes one of the text, which not every licence lets be shown in part.
        content: dict[str, Value] = {
            "title": post.title if self._plain_titles else as_words(post.title),
            "description": as_block(post.html),
            "mt_excerpt": as_words(post.excerpt or f"From {post.publisher}."),
            "wp_slug": checked_segment(post.slug),
        }
        content |= {"post_status": state} if state else {}
        first = next((p.number for p in post.pictures if p.number.isdecimal()), "")
        if (
            self._featured and first != featured
        ):  # "" takes an earlier one away; the same once more is a 404 of WordPress, after all is done
            content[FEATURED] = first
        content |= {"categories": list(self._categories)} if self._categories else {}
        words = [re.sub(r"[,<>&]+", " ", tag).strip() for tag in post.tags] if self._tags else []
        return content | ({"mt_keywords": ", ".join(dict.fromkeys(filter(None, words)))} if any(words) else {})

    def _receipt(self, post: Post, copy: Entry) -> Receipt:
        same = as_shown(copy.html) == as_shown(as_block(post.html)) and unescape(copy.title) == post.title
        return Receipt(copy.id, copy.link, post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Blog:
    """Open a blog; `user` is required, its password the credential. `endpoint` is found where it is not given."""
    taken = Options(site, options)
    user, blog, endpoint = taken.text("user"), taken.text("blog", "0"), taken.text("endpoint", "")
    status, recent = taken.choice("status", ("publish", "draft")), taken.count("recent", _RECENT)
    categories, tags, plain = taken.names("categories"), taken.flag("tags"), taken.flag("plain_titles")
    featured = taken.flag("featured_image")
    if not site.url:
        taken.wrong("an address is required")
    if not secret:
        taken.wrong("a credential is required: the password of that user, or an application password")
    if endpoint and urlsplit(endpoint)[:2] != urlsplit(site.url)[:2]:
        taken.wrong(f"“endpoint” must be an address of the site's own host, not {endpoint!r}")
    taken.done()
    http = connected(site, tools, Named({}, (secret or UNREAD,)), size=LONGEST)
    api = MetaWeblog(http, user, secret, blog=blog, endpoint=endpoint, recent=recent)
    names = tuple(map(str, categories))
    return Blog(api, tools, status=status, categories=names, tags=tags, plain_titles=plain, featured=featured)


def _is_copy(entry: Entry, post: Post) -> bool:
    """Whether a post shows the copy: its link to the original, or where the article has none, its title."""
    if not post.original_url:
        return unescape(entry.title) == post.title
    return any(same_address(link.href) == same_address(post.original_url) for link in read(entry.html).links)

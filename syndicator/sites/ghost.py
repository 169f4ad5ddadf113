"""Ghost over its Admin API: texts travel in an HTML card, so that nothing of them is lost.

Ghost has no idempotent create: an equal slug silently becomes `slug-2`. So a copy is made as a draft under the slug that
comes from the post's key, and made public only where it was given that very slug, which is unique in Ghost's database.
Ghost adds `?ref=HOST` to every link of a public page (its setting “outbound link tagging”); the links lead where they led,
so a page is read back without it.
"""

from collections.abc import Mapping, Sequence

from syndicator.core.article import same_address
from syndicator.core.flavours import Flavour
from syndicator.core.pictures import captioned
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.trials import Measured
from syndicator.errors import Gone, RetryLater
from syndicator.ports import UNREAD, Page, SiteTools, Upload
from syndicator.sites.connecting import connected
from syndicator.sites.disk import checked_segment
from syndicator.sites.ghost_api import Copy, GhostApi, GhostKey, is_key
from syndicator.sites.ghost_check import NOINDEX, check
from syndicator.sites.ghost_images import Images
from syndicator.sites.options import Options
from syndicator.sites.sameness import as_shown, shows

CARRIES = Carries(title_characters=255, images=True)
_EXCERPT = 300
_ALT = 191  # characters of the alternative text of the feature image
_CARD = "<!--kg-card-begin: html-->\n{}\n<!--kg-card-end: html-->"


class Ghost:
    """Posts as `status` ("published", or "draft" for an editor of the site), with fixed `labels`, and the article's tags if asked.

    `author` is the e-mail address of the staff user whose name the site shows; "" for the site's owner.
    """

    flavours = (Flavour.HTML,)
    carries = CARRIES

    def __init__(
        self,
        site: Site,
        api: GhostApi,
        tools: SiteTools,
        *,
        status: str,
        labels: Sequence[str],
        tags: bool,
        author: str,
        featured: bool = False,
    ) -> None:
        self._site = site
        self._api = api
        self._tools = tools
        self._status = status
        self._labels = tuple(labels)
        self._tags = tags
        self._author = author
        self._featured = featured
        self._images = Images(api)

    def publish(self, post: Post) -> Receipt:
        """Make the one public copy; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        slug = checked_segment(post.slug)
        copy = self._api.by_slug(slug) or self._created(post)
        if self._arrived(copy):
            return self._receipt(post, copy)
        return self._receipt(post, self._api.change(copy, self._payload(post) | {"status": self._status}), sent=True)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the copy that arrived; a draft that a cut-off try left is none, and is taken up by `publish`."""
        copy = self._api.by_slug(checked_segment(post.slug))
        return self._receipt(post, copy) if copy is not None and self._arrived(copy) else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace the copy's text; its state stays what the site's people made it. Raises Gone for one that was deleted."""
        return self._receipt(post, self._api.change(self._api.copy(receipt.remote_id), self._payload(post)), sent=True)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # Ghost shows no reason anywhere
        """Delete the copy and see that readers do not get it; raises RetryLater while they still do."""
        self._api.remove(receipt.remote_id)
        answer = self._api.http.ask(receipt.url, anonymous=True)
        if 200 <= answer.status < 300 and shows(self._api.untagged(answer.body.decode("utf-8", "replace")), post):
            raise RetryLater(f"{receipt.url} is deleted and still shown to readers; a cache of the site may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:  # noqa: ARG002  # the port hands the post to every kind
        """The public page, its links without Ghost's `ref`; raises Gone where there is none, RetryLater while it waits for an editor."""
        try:
            page = self._tools.pages.page(receipt.url)
        except Gone:
            copy = self._api.copy(receipt.remote_id)  # raises Gone where it does not exist
            if copy.status in (self._status, "scheduled") and copy.status != "published":
                raise RetryLater(f"{receipt.url} is not public yet: it waits as “{copy.status}” for an editor of the site") from None
            raise
        if same_address(page.url) != same_address(receipt.url) and self._api.copy(receipt.remote_id).url != page.url:
            raise Gone(f"{receipt.url} now leads to {page.url}")
        return Page(url=page.url, html=self._api.untagged(page.html))

    def find_picture(self, upload: Upload) -> Upload | None:
        """The picture if it is where Ghost would have put it."""
        return self._images.find(upload, self._tools.now())

    def upload(self, upload: Upload, data: bytes, alt: str) -> Upload:  # noqa: ARG002  # Ghost keeps no words with a picture
        """Give Ghost a picture; raises Rejected where it does not take it."""
        return self._images.add(upload, data)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, key, author and rendering are right; a specimen is saved as a draft, read as a reader would, and deleted."""
        return self.measure()[0]

    def measure(self) -> tuple[Sequence[tuple[bool, str]], Measured]:
        """The same, with what was measured."""
        return check(self._api, self._author, _CARD, self._tools.now()).found

    def _arrived(self, copy: Copy) -> bool:
        return self._status == "draft" or copy.status != "draft"

    def _created(self, post: Post) -> Copy:
        made = self._api.create(self._payload(post) | {"slug": post.slug, "status": "draft"})
        if made.slug == post.slug:
            return made
        self._api.remove(made.id)
        raise RetryLater(f"{self._api.http.base} gave the copy the address “{made.slug}”: something else holds “{post.slug}”")

    def _payload(self, post: Post) -> dict[str, object]:
        # Without an excerpt Ghost shows the beginning of the text, which not every licence lets be shown in part; and
        # without a visibility it takes the site's default, which may be a paywall.
        tags = (*self._labels, *(post.tags if self._tags else ()))
        payload: dict[str, object] = {
            "title": post.title,
            "html": _CARD.format(post.html),
            "custom_excerpt": _shortened(post.excerpt or f"From {post.publisher}."),
            "canonical_url": post.canonical or None,
            "codeinjection_head": NOINDEX if post.noindex else None,
            "visibility": "public",
            "tags": [{"name": name} for name in dict.fromkeys(tag.strip().lstrip("#")[:191].strip() for tag in tags) if name],
        }
        payload |= _featured(post) if self._featured else {}
        return payload | ({"authors": [{"email": self._author}]} if self._author else {})

    def _receipt(self, post: Post, copy: Copy, *, sent: bool = False) -> Receipt:
        """The receipt; unless it was `sent` just now, the revision is known only when readers would be shown the same."""
        same = sent or (as_shown(copy.html) == as_shown(post.html) and copy.title == post.title)
        return Receipt(copy.id, copy.url, post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Ghost:
    """Open a Ghost; its credential is an Admin API key. `admin`, `status` and the rest need not be given."""
    taken = Options(site, options)
    status = taken.choice("status", ("published", "draft"))
    labels, tags, author = taken.names("labels"), taken.flag("tags"), taken.text("author", "")
    admin, featured = taken.text("admin", ""), taken.flag("featured_image")
    if not site.url:
        taken.wrong("an address is required")
    if secret != UNREAD and not is_key(secret):
        taken.wrong("a credential is required: the Admin API key of a custom integration, ID:SECRET")
    taken.done()
    http = connected(site, tools, GhostKey(secret), admin)
    names = tuple(map(str, labels))
    return Ghost(site, GhostApi(http, site.url), tools, status=status, labels=names, tags=tags, author=author, featured=featured)


def _featured(post: Post) -> dict[str, object]:
    """The first picture that goes along as the feature image, with the caption that credits it; nothing takes an earlier one away."""
    first = next((picture for picture in post.pictures if picture.place), None)
    if first is None:
        return dict.fromkeys(("feature_image", "feature_image_alt", "feature_image_caption"))
    caption = captioned(post.html, first.place)
    return {"feature_image": first.place, "feature_image_alt": first.alt[:_ALT] or None, "feature_image_caption": caption or None}


def _shortened(text: str) -> str:
    """At most as much as Ghost takes for an excerpt, cut at a word."""
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 2].rpartition(' ')[0] or text[: _EXCERPT - 2]} …"

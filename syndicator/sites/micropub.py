"""Micropub (W3C Recommendation, 23 May 2017): posts by anybody's IndieWeb site, found by the links of its front page.

Micropub has no idempotent create, and no way of asking that every server knows. So a copy asks for the slug that comes from
its key (`mp-slug`), and is looked for where the site would show it (the option `permalink`), or else in the server's list
of posts (`q=source`, an extension). A copy that came out as a second one is deleted.
"""

import re
from collections.abc import Mapping, Sequence

from syndicator.core.article import same_address
from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.ports import Page, SiteTools, Upload
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Bearer
from syndicator.sites.disk import checked_segment
from syndicator.sites.micropub_api import Entry, MicropubApi, NoMedia
from syndicator.sites.micropub_media import Media
from syndicator.sites.options import Options
from syndicator.sites.sameness import as_shown, shows, still_there

_SLUG = "{slug}"
_OURS = re.compile(r"-[0-9a-f]{12}(?:-\d+)?/?$")  # how core.post.post_slug ends


class Micropub:
    """Posts h-entries; `permalink` is where the site shows them, with `{slug}` for the slug ("": they are looked for in a list)."""

    flavours = (Flavour.HTML,)
    carries = Carries(canonical=False, noindex=False, images=True)

    def __init__(self, site: Site, api: MicropubApi, tools: SiteTools, *, permalink: str, tags: bool, featured: bool = False) -> None:
        self._site = site
        self._api = api
        self._tools = tools
        self._permalink = permalink
        self._tags = tags
        self._featured = featured
        self._media = Media(api)

    def publish(self, post: Post) -> Receipt:
        """Make the one copy; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        standing = self.find(post)
        if standing is not None:
            return standing
        if self._permalink and self._revived(post):
            return Receipt(self._expected(post), self._expected(post), post.revision)
        return self._settled(post, self._api.create({**self._properties(post), "mp-slug": [checked_segment(post.slug)]}))

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the copy that stands; raises Rejected where the server cannot be asked and no `permalink` is known."""
        if self._permalink:
            return self._at_its_address(post)
        found = self._listed(post)
        return self._receipt(post, found[0]) if found else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace what the copy says; raises Gone for one that does not stand."""
        if self._api.public(_address(receipt)) is None:
            raise Gone(f"{receipt.url} is not there")
        moved = self._api.replace(receipt.remote_id, self._properties(post))
        return Receipt(moved or receipt.remote_id, moved or receipt.url, post.revision)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # Micropub has no place for a reason
        """Delete the copy and see that readers do not get it; raises RetryLater while they still do."""
        html = self._api.public(_address(receipt))
        if html is None or not shows(html, post):
            return
        self._api.delete(receipt.remote_id)
        html = self._api.public(receipt.url)
        if html is not None and shows(html, post):
            raise RetryLater(f"{receipt.url} is deleted and still shown to readers; a cache of the site may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The public page; raises Gone where there is none, or another one."""
        page = self._tools.pages.page(receipt.url)
        return still_there(page, receipt.url, post)

    def find_picture(self, upload: Upload) -> Upload | None:
        """The picture if the media endpoint lists it under its name; raises OutcomeUnknown where that cannot be told."""
        return self._media.find(upload)

    def upload(self, upload: Upload, data: bytes, alt: str) -> Upload:  # noqa: ARG002  # the words stand with the post
        """Give the media endpoint a picture; raises Rejected where there is none, or it does not take it."""
        return self._media.add(upload, data)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether endpoint and token are right, and whether copies can be found again; nothing is posted, drafts being an extension."""
        lines: list[tuple[bool, str]] = []
        try:
            lines.append((True, f"the Micropub endpoint is {self._api.endpoint()}"))
            self._api.config()
            lines.append((True, "the token is accepted; what it may do shows with the first post"))
            if self._permalink:
                lines.append((True, f"copies are looked for at {self._permalink}"))
            else:
                self._api.entries()
                lines.append((True, "copies are looked for in the server's list of posts"))
            lines.append((True, self._about_pictures()))
        except SyndicatorError as error:
            lines.append((False, str(error)))
        return lines

    def _about_pictures(self) -> str:
        try:
            return f"pictures are given to {self._api.media()[0]}"
        except NoMedia as error:
            return f"copies go without pictures: {error}"

    def _expected(self, post: Post) -> str:
        return self._permalink.replace(_SLUG, checked_segment(post.slug))

    def _at_its_address(self, post: Post) -> Receipt | None:
        """What the site shows there, or holds there; a page that is neither may stand before the copy, and says nothing."""
        url = self._expected(post)
        html = self._api.public(url)
        if html is None:
            return None
        entry = self._api.source(url)
        if not entry.name and not shows(html, post):
            raise RetryLater(f"{url} shows something that is not the copy")
        return self._receipt(post, entry)

    def _listed(self, post: Post) -> list[Entry]:
        """The copies in the server's list, in an order that everybody who asks agrees on.

        A server that makes its own slugs is known by an address that names no copy of ours: there, title and link tell.
        """
        entries, slug = self._api.entries(), re.escape(post.slug)
        named = [entry for entry in entries if re.search(rf"/{slug}(?:-\d+)?/?$", entry.url)]
        alike = [e for e in entries if not _OURS.search(e.url) and e.name == post.title and shows(e.html, post)]
        return sorted(named or alike, key=lambda entry: (len(entry.url), entry.url))

    def _revived(self, post: Post) -> bool:
        """Bring back a copy that was deleted at its expected address, with the words it should have; False where none was."""
        if not self._api.was_deleted(self._expected(post)) or not self._api.undelete(self._expected(post)):
            return False
        self._api.replace(self._expected(post), self._properties(post))
        return True

    def _settled(self, post: Post, url: str) -> Receipt:
        """The one copy: where another one came first, ours goes."""
        if self._permalink:
            expected = self._expected(post)
            html = None if same_address(url) == same_address(expected) else self._api.public(expected)
            first = expected if html is not None and shows(html, post) else url
        else:
            first = next((entry.url for entry in self._listed(post)), url)
        if same_address(first) != same_address(url):
            self._api.delete(url)
            return Receipt(first, first)
        return Receipt(url, url, post.revision)

    def _properties(self, post: Post) -> dict[str, object]:
        tags = [tag.strip() for tag in post.tags if tag.strip()] if self._tags else []
        properties: dict[str, object] = {"name": [post.title], "content": [{"html": post.html}]}
        properties |= {"summary": [post.excerpt]} if post.excerpt else {}
        if self._featured:  # none takes an earlier one away
            properties["photo"] = [{"value": p.place, "alt": p.alt} for p in post.pictures if p.place][:1]
        properties |= {"published": [post.published.isoformat()]} if post.published else {}
        return properties | ({"category": list(dict.fromkeys(tags))} if tags else {})

    def _receipt(self, post: Post, entry: Entry) -> Receipt:
        """The receipt; the revision is known where the list of posts tells the very words."""
        same = entry.name == post.title and as_shown(entry.html) == as_shown(post.html)
        return Receipt(entry.url, entry.url, post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Micropub:
    """Open a Micropub site; its credential is an access token. no option need be given."""
    taken = Options(site, options)
    endpoint, permalink, tags = taken.text("endpoint", ""), taken.text("permalink", ""), taken.flag("tags")
    featured = taken.flag("featured_image")
    if not site.url:
        taken.wrong("an address is required")
    if not secret:
        taken.wrong("a credential is required: an access token of the site, with the scopes create, update and delete")
    if permalink and (_SLUG not in permalink or not permalink.startswith(("https://", "http://"))):
        taken.wrong(f"“permalink” must be an address with {_SLUG} in it, like https://example.org/notes/{_SLUG}")
    taken.done()
    reader = connected(site, tools)
    api = MicropubApi(reader, endpoint, lambda found: connected(site, tools, Bearer(secret), found))
    if endpoint:
        api.endpoint()  # its address is a setting, and told as one
    return Micropub(site, api, tools, permalink=permalink, tags=tags, featured=featured)


def _address(receipt: Receipt) -> str:
    if not receipt.remote_id.startswith(("https://", "http://")):
        raise Rejected(f"{receipt.remote_id!r} is no address of a post")
    return receipt.url

"""Drupal over the JSON:API of its core: one node a copy, under a UUID that comes from the post, so that the site takes it once.

A node that this program unpublished carries a mark in its source (a comment that no text format shows): it may be published
again, what people of the site unpublished may not.
"""

import uuid
from collections.abc import Mapping, Sequence
from html import escape

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.core.trials import Measured
from syndicator.errors import Gone, Rejected, RetryLater, SyndicatorError
from syndicator.ports import UNREAD, Page, SiteTools, Upload
from syndicator.sites import specimen
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Basic, Credential
from syndicator.sites.drupal_api import DrupalApi, Node, Taken, standing
from syndicator.sites.drupal_files import Files, used
from syndicator.sites.drupal_login import ClientToken
from syndicator.sites.options import Options
from syndicator.sites.sameness import shows, still_there
from syndicator.sites.specimen import Findings

_NAMES = uuid.UUID("6b1f4b6e-7f2c-5b0e-9d43-0a3f5f3c7c11")  # of the posts' keys (RFC 9562 §5.5)
_MARK = "<!-- syndicator: withdrawn -->"
_STATES = {True: "published", False: "draft", None: "archived"}  # of the core's editorial workflow; None: withdrawn


class Drupal:
    """Posts as `status` ("publish", or "draft" for people of the site), in a text format; `moderated` where the type has a workflow."""

    flavours = (Flavour.HTML,)
    carries = Carries(title_characters=255, canonical=False, noindex=False, images=True, once=Once.EXACT)

    def __init__(
        self,
        api: DrupalApi,
        tools: SiteTools,
        files: Files,
        *,
        body: str,
        format_name: str,
        summary: bool,
        status: str,
        moderated: bool,
        keeps: bool,
        featured: bool,
    ) -> None:
        self._api = api
        self._tools = tools
        self._files = files
        self._body = body
        self._format = format_name
        self._summary = summary
        self._publishes = status == "publish"
        self._moderated = moderated
        self._keeps = keeps  # a withdrawn copy is unpublished, not deleted
        self._featured = featured

    def publish(self, post: Post) -> Receipt:
        """Make the one node; raises OutcomeUnknown when an answer was lost (then `find`, and publish again)."""
        name = _name(post)
        try:
            return self._receipt(
                post, self._api.create(name, self._attributes(post, public=self._publishes), self._relations(post)), sent=True
            )
        except Taken as error:
            node = standing(self._api, name)
            if node is None:
                raise RetryLater(f"{self._api.http.base} says that it has the copy, and shows none: {error}") from error
        if _withdrawn(node):
            return self._receipt(
                post, self._api.change(name, self._attributes(post, public=self._publishes), self._relations(post)), sent=True
            )
        return self._receipt(post, node)

    def find(self, post: Post) -> Receipt | None:
        """The receipt of the node, also of one that people of the site unpublished: it must not come again."""
        node = standing(self._api, _name(post))
        return self._receipt(post, node) if node is not None and not _withdrawn(node) else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Replace title and text; the state stays what people made of it. Raises Gone for one that is not public any more."""
        self._there(receipt)
        return self._receipt(post, self._api.change(_identity(receipt), self._attributes(post), self._relations(post)), sent=True)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # Drupal's log of revisions may not be ours to write
        """Delete or unpublish the node and see that readers do not get it; raises RetryLater while they still do."""
        name = _identity(receipt)
        if not self._keeps:
            self._api.remove(name)
        elif (node := standing(self._api, name)) is not None and not _withdrawn(node):
            state = self._state(None if self._moderated else False)
            self._api.change(name, {self._body: self._text(f"{node.raw}{_MARK}"), **state})
        answer = self._api.http.ask(receipt.url, anonymous=True)
        if 200 <= answer.status < 300 and shows(answer.body.decode("utf-8", "replace"), post):
            raise RetryLater(f"{receipt.url} is withdrawn and still shown to readers; a cache of the site may hold it")

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        """The public page; raises Gone where it is not public, and RetryLater while people of the site have to publish it."""
        self._there(receipt, awaited=True)
        page = self._tools.pages.page(receipt.url)
        return still_there(page, receipt.url, post)

    def find_picture(self, upload: Upload) -> Upload | None:
        """The picture if the site lists it; raises OutcomeUnknown where that cannot be told."""
        return self._files.find(upload)

    def upload(self, upload: Upload, data: bytes, alt: str) -> Upload:  # noqa: ARG002  # a file has no words; its image in the text has
        """Give the site a picture; raises Rejected where the image field does not take it."""
        return self._files.add(upload, data)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address, credential and rights are right, and what the text format keeps; an unpublished specimen is made and deleted."""
        return self.measure()[0]

    def measure(self) -> tuple[Sequence[tuple[bool, str]], Measured]:
        """The same, with what was measured."""
        found = Findings()
        try:
            self._api.look()
            found.measure(server=self._api.software(), title_characters=self.carries.title_characters)
            found.say(True, f"{self._api.http.base} answers with a JSON:API and has the content type")
            self._specimen(found)
        except SyndicatorError as error:
            found.say(False, str(error))
        return found.found

    def _specimen(self, found: Findings) -> None:
        name = str(uuid.uuid5(_NAMES, f"specimen {self._tools.now().isoformat()}"))
        attributes = {"title": specimen.TITLE, self._body: self._text(specimen.HTML, "A specimen."), **self._state(False)}
        try:
            self._api.create(name, attributes)
            shown = self._api.node(name).shown
        finally:
            self._api.remove(name)
        found.say(True, f"the user may create and delete content, and use the text format “{self._format}”")
        found.look(shown)

    def _there(self, receipt: Receipt, *, awaited: bool = False) -> Node:
        """The node while it stands; one that waits for people of the site is Gone to nobody, and not yet there to readers."""
        node = self._api.node(_identity(receipt))
        if node.public or (not self._publishes and not _withdrawn(node) and not awaited):
            return node
        if self._publishes or _withdrawn(node):
            raise Gone(f"{receipt.url} was unpublished")
        raise RetryLater(f"{receipt.url} is not public yet: it waits for people of the site")

    def _attributes(self, post: Post, *, public: bool | None = None) -> dict[str, object]:
        # Without a summary Drupal makes one of the text, which not every licence lets be shown in part.
        text = self._text(used(post.html, post.pictures), escape(post.excerpt or f"From {post.publisher}."))
        attributes: dict[str, object] = {"title": " ".join(post.title.split()), self._body: text}
        return attributes | (self._state(public) if public is not None else {})

    def _relations(self, post: Post) -> dict[str, object]:
        return self._files.featured(post.pictures) if self._featured else {}

    def _text(self, html: str, summary: str = "") -> dict[str, str]:
        return {"value": html, "format": self._format} | ({"summary": summary} if self._summary and summary else {})

    def _state(self, public: bool | None) -> dict[str, object]:
        return {"moderation_state": _STATES[public]} if self._moderated else {"status": bool(public)}

    def _receipt(self, post: Post, node: Node, *, sent: bool = False) -> Receipt:
        same = sent or (node.raw == used(post.html, post.pictures) and node.title == " ".join(post.title.split()))
        return Receipt(node.uuid, f"{self._api.http.base}node/{node.number}", post.revision if same else "")


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Drupal:
    """Open a Drupal; either `user` (the credential is the password) or `client` (the secret of an OAuth client) is required."""
    taken = Options(site, options)
    user, client = taken.text("user", ""), taken.text("client", "")
    bundle, body, root = taken.text("type", "article"), taken.text("body", "body"), taken.text("api", "jsonapi").strip("/")
    format_name, summary = taken.text("format", "basic_html"), taken.flag("summary", default=True)
    status, moderated = taken.choice("status", ("publish", "draft")), taken.flag("moderated")
    image, featured = taken.text("image", "field_image"), taken.flag("featured_image")
    removal = taken.choice("withdrawal", ("delete", "unpublish"))
    if bool(user) == bool(client):
        taken.wrong("one of “user” and “client” is required, and not both")
    if not site.url:
        taken.wrong("an address is required")
    if not secret:
        taken.wrong("a credential is required: the password of that user, or the secret of that client")
    for name, value in (("type", bundle), ("body", body), ("image", image), ("api", root)):
        if not value.replace("/", "").replace("-", "_").isidentifier():
            taken.wrong(f"“{name}” must be a machine name, not {value!r}")
    taken.done()
    auth: Credential = Basic(user, secret) if user else ClientToken("", client=client, secret=secret or UNREAD)
    api = DrupalApi(connected(site, tools, auth), tools.now, root=root, bundle=bundle, body=body)
    return Drupal(
        api,
        tools,
        Files(api, image),
        body=body,
        format_name=format_name,
        summary=summary,
        status=status,
        moderated=moderated,
        keeps=removal == "unpublish",
        featured=featured,
    )


def _name(post: Post) -> str:
    """The UUID that a copy has before it is made."""
    return str(uuid.uuid5(_NAMES, post.key))


def _withdrawn(node: Node) -> bool:
    return not node.public and node.raw.endswith(_MARK)


def _identity(receipt: Receipt) -> str:
    try:
        return str(uuid.UUID(receipt.remote_id))
    except ValueError as error:
        raise Rejected(f"{receipt.remote_id!r} is no id of a Drupal node") from error

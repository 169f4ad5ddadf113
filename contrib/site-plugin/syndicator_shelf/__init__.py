"""Shelves: `PUT address/copies/SLUG` lays a copy there, `GET` shows it to readers, `DELETE` takes it away.

The address of a copy comes from the post's slug, which never changes: whoever puts it there twice has put it there once.
"""

from collections.abc import Mapping, Sequence

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, OutcomeUnknown, SyndicatorError
from syndicator.ports import UNREAD, Page, SiteTools
from syndicator.sites.bare import bare_page
from syndicator.sites.client import HttpClient
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Bearer
from syndicator.sites.json_api import text_of, was_read, was_written
from syndicator.sites.options import Options


class Shelf:
    """Puts copies on the shelf `name`."""

    flavours = (Flavour.HTML,)
    carries = Carries(title_characters=500, once=Once.EXACT)

    def __init__(self, http: HttpClient, tools: SiteTools, name: str) -> None:
        self._http = http
        self._tools = tools
        self._name = name

    def publish(self, post: Post) -> Receipt:
        """Lay the copy there."""
        return self._put(post)

    def find(self, post: Post) -> Receipt | None:
        """The copy that lies there, with the revision that was noted on it."""
        answer = self._http.ask(self._about(post))
        if answer.status == 404:
            return None
        return Receipt(post.slug, self._address(post), text_of(was_read(self._http, answer), "revision"))

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        """Lay the corrected copy over it; raises Gone where none lies."""
        if self.find(post) is None:
            raise Gone(f"{receipt.url} does not lie on the shelf any more")
        return self._put(post)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002  # the address comes from the post
        """Take it away; done twice it succeeds."""
        answer = self._http.tell("DELETE", self._address(post), {"why": why})
        if answer.status != 404:
            self._http.accept(answer, wrote=True)

    def read_back(self, post: Post, receipt: Receipt) -> Page:  # noqa: ARG002
        """The page as any reader gets it; raises Gone where it is not."""
        return self._tools.pages.page(receipt.url)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether address and credential are right; nothing is laid anywhere."""
        try:
            label = text_of(was_read(self._http, self._http.ask(f"{self._http.base}about")), "label")
        except SyndicatorError as error:
            return [(False, str(error))]
        return [(True, f"the shelf is “{label}”")]

    def _put(self, post: Post) -> Receipt:
        html = bare_page(post.title, post.html, language=post.language, canonical=post.canonical, noindex=post.noindex)
        answer = self._http.tell("PUT", self._address(post), payload={"html": html, "revision": post.revision})
        if was_written(self._http, answer, "revision") != post.revision:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with another copy")
        return Receipt(post.slug, self._address(post), post.revision)

    def _address(self, post: Post) -> str:
        return f"{self._http.base}{self._name}/{post.slug}"

    def _about(self, post: Post) -> str:
        return f"{self._address(post)}/revision"


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Shelf:
    """Open a shelf; its credential is a token. `name` need not be given."""
    taken = Options(site, options)
    name = taken.text("name", "copies")
    if not secret:
        taken.wrong("a credential is required: the shelf's token")
    taken.done()
    return Shelf(connected(site, tools, Bearer(secret or UNREAD)), tools, name)

"""The metaWeblog API in its own words (xmlrpc.com/metaWeblogApi.html, and what WordPress and Movable Type added to it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from syndicator.core import xmltree
from syndicator.core.markup import read
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.answers import short
from syndicator.sites.client import HttpClient
from syndicator.sites.xml_rpc import Value, XmlRpc

FEATURED = "wp_post_thumbnail"
_ENDPOINT = "set the option “endpoint” to the address of its XML-RPC (often /xmlrpc.php)"


@dataclass(frozen=True, slots=True)
class Entry:
    """A post as the site tells it; `slug`, `status` and `featured` (the number of an image) are "" where it has none or does not say."""

    id: str
    title: str
    html: str
    slug: str
    status: str
    link: str
    featured: str = ""

    @property
    def draft(self) -> bool:
        """Whether the site says that nobody was meant to see it yet."""
        return self.status in ("draft", "auto-draft")


class MetaWeblog:
    """Speaks for one user of one blog; finds its endpoint once, by what the front page names (RSD 1.0)."""

    def __init__(self, http: HttpClient, user: str, password: str, *, blog: str, endpoint: str, recent: int) -> None:
        self.http = http
        self.engine = ""  # the name the site gives its own software
        self._who = (user, password)
        self._blog = blog
        self._endpoint = endpoint
        self._recent = str(recent)
        self._rpc: XmlRpc | None = None

    def rpc(self) -> XmlRpc:
        """The endpoint; raises Rejected where the site names none, or one of another host, which must not get the password."""
        if self._rpc is None:
            address = self._endpoint or self._discovered()
            if urlsplit(address)[:2] != urlsplit(self.http.base)[:2]:
                raise Rejected(f"{self.http.base} names an endpoint of another host ({short(address)})", _ENDPOINT)
            self._rpc = XmlRpc(self.http, address)
        return self._rpc

    def blogs(self) -> list[str]:
        """The names of the blogs that the user may post to."""
        found = self.rpc().ask("blogger.getUsersBlogs", "", *self._who)
        return [str(one.get("blogName", "")) for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def recent(self) -> list[Entry]:
        """The newest posts, as many as are looked through, the oldest first."""
        found = self.rpc().ask("metaWeblog.getRecentPosts", self._blog, *self._who, self._recent)
        if not isinstance(found, list):
            raise RetryLater(f"{self.http.base}: the list of posts is no list")
        entries = [entry for entry in map(_entry, found) if entry is not None]
        return sorted(entries, key=lambda entry: int(entry.id)) if all(entry.id.isdecimal() for entry in entries) else entries[::-1]

    def entry(self, identity: str) -> Entry:
        """One post; raises Gone where there is none, or it lies in the trash."""
        entry = _entry(self.rpc().ask("metaWeblog.getPost", identity, *self._who))
        if entry is None or entry.id != identity:
            raise RetryLater(f"{self.http.base}: the answer about post {identity} cannot be read")
        if entry.status == "trash":
            raise Gone(f"{self.http.base}: post {identity} lies in the trash")
        return entry

    def create(self, content: Mapping[str, Value], *, public: bool) -> str:
        """A new post; its id."""
        made = self.rpc().tell("metaWeblog.newPost", self._blog, *self._who, content, public)
        if not isinstance(made, str) or not made.strip():
            raise OutcomeUnknown(f"{self.http.base}: metaWeblog.newPost answered with something that is no id")
        return made.strip()

    def change(self, identity: str, content: Mapping[str, Value], *, public: bool) -> None:
        """Other contents for a post; raises Gone where there is none."""
        self.rpc().tell("metaWeblog.editPost", identity, *self._who, content, public)

    def remove(self, identity: str) -> None:
        """Delete a post, or put it into the trash, and what lies there away for good; one that is not there is success."""
        try:
            self.rpc().tell("blogger.deletePost", "", identity, *self._who, True)
        except Gone:
            return

    def files(self) -> list[Mapping[str, object]]:
        """The newest files of the library, the newest first (a method of WordPress); raises Refused where it is not to be asked."""
        found = self.rpc().ask("wp.getMediaLibrary", self._blog, *self._who, {"number": self._recent})
        if not isinstance(found, list):
            raise RetryLater(f"{self.http.base}: the list of files is no list")
        return [one for one in found if isinstance(one, dict)]

    def add_file(self, name: str, kind: str, data: bytes) -> Mapping[str, object]:
        """A new file; what the site tells of it."""
        made = self.rpc().tell("metaWeblog.newMediaObject", self._blog, *self._who, {"name": name, "type": kind, "bits": data})
        return made if isinstance(made, dict) else {}

    def _discovered(self) -> str:
        """The API's address in the description that the front page links (rel=EditURI)."""
        page = self.http.accept(self.http.ask(self.http.base, anonymous=True), wrote=False)
        links = read(page.body.decode("utf-8", "replace")).declared("edituri")
        if not links:
            raise Rejected(f"{self.http.base} names no address to post to", _ENDPOINT)
        answer = self.http.accept(self.http.ask(urljoin(self.http.base, links[0]), anonymous=True), wrote=False)
        root = xmltree.read(answer.body.decode("utf-8", "replace").lstrip())
        nodes = list(xmltree.below(root)) if root is not None else []
        self.engine = next((short(node.text) for node in nodes if node.name == "engineName"), "")
        found = {node.attributes.get("name", "").lower(): node.attributes.get("apiLink", "") for node in nodes if node.name == "api"}
        if not found.get("metaweblog"):
            raise Rejected(f"{self.http.base} does not speak metaWeblog", _ENDPOINT)
        return urljoin(self.http.base, found["metaweblog"])


def _entry(value: object) -> Entry | None:
    told = value if isinstance(value, dict) else {}
    identity = str(told.get("postid") or "").strip()
    if not identity:
        return None

    def said(name: str) -> str:
        text = told.get(name)
        return text if isinstance(text, str) else ""

    link = said("permaLink") or said("link")
    featured = str(told.get(FEATURED) or "")  # a number, 0 for none
    return Entry(identity, said("title"), said("description"), said("wp_slug"), said("post_status"), link, featured)

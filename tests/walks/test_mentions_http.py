"""Webmention from the settings to a publisher that takes them, over real sockets, by the daemon's own passes."""

from pathlib import Path
from urllib.parse import parse_qs

from syndicator.daemon import once
from syndicator.settings import load
from syndicator.stores import open_store
from tests.live import killing
from tests.sites.serving import Reply, Request, as_page
from tests.sites.wordpress_fake import FakeWordPress

CONFIG = """
data = "data"
[fetch]
contact = "desk@riverside.example"
allow_private = ["127.0.0.1"]
[[source]]
id = "locks"
feed = "{press}feed"
publisher = "The Lock Keeper"
publisher_url = "{press}"
on_first_poll = "latest:2"
terms = "none"
[[site]]
id = "plaza"
kind = "wordpress"
address = "{site}"
use = "community"
credential = {{ text = "abcd efgh ijkl mnop" }}
options = {{ user = "desk" }}
{mention}
[[route]]
sources = ["*"]
sites = ["*"]
"""


class Press(killing.Press):
    """Each article names where it takes Webmentions; that receiver looks for the link before it believes one."""

    def reply(self, request: Request) -> Reply:
        if request.route.startswith("/in"):
            return Reply(202)
        if request.route.startswith("/locks/"):
            return as_page(200, '<link rel="webmention" href="/in?for=locks"><p>News of the canal.</p>')
        return super().reply(request)

    def mentions(self) -> list[dict[str, list[str]]]:
        return [parse_qs(request.body.decode()) for request in self.requests if request.method == "POST"]


def settings(folder: Path, press: Press, site: FakeWordPress, mention: str):
    file = folder / "syndicator.toml"
    file.write_text(CONFIG.format(press=press.url, site=site.url, mention=mention))
    return load(file, {})


def test_the_publisher_hears_of_each_copy_once(tmp_path: Path):
    """Two articles, two passes, two calls: each with the copy's public address and the original's."""
    with Press() as press, FakeWordPress() as site:
        found = settings(tmp_path, press, site, "webmention = true")
        for _ in range(2):
            assert [] == [problem for tally in once(found).values() for problem in tally.problems]
        store = open_store(tmp_path / "data" / "syndicator.sqlite")
        copies = {row.stored.receipt.url: row.stored.post.original_url for row in store.posts()}
        store.close()
        assert 2 == len(copies)
        assert copies == {m["source"][0]: m["target"][0] for m in press.mentions()}
        assert ["/in?for=locks"] * 2 == [request.path for request in press.requests if request.method == "POST"]


def test_without_the_setting_nobody_is_called(tmp_path: Path):
    """The originals' pages are not even read for it."""
    with Press() as press, FakeWordPress() as site:
        once(settings(tmp_path, press, site, ""))
        assert ([], False) == (press.mentions(), any("locks/" in request.path for request in press.requests))

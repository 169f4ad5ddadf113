"""A publisher whose stories are to be selected by hand, and one without terms, with the settings that read them."""

from pathlib import Path

from pytest_httpserver import HTTPServer

from syndicator import daemon
from syndicator.settings import load

SELECT = (
    "You may republish this article on your website, provided that you credit Quay Weekly and link to the original article. "
    "Do not republish our stories automatically. Commercial websites must write to rights@quay.test for permission."
)
BODY = "The ferry kept its winter timetable for a ninth week, and nobody on the quay could say until when it would."
ENTRY = (
    "<entry><title>{title}</title><id>tag:quay.test,2026:{name}</id><updated>2026-05-02T07:00:00Z</updated>"
    "<published>2026-05-0{day}T07:00:00Z</published><author><name>Mara Lind</name></author>"
    '<link href="{base}/{name}.html"/><content type="html">&lt;p&gt;{body}&lt;/p&gt;&lt;p&gt;{terms}&lt;/p&gt;</content></entry>'
)
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><title>Quay Weekly</title>'
    "<id>tag:quay.test,2026:feed</id><updated>2026-05-02T07:00:00Z</updated><rights>© 2026 Quay Weekly</rights>{entries}</feed>"
)
SETTINGS = """\
[fetch]
contact = "desk@commons.test"
allow_private = ["127.0.0.1", "localhost"]

[[source]]
id = "quay"
feed = "{base}/feed.xml"
publisher = "Quay Weekly"
publisher_url = "{base}/"
on_first_poll = "all"
cadence = "1s"

[[site]]
id = "square"
kind = "static"
name = "The Square"
address = "{base}/square/"
use = "community"
forms = ["full"]
options = {{ folder = "square" }}

[[site]]
id = "market"
kind = "journal"
use = "commercial"
forms = ["full"]

[[route]]
sources = ["quay"]
sites = ["square", "market"]
{more}"""
FERRY, CRANE = "/ferry.html", "/crane.html"


def publish(server: HTTPServer, terms: str = SELECT, language: str = "en") -> str:
    """A feed with the ferry, which carries these terms, and the crane, which carries none; its address without a slash."""
    base = server.url_for("").rstrip("/")
    said = (("ferry", "The ferry keeps its timetable", 2, terms), ("crane", "The crane is sold", 1, ""))
    entries = "".join(ENTRY.format(name=name, title=title, day=day, terms=words, base=base, body=BODY) for name, title, day, words in said)
    server.expect_request("/feed.xml").respond_with_data(
        FEED.format(entries=entries, language=language), content_type="application/atom+xml"
    )
    server.expect_request("/robots.txt").respond_with_data("", status=404)
    return base


def settings(folder: Path, base: str, more: str = "") -> Path:
    """A settings file that reads that feed for a community site and a commercial one."""
    path = folder / "syndicator.toml"
    path.write_text(SETTINGS.format(base=base, more=more), "utf-8")
    return path


def once(path: Path) -> None:
    """One pass of the daemon; `run` itself would set up the logging of this process."""
    daemon.once(load(path, {}))

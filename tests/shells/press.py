"""A small publisher on the loopback interface, settings that read it, and a store with something in every state."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest_httpserver import HTTPServer

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Quote
from syndicator.core.places import Source
from syndicator.core.post import Post, PostState, Receipt, post_key
from syndicator.core.proof import By, Check, Obligation
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict
from syndicator.ports import Admitted, Ended, FetchMemory, Poll
from syndicator.stores import open_store

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
GRANT = (
    "You may republish this article on community websites, provided that you credit Harbour Bell, keep the copyright notice and "
    "link to the original article."
)
ASK = "Commercial websites must write to rights@harbourbell.example for permission."
RESERVED = "All rights reserved. No part of this article may be reproduced without written permission of the Harbour Bell."
BODY = "<p>The ferry kept its winter timetable for a ninth week, and nobody on the quay could say until when it would.</p>"
ENTRY = """<item><title>{title}</title><link>{url}</link><guid isPermaLink="false">{id}</guid>
<pubDate>{date}</pubDate><dc:creator>Mara Lind</dc:creator><content:encoded><![CDATA[{html}]]></content:encoded></item>"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Bell</title><link>{base}</link><description>News</description><language>en</language>
{entries}</channel></rss>"""
SETTINGS = """\
data = "data"

[fetch]
contact = "desk@quay.test"
allow_private = ["127.0.0.1", "localhost"]

[daemon]
tick = "60s"

[[source]]
id = "bell"
feed = "{base}/feed.xml"
publisher = "Harbour Bell"
publisher_url = "{base}/"
on_first_poll = "all"

[[site]]
id = "square"
kind = "journal"
use = "community"

[[site]]
id = "market"
kind = "journal"
use = "commercial"
ads = true

[[route]]
sources = ["*"]
sites = ["*"]
"""


def page(title: str, *paragraphs: str, head: str = "") -> str:
    """An article's page as a small newspaper makes it."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | Harbour Bell</title><meta property="og:site_name" content="Harbour Bell">'
        f'<meta name="author" content="Mara Lind"><meta property="article:published_time" content="2026-05-02T07:00:00Z">{head}</head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{BODY}{body}</article></body></html>'
    )


def settings(folder: Path, base: str = "http://127.0.0.1:9") -> Path:
    """A settings file and its data directory in this folder."""
    (folder / "data").mkdir(exist_ok=True)
    path = folder / "syndicator.toml"
    path.write_text(SETTINGS.format(base=base), "utf-8")
    return path


def publish(server: HTTPServer, robots: str = "") -> str:
    """Put the publisher's pages and feed on a server; its address without a slash."""
    base = server.url_for("").rstrip("/")
    granted, reserved = f"{BODY}<p>{GRANT} {ASK}</p>", f"{BODY}<p>{RESERVED}</p>"
    entries = "".join(
        ENTRY.format(title=title, url=f"{base}/{name}.html", id=name, date=date, html=html)
        for title, name, date, html in (
            ("The ferry keeps its timetable", "ferry", "Sat, 02 May 2026 07:00:00 GMT", granted),
            ("The crane is sold", "crane", "Fri, 01 May 2026 07:00:00 GMT", reserved),
        )
    )
    server.expect_request("/feed.xml").respond_with_data(FEED.format(base=base, entries=entries), content_type="application/rss+xml")
    server.expect_request("/ferry.html").respond_with_data(
        page("The ferry keeps its timetable", f"{GRANT} {ASK}"), content_type="text/html"
    )
    server.expect_request("/crane.html").respond_with_data(page("The crane is sold", RESERVED), content_type="text/html")
    server.expect_request("/picture.png").respond_with_data(b"\x89PNG", content_type="image/png")
    server.expect_request("/robots.txt").respond_with_data(robots.format(base=base), status=200 if robots else 404)
    server.expect_request("/gone.html").respond_with_data("", status=410)
    return base


# ---------------------------------------------------------------------------------------------------- a store

BELL = Source(id="bell", feed="http://127.0.0.1:9/feed.xml", publisher="Harbour Bell")
DRY = Source(id="dry", feed="https://dry.test/feed.xml", publisher="Dry Dock")
QUOTE = Quote("may republish Harbour Bell articles", "https://bell.test/ferry (content)", 10, 45)
HOSTILE = "Sold \x1b[31m[bold]red[/bold]\u202e crane"
ALLOWED = Verdict(
    Answer.ALLOW,
    Form.FULL,
    (
        Finding("grant", Status.SATISFIED, Answer.ALLOW, "reposting is granted (granted in words)", (QUOTE,)),
        Finding("commercial", Status.SATISFIED, Answer.ALLOW, "square is not a commercial site"),
    ),
)
HELD = Verdict(
    Answer.HOLD,
    None,
    (Finding("commercial", Status.UNKNOWN, Answer.HOLD, "commercial sites must ask", (QUOTE,), "ask rights@harbourbell.example"),),
    commercial=True,
)
CHECKS = (
    Check(
        Obligation("source_credit", By.WORDS, "Harbour Bell"), True, "shows “Harbour Bell”", Quote("Harbour Bell", "the live page", 4, 16)
    ),
    Check(Obligation("hyperlink_original", By.LINK, "https://bell.test/ferry"), False, "no link to https://bell.test/ferry"),
)


def article(name: str, title: str) -> Article:
    """One article of the store."""
    address = f"https://bell.test/{name}"
    return Article(source_id="bell", id=name, url=address, title=title, html=BODY, authors=(Person("Mara Lind"),), published=NOW)


FERRY, CRANE = article("ferry", "The ferry keeps its timetable"), article("crane", HOSTILE)


def post(one: Article, site: str) -> Post:
    """The draft of an article for a site."""
    return Post(
        key=post_key(site, one.key), site_id=site, article_key=one.key, slug=one.id, form=Form.FULL, title=one.title, html=one.html,
        text="x", markdown="x", excerpt="x", original_id=one.id, original_url=one.url, authors=one.authors, publisher="Harbour Bell",
        publisher_url="https://bell.test/", feed_url=BELL.feed, feed_id="", published=NOW, updated=None, language="en", tags=(),
        rights="", licence_url="", canonical="", noindex=False, obligations=(),
    )  # fmt: skip


def fill(folder: Path, *, tick: datetime | None = None) -> None:
    """A store beside the settings: the ferry proven at square and held for market, the crane failed at square; one source failing."""
    store = open_store(folder / "data" / "syndicator.sqlite")
    store.keep_sources((BELL, DRY), NOW)
    admitted = [Admitted(FERRY, ("square", "market")), Admitted(CRANE, ("square",))]
    store.record_polls([Poll("bell", FetchMemory(), NOW + timedelta(hours=1), admitted)], NOW)
    store.record_failed_reading("dry", "dry.test: the name is not known", NOW + timedelta(hours=2), NOW)
    store.record_verdict(FERRY.key, "market", "d", HELD, None, NOW)
    store.record_verdict(FERRY.key, "square", "d", HELD, None, NOW)
    store.record_verdict(FERRY.key, "square", "d", ALLOWED, post(FERRY, "square"), NOW)
    store.record_verdict(CRANE.key, "square", "d", ALLOWED, post(CRANE, "square"), NOW)
    for claim in store.claim_posts_due(NOW, NOW + timedelta(minutes=2), 10):
        if claim.stored.post.article_key == CRANE.key:
            store.record_ends([Ended.resting(claim, PostState.FAILED, "the site refused it: 403")], NOW)
        else:
            store.record_ends([Ended.done(claim, Receipt("17", "https://square.test/ferry-copy", claim.stored.post.revision))], NOW)
    store.record_proof(post_key("square", FERRY.key), CHECKS, PostState.LACKING, NOW, "the live copy lacks its link", NOW)
    if tick:
        store.record_tick(tick)
    store.close()

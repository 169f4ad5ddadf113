"""The eight feeds: well-formed, in four formats, with ids that do not depend on the port, and in step with expectations and settings."""

import io
import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

import demo
from demo.publisher import Publisher
from syndicator.core.article import is_hyperlink
from syndicator.core.markup import read
from tests.demo.conftest import Client

DEMO = Path(demo.__file__).parent
SETTINGS = tomllib.loads((DEMO / "syndicator.toml").read_text("utf-8"))
EXPECTED = tomllib.loads((DEMO / "expected.toml").read_text("utf-8"))
FEEDS = {source["id"]: urlsplit(source["feed"]).path for source in SETTINGS["source"]}
XML_FEEDS = {name: path for name, path in FEEDS.items() if not path.endswith(".json")}
VERSIONS = {
    "meridian-review": "rss20", "harbour-courier": "atom10", "upland-science": "rss10", "sterling-times": "rss20",
    "picket-line-investigations": "atom10", "village-noticeboard": "rss20", "estuary-radio": "atom10",
}  # fmt: skip
Entry = tuple[str, str, str]  # id, address, body


def entries(client: Client, name: str) -> list[Entry]:
    body = client.get(FEEDS[name]).body
    if FEEDS[name].endswith(".json"):
        return [(i["id"], i["url"], i["content_html"]) for i in json.loads(body)["items"]]
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return [(e.id, e.link, e.content[0].value if "content" in e else e.summary) for e in parsed.entries]


def expected(name: str) -> list[dict[str, Any]]:
    return [a for a in EXPECTED["article"] if a["source"] == name]


@pytest.mark.parametrize("round_", [1, 2])
@pytest.mark.parametrize("name", XML_FEEDS)
def test_xml_feeds_are_well_formed(publisher: Publisher, client: Client, name: str, round_: int) -> None:
    """Each XML feed parses strictly, and feedparser names its format."""
    publisher.round = round_
    body = client.get(FEEDS[name]).body
    ET.fromstring(body)
    parsed = feedparser.parse(io.BytesIO(body))
    assert (VERSIONS[name], False) == (parsed.version, bool(parsed.bozo))


def test_the_json_feed_has_what_version_1_1_requires(client: Client) -> None:
    """Version, title and items with id and content; the licence stands in an extension (JSON Feed 1.1 has no field for it)."""
    feed = json.loads(client.get(FEEDS["commons-weekly"]).body)
    assert "https://jsonfeed.org/version/1.1" == feed["version"]
    assert "https://creativecommons.org/licenses/by-nc-sa/4.0/" == feed["_license"]["href"]
    assert all(item["id"] and item["content_html"].startswith("<p>") for item in feed["items"])


def test_rdf_states_its_licence_as_a_resource(client: Client) -> None:
    """RSS 1.0 carries cc:license with rdf:resource on channel and item."""
    body = client.get(FEEDS["upland-science"]).body.decode()
    assert 2 == body.count('<cc:license rdf:resource="https://creativecommons.org/licenses/by-nd/4.0/"/>')


@pytest.mark.parametrize("name", FEEDS)
def test_ids_are_tags_and_addresses_lead_to_pages(client: Client, name: str) -> None:
    """Ids are tag: URIs (RFC 4151); every address that is a hyperlink answers, and its page shows the words of the feed."""
    for id_, address, html in entries(client, name):
        assert re.fullmatch(r"tag:[a-z-]+\.example,2026:[a-z-]+", id_)
        if is_hyperlink(address):
            page = client.get(urlsplit(address).path)
            assert page.status == 200
            assert read(html).text in read(page.body.decode()).text


@pytest.mark.parametrize("name", FEEDS)
def test_articles_are_of_a_readable_length(client: Client, name: str) -> None:
    """Full texts have 150 to 330 words, and a quotation."""
    for id_, _, html in entries(client, name):
        words = read(html).text.split()
        if len(words) > 50:
            assert 150 <= len(words) <= 330, id_
            assert "“" in html


def test_one_entry_has_no_hyperlink_at_all(client: Client) -> None:
    """The lamplighters' own address is `#`, and so is every link of theirs but the contact."""
    _, address, html = next(e for e in entries(client, "meridian-review") if e[0].endswith(":lamplighters"))
    assert "#" == address
    assert [] == [link.href for link in read(html).links if is_hyperlink(link.href)]


def test_one_entry_names_another_original(client: Client) -> None:
    """The sea wall is a cross-post of The Tidewater Post, under the review's own grant."""
    _, _, html = next(e for e in entries(client, "meridian-review") if e[0].endswith(":sea-wall"))
    assert "The original source of this article is The Tidewater Post" in read(html).text
    assert "permission to cross-post Meridian Review articles" in read(html).text


def test_the_noticeboard_says_nothing_about_rights(client: Client) -> None:
    """No word about rights stands in the feed without terms or in its pages."""
    said = client.get(FEEDS["village-noticeboard"]).body + b"".join(
        client.get(f"/village-noticeboard/{page}").body for page in ("", "footbridge.html", "pantomime.html")
    )
    assert None is re.search(r"(?i)©|copyright|licen[cs]e|rights|republi|permission|permitted", said.decode())


@pytest.mark.parametrize("name", FEEDS)
def test_every_article_is_expected_and_every_expectation_has_its_article(client: Client, name: str) -> None:
    """expected.toml names exactly the articles of round 1, with an answer for every site of the settings."""
    titles = {a["id"]: a["title"] for a in expected(name)}
    assert sorted(titles) == sorted(id_ for id_, _, _ in entries(client, name))
    shown = client.get(FEEDS[name]).body.decode()
    assert all(title in shown for title in titles.values())


@pytest.mark.parametrize("article", EXPECTED["article"], ids=lambda a: a["id"])
def test_expected_answers_fit_the_sites(article: dict[str, Any]) -> None:
    """A form is expected where, and only where, the answer is allow, and it is one the site takes."""
    for site in SETTINGS["site"]:
        row = article[site["id"]]
        assert row["answer"] in ("allow", "wait", "hold", "refuse")
        assert (row["answer"] == "allow") == ("form" in row)
        assert row.get("form", site["forms"][0]) in site["forms"]


def test_round_2_is_what_the_expectations_say(publisher: Publisher, client: Client) -> None:
    """Each follow-up is met in its feed: the new title and words, or the tombstone."""
    publisher.round = 2
    for follow in EXPECTED["follow"]:
        shown = client.get(FEEDS[follow["source"]]).body.decode()
        if follow["change"] == "corrected":
            assert follow["title"] in shown
            assert follow["shows"] in shown
        else:
            assert f'<at:deleted-entry ref="{follow["id"]}"' in shown

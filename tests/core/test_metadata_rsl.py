# ruff: noqa: E501 - a table of cases is read best a case a line
"""RSL: prices for machines; only a deed as standard licenses, all uses prohibited forbid, a price leaves open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core import xmltree
from syndicator.core.evidence import Channel, Level
from syndicator.core.markup import read
from syndicator.core.metadata import read_content, read_page, read_rsl
from syndicator.core.terms import Republish, combine

URL = "https://fen.example/news/a"
NS = "https://rslstandard.org/rsl"
BY = "https://creativecommons.org/licenses/by/4.0/"
ALL = ["tdm", "ai-train", "ai-input", "ai-index", "search"]


def rsl(*licences, url="/news/*", more=""):
    """A document with one content and these licences."""
    inner = "".join(f"<license>{text}</license>" for text in licences)
    return f'<rsl xmlns="{NS}"><content url="{url}" {more}>{inner}</content></rsl>'


def permits(usage, kind="usage"):
    return f'<permits type="{kind}">{usage}</permits>'


def prohibits(usage, kind="usage"):
    return f'<prohibits type="{kind}">{usage}</prohibits>'


def payment(kind, standard=""):
    return f'<payment type="{kind}">{f"<standard>{standard}</standard>" if standard else ""}</payment>'


def told(text, url=URL):
    """Topic → values of a document."""
    found = {}
    for e in read_rsl(text, "rsl", url):
        found.setdefault(str(e.topic), []).append(e.value)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rsl(permits("search") + prohibits("ai-train") + payment("attribution", BY)), {"licence": ["CC-BY-4.0"], "reservation": ["tdm", "ai-train", "ai-input", "ai-index"]}),
        (rsl(prohibits("all")), {"republish": ["no"], "reservation": ALL}),
        (rsl(prohibits("all") + payment("free", BY)), {"republish": ["no"], "reservation": ALL}),
        (rsl(prohibits("ai-all")), {"reservation": ["ai-train", "ai-input", "ai-index"]}),
        (rsl(permits("all")), {}),
        (rsl(permits("ai-train") + prohibits("ai-train")), {"reservation": ALL}),
        (rsl(permits("all") + prohibits("ai-train")), {"reservation": ["ai-train"]}),
        (rsl(""), {}),
        (rsl(payment("free")), {}),
        (rsl(payment("purchase", BY)), {"republish": ["unknown"], "limit": ["prior_permission"]}),
        (rsl(payment("subscription")), {"republish": ["unknown"], "limit": ["prior_permission"]}),
        (rsl(payment("crawl")), {"republish": ["unknown"]}),
        (rsl(payment("training")), {"republish": ["unknown"]}),
        (rsl(payment("free", BY), more='server="https://fen.example/token"'), {"republish": ["unknown"], "limit": ["prior_permission"]}),
        (rsl(permits("FR", "geo") + payment("free", BY)), {"republish": ["unknown"]}),
        (rsl(prohibits("commercial", "user") + payment("free", BY)), {"licence": ["CC-BY-4.0"], "commercial": ["forbidden"]}),
        (rsl(permits("education", "user") + payment("free", BY)), {"licence": ["CC-BY-4.0"], "commercial": ["forbidden"]}),
        (rsl(permits("commercial", "user") + payment("free", BY)), {"licence": ["CC-BY-4.0"]}),
        (rsl(payment("attribution", "https://fen.example/our-terms")), {}),
        (rsl(payment("free", BY), payment("purchase")), {"licence": ["CC-BY-4.0"]}),
        (rsl(prohibits("all"), payment("purchase")), {"republish": ["unknown"], "limit": ["prior_permission"], "reservation": ALL}),
        (rsl(prohibits("train-ai,search")), {"reservation": ["ai-train", "search"]}),
        (rsl(prohibits("train-ai") + payment("inference")), {"republish": ["unknown"], "reservation": ["ai-train"]}),
        (rsl(permits("search") + "<unheard-of/>" + payment("free", BY)), {"reservation": ALL}),
        (rsl(permits("search") + permits("ai-train") + payment("free", BY)), {"reservation": ALL}),
        (rsl(payment("free", BY) + '<note xmlns="urn:other">x</note>'), {"licence": ["CC-BY-4.0"]}),
        (rsl(), {"reservation": ALL}),
        (rsl(payment("free", BY))[:-3], {"reservation": ALL}),
        ('<!DOCTYPE rsl [<!ENTITY a "x">]>' + rsl(payment("free", BY)), {"reservation": ALL}),
        (rsl(prohibits("all"), url="/sport/*"), {}),
        (rsl(prohibits("all"), url="https://other.example/news/*"), {}),
        (rsl(prohibits("all")).replace(NS, "urn:other"), {}),
        ("no XML", {}),
    ],
)  # fmt: skip
def test_what_a_document_means(text, expected):
    """Licence evidence only from a deed that nothing stands before; everything for machines is a reservation."""
    assert expected == told(text)


def test_the_narrowest_scope_counts():
    """A rule for the page outweighs one for its folder, and that one for the site; order does not matter."""
    site, page = (
        f'<content url="/"><license>{prohibits("all")}</license></content>',
        f'<content url="{URL}"><license>{payment("free", BY)}</license></content>',
    )
    for both in (site + page, page + site):
        found = read_rsl(f'<rsl xmlns="{NS}">{both}</rsl>', "rsl", URL)
        assert [("licence", Level.ARTICLE)] == [(e.topic, e.level) for e in found]
    assert [Level.SITE, Republish.NO] == [
        f(told_at)
        for told_at in [read_rsl(f'<rsl xmlns="{NS}">{site}{page}</rsl>', "rsl", URL + "b")]
        for f in (lambda t: t[0].level, lambda t: t[0].value)
    ]


def test_it_stands_in_a_page_as_a_script():
    """Inline RSL is read, with the page and the script as its place."""
    html = f'<head><script type="application/rsl+xml">{rsl(prohibits("all"), url=URL)}</script></head><footer><a rel="license" href="{BY}">CC BY</a></footer>'
    found = read_page(read(html), URL)
    assert Republish.NO is combine(found).republish
    (no,) = [e for e in found if e.value == "no"]
    assert ("all", f"{URL} (script application/rsl+xml) (RSL license), prohibits usage") == (no.quote.text, no.quote.where)


def test_beside_an_entry_it_speaks_of_the_entry():
    """`rsl:content` in a feed: channel entry, level article."""
    node = xmltree.read(rsl(prohibits("all")))
    assert node is not None
    found = read_content(node.children[0], "feed entry")
    assert {(Channel.ENTRY, Level.ARTICLE)} == {(e.channel, e.level) for e in found}
    assert Republish.NO is combine(found).republish


@pytest.mark.parametrize(
    "text",
    ["", "<a>", "<a></b>", "x" * (2**20 + 1), "<a>" * 200 + "</a>" * 200, "<a>" + "<b/>" * 20_001 + "</a>", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "<a " + " ".join(f"b{n}='' " for n in range(101)) + "/>", '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]><a/>'],
)  # fmt: skip
def test_hostile_xml_is_no_tree(text):
    """Neither entities nor absurd sizes are read."""
    assert xmltree.read(text) is None


def test_a_tree_keeps_namespaces_apart():
    """Elements and attributes with their namespaces, text with that of what stands below."""
    root = xmltree.read('\ufeff <a xmlns="urn:a" x="1" xmlns:b="urn:b" b:y="2">one <b:c>two</b:c> three</a>')
    assert root is not None
    assert ("urn:a", "a", {"x": "1", "urn:b y": "2"}, "one two three") == (root.namespace, root.name, root.attributes, root.text)
    assert ["a", "c"] == [node.name for node in xmltree.below(root)]


TAGS = st.sampled_from(
    [
        permits("search"),
        permits("all"),
        prohibits("all"),
        prohibits("ai-all"),
        payment("free", BY),
        payment("purchase"),
        payment("attribution", BY),
        "<odd/>",
    ]
)


@given(st.lists(st.lists(TAGS, max_size=4).map("".join), max_size=3), st.text(max_size=20))
def test_it_never_grants_but_by_a_deed(licences, junk):
    """No document grants reposting unless it names a licence's deed, and none does where every licence prohibits all."""
    text = rsl(*licences)
    found = read_rsl(text, "rsl", URL)
    granted = combine(found).republish is Republish.YES
    assert not granted or any(BY in text and prohibits("all") not in text for text in licences)
    read_rsl(junk + text + junk, "rsl", URL)

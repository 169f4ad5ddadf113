"""Long texts that are taken out of feedparser's way come back as it would have left them."""

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.feeds.lightening import lightened
from syndicator.feeds.mending import document
from syndicator.feeds.parsing import read_entries, words

PIECES = (
    "<p>The harbour authority published its report.</p>", "Ã¼ber", "caf\u00e9 \u2019", "\u0093quoted\u0094 \u0080", "&amp; &lt;b&gt;",
    "&nbsp;", "\n\n", " \u00a0", "<script>x()</script>", "]]]", "<a href='/x'>x</a>", "syndicator", "🌍",
)  # fmt: skip
TEXTS = st.builds(lambda parts, times: "".join(parts) * times, st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from((1, 30)))
TAGS = st.sampled_from(
    (
        ("description", ""), ("content:encoded", ""), ("description", ' type="text/plain"'), ("content:encoded", ' mode="base64"'),
        ("summary", ""), ("dc:description", ""), ("a:content", ' type="html"'), ("a:content", ""), ("a:summary", ' type="HTML"'),
        ("a:content", ' type="xhtml"'), ("a:content", ' type="html" mode="escaped"'), ("a:content", ' type="application/json"'),
        ("media:description", ' type="html"'), ("title", ""), ("description", ' note="&gt;"'), ("content:encoded", " xml:lang='de'"),
    )
)  # fmt: skip
NAMES = (
    'xmlns:a="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def element(tag: tuple[str, str], text: str, cdata: bool) -> str:
    name, attributes = tag
    text = text.replace("]]>", "")
    return f"<{name}{attributes}>{f'<![CDATA[{text}]]>' if cdata else escape(text, quote=False)}</{name}>"


ELEMENTS = st.lists(st.builds(element, TAGS, TEXTS, st.booleans()), max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.lists(ELEMENTS, min_size=1, max_size=4), st.sampled_from(("rss", "atom")))
def test_the_words_are_those_of_feedparser(items: list[list[str]], kind: str) -> None:
    """Every field that is read of every entry, whatever elements stand beside each other and whatever their texts are."""
    inside = ["".join(item) for item in items]
    if kind == "rss":
        text = f'<rss version="2.0" {NAMES}><channel>{"".join(f"<item>{i}</item>" for i in inside)}</channel></rss>'
    else:
        entries = "".join(f"<entry>{i.replace('<a:', '<').replace('</a:', '</')}</entry>" for i in inside)
        text = f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMES}>{entries}</feed>'
    doc = document(text, "https://news.example/feed")
    chosen = doc.outline.entries
    light = lightened(doc.data, chosen)
    whole = read_entries(doc, [doc.data[e.start : e.end] for e in chosen])
    fields = ("title_detail", "summary_detail", "content", "published_parsed", "updated_parsed", "tags")
    found = words(doc, chosen)

    assert [{name: dict.get(one, name) for name in fields} for one in whole] == [
        {name: dict.get(one, name) for name in fields} for one in found
    ]
    assert light.lighter or whole == found


def test_long_texts_of_html_are_taken_out() -> None:
    """The usual feed, with its articles in CDATA or escaped, is the light one."""
    for body in ("<![CDATA[" + PIECES[0] * 30 + "]]>", escape(PIECES[0] * 30)):
        text = f'<rss version="2.0" {NAMES}><channel><item><title>T</title><content:encoded>{body}</content:encoded></item></channel></rss>'
        doc = document(text, "")
        light = lightened(doc.data, doc.outline.entries)
        assert [PIECES[0] * 30] == [*light.texts[0].values()]
        assert len(light.pieces[0]) < 150
        assert PIECES[0] * 30 == words(doc, doc.outline.entries)[0]["content"][0]["value"]


def test_a_text_that_looks_like_ours_is_left_alone() -> None:
    """A document that holds our token is read with all its texts in place."""
    item = f"<item><title>syndicator-text-0-0</title><description>{escape(PIECES[0] * 30)}</description></item>"
    doc = document(f'<rss version="2.0"><channel>{item}</channel></rss>', "")
    assert not lightened(doc.data, doc.outline.entries).lighter

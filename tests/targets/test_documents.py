"""What a text is read as, and that links keep the targets they were written with."""

import time

import pytest

from syndicator.core.markup import read
from syndicator.targets import Kind, document_html
from syndicator.targets.documents import kind_of

JSON_FEED = '{"title": "Bell", "version": "https://jsonfeed.org/version/1.1", "items": []}'


@pytest.mark.parametrize(
    ("text", "suffix", "kind"),
    [
        ("<rss version='2.0'><channel/></rss>", "", Kind.FEED),
        ('\ufeff<?xml version="1.0"?>\n<!-- made by hand -->\n<feed xmlns="http://www.w3.org/2005/Atom"/>', ".html", Kind.FEED),
        ('<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>', "", Kind.FEED),
        (JSON_FEED, ".json", Kind.FEED),
        (JSON_FEED.replace("/", "\\/"), "", Kind.FEED),
        ("<!doctype html><title>rss</title>", "", Kind.PAGE),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html></html>', ".xml", Kind.PAGE),
        ("<p>A fragment", "", Kind.PAGE),
        ("  <article>text</article>", ".txt", Kind.PAGE),
        ("<p>HTML in Markdown</p>", ".md", Kind.MARKDOWN),
        ("# A heading\n\nText", "", Kind.MARKDOWN),
        ("See [the original](#).", "", Kind.MARKDOWN),
        ("See [the original](#).", ".txt", Kind.TEXT),
        ("Nothing but words, and 3 < 4.", "", Kind.TEXT),
        ("Nothing but words.", ".md", Kind.MARKDOWN),
        ('{"a": "json that is no feed"}', "", Kind.TEXT),
    ],
)
def test_the_content_tells_the_kind(text, suffix, kind):
    """The suffix only where the content leaves it open."""
    assert kind is kind_of(text, suffix)


@pytest.mark.parametrize("target", ["#", "", "https://bell.test/a b%20c?ä=ö", "javascript:void(0)", "mailto:a@bell.test"])
def test_links_of_markdown_keep_their_targets(target):
    """Verbatim: what leads nowhere must be seen to lead nowhere."""
    (link,) = read(document_html(f"Read [it](<{target}>) there.", Kind.MARKDOWN)).links
    assert (target, "it") == (link.href, link.text)


def test_plain_text_stays_what_it_says():
    """Angle brackets are words; an empty line parts paragraphs, a line's end is one."""
    assert "1 < 2 <b>\nsecond\nthird" == read(document_html("1 < 2 <b>\r\nsecond\n\n\nthird\n", Kind.TEXT)).text


@pytest.mark.parametrize("hostile", ["<!--" * 50_000, "<?" * 50_000, "{" * 100_000, "[" * 100_000, "<h1" * 100_000, " " * 200_000 + "<"])
def test_hostile_texts_are_told_quickly(hostile):
    """No pattern backtracks for longer than the text is."""
    start = time.process_time()
    assert kind_of(hostile, "") in Kind
    assert 2 > time.process_time() - start

"""What a parser would take minutes or gigabytes for is found by a linear look; what people write passes."""

import time

import pytest

from syndicator.core.markup import read
from syndicator.feeds.nesting import DEEPEST_PAGE, absurd, too_many_attributes, too_many_copies

MANY = " ".join(f"a{number}=1" for number in range(5_000))
OPEN = "".join(f"<b id={number}>" for number in range(400))

ABSURD = {
    "nested": "<div>" * 20_000,
    "attributes": f"<p {MANY}>x</p>",
    "attributes without values": f"<p {MANY.replace('=1', '')}>",
    "attributes that hide the end": "<p " + " ".join(f'a{number}=">"' for number in range(5_000)) + ">",
    "attributes behind slashes": f"<p/{MANY.replace('=1 ', '/')}>",
    "attributes behind a space that is none": f'<p a=\u00a0"><i {MANY}>"',
    "attributes in what looks like a value": f'<script>"<a b="</script><p {MANY}>">',
    "attributes behind a script that is none": f"<!-- <script> --><p {MANY}>",
    "open emphasis": f"<div>{OPEN}</div>" + "<div>x</div>" * 5_000,
    "open emphasis in capitals": f"<div>{OPEN}</div>".upper() + "<p>x" * 5_000,
    "open emphasis of many names": "<div>"
    + "".join(f"<{name} {n}>" for n in range(40) for name in ("i", "u", "tt", "font"))
    + "<p>x" * 9_000,
    "open emphasis that only looks alike": "<div>" + "".join(f'<b a=">{n}">' for n in range(400)) + "</div>" + "<div>x</div>" * 5_000,
}

FINE = {
    "a long page": '<div class="a b" id="c"><a href="/x" title="y">z</a> <b>w</b></div>' * 20_000,
    "emphasis that nobody closed": "<b>Ferry</b> <b>late" + "<p>again <i class=a>and</i> again</p>" * 20_000,
    "the same emphasis opened over and over": "<font size=2>word<p>" * 20_000,
    "many kinds of emphasis, closed": "".join(f"<p><i class=icon-{number}></i> word</p>" for number in range(20_000)),
    "a page within an attribute": "<iframe srcdoc='" + '<p class="a b c">word word</p>' * 5_000 + "'></iframe>",
    "a script": "<script>for(i=0;i<n;i++){if (a<b && c>d) {x = '<p ' + y;}}</script>" * 3_000,
}


@pytest.mark.parametrize("html", ABSURD.values(), ids=list(ABSURD))
def test_what_no_parser_gets_through_is_absurd(html: str) -> None:
    """However it is disguised."""
    assert absurd(html, DEEPEST_PAGE)


@pytest.mark.parametrize("html", FINE.values(), ids=list(FINE))
def test_what_people_write_is_not(html: str) -> None:
    """Long pages, sloppy ones, and pages that hold code."""
    assert (False, False) == (too_many_attributes(html), too_many_copies(html))


@pytest.mark.parametrize("piece", ["<a", "<a ", "<a b=\"'", "<a b= ", "<b x=1>", "<a b='<a b=\"", "< /=", '<x y="<a '])
def test_the_look_itself_is_linear(piece: str) -> None:
    """A text made to confuse it is answered within seconds, whatever the answer."""
    begun = time.monotonic()
    absurd(piece * (4_000_000 // len(piece)))
    assert time.monotonic() - begun < 10


def test_what_passes_is_read_in_moderate_time() -> None:
    """The bounds are those up to which a parser keeps its pace."""
    html = f"<p {MANY[:6_000]}>" * 200 + f"<div>{OPEN[:2_000]}</div>" + "<div>x</div>" * 1_000
    assert not absurd(html, DEEPEST_PAGE)
    begun = time.monotonic()
    assert "x" in read(html).text
    assert time.monotonic() - begun < 10

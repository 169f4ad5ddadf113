"""Terms pages are found by their links, best first, and compared by what they say about rights."""

import tomllib
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from syndicator.core.evidence import Channel, Evidence, Quote, Topic
from syndicator.core.markup import read
from syndicator.core.termspages import MOST, at_home, general_terms, led_away, links_elsewhere, rights_digest, terms_links, words_digest

CASES = tomllib.loads((Path(__file__).parent / "cases" / "terms_links.toml").read_text("utf-8"))
URL = "https://herald.example/news/the-river-rose"
GRANT = Evidence(Topic.REPUBLISH, "yes", Quote("You may republish us.", URL), "grant", Channel.NOTICE)
LINE = Evidence(Topic.COPYRIGHT, "© 2026 The Herald", Quote("© 2026 The Herald", URL), "copyright", Channel.NOTICE)


def links(*named: tuple[str, str], url: str = URL) -> tuple[str, ...]:
    return terms_links(read("".join(f'<p><a href="{escape(href)}">{escape(name)}</a></p>' for name, href in named)), url)


@pytest.mark.parametrize(("name", "href"), CASES["taken"].items())
def test_a_link_to_a_terms_page_is_followed(name: str, href: str):
    """By its name in eleven languages, or by an address that says nothing else."""
    assert 1 == len(links((name, href)))


@pytest.mark.parametrize(("name", "href"), CASES["left"].items())
def test_no_other_link_is(name: str, href: str):
    """No article, no dialogue of one article, no other host, no file."""
    assert () == links((name, href))


def test_the_most_telling_comes_first():
    """Republishing before licensing, copyright and general terms, wherever they stand on the page."""
    named = (("Terms of use", "/d"), ("Copyright", "/c"), ("Licensing", "/b"), ("Republish our work", "/a"), ("Terms", "/e"))
    assert [f"https://herald.example/{c}" for c in "abcde"] == list(links(*named))


def test_each_page_is_named_once():
    """The same page under two names, or with a fragment, is one page."""
    assert ("https://herald.example/terms",) == links(("Terms", "/terms"), ("Terms of use", "https://herald.example/terms#use"))


def test_there_are_only_so_many():
    """A page that links hundreds of them is not followed to each."""
    assert MOST == len(links(*(("Terms", f"/terms{n}") for n in range(100))))


def test_a_front_page_in_a_language_has_pages_beneath_it():
    """What lies beneath an article is its own; what lies beneath /en is the site's."""
    assert ("https://herald.example/en/terms",) == links(("Terms", "/en/terms"), url="https://herald.example/en/")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ((GRANT, LINE), True),
        ((LINE, GRANT, GRANT), True),
        ((replace(GRANT, quote=Quote("You  may republish us.", "elsewhere", 7, 27)), LINE), True),
        ((GRANT, replace(LINE, value="© 2027 The Herald", quote=Quote("© 2027 The Herald", URL))), True),
        ((replace(GRANT, quote=Quote("You may republish us twice.", URL)), LINE), False),
        ((replace(GRANT, value="no"), LINE), False),
        ((GRANT,), False),
        ((), False),
    ],
)
def test_what_counts_as_a_change(other: tuple[Evidence, ...], same: bool):
    """Another word or statement does; order, place, white space and the year of a copyright line do not."""
    assert same is (rights_digest((GRANT, LINE)) == rights_digest(other))


def test_all_words_have_a_sum_of_their_own():
    """Markup and line breaks do not count, every visible word does."""
    one, same, other = (read(html) for html in ("<p>You may.</p><p>Menu</p>", "<div>You <b>may.</b><br>Menu", "<p>You may.</p><p>News</p>"))
    assert (True, False) == (words_digest(one) == words_digest(same), words_digest(one) == words_digest(other))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.herald.example/x", True),
        ("http://herald.example", True),
        ("https://blog.herald.example/", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_whose_host_it_is(address: str, expected: bool):
    """With or without www.; a host beneath it may be anybody's."""
    assert expected is at_home(address, URL)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("You may republish us. Updated 4 May 2026.", "You may republish us. Updated 17 November 2027.", True),
        ("You may republish us (1,204).", "You may republish us (1,377).", True),
        ("© 2019–2026 You may republish us.", "© 2019–2027 You may republish us.", True),
        ("You may republish what we wrote before 2020.", "You may republish what we wrote before 2024.", False),
        ("You may republish 100 words.", "You may republish 200 words.", False),
    ],
)
def test_what_turns_over_by_itself_is_no_change(before: str, after: str, same: bool):
    """Dates, years and counters are none; a bound of the grant is."""
    one, other = (replace(GRANT, quote=Quote(words, URL)) for words in (before, after))
    assert same is (rights_digest((one,)) == rights_digest((other,)))


def test_a_reservation_counts_by_its_presence():
    """Its wording says nothing new; that it is gone does."""
    one = replace(GRANT, value="no", rule="reserved.all", quote=Quote("All rights reserved.", URL))
    assert rights_digest((one,)) == rights_digest((replace(one, quote=Quote("All rights reserved worldwide.", URL)),))
    assert rights_digest((one, GRANT)) != rights_digest((GRANT,))


@pytest.mark.parametrize(
    ("name", "href", "taken"),
    [
        ("Terms of use", "https://legal.herald.example/terms", True),
        ("Terms of use", "https://maps.test/terms", False),
        ("Republishing", "https://group.test/republishing", True),
        ("Terms of use", "/terms", False),
        ("Terms of use", "https://legal.herald.example/", False),
    ],
)
def test_links_to_other_hosts_are_told_apart(name: str, href: str, taken: bool):
    """A sister host's terms are named; a stranger's only where they are about republishing."""
    page = read(f'<p><a href="{href}">{name}</a></p>')
    assert ((href,) if taken else ()) == links_elsewhere(page, URL)


@pytest.mark.parametrize(
    ("asked", "url", "expected"),
    [
        ("/terms", "/terms/", False),
        ("/terms", "/legal/terms-of-use", False),
        ("/about/terms", "/terms", False),
        ("/?page_id=7", "/", True),
        ("/terms", "/?page_id=7", False),
        ("/terms", "/", True),
        ("/terms", "/en/", True),
        ("/about/terms", "/about", True),
        ("/terms", "/account/login", True),
        ("/terms", "http://[", True),
    ],
)
def test_a_redirect_to_something_more_general_leads_away(asked: str, url: str, expected: bool):
    """A page of the same kind at another place is still that page."""
    home = "https://herald.example"
    assert expected is led_away(home + asked, url if url.startswith("http") else home + url)


def test_general_terms_are_told_from_pages_about_the_articles():
    """By what their links are called, in the order of all."""
    page = read(
        '<a href="/republish">Republish</a><a href="/terms">Terms of use</a><a href="/copyright">Copyright</a><a href="/legal">Legal</a>'
    )
    assert ("https://herald.example/terms", "https://herald.example/legal") == general_terms(page, URL)
    assert set(general_terms(page, URL)) < set(terms_links(page, URL))

"""Only what changed is read, and that says the same as the whole document would: by documents that try to make a difference."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.places import Source
from syndicator.feeds.parsing import MAX_ENTRIES, Parsed, parse
from syndicator.feeds.splicing import Known
from tests.feeds.conftest import FEED_URL, NOW

SOURCE = Source(id="news", feed=FEED_URL, publisher="The Riverside Courier")
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
WORDS = ("Rain fell.", "Snow &lt;b&gt;fell&lt;/b&gt;.", "<![CDATA[<p>The harbour</p>]]>", "Übergänge &amp; Brücken", "x" * 400, "")


def read(document: str, known: str = "") -> Parsed:
    return parse(document.encode(), FEED_URL, "", SOURCE, NOW, known)


@dataclass(frozen=True)
class Item:
    """An item of a feed; what it quotes is another one, byte for byte, in a CDATA section."""

    number: int
    words: str
    kind: str

    def __str__(self) -> str:
        name, guid = (
            f"tag:n.example,2026:{self.number}",
            "" if self.kind == "nameless" else f"<guid>tag:n.example,2026:{self.number}</guid>",
        )
        quoted = "" if self.kind == "plain" else str(Item(self.number % 3, WORDS[0], "plain"))
        more = {
            "quoting": f"<content:encoded><![CDATA[{quoted}]]></content:encoded>",
            "commented": f"<!-- {quoted} -->",
            "withdrawn": '<media:status state="deleted"/>',
            "linked": "<link>https://n.example/shared</link>",
            "marked": "<?syndicator-cut?>",
            "nested": f"<item><guid>{name}</guid></item>",
        }
        return f"<item>{guid}<title>{self.words}</title><description>{self.words}</description>{more.get(self.kind, '')}</item>"


KINDS = ("plain", "plain", "plain", "quoting", "commented", "withdrawn", "linked", "nameless", "nested", "marked")
ITEMS = st.lists(st.builds(Item, st.integers(0, 6), st.sampled_from(WORDS), st.sampled_from(KINDS)), max_size=8)
HEADS = st.sampled_from(
    (
        "<title>C</title>",
        "<title>C</title><lastBuildDate>Mon, 02 Mar 2026 08:00:00 GMT</lastBuildDate>",
        "<title>C</title><lastBuildDate>Tue, 03 Mar 2026 08:00:00 GMT</lastBuildDate>",
        "<title>C</title><copyright>© 2026 The Courier</copyright>",
        "<title>C</title><language>de</language>",
        '<title>C</title><at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:n.example,2026:1"/>',
    )
)
TAILS = st.sampled_from(("", "<!-- the end -->", f"<!-- {Item(1, WORDS[0], 'plain')} -->", "<description><![CDATA[<item>]]></description>"))


def document(head: str, items: list[Item], tail: str = "", spaces: str = "\n") -> str:
    return f'<rss version="2.0" {CONTENT}><channel>{head}{spaces.join(map(str, items))}{tail}</channel></rss>'


def the_same(before: Parsed, spliced: Parsed, whole: Parsed) -> None:
    """What was read of a changed document is what the whole one says, but for articles that are as they were."""
    there = list(spliced.articles)
    left = [article for article in whole.articles if article not in there]
    assert [article for article in whole.articles if article in there] == there
    assert all(article in before.articles for article in left)
    assert (whole.withdrawn, whole.problems, whole.hints) == (spliced.withdrawn, spliced.problems, spliced.hints)
    assert Known.read(whole.known) == Known.read(spliced.known)


@settings(max_examples=150, deadline=None)
@given(HEADS, ITEMS, TAILS, HEADS, ITEMS, TAILS, st.sampled_from(("\n", "")))
def test_a_changed_document_says_what_the_whole_one_says(
    head: str, items: list[Item], tail: str, head_then: str, items_then: list[Item], tail_then: str, spaces: str
) -> None:
    """Whatever was added, changed, moved, quoted or taken away between two polls."""
    before = read(document(head, items, tail))
    then = document(head_then, items_then, tail_then, spaces)
    the_same(before, read(then, before.known), read(then))


@settings(max_examples=50, deadline=None)
@given(ITEMS, ITEMS)
def test_three_polls_running(items: list[Item], items_then: list[Item]) -> None:
    """What is remembered after a spliced reading serves the next one as well as that of a whole one."""
    first = read(document("<title>C</title>", items))
    second = read(document("<title>C</title>", items_then), first.known)
    third = document("<title>C</title>", [*items, *items_then])
    whole = read(third)
    the_same(Parsed((*first.articles, *read(document("<title>C</title>", items_then)).articles), {}, ()), read(third, second.known), whole)


ONE, TWO = Item(1, WORDS[0], "plain"), Item(2, WORDS[1], "plain")


def test_known_entries_are_not_read_again() -> None:
    """One new item among known ones is the only article; the hour the feed was made changes nothing."""
    before = read(document("<lastBuildDate>Mon, 02 Mar 2026 08:00:00 GMT</lastBuildDate>", [ONE]))
    after = read(document("<lastBuildDate>Tue, 03 Mar 2026 08:00:00 GMT</lastBuildDate>", [TWO, ONE]), before.known)
    assert (["tag:n.example,2026:2"], 1) == ([a.id for a in after.articles], after.cut)


def test_an_edited_entry_is_read_again() -> None:
    """One byte is enough."""
    before = read(document("", [ONE, TWO]))
    after = read(document("", [ONE, Item(2, "Snow &lt;b&gt;melted&lt;/b&gt;.", "plain")]), before.known)
    assert (["Snow melted."], 1) == ([a.title for a in after.articles], after.cut)


def test_another_frame_reads_everything_again() -> None:
    """What the feed says of all its entries (rights, language, licence) may change what each of them says."""
    before = read(document("<title>C</title>", [ONE, TWO]))
    for head in ("<title>C</title><copyright>All rights reserved</copyright>", "<title>D</title>"):
        assert (2, 0) == (len((after := read(document(head, [ONE, TWO]), before.known)).articles), after.cut)


def test_another_reader_reads_everything_again() -> None:
    """The language a source is configured with is part of its articles; so is the address relative links start from."""
    before = read(document("", [ONE]))
    other = Source(id="news", feed=FEED_URL, publisher="The Riverside Courier", language="fi")
    assert 1 == len(parse(document("", [ONE]).encode(), FEED_URL, "", other, NOW, before.known).articles)
    assert 1 == len(parse(document("", [ONE]).encode(), "https://elsewhere.example/", "", SOURCE, NOW, before.known).articles)


def test_an_entry_that_is_quoted_is_not_cut_out_of_the_quotation() -> None:
    """The bytes of a known item inside a CDATA section or a comment are words."""
    before = read(document("", [ONE]))
    quoting = Item(4, WORDS[0], "quoting")
    (article,) = read(document("", [quoting]), before.known).articles
    assert str(ONE) in article.html


def test_a_namesake_of_a_known_entry_is_told_with_it() -> None:
    """A second entry of the same id is only told apart beside the first; then the whole document is read."""
    before = read(document("", [ONE]))
    after = read(document("", [ONE, Item(1, WORDS[3], "plain")]), before.known)
    assert (1, 0, 1) == (len(after.articles), after.cut, len(after.problems))


def test_what_is_remembered_is_text_and_no_other_text_is_believed() -> None:
    """A text of another make says that nothing is known; one entry takes 32 characters."""
    one, two = (read(document("", items)).known for items in ([ONE], [ONE, TWO]))
    assert 32 == len(two) - len(one)
    assert one == str(Known.read(one))
    for text in ("", "no base64!", "AAAA", one[:-4]):
        assert Known() == Known.read(text)


def test_an_entry_left_out_first_takes_no_other_with_it() -> None:
    """An absurd entry at the top is named; those after it are read."""
    found = read(document("", [Item(1, WORDS[0], "nested"), TWO]))
    assert (["tag:n.example,2026:2"], ["entry 1 was left out: it holds another entry"]) == (
        [a.id for a in found.articles],
        [*found.problems],
    )


def test_no_more_is_remembered_than_is_read() -> None:
    """A feed of any length leaves a memory of bounded size."""
    found = read(document("", [Item(n, "", "plain") for n in range(MAX_ENTRIES + 5)]))
    assert MAX_ENTRIES == len(Known.read(found.known).entries)

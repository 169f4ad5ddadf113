"""A repair says the same words in markup that any site keeps, at the other end of the text."""

from dataclasses import replace

from syndicator.core.markup import read
from syndicator.core.proof import By, Obligation, lacking, prove
from syndicator.core.repairs import repaired
from tests.walks.posts import a_post

BLOCK = (
    '<footer class="h-cite syndicator-attribution" lang="en" dir="ltr">\n'
    '<p>“<a class="u-url" href="https://src.example/1" dir="auto">Tide</a>” '
    'by <span dir="auto">Ada &lt;Lind&gt;</span>.</p>\n<img src="https://src.example/p.gif" alt="" width="1" height="1">\n</footer>'
)
BODY = "<p>The tide came in.</p>\n"
OWED = (
    Obligation("title", By.WORDS, "Tide"),
    Obligation("hyperlink_original", By.LINK, "https://src.example/1"),
    Obligation("byline", By.WORDS, "Ada <Lind>"),
    Obligation("pixel", By.IMAGE, "https://src.example/p.gif"),
)
POST = a_post(html=f"{BODY}{BLOCK}", block=BLOCK, obligations=OWED)


def test_it_stands_at_the_other_end_in_bare_markup():
    """No element, class or attribute by which a site could know a credit is left, and nothing that is owed is lost."""
    mended = repaired(POST)
    assert mended.html.endswith(BODY.strip())
    assert not any(mark in mended.html for mark in ("<footer", "class=", "<span", "lang="))
    assert () == lacking(prove(mended.html, OWED, "copy", body=mended.body))
    assert read(POST.block).text.split() == read(mended.block).text.split()


def test_a_credit_that_has_to_stand_above_stays_there():
    """Moving it down would break the next duty."""
    above = Obligation("credit_at_top", By.ABOVE, "https://src.example/1\nThe tide came in.")
    mended = repaired(replace(POST, html=f"{BLOCK}{BODY}", obligations=(*OWED, above)))
    assert () == lacking(prove(mended.html, (*OWED, above), "copy", body=mended.body))


def test_one_that_stood_above_for_no_duty_goes_below():
    """As the other way round."""
    assert repaired(replace(POST, html=f"{BLOCK}{BODY}")).html.startswith(BODY.strip())


def test_its_revision_is_that_of_the_draft():
    """A site that holds the repair holds what was drafted, and is not corrected again."""
    assert POST.revision == repaired(POST).revision


def test_a_post_whose_block_is_not_known_is_sent_as_it_is():
    """Posts of old, and kinds without HTML."""
    assert replace(POST, block="") == repaired(replace(POST, block=""))


def test_a_credit_that_runs_from_right_to_left_still_does():
    """Each paragraph has the direction of the whole, and each link its own."""
    mended = repaired(replace(POST, html=POST.html.replace('dir="ltr"', 'dir="rtl"'), block=BLOCK.replace('dir="ltr"', 'dir="rtl"')))
    assert '<p dir="rtl">“<a href="https://src.example/1" dir="auto">' in mended.block

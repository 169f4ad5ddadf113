"""Pages of which every defect is known, since it was made: none is missed, and nothing is said that is not so."""

from bench.audit import measure, original
from bench.copies import QUESTIONS, pages
from syndicator.audit.shelf import Shelf


def test_every_question_is_answered_as_it_was_made():
    """Two hundred pages beside forty originals; copies, excerpts, rewritings, mentions and other stories."""
    ours, made = pages(7, 200, 40)
    counts, kinds = measure(made, Shelf(original(one) for one in ours))
    wrong = {question: counts[question].examples for question in QUESTIONS if counts[question].examples}
    assert {} == wrong
    assert all(count.right for count in counts.values())
    assert {"none": {"none"}, "link": {"link"}, "excerpt": {"excerpt"}, "whole": {"whole"}} == {
        was: {taken for made_as, taken in kinds if made_as == was} for was in ("none", "link", "excerpt", "whole")
    }

"""What the rules say to people is kept as it was read by somebody: a changed sentence is changed on purpose."""

from tests.core.saying import FILE, said


def test_every_sentence_of_the_rules_is_the_one_that_was_read():
    """tests/core/decisions/said.txt, written anew by `python -m tests.core.saying --write`; the change is for review."""
    assert FILE.read_text(encoding="utf-8").splitlines() == said().splitlines()

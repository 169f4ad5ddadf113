"""A text over several posts: whole, in order, each short enough, the beginning together."""

from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.counting import Counting, counted
from syndicator.core.threads import number_of, spread

words = st.lists(
    st.text("aé鰻👩 .!\n", min_size=1, max_size=12) | st.just("https://harbour.example/news/2026/eels"), min_size=1, max_size=200
)


@given(words.map(" ".join), st.integers(60, 200), st.sampled_from(Counting))
def test_nothing_is_lost_and_every_part_fits(text: str, characters: int, counting: Counting) -> None:
    """Words in their order, and each part with its mark no longer than there is room."""
    parts = spread(text, characters, counting)
    if len(parts) < 2:
        return
    assert all(counted(part, counting) <= characters for part in parts)
    assert list(range(1, len(parts) + 1)) == [number_of(part) for part in parts]
    assert text.split() == [word for part in parts for word in part.split()[:-1]]


def test_a_text_that_fits_is_one_part_without_a_mark() -> None:
    """And one that has no place to be parted has none."""
    assert ("Eels.",) == spread(" Eels. ", 10, Counting.CHARACTERS)
    assert () == spread("鰻" * 300, 100, Counting.CHARACTERS)


def test_the_first_part_is_full_and_the_others_end_with_sentences() -> None:
    """What stands at the beginning stays together; afterwards readers are not left in the middle of a sentence."""
    sentence = "The water stood at the third step and rose. "
    parts = spread(sentence * 20, 120, Counting.CHARACTERS)
    assert counted(parts[0], Counting.CHARACTERS) > 105
    assert all(part.rpartition("\n\n")[0].endswith("rose.") for part in parts[1:])


def test_a_mark_is_told_from_other_words() -> None:
    """It stands at the end, in its own form."""
    assert [2, 0, 0] == [number_of(text) for text in ("so it was.\n\n(2/5)", "(2/5) of it", "the score was 2/5")]

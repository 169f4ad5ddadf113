"""The same words under two names: found where it is sure, and never where it is not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.likeness import Alike, Copies, Copy, fingerprint, resemblance, sketch

WORDS = [f"word{n}" for n in range(400)]
CREDIT = " Rivers rise, by Ana Ruiz, 20 November 2026. © 2026 Source Daily. CC BY 4.0."


def story(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def site(text: list[str], *, key: str = "other", source: str = "two", credit: str = CREDIT) -> Copies:
    copies = Copies()
    body = " ".join(text)
    copies.add(Copy(key, source, "Rivers rise", "https://commons.example/r", fingerprint(body + credit), fingerprint(body).digest))
    return copies


def found(copies: Copies, text: list[str], source: str = "src"):
    return copies.alike("mine", source, fingerprint(" ".join(text)))


def test_the_same_words_under_another_name_are_found():
    """Whoever brings them, and though the copy carries its credit."""
    assert 1.0 == found(site(story(1)), story(1)).share
    assert 1.0 == found(site(story(1), source="src"), story(1)).share


def test_nearly_the_same_words_of_another_source_are_found():
    """A word of an editor does not make another article."""
    text = story(1)
    edited = [*text[:150], "indeed", *text[151:]]

    assert 0.95 < found(site(text), edited).share < 1


def test_what_is_found_is_named():
    """Headline, address and source of the copy, and how much of it is the same."""
    assert Alike("Rivers rise", "https://commons.example/r", "two", 1.0) == found(site(story(1)), story(1))


def test_the_words_at_either_end_count():
    """A text that goes on where the copy ends, or began before it, has runs that the copy has not."""
    text = story(1, 100)
    one, same = fingerprint(" ".join(text)), fingerprint(" ".join(text))

    assert (96, one) == (len(one.runs), same)
    assert len(fingerprint(" ".join(text[:5])).runs) == 1
    assert len(fingerprint(" ".join(text[:4])).runs) == 0
    assert len(one.runs & fingerprint(" ".join(text[:-1])).runs) == 95


def test_figures_are_read_without_the_stops_after_them():
    """“In 2026, 17.5 of 20.” has three; each as often as it stands there."""
    assert {("2026", 0), ("17.5", 0), ("20", 0), ("20", 1)} == fingerprint("In 2026, 17.5 of 20: 20.").figures


def test_the_shortest_text_that_is_compared_has_eighty_words():
    """One word less repeats itself without being a duplicate."""
    assert found(site(story(1, 80)), story(1, 80)) is not None
    assert found(site(story(1, 79)), story(1, 79)) is None


def test_hostile_characters_do_not_stop_a_print():
    """A lone surrogate has no bytes of its own."""
    assert fingerprint("a\ud800 b").digest


def test_an_update_is_no_duplicate():
    """What one source brings again with other words, under a new name, is a new article."""
    text = story(1)

    assert found(site(text, source="src"), [*text[:150], "indeed", *text[151:]]) is None
    assert found(site(text, source="src"), text[:-20]) is None


def test_an_article_is_no_duplicate_of_itself():
    """Its own copy is corrected."""
    assert found(site(story(1), key="mine"), story(1)) is None


def test_other_figures_make_another_report():
    """A report that comes every week with other numbers is no duplicate, however much of it stands still."""
    text = story(1)

    assert found(site([*text, "17"]), [*text, "18"]) is None
    assert found(site([*text, "17"]), [*text, "17"]) is not None


def test_a_story_within_another_is_no_duplicate():
    """A round-up that holds a short report is another article, and so is the report."""
    assert found(site(story(1) + story(2)), story(1)) is None
    assert found(site(story(1)), story(1) + story(2)) is None


def test_short_texts_repeat_themselves_without_being_duplicates():
    """“The crossword is in the paper” comes every day."""
    assert found(site(story(1, 40)), story(1, 40)) is None


def test_typography_does_not_tell_texts_apart():
    """Case, quotes and dashes are format."""
    text = story(1)

    assert found(site([word.upper() for word in text]), text) is not None


@pytest.mark.parametrize("seed", range(40))
def test_stories_of_one_vocabulary_are_told_apart(seed: int):
    """The same words in another order are another text."""
    shuffled = story(seed)
    random.Random(seed + 1).shuffle(shuffled)

    assert found(site(story(seed)), shuffled) is None


@given(st.integers(0, 299), st.integers(2, 30))
def test_a_tenth_that_differs_is_enough(at: int, times: int):
    """Where more than one word in twenty lies in another run of words, nobody is held."""
    text = story(3)
    for step in range(times):
        text[(at + step * 10) % 300] = f"other{step}"

    like = found(site(story(3)), text)

    assert like is None or like.share >= 0.95
    assert like is None or times <= 3


def test_the_newest_copy_of_an_article_counts():
    """A corrected copy is compared as it stands now."""
    copies = site(story(1))
    copies.add(Copy("other", "two", "Rivers rise", "", fingerprint(" ".join(story(2))), "digest"))

    assert found(copies, story(1)) is None


@given(st.integers(0, 1000), st.integers(80, 800))
def test_a_sketch_tells_how_much_of_a_text_is_left(seed: int, words: int):
    """All of it, most of it after a sentence was mended, next to nothing of another text."""
    text, other = story(seed, words), story(seed + 10_000, words)
    mended = [*text[:20], *other[20:32], *text[32:]]
    shares = [resemblance(sketch(" ".join(text)), sketch(" ".join(now))) for now in (text, mended, other)]
    assert 1.0 == shares[0]
    assert shares[1] > 0.5
    assert shares[2] < 0.2


def test_a_sketch_is_the_same_on_every_day():
    """It is kept beside a decision, and compared years later by another process."""
    assert (94342397729251, 239508640601282) == sketch("Rivers rise again today")


def test_hardly_any_words_are_like_any_others():
    """Nothing is concluded from a text that is too short to be sketched."""
    assert 1.0 == resemblance(sketch("Rivers rise"), sketch(""))

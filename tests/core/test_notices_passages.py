"""Which sentences are terms and which are the story, where sentences end, and what is quoted."""

import pytest

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.notices import read_notice

GRANT = "You may republish this article with a link to the original."
TOLD = [
    "That will not change.",
    "He said they must not change course.",
    "The report said the army must not alter its plans.",
    "Nothing is going to change, and no deal was made.",
    "The barge did not carry commercial passengers.",
    "No photos of the flood were taken.",
    "The council credited Ann Reed with the idea.",
    "If the link between both is real, they must act.",
    "Farmers may not use the river.",
    "Nobody was allowed to publish the results.",
    "Visitors need permission to use the path.",
    "The law forbids the use of force.",
]
MEANT = [
    "It may not be used.",
    "Any use without permission is prohibited.",
    "May not be published, broadcast or rewritten.",
    "No part may be used.",
    "Texts cannot be used.",
    "Permission must be obtained before use.",
    "Users may not use or distribute it.",
    "Fen Gazette prohibits copying.",
]


def said(text: str, topic: Topic) -> list[tuple[str, str]]:
    """Value and quote of each statement on a topic."""
    return [(e.value, e.quote.text) for e in read_notice(text, "text") if e.topic is topic]


@pytest.mark.parametrize("sentence", TOLD)
def test_story_is_no_terms(sentence):
    """A sentence of the story says nothing about its text, alone or a few paragraphs before the notice."""
    assert () == read_notice(sentence, "text")
    story = f"{sentence}\nThe water rose again on Friday.\nIt fell on Sunday.\n{GRANT}"
    assert read_notice(GRANT, "text") == tuple(_moved(e, story) for e in read_notice(story, "text"))


def _moved(e: Evidence, story: str) -> Evidence:
    """The statement as it would be with the notice alone."""
    (only,) = [x for x in read_notice(GRANT, "text") if (x.topic, x.value) == (e.topic, e.value)]
    assert story[e.quote.start : e.quote.end] == only.quote.text
    return only


@pytest.mark.parametrize("sentence", MEANT)
def test_bare_prohibition_is_meant(sentence):
    """A prohibition without a subject of its own is the notice's, wherever it stands."""
    assert "no" in dict(said(f"{sentence}\n{'The water rose again. ' * 20}\nIt fell.", Topic.REPUBLISH))


@pytest.mark.parametrize(
    ("text", "topic", "value"),
    [
        (f"{GRANT} It must not be changed.", Topic.DERIVATIVES, "forbidden"),
        (f"{GRANT}\nIt must not be changed.", Topic.DERIVATIVES, "forbidden"),
        (f"{GRANT}\nRules:\n- no changes\n- photos excluded", Topic.DERIVATIVES, "forbidden"),
        (f"{GRANT}\nThe rest\nPictures\nPhotos are not included.", Topic.LIMIT, "images"),
        (f"Please do not change a word.\n{GRANT}", Topic.DERIVATIVES, "forbidden"),
        (f"Please tell us at desk@fen.example.\n{GRANT}", Topic.DUTY, "notify_publisher"),
        ("You can't edit our stories.", Topic.DERIVATIVES, "forbidden"),
    ],
)
def test_what_stands_with_terms_counts(text, topic, value):
    """Beside a grant, below its heading, in its list or as a request before it, a statement needs no word of its own about the text."""
    assert value in dict(said(text, topic))


def test_paragraph_ends_a_sentence():
    """An address at the end of a line is not joined with the next line, nor is a line that begins with one."""
    text = "For commercial use of our articles write to desk@fen.example\nwww.fen.example shows copyrighted material under fair use."
    quotes = {e.quote.text for e in read_notice(text, "text") if e.topic in (Topic.COMMERCIAL, Topic.LIMIT)}
    assert set(text.split("\n")) == quotes


@pytest.mark.parametrize("width", [24, 40, 72])
def test_wrapped_lines_are_one_sentence(width):
    """A sentence broken over lines is read whole where a line clearly goes on."""
    words, lines = "You may republish our articles, provided that the author is credited and they are not changed.".split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    wrapped = "\n".join(lines)
    assert [("yes", wrapped)] == said(wrapped, Topic.REPUBLISH)


def test_line_that_wants_more_goes_on():
    """A line that ends in an article or a preposition goes on although the next begins with a capital."""
    text = "You may republish the\nLantern articles."
    assert [("yes", text)] == said(text, Topic.REPUBLISH)


def test_original_is_quoted_whole():
    """Whose article it was is told by the whole sentence; the value is the name alone."""
    text = "Water rose. The original source of this article is Tidewater Post"
    assert [("Tidewater Post", "The original source of this article is Tidewater Post")] == said(text, Topic.ORIGINAL)


def test_excuse_is_a_warning_beside_a_grant():
    """An excuse for others' works neither grants nor refuses where something does; alone it is no grant."""
    excuse = "This site shows copyrighted material under fair use."
    assert ["yes"] == [value for value, _ in said(f"{GRANT}\n{excuse}", Topic.REPUBLISH)]
    assert [("third_party_items", excuse)] == said(f"{GRANT}\n{excuse}", Topic.LIMIT)
    assert [("no", excuse)] == said(excuse, Topic.REPUBLISH)


@pytest.mark.parametrize(
    "doubt",
    [
        "Legal action will follow.",
        "Ask us first.",
        "A fee of $20 applies.",
        "We withdraw this permission.",
        "Just kidding!",
        "But only if you pay.",
    ],
)
def test_doubt_leaves_a_grant_open(doubt):
    """A threat, a price or a word that takes it back leaves a grant open, and says why."""
    assert ("unknown", doubt) in said(f"{GRANT} {doubt}", Topic.REPUBLISH)


@pytest.mark.parametrize(
    "part", ["A fee applies to commercial use.", "Photos are excluded: our permission is needed.", "Reposting without credit is theft."]
)
def test_doubt_about_a_part_is_none(part):
    """A price of commercial use, a permission for pictures or a threat to those who give no credit leaves the grant as it is."""
    assert "unknown" not in dict(said(f"{GRANT} {part}", Topic.REPUBLISH))

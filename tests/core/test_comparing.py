"""What changed between two readings of terms: worded, graded, complete, and silent where nothing changed."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.comparing import Direction, compare, headline, words
from syndicator.core.evidence import CHANGES, DUTIES, LIMITS, MEANINGS, MEDIA, RESERVATIONS, Channel, Evidence, Quote, Topic
from syndicator.core.terms import Commercial, Derivatives, Republish, Terms

CASES = tomllib.loads((Path(__file__).parent / "cases" / "comparing.toml").read_text("utf-8"))["case"]
LICENCES = ("", "CC-BY-4.0", "CC-BY-3.0", "CC-BY-NC-ND-4.0", "CC0-1.0", "LicenseRef-CC-unspecified", "LicenseRef-Odd")
WORD = st.text("abc", max_size=3)


def some(*names):
    return st.lists(st.sampled_from(names), unique=True).map(tuple)


def terms_of(case):
    kinds = {"republish": Republish, "commercial": Commercial, "derivatives": Derivatives}
    plain = {name: kinds[name](value) if name in kinds else value for name, value in case.items()}
    lists = {name: tuple(value) for name, value in plain.items() if isinstance(value, list)}
    pairs = {name: tuple(value.items()) for name, value in plain.items() if isinstance(value, dict)}
    return Terms(**{**plain, **lists, **pairs})


VALUES = {
    "republish": st.sampled_from(Republish),
    "licence": st.sampled_from(LICENCES),
    "licence_url": WORD,
    "commercial": st.sampled_from(Commercial),
    "derivatives": st.sampled_from(Derivatives),
    "duties": some(*DUTIES),
    "limits": st.dictionaries(st.sampled_from(LIMITS), st.sampled_from(("", "2 a month", "90", "soon"))).map(lambda d: tuple(d.items())),
    "audience": st.sampled_from(("", *words.AUDIENCES)),
    "contact": WORD,
    "covers": some("Bell", "Quay"),
    "original": WORD,
    "original_url": WORD,
    "credit": WORD,
    "disclaimers": some("Views are the authors' own.", "No endorsement is implied."),
    "copyright_line": WORD,
    "media": some(*MEDIA),
    "meanings": some(*MEANINGS),
    "changes": st.dictionaries(st.sampled_from(CHANGES), st.sampled_from(("allowed", "forbidden", "ask"))).map(lambda d: tuple(d.items())),
    "removal": st.sampled_from(("", "30", "90", "on-request")),
    "reservations": some(*RESERVATIONS),
    "unread": st.sampled_from(("", "fi", "eo")),
    "conflicts": some("On this, a says b.", "On that, c says d."),
}
ANY = st.builds(Terms, **VALUES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_change_is_worded_and_graded(case):
    """Each row of the table: what was, what is, and what a republisher is told."""
    changes = compare(terms_of(case.get("old", {})), terms_of(case.get("new", {})))
    assert [tuple(told) for told in case["told"]] == [(change.direction, change.says) for change in changes]


@given(ANY)
def test_equal_terms_have_not_changed(terms):
    """Whatever they say."""
    assert () == compare(terms, terms)


@given(ANY, st.data())
def test_every_change_of_one_field_is_told(terms, data):
    """One field at a time, and it is told both ways, in words of its own."""
    name = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(VALUES[name].filter(lambda found: meaning(found) != meaning(getattr(terms, name))))
    other = replace(terms, **{name: value})
    there, back = compare(terms, other), compare(other, terms)
    assert ([], []) == ([c for c in there if not c.says], [c for c in back if not c.says])
    assert there
    assert back


def meaning(value):
    """A field without the order of its parts."""
    return frozenset(value) if isinstance(value, tuple) else value


def test_no_field_is_forgotten():
    """A new field of the terms has to be compared too; the evidence itself is where things are said, not what."""
    assert {field.name for field in fields(Terms)} - {"evidence"} == set(VALUES)


def test_both_sides_are_quoted():
    """The words that were read, before and after."""
    said = [Evidence(Topic.COMMERCIAL, value, Quote(value, "page", 0, 9), "says.x", Channel.NOTICE) for value in ("allowed", "forbidden")]
    old, new = (Terms(commercial=Commercial(e.value), evidence=(e,)) for e in said)
    (change,) = compare(old, new)
    assert (("allowed",), ("forbidden",)) == (tuple(q.text for q in change.old), tuple(q.text for q in change.new))


def test_the_same_in_other_words_is_no_change():
    """Only what is said counts, not where."""
    e = Evidence(Topic.DUTY, "byline", Quote("name the author", "page", 0, 15), "says.byline", Channel.NOTICE)
    moved = replace(e, quote=Quote("the author is to be named", "page", 70, 95))
    assert () == compare(Terms(duties=("byline",), evidence=(e,)), Terms(duties=("byline",), evidence=(moved,)))


def granted(name, *, apart):
    """Terms whose permission names a medium, or that name it in another sentence."""
    yes = Evidence(Topic.REPUBLISH, "yes", Quote("Anyone may run this in print.", "page", 0, 29), "grant.may", Channel.NOTICE)
    quote = replace(yes.quote, text="In print, name the author.", start=30, end=56) if apart else yes.quote
    return Terms(republish=Republish.YES, media=(name,), evidence=(yes, replace(yes, topic=Topic.MEDIA, value=name, quote=quote)))


def test_a_medium_bounds_only_the_permission_that_names_it():
    """Named in another sentence it is told, and weighs nothing."""
    bare = Terms(republish=Republish.YES)
    told = [[(c.direction, c.says) for c in compare(bare, granted("print", apart=apart))] for apart in (False, True)]
    assert [[("stricter", "is now for print only")], [("neutral", "now names print")]] == told


def test_all_rights_are_reserved_only_where_words_say_so():
    """A refusal by other words is no licence of that name."""
    e = Evidence(Topic.REPUBLISH, "no", Quote("All rights reserved.", "page", 0, 20), "reserved.all-rights", Channel.NOTICE)
    bare = Terms(republish=Republish.NO, licence="LicenseRef-AllRightsReserved")
    (change,) = compare(bare, replace(bare, evidence=(e,)))
    assert ("now has a licence: all rights reserved", (e.quote,)) == (change.says, change.new)


@pytest.mark.parametrize("old", Republish)
@pytest.mark.parametrize("new", Republish)
def test_what_became_of_reposting_is_said_where_it_changed(old, new):
    """In a sentence of its own for each step."""
    assert (old is not new) == bool(headline(Terms(republish=old), Terms(republish=new)))


@pytest.mark.parametrize(
    ("names", "table"),
    [
        (DUTIES, words.DUTIES),
        (LIMITS, words.LIMITS),
        (MEANINGS, words.MEANINGS),
        (MEDIA, words.MEDIA),
        (CHANGES, words.CHANGES),
        (RESERVATIONS, words.RESERVATIONS),
        (tuple(Republish), words.REPUBLISH),
        (tuple(Commercial), words.COMMERCIAL),
        (tuple(Derivatives), words.DERIVATIVES),
    ],
)
def test_every_name_has_its_words(names, table):
    """A name that cannot be said would be told as nothing."""
    assert set(names) == set(table)


def test_in_doubt_a_change_is_stricter():
    """A figure that cannot be compared is not called looser."""
    (change,) = compare(Terms(limits=(("rate_limit", "2 a month"),)), Terms(limits=(("rate_limit", "9 a year"),)))
    assert Direction.STRICTER is change.direction

"""The policy library is read strictly, and an operator's own folder comes first."""

from datetime import date

import pytest

from syndicator.core.agreements import library
from syndicator.core.evidence import Topic
from syndicator.core.places import Policy, Source
from syndicator.core.terms import combine
from syndicator.errors import SettingsError
from syndicator.settings import load_policies
from syndicator.settings.policies import read_folder
from syndicator.shipped import shipped

GOOD = """\
publisher = "Quay Weekly"
hosts = ["quay.test", "quay-blog.test"]
url = "https://quay.test/reuse"
read_on = 2026-03-01
grade = "verified_text"
[says]
republish = "yes"
duty = ["byline", "pixel"]
limit = ["images", "time_window_days=90"]
"""


@pytest.fixture
def folder(tmp_path):
    """Makes a folder of policy files."""

    def made(name, **files):
        (tmp_path / name).mkdir()
        for stem, text in files.items():
            (tmp_path / name / f"{stem}.toml").write_text(text)
        return tmp_path / name

    return made


def test_a_policy_is_read_whole(folder):
    """Lists become tuples, topics the core's own, and a silent topic stays out."""
    expected = Policy(
        publisher="Quay Weekly",
        hosts=("quay.test", "quay-blog.test"),
        url="https://quay.test/reuse",
        read_on=date(2026, 3, 1),
        grade="verified_text",
        says={Topic.REPUBLISH: "yes", Topic.DUTY: ("byline", "pixel"), Topic.LIMIT: ("images", "time_window_days=90")},
    )
    assert (expected,) == load_policies([folder("own", quay=GOOD)])


def test_the_first_folder_counts(folder):
    """An operator who read a policy again replaces what is shipped for those hosts, and only for those."""
    own = folder("own", quay=GOOD.replace(', "quay-blog.test"', "").replace('"yes"', '"no"'))
    found = load_policies([own, folder("theirs", quay=GOOD)])
    assert [(("quay.test",), "no"), (("quay-blog.test",), "yes")] == [(p.hosts, p.says["republish"]) for p in found]


def test_two_files_of_one_folder_cannot_speak_of_one_host(folder):
    """Which one counted would be chance."""
    with pytest.raises(SettingsError, match=r"b\.toml: hosts: quay\.test is spoken of in .*a\.toml too"):
        load_policies([folder("own", a=GOOD, b=GOOD.replace(', "quay-blog.test"', ""))])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"byline"', '"bylne"', '9: says.duty: "bylne" is not known; did you mean "byline"?'),
        ('"images"', '"image"', '10: says.limit: "image" is not known; did you mean "images"?'),
        ('republish = "yes"', 'republish = "maybe"', '8: says.republish: "maybe" is not known; write "yes", "no" or "unknown"'),
        ('republish = "yes"\n', "", "7: says.republish: is missing; it has no default"),
        ("republish", "republsh", '8: says.republsh: unknown key; did you mean "republish"?'),
        ("2026-03-01", '"spring"', '5: read_on: "spring" is not a date; write year-month-day without quotes, such as 2026-01-31'),
        ("verified_text", "verified", '6: grade: "verified" is not known; did you mean "unverified"?'),
        ('["quay.test", "quay-blog.test"]', "[]", "3: hosts: is empty; name at least one"),
    ],
)
def test_a_wrong_policy_is_told_with_file_line_and_key(folder, old, new, expected):
    """A mistake in a policy is never a silent grant."""
    own = folder("own", quay="# read again in spring\n" + GOOD.replace(old, new, 1))
    with pytest.raises(SettingsError) as told:
        load_policies([own])
    assert f"{own / 'quay.toml'}:{expected}" in told.value.problems


def test_problems_of_all_files_are_told_at_once(folder):
    """Two wrong files, two lines."""
    with pytest.raises(SettingsError) as told:
        load_policies([folder("own", a="publisher = ", b="publisher = ")])
    assert 2 == len(told.value.problems)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    """A misspelt folder would silently lose an operator's own policies."""
    with pytest.raises(SettingsError, match="there is no such folder"):
        load_policies([tmp_path / "none"])


def test_what_is_said_in_detail_is_read(folder):
    """Media, what counts as commercial, single changes, removal and reservations; and who decides."""
    text = GOOD.replace("[says]", 'decide = "person"\n[says]') + (
        'media = ["web"]\nmeaning = ["ads-allowed"]\nchange = ["translate=ask"]\nremoval = "90"\nreservation = ["tdm"]\n'
    )
    (policy,) = load_policies([folder("own", quay=text)])
    assert ("person", ("web",), ("ads-allowed",), ("translate=ask",), "90", ("tdm",)) == (
        policy.decide,
        *(policy.says[topic] for topic in (Topic.MEDIA, Topic.MEANING, Topic.CHANGE, Topic.REMOVAL, Topic.RESERVATION)),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('media = ["wed"]', 'says.media: "wed" is not known; did you mean "web"?'),
        ('meaning = ["ads-allwed"]', 'says.meaning: "ads-allwed" is not known; did you mean "ads-allowed"?'),
        ('change = ["translat=ask"]', 'says.change: "translat" is not known; did you mean "translate"?'),
        ('change = ["translate"]', 'says.change: "translate" does not fit; write a change and what is said of it, such as "translate=ask"'),
        ('removal = "soon"', 'says.removal: "soon" does not fit; it must match ^(?:[1-9][0-9]{0,4}|on-request)$'),
        ('reservation = ["tmd"]', 'says.reservation: "tmd" is not known; did you mean "tdm"?'),
    ],
)
def test_a_wrong_detail_is_told(folder, line, expected):
    """At its line."""
    own = folder("own", quay=GOOD + line + "\n")
    with pytest.raises(SettingsError) as told:
        load_policies([own])
    assert f"{own / 'quay.toml'}:10: {expected}" in told.value.problems


def test_nobody_else_decides(folder):
    """A machine or a person."""
    with pytest.raises(SettingsError, match='decide: "editor" is not known; write "automatic" or "person"'):
        load_policies([folder("own", quay=GOOD.replace("[says]", 'decide = "editor"\n[says]'))])


def test_the_comment_above_is_the_note(folder):
    """One paragraph, up to the first key."""
    problems = []
    (one,) = read_folder(folder("own", quay=f"# Only on\n#  Tuesdays.\n{GOOD}# not this\n"), problems)
    assert ("Only on Tuesdays.", []) == (one.note, problems)


def test_the_shipped_library_permits_only_what_was_read():
    """A grant has a limit and a credit, and stands on the publisher's own words."""
    shipped_policies = load_policies([shipped("config") / "publishers"])
    granting = [policy for policy in shipped_policies if policy.says["republish"] == "yes"]
    assert len(shipped_policies) >= 150
    assert {"verified_text"} == {policy.grade for policy in granting}
    assert [] == [policy.publisher for policy in granting if "images" not in policy.says.get("limit", ())]
    assert [] == [policy.publisher for policy in granting if "source_credit" not in policy.says["duty"]]


def test_the_shipped_library_says_what_a_person_must_know():
    """Each file has its comment, and its publisher stands in one file."""
    problems = []
    found = tuple(read_folder(shipped("config") / "publishers", problems))
    assert ([], []) == (problems, [one.file.name for one in found if not one.note])
    assert len(found) == len({one.policy.publisher for one in found})


def test_sentences_to_keep_come_from_the_library(tmp_path):
    """`disclaimer` names them, word for word; they reach the terms as they stand."""
    text = (
        'publisher = "Quay"\nhosts = ["quay.example"]\nurl = "https://quay.example/terms"\nread_on = 2026-01-02\n'
        'grade = "verified_text"\n[says]\nrepublish = "yes"\ndisclaimer = ["The views are those of the author.", "Nobody endorses it."]\n'
    )
    (tmp_path / "quay.toml").write_text(text, "utf-8")
    source = Source(id="quay", feed="https://quay.example/feed", publisher="Quay")

    terms = combine(library(load_policies([tmp_path]), source))
    assert ("The views are those of the author.", "Nobody endorses it.") == terms.disclaimers

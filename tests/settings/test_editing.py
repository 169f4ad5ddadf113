"""Editing changes the lines that are meant, and refuses what would break the file."""

import stat

import pytest

from syndicator.errors import InputError, SettingsError
from syndicator.settings import read_text
from syndicator.settings.editing import save, with_sources, without_source
from tests.settings.conftest import ENVIRON, GOOD

NEW = {"id": "mole", "feed": "https://mole.test/feed", "publisher": 'The "Mole"\\'}


def test_adding_and_removing_leaves_the_file_as_it_was(good):
    """Comments, order and spacing are the operator's."""
    text = read_text(good)
    longer = with_sources(text, [NEW])
    assert longer.startswith(text)
    assert text == without_source(longer, good, "mole")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay_as_they_are(good, newline):
    """A file from Windows stays one."""
    text = GOOD.replace("\n", newline)
    longer = with_sources(text, [NEW])
    assert longer.count("\n") == longer.count(newline)
    assert text == without_source(longer, good, "mole")


def test_removing_keeps_the_comments_of_the_neighbours(good):
    """A comment above the next table belongs to the next table."""
    text = '# sources\n[[source]]\nid = "a"\n\n# the other one\n[[source]]\nid = "b"\n'
    assert '# sources\n\n# the other one\n[[source]]\nid = "b"\n' == without_source(text, good, "a")


def test_a_source_that_is_not_there_cannot_be_removed(good):
    """The ones that are there are named."""
    with pytest.raises(InputError, match=r'there is no source "mole"; there are: quay, pier'):
        without_source(GOOD, good, "mole")


def test_sources_in_one_line_are_left_to_a_person(good):
    """What cannot be edited safely is not edited."""
    with pytest.raises(InputError, match="take it out by hand"):
        without_source('source = [{ id = "a" }]\n', good, "a")


def test_saving_keeps_the_rights_of_the_file(good):
    """A settings file only its owner could read stays one."""
    good.chmod(0o640)
    save(good, GOOD, with_sources(GOOD, [NEW]), ENVIRON)
    assert 0o640 == stat.S_IMODE(good.stat().st_mode)
    assert ["syndicator.toml"] == [file.name for file in good.parent.iterdir()]
    assert 'publisher = "The \\"Mole\\"\\\\"' in good.read_text()


def test_a_symbolic_link_is_followed(good, tmp_path):
    """The file a link leads to is edited; the link stays a link."""
    link = tmp_path / "link.toml"
    link.symlink_to(good)
    save(link, GOOD, with_sources(GOOD, [NEW]), ENVIRON)
    assert link.is_symlink()
    assert "mole" in good.read_text()


def test_a_text_with_a_new_problem_is_not_written(good):
    """Here: a route would name a source that is gone."""
    with pytest.raises(SettingsError, match='there is no source "quay"'):
        save(good, GOOD, without_source(GOOD, good, "quay"), ENVIRON)
    assert GOOD == good.read_text()


def test_an_old_problem_does_not_stand_in_the_way(good):
    """A file that still lacks something can be filled step by step."""
    text = GOOD.replace("workers = 3", "workers = 0")
    good.write_text(text)
    save(good, text, with_sources(text, [NEW]), ENVIRON)
    assert "mole" in good.read_text()

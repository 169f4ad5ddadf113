"""`syndicator init` writes a file to start from, and never over another."""

import tomllib

import pytest

from syndicator.shipped import shipped


def test_init_writes_the_shipped_file_and_its_schema(run, tmp_path):
    """With every setting and its comment, as shipped."""
    ran = run("init", tmp_path / "new")
    assert (0, f"wrote {tmp_path / 'new' / 'syndicator.toml'}\n") == (ran.code, ran.out)
    for name in ("syndicator.toml", "syndicator.schema.json"):
        assert (shipped("config") / name).read_bytes() == (tmp_path / "new" / name).read_bytes()


def test_init_says_what_comes_next(run, tmp_path):
    """The lines can be copied."""
    said = run("init", tmp_path).err
    assert f"write your address into {tmp_path}/syndicator.toml: fetch.contact" in said
    assert f"syndicator --config {tmp_path}/syndicator.toml check-config" in said


def test_init_says_that_copies_need_a_place(run, tmp_path):
    """Without a site and a route nothing is ever posted, and no command writes them."""
    assert (
        f"write into {tmp_path}/syndicator.toml where copies go: a [[site]], and a [[route]] that leads there" in run("init", tmp_path).err
    )


def test_init_with_a_contact_is_ready_to_run(run, tmp_path):
    """One command, and the settings are fine."""
    assert 0 == run("init", tmp_path, "--contact", "desk@quay.test").code
    assert "desk@quay.test" == tomllib.loads((tmp_path / "syndicator.toml").read_text())["fetch"]["contact"]
    assert 0 == run("check-config", tmp_path / "syndicator.toml").code


def test_init_without_a_contact_is_not_ready_to_run(run, tmp_path):
    """The example address reaches nobody."""
    run("init", tmp_path)
    ran = run("check-config", tmp_path / "syndicator.toml")
    assert 2 == ran.code
    assert "fetch.contact: still the example; write an address under which publishers reach you" in ran.err


@pytest.mark.parametrize("contact", ["nobody", 'a"b', "desk@quay.test\nx = 1"])
def test_init_refuses_a_contact_that_is_none(run, tmp_path, contact):
    """Nothing is written with it."""
    ran = run("init", tmp_path / "new", "--contact", contact)
    assert (2, True) == (ran.code, ran.err.startswith("syndicator: --contact: "))
    assert not (tmp_path / "new").exists()


def test_init_never_overwrites(run, file):
    """An operator's file is worth more than ours."""
    before = file.read_text()
    ran = run("init", file.parent)
    assert (2, f"syndicator: {file} is there already; nothing was written (--force overwrites it)\n") == (ran.code, ran.err)
    assert before == file.read_text()


def test_init_overwrites_when_forced(run, file):
    """--force is meant."""
    assert 0 == run("init", file.parent, "--force").code
    assert (shipped("config") / "syndicator.toml").read_text() == file.read_text()


def test_init_where_nothing_can_be_written_is_told(run, tmp_path):
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("")
    ran = run("init", tmp_path / "taken" / "new")
    assert (2, True) == (ran.code, "cannot be written" in ran.err)

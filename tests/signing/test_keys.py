"""The key of the ledger: for its owner alone, and telling when it is not itself."""

from pathlib import Path

import pytest

from syndicator.core.checkpoints import Head, Note, note, signed, verifier_key
from syndicator.errors import SettingsError
from syndicator.signing import make_key, open_key, signed_by
from syndicator.signing.laying import replace_file

# A note, and the key that signed it, as other implementations of the signed note show them.
PUBLISHED = (
    "This is an example message.\n",
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
)


def a_note(key, size: int = 3) -> Note:
    head = Head(key.key.name, size, bytes(32))
    return note(signed(head, (key.sign(head.text()),)))


def test_a_new_key_is_its_owners_alone(tmp_path: Path):
    """One line, mode 0600, and the same key when it is read."""
    made = make_key(tmp_path / "key")
    assert 0o600 == (tmp_path / "key").stat().st_mode & 0o777
    assert (made.key, "PRIVATE+KEY+") == (open_key(tmp_path / "key").key, (tmp_path / "key").read_text()[:12])
    assert str(made.key) == str(verifier_key(str(made.key)))


def test_a_key_is_never_written_over(tmp_path: Path):
    """A second one is refused; the first is in force."""
    first = make_key(tmp_path / "key")
    with pytest.raises(SettingsError, match="exists"):
        make_key(tmp_path / "key")
    assert first.key == open_key(tmp_path / "key").key


def test_what_a_key_signed_is_told_from_what_it_did_not(tmp_path: Path):
    """Another text, another key, another signature."""
    one, two = make_key(tmp_path / "one"), make_key(tmp_path / "two")
    found = a_note(one)
    assert signed_by(found, one.key)
    assert not signed_by(found, two.key)
    assert not signed_by(Note(found.head, found.text.replace("3", "4"), found.signatures), one.key)


def test_a_key_of_the_same_name_is_another_key(tmp_path: Path):
    """The name is kept when keys are exchanged; the id tells them apart."""
    one = make_key(tmp_path / "one")
    two = make_key(tmp_path / "two", one.key.name)
    assert (one.key.name, False) == (two.key.name, signed_by(a_note(one), two.key))


def test_a_note_signed_elsewhere_is_verified():
    """The published example of the signed note; one changed letter, and it is none."""
    text, line, key = PUBLISHED
    signature = note(f"a\n1\nAA==\n\n{line}").signatures
    head = Head("a", 1, b"")
    assert signed_by(Note(head, text, signature), verifier_key(key))
    assert not signed_by(Note(head, text.replace("example", "Example"), signature), verifier_key(key))


def test_a_key_that_others_may_read_is_refused(tmp_path: Path):
    """With the command that mends it."""
    make_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        open_key(tmp_path / "key")


@pytest.mark.parametrize("text", ["", "hello", "PRIVATE+KEY+a+b", "PRIVATE+KEY+a+00000000+AAAA", "\xff"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str):
    """One line that says so."""
    file = tmp_path / "key"
    file.write_bytes(text.encode("latin-1"))
    file.chmod(0o600)
    with pytest.raises(SettingsError, match="holds no key"):
        open_key(file)


def test_a_damaged_key_is_refused(tmp_path: Path):
    """One letter is enough: what it would sign, nobody could verify."""
    make_key(tmp_path / "key")
    line = (tmp_path / "key").read_text()
    (tmp_path / "key").write_text(line.replace("syndicator/", "syndicator/x"))
    with pytest.raises(SettingsError, match="damaged"):
        open_key(tmp_path / "key")


def test_no_key_is_no_traceback(tmp_path: Path):
    """A file that is not there, and a folder that cannot be written to."""
    with pytest.raises(SettingsError, match="cannot be read"):
        open_key(tmp_path / "none")
    with pytest.raises(SettingsError, match="cannot be written"):
        make_key(tmp_path / "none" / "key")


def test_a_file_is_replaced_whole(tmp_path: Path):
    """By a neighbour that takes its place."""
    for text in ("one\n", "two\n"):
        replace_file(tmp_path / "head", text)
    assert (["head"], "two\n") == ([path.name for path in tmp_path.iterdir()], (tmp_path / "head").read_text())

"""Checkpoints and signed notes, in the text forms of C2SP."""

import hashlib

import pytest

from syndicator.core.checkpoints import Head, Signature, VerifierKey, note, signed, verifier_key

ROOT = hashlib.sha256(b"").digest()
HEAD = Head("syndicator/0123456789abcdef", 17, ROOT)
SIGNATURE = Signature("syndicator/0123456789abcdef", b"\x01\x02\x03\x04", b"s" * 64)
WRITTEN = (
    "syndicator/0123456789abcdef\n17\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
    "— syndicator/0123456789abcdef AQIDBHNzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3M=\n"
)
# The verifier key that the specification of signed notes and its libraries show.
PUBLISHED = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


def test_a_checkpoint_is_three_lines_and_its_signatures():
    """Origin, size, root; an empty line; em dash, name, key id and signature."""
    assert WRITTEN == signed(HEAD, (SIGNATURE,))


def test_what_was_written_is_read():
    """There and back."""
    found = note(WRITTEN)
    assert (HEAD, HEAD.text(), (SIGNATURE,)) == (found.head, found.text, found.signatures)


def test_lines_that_others_add_are_kept_in_the_signed_text():
    """Extension lines below the root belong to what is signed."""
    text = f"{HEAD.text()}more\n"
    assert (HEAD, text) == ((found := note(f"{text}\n{SIGNATURE.line()}")).head, found.text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        HEAD.text(),
        WRITTEN.replace("\n17\n", "\n017\n"),
        WRITTEN.replace("\n17\n", "\n-1\n"),
        WRITTEN.replace("\n17\n", "\nmany\n"),
        WRITTEN.replace("47DE", "47D"),
        WRITTEN.replace("— ", "- "),
        WRITTEN.replace("AQID", "AQI"),
        WRITTEN.removesuffix("\n"),
        "syndicator/x\n1\n\n" + SIGNATURE.line(),
        HEAD.text() + "\n" + SIGNATURE.line() * 101,
    ],
)
def test_anything_else_is_no_checkpoint(text: str):
    """A ValueError that says why."""
    with pytest.raises(ValueError, match=r"signed note|checkpoint|signature"):
        note(text)


def test_a_verifier_key_is_what_the_specification_shows():
    """Name, key id, type and key."""
    key = verifier_key(PUBLISHED)
    assert ("example.com/foo", "530d903a", PUBLISHED) == (key.name, key.key_id.hex(), str(key))


@pytest.mark.parametrize(
    "text",
    ["", "name", PUBLISHED.replace("530d", "530e"), PUBLISHED.replace("Aeky", "AekY"), PUBLISHED[:-4], f"{PUBLISHED}!", f"+{PUBLISHED}"],
)
def test_a_damaged_verifier_key_is_refused(text: str):
    """One wrong letter is enough."""
    with pytest.raises(ValueError, match="verifier key"):
        verifier_key(text)


def test_keys_of_one_name_are_told_apart():
    """By the id of four bytes."""
    assert VerifierKey("a/b", bytes(32)).key_id != VerifierKey("a/b", b"\1" * 32).key_id

"""Whether a checkpoint was signed by a key."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from syndicator.core.checkpoints import Note, VerifierKey


def signed_by(note: Note, key: VerifierKey) -> bool:
    """Whether the note bears a true signature of this key; one that names the key and is false speaks against the whole note."""
    mine = [s for s in note.signatures if (s.name, s.key_id) == (key.name, key.key_id)]
    return bool(mine) and _is_true(key.public, mine[0].value, note.text.encode())


def _is_true(public: bytes, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True

"""The file that holds the ledger's key: one line, as the signed note of C2SP writes private keys, for its owner alone."""

import base64
import binascii
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from syndicator.core.checkpoints import ED25519, Signature, VerifierKey
from syndicator.errors import SettingsError

_PREFIX = "PRIVATE+KEY+"
_NAME = "syndicator/"
_SEED = 32


class KeyFile:
    """A key that signs; its name is that of the ledger."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self._key = VerifierKey(name, private.public_key().public_bytes_raw())

    @property
    def key(self) -> VerifierKey:
        """The public half, for whoever checks."""
        return self._key

    def sign(self, text: str) -> Signature:
        """The signature under a text (RFC 8032: the same text gives the same signature)."""
        return Signature(self._key.name, self._key.key_id, self._private.sign(text.encode()))


def open_key(path: Path) -> KeyFile:
    """The key in a file; raises SettingsError where it cannot be read, is none, or others may read it."""
    try:
        mode = path.stat().st_mode
        line = path.read_text("ascii").strip()
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: holds no key of the ledger") from error
    except OSError as error:
        raise SettingsError(f"{path}: the ledger's key cannot be read: {error.strerror}") from error
    if mode & 0o077:
        raise SettingsError(f"{path}: others may read the ledger's key; make it yours alone: chmod 600 {path}")
    return _parsed(path, line)


def make_key(path: Path, name: str = "") -> KeyFile:
    """A new key in a new file, readable by its owner alone; raises SettingsError where there is a file already, or none can be made.

    Without a `name` the ledger is named by its key.
    """
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    made = KeyFile(name or f"{_NAME}{public.hex()[:16]}", private)
    secret = base64.b64encode(ED25519 + private.private_bytes_raw()).decode()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"{_PREFIX}{made.key.name}+{made.key.key_id.hex()}+{secret}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise SettingsError(f"{path}: the ledger's key cannot be written: {error.strerror}") from error
    return made


def _parsed(path: Path, line: str) -> KeyFile:
    parts = line.removeprefix(_PREFIX).split("+", 2)
    try:
        data = base64.b64decode(parts[2], validate=True) if line.startswith(_PREFIX) and len(parts) == 3 else b""
    except binascii.Error:
        data = b""
    if len(data) != _SEED + 1 or data[:1] != ED25519:
        raise SettingsError(
            f"{path}: holds no key of the ledger; put back the one that was there, or make a new one: syndicator ledger key"
        )
    found = KeyFile(parts[0], Ed25519PrivateKey.from_private_bytes(data[1:]))
    if found.key.key_id.hex() != parts[1]:
        raise SettingsError(f"{path}: the ledger's key is damaged; put back the one that was there")
    return found

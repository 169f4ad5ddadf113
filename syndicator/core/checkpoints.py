"""Checkpoints of the ledger as text: C2SP tlog-checkpoint in a C2SP signed note (https://c2sp.org/tlog-checkpoint, /signed-note)."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

ED25519 = b"\x01"  # the signature type of the signed note
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")
_MOST = 100  # signature lines that are looked at


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint states: whose ledger (`origin`), how many entries, and the root of their tree."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name, its id (four bytes), and the signature."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """The line as it stands in a note."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A signed note whose text is a checkpoint."""

    head: Head
    text: str
    signatures: tuple[Signature, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key by the name it signs under; as text, a vkey: `name+id+key`."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


def verifier_key(text: str) -> VerifierKey:
    """The key a vkey stands for; ValueError for a text that is none, or that is damaged."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        data = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise ValueError("no verifier key: its last part is no base64") from error
    found = VerifierKey(name, data[1:])
    if not name or data[:1] != ED25519 or len(data) != 33:
        raise ValueError("no verifier key of Ed25519: it reads name+id+key")
    if found.key_id.hex() != key_id:
        raise ValueError("a damaged verifier key: its id is not that of its name and key")
    return found


def signed(head: Head, signatures: tuple[Signature, ...]) -> str:
    """The note of a checkpoint."""
    return f"{head.text()}\n{''.join(s.line() for s in signatures)}"


def note(text: str) -> Note:
    """A note as it was written, its signatures unchecked; ValueError, with the reason, for anything else."""
    body, gap, lines = text.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise ValueError("no signed note: text, an empty line, and signatures")
    said = lines[:-1].split("\n")
    if len(said) > _MOST:
        raise ValueError(f"more than {_MOST} signatures")
    return Note(_head(f"{body}\n"), f"{body}\n", tuple(_signature(line) for line in said))


def _head(text: str) -> Head:
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise ValueError("no checkpoint: origin, size and root, a line each")
    origin, size, root = lines[:3]
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", size):
        raise ValueError("no checkpoint: its size is no number")
    try:
        return Head(origin, int(size), base64.b64decode(root, validate=True))
    except binascii.Error as error:
        raise ValueError("no checkpoint: its root is no base64") from error


def _signature(line: str) -> Signature:
    found = _LINE.fullmatch(line)
    try:
        data = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error:
        data = b""
    if found is None or len(data) <= 4:
        raise ValueError("a line below the text is no signature")
    return Signature(found[1], data[:4], data[4:])

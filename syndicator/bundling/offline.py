"""Verify an evidence bundle: with Python's standard library alone, offline, and without the program that made it.

    python3 verify.py [BUNDLE.zip] [--key VKEY]

It checks that every file is the one that was packed, that every entry stands in the signed ledger (RFC 6962 inclusion proofs), that
the ledger's head was signed (C2SP signed note, Ed25519 by RFC 8032), and that every content is the one its entry names. Without --key
the key of the bundle is used: compare it with the one the operator published. Exit code 0: all true; 1: something is not.
"""

import base64
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)


def problems(files: Mapping[str, bytes], key: str = "") -> list[str]:
    """Everything that is not as it was signed; empty where the bundle is whole. `files` maps names in the bundle to their bytes."""
    try:
        ledger = json.loads(files["ledger.json"])
        return [*_manifest(files), *_signed(ledger, key or str(ledger["key"])), *_entries(ledger, files)]
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        return [f"the bundle cannot be read: {type(error).__name__}: {error}"]


def _manifest(files: Mapping[str, bytes]) -> Iterator[str]:
    named = json.loads(files["manifest.json"])["files"]
    for name, digest in named.items():
        if name not in files:
            yield f"{name} is missing"
        elif hashlib.sha256(files[name]).hexdigest() != digest:
            yield f"{name} was changed"
    yield from (f"{name} was added" for name in files if name not in named and name != "manifest.json")


def _signed(ledger: Mapping[str, Any], key: str) -> Iterator[str]:
    name, _, rest = key.partition("+")
    _, _, encoded = rest.partition("+")
    public = base64.b64decode(encoded, validate=True)
    key_id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
    body, _, lines = str(ledger["checkpoint"]).rpartition("\n\n")
    for line in lines.splitlines():
        _, signer, value = line.split(" ")
        data = base64.b64decode(value, validate=True)
        if (signer, data[:4]) == (name, key_id):
            if not ed25519(public[1:], f"{body}\n".encode(), data[4:]):
                yield "the signature of the ledger's head is false"
            return
    yield f"the ledger's head is not signed by the key {key}"


def _entries(ledger: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    _, size, root = str(ledger["checkpoint"]).split("\n")[:3]
    contents = {name.rpartition("/")[2].partition(".")[0]: data for name, data in files.items() if name.startswith("contents/")}
    gone = set(ledger["not_kept"])
    for entry in ledger["entries"]:
        said, path = json.loads(entry["text"]), [bytes.fromhex(step) for step in entry["path"]]
        leaf = hashlib.sha256(b"\0" + entry["text"].encode()).digest()
        if not included(leaf, said["seq"] - 1, int(size), path, base64.b64decode(root)):
            yield f"entry {said['seq']} is not in the ledger that was signed"
        for what, digest in said["contents"].items():
            if digest not in gone and hashlib.sha256(contents.get(digest, b"")).hexdigest() != digest:
                yield f"{what} of entry {said['seq']} is missing, or not what was recorded"


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether a path proves that a leaf stands at an index of the tree (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    number, last, head = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            head = hashlib.sha256(b"\1" + step + head).digest()
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            head = hashlib.sha256(b"\1" + head + step).digest()
        number, last = number >> 1, last >> 1
    return last == 0 and head == root


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is true (RFC 8032 section 5.1.7): slow and plain, since nothing here is secret."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commitment = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= _L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    left, right = _times(scalar, _BASE), _plus(commitment, _times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % _P == 0 and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def _plus(one: Point, two: Point) -> Point:
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % _P, (one[1] + one[0]) * (two[1] + two[0]) % _P
    c, d = 2 * one[3] * two[3] * _D % _P, 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = _plus(found, point)
        point, scalar = _plus(point, point), scalar >> 1
    return found


def _point(data: bytes) -> Point | None:
    """The point of an encoding (section 5.1.3); None where there is none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little")) or (0, 1, 1, 0)


def opened(path: Path) -> dict[str, bytes]:
    """The files of a bundle: of a zip, or of the folder it was unpacked into."""
    if path.is_dir():
        packed = ((found.relative_to(path).as_posix(), found) for found in sorted(path.rglob("*")) if found.is_file())
        return {name: found.read_bytes() for name, found in packed if "__pycache__" not in name}
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def main(arguments: Sequence[str]) -> int:
    """Verify the bundle that is named, or the folder this program lies in; 0 where it is whole."""
    rest = [word for word in arguments if word != "--key"]
    key = arguments[arguments.index("--key") + 1] if "--key" in arguments[:-1] else ""
    names = [word for word in rest if word != key]
    files = opened(Path(names[0]) if names else Path(__file__).parent)
    wrong = problems(files, key)
    told = json.loads(files.get("ledger.json", b"{}"))
    say = sys.stdout.write
    for problem in wrong:
        say(f"NOT TRUE  {problem}\n")
    if not wrong:
        say(f"TRUE  {len(told['entries'])} entries stand in the signed ledger, and every content is the one that was recorded\n")
    say(f"key   {key or told.get('key', '')}{'' if key else '  (of the bundle: compare it with the one that was published)'}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

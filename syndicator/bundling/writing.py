"""One zip: a readable summary, pages as WARC, the entries with their proofs, their contents, and the program that verifies them."""

import hashlib
import json
import zipfile
from datetime import datetime
from importlib.resources import files
from io import BytesIO

from syndicator.bundling.gathering import Gathered
from syndicator.bundling.pictures import Pictures
from syndicator.bundling.summary import summary
from syndicator.bundling.warc import archived
from syndicator.core.rasters import kind_of
from syndicator.ports import Renderer

_NONE = Pictures()
_README = """This folder holds what is recorded of one article and its copies.

summary.html   to read, in any browser: terms with the words they rest on, copies, proofs, and everything that was decided and done
evidence.warc.gz   the pages as they were read: the source, the live copies, the terms (any web archive player opens it)
ledger.json    the entries, each with its proof that it stands in the signed ledger
contents/      what the entries name, by SHA-256
block-*.html   the credit as it was sent, one file a site
screenshot-*.png   pages as their bytes were read, drawn without scripts and without a network; there where a browser was at hand
verify.py      checks all of this offline, with Python 3.11 or newer alone:   python3 verify.py

summary.html is a rendering; the entries and their contents are the evidence. Compare the key that verify.py prints with the one the
operator published, or name that one: python3 verify.py --key KEY
"""


def write_bundle(found: Gathered, renderer: Renderer, now: datetime, drawn: Pictures = _NONE) -> bytes:
    """The bundle as a zip; the same evidence at the same time gives the same bytes."""
    names = {digest: f"contents/{digest}.{_kind(content)}" for digest, content in found.contents.items()}
    packed: dict[str, bytes] = {
        "README.txt": _README.encode(),
        "summary.html": renderer.render("evidence/summary.html", summary(found, names, now, drawn)).encode("utf-8", "replace"),
        "evidence.warc.gz": archived(found.snapshots),
        "ledger.json": _json(_ledger(found)),
        "verify.py": files("syndicator.bundling").joinpath("offline.py").read_bytes(),
        **_blocks(found),
        **{one.file: one.png for one in drawn.taken},
        **{names[digest]: content for digest, content in found.contents.items()},
    }  # fmt: skip
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in packed.items()}
    packed["manifest.json"] = _json({"schema": "syndicator/evidence/1", "made_at": now.isoformat(), "files": sums})
    return _zipped(packed, now)


def _blocks(found: Gathered) -> dict[str, bytes]:
    """The credit as it was sent to each site."""
    posts = (row.stored.post for row in found.posts)
    return {f"block-{post.site_id}.html": post.block.encode("utf-8", "replace") for post in posts if post.block}


def _ledger(found: Gathered) -> dict[str, object]:
    entries = [{"text": one.entry.text, "path": [step.hex() for step in one.path]} for one in found.entries]
    return {"key": found.key, "checkpoint": found.checkpoint, "entries": entries, "not_kept": list(found.not_kept)}


def _json(value: object) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=True).encode()


def _zipped(packed: dict[str, bytes], now: datetime) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in packed.items():
            info = zipfile.ZipInfo(name, now.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            bundle.writestr(info, data)
    return buffer.getvalue()


def _kind(content: bytes) -> str:
    """How a content is opened: what is a picture must not be opened as a page."""
    if content[:1] == b"{":
        return "json"
    try:
        return kind_of(content).partition("/")[2].replace("jpeg", "jpg")
    except ValueError:
        return "html"

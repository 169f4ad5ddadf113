"""`evidence`: a file that is whole, that tells when it is not, and that needs nothing of ours to be verified."""

import json
import re
import subprocess
import sys
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from syndicator.bundling.offline import ed25519, opened, problems
from syndicator.core.ledger import digest
from syndicator.core.post import PostState
from syndicator.ports import Page, Upload, UploadState
from syndicator.printing import browser
from syndicator.stores import open_store
from syndicator.stores.recording import erasure
from tests.core.test_rasters import png
from tests.shells.press import FERRY, NOW, fill, settings


@pytest.fixture
def config(tmp_path):
    """Settings with a store that holds something in every state, and a copy that was looked at."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)
    with closing(open_store(tmp_path / "data" / "syndicator.sqlite")) as store:
        (row,) = [row for row in store.posts() if row.stored.receipt]
        taken = Upload(
            site_id="square", src="https://pier.test/r.png", state=UploadState.SENDING, at=NOW, sha256=digest(png()), kind="image/png"
        )
        store.record_upload(taken, row.stored.post, png())
        said = (("x-robots-tag", "noindex"), ("tdm-reservation", "1"))
        page = Page(row.stored.receipt.url, "<p>The ferry, as it stands <script>alert(1)</script></p>", signals=said)
        store.record_proof(row.stored.post.key, row.checks, PostState.LACKING, None, "lacks", NOW, page=page, drifts=())
    return settings(tmp_path)


@pytest.fixture
def bundle(run, config, tmp_path) -> Path:
    ran = run("-c", config, "evidence", "export", FERRY.key[:8], "--out", tmp_path / "ferry.zip", "--no-screenshots")
    assert 0 == ran.code, ran.err
    return tmp_path / "ferry.zip"


def test_a_bundle_holds_everything_and_is_whole(run, bundle):
    """Summary, pages, entries, contents, the credit, and the program that verifies them."""
    names = set(zipfile.ZipFile(bundle).namelist())
    assert {"README.txt", "summary.html", "evidence.warc.gz", "ledger.json", "manifest.json", "verify.py"} <= names
    ran = run("evidence", "verify", bundle)
    assert (0, "✓") == (ran.code, ran.out[0])
    assert {"schema": "syndicator/evidence-verify/1", "file": str(bundle), "problems": []} == json.loads(
        run("evidence", "verify", bundle, "--json").out
    )


def test_a_picture_is_kept_as_one(bundle):
    """Its bytes may also read as a page; nobody opens them so by a double click."""
    names = zipfile.ZipFile(bundle).namelist()
    assert (True, False) == (f"contents/{digest(png())}.png" in names, f"contents/{digest(png())}.html" in names)


def test_a_bundle_is_verified_without_us(bundle, tmp_path):
    """On a machine that has Python and nothing else: no packages, no store, no settings; unpacked, or by its name."""
    folder = tmp_path / "elsewhere"
    zipfile.ZipFile(bundle).extractall(folder)
    alone = [sys.executable, "-I", "-S"]  # neither site-packages nor what stands around
    for command in ([*alone, "verify.py"], [*alone, "verify.py", str(bundle)]):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={})
        assert (0, "", "TRUE") == (done.returncode, done.stderr, done.stdout[:4]), done.stdout
    (folder / "ledger.json").write_text((folder / "ledger.json").read_text().replace("receipt", "recelpt"))
    done = subprocess.run([*alone, "verify.py"], cwd=folder, capture_output=True, text=True, check=False, env={})
    assert (1, True) == (done.returncode, "NOT TRUE  entry" in done.stdout)


def test_every_changed_file_is_told(bundle):
    """One bit in any file of the bundle."""
    files = opened(bundle)
    for name, data in files.items():
        bent = {**files, name: data[:-1] + bytes([data[-1] ^ 1])}
        assert problems(bent), name
        assert problems({n: d for n, d in files.items() if n != name}), name
    assert ["more.txt was added"] == problems({**files, "more.txt": b""})


def test_a_forged_content_is_told_although_the_manifest_agrees(bundle):
    """Whoever packs it anew has no key: the entries name what was recorded."""
    files = opened(bundle)
    name = next(name for name in files if name.startswith("contents/"))
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = digest(b"{}")
    forged = {**files, name: b"{}", "manifest.json": json.dumps(manifest).encode()}
    assert any("not what was recorded" in problem for problem in problems(forged))


def test_a_bundle_signed_by_somebody_else_is_told(run, bundle):
    """With the key that was published."""
    other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    ran = run("evidence", "verify", bundle, "--key", other)
    assert (1, True) == (ran.code, "not signed by the key" in ran.out)
    key = json.loads(opened(bundle)["ledger.json"])["key"]
    assert 0 == run("evidence", "verify", bundle, "--key", key).code


def test_what_is_no_bundle_is_told(run, tmp_path):
    """One line, and no traceback."""
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as empty:
        empty.writestr("ledger.json", "[]")
    assert (2, 1) == (run("evidence", "verify", tmp_path / "x.zip").code, run("evidence", "verify", tmp_path / "y.zip").code)


def test_the_summary_is_read_safely(bundle):
    """No script, nothing fetched, hostile words as words."""
    html = opened(bundle)["summary.html"].decode()
    assert "default-src 'none'" in html
    assert not re.search(r"(?i)<script|<img|\son\w+=", html)
    assert all(words in html for words in ("The ferry keeps its timetable", "verdict", "receipt", "proof", "hyperlink_original"))


def test_the_pages_open_in_a_web_archive(bundle):
    """As resource records with their time and address."""
    records = [
        (record.rec_headers.get_header("Syndicator-Kind"), record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(BytesIO(opened(bundle)["evidence.warc.gz"]))
        if record.rec_type == "resource"
    ]
    assert ("live", "https://square.test/ferry-copy", b"<p>The ferry, as it stands <script>alert(1)</script></p>") in records
    assert {"source", "live"} <= {kind for kind, _, _ in records}


def test_what_was_erased_is_named_and_the_bundle_is_whole(run, config, bundle, tmp_path):
    """The entry stays; its content is told as not kept."""
    with closing(open_store(config.parent / "data" / "syndicator.sqlite")) as store:
        name = store.ledger_about(FERRY.key)[-1].read().contents["page"]
        store.erase_contents([name], erasure(FERRY.key, [name], "GDPR", "Ada", NOW))
    assert 0 == run("-c", config, "evidence", "export", FERRY.url, "--out", tmp_path / "again.zip", "--no-screenshots").code
    files = opened(tmp_path / "again.zip")
    assert ([], True) == (problems(files), name in json.loads(files["ledger.json"])["not_kept"])
    assert "page (not kept)" in files["summary.html"].decode()


def test_one_copy_is_exported_without_the_others(run, config, tmp_path):
    """By its address: nothing that was said of other sites is in it."""
    assert (
        0
        == run("-c", config, "evidence", "export", "https://square.test/ferry-copy", "--out", tmp_path / "one.zip", "--no-screenshots").code
    )
    entries = json.loads(opened(tmp_path / "one.zip")["ledger.json"])["entries"]
    assert {"", "square"} >= {json.loads(entry["text"])["site"] for entry in entries}


def test_an_article_that_is_unknown_is_told(run, config):
    """One line."""
    assert 2 == run("-c", config, "evidence", "export", "nothing").code


# RFC 8032 §7.1, tests 1 to 3: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_are_verified_by_arithmetic_alone(public, message, signature):
    """The vectors of RFC 8032; one changed bit in any part, and it is false."""
    parts = [bytes.fromhex(text) for text in (public, message, signature)]
    assert ed25519(*parts)
    for number in (0, 2):
        bent = [*parts]
        bent[number] = bytes([parts[number][0] ^ 1]) + parts[number][1:]
        assert not ed25519(*bent)
    assert not ed25519(parts[0], parts[1] + b"x", parts[2])
    assert not ed25519(parts[0], parts[1], parts[2][:-1])


def test_screenshots_are_in_the_bundle_under_its_manifest(run, config, tmp_path):
    """Of the source and of each live copy; a changed one is told."""
    if not browser():
        pytest.skip("no browser is here that takes pictures of pages")
    ran = run("-c", config, "evidence", "export", FERRY.key[:8], "--out", tmp_path / "shown.zip")
    assert (0, True) == (ran.code, "without scripts" in ran.err)
    files = opened(tmp_path / "shown.zip")
    shots = [name for name in files if name.startswith("screenshot-")]
    assert {"live", "source"} == {name.rpartition("-")[2].removesuffix(".png") for name in shots}
    assert all(files[name].startswith(b"\x89PNG") and name in files["summary.html"].decode() for name in shots)
    assert [] == problems(files)
    assert [f"{shots[0]} was changed"] == problems({**files, shots[0]: b"\x89PNG"})


def test_without_a_browser_the_bundle_says_so(run, config, tmp_path, monkeypatch):
    """And holds all the rest."""
    monkeypatch.setenv("PATH", "")
    ran = run("-c", config, "evidence", "export", FERRY.key[:8], "--out", tmp_path / "bare.zip")
    assert (0, True) == (ran.code, "no browser is here" in ran.err)
    files = opened(tmp_path / "bare.zip")
    assert ([], []) == ([name for name in files if name.startswith("screenshot-")], problems(files))
    assert "There is no screenshot: no browser is here" in files["summary.html"].decode()


def test_what_was_kept_of_headers_stands_beside_its_page(bundle):
    """As a metadata record that refers to the page it came with."""
    records = [
        (
            one.rec_type,
            one.rec_headers.get_header("WARC-Record-ID"),
            one.rec_headers.get_header("WARC-Refers-To"),
            one.content_stream().read(),
        )
        for one in ArchiveIterator(BytesIO(opened(bundle)["evidence.warc.gz"]))
    ]
    ((_, _, refers, lines),) = [one for one in records if one[0] == "metadata"]
    assert b"x-robots-tag: noindex\r\ntdm-reservation: 1\r\n" == lines
    assert ["resource"] == [kind for kind, number, _, content in records if number == refers and b"as it stands" in content]

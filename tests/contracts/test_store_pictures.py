"""Every store on pictures and their uploads."""

from dataclasses import replace

from syndicator.ports import Upload, UploadState

SRC = "https://gazette.example/\x00r.jpg?" + "x" * 3000


def upload(make, **changes):
    facts = {"site_id": "plaza", "src": SRC, "state": UploadState.SENDING, "at": make.NOW, "sha256": "a" * 64, "kind": "image/jpeg"}
    return Upload(**{**facts, **changes})


def test_an_intent_keeps_the_bytes_by_what_they_are(store_one, store_make):
    """They are found under their hash, and the ledger names them."""
    store_one.judge()
    store, data = store_one.store, b"\xff\xd8\xffpicture"
    post = store_one.post.post
    sha256 = "a57d67a7aae2d4f2d4ac0d0d6cd6ab04cd0a7d9dcb7b1a0a6dbc6a6eeed9b5a4"
    store.record_upload(intent := upload(store_make, sha256=sha256), post, data)
    assert ({SRC: intent}, None) == (store.uploads("plaza", [SRC, "https://else.example/"]), store.uploaded("plaza", sha256))
    (entry,) = [e.read() for e in store.ledger_about(post.article_key) if e.read().kind == "picture"]
    assert (data, "sending", sha256) == (store.content(entry.contents["picture"]), entry.says["outcome"], entry.says["sha256"])


def test_what_is_there_is_found_by_what_it_is(store_one, store_make):
    """At its site alone, whatever its address with the original."""
    store_one.judge()
    there = upload(store_make, state=UploadState.THERE, place="https://plaza.example/r.jpg", number="7")
    store_one.store.record_upload(upload(store_make), store_one.post.post)
    store_one.store.record_upload(there, store_one.post.post)
    store = store_one.store
    assert (there, {SRC: there}) == (store.uploaded("plaza", "a" * 64), store.uploads("plaza", [SRC]))
    assert (None, {}) == (store.uploaded("square", "a" * 64), store.uploads("square", [SRC]))


def test_a_picture_that_cannot_be_had_opens_the_case_again(store_one, store_make):
    """Its draft has to do without it, and say so; other states change nothing."""
    store_one.judge()
    store, post = store_one.store, store_one.post.post
    store.record_upload(upload(store_make), post)
    assert "allowed" == store.cases()[0].state
    store.record_upload(replace(upload(store_make), state=UploadState.UNHAD, why="gone"), post)
    assert ("new", UploadState.UNHAD) == (store.cases()[0].state, store.uploads("plaza", [SRC])[SRC].state)

"""Values as text and back, without loss."""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from syndicator.core.article import Article, Origin, Person, Withdrawal
from syndicator.core.post import Post, recalled
from syndicator.errors import StoreUnavailable
from syndicator.stores.plain import column, dumps, fingerprint, loads, pack, unpack
from tests.contracts.conftest import Make
from tests.walks.posts import a_post

ODD = "nul \0, lone surrogates \ud800 \udfff, emoji 🗞, \u2028, \x1b[31m"


def test_an_article_survives_whole():
    """Hostile texts, odd offsets, nested values: equal, of equal `repr`, and so of equal digest."""
    zone = timezone(timedelta(hours=2, minutes=19, seconds=32))
    article = replace(
        Make.article(text=ODD), title=ODD, authors=(Person(ODD, "u"), Person("b")), published=datetime(1, 1, 1, tzinfo=zone),
        tags=(ODD, ""), origin=Origin("The Herald"), withdrawn=Withdrawal("tombstone", ODD, Make.NOW),
    )  # fmt: skip
    again = unpack(Article, pack(Article, article))
    assert article == again
    assert repr(article) == repr(again)
    assert article.digest == again.digest


def test_a_text_that_looks_like_a_time_stays_a_text():
    """Only times become times."""
    article = replace(Make.article(), title="2026-05-04T12:00:00+00:00", html='{"$time":"2026-05-04T12:00:00+00:00"}')
    assert article == loads(Article, dumps(Article, article))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"source_id": 1}', '{"published": {"$time": "yesterday"}}'])
def test_what_was_never_written_is_not_read(text: str):
    """Damage is told, never repaired by guessing."""
    with pytest.raises(StoreUnavailable, match="damaged"):
        loads(Article, text)


def test_columns_hold_what_every_database_takes():
    """No lone surrogates and no NUL."""
    assert "a? b\N{REPLACEMENT CHARACTER} c" == column("a\ud800 b\0 c")


def test_a_fingerprint_has_one_length():
    """However long, however hostile."""
    assert {64} == {len(fingerprint(text)) for text in ("", ODD, "x" * 10**6)}


def test_heavy_libraries_wait_until_a_store_is_opened():
    """Importing the room, the memory store or the lock loads neither SQLAlchemy, nor alembic, nor pydantic."""
    code = (
        "import sys, syndicator.stores, syndicator.stores.memory, syndicator.stores.lock;"
        "sys.exit(' '.join({'sqlalchemy', 'alembic', 'pydantic'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env={"PYTHONPATH": ":".join(sys.path)})
    assert (0, "") == (done.returncode, done.stderr)


def test_a_post_is_stored_alike_whether_its_revision_was_asked_for_or_not():
    """What is made once beside its fields is none of them: neither kept with them, nor taken along into another draft."""
    post = a_post(title=ODD)
    before = dumps(Post, post)
    asked = post.revision
    assert before == dumps(Post, post)
    again = recalled(loads(Post, before), "as it was queued")
    assert post == again
    assert "as it was queued" == again.revision
    assert asked == replace(again).revision

"""Files as destinations: whole or not at all, one writer at a time."""

import errno
import os
import threading
from pathlib import Path

import pytest

from syndicator.errors import RetryLater
from syndicator.sites import feed, journal, static
from syndicator.sites.disk import append_line, only_writer, read_json, read_whole, write_whole
from tests.sites.support import all_files, make_post, make_site, make_tools


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("before", [None, "old"])
def test_a_disk_that_refuses_leaves_what_was_there(call: str, before: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever step fails: the old file or none, no remains, and the error says try later."""
    path = tmp_path / "page.html"
    if before:
        write_whole(path, before)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    target = {"fsync": (os, "fsync"), "replace": (Path, "replace")}[call]
    monkeypatch.setattr(*target, full)
    with pytest.raises(RetryLater, match=r"page\.html: No space left on device"):
        write_whole(path, "new" * 10_000)
    assert before == read_whole(path)
    assert ({"page.html"} if before else set()) == all_files(tmp_path)


def test_a_file_is_readable_by_the_web_server(tmp_path: Path) -> None:
    """Its rights are those of any new file, not those of a temporary one."""
    write_whole(tmp_path / "page.html", "x")
    mask = os.umask(0)
    os.umask(mask)
    assert 0o666 & ~mask == (tmp_path / "page.html").stat().st_mode & 0o777


def test_an_equal_file_is_left_alone(tmp_path: Path) -> None:
    """Its time of change stays, so that caches and rsync stay quiet."""
    path = tmp_path / "page.html"
    write_whole(path, "same")
    before = path.stat().st_ino
    write_whole(path, "same")
    assert before == path.stat().st_ino


def test_a_torn_line_is_closed_off(tmp_path: Path) -> None:
    """What a crash left of a line never swallows the next one."""
    path = tmp_path / "journal.jsonl"
    append_line(path, "one")
    with path.open("a") as file:
        file.write('{"torn":')
    append_line(path, "two")
    assert (read_whole(path) or "").splitlines() == ["one", '{"torn":', "two"]


def test_what_is_no_json_object_is_nothing(tmp_path: Path) -> None:
    """A missing, torn or foreign file reads as None."""
    for text in ("", "[1]", '{"a": ', "\x00"):
        write_whole(tmp_path / "a.json", text)
        assert read_json(tmp_path / "a.json") is None
    assert read_json(tmp_path / "none.json") is None


def test_writers_take_turns(tmp_path: Path) -> None:
    """Nobody enters while another holds the folder."""
    inside, most = [], []

    def work() -> None:
        for _ in range(20):
            with only_writer(tmp_path):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}
    assert len(most) == 80


@pytest.mark.parametrize("kind", ["static", "feed"])
def test_copies_published_at_once_are_all_listed(kind: str, tmp_path: Path) -> None:
    """An index rebuilt by one thread never loses another's copy."""
    opener = {"static": static, "feed": feed}[kind].open_site
    posts = [make_post(f"a{number}", original_id=f"urn:a:{number}") for number in range(12)]

    def work(some: list[object]) -> None:
        client = opener(make_site(kind), {"folder": str(tmp_path)}, "", make_tools())
        for post in some:
            client.publish(post)

    threads = [threading.Thread(target=work, args=(posts[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = (tmp_path / {"static": "index.html", "feed": "feed.json"}[kind]).read_text()
    assert [] == [post.slug for post in posts if (post.slug if kind == "static" else post.key) not in text]


@pytest.mark.parametrize("kind", ["static", "feed"])
@pytest.mark.parametrize("fails_at", range(1, 12))
def test_a_disk_that_fills_up_at_any_write(kind: str, fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The i-th write fails once: publishing says try later or succeeds, is not found by halves, and the next try completes it."""
    client = {"static": static, "feed": feed}[kind].open_site(make_site(kind), {"folder": str(tmp_path)}, "", make_tools())
    client.publish(make_post("first", original_id="urn:a:first"))
    post, real, count = make_post("second"), os.fsync, 0

    def sometimes_full(handle: int) -> None:
        nonlocal count
        count += 1
        if count == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", sometimes_full)
    try:
        client.publish(post)
    except RetryLater:
        found = client.find(post)
        assert found is None or post.revision == found.revision
    receipt = client.publish(post)
    assert receipt == client.find(post)
    assert not [name for name in all_files(tmp_path) if name.endswith(".tmp")]


def test_a_folder_without_access_is_told(tmp_path: Path) -> None:
    """A file where the folder should be: a line that names it, and no crash."""
    (tmp_path / "taken").write_text("a file")
    for opened in (
        static.open_site(make_site("static"), {"folder": str(tmp_path / "taken")}, "", make_tools()),
        feed.open_site(make_site("feed"), {"folder": str(tmp_path / "taken")}, "", make_tools()),
        journal.open_site(make_site("journal"), {"file": str(tmp_path / "taken" / "j")}, "", make_tools()),
    ):
        with pytest.raises(RetryLater, match="taken"):
            opened.publish(make_post())
        assert not opened.test()[0][0]

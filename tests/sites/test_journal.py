"""The journal: what would be done, in order, and still known after a restart."""

import json
from pathlib import Path

import pytest

from syndicator.core.markup import read
from syndicator.errors import SettingsError
from syndicator.sites import journal
from tests.sites.support import ORIGINAL, make_post, make_site, make_tools


def test_every_deed_is_a_line(tmp_path: Path) -> None:
    """Create, update and withdraw, with the time and the reason."""
    file = tmp_path / "new" / "journal.jsonl"
    client = journal.open_site(make_site("journal"), {"file": str(file)}, "", make_tools())
    post = make_post()
    receipt = client.publish(post)
    client.update(post, receipt)
    client.withdraw(post, receipt, "its terms changed")
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [("create", ""), ("update", ""), ("withdraw", "its terms changed")] == [(line["deed"], line["why"]) for line in lines]
    assert [entry.deed for entry in client.entries] == [line["deed"] for line in lines]
    assert lines[0]["at"] == "2026-03-05T10:00:00+00:00"


def test_a_new_journal_remembers_the_file(tmp_path: Path) -> None:
    """Copies are found after a restart; torn and foreign lines are passed over."""
    options = {"file": str(tmp_path / "journal.jsonl")}
    receipt = journal.open_site(make_site("journal"), options, "", make_tools()).publish(make_post())
    with (tmp_path / "journal.jsonl").open("a") as file:
        file.write('[]\n{"deed": "create"}\n{"deed": "cre')
    client = journal.open_site(make_site("journal"), options, "", make_tools())
    assert receipt == client.find(make_post())


def test_the_page_declares_what_the_post_asks(tmp_path: Path) -> None:
    """A rehearsal can be proven like a live copy."""
    client = journal.open_site(make_site("journal", url="https://desk.example/"), {}, "", make_tools())
    post = make_post(canonical=ORIGINAL, noindex=True, language="en-GB")
    receipt = client.publish(post)
    page = read(client.read_back(post, receipt).html)
    assert f"https://desk.example/{post.slug}" == receipt.url
    assert (page.declared("canonical"), page.meta("robots"), page.language) == ((ORIGINAL,), "noindex", "en-GB")


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    """It is a wrong setting, told before anything runs."""
    with pytest.raises(SettingsError, match=r"“file”: .* is a directory; name a file in it"):
        journal.open_site(make_site("journal"), {"file": str(tmp_path)}, "", make_tools())

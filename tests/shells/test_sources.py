"""Sources are listed and edited in the settings file, comments and all."""

import io
import json
import sys
import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from syndicator.core.places import Source
from syndicator.feeds import read_opml
from syndicator.stores import open_store
from tests.shells.conftest import GOOD

OPML = """\
<?xml version="1.0"?>
<opml version="2.0"><head/><body>
<outline text="Harbour"><outline text="Mole Tageblatt" xmlUrl="https://www.mole.test/feed" htmlUrl="javascript:alert(1)"/></outline>
<outline text="Quay again" xmlUrl="http://quay.test/feed.xml/"/>
<outline text="Mole Tageblatt" xmlUrl="https://mole.test/other" htmlUrl="https://mole.test/"/>
</body></opml>
"""


def sources(file):
    return tomllib.loads(file.read_text())["source"]


def test_sources_are_listed(run, file):
    """As a table that lines up, without colour, when nobody looks on."""
    assert [
        "ID    PUBLISHER    FEED                        CADENCE  NEXT POLL        PROBLEM",
        "quay  Quay Weekly  https://quay.test/feed.xml  1h       at the next run",
    ] == [line.rstrip() for line in run("-c", file, "sources", "list").out.splitlines()]


def test_a_source_in_trouble_says_so(run, file):
    """What the store knows of the last poll stands beside what is configured."""
    data = file.parent / "data"
    data.mkdir(exist_ok=True)
    store, now = open_store(data / "syndicator.sqlite"), datetime(2026, 11, 22, 12, tzinfo=UTC)
    store.keep_sources([Source(id="quay", feed="https://quay.test/feed.xml", publisher="Quay Weekly")], now)
    store.record_failed_reading("quay", "the host quay.test is not known", now + timedelta(hours=2), now)
    store.close()

    assert "2026-11-22 14:00  the host quay.test is not known" in run("-c", file, "sources", "list").out
    assert 1 == json.loads(run("-c", file, "sources", "list", "--json").out)["stored"]["quay"]["failures"]


def test_sources_are_listed_as_json(run, file):
    """With every fact."""
    said = json.loads(run("-c", file, "sources", "list", "--json").out)
    assert ("syndicator/sources/1", "quay", 3600.0, "mark-seen") == (
        said["schema"],
        said["sources"][0]["id"],
        said["sources"][0]["cadence"],
        said["sources"][0]["first_poll"],
    )


def test_a_source_is_added_behind_everything_else(run, file):
    """The file before it stays as it was, byte for byte."""
    ran = run(
        "-c", file, "sources", "add", "https://feeds.mole.test/x", "--publisher", "Môle Tageblatt", "--publisher-url", "https://mole.test/"
    )
    assert (0, "added mole-tageblatt: https://feeds.mole.test/x\n") == (ran.code, ran.out)
    assert file.read_text().startswith(GOOD)
    expected = {
        "id": "mole-tageblatt",
        "feed": "https://feeds.mole.test/x",
        "publisher": "Môle Tageblatt",
        "publisher_url": "https://mole.test/",
    }
    assert expected == sources(file)[1]


def test_without_a_name_the_host_is_credited_and_that_is_said(run, file):
    """A guess is told as one."""
    ran = run("-c", file, "sources", "add", "https://www.mole.test/feed")
    assert {"id": "mole-test", "feed": "https://www.mole.test/feed", "publisher": "mole.test"} == sources(file)[1]
    assert ran.err.startswith('it is credited to "mole.test"; correct source.publisher if that is not its name\n')
    assert "it is credited" in run("-c", file, "sources", "add", "https://tug.test/feed", "--publisher", " ").err


def test_what_becomes_of_older_articles_is_said(run, file):
    """A first run that posts nothing surprises nobody."""
    said = run("-c", file, "sources", "add", "https://www.mole.test/feed", "--publisher", "Mole").err
    assert 'what its feed holds now is not posted, only what comes later; on_first_poll = "latest:5" there changes that\n' == said


def test_a_missing_route_is_told(run, file):
    """A source no route leaves from is read for nothing."""
    file.write_text(GOOD.replace('["*"]', '["quay"]'))
    assert "no [[route]] leads from there" in run("-c", file, "sources", "add", "https://mole.test/feed", "--name", "Mole").err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["http://www.quay.test/feed.xml"], 'http://www.quay.test/feed.xml is there already, as the source "quay"'),
        (["https://mole.test/feed", "--id", "quay"], 'the id "quay" is taken by the source in line 6; choose another'),
        (["mole.test/feed"], '"mole.test/feed" is no web address; write one that begins with https:// or http://'),
        (["https://mole.test/feed", "--publisher-url", "mole"], '"mole" is no web address'),
        (["https://mole.test/feed", "--id", "a b"], '"a b" is no id'),
    ],
)
def test_what_cannot_be_added_is_told_and_not_written(run, file, arguments, expected):
    """Exit code 2, and the file stays as it was."""
    ran = run("-c", file, "sources", "add", *arguments)
    assert (2, True) == (ran.code, expected in ran.err)
    assert GOOD == file.read_text()


def test_a_source_is_removed(run, file):
    """Only its own lines go."""
    run("-c", file, "sources", "add", "https://mole.test/feed", "--id", "mole")
    ran = run("-c", file, "sources", "remove", "mole")
    assert (0, "removed mole\n") == (ran.code, ran.out)
    assert GOOD == file.read_text()


def test_a_source_a_route_names_is_not_removed(run, file):
    """The route is mended first."""
    file.write_text(GOOD.replace('["*"]', '["quay"]'))
    ran = run("-c", file, "sources", "remove", "quay")
    assert (2, True) == (ran.code, 'route[1].sources: there is no source "quay"' in ran.err)
    assert "quay" == sources(file)[0]["id"]


def test_an_unknown_source_cannot_be_removed(run, file):
    """The known ones are named."""
    ran = run("-c", file, "sources", "remove", "mole")
    assert (2, f'syndicator: {file}: there is no source "mole"; there are: quay\n') == (ran.code, ran.err)


def test_opml_is_imported_without_duplicates(run, file, tmp_path):
    """Folders are opened, known feeds reported, ids made unique, unusable front pages left out."""
    (tmp_path / "list.opml").write_text(OPML)
    ran = run("-c", file, "sources", "import", tmp_path / "list.opml")
    assert (0, "added mole-tageblatt: https://www.mole.test/feed\nadded mole-tageblatt-2: https://mole.test/other\n") == (ran.code, ran.out)
    assert 'left out: http://quay.test/feed.xml/ is there already, as the source "quay"\n' == ran.err
    assert [None, None, "https://mole.test/"] == [source.get("publisher_url") for source in sources(file)]


def test_an_import_can_be_tried_first(run, file, tmp_path, monkeypatch):
    """--dry-run writes nothing; - reads standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OPML.encode())))
    ran = run("-c", file, "sources", "import", "-", "--dry-run")
    assert (0, True) == (ran.code, ran.out.startswith("would add mole-tageblatt: "))
    assert GOOD == file.read_text()


def test_a_file_that_is_no_opml_is_told(run, file, tmp_path):
    """Exit code 2."""
    (tmp_path / "list.opml").write_text("Dear reader")
    assert 2 == run("-c", file, "sources", "import", tmp_path / "list.opml").code
    assert GOOD == file.read_text()


def test_what_is_exported_can_be_imported(run, file):
    """The list goes to standard output as OPML."""
    feeds = read_opml(run("-c", file, "sources", "export").out.encode())
    assert [("Quay Weekly", "https://quay.test/feed.xml")] == [(feed.title, feed.xml_url) for feed in feeds]

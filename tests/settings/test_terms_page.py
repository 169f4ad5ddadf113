"""A source's terms page: named, found by its link, or not looked for."""

import pytest

from syndicator.errors import SettingsError
from syndicator.settings import load

TEXT = """\
[fetch]
contact = "desk@quay.test"
[[source]]
id = "quay"
feed = "https://quay.test/feed.xml"
publisher = "Quay Weekly"
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", (False, ())),
        ('text = "page"', (True, ())),
        ('terms = "find"', (True, ())),
        ('text = "page"\nterms = "none"', (False, ())),
        ('terms = " https://quay.test/terms "', (True, ("https://quay.test/terms",))),
        (
            'terms = ["https://quay.test/a", "https://quay.test/b", "https://quay.test/a"]',
            (True, ("https://quay.test/a", "https://quay.test/b")),
        ),
    ],
)
def test_it_is_watched_where_pages_are_read_unless_somebody_says_otherwise(write, said: str, expected: tuple[bool, tuple[str, ...]]):
    """Left out, it is found where the article's page is read, and not looked for where only the feed is."""
    (source,) = load(write(TEXT + said), {}).sources
    assert expected == (source.watch_terms, source.terms)


@pytest.mark.parametrize("said", ["", "/terms", "ftp://quay.test/terms", "https://user:secret@quay.test/terms", "all"])
def test_anything_else_is_told_with_what_would_be_right(write, said: str):
    """The words that are known are named, and a password in an address is not repeated."""
    with pytest.raises(SettingsError, match='or write "find" to follow its link, or "none"') as told:
        load(write(f'{TEXT}terms = "{said}"'), {})
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("said", ["[]", '["find"]', '["https://quay.test/a", "none"]', "[1]", "7"])
def test_a_list_holds_addresses_and_nothing_else(write, said: str):
    """What follows links cannot stand beside a page that is named."""
    with pytest.raises(SettingsError, match='"find" to follow'):
        load(write(f"{TEXT}terms = {said}"), {})

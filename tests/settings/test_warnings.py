"""What is allowed but probably not meant is warned about, and loads all the same."""

import pytest

from syndicator.settings import read
from tests.settings.conftest import ENVIRON, GOOD


def warned(file, environ=ENVIRON):
    return [line.replace(f"{file}:", "") for line in read(file, environ).warnings]


def test_a_file_that_is_right_has_no_warnings(good):
    """Silence means nothing was found."""
    assert [] == warned(good)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "nonprofit = true",
            "paywall = true",
            "22: site[square].paywall: many grants to community sites end at a paywall; expect held or refused articles here",
        ),
        (
            '{ env = "SQUARE_PASSWORD" }',
            '{ text = "open sesame" }',
            "24: site[square].credential: the secret stands in the settings file; keep it in the environment or in a file instead",
        ),
        (
            'publisher = "Quay Trust"',
            'publisher = "Quay Trusts"',
            '41: agreement[1].publisher: no source has the publisher or owner "Quay Trusts"; did you mean "Quay Trust"?',
        ),
        (
            'sources = ["*"]',
            'sources = ["quay"]',
            "13: source[pier]: no [[route]] names this source; nothing will be posted by way of it",
        ),
    ],
)
def test_a_doubtful_setting_is_warned_about(write, old, new, expected):
    """One line says where and why."""
    assert [expected] == warned(write(GOOD.replace(old, new, 1)))


def test_a_file_without_routes_is_warned_about(write):
    """Without routes nothing will ever be posted."""
    file = write('[fetch]\ncontact = "desk@quay.test"\n')
    assert [f"{file}: no [[route]] joins a source to a site; nothing will be posted"] == list(read(file, {}).warnings)


def test_a_secret_file_everybody_can_read_is_warned_about(write, tmp_path):
    """A secret for all is none."""
    secret = tmp_path / "password"
    secret.write_text("open sesame\n")
    secret.chmod(0o644)
    file = write(GOOD.replace('env = "SQUARE_PASSWORD"', 'file = "password"'))
    expected = "24: site[square].credential: everybody on this machine can read password; take the right away with: chmod o-r password"
    assert [expected] == warned(file)
    secret.chmod(0o600)
    assert [] == warned(file)


def test_two_sites_at_one_address_are_warned_about(write):
    """An article that is led to both would stand there twice."""
    file = write(GOOD.replace('kind = "journal"', 'kind = "wordpress"\naddress = "https://SQUARE.test/blog/"'))
    assert ['30: site[market].address: the site "square" has it too; an article led to both appears there twice'] == warned(file)

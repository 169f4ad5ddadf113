"""Shipped files are found in a wheel and in a checkout, and their loss is told."""

import pytest

from syndicator import shipped as room
from syndicator.errors import InputError
from syndicator.shipped import shipped


def test_a_checkout_has_them_beside_the_package():
    """Edits are live."""
    assert (shipped("config") / "syndicator.toml").is_file()
    assert (shipped("config") / "publishers").is_dir()


def test_a_wheel_has_them_inside(monkeypatch, tmp_path):
    """The folder inside the package comes first."""
    monkeypatch.setattr(room, "__file__", str(tmp_path / "syndicator" / "shipped.py"))
    (tmp_path / "syndicator" / "_shipped" / "templates").mkdir(parents=True)
    assert tmp_path / "syndicator" / "_shipped" / "templates" == shipped("templates")


def test_a_stray_folder_beside_an_installed_package_is_not_taken(monkeypatch, tmp_path):
    """site-packages may hold anybody's `config`; only a checkout has pyproject.toml there too."""
    monkeypatch.setattr(room, "__file__", str(tmp_path / "syndicator" / "shipped.py"))
    (tmp_path / "config").mkdir()
    with pytest.raises(InputError, match=r"the shipped config are neither at .* install syndicator again"):
        shipped("config")

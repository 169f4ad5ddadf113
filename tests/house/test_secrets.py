"""What must not stand in the project: credentials, and paths of one machine."""

import re

import pytest

from tests.house.project import name, own_files

# Written with brackets, so that the patterns do not find themselves.
SECRETS = {
    "a private key": r"-{5}BEGIN [A-Z ]*PRIVATE KEY-{5}",
    "an AWS key": r"\b[A]KIA[0-9A-Z]{16}\b",
    "a GitHub token": r"\b[g]h[pousr]_[A-Za-z0-9]{36}",
    "a GitLab token": r"\b[g]lpat-[\w-]{20}",
    "a PyPI token": r"\b[p]ypi-AgE[\w-]{20}",
    "a Slack token": r"\b[x]ox[abprs]-[\w-]{10}",
    "a Sentry DSN": r"https://[0-9a-f]{32}@",
    "a JSON web token": r"\b[e]yJ[\w-]{20,}\.eyJ[\w-]{20,}",
}
PLACES = {
    "a path of one machine": r"(?<![\w.])/(?:[w]ork|[t]mp|[r]oot|[U]sers)/\w",
    "somebody's home": r"(?<![\w.])/[h]ome/\w",
    "a package registry": r"(?i)--(?:extra-)?[i]ndex-url|[p]ypi\.org/simple|[f]iles\.pythonhosted\.org",
}


def test_no_credential_and_no_machine_is_in_the_project() -> None:
    """No file holds a plausible secret, a path that exists on one machine only, or the address of a registry."""
    patterns = {what: re.compile(pattern) for what, pattern in (SECRETS | PLACES).items()}
    found = []
    for path in own_files():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{name(path)}: {what}: {match[0]}" for what, pattern in patterns.items() if (match := pattern.search(text))]
    assert [] == found


@pytest.mark.parametrize(
    ("what", "parts"),
    [
        ("a private key", ("-----BEGIN RSA", " PRIVATE KEY-----")),
        ("an AWS key", ("AKIA", "0123456789ABCDEF")),
        ("a GitHub token", ("ghp_", "a" * 36)),
        ("a Sentry DSN", ("https://", "0" * 32, "@o1.example/2")),
        ("a JSON web token", ("eyJ" + "a" * 20, ".eyJ" + "b" * 20)),
        ("a path of one machine", ("see /t", "mp/x")),
        ("somebody's home", ("/ho", "me/ada")),
        ("a package registry", ("--index", "-url x")),
    ],
)
def test_each_is_noticed(what: str, parts: tuple[str, ...]) -> None:
    """The patterns find what they are for."""
    assert re.search((SECRETS | PLACES)[what], "".join(parts))

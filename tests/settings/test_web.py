"""[web]: whole or not at all, and what hubs could not use is told."""

import pytest

from syndicator.errors import SettingsError
from syndicator.settings import WebSettings, load, read

HEAD = '[fetch]\ncontact = "desk@quay.test"\n[web]\n'
WHOLE = f'{HEAD}listen = "127.0.0.1:8080"\npublic = "https://news.quay.test/in"\n'


def test_where_it_listens_and_where_it_is_reached_arrive(write):
    """The callback stands below the public address, whether that ends with a slash or not."""
    web = load(write(f'{WHOLE}pushed_cadence = "6h"\n'), {}).web
    assert ("127.0.0.1", 8080, "https://news.quay.test/in/websub/", 6 * 3600) == (
        web.host, web.port, web.callback, web.pushed_cadence.total_seconds(),
    )  # fmt: skip


def test_without_it_nothing_listens(write):
    """An empty table is none."""
    assert None is load(write(HEAD), {}).web


def test_an_address_of_the_newer_kind_is_taken(write):
    """In brackets, as in every address."""
    web = load(write(WHOLE.replace("127.0.0.1:8080", "[::1]:8080")), {}).web
    assert isinstance(web, WebSettings)
    assert ("::1", 8080) == (web.host, web.port)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{HEAD}listen = "127.0.0.1:8080"\n', "3: web: others must be able to reach it; write its public address too"),
        (f'{HEAD}public = "https://news.quay.test/"\n', "3: web: nothing listens behind the public address; write listen"),
        (
            WHOLE.replace("127.0.0.1:8080", "8080"),
            '4: web.listen: "8080" is nothing to listen on; write an address of this machine and a port',
        ),
        (WHOLE.replace("127.0.0.1:8080", "news.quay.test:8080"), "4: web.listen: "),
        (WHOLE.replace("127.0.0.1:8080", "127.0.0.1"), "4: web.listen: "),
        (WHOLE.replace("127.0.0.1:8080", "127.0.0.1:0"), "4: web.listen: "),
        (WHOLE.replace("127.0.0.1:8080", "127.0.0.1:99999"), "4: web.listen: "),
        (WHOLE.replace("127.0.0.1:8080", "127.0.0.1:80/x"), "4: web.listen: "),
        (WHOLE.replace("https://news.quay.test/in", "news.quay.test"), '5: web.public: "news.quay.test" is no web address'),
        (WHOLE.replace("https://news.quay.test/in", "https://a:b@news.quay.test/"), "5: web.public: an address must not hold a user name"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(write, text, expected):
    """What, where, and what would be right."""
    with pytest.raises(SettingsError) as told:
        load(write(text), {})
    assert [] == [problem for problem in told.value.problems if f"toml:{expected}" not in problem]


@pytest.mark.parametrize(
    ("public", "expected"),
    [
        ("http://news.quay.test/", "web.public: not https; what hubs push can be read and held back on the way"),
        ("http://127.0.0.1:8080/", "web.public: 127.0.0.1 is an address that hubs outside cannot reach"),
        ("https://192.168.1.4/", "web.public: 192.168.1.4 is an address that hubs outside cannot reach"),
    ],
)
def test_what_hubs_cannot_use_is_warned_of(write, public, expected):
    """It may be meant: a test, a network of one's own."""
    found = read(write(WHOLE.replace("https://news.quay.test/in", public)), {}).warnings
    assert 1 == sum(expected in warning for warning in found)

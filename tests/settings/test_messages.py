"""[mail] and [notify]: whole or not at all, with their secrets kept out of sight."""

import pytest

from syndicator.errors import SettingsError
from syndicator.settings import load, origins, read

HEAD = '[fetch]\ncontact = "desk@quay.test"\n'
MAIL = '[mail]\nhost = "mail.quay.test"\nsender = "desk@quay.test"\n'
LOGIN = f'{MAIL}user = "desk"\npassword = {{ env = "MAIL" }}\n'
NOTIFY = '[notify]\nurls = [{ env = "HOOK" }, { env = "CHAT" }]\nevery = "12h"\n'
ENVIRON = {"MAIL": "open sesame", "HOOK": "json://sesame", "CHAT": "slack://sesame"}


def test_everything_arrives(write):
    """The secrets from where they are kept."""
    settings = load(
        write(f'{HEAD}{LOGIN}name = "The Quay"\nport = 465\nsecurity = "tls"\ntimeout = "9s"\n{NOTIFY}email = ["ana@quay.test"]\n'), ENVIRON
    )
    mail, notify = settings.mail, settings.notify
    assert ("mail.quay.test", 465, "tls", "desk@quay.test", "The Quay", "desk", 9.0) == (
        mail.host, mail.port, mail.security, mail.sender, mail.name, mail.user, mail.timeout.total_seconds(),
    )  # fmt: skip
    assert ("open sesame", ["json://sesame", "slack://sesame"]) == (
        mail.password.get_secret_value(),
        [u.get_secret_value() for u in notify.urls],
    )
    assert (("ana@quay.test",), 12 * 3600) == (notify.email, notify.every.total_seconds())


def test_without_them_nothing_is_mailed_and_nobody_told(write):
    """As it was before there were such tables."""
    settings = load(write(HEAD), {})
    assert (None, (), ()) == (settings.mail, settings.notify.urls, settings.notify.email)


def test_no_secret_is_shown(write):
    """Not in a repr, and not by `config show`."""
    loaded = read(write(HEAD + LOGIN + NOTIFY), ENVIRON)
    shown = repr(loaded.settings) + repr(origins(loaded))
    assert ("***", "***", "***") == tuple(
        o.value for o in origins(loaded) if o.key in ("mail.password", "notify.urls[1]", "notify.urls[2]")
    )
    assert "sesame" not in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[mail]\nhost = "mail.quay.test"\n', "3: mail: a letter needs a server and a sender; write both host and sender"),
        (f'{MAIL}user = "desk"\n', "3: mail: a login needs a name and a password; write both user and password"),
        (f'{LOGIN}security = "none"\n', '3: mail: a password must not travel in the clear; write security = "starttls" or "tls"'),
        ('[mail]\nhost = "h"\nsender = "a@b.test, c@d.test"\n', "5: mail.sender: "),
        (f"{MAIL}port = 0\n", "6: mail.port: 0 is too small; write 1 or more"),
        (f'{MAIL}security = "ssl"\n', '6: mail.security: "ssl" is not known; write "starttls", "tls" or "none"'),
        (f'{MAIL}password = "open sesame"\nuser = "x"\n', "6: mail.password: a secret is not written here; say where it is"),
        ('[notify]\nurls = ["json://sesame"]\n', "4: notify.urls[1]: a secret is not written here; say where it is"),
        ('[notify]\nurls = [{ env = "GONE" }]\n', "4: notify.urls[1]: the environment variable GONE is not set"),
        ('[notify]\nemail = ["desk@quay.test"]\n', "4: notify.email: nothing can be mailed without a server"),
        ('[notify]\nemail = ["desk"]\n', '4: notify.email[1]: "desk" is no e-mail address'),
    ],
)
def test_a_mistake_is_told_with_its_line(write, text, says):
    """And no secret with it."""
    with pytest.raises(SettingsError) as caught:
        load(write(HEAD + text), ENVIRON)
    assert f"syndicator.toml:{says}" in str(caught.value)
    assert "sesame" not in str(caught.value)

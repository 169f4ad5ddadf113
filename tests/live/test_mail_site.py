"""Letters through a real Postfix into a real Dovecot."""

import email
import imaplib
import random
import re
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from syndicator.core.flavours import Flavour
from syndicator.core.markup import elements
from syndicator.core.post import Receipt
from syndicator.core.proof import By, lacking, prove, prove_text
from syndicator.errors import Rejected
from syndicator.messages import Address, Smtp
from syndicator.sites import mail
from syndicator.sites.mail_letters import unproven
from tests.live.conftest import running
from tests.live.killing import ARTICLES, KILLS, LICENCE, ROOT, Rig, rig, secret_in
from tests.sites.support import make_post, make_site, make_tools

pytestmark = pytest.mark.live


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real mail server: smtp_host, smtp_port, imap_port, username, password, ca_file."""
    yield from running(request, "mail")


@pytest.fixture(autouse=True)
def trusted(server: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its certificate, as an operator would have it trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", server["ca_file"])


def opened(server: dict[str, Any], to: str = "", digest: str = "none", **changes: Any) -> mail.Mail:
    facts = {"user": server["username"], "password": server["password"], **changes}
    mailer = Smtp(host=server["smtp_host"], port=server["smtp_port"], way="starttls", sender=Address(server["username"]), **facts)
    options = {"to": to or server["username"], "digest": digest}
    return mail.open_site(make_site("mail", medium="newsletter"), options, "", replace(make_tools(), mailer=mailer))


@contextmanager
def inbox(server: dict[str, Any]) -> Iterator[imaplib.IMAP4]:
    """The mailbox of the user."""
    box = imaplib.IMAP4(server["smtp_host"], server["imap_port"])
    try:
        box.starttls(ssl.create_default_context(cafile=server["ca_file"]))
        box.login(server["username"], server["password"])
        box.select("INBOX")
        yield box
    finally:
        box.logout()


def letters(server: dict[str, Any]) -> list[Any]:
    """What lies in it."""
    with inbox(server) as box:
        numbers = box.search(None, "ALL")[1][0].split()
        return [email.message_from_bytes(box.fetch(number, "(RFC822)")[1][0][1], policy=default) for number in numbers]  # type: ignore[index]


@pytest.fixture
def clean(server: dict[str, Any]) -> dict[str, Any]:
    """The mailbox without any letter."""
    with inbox(server) as box:
        for number in box.search(None, "ALL")[1][0].split():
            box.store(number, "+FLAGS", "\\Deleted")
        box.expunge()
    return server


def arrived(server: dict[str, Any], count: int) -> list[Any]:
    """The letters, after the server had the time to deliver as many."""
    for _ in range(50):
        if len(found := letters(server)) >= count:
            return found
        time.sleep(0.2)
    return found


def test_a_letter_arrives_with_every_duty(clean: dict[str, Any]) -> None:
    """In both of its parts."""
    post = make_post()
    opened(clean).publish(post)
    (one,) = arrived(clean, 1)
    owed = [o for o in post.obligations if o.by in (By.WORDS, By.LINK)]
    assert post.title == one["Subject"]
    assert not lacking(prove_text(one.get_body(("plain",)).get_content(), owed, "letter", Flavour.TEXT))
    assert not lacking(prove(one.get_body(("html",)).get_content(), owed, ""))


def test_a_wrong_password_and_an_unknown_address_are_told(clean: dict[str, Any]) -> None:
    """And nothing was sent."""
    client = opened(clean, password="wrong horse")
    ((good, line),) = client.test()
    assert (False, False) == (good, "wrong horse" in line)
    with pytest.raises(Rejected):
        opened(clean, to="nobody@example.test").publish(make_post())
    with pytest.raises(Rejected):
        opened(clean).publish(make_post(html=f"<p>{'eel ' * 600_000}</p>"))
    assert [] == letters(clean)


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """No article in two letters; one that may or may not have been sent waits for a person, and none is lost in silence."""
    secret_in(tmp_path, clean["password"])
    table = '[[site]]\nid = "place"\nkind = "mail"\nuse = "community"\nmedium = "newsletter"\n'
    table += f'options = {{ to = "{clean["username"]}" }}\n[mail]\nhost = "{clean["smtp_host"]}"\nport = {clean["smtp_port"]}\n'
    table += f'security = "starttls"\nsender = "{clean["username"]}"\nuser = "{clean["username"]}"\npassword = {{ file = "secret" }}\n'
    with rig(tmp_path, table) as one:
        dice = random.Random(1)
        for _ in range(KILLS):
            one.run_and_kill(dice)
        posts = rested(one)
        found = arrived(clean, posts["delivered"])
        assert ARTICLES == posts["delivered"] + posts["unknown"]
        assert len(found) == len({letter["Message-ID"] for letter in found})
        assert posts["delivered"] <= len(found) <= ARTICLES
        assert all(LICENCE in letter.get_body(("html",)).get_content() for letter in found)


def test_a_digest_arrives_with_every_duty_of_every_article(clean: dict[str, Any]) -> None:
    """In the letter as the mailbox gives it back, by the proof that held before it left."""
    posts = [make_post(name, html=make_post().html.replace("eels", name)) for name in ("eels", "crabs", "seals")]
    client = opened(clean, digest="weekly")
    assert all(isinstance(receipt, Receipt) for receipt in client.publish_together(posts))  # type: ignore[attr-defined]
    (one,) = arrived(clean, 1)
    assert {} == unproven(posts, one.as_bytes())
    assert one["Subject"].endswith("and 2 more")


def test_fifty_articles_in_digests_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """No article in two letters; those of a letter that may or may not have been sent wait for a person, and none is lost in silence."""
    secret_in(tmp_path, clean["password"])
    due = datetime.now(UTC) + timedelta(seconds=75)
    table = '[[site]]\nid = "place"\nkind = "mail"\nuse = "community"\nmedium = "newsletter"\n'
    table += f'options = {{ to = "{clean["username"]}", digest = "daily", at = "{due:%H:%M}" }}\n[mail]\nhost = "{clean["smtp_host"]}"\n'
    table += f'port = {clean["smtp_port"]}\nsecurity = "starttls"\nsender = "{clean["username"]}"\nuser = "{clean["username"]}"\n'
    table += 'password = { file = "secret" }\n'
    with rig(tmp_path, table) as one:
        dice = random.Random(2)
        one.passes(1)  # everything is judged before the edition is due
        assert ([], ARTICLES) == (letters(clean), one.status()["counts"]["posts"]["queued"])
        for _ in range(KILLS):
            one.run_and_kill(dice)
        while datetime.now(UTC) < due + timedelta(minutes=1):
            time.sleep(1)
        posts = rested(one)
        found = arrived(clean, 1)
        titles = [title for letter in found for title in re.findall(r"<h2>([^<]+)</h2>", letter.get_body(("html",)).get_content())]
        assert ARTICLES == posts["delivered"] + posts["unknown"]
        assert len(titles) == len(set(titles))
        assert posts["delivered"] <= len(titles) <= ARTICLES
        assert 1 <= len(found) < ARTICLES / 10
        for letter in found:
            parts = elements(letter.get_body(("html",)).get_content(), "article")
            assert all(LICENCE in part.inner and "Ada Ferro" in part.words for part in parts)


def rested(one: Rig) -> dict[str, int]:
    """Passes until nothing is on its way any more; the counts of the states."""
    for _ in range(20):
        time.sleep(3.1)  # leases of the killed run out
        subprocess.run([*one.command, "run", "--once"], cwd=ROOT, check=False, capture_output=True, timeout=300)
        counts = one.status()["counts"]
        if not counts["cases"]["new"] and not counts["posts"]["queued"] + counts["posts"]["claimed"]:
            break
    return dict(counts["posts"])

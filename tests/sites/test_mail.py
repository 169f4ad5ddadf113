"""Letters to a mailing list: what they carry, that they go once, and which settings they need."""

import email
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest

from syndicator.core.flavours import Flavour
from syndicator.core.proof import By, lacking, prove, prove_text
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.messages import Address, Smtp
from syndicator.ports import Searchable
from syndicator.sites import mail
from tests.messages.smtpd import Mailbox, mail_server
from tests.sites.support import make_post, make_site, make_tools

POST = make_post()


def opened(box: Mailbox, **options: Any) -> mail.Mail:
    mailer = Smtp(host="127.0.0.1", port=box.port, way="none", sender=Address("desk@quay.test", "The Quay"), timeout=5.0)
    tools = replace(make_tools(), mailer=mailer)
    return mail.open_site(make_site("mail", medium="newsletter"), {"to": "readers@quay.test", **options}, "", tools)


def letter(box: Mailbox) -> EmailMessage:
    """The one that arrived."""
    ((_, _, data),) = box.letters
    return cast("EmailMessage", email.message_from_bytes(data, policy=default))


def part(one: EmailMessage, kind: str) -> str:
    body = one.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_every_duty_arrives_in_words_and_in_html() -> None:
    """Whichever of the two a reader's program shows."""
    with mail_server() as box:
        receipt = opened(box, label="Reposts").publish(POST)
    one = letter(box)
    owed = [o for o in POST.obligations if o.by in (By.WORDS, By.LINK)]
    assert (f"[Reposts] {POST.title}", "auto-generated", POST.revision) == (one["Subject"], one["Auto-Submitted"], receipt.revision)
    assert not lacking(prove_text(part(one, "plain"), owed, "letter", Flavour.TEXT))
    assert not lacking(prove(part(one, "html"), owed, ""))


def test_the_id_of_a_letter_comes_from_its_post() -> None:
    """A mailbox that gets it twice can tell."""
    with mail_server() as box:
        client = opened(box)
        for post in (POST, POST, make_post("crabs")):
            client.publish(post)
    first, second, third = (email.message_from_bytes(data)["Message-ID"] for _, _, data in box.letters)
    assert (True, True) == (first == second, first != third)


@pytest.mark.parametrize("title", ["x\r\nBcc: all@quay.test", "x\n\nbody", "x\0y", "Ärger 🐟"])
def test_no_headline_becomes_a_header(title: str) -> None:
    """Nor another recipient."""
    with mail_server() as box:
        opened(box).publish(make_post(title=title))
    one = letter(box)
    assert (None, ["<readers@quay.test>"]) == (one["Bcc"], box.letters[0][1])


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ({"END": "hang up"}, OutcomeUnknown),
        ({"END": "451 later"}, RetryLater),
        ({"RCPT": "550 nobody here"}, Rejected),
        ({"CONNECT": "421 busy"}, RetryLater),
        ({"END": "552 too large"}, Rejected),
    ],
)
def test_a_failure_says_what_was_done(replies: dict[str, str], error: type[Exception]) -> None:
    """Unknown only where the letter was handed over."""
    with mail_server(**replies) as box, pytest.raises(error):
        opened(box).publish(POST)


def test_it_is_tried_out_without_a_letter() -> None:
    """And is never asked for a letter that was sent."""
    with mail_server() as box:
        client = opened(box)
        assert [(True, "the mail server answers, and takes the login; letters go to readers@quay.test")] == client.test()
    assert ([], False) == (box.letters, isinstance(client, Searchable))
    ((good, _),) = client.test()
    assert not good


def test_wrong_settings_are_told_together() -> None:
    """The medium, the server, the address, a credential of its own: one line each."""
    with pytest.raises(SettingsError) as caught:
        mail.open_site(make_site("mail"), {"to": "a@b.test, c@d.test"}, "secret", make_tools())
    told = "\n".join(caught.value.problems)
    assert (4, True) == (len(caught.value.problems), 'medium = "newsletter"' in told and "[mail]" in told)

"""Letters by SMTP: they arrive as written, no word of a stranger becomes a header, and a failure says what was and was not done."""

import email
import socket
from dataclasses import replace
from email.policy import default

import pytest

from syndicator.errors import OutcomeUnknown, Rejected, RetryLater
from syndicator.messages import Address, ByMail, Smtp, mail_address
from syndicator.ports import Message
from tests.messages.smtpd import mail_server

LETTER = Message("Permission to republish: Ärger am Kai", "Dear editors,\n\n.a line that begins with a dot\nMay we?\n", "request 1")


def smtp(port: int, **changes: object) -> Smtp:
    facts: dict = {"host": "127.0.0.1", "port": port, "way": "none", "sender": Address("desk@commons.test", "The Commons"), "timeout": 5.0}
    return Smtp(**{**facts, **changes})


def test_a_letter_arrives_as_it_was_written():
    """Every character, to one recipient, from the configured sender."""
    with mail_server() as box:
        smtp(box.port).send("rights@quay.test", LETTER)
    ((sender, recipients, data),) = box.letters
    read = email.message_from_bytes(data, policy=default)
    assert ("<desk@commons.test>", ["<rights@quay.test>"]) == (sender, recipients)
    assert ("The Commons <desk@commons.test>", "rights@quay.test", LETTER.subject) == (read["From"], read["To"], read["Subject"])
    assert LETTER.body == read.get_content().replace("\r\n", "\n")
    assert read["Date"].datetime.tzinfo is not None


def test_the_same_letter_has_the_same_id_and_another_has_another():
    """A mailbox that gets one twice can tell (RFC 5322 §3.6.4)."""
    with mail_server() as box:
        for letter in (LETTER, replace(LETTER, subject="x"), replace(LETTER, key="request 2")):
            smtp(box.port).send("rights@quay.test", letter)
    first, second, third = (email.message_from_bytes(data)["Message-ID"] for _, _, data in box.letters)
    assert (True, True) == (first == second, first != third)
    assert first.endswith("@commons.test>")


HOSTILE = [
    "x\r\nBcc: all@quay.test",
    "x\nBcc: all@quay.test",
    "x\r\n\r\nbody",
    "\u2028Bcc: all@quay.test",
    "x\0y",
    "\r\n.\r\nMAIL FROM:<x@y>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_becomes_a_header(words: str):
    """A title or a name with a line break in it stays on its line."""
    with mail_server() as box:
        smtp(box.port, sender=Address("desk@commons.test", words)).send("rights@quay.test", Message(words, words, words))
    ((_, recipients, data),) = box.letters
    read = email.message_from_bytes(data, policy=default)
    assert ["<rights@quay.test>"] == recipients
    assert (None, 1, 1) == (read["Bcc"], len(read.get_all("From")), len(read.get_all("To")))
    assert set(read.keys()) <= {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["a@quay.test, b@quay.test", "a@quay.test\r\nBcc: b@quay.test", "a@quay.test>", "<a@quay.test>", "A <a@quay.test>", "a b@quay.test",
     '"a b"@quay.test', "a@[127.0.0.1]", "a@quay.test SIZE=1", "https://quay.test/contact", "", "a@", "@quay.test", "ä@quay.test",
     "a@quay..test", "a..b@quay.test", f"{'a' * 250}@quay.test"],
)  # fmt: skip
def test_only_one_plain_address_is_written_to(address: str):
    """Whatever a page names as its contact; nothing is connected to for any other."""
    with mail_server() as box, pytest.raises(Rejected, match="is no e-mail address"):
        smtp(box.port).send(address, LETTER)
    assert ([], "") == (box.commands, mail_address(address))


@pytest.mark.parametrize(
    ("text", "address"),
    [("rights@quay.test", "rights@quay.test"), ("mailto:rights+x@quay.test?subject=a%0d%0aBcc:b", "rights+x@quay.test"),
     ("MAILTO:r@quay.test", "r@quay.test")],
)  # fmt: skip
def test_an_address_is_found_in_what_terms_name(text: str, address: str):
    """RFC 6068: what stands behind the question mark would set headers, and is left out."""
    assert address == mail_address(text)


@pytest.mark.parametrize("way", ["starttls", "none"])
def test_a_server_that_lacks_what_was_asked_for_gets_no_letter(way: str):
    """Neither a password nor a letter travels less protected than the operator asked."""
    with mail_server() as box, pytest.raises(Rejected, match="does not offer"):
        smtp(box.port, way=way, user="desk", password="open sesame").send("rights@quay.test", LETTER)
    assert [] == box.letters
    assert not any("AUTH" in command or "MAIL" in command for command in box.commands)


def test_a_refused_login_says_so_without_the_password():
    """The user is named, the secret is not."""
    with mail_server(AUTH="535 no", OFFERS="AUTH PLAIN") as box, pytest.raises(Rejected, match="refused the login of desk") as caught:
        smtp(box.port, user="desk", password="open sesame").send("rights@quay.test", LETTER)
    assert [] == box.letters
    assert "sesame" not in f"{caught.value} {smtp(1, password='open sesame')!r}"


def test_a_login_is_made_where_a_user_is_named():
    """And the letter goes."""
    with mail_server(OFFERS="AUTH PLAIN") as box:
        smtp(box.port, user="desk", password="open sesame").send("rights@quay.test", LETTER)
    assert (1, True) == (len(box.letters), any(command.startswith("AUTH PLAIN ") for command in box.commands))


@pytest.mark.parametrize(
    ("replies", "error", "says"),
    [
        ({"CONNECT": "421 busy"}, RetryLater, "cannot be used for mail"),
        ({"MAIL": "451 later"}, RetryLater, "asks for patience: 451 later"),
        ({"MAIL": "550 not you"}, Rejected, "refused the letter: 550 not you"),
        ({"RCPT": "450 later"}, RetryLater, "asks for patience: 450 later"),
        ({"RCPT": "550 nobody here"}, Rejected, "refused the letter: 550 nobody here"),
        ({"END": "452 full"}, RetryLater, "asks for patience: 452 full"),
        ({"END": "554 spam"}, Rejected, "refused the letter: 554 spam"),
        ({"END": "hang up"}, OutcomeUnknown, "it may have been sent"),
    ],
)
def test_each_failure_says_what_was_done(replies: dict[str, str], error: type[Exception], says: str):
    """Not now, never, or nobody knows (RFC 5321 §4.2.1)."""
    with mail_server(**replies) as box, pytest.raises(error, match=says):
        smtp(box.port).send("rights@quay.test", LETTER)


def test_a_server_that_is_not_there_is_tried_later():
    """Nothing was sent; so with one that speaks no TLS where TLS was asked for."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(RetryLater, match="nothing was sent"):
            smtp(taken.getsockname()[1]).send("rights@quay.test", LETTER)
    with mail_server() as box, pytest.raises(RetryLater, match="nothing was sent"):
        smtp(box.port, way="tls").send("rights@quay.test", LETTER)
    assert [] == box.letters


def test_operators_are_told_by_mail_one_by_one():
    """Each gets a letter of their own."""
    with mail_server() as box:
        ByMail(smtp(box.port), ("ana@commons.test", "bo@commons.test")).tell(LETTER)
    assert [["<ana@commons.test>"], ["<bo@commons.test>"]] == [recipients for _, recipients, _ in box.letters]

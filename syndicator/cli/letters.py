"""Letters that a command writes: to a file as a person would send them, and to the server of [mail] where that is wanted."""

from pathlib import Path
from typing import TYPE_CHECKING

from syndicator.cli.output import plain
from syndicator.errors import InputError, OutcomeUnknown, Rejected, RetryLater

if TYPE_CHECKING:
    from syndicator.ports import Mailer, Message
    from syndicator.settings import Settings


def language_of(settings: "Settings", wanted: str, kind: str) -> str:
    """The language of a letter of this kind: the one that is wanted, where there is a template in it."""
    from syndicator.pipeline.letters import letter_language
    from syndicator.rendering.letters import letter_languages

    return letter_language(wanted, letter_languages(settings.templates, kind))


def write_letter(file: Path, to: str, message: "Message") -> None:
    """The letter as a person would send it; one that is there is not overwritten."""
    from syndicator.core.markup import one_line

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(f"To: {one_line(to)}\nSubject: {message.subject}\n\n{message.body}")
    except FileExistsError:
        raise InputError(f"{file} is there already; name another with --out") from None
    except OSError as error:
        raise InputError(f"{plain(str(file))}: cannot be written ({error.strerror})") from None


def sender_of(settings: "Settings") -> "Mailer":
    """The server of [mail], asked for before anything is done that a letter tells of; raises InputError where there is none."""
    from syndicator.wiring import mailer

    server = mailer(settings)
    if server is None:
        what = "write host and sender under [mail] in the settings, or leave out --send"
        raise InputError(f"nothing can be mailed, and nothing was done: {what}")
    return server


def send_letter(server: "Mailer", to: str, message: "Message", file: Path) -> None:
    """Hand it to the server; raises what that said, with where the letter is."""
    try:
        server.send(to, message)
    except (RetryLater, Rejected, OutcomeUnknown) as error:
        raise type(error)(f"{error}; the letter is in {file}") from error


def stem(name: str, otherwise: str) -> str:
    """A piece of a file's name out of any words."""
    words = "".join(c if c.isalnum() and c.isascii() else " " for c in name.lower()).split()
    return "-".join(words)[:40] or otherwise

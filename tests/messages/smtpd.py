"""A mail server of a few lines on the loopback interface (RFC 5321), which keeps what it is given and can be told to refuse."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What arrived (sender, recipients, the letter's bytes), every command, and which reply a command is given instead of the usual."""

    port: int = 0
    letters: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    replies: Mapping[str, str] = field(default_factory=dict)


class _Session(socketserver.StreamRequestHandler):
    """One connection."""

    server: "_Server"

    def handle(self) -> None:
        box = self.server.box
        self._say(box.replies.get("CONNECT", "220 quay.test"))
        sender, recipients = "", []
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            verb = line.partition(" ")[0].upper()
            box.commands.append(line)
            reply = box.replies.get(verb, "")
            if reply == "hang up":
                return
            if reply:
                self._say(reply)
            elif verb == "EHLO":
                self._say(f"250-quay.test\r\n250 {box.replies.get('OFFERS', '8BITMIME')}")
            elif verb == "MAIL":
                sender = line.partition(":")[2].partition(" ")[0]
                self._say("250 fine")
            elif verb == "RCPT":
                recipients.append(line.partition(":")[2])
                self._say("250 fine")
            elif verb == "DATA":
                self._say("354 go on")
                box.letters.append((sender, recipients, self._letter()))
                if box.replies.get("END") == "hang up":
                    return
                self._say(box.replies.get("END", "250 kept"))
            elif verb == "QUIT":
                self._say("221 farewell")
                return
            else:
                self._say("235 welcome" if verb == "AUTH" else "250 fine")

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))  # RFC 5321 §4.5.2
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Mailbox


@contextmanager
def mail_server(**replies: str) -> Iterator[Mailbox]:
    """A server for the length of a test; `replies` by command, END for the reply to the letter, OFFERS for its abilities."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.box = Mailbox(server.server_address[1], replies=replies)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.box
        finally:
            server.shutdown()
            thread.join()

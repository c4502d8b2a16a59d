"""A small IMAP server for the tests, over TLS: what it takes to look into a mailbox, as imaplib speaks it."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Mailbox:
    """Raw mails by number, and which of them were seen."""

    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    sizes: dict[int, int] = field(default_factory=dict)
    """What to say of a mail's size where it is not the true one."""
    commands: list[str] = field(default_factory=list)
    port: int = 0


@contextmanager
def imap(certificate: Path) -> Iterator[Mailbox]:  # noqa: C901 - a protocol in one place
    box = Mailbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{certificate}.crt", certificate)

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("* OK ready")
            while line := self.rfile.readline().decode().strip():
                tag, _, command = line.partition(" ")
                box.commands.append(command)
                if not self.answer(command):
                    return
                self.say(f"{tag} {'NO' if command.startswith('LOGIN') and 'wrong' in command else 'OK'} done")

        def say(self, text: str) -> None:
            self.wfile.write(text.encode() + b"\r\n")

        def answer(self, command: str) -> bool:
            if command.startswith("CAPABILITY"):
                self.say("* CAPABILITY IMAP4rev1")
            elif command.startswith("SELECT"):
                self.say(f"* {len(box.mails)} EXISTS")
            elif "SEARCH" in command:
                self.say("* SEARCH " + " ".join(str(n) for n in sorted(set(box.mails) - box.seen)))
            elif match := re.match(r"UID FETCH (\d+) \((.*)\)", command):
                self.fetch(int(match[1]), match[2])
            elif match := re.match(r"UID STORE (\d+) \+FLAGS", command):
                box.seen.add(int(match[1]))
            elif command.startswith("LOGOUT"):
                self.say("* BYE")
            return True

        def fetch(self, number: int, what: str) -> None:
            raw = box.mails[number]
            if what == "RFC822.SIZE":
                self.say(f"* {number} FETCH (UID {number} RFC822.SIZE {box.sizes.get(number, len(raw))})")
                return
            if "HEADER" in what:
                raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            self.wfile.write(b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)\r\n" % (number, number, len(raw), raw))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def get_request(self):
            connection, address = super().get_request()
            return context.wrap_socket(connection, server_side=True), address

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Session) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box
        server.shutdown()

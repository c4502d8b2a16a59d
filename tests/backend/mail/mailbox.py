"""A real mail server for the tests: keeps what it takes, answers as the test says."""

import email
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class Mailbox:
    """Where a test's mail arrives; `answers` are given to DATA in turn, the last one from then on."""

    port: int = 0
    answers: list[str] = field(default_factory=lambda: ["250 OK"])
    senders: list[str] = field(default_factory=lambda: ["250 OK"])
    recipients: list[str] = field(default_factory=lambda: ["250 OK"])
    envelopes: list[Envelope] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    connections: set[int] = field(default_factory=set)
    signed_in: list[str] = field(default_factory=list)
    private: list[bool] = field(default_factory=list)
    controller: Any = None

    def stop(self) -> None:
        """The server goes, and hangs up."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=policy.default) for raw in self.raw]  # type: ignore[misc]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = _next(self.senders)
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = _next(self.recipients)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.connections.add(session.peer[1])
        self.private.append(session.ssl is not None)
        answer = _next(self.answers)
        if answer == "hang up":
            server.transport.abort()
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.envelopes.append(envelope)
            self.raw.append(envelope.content)
        return answer


def _next(answers: list[str]) -> str:
    return answers.pop(0) if len(answers) > 1 else answers[0]


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@contextmanager
def mailbox(port: int = 0, *, tls: ssl.SSLContext | None = None, password: str | None = None) -> Iterator[Mailbox]:
    """On 127.0.0.1; with `tls` STARTTLS is asked for first, with `password` a sign-in as `us`."""
    box = Mailbox()

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        box.signed_in.append(data.login.decode())
        return AuthResult(success=data.login == b"us" and data.password == (password or "").encode())

    asked = {"auth_required": True, "authenticator": authenticate, "auth_require_tls": False} if password else {}
    controller = _Anywhere(
        box, hostname="127.0.0.1", port=port, tls_context=tls, require_starttls=tls is not None, **asked
    )
    controller.start()
    box.port = controller.port
    box.controller = controller
    try:
        yield box
    finally:
        box.stop()


class _Anywhere(Controller):
    """aiosmtpd's own cannot take any free port: it looks itself up at the one that it was given."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

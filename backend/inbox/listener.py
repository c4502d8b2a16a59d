"""Our own listener, LMTP or SMTP on aiosmtpd: says 250 only once the mail is kept, and 451 where it cannot be."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from backend import db
from backend.config import Config
from backend.errors import DomainError
from backend.inbox import services
from backend.mail import inbound

MOST_AT_ONCE = 4
"""Mails that are being written to the database; the others wait."""
MOST_SESSIONS = 50
"""Each may hold a mail of 50 MB in memory while it comes in."""
log = structlog.get_logger()


class Intake:
    """What aiosmtpd asks for each mail."""

    def __init__(self, app: Flask, settings: inbound.Inbound) -> None:
        self._app, self._settings = app, settings
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="intake")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """One of our domain's addresses, one a mail: each recipient's mail is kept, or not, by itself."""
        if address.rpartition("@")[2].lower() != self._settings.domain.lower():
            return "550 5.7.1 no mail for that domain is taken here"
        if envelope.rcpt_tos:
            return "452 4.5.3 one recipient at a time"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """250 is said after the commit."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._pool, self._keep, envelope)
        except (SQLAlchemyError, DomainError) as error:
            log.error("mail not kept", error=type(error).__name__)  # noqa: TRY400 - no traceback while it is away
            return "451 4.3.0 cannot be kept just now; send it again"
        except Exception:
            # The outermost edge: aiosmtpd would say 500, and the sender's server would give the mail up.
            log.exception("mail not kept")
            return "451 4.3.0 cannot be kept just now; send it again"
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        raw = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        with self._app.app_context():
            # aiosmtpd says "<>" for an empty return path.
            path = (envelope.mail_from or "").strip("<>")
            db.write(lambda: services.keep(raw, envelope.rcpt_tos[0], path))


class _Bounded(SMTP):
    """A session; one more than there may be is told to come back."""

    def __init__(self, handler: Intake, sessions: "set[_Bounded]", **options: Any) -> None:
        self._sessions = sessions
        super().__init__(handler, **options)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Counts it."""
        if len(self._sessions) >= MOST_SESSIONS and isinstance(transport, asyncio.WriteTransport):
            transport.write(b"421 4.3.2 too many at once; come back later\r\n")
            transport.close()
            return
        self._sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Counts it no more."""
        if self in self._sessions:
            self._sessions.discard(self)
            super().connection_lost(error)


class _BoundedLmtp(_Bounded, LMTP):
    """The same, where a mail server hands mail on (RFC 2033)."""


class Listener(Controller):
    """Takes mail in at the address of INBOUND_MAIL until stopped."""

    def __init__(self, app: Flask) -> None:
        config: Config = app.extensions["doorgeven.config"]
        assert config.inbound is not None  # noqa: S101 - whoever starts it looked
        self._kind = _BoundedLmtp if config.inbound.scheme == inbound.LMTP else _Bounded
        self._sessions: set[_Bounded] = set()
        super().__init__(
            Intake(app, config.inbound),
            hostname=config.inbound.host,
            port=config.inbound.port,
            data_size_limit=services.LARGEST,
            ident="Doorgeven",
            enable_SMTPUTF8=True,
        )

    def factory(self) -> SMTP:
        """One session."""
        return self._kind(self.handler, self._sessions, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """aiosmtpd greets itself once; LMTP wants no such greeting, and any free port (0) is a real one by now."""
        if isinstance(self.server, asyncio.Server):
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # the library has none there

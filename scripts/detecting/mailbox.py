"""A mail server that keeps when each letter about a suspected outage came."""

import time
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

from aiosmtpd.controller import Controller

from scripts.processes import ports

SUBJECTS = ("Vermoedelijke storing", "Suspected outage")


class Mailbox:
    """Listens until it is closed; `came` is (seconds of the monotonic clock, subject)."""

    def __init__(self) -> None:
        self.came: list[tuple[float, str]] = []
        self.port = ports.free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """One letter."""
        subject = str(make_header(decode_header(message_from_bytes(envelope.content)["Subject"] or "")))
        if subject.startswith(SUBJECTS):
            self.came.append((time.monotonic(), subject))
        return "250 OK"

    def close(self) -> None:
        """No more."""
        self._controller.stop()

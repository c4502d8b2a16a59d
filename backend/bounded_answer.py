"""An answer that must be there within a time in all: a receiver that drips its bytes would hold a sender for hours.

The client's own timeout begins anew with each byte. http.client also waits for ever behind `100 Continue`, and takes
other 1xx answers for the last word, so that the real one would be read as the answer to the next request.
"""

import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import Any

from requests import Session

_this = threading.local()
_LAST_BEFORE_FINAL = 200
_SWITCHING = 101


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What this thread is answered in here must be there so many seconds from now."""
    _this.until = time.monotonic() + seconds
    try:
        yield
    finally:
        _this.until = None


def bound(session: Session) -> None:
    """Makes `session`, whose connections are of classes of its own (ssrfguard's are), keep to `within`."""
    for adapter in session.adapters.values():
        for pool in adapter.poolmanager.pool_classes_by_scheme.values():  # type: ignore[attr-defined]
            pool.ConnectionCls.response_class = _Answer


class _Answer(HTTPResponse):
    """What http.client reads an answer with."""

    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:
        super().__init__(sock, *args, **named)
        until: float | None = getattr(_this, "until", None)
        if until is not None:
            self.fp: Any = io.BufferedReader(_Bounded(sock, self.fp, until))

    def _read_status(self) -> tuple[str, int, str]:
        """The final status: those before it (102, 103) are followed by another; 100 is http.client's own."""
        while True:
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not (_SWITCHING < status < _LAST_BEFORE_FINAL):
                return version, status, reason
            while self.fp.readline(65_537).strip():
                pass


class _Bounded(io.RawIOBase):
    """What comes in on a socket until a moment; then TimeoutError."""

    def __init__(self, sock: socket.socket, received: io.BufferedReader, until: float) -> None:
        self._sock, self._received, self._until = sock, received, until
        self._patience = sock.gettimeout()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """What is there, 0 at the end."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left if self._patience is None else min(left, self._patience))
        return self._received.raw.readinto(buffer) or 0

    def close(self) -> None:
        """Lets go of the socket, as http.client expects."""
        self._received.close()
        super().close()

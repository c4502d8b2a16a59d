"""Tokens in a file that is of no use without a key of the device's own."""

import base64
from typing import Protocol

from mobile.core.tokens import TokenStore


class CannotOpen(Exception):
    """The key is another, or gone: after a factory reset, or on a phone that the file was copied to."""


class Seal(Protocol):
    """A key that never leaves the device."""

    def close(self, plain: bytes) -> bytes:
        """Encrypted, and told from what was tampered with."""

    def open(self, sealed: bytes) -> bytes:
        """What was closed; raises CannotOpen."""

    def destroy(self) -> None:
        """No more of it can be opened."""


class SealedTokenStore:
    """Another store, that sees only what is sealed."""

    def __init__(self, inner: TokenStore, seal: Seal) -> None:
        self._inner = inner
        self._seal = seal

    def read(self) -> str | None:
        """The text; None where it cannot be opened: the user signs in again, and their queue is still there."""
        kept = self._inner.read()
        if kept is None:
            return None
        try:
            return self._seal.open(base64.b64decode(kept, validate=True)).decode("utf-8")
        # ValueError: not base64, or not UTF-8.
        except (CannotOpen, ValueError):
            return None

    def write(self, text: str) -> None:
        """Replace the text; raises StorageError."""
        self._inner.write(base64.b64encode(self._seal.close(text.encode("utf-8"))).decode("ascii"))

    def wipe(self) -> None:
        """Delete the file, and the key that opened it."""
        self._inner.wipe()
        self._seal.destroy()

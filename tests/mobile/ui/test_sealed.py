"""Tokens in a file that nobody else can make anything of."""

import hashlib
import hmac
import secrets
from pathlib import Path

from mobile.core.tokens import FileTokenStore
from mobile.device.sealed import CannotOpen, SealedTokenStore


class Key:
    """As the KeyStore's, without one: encrypted, and told from what was tampered with."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def close(self, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(12)
        hidden = self._hidden(nonce, plain)
        return nonce + hidden + self._tag(nonce + hidden)

    def open(self, sealed: bytes) -> bytes:
        body, tag = sealed[:-32], sealed[-32:]
        if not hmac.compare_digest(self._tag(body), tag):
            raise CannotOpen("no")
        return self._hidden(body[:12], body[12:])

    def destroy(self) -> None:
        self._key = secrets.token_bytes(32)

    def _hidden(self, nonce: bytes, text: bytes) -> bytes:
        stream = hashlib.shake_256(self._key + nonce).digest(len(text))
        return bytes(one ^ other for one, other in zip(stream, text, strict=True))

    def _tag(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")


def test_what_is_kept_can_be_read_by_this_device_alone(tmp_path: Path) -> None:
    path, key = tmp_path / "tokens", Key()
    store = SealedTokenStore(FileTokenStore(path), key)
    assert store.read() is None
    store.write("a secret, één")
    assert store.read() == "a secret, één"
    assert b"secret" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert SealedTokenStore(FileTokenStore(path), Key()).read() is None


def test_a_file_that_was_changed_or_is_no_such_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    store = SealedTokenStore(FileTokenStore(path), Key())
    store.write("a secret")
    kept = path.read_text()
    for other in ("", "{}", kept[:-8], kept[:-5] + "AAAA=", "é"):
        path.write_text(other, encoding="utf-8")
        assert store.read() is None, other


def test_after_wiping_not_even_a_copy_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    store = SealedTokenStore(FileTokenStore(path), Key())
    store.write("a secret")
    copied = path.read_text()
    store.wipe()
    assert store.read() is None
    path.write_text(copied)
    assert store.read() is None

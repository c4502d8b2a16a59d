"""Passwords by argon2id, with a bound on how many are computed at once."""

import threading
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

# 64 MiB and a core each: without a bound, a burst of sign-ins starves everything else.
_AT_ONCE = threading.BoundedSemaphore(2)
_hasher = PasswordHash((Argon2Hasher(),))


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    with _AT_ONCE:
        return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether `password` fits; takes as long where there is no account (`kept` None), so that timing tells nothing."""
    with _AT_ONCE:
        fits = _hasher.verify(password, kept or _nobodys())
    return fits and kept is not None


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's password")

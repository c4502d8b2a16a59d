"""Passwords by argon2id, with a bound on how many are computed at once."""

import threading
import unicodedata
from functools import cache
from pathlib import Path

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.errors import Invalid

# 64 MiB and a core each: without a bound, a burst of sign-ins starves everything else.
_AT_ONCE = threading.BoundedSemaphore(2)
_hasher = PasswordHash((Argon2Hasher(),))

SHORTEST = 10
LONGEST = 1024
_FEWEST_CHARACTERS = 5
_OFTEN = frozenset((Path(__file__).parent / "guessed_first.txt").read_text("utf-8").split())
"""What is tried first by whoever guesses, as far as it is long enough."""


def check_new(password: str, email: str, pointer: str = "/password") -> None:
    """Raises Invalid, saying why, for a password that is soon guessed (after NIST SP 800-63B, 3.1.1.2)."""
    if len(password) < SHORTEST:
        raise Invalid("A password has at least {shortest} characters.", shortest=SHORTEST, pointer=pointer)
    if len(password) > LONGEST:
        raise Invalid("A password has at most {longest} characters.", longest=LONGEST, pointer=pointer)
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in password):
        # Signing in would not take it.
        raise Invalid("Control characters are not allowed.", pointer=pointer)
    told, own = password.lower(), email.lower()
    if told in (own, own.partition("@")[0]):
        raise Invalid("Your password must not be your e-mail address.", pointer=pointer)
    if told in _OFTEN or len(set(told)) < _FEWEST_CHARACTERS:
        raise Invalid("That password is among the first that are guessed: take another.", pointer=pointer)


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

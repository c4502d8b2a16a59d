"""Passwords that cost no time: what a test makes is to be guessed by nobody."""

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.accounts import passwords

REAL = passwords._hasher
"""What a server uses."""


def make_cheap() -> None:
    """Hashes of argon2id still, in a thousandth of the time and memory."""
    passwords._hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))

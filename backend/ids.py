"""Names for things: random ids for programs, short references for people."""

import secrets

_REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which are misheard or misread."""


def new_id() -> str:
    """A random id of 128 bits, safe in a URL and on a command line."""
    return secrets.token_hex(16)


def new_token() -> str:
    """A secret of 256 bits."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A secret of 80 bits that can be typed from paper, as `7KPM-2QXA-9RTD-HW4C`."""
    letters = [secrets.choice(_REFERENCE_ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


def new_reference() -> str:
    """A ticket's short name for voice and mail, as `DG-4K7-P2M`: one of a thousand million."""
    letters = [secrets.choice(_REFERENCE_ALPHABET) for _ in range(6)]
    return f"DG-{''.join(letters[:3])}-{''.join(letters[3:])}"

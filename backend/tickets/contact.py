"""By what two tickets are known to be about one customer, however a phone number or a name was typed."""

import unicodedata

_NATIONAL = 9
"""The last digits of a phone number are the same with and without the country's code and the zero before it."""
_SHORTEST = 7
"""Fewer digits are a service number or half of one: many people would share it."""


def phone_key(phone: str | None) -> str | None:
    """`+31 (0)6 1234 5678` and `06-12345678` are one."""
    digits = "".join(str(unicodedata.digit(char)) for char in phone or "" if char.isdigit())
    return digits[-_NATIONAL:] if len(digits) >= _SHORTEST else None


def email_key(email: str | None) -> str | None:
    """Capitals make no other mailbox."""
    return (email or "").strip().lower() or None


def name_key(name: str | None) -> str | None:
    """Capitals, accents, dots and spaces make no other name."""
    apart = unicodedata.normalize("NFKD", (name or "").casefold())
    words = "".join(char if char.isalnum() else " " for char in apart if not unicodedata.combining(char))
    return " ".join(words.split())[:200] or None

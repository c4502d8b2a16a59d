"""Texts as they are searched: without case and accents, so that `cafe` finds `Café`."""

import re
import unicodedata
import zlib

from mobile.core.readings import JSON

_SPACES = re.compile(r"\s+")
_NO_DIGIT = re.compile(r"\D+")


def folded(text: str) -> str:
    """`text` in small letters without accents, its spaces single; both what is searched and what is typed."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _SPACES.sub(" ", text.casefold()).strip()


def ticket_words(ticket: JSON) -> str:
    """What a ticket is found by: a reference and a phone number however they are written, and all that was told."""
    customer = ticket.get("customer") or {}
    reference, phone = str(ticket.get("reference") or ""), str(customer.get("phone") or "")
    told = (
        ticket.get("description"),
        reference,
        reference.replace("-", ""),
        customer.get("name"),
        phone,
        _NO_DIGIT.sub("", phone),
        *(customer.get(name) for name in ("email", "postcode", "house_number")),
        ticket.get("team_name"),
        ticket.get("assignee_name"),
    )
    return folded("\n".join(str(text) for text in told if text))


def stamp(body: str) -> int:
    """A number that tells one text from another."""
    return zlib.crc32(body.encode())

"""A printed code as it is handed out: one slip a person, in their language."""

from babel.dates import format_date

from backend.i18n import say
from backend.people import Printed
from shared.messages import Message

_RULE = "-" * 72


def slip(one: Printed, address: str) -> str:
    """Name, address, code and until when, with a line to cut along."""
    day = format_date(one.expires_at, "long", locale=one.language)
    lines = [
        f"{one.name} <{one.email}>",
        Message("Go to {address} and fill in this code:", address=address),
        f"    {one.code}",
        Message("It works once, until {day}.", day=day),
    ]
    return "\n".join([*(say(line, one.language) for line in lines), _RULE, ""])

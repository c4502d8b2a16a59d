"""What somebody typed of a problem, and passing it on."""

from collections.abc import Sequence

from mobile.core.account import Account
from mobile.core.photos import Photo
from mobile.core.submissions import ticket_body

TYPED = {"kind": "problem", "service": "internet", "description": "Down", "name": "Oma", "postcode": "3511 ab"}


def submit(account: Account, description: str = "Down", photos: Sequence[Photo] = ()) -> str:
    """Its id on this phone."""
    typed = {**TYPED, "description": description}
    return account.submit(ticket_body(typed, "NL"), typed=typed, photos=photos)

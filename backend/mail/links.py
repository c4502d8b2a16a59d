"""The links in a team's mail: each opens one page about one ticket, for as long as it is signed."""

from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer

TAKE_UP, RESOLVE = "take_up", "resolve"
VALID_FOR = 30 * 24 * 3600
"""Seconds that a link works."""


@dataclass(frozen=True)
class Link:
    """What a link is for."""

    ticket_id: str
    endpoint_id: str
    action: str


def sign(secret: str, link: Link) -> str:
    """The token of a link."""
    return str(_signer(secret).dumps([link.ticket_id, link.endpoint_id, link.action]))


def read(secret: str, token: str) -> Link | None:
    """What the token is for; None where it is none of ours, or too old."""
    try:
        ticket_id, endpoint_id, action = _signer(secret).loads(token, max_age=VALID_FOR)
    except (BadData, ValueError, TypeError):
        return None
    return Link(ticket_id, endpoint_id, action) if action in (TAKE_UP, RESOLVE) else None


def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="mail-page")

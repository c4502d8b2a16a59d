"""The link in a letter to somebody on duty: opens one page about one alert, in that person's name, while signed."""

from typing import NamedTuple

from itsdangerous import BadData, URLSafeTimedSerializer

from backend.config import config

VALID_FOR = 7 * 24 * 3600
"""Seconds that a link works."""


class Link(NamedTuple):
    """Which alert, and who got the letter."""

    alert_id: str
    person_id: str


def address(alert_id: str, person_id: str) -> str:
    """Where the link leads."""
    return f"{config().public_url}/d/{_signer().dumps([alert_id, person_id])}"


def read(token: str) -> Link | None:
    """What the token is for; None where it is none of ours, or too old."""
    try:
        alert_id, person_id = _signer().loads(token, max_age=VALID_FOR)
    except (BadData, ValueError, TypeError):
        return None
    return Link(alert_id, person_id)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config().secret_key, salt="duty-page")

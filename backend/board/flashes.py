"""What the next page says: kept in a signed cookie between a form and the page that it leads to."""

from typing import Any

from flask import Response, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from backend.board import entrance
from backend.config import config
from backend.i18n import say
from shared.messages import Message

_COOKIE = "doorgeven_said"
_LONGEST, _MOST = 1000, 3
"""A cookie holds 4 kB."""
_GOOD_FOR = 300
"""Seconds: what was said to a page that never came is old news."""


def keep(sentence: str | Message) -> None:
    """To be said on the next page, in the reader's language of now."""
    g.setdefault("said", []).append(say(sentence)[:_LONGEST])


def take() -> list[str]:
    """What is to be said now; the browser forgets it with this answer."""
    said: list[str] = g.pop("said", [])
    if _COOKIE in request.cookies:
        g.said_taken = True
        said = [*_read(request.cookies[_COOKIE]), *said]
    return said


def send(response: Response) -> None:
    """The cookie as it is after this request."""
    kept: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": entrance.is_secure(), "path": "/"}
    if g.get("said"):
        response.set_cookie(_COOKIE, _signed().dumps(g.said[:_MOST]), max_age=_GOOD_FOR, **kept)
    elif g.get("said_taken"):
        response.delete_cookie(_COOKIE, **kept)


def _read(text: str) -> list[str]:
    try:
        said = _signed().loads(text, max_age=_GOOD_FOR)
    except BadSignature:
        return []
    return [str(one) for one in said] if isinstance(said, list) else []


def _signed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config().secret_key, salt="said")

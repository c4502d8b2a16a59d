"""Secrets that an answer shows once, and links that may be shown again.

A retry under the same Idempotency-Key must get the same secret, and the answer kept for it must not hold it for 30
days: so a secret is derived from SECRET_KEY and a random salt, and only the salt is kept with the answer. Whoever reads
the database alone has no link in it either.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from backend.config import config

WEBHOOK, KEY, PAGE, FEED, WALL = "webhook", "key", "page", "feed", "wall"
_FORMS: dict[str, Callable[[bytes], dict[str, str]]] = {
    WEBHOOK: lambda raw: {"secret": "whsec_" + base64.b64encode(raw).decode()},
    KEY: lambda raw: {"secret": "dgk_" + _letters(raw)},
    PAGE: lambda raw: {"url": f"{config().public_url}/s/{_letters(raw)}"},
    WALL: lambda raw: {"url": f"{config().public_url}/wall/{_letters(raw)}"},
    FEED: lambda raw: {
        "url": f"{config().public_url}/feeds/{_letters(raw)}.atom",
        "calendar_url": f"{config().public_url}/feeds/{_letters(raw)}.ics",
    },
}
"""The fields of an answer that show it."""


@dataclass(frozen=True)
class Secret:
    """A secret's text (of a link its token), and the marker by which it can be derived again."""

    text: str
    marker: str


def new(kind: str) -> Secret:
    """A new secret of 256 bits: WEBHOOK (`whsec_...`), KEY (`dgk_...`), or a PAGE's, FEED's or WALL's token."""
    salt = secrets.token_hex(32)
    text = _text(kind, _derive(kind, salt))
    return Secret(text, f"{kind} {salt} {_check(text)}")


def again(marker: str) -> dict[str, str]:
    """The fields that show the secret of a marker; none where SECRET_KEY is another one by now."""
    kind, salt, check = marker.split(" ")
    raw = _derive(kind, salt)
    return _FORMS[kind](raw) if hmac.compare_digest(_check(_text(kind, raw)), check) else {}


def _text(kind: str, raw: bytes) -> str:
    return _FORMS[kind](raw)["secret"] if kind in (WEBHOOK, KEY) else _letters(raw)


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _derive(kind: str, salt: str) -> bytes:
    name = f"shown once {kind} {salt}".encode()
    return hmac.new(config().secret_key.encode(), name, hashlib.sha256).digest()


def _check(text: str) -> str:
    """Enough to see that the right one came out, too little to find it by."""
    return hashlib.sha256(b"check " + text.encode()).hexdigest()[:16]

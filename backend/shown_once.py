"""Secrets that an answer shows once.

A retry under the same Idempotency-Key must get the same secret, and the answer kept for it must not hold it for 30
days: so a secret is derived from SECRET_KEY and a random salt, and only the salt is kept with the answer.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from backend.config import config

WEBHOOK, KEY = "webhook", "key"
_FORMS = {
    WEBHOOK: lambda raw: "whsec_" + base64.b64encode(raw).decode(),
    KEY: lambda raw: "dgk_" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
}


@dataclass(frozen=True)
class Secret:
    """A secret's text, and the marker by which it can be derived again."""

    text: str
    marker: str


def new(kind: str) -> Secret:
    """A new secret of 256 bits; `kind` is WEBHOOK (`whsec_...`) or KEY (`dgk_...`)."""
    salt = secrets.token_hex(32)
    text = _derive(kind, salt)
    return Secret(text, f"{kind} {salt} {_check(text)}")


def again(marker: str) -> str | None:
    """The secret of a marker; None where SECRET_KEY is another one by now."""
    kind, salt, check = marker.split(" ")
    text = _derive(kind, salt)
    return text if hmac.compare_digest(_check(text), check) else None


def _derive(kind: str, salt: str) -> str:
    name = f"shown once {kind} {salt}".encode()
    return _FORMS[kind](hmac.new(config().secret_key.encode(), name, hashlib.sha256).digest())


def _check(text: str) -> str:
    """Enough to see that the right one came out, too little to find it by."""
    return hashlib.sha256(b"check " + text.encode()).hexdigest()[:16]

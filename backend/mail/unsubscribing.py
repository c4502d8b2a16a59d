"""Addresses that end letters of one kind to one person: signed, short, good for as long as such letters are kept."""

import base64
import hashlib
import hmac

SUBSCRIPTION, OUTAGES, TICKETS = "s", "o", "t"
"""Of one subscription, of all that somebody follows, of own tickets."""
_KINDS = (SUBSCRIPTION, OUTAGES, TICKETS)
_MAC = 16
"""Bytes of the signature."""


def sign(secret: str, kind: str, of: str) -> str:
    """The token by which letters of `kind` end, `of` the id of a subscription or person."""
    return kind + _letters(bytes.fromhex(of) + _mac(secret, kind, of))


def read(secret: str, token: str) -> tuple[str, str] | None:
    """Kind and id of a token; None where it is none of ours."""
    kind = token[:1]
    try:
        raw = base64.b64decode(token[1:] + "=" * (-len(token[1:]) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    of = raw[:-_MAC].hex()
    right = kind in _KINDS and hmac.compare_digest(_mac(secret, kind, of), raw[-_MAC:])
    return (kind, of) if right else None


def _mac(secret: str, kind: str, of: str) -> bytes:
    return hmac.digest(secret.encode(), f"unsubscribe:{kind}:{of}".encode(), hashlib.sha256)[:_MAC]


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

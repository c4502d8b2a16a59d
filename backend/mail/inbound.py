"""`INBOUND_MAIL`: how replies come in, and the addresses that they are sent to, which nobody can guess."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from backend.errors import Misconfigured
from backend.mail.settings import credentials, is_address

LMTP, SMTP, IMAPS = "lmtp", "smtp", "imaps"
_PORTS = {LMTP: 8024, SMTP: 2525, IMAPS: 993}
_EXAMPLE = "lmtp://127.0.0.1:8024?domain=reply.example.org"
_LONGEST_LOCAL = 16
"""Characters before the +, so that a whole address fits RFC 5321's 64."""
_MAC = 26
"""Characters of base32 that an address is signed with: 130 bits."""


@dataclass(frozen=True)
class Inbound:
    """How mail comes in: a listener of our own (`lmtp`, `smtp`), or a mailbox that is looked into (`imaps`)."""

    scheme: str
    host: str
    port: int
    local: str
    domain: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    folder: str = "INBOX"

    @property
    def listens(self) -> bool:
        """Whether `flask receive` is what takes it in."""
        return self.scheme in (LMTP, SMTP)

    def address(self, token: str) -> str:
        """The address of that token."""
        return f"{self.local}+{token}@{self.domain}"

    def token(self, address: str) -> str | None:
        """The token of an address of ours, "" where it has none; None where the address is not ours."""
        local, _, domain = address.strip().lower().rpartition("@")
        name, _, token = local.partition("+")
        return token if domain == self.domain.lower() and name == self.local.lower() else None


def inbound(url: str) -> Inbound | None:
    """What `INBOUND_MAIL` says, None where replies are not taken in; raises Misconfigured."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port, asked = parts.port, parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise Misconfigured("INBOUND_MAIL: write it as {example}; this cannot be read.", example=_EXAMPLE) from None
    if parts.scheme not in _PORTS or not parts.hostname or set(asked) - {"domain", "local"}:
        raise Misconfigured(
            "INBOUND_MAIL: lmtp:// or smtp:// (a listener of our own) or imaps:// (a mailbox), as in {example}.",
            example=_EXAMPLE,
        )
    user, password = credentials(parts)
    if parts.scheme == IMAPS and not (user and password):
        raise Misconfigured("INBOUND_MAIL: give imaps:// the mailbox's user and password.")
    usual_local, _, usual_domain = (user or "").rpartition("@")
    local = asked.get("local", [usual_local or "reply"])[0]
    domain = asked.get("domain", [usual_domain])[0]
    if not is_address(f"{local}@{domain}") or "+" in local or len(local) > _LONGEST_LOCAL or not local.isascii():
        raise Misconfigured("INBOUND_MAIL: say whose mail it is by ?domain=..., as in {example}.", example=_EXAMPLE)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Inbound(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], local, domain, user, password, folder)


def reply_token(secret: str, reference: str, ticket_id: str, endpoint_id: str) -> str:
    """What tells that who writes to it was sent a mail of that ticket at that endpoint."""
    return f"r.{short(reference)}.{_signed(secret, 'reply', ticket_id, endpoint_id)}"


def bounce_token(secret: str, what: str) -> str:
    """Where the news goes that `what` (letters and digits) could not be delivered."""
    return f"b.{what}.{_signed(secret, 'bounce', what)[:16]}"


def read_bounce(secret: str, token: str) -> str | None:
    """What could not be delivered, or None where we never gave that token."""
    mark, _, rest = token.partition(".")
    what = rest.partition(".")[0]
    return what if mark == "b" and hmac.compare_digest(bounce_token(secret, what).encode(), token.encode()) else None


def short(reference: str) -> str:
    """A ticket's reference as an address has it: `DG-4K7-P2M` as `4k7p2m`."""
    return reference.removeprefix("DG-").replace("-", "").lower()


def reference_of(token: str) -> str | None:
    """The reference in a reply's token; whether the token is right is another question."""
    mark, _, rest = token.partition(".")
    letters = rest.partition(".")[0].upper()
    return f"DG-{letters[:3]}-{letters[3:]}" if mark == "r" and len(letters) == 6 else None  # noqa: PLR2004


def _signed(secret: str, *what: str) -> str:
    digest = hmac.digest(secret.encode(), ":".join(what).encode(), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:_MAC]

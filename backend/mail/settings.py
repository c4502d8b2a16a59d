"""`SMTP_URL` and `MAIL_FROM`: which server takes our mail, and in whose name it goes."""

import ipaddress
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from backend.errors import Misconfigured

PLAIN, STARTTLS, TLS = "smtp", "smtp+starttls", "smtps"
_PORTS = {PLAIN: 25, STARTTLS: 587, TLS: 465}
_EXAMPLE = "smtp+starttls://user:password@mail.example.org"


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail; `security` is the scheme of its address."""

    security: str
    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Sender:
    """In whose name our mail goes."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What comes after the @; our Message-IDs end with it."""
        return self.address.rpartition("@")[2]


def mail_server(url: str) -> MailServer | None:
    """The server of `SMTP_URL`, None where none is set; raises Misconfigured."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Misconfigured("SMTP_URL: write it as {example}; what is set cannot be read.", example=_EXAMPLE) from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise Misconfigured(
            "SMTP_URL: begin with smtp://, smtp+starttls:// or smtps://, then the server, as in {example}.",
            example=_EXAMPLE,
        )
    user, password = credentials(parts)
    if (user is None) != (password is None):
        raise Misconfigured("SMTP_URL: give user and password, or neither, as in {example}.", example=_EXAMPLE)
    return MailServer(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], user, password)


def credentials(parts: SplitResult) -> tuple[str | None, str | None]:
    """User and password of an address; special characters in them are written as %40 and the like."""
    return (unquote(parts.username) if parts.username else None, unquote(parts.password) if parts.password else None)


def sender(text: str, brand: str, public_url: str) -> Sender:
    """The sender that `MAIL_FROM` names; without it no-reply@ where the server is reached. Raises Misconfigured."""
    if not text:
        return Sender(brand, f"no-reply@{_host(public_url)}")
    name, address = parseaddr(text)
    if not is_address(address):
        raise Misconfigured(
            "MAIL_FROM: an address such as Doorgeven <no-reply@example.org>; {text} is none.", text=text
        )
    return Sender(name or brand, address)


def is_address(text: str) -> bool:
    """Whether mail can be addressed to it: one line, something on both sides of the @, 254 characters at most."""
    local, at, domain = text.rpartition("@")
    plain = text.isprintable() and not set(' <>()[]",;:\\') & set(text)
    return bool(at and local and domain and plain and "@" not in local and len(text) <= 254)  # noqa: PLR2004 - RFC 5321


def _host(url: str) -> str:
    host = urlsplit(url).hostname or "localhost"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return "localhost"

"""Which servers the app may talk to: over TLS, or on this very machine."""

import re
from urllib.parse import urlsplit

_LOCAL = {"localhost", "127.0.0.1", "::1"}
_HOST = re.compile(r"(?!-)[\w-]+(\.[\w-]+)*|[0-9a-f:]+", re.IGNORECASE)

_SLIPPED = re.compile(r"^(https?)(?::/?|;?//)(?=[\w\[])", re.IGNORECASE)
"""A scheme with a sign too few, as thumbs write it: `https:/`, `https//`."""


class NotAServer(ValueError):
    """The address is no `https://` one, nor one of this machine."""


class NotEncrypted(NotAServer):
    """An address, but one where what is sent could be read on the way."""


def is_local(address: str) -> bool:
    """Whether `address` is on this machine."""
    return urlsplit(address).hostname in _LOCAL


def server_address(address: str) -> str:
    """`address` without a slash at its end; raises NotAServer where tokens would travel in the clear."""
    parts = urlsplit(address.strip())
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise NotAServer("A server's address looks like https://doorgeven.example.org.")
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL):
        return address.strip().rstrip("/")
    raise NotEncrypted("The server's address must begin with https://.")


def typed_address(text: str) -> str:
    """The server's address from what somebody typed or a QR code says; a name alone is meant with https.

    Raises NotAServer for what is no address, and NotEncrypted for http to another machine.
    """
    text = _SLIPPED.sub(r"\1://", text.strip())
    if "://" not in text:
        text = f"//{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAServer("A server's address looks like https://doorgeven.example.org.") from None
    # Of two lines in a QR code urlsplit would make one.
    if not _HOST.fullmatch(host) or port == 0 or any(c.isspace() for c in text):
        raise NotAServer("A server's address looks like https://doorgeven.example.org.")
    scheme = parts.scheme or ("http" if host in _LOCAL else "https")
    return server_address(f"{scheme}://{parts.netloc}{parts.path}")

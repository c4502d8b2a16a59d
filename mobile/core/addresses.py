"""Which servers the app may talk to: over TLS, or on this very machine."""

from urllib.parse import urlsplit

_LOCAL = {"localhost", "127.0.0.1", "::1"}


class NotAServer(ValueError):
    """The address is no `https://` one, nor one of this machine."""


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
    raise NotAServer("The server's address must begin with https://.")

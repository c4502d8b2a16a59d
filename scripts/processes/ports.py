"""Addresses to listen at: a free one, and one sentence where one cannot be had."""

import errno
import socket


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens at now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def resolve(host: str) -> str:
    """The IP address of `host`; exits with one sentence where it has none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        raise SystemExit(f"HOST: {host} is no address of this machine.") from None
    return str(found[0][4][0])


def check_free(host: str, port: int) -> None:
    """Exits with one sentence where nobody could listen at `host` (an IP address) and `port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Without SO_REUSEPORT, so that a server that allows others beside it is noticed too.
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise SystemExit(_sentence(error, host, port)) from None


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: stop that one, or set PORT to another number."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"HOST: {host} is no address of this machine."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} may not be used by this user: set PORT to one from 1024 up."
    return f"Cannot listen at {host}, port {port}: {error.strerror}."

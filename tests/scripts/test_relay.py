"""The story's network: it passes on, goes away in the middle of things, and comes back at the same address."""

import contextlib
import socket
import threading

import pytest

from scripts.story.relay import Relay


@pytest.fixture
def echo() -> int:
    """The port of a server that says everything back."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=lambda c=connection: c.sendall(c.recv(100)), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    port: int = listener.getsockname()[1]
    return port


def say(port: int, text: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(text)
        return connection.recv(100)


def test_away_and_back(echo: int) -> None:
    relay = Relay(echo)
    assert say(relay.port, b"hello") == b"hello"
    relay.close()
    with pytest.raises(OSError):  # noqa: PT011 - refused or reset, as the moment has it
        say(relay.port, b"hello")
    port = relay.port
    relay.open()
    assert relay.port == port
    assert say(relay.port, b"again") == b"again"
    relay.close()


def test_what_goes_on_is_cut_off(echo: int) -> None:
    relay = Relay(echo)
    with socket.create_connection(("127.0.0.1", relay.port), timeout=5) as connection:
        relay.close()
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(100) == b""

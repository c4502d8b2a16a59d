"""`flask receive`: takes in mail that is sent to us."""

import signal
import threading

import click
from flask import Flask, current_app

from backend.cli.telling import told
from backend.config import config
from backend.errors import Misconfigured
from backend.health import pending_migrations


@click.command("receive")
@told
def receive() -> None:
    """Takes mail in at INBOUND_MAIL (lmtp:// or smtp://), until stopped; the worker handles it."""
    if pending_migrations():
        raise click.ClickException("The database is not set up: run `flask --app backend.app db upgrade`.")
    settings = config().inbound
    if settings is None or not settings.listens:
        raise click.ClickException("INBOUND_MAIL names no listener; write it as lmtp://127.0.0.1:8024?domain=...")
    receive_until_stopped(current_app._get_current_object())  # type: ignore[attr-defined]


def receive_until_stopped(app: Flask) -> None:
    """Returns after the first SIGTERM or SIGINT; raises Misconfigured where the address is taken."""
    from backend.inbox.listener import Listener  # noqa: PLC0415 - above this module's features, and only used here

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    listener = Listener(app)
    try:
        listener.start()
    except OSError as error:
        raise Misconfigured("INBOUND_MAIL: cannot listen there ({why}).", why=error.strerror or error) from None
    stop.wait()
    listener.stop()

"""The programs that make a serving machine, each a copy of this process, which has loaded the product already.

A copy starts in a tenth of a second, where a new Python would load for a second or two on a core of its own: after a
crash that is what everybody waits for.
"""

from collections.abc import Mapping

from granian import Granian
from granian.constants import Interfaces

from backend.app import create_app
from backend.cli.receive import receive_until_stopped
from backend.config import Config
from backend.run_worker import run_until_stopped

CONNECTIONS = 15_000
"""Requests that may wait at once: with granian's own limit a third of 10,000 phones that poll together is refused."""
BACKLOG = 8192
"""Connections that wait to be accepted; the kernel's net.core.somaxconn may allow fewer."""
THREADS = 32
"""Requests under way at once in one process."""


def server(config: Config, host: str, env: Mapping[str, str]) -> Granian:
    """granian, at `host` (an IP address): one process on SQLite, WORKERS of them (default 2) on PostgreSQL."""
    return Granian(
        "scripts.serving.wsgi:app",
        interface=Interfaces.WSGI,
        address=host,
        port=config.port,
        workers=processes(config, env),
        blocking_threads=THREADS,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=1,
        workers_kill_timeout=10,
        process_name="doorgeven http",
    )


def worker(config: Config) -> None:
    """The one that hands over what waits in the outbox, until it is told to stop."""
    run_until_stopped(create_app(config))


def mail_listener(config: Config) -> None:
    """The one that takes in mail that is sent to us, until it is told to stop."""
    receive_until_stopped(create_app(config))


def processes(config: Config, env: Mapping[str, str]) -> int:
    """How many server processes: SQLite has one writer, which one process shares out most fairly."""
    text = env.get("WORKERS") or "2"
    if not text.isdecimal() or int(text) < 1:
        raise SystemExit(f"WORKERS: a number from 1 up; {text} is none.")
    return 1 if config.is_sqlite else int(text)

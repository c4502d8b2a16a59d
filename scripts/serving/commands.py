"""The two programs that make a serving machine, and with which options."""

from collections.abc import Mapping

from backend.config import Config
from scripts.processes.child import python

CONNECTIONS = 15_000
"""Requests that may wait at once: with granian's own limit a third of 10,000 phones that poll together is refused."""
BACKLOG = 8192
"""Connections that wait to be accepted; the kernel's net.core.somaxconn may allow fewer."""
THREADS = 32
"""Requests under way at once in one process."""


def server(config: Config, host: str, env: Mapping[str, str]) -> list[str]:
    """granian, at `host` (an IP address): one process on SQLite, WORKERS of them (default 2) on PostgreSQL."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": config.port,
        "--workers": processes(config, env),
        "--blocking-threads": THREADS,
        "--backlog": BACKLOG,
        "--backpressure": CONNECTIONS,
        "--respawn-interval": 1,
        "--workers-kill-timeout": 10,
    }
    flags = [part for name, value in options.items() for part in (name, str(value))]
    return python("granian", *flags, "--respawn-failed-workers", "--no-ws", "scripts.serving.wsgi:app")


def worker() -> list[str]:
    """The one that hands over what waits in the outbox."""
    return python("flask", "--app", "backend.app", "forward")


def processes(config: Config, env: Mapping[str, str]) -> int:
    """How many server processes: SQLite has one writer, which one process shares out most fairly."""
    text = env.get("WORKERS") or "2"
    if not text.isdecimal() or int(text) < 1:
        raise SystemExit(f"WORKERS: a number from 1 up; {text} is none.")
    return 1 if config.is_sqlite else int(text)

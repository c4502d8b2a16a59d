"""`./scripts/serve`: checks what is set, then serves until it is told to stop. Logs go to standard error."""

import argparse
import contextlib
import os
import resource
import signal
import sys

from scripts.processes import database, ports
from scripts.processes.child import Child
from scripts.serving import commands
from scripts.serving.supervisor import Supervisor


def main() -> int:
    """Exit status 1, and one sentence, where it cannot serve."""
    parser = argparse.ArgumentParser(prog="scripts/serve", description=__doc__)
    parser.add_argument("--migrate", action="store_true", help="first bring the database up to date")
    wanted = parser.parse_args()
    config = database.settings()
    host = ports.resolve(config.host)
    command = commands.server(config, host, os.environ)
    ports.check_free(host, config.port)
    if wanted.migrate:
        database.migrate(config, os.environ)
    database.check(config)
    _allow_many_connections()
    return Supervisor(lambda: _child("server", command), lambda: _child("worker", commands.worker())).run()


def _child(name: str, command: list[str]) -> Child:
    # Whoever kills this process -9 wants it all gone; neither has anything to lose by it.
    return Child(name, command, when_orphaned=signal.SIGKILL)


def _allow_many_connections() -> None:
    """Each connection is an open file, and the usual soft limit is 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or hard > soft:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    sys.exit(main())

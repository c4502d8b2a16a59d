"""`./scripts/serve`: checks what is set, then serves until it is told to stop. Logs go to standard error."""

import argparse
import contextlib
import os
import resource
import sys

from backend import rehearsal
from scripts.processes import database, ports
from scripts.serving import programs
from scripts.serving.supervisor import Supervisor
from scripts.serving.twin import Twin


def main() -> int:
    """Exit status 1, and one sentence, where it cannot serve."""
    parser = argparse.ArgumentParser(prog="scripts/serve", description=__doc__)
    parser.add_argument("--migrate", action="store_true", help="first bring the database up to date")
    wanted = parser.parse_args()
    config = database.settings()
    host = ports.resolve(config.host)
    server = programs.server(config, host, os.environ)
    ports.check_free(host, config.port)
    if wanted.migrate:
        database.migrate(config)
    database.check(config)
    rehearsal.load(config.country)
    _allow_many_connections()
    kept = {"worker": lambda: Twin("doorgeven worker", lambda: programs.worker(config))}
    if config.inbound is not None and config.inbound.listens:
        kept["mail listener"] = lambda: Twin("doorgeven mail", lambda: programs.mail_listener(config))
    return Supervisor(lambda: Twin("doorgeven http", server.serve), kept).run()


def _allow_many_connections() -> None:
    """Each connection is an open file, and the usual soft limit is 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or hard > soft:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    sys.exit(main())

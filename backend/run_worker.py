"""Running a worker in the foreground until SIGTERM or SIGINT, which let it settle what is under way."""

import signal

from flask import Flask

from backend.worker import Worker


def run_until_stopped(app: Flask) -> None:
    """Returns after the first SIGTERM or SIGINT, once nothing is under way."""
    worker = Worker(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()

"""How far a long command is: a bar for whoever looks on, a line now and then in a log; on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_LINE_EVERY = 10.0
"""Seconds."""


@contextmanager
def progress(total: int, label: str) -> Iterator[Callable[[int], object]]:
    """A function to tell how many more are done."""
    if sys.stderr.isatty():
        with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
            yield bar.update
    else:
        yield _Lines(total, label).advance


class _Lines:
    def __init__(self, total: int, label: str) -> None:
        self._total, self._label, self._done, self._told_at = total, label, 0, time.monotonic()

    def advance(self, number: int) -> None:
        self._done += number
        if time.monotonic() - self._told_at >= _LINE_EVERY:
            self._told_at = time.monotonic()
            click.echo(f"{self._label}: {self._done:,} of {self._total:,}", err=True)

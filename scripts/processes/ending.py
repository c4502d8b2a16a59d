"""How a command ends that cannot go on: with a sentence, not a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.processes.waiting import TooLong


@contextmanager
def told(*errors: type[Exception]) -> Iterator[None]:
    """Says what took too long, any of `errors`, or that Ctrl-C was pressed; then what comes after it is reached."""
    try:
        yield
    except (TooLong, *errors) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)

"""Watches how long the screen's thread waits for the phone's memory: for tests and benchmarks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mobile.core.database import Database


@dataclass
class StoreWatch:
    """Seconds of each use on the watched thread, by whether it read or wrote."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)


@contextmanager
def watched() -> Iterator[StoreWatch]:
    """Within it, every use of the store by the calling thread is timed, waiting for others included."""
    watch, thread = StoreWatch(), threading.get_ident()
    originals = {name: getattr(Database, name) for name in ("read", "write")}

    def timing(name: str, times: list[float]) -> Any:
        @contextmanager
        def used(database: Database) -> Iterator[Any]:
            if threading.get_ident() != thread:
                with originals[name](database) as connection:
                    yield connection
                return
            begun = time.perf_counter()
            try:
                with originals[name](database) as connection:
                    yield connection
            finally:
                times.append(time.perf_counter() - begun)

        return used

    try:
        Database.read = timing("read", watch.reads)  # type: ignore[method-assign]
        Database.write = timing("write", watch.writes)  # type: ignore[method-assign]
        yield watch
    finally:
        for name, original in originals.items():
            setattr(Database, name, original)

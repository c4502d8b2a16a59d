"""What the API takes meanwhile: passing on, the list of outages, and what changed, one call after the other."""

import threading
import time
from dataclasses import dataclass, field
from statistics import median, quantiles

import requests

from scripts.processes.api import Person
from scripts.processes.employees import PASSWORD

EVERY = 0.1
"""Seconds between two calls."""


@dataclass
class ApiLoad:
    """Calls until stopped; `took` is the seconds of each call by what it was, while the server was there."""

    server: str
    took: dict[str, list[float]] = field(default_factory=dict)
    away: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """On a thread of its own."""
        person = Person(self.server, "employee@example.org", PASSWORD)
        self._thread = threading.Thread(target=self._go_on, args=(person,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """No more calls."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def told(self) -> str:
        """Median, 99th percentile and slowest of each, in milliseconds."""
        lines = []
        for name, seconds in self.took.items():
            ms = sorted(1000 * one for one in seconds)
            p99 = quantiles(ms, n=100, method="inclusive")[98] if len(ms) > 1 else ms[0]
            lines.append(f"{name} {median(ms):.0f} / {p99:.0f} / {ms[-1]:.0f} ({len(ms)})")
        return "; ".join(lines)

    def _go_on(self, person: Person) -> None:
        body = {"kind": "problem", "service": "tv", "description": "Snow.", "customer": {"postcode": "9712CP"}}
        calls = {
            "pass on": lambda: person.post("/tickets", body),
            "outages": lambda: person.get("/outages"),
            "changes": lambda: person.get("/changes"),
        }
        while not self._stop.is_set():
            for name, call in calls.items():
                begun = time.monotonic()
                try:
                    call()
                except requests.RequestException:
                    self.away += 1
                else:
                    self.took.setdefault(name, []).append(time.monotonic() - begun)
                self._stop.wait(EVERY)

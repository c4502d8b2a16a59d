"""One employee's phone: the app's own core, with a store of its own, sending and reading by itself."""

import datetime as dt
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.submissions import ticket_body, ticket_faults
from scripts.replaying.complaints import Complaint


@dataclass
class Passed:
    """What this phone knows of one complaint; times are seconds since 1970."""

    complaint: Complaint
    key: str
    submitted_at: float
    ticket: str | None = None
    resolved_at: float | None = None
    """When the server says that it was resolved."""
    seen_at: float | None = None
    """When this phone's store had it as resolved."""


class Phone:
    """Keeps when each of its tickets was seen as resolved."""

    def __init__(self, server: str, folder: Path, email: str, password: str, country: str) -> None:
        self.core = Core(Settings(server, folder, "en"))
        self._country = country
        self._who = (email, password)
        self._open: dict[str, Passed] = {}
        self._lock = threading.Lock()
        self.passed: list[Passed] = []
        self.core.subscribe(self._look)

    def sign_in(self) -> None:
        """As the app does; from then on it sends and reads by itself."""
        self.core.sign_in(*self._who)
        self.core.start()

    def submit(self, complaint: Complaint) -> None:
        """Into the phone's outbox; raises ValueError for what the app would not let through."""
        body = ticket_body(complaint.typed, self._country)
        faults = ticket_faults(body, self._country)
        if faults:
            raise ValueError(f"row {complaint.number}: {faults}")
        account = self.core.signed_in()
        at = time.time()
        key = account.submit(body, typed=complaint.typed)
        with self._lock:
            self._open[key] = Passed(complaint, key, at)
            self.passed.append(self._open[key])

    def traces(self, passed: Passed) -> list[str]:
        """What the phone's copy of the timeline tells, as words: `created`, `to in_progress`, `to resolved`."""
        if passed.ticket is None:
            return []
        found = []
        for entry in self.core.signed_in().store.mirror.entries_of(passed.ticket):
            moved = (entry.get("changes") or {}).get("status")
            found.append(f"to {moved['to']}" if moved else entry["type"])
        return found

    def close(self) -> None:
        """End the phone's thread."""
        self.core.stop()

    def _look(self) -> None:
        """Called by the core whenever something on the phone may have changed."""
        account = self.core.account
        if account is None:
            return
        with self._lock:
            waiting = list(self._open.items())
        for key, passed in waiting:
            # Until it is sent, a ticket's id is the one it has on this phone.
            ticket = passed.ticket or account.store.projections.server_id(key)
            said = account.store.mirror.ticket(ticket) if ticket != key else None
            if said is None:
                continue
            passed.ticket = ticket
            if said["status"] == "resolved":
                passed.resolved_at, passed.seen_at = _seconds(said["handling"]["since"]), time.time()
                with self._lock:
                    self._open.pop(key, None)


def _seconds(moment: str) -> float:
    return dt.datetime.fromisoformat(moment).timestamp()

"""What a solver does with a ticket: each a PATCH on what was last read of it.

Where somebody else changed it meanwhile (412), it is read again first.
"""

import datetime as dt
import threading
from dataclasses import dataclass, field
from typing import Any

from scripts.solving_team.journal import Journal
from scripts.solving_team.registration import Team

_CHANGED_MEANWHILE = 412


@dataclass
class Desk:
    """One team's; `solver` is the person on whose behalf this program acts."""

    team: Team
    journal: Journal
    solver: str
    known: dict[str, str] = field(default_factory=dict)
    _etags: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _taken: int = 0

    def take_up(self, ticket: str, *, next_update: dt.timedelta = dt.timedelta(hours=1)) -> bool:
        """In progress, with this team's own number, and a time by which the reporter hears more."""
        with self._lock:
            self._taken += 1
            number = f"{self.team.slug[:2].upper()}-{1000 + self._taken}"
        by = (dt.datetime.now(dt.UTC) + next_update).replace(microsecond=0).isoformat()
        return self._move("taken_up", ticket, "in_progress", external_id=number, next_update_by=by)

    def ask(self, ticket: str, question: str) -> bool:
        """The reporter has to answer something first."""
        return self._move("asked", ticket, "pending", message={"body": question})

    def resolve(self, ticket: str, word: str) -> bool:
        """It works again, as far as the team can see."""
        return self._move("resolved", ticket, "resolved", status_reason="fixed", message={"body": word})

    def open_tickets(self) -> list[dict[str, Any]]:
        """What the team still has to do, oldest first."""
        path = f"/tickets?team={self.team.slug}&status=acknowledged,in_progress&sort=created_at&limit=100"
        answer = self.team.rest.call("GET", path)
        return list(answer.data["items"]) if answer.ok else []

    def heard(self, event: dict[str, Any]) -> None:
        """Remembers which ticket a reference means, for orders that name it."""
        ticket = event.get("data", {}).get("ticket") or {}
        if ticket.get("reference"):
            self.known[ticket["reference"]] = ticket["id"]

    def _move(self, what: str, ticket: str, status: str, **fields: Any) -> bool:
        """Whether the ticket is in `status` now, by this program; what stood in the way is noted."""
        body = {"status": status, "acted_by": {"name": self.solver}, **fields}
        etag = self._etags.get(ticket)
        while True:
            if etag is None:
                read = self.team.rest.call("GET", f"/tickets/{ticket}")
                # An answer that was lost: it is done already.
                if read.ok and read.data["status"] == status:
                    return self._done(what, ticket, read.etag)
                if not read.ok:
                    return self._gave_up(ticket, f"{what}: {read.status}")
                etag = read.etag
            answer = self.team.rest.call("PATCH", f"/tickets/{ticket}", body, etag=etag)
            if answer.ok:
                return self._done(what, ticket, answer.etag)
            if answer.status != _CHANGED_MEANWHILE:
                return self._gave_up(ticket, f"{what}: {answer.status}")
            etag = None

    def _done(self, what: str, ticket: str, etag: str | None) -> bool:
        if etag:
            self._etags[ticket] = etag
        self.journal.note(what, team=self.team.slug, ticket=ticket, by=self.solver)
        return True

    def _gave_up(self, ticket: str, why: str) -> bool:
        self._etags.pop(ticket, None)
        self.journal.note("gave_up", team=self.team.slug, ticket=ticket, why=why)
        return False

"""What the screens show: what the server said, with what waits to be sent laid over it."""

from dataclasses import dataclass

from mobile.core.database import Database
from mobile.core.mirror import Mirror
from mobile.core.outbox import Outbox, OutboxKind, OutboxRow
from mobile.core.readings import JSON
from shared.vocabulary import SendState


@dataclass(frozen=True)
class ProjectedTicket:
    """`said` is the server's ticket, or None while only `submission` is here; `unsent` are the rows about it."""

    id: str
    said: JSON | None
    submission: OutboxRow | None
    unsent: tuple[OutboxRow, ...]

    @property
    def customer(self) -> JSON:
        """The customer, with corrections that are on their way laid over."""
        customer: JSON = dict((self.said or self._sent_body).get("customer") or {})
        for row in self.unsent:
            if row.kind is OutboxKind.CORRECT_CUSTOMER and row.state is not SendState.FAILED:
                customer.update(row.body)
        return customer

    @property
    def _sent_body(self) -> JSON:
        return self.submission.body if self.submission else {}


@dataclass(frozen=True)
class Unsent:
    """How many wait or are on their way, and how many the server refused."""

    waiting: int
    failed: int


class Projections:
    """Reads across the tables; each answer is of one moment."""

    def __init__(self, database: Database, mirror: Mirror, outbox: Outbox) -> None:
        self._database = database
        self._mirror = mirror
        self._outbox = outbox

    def tickets_of(self, reporter_id: str) -> list[ProjectedTicket]:
        """All that this person passed on, sent or not, in no order."""
        with self._database.read():
            said = {ticket["id"]: ticket for ticket in self._mirror.tickets_of(reporter_id)}
            rows = self._outbox.all()
        submissions = {row.id: row for row in rows if row.kind is OutboxKind.SUBMIT}
        unsent: dict[str, list[OutboxRow]] = {}
        for row in rows:
            unsent.setdefault(row.ticket_id, []).append(row)
        return [
            ProjectedTicket(key, said.get(key), submissions.get(key), tuple(unsent.get(key, ())))
            for key in (*submissions, *said)
        ]

    def ticket(self, ticket_id: str) -> ProjectedTicket | None:
        """One ticket by its id on the server, or by the one it had on this phone; None where it is gone."""
        with self._database.read():
            key = self.server_id(ticket_id)
            said = self._mirror.ticket(key)
            unsent = self._outbox.of_ticket(key)
        submission = next((row for row in unsent if row.kind is OutboxKind.SUBMIT), None)
        if said is None and submission is None:
            return None
        return ProjectedTicket(key, said, submission, tuple(unsent))

    def server_id(self, ticket_id: str) -> str:
        """The id that a submission got from the server, once it has one."""
        with self._database.read() as db:
            row = db.execute("SELECT ticket_id FROM sent WHERE id = ?", (ticket_id,)).fetchone()
        return row["ticket_id"] if row else ticket_id

    def unsent(self) -> Unsent:
        """Counts of the outbox."""
        with self._database.read() as db:
            rows = db.execute("SELECT state = 'failed' AS failed, count(*) AS n FROM outbox GROUP BY 1").fetchall()
        counts = {bool(row["failed"]): int(row["n"]) for row in rows}
        return Unsent(counts.get(False, 0), counts.get(True, 0))

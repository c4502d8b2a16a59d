"""What the screens show: what the server said, with what waits to be sent laid over it."""

import json
from dataclasses import dataclass

from mobile.core.database import Database
from mobile.core.listing import Listing
from mobile.core.mirror import Mirror
from mobile.core.nearness import Surroundings, kept_postcodes
from mobile.core.outbox import Outbox
from mobile.core.outbox_row import QUIET, OutboxKind, OutboxRow
from mobile.core.readings import JSON
from shared.lifecycle import AFFECTED_OPEN, ENDED
from shared.vocabulary import AffectedStatus, SendState

OVER = frozenset(AffectedStatus) - AFFECTED_OPEN
"""The statuses in which a customer is no longer behind an outage; one that this app does not know is not among them."""


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
class ProjectedAffected:
    """A customer behind an outage: `said` by the server, or only on its way as `joining`; `unsent` are all its rows."""

    id: str
    said: JSON | None
    joining: OutboxRow | None
    unsent: tuple[OutboxRow, ...]

    @property
    def outage_id(self) -> str:
        """The outage that it is behind."""
        return str(self.said["outage_id"] if self.said else self._typed["outage_id"])

    @property
    def customer(self) -> JSON:
        """The customer, as far as known."""
        told = self.said or (self.joining.body if self.joining else {})
        return dict(told.get("customer") or {})

    @property
    def counts(self) -> bool:
        """Whether it still stands behind the outage, rather than having been answered for, taken back or undone."""
        return self.said is None or self.said["status"] not in OVER

    @property
    def _typed(self) -> JSON:
        return self.joining.typed if self.joining else {}


@dataclass(frozen=True)
class Unsent:
    """How many wait or are on their way, and how many the server refused."""

    waiting: int
    failed: int


class Projections:
    """Reads across the tables; each answer is of one moment."""

    def __init__(self, database: Database, mirror: Mirror, outbox: Outbox) -> None:
        self._database = database
        self._listing = Listing(database)
        self._mirror = mirror
        self._outbox = outbox

    def tickets_behind(self, reporter_id: str) -> list[ProjectedTicket]:
        """Those of this person's that the server has behind an outage, in no order."""
        with self._database.read():
            said = self._mirror.tickets_by_id(self._listing.behind(reporter_id))
            rows = [row for row in self._outbox.all() if row.kind not in QUIET] if said else []
        return [
            ProjectedTicket(key, ticket, None, tuple(row for row in rows if row.ticket_id == key))
            for key, ticket in said.items()
        ]

    def tickets_underway(self, reporter_id: str) -> list[ProjectedTicket]:
        """Those of this person's that something is unsent about, the submission or what came after; in no order."""
        with self._database.read():
            rows = [row for row in self._outbox.all() if row.kind not in QUIET]
            said = self._mirror.tickets_by_id({row.ticket_id for row in rows}) if rows else {}
        unsent: dict[str, list[OutboxRow]] = {}
        for row in rows:
            unsent.setdefault(row.ticket_id, []).append(row)
        found = []
        for key, about in unsent.items():
            submission = next((row for row in about if row.kind is OutboxKind.SUBMIT), None)
            mine = said[key]["reporter"]["id"] == reporter_id if key in said else submission is not None
            if mine:
                found.append(ProjectedTicket(key, said.get(key), submission, tuple(about)))
        return found

    def ticket(self, ticket_id: str) -> ProjectedTicket | None:
        """One ticket by its id on the server, or by the one it had on this phone; None where it is gone."""
        with self._database.read():
            key = self.server_id(ticket_id)
            said = self._mirror.ticket(key)
            unsent = [row for row in self._outbox.of_ticket(key) if row.kind not in QUIET]
        submission = next((row for row in unsent if row.kind is OutboxKind.SUBMIT), None)
        if said is None and submission is None:
            return None
        return ProjectedTicket(key, said, submission, tuple(unsent))

    def affected(self) -> list[ProjectedAffected]:
        """All customers that this person put behind outages, sent or not, in no order."""
        with self._database.read():
            said = {one["id"]: one for one in self._mirror.affected()}
            rows = self._outbox.all()
        joins = {row.id: row for row in rows if row.kind is OutboxKind.JOIN}
        return [
            ProjectedAffected(key, said.get(key), joins.get(key), tuple(r for r in rows if r.ticket_id == key))
            for key in (*joins, *said)
        ]

    def surroundings(self, reporter_id: str) -> Surroundings:
        """What makes an outage this person's own, or near."""
        with self._database.read():
            country = self._mirror.country()
            underway, affected = self.tickets_underway(reporter_id), self.affected()
            behind = self._listing.behind(reporter_id).values()
            # Of those under way a correction may count, which the list does not know of.
            places = self._listing.postcodes(reporter_id, but_of=[ticket.id for ticket in underway])
            follows = self._mirror.subscriptions()
        own = {outage for outage, status in behind if status not in ENDED}
        customers = [*(ticket.customer for ticket in underway), *(one.customer for one in affected)]
        return Surroundings(
            country,
            frozenset(own | {one.outage_id for one in affected if one.counts}),
            kept_postcodes((*places, *(customer.get("postcode") for customer in customers)), country),
            tuple(follows),
        )

    def server_id(self, ticket_id: str) -> str:
        """The id that a submission got from the server, once it has one."""
        with self._database.read() as db:
            row = db.execute("SELECT ticket_id FROM sent WHERE id = ?", (ticket_id,)).fetchone()
        return row["ticket_id"] if row else ticket_id

    def unsent(self) -> Unsent:
        """Counts of the outbox."""
        with self._database.read() as db:
            quiet = json.dumps(sorted(QUIET))
            rows = db.execute(_COUNT, (quiet,)).fetchall()
        counts = {bool(row["failed"]): int(row["n"]) for row in rows}
        return Unsent(counts.get(False, 0), counts.get(True, 0))


_COUNT = """
SELECT state = 'failed' AS failed, count(*) AS n FROM outbox
WHERE kind NOT IN (SELECT value FROM json_each(?)) GROUP BY 1
"""

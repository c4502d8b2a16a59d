"""What the database holds afterwards, read by SQL of its own: nothing of the product looks over this shoulder."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection

from backend.config import Config
from backend.db import sqlite_module

_ORPHANS = {
    "tickets without their first entry": """
        SELECT t.id FROM ticket t LEFT JOIN entry e ON e.ticket_id = t.id AND e.type = 'created'
        GROUP BY t.id HAVING count(e.id) <> 1""",
    "tickets with another number of events than of entries": """
        SELECT t.id FROM ticket t
        WHERE (SELECT count(*) FROM entry e WHERE e.ticket_id = t.id)
           <> (SELECT count(*) FROM event v WHERE v.ticket_id = t.id)""",
    "entries of no ticket": "SELECT e.id FROM entry e LEFT JOIN ticket t ON t.id = e.ticket_id WHERE t.id IS NULL",
    "entries that the feed does not tell": """
        SELECT e.id FROM entry e LEFT JOIN change c ON c.kind = 'entry' AND c.object_id = e.id
        WHERE c.position IS NULL""",
    "changes for nobody": """
        SELECT c.position FROM change c LEFT JOIN change_audience a ON a.position = c.position
        WHERE a.position IS NULL""",
    "events that an endpoint of their team has no delivery of": """
        SELECT v.id FROM event v JOIN endpoint p ON p.team_slug = v.team_slug
        LEFT JOIN delivery d ON d.event_id = v.id AND d.endpoint_id = p.id
        GROUP BY v.id, p.id HAVING count(d.seq) <> 1""",
    "deliveries that are not delivered": "SELECT id FROM delivery WHERE status <> 'delivered'",
    "answers kept for a ticket that is not there": """
        SELECT i.key FROM idempotent_answer i LEFT JOIN ticket t ON t.id = i.subject
        WHERE i.scope LIKE '%/tickets' AND t.id IS NULL""",
}


class Records:
    """One look into the database when all is quiet."""

    def __init__(self, config: Config) -> None:
        module = {"module": sqlite_module()} if config.is_sqlite else {}
        self._engine = create_engine(config.database_url, **module)
        self._sqlite = config.is_sqlite

    def waiting(self) -> int:
        """Deliveries that are still to come."""
        return int(self._rows("SELECT count(*) FROM delivery WHERE status = 'pending'")[0][0])

    def unresolved(self) -> int:
        """Tickets that the team is not done with."""
        return int(self._rows("SELECT count(*) FROM ticket WHERE status NOT IN ('resolved', 'closed')")[0][0])

    def standing(self) -> str:
        """What of it there still is, a few of each, for who looks into why."""
        deliveries = self._rows(
            "SELECT p.url, d.attempts, d.last_error, d.next_attempt_at, d.lease_by, d.lease_until FROM delivery d "
            "JOIN endpoint p ON p.id = d.endpoint_id WHERE d.status = 'pending' ORDER BY d.seq LIMIT 5"
        )
        tickets = self._rows(
            "SELECT reference, status, version, updated_at FROM ticket "
            "WHERE status NOT IN ('resolved', 'closed') LIMIT 5"
        )
        rows = [f"{tuple(map(str, row))}" for row in (*deliveries, *tickets)]
        return f"{self.waiting()} deliveries and {self.unresolved()} tickets, such as {'; '.join(rows)}"

    def orphans(self) -> dict[str, list[str]]:
        """By what is wrong: the ids."""
        found = {name: [str(row[0]) for row in self._rows(query)] for name, query in _ORPHANS.items()}
        return {name: ids for name, ids in found.items() if ids}

    def texts(self) -> tuple[Counter[str], Counter[str]]:
        """How often each description and each message is there."""
        tickets = Counter(str(row[0]) for row in self._rows("SELECT description FROM ticket"))
        messages = Counter(str(row[0]) for row in self._rows("SELECT body FROM entry WHERE type = 'message'"))
        return tickets, messages

    def moves(self) -> dict[str, list[tuple[str, str]]]:
        """By ticket: its moves from status to status, in the order of its timeline."""
        found: dict[str, list[tuple[str, str]]] = {}
        json = "json_extract(changes, '$.status.{}')" if self._sqlite else "changes::json -> 'status' ->> '{}'"
        fields = ", ".join(json.format(side) for side in ("from", "to"))
        for ticket, begin, end in self._rows(f"SELECT ticket_id, {fields} FROM entry ORDER BY seq"):  # noqa: S608
            if end:
                found.setdefault(ticket, []).append((begin, end))
        return found

    def deliveries(self) -> dict[str, dict[str, list[str]]]:
        """By the endpoint's path and by ticket: the event ids in the order in which they are to come."""
        found: dict[str, dict[str, list[str]]] = {}
        query = """SELECT p.url, d.ticket_id, d.event_id FROM delivery d JOIN endpoint p ON p.id = d.endpoint_id
                   ORDER BY d.seq"""
        for url, ticket, event in self._rows(query):
            path = "/" + url.split("/", 3)[3]
            found.setdefault(path, {}).setdefault(ticket or "", []).append(event)
        return found

    def damage(self) -> list[str]:
        """What the database itself finds wrong with its file (SQLite)."""
        if not self._sqlite:
            return []
        rows = [str(row[0]) for row in self._rows("PRAGMA integrity_check")]
        broken = [f"foreign key: {tuple(row)}" for row in self._rows("PRAGMA foreign_key_check")]
        return [row for row in rows if row != "ok"] + broken

    def close(self) -> None:
        """No connection stays open."""
        self._engine.dispose()

    def _rows(self, query: str) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return self._all(connection, query)

    @staticmethod
    def _all(connection: Connection, query: str) -> Sequence[Any]:
        return connection.execute(text(query)).all()

"""What the list of tickets is sorted, filtered and searched by, kept apart so that no ticket is read for it."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple

from mobile.core.database import Database
from mobile.core.folding import stamp, ticket_words
from mobile.core.readings import JSON


class Listed(NamedTuple):
    """One ticket's place in the list; `stamp` is another number once anything of the ticket is."""

    id: str
    updated_at: str
    status: str
    allowed: str
    """What the server says that can be done, apart by spaces."""
    unread: int
    service: str | None
    stamp: int


class Sought(NamedTuple):
    """One word that is looked for, as `folded` writes it; tickets of `services` have it in their service's name."""

    word: str
    services: tuple[str, ...] = ()


class Listing:
    """Reads what is asked of one person's tickets in milliseconds, thousands of them too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reporter_id: str, sought: Sequence[Sought] = ()) -> list[Listed]:
        """Those in which every word is found, in the ticket or in its conversation; in no order."""
        values: list[str] = [reporter_id]
        for one in sought:
            values += [one.word, json.dumps(one.services), one.word]
        with self._database.read() as db:
            (text,) = db.execute(_ALL + _HAS * len(sought), values).fetchone()
        return [Listed._make(row) for row in json.loads(text)]

    def behind(self, reporter_id: str) -> dict[str, tuple[str, str]]:
        """Those of this person's that are behind an outage: by its id the outage's, and the ticket's status."""
        with self._database.read() as db:
            rows = db.execute(_BEHIND, (reporter_id,)).fetchall()
        return {row["id"]: (row["outage_id"], row["status"]) for row in rows}

    def postcodes(self, reporter_id: str, but_of: Collection[str]) -> list[str]:
        """Where the customers of this person's tickets live, each once; but for those of tickets `but_of`."""
        with self._database.read() as db:
            rows = db.execute(_PLACES, (reporter_id, json.dumps(list(but_of)))).fetchall()
        return [row["postcode"] for row in rows]


def put_listed(db: sqlite3.Connection, ticket: JSON, body: str) -> None:
    """The ticket's place in the list, in the transaction that keeps its `body`."""
    row = (
        ticket["id"],
        ticket["reporter"]["id"],
        ticket["updated_at"],
        ticket["status"],
        " ".join(ticket.get("allowed") or ()),
        bool(ticket.get("unread")),
        ticket.get("service"),
        stamp(body),
        ticket_words(ticket),
        ticket.get("outage_id"),
        (ticket.get("customer") or {}).get("postcode"),
    )
    db.execute("INSERT OR REPLACE INTO listed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


# As one text: each row that is fetched lets go of Python's lock and waits for it again, while the screen draws.
_ALL = """
SELECT json_group_array(json_array(id, updated_at, status, allowed, unread, service, stamp))
FROM listed WHERE reporter_id = ?"""
_BEHIND = "SELECT id, outage_id, status FROM listed WHERE reporter_id = ? AND outage_id IS NOT NULL"
_PLACES = """
SELECT DISTINCT postcode FROM listed
WHERE reporter_id = ? AND postcode IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))"""
_HAS = """
 AND (instr(words, ?) OR service IN (SELECT value FROM json_each(?))
      OR id IN (SELECT ticket_id FROM entries WHERE instr(words, ?)))"""

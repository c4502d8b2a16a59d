"""What the server said: tickets, entries, outages and who is behind them, services, the account; and how far."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from typing import cast

from mobile.core.database import Database
from mobile.core.folding import folded
from mobile.core.listing import put_listed
from mobile.core.readings import JSON

_TABLES = {"ticket": "tickets", "entry": "entries", "outage": "outages", "affected": "affected"}


class Mirror:
    """The server always wins: each of these replaces what was there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def apply(self, page: JSON) -> None:
        """One page of changes and its cursor, in one transaction; the last page of a full read drops what it lacked."""
        with self._database.write() as db:
            seen = _reading(db)
            for ticket in page["tickets"]:
                _put_ticket(db, ticket, seen)
            for entry in page["entries"]:
                _put_entry(db, entry, seen)
            for outage in page["outages"]:
                _put_outage(db, outage, seen)
            for affected in page["affected"]:
                _put_affected(db, affected, seen)
            for gone in page["removed"]:
                _remove(db, gone["type"], gone["id"])
            _set(db, "cursor", page["next_cursor"])
            if not page["has_more"]:
                _end_full_read(db, seen)
        if page["removed"]:
            self._database.forget_traces()

    def begin_again(self) -> None:
        """Read everything anew; what is here stays until the new read is complete."""
        with self._database.write() as db:
            _set(db, "reading", str(_reading(db) + 1))
            _set(db, "reading_all", "1")
            db.execute("DELETE FROM meta WHERE key = 'cursor'")
            # A server that was put back from a backup may not know any more what was looked at.
            db.execute("DELETE FROM sent WHERE id LIKE 'seen %'")

    def put_ticket(self, ticket: JSON) -> None:
        """A ticket that an action was answered with, unless a newer one was read meanwhile."""
        with self._database.write() as db:
            if not _has_newer(db, "tickets", ticket):
                _put_ticket(db, ticket, _reading(db))

    def put_entry(self, entry: JSON) -> None:
        """An entry that a message, or a photo, was answered with."""
        with self._database.write() as db:
            _put_entry(db, entry, _reading(db))

    def put_affected(self, affected: JSON) -> None:
        """A customer behind an outage that an action was answered with, unless a newer one was read meanwhile."""
        with self._database.write() as db:
            if not _has_newer(db, "affected", affected):
                _put_affected(db, affected, _reading(db))

    def put_subscription(self, subscription: JSON) -> None:
        """What is followed from now on; the list is read again, as it may have been given up elsewhere meanwhile."""
        with self._database.write() as db:
            _put_subscription(db, subscription)
            _set(db, "subscriptions_etag", "")

    def put_subscriptions(self, subscriptions: Iterable[JSON], etag: str | None) -> None:
        """All that this person follows."""
        with self._database.write() as db:
            db.execute("DELETE FROM subscriptions")
            for subscription in subscriptions:
                _put_subscription(db, subscription)
            _set(db, "subscriptions_etag", etag or "")

    def remove_subscription(self, subscription_id: str) -> None:
        """It is followed no more."""
        with self._database.write() as db:
            db.execute("DELETE FROM subscriptions WHERE id = ?", (subscription_id,))
            _set(db, "subscriptions_etag", "")

    def put_services(self, services: Iterable[JSON], etag: str | None) -> None:
        """All services, in the order in which to show them."""
        with self._database.write() as db:
            db.execute("DELETE FROM services")
            rows = [(s["slug"], place, json.dumps(s)) for place, s in enumerate(services)]
            db.executemany("INSERT OR REPLACE INTO services VALUES (?, ?, ?)", rows)
            _set(db, "services_etag", etag or "")

    def put_help(self, articles: Iterable[JSON], etag: str | None) -> None:
        """All articles of help."""
        with self._database.write() as db:
            db.execute("DELETE FROM help")
            rows = [(one["id"], place, json.dumps(one)) for place, one in enumerate(articles)]
            db.executemany("INSERT OR REPLACE INTO help VALUES (?, ?, ?)", rows)
            _set(db, "help_etag", etag or "")

    def put_me(self, me: JSON, etag: str | None) -> None:
        """The account as `GET /me` told it."""
        with self._database.write() as db:
            _set(db, "me", json.dumps(me))
            _set(db, "me_etag", etag or "")

    def note(self, key: str, value: str) -> None:
        """Keep a fact about the reading itself, such as an ETag."""
        with self._database.write() as db:
            _set(db, key, value)

    def noted(self, key: str) -> str | None:
        """What was noted under `key`."""
        with self._database.read() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def cursor(self) -> str | None:
        """Where to go on reading; None to read everything."""
        return self.noted("cursor")

    def me(self) -> JSON | None:
        """The account as last told."""
        return _loaded(self.noted("me"))

    def country(self) -> str:
        """The company's country (ISO 3166), whose postcodes count."""
        return str((self.me() or {}).get("country") or "NL")

    def last_synced_at(self) -> dt.datetime | None:
        """When all that the server had was last known to be here (UTC)."""
        text = self.noted("last_synced_at")
        return dt.datetime.fromisoformat(text) if text else None

    def services(self) -> list[JSON]:
        """The services in the order in which to show them."""
        return self._bodies("SELECT body FROM services ORDER BY position")

    def help(self) -> list[JSON]:
        """The articles of help, in the order in which the server gave them."""
        return self._bodies("SELECT body FROM help ORDER BY position")

    def outages(self) -> list[JSON]:
        """All outages, the latest begun first."""
        found = self._bodies("SELECT body FROM outages")
        return sorted(found, key=lambda o: (o["started_at"], o["id"]), reverse=True)

    def ticket(self, ticket_id: str) -> JSON | None:
        """One ticket."""
        found = self._bodies("SELECT body FROM tickets WHERE id = ?", ticket_id)
        return found[0] if found else None

    def tickets_by_id(self, ticket_ids: Iterable[str]) -> dict[str, JSON]:
        """Those of these tickets that are here."""
        found = self._bodies(
            "SELECT body FROM tickets WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ticket_ids))
        )
        return {ticket["id"]: ticket for ticket in found}

    def outage(self, outage_id: str) -> JSON | None:
        """One outage."""
        found = self._bodies("SELECT body FROM outages WHERE id = ?", outage_id)
        return found[0] if found else None

    def affected(self) -> list[JSON]:
        """The customers that this person put behind outages, in no order."""
        return self._bodies("SELECT body FROM affected")

    def subscriptions(self) -> list[JSON]:
        """What this person follows, in the order in which the server gave it."""
        return self._bodies("SELECT body FROM subscriptions ORDER BY position")

    def entries_of(self, ticket_id: str) -> list[JSON]:
        """A ticket's timeline, oldest first."""
        return self._bodies("SELECT body FROM entries WHERE ticket_id = ? ORDER BY at, position", ticket_id)

    def has_entry(self, entry_id: str) -> bool:
        """Whether this entry was read before."""
        with self._database.read() as db:
            return db.execute("SELECT 1 FROM entries WHERE id = ?", (entry_id,)).fetchone() is not None

    def _bodies(self, query: str, *values: str) -> list[JSON]:
        with self._database.read() as db:
            rows = db.execute(query, values).fetchall()
        return [json.loads(row["body"]) for row in rows]


def _has_newer(db: sqlite3.Connection, table: str, answered: JSON) -> bool:
    """Whether what is here is of a later moment: an answer that got lost is given again as it was at first."""
    query = f"SELECT body FROM {table} WHERE id = ?"  # noqa: S608 - names from this file
    row = db.execute(query, (answered["id"],)).fetchone()
    return row is not None and _moments(json.loads(row["body"])) > _moments(answered)


def _moments(told: JSON) -> tuple[str, str]:
    """Of its last change, and up to when it was seen, which is no change."""
    return told["updated_at"], told.get("seen_at") or ""


def _put_ticket(db: sqlite3.Connection, ticket: JSON, seen: int) -> None:
    body = json.dumps(ticket)
    row = (ticket["id"], ticket["reporter"]["id"], seen, body)
    db.execute("INSERT OR REPLACE INTO tickets VALUES (?, ?, ?, ?)", row)
    put_listed(db, ticket, body)


def _put_entry(db: sqlite3.Connection, entry: JSON, seen: int) -> None:
    # A new position each time: among entries of one moment the feed's order counts, not that of early answers.
    db.execute(
        "INSERT OR REPLACE INTO entries (id, ticket_id, at, seen, body, words) VALUES (?, ?, ?, ?, ?, ?)",
        (entry["id"], entry["ticket_id"], entry["at"], seen, json.dumps(entry), folded(entry.get("body") or "")),
    )


def _put_outage(db: sqlite3.Connection, outage: JSON, seen: int) -> None:
    db.execute("INSERT OR REPLACE INTO outages VALUES (?, ?, ?)", (outage["id"], seen, json.dumps(outage)))


def _put_affected(db: sqlite3.Connection, affected: JSON, seen: int) -> None:
    row = (affected["id"], affected["outage_id"], seen, json.dumps(affected))
    db.execute("INSERT OR REPLACE INTO affected VALUES (?, ?, ?, ?)", row)


def _put_subscription(db: sqlite3.Connection, subscription: JSON) -> None:
    db.execute(
        "INSERT OR REPLACE INTO subscriptions VALUES (?, (SELECT count(*) FROM subscriptions), ?)",
        (subscription["id"], json.dumps(subscription)),
    )


def _remove(db: sqlite3.Connection, kind: str, gone: str) -> None:
    """The server names it for erasure too: what was typed about it goes with it."""
    if kind not in _TABLES:
        return
    db.execute(f"DELETE FROM {_TABLES[kind]} WHERE id = ?", (gone,))  # noqa: S608 - names from the table above
    if kind == "ticket":
        db.execute("DELETE FROM listed WHERE id = ?", (gone,))
    if kind in ("ticket", "affected"):
        for table in ("entries", "outbox", "drafts", "sent"):
            db.execute(f"DELETE FROM {table} WHERE ticket_id = ?", (gone,))  # noqa: S608 - names from this line


def _end_full_read(db: sqlite3.Connection, seen: int) -> None:
    if not db.execute("DELETE FROM meta WHERE key = 'reading_all'").rowcount:
        return
    for table in _TABLES.values():
        db.execute(f"DELETE FROM {table} WHERE seen < ?", (seen,))  # noqa: S608 - names from the table above
    db.execute("DELETE FROM listed WHERE id NOT IN (SELECT id FROM tickets)")


def _reading(db: sqlite3.Connection) -> int:
    row = db.execute("SELECT value FROM meta WHERE key = 'reading'").fetchone()
    return int(row["value"]) if row else 1


def _set(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _loaded(text: str | None) -> JSON | None:
    return cast(JSON, json.loads(text)) if text else None

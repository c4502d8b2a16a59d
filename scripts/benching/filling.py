"""Fills a migrated and seeded database in bulk: made-up rows straight into its tables, and the figures after them."""

import datetime as dt
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.models import Person
from backend.figures import services as figures
from backend.outages.models import Outage, OutageUpdate
from backend.outages.story.models import OutageEvent
from backend.tickets.models import Ticket
from scripts.benching import made_up

_AT_ONCE = 20_000


def fill(tickets: int, outages: int) -> None:
    """In an application context; says how far it is."""
    now, begun = dt.datetime.now(dt.UTC), time.monotonic()
    reporters = list(db.session.scalars(select(Person.id).where(Person.role == "employee")))
    db.session.remove()
    made = list(made_up.outages(outages, now))
    _insert(Outage, (row for row, _, _ in made), "outages")
    _insert(OutageUpdate, chain.from_iterable(updates for _, updates, _ in made), "updates")
    _insert(OutageEvent, chain.from_iterable(events for _, _, events in made), "events of outages")
    ids = [row["id"] for row, _, _ in made]
    _insert(Ticket, made_up.tickets(tickets, now, reporters, ids), "tickets", tickets)
    _settle()
    _say(f"filled in {time.monotonic() - begun:.0f} s")


def count() -> None:
    """Counts what is left to count, in an application context; says how long it took."""
    begun = time.monotonic()
    batches = figures.catch_up()
    _say(f"counted in {time.monotonic() - begun:.0f} s, {batches} batches")
    if batches:
        _settle()


def _insert(table: Any, rows: Iterable[dict[str, Any]], what: str, total: int | None = None) -> None:
    done, stream = 0, iter(rows)
    while page := list(islice(stream, _AT_ONCE)):
        names = list(page[0])
        if db.is_postgresql():
            _copy(
                table.__tablename__, names, ([made_up.plain(row[name], sqlite=False) for name in names] for row in page)
            )
        else:
            _many(
                table.__tablename__, names, ([made_up.plain(row[name], sqlite=True) for name in names] for row in page)
            )
        done += len(page)
        _say(f"  {done}{f' of {total}' if total else ''} {what}")


def _copy(table: str, names: list[str], rows: Iterator[list[Any]]) -> None:
    with db.extension.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - just connected
        with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        raw.commit()


def _many(table: str, names: list[str], rows: Iterator[list[Any]]) -> None:
    marks = ", ".join("?" * len(names))
    with db.extension.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - just connected
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608 - our own names
        raw.execute("COMMIT")


def _settle() -> None:
    """What a database does by itself in time: knows how its tables are filled."""
    with db.extension.engine.connect() as connection:
        if db.is_postgresql():
            connection.connection.driver_connection.autocommit = True  # type: ignore[union-attr]
            connection.connection.driver_connection.execute("VACUUM ANALYZE")  # type: ignore[union-attr]
            connection.connection.driver_connection.autocommit = False  # type: ignore[union-attr]
        else:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

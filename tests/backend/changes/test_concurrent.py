"""The feed under load: no reader misses a change, or sees a ticket's changes out of their order.

Short by default; `DOORGEVEN_SECONDS=60 ./scripts/test tests/backend/changes/test_concurrent.py` runs it for a minute.
"""

import os
import random
import threading
import time
from collections import defaultdict

import pytest
from flask import Flask

from backend import db
from backend.tickets.models import Entry, Ticket
from tests.backend.client import Client

SECONDS = float(os.environ.get("DOORGEVEN_SECONDS", "4"))
WRITERS = READERS = 8
ALONE = {"children", "links", "likely_duplicates"}
"""What only the answer for one ticket holds."""


class Reader:
    """Follows the feed as a phone does, keeping what it was told in the order in which it came."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.cursor = ""
        self.tickets: dict[str, dict] = {}
        self.entries: dict[str, list[str]] = defaultdict(list)
        self.backwards: list[str] = []

    def read(self) -> bool:
        """One request; says whether there is more."""
        answer = self.client.get("/changes" + (f"?after={self.cursor}" if self.cursor else ""))
        if answer.status_code == 304:
            return False
        assert answer.status_code == 200, answer.text
        for ticket in answer.json["tickets"]:
            known = self.tickets.get(ticket["id"])
            if known and ticket["updated_at"] < known["updated_at"]:
                self.backwards.append(ticket["id"])
            self.tickets[ticket["id"]] = ticket
        for entry in answer.json["entries"]:
            if entry["id"] not in self.entries[entry["ticket_id"]]:
                self.entries[entry["ticket_id"]].append(entry["id"])
        self.cursor = answer.json["next_cursor"]
        return bool(answer.json["has_more"])


class Writer:
    """A reporter and a team at work on the last few tickets."""

    def __init__(self, number: int, reporter: Client, solver: Client) -> None:
        self.chance = random.Random(number)  # noqa: S311 - the same choices each time, on purpose
        self.reporter, self.solver = reporter, solver
        self.tickets = [reporter.submit()]

    def write(self) -> None:
        ticket = self.chance.choice(self.tickets[-5:])
        what = self.chance.random()
        if what < 0.3:
            self.tickets.append(self.reporter.submit())
        elif what < 0.6:
            self.reporter.post(f"/tickets/{ticket['id']}/messages", {"body": "Still nothing."})
        else:
            self.solver.amend(ticket, external_id=str(self.chance.random()))


@pytest.mark.slow
def test_no_reader_misses_a_change_or_sees_one_out_of_its_tickets_order(app: Flask, sign_in, api_key) -> None:
    people = [sign_in(who) for who in ("employee", "colleague")]
    program = api_key("internet")
    followers = (*people, program, sign_in("manager")) * (READERS // 4)
    readers = [Reader(Client(app, who.token)) for who in followers]
    writers = [Writer(n, Client(app, people[n % 2].token), Client(app, program.token)) for n in range(WRITERS)]
    assert at_once([writer.write for writer in writers] + [reader.read for reader in readers]) == []
    for reader in readers:
        while reader.read():
            pass
        assert reader.backwards == []
        check_saw_all(app, reader)


def at_once(jobs: list) -> list[str]:
    """Runs each job over and over, all at the same time, for SECONDS; says what failed."""
    end, failures = time.monotonic() + SECONDS, []

    def work(job) -> None:
        try:
            while time.monotonic() < end:
                job()
        except Exception as error:  # noqa: BLE001 - a thread's failure must fail the test, whatever it is
            failures.append(repr(error))

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def check_saw_all(app: Flask, reader: Reader) -> None:
    """What the reader was told is what the database holds for it, in the timeline's order."""
    me = reader.client.get("/me")
    reporter = me.json["id"] if me.status_code == 200 and me.json["role"] == "employee" else None
    with app.app_context():
        tickets = [row.id for row in db.session.query(Ticket) if reporter in (None, row.reporter_id)]
        timeline: dict[str, list[str]] = defaultdict(list)
        for entry in db.session.query(Entry).order_by(Entry.seq):
            if reporter is None or entry.visibility == "public":
                timeline[entry.ticket_id].append(entry.id)
    assert len(tickets) > WRITERS // 2
    assert set(reader.tickets) == set(tickets)
    for ticket_id in tickets:
        assert reader.entries[ticket_id] == timeline[ticket_id]
        told, now = reader.tickets[ticket_id], reader.client.get(f"/tickets/{ticket_id}").json
        assert set(now) - set(told) <= ALONE
        assert still(told) == still({name: now[name] for name in told})


def still(ticket: dict) -> dict:
    """The ticket without what lists leave out, and without the minutes that go by by themselves."""
    clocks = [{**clock, "used_minutes": None} for clock in ticket.get("clocks") or []]
    return {**ticket, "customer": None, "clocks": clocks}

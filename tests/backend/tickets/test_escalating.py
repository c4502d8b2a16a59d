"""What happens when a ticket takes too long: each thing is said once, to those whom it concerns."""

from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from flask import Flask
from sqlalchemy import text

from backend import db
from backend.forwarding.models import Event
from backend.letters import Letter
from backend.tickets import services as tickets
from backend.tickets.models import Entry, Ticket
from backend.tickets.services import escalating
from backend.worker import Worker
from tests.backend.client import Client
from tests.backend.tickets.at import Set, frozen

MONDAY = "2026-06-01 06:00"
"""08:00 on the wall."""
TARGETS = {"response": {"2": {"minutes": 60}}, "resolution": {"2": {"minutes": 480}}}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Set:
    set_to = frozen(monkeypatch)
    set_to(MONDAY)
    return set_to


@pytest.fixture
def look(app: Flask):
    """A worker's look at the clocks, until nothing is left."""

    def look() -> int:
        with app.app_context():
            rounds = 1
            while db.write(tickets.look_at_clocks):
                rounds += 1
            return rounds

    return look


@pytest.fixture
def timed(solver: Client, at: Set):
    """Team internet has an hour for a first response and eight for a resolution."""
    return set_clocks(solver, {"targets": TARGETS})


def set_clocks(who: Client, body: dict, path: str = "/teams/internet/clocks"):
    answer = who.call("PUT", path, body, If_Match=who.get(path).headers["ETag"])
    assert answer.status_code == 200, answer.text
    return answer.json


def said(who: Client, ticket: dict) -> list[str]:
    """The system's own words about a ticket, as `who` sees them."""
    entries = who.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    return [entry["body"] for entry in entries if entry["type"] in ("escalation", "reminder")]


def events(app: Flask, team: str = "internet") -> list[dict]:
    """What the team's endpoints are told of escalations, in the order of the timeline."""
    with app.app_context():
        rows = db.session.query(Event).filter_by(type="ticket.escalated", team_slug=team)
        told = [orjson.loads(row.body)["data"] for row in rows]
        order = {row.id: row.seq for row in db.session.query(Entry)}
        return sorted(told, key=lambda data: order[data["entry"]["id"]])


def letters(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(row.address, row.body) for row in db.session.query(Letter).order_by(Letter.created_at)]


def test_the_team_is_warned_then_told_and_then_its_managers(
    app: Flask, employee: Client, solver: Client, timed, at: Set, look
) -> None:
    ticket = employee.submit()
    assert ticket["due_at"] == "2026-06-01T07:00:00.000000Z"
    for moment, so_far in (
        ("2026-06-01 06:47", []),
        ("2026-06-01 06:48", ["warning"]),
        ("2026-06-01 06:59", ["warning"]),
        ("2026-06-01 07:00", ["warning", "breach"]),
        ("2026-06-01 07:59", ["warning", "breach"]),
        ("2026-06-01 08:00", ["warning", "breach", "managers"]),
        ("2026-06-01 09:00", ["warning", "breach", "managers"]),
    ):
        at(moment)
        look()
        look()
        assert [told["escalation"]["level"] for told in events(app)] == so_far, moment
        assert len(letters(app)) == so_far.count("managers")
    told = events(app)[1]
    assert told["escalation"] == {"clock": "response", "level": "breach", "due_at": "2026-06-01T07:00:00.000000Z"}
    assert told["actor"] == {"kind": "system", "name": None}
    assert told["ticket"]["breached"] is True
    address, body = letters(app)[0]
    assert address == "manager@example.org"
    assert ticket["reference"] in body
    assert "01-06-2026 09:00" in body
    assert "om sinds 01-06-2026 09:00" in said(solver, ticket)[1]


def test_the_reporter_learns_when_and_whether_too_late_but_not_what_the_team_is_told(
    employee: Client, solver: Client, timed, at: Set, look
) -> None:
    ticket = employee.submit()
    at("2026-06-01 08:30")
    look()
    seen = employee.get(f"/tickets/{ticket['id']}").json
    assert (seen["due_at"], seen["breached"], seen["clocks"]) == ("2026-06-01T07:00:00.000000Z", True, None)
    assert said(employee, ticket) == []
    assert len(said(solver, ticket)) == 2
    response, resolution = solver.get(f"/tickets/{ticket['id']}").json["clocks"]
    assert (response["used_minutes"], response["breached"], response["met_at"]) == (150, True, None)
    assert (resolution["used_minutes"], resolution["target_minutes"], resolution["standing"]) == (150, 480, False)
    assert resolution["due_at"] == "2026-06-01T14:00:00.000000Z"


def test_a_worker_that_was_away_for_days_says_the_last_thing_once(
    app: Flask, employee: Client, solver: Client, timed, at: Set, look
) -> None:
    ticket = employee.submit()
    at("2026-06-15 12:00")
    look()
    look()
    levels = [(told["escalation"]["clock"], told["escalation"]["level"]) for told in events(app)]
    assert levels == [(clock, level) for clock in ("response", "resolution") for level in ("breach", "managers")]
    assert len(said(solver, ticket)) == 4
    # One letter for all of it.
    assert len(letters(app)) == 1


def test_workers_that_look_at_once_say_it_once(app: Flask, employee: Client, timed, at: Set) -> None:
    passed_on = [employee.submit() for _ in range(6)]
    at("2026-06-01 07:30")

    def look(_: int) -> None:
        with app.app_context():
            while db.write(lambda: tickets.look_at_clocks(2)):
                pass

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    told = [told["ticket"]["id"] for told in events(app)]
    assert sorted(told) == sorted(ticket["id"] for ticket in passed_on)


def test_a_worker_killed_in_the_middle_leaves_nothing_behind_and_the_next_says_it(
    app: Flask, employee: Client, timed, at: Set, look
) -> None:
    employee.submit()
    at("2026-06-01 08:00")

    def killed() -> None:
        tickets.look_at_clocks()
        raise KeyboardInterrupt

    with app.app_context(), pytest.raises(KeyboardInterrupt):
        db.write(killed)
    assert (events(app), letters(app)) == ([], [])
    look()
    assert [told["escalation"]["level"] for told in events(app)] == ["breach", "managers"]
    assert len(letters(app)) == 1


def test_many_at_once_are_said_in_batches_and_managers_get_a_letter_a_batch(
    app: Flask, employee: Client, timed, at: Set, look
) -> None:
    for _ in range(30):
        employee.submit()
    at("2026-06-01 08:00")
    assert look() == 2
    assert len(events(app)) == 60
    assert [sum("DG-" in line for line in body.split("\n\n")) for _, body in letters(app)] == [25, 5]


def test_a_clock_that_stands_says_nothing_and_the_reporter_is_reminded_twice(
    app: Flask, employee: Client, solver: Client, timed, at: Set, look
) -> None:
    ticket = employee.submit()
    at("2026-06-01 06:10")
    solver.amend(ticket, status="pending", message={"body": "Which lights are on?"})
    for moment, times in (
        ("2026-06-02 06:09", 0),
        ("2026-06-02 06:10", 1),
        ("2026-06-04 06:09", 1),
        ("2026-06-04 06:10", 2),
        ("2026-06-30 06:00", 2),
    ):
        at(moment)
        look()
        assert said(employee, ticket) == ["Het team heeft je iets gevraagd en wacht op je antwoord."] * times, moment
    assert events(app) == []
    assert ticket["id"] in [t["id"] for t in employee.get("/changes").json["tickets"]]
    # Answered, it goes on where it stood: of eight hours ten minutes are used.
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": "The red one."})
    assert employee.get(f"/tickets/{ticket['id']}").json["due_at"] == "2026-06-30T13:50:00.000000Z"
    assert [c["used_minutes"] for c in solver.get(f"/tickets/{ticket['id']}").json["clocks"]] == [10, 10]


def test_a_reminder_missed_is_not_made_up_for(employee: Client, solver: Client, timed, at: Set, look) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="pending")
    at("2026-06-10 06:00")
    look()
    look()
    assert len(said(employee, ticket)) == 1


def test_a_ticket_that_nobody_touches_nudges_its_team_ever_more_rarely(
    app: Flask, employee: Client, solver: Client, at: Set, look
) -> None:
    """24 business hours, of a team that has set nothing: until Wednesday 12:00, then Friday 16:00."""
    ticket = employee.submit()
    for moment, times in (
        ("2026-06-03 09:59", 0),
        ("2026-06-03 10:00", 1),
        ("2026-06-05 13:59", 1),
        ("2026-06-05 14:00", 2),
        ("2026-06-12 09:00", 2),
    ):
        at(moment)
        look()
        assert [told["escalation"]["level"] for told in events(app)] == ["untouched"] * times, moment
    assert said(employee, ticket) == []
    # A word of the reporter is no work of the team; an internal note is.
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": "Anybody there?"})
    solver.post(f"/tickets/{ticket['id']}/messages", {"body": "Asked the exchange.", "visibility": "internal"})
    at("2026-06-16 12:59")
    look()
    assert len(events(app)) == 2
    at("2026-06-16 13:00")
    look()
    assert len(events(app)) == 3


def test_a_team_may_do_without_nudges(app: Flask, employee: Client, solver: Client, at: Set, look) -> None:
    set_clocks(solver, {"untouched_minutes": 0})
    employee.submit()
    at("2026-09-01 06:00")
    look()
    assert events(app) == []


def test_open_tickets_follow_a_change_of_the_clocks_and_nobody_is_scolded_for_it(
    app: Flask, employee: Client, solver: Client, manager: Client, at: Set, look
) -> None:
    ticket, path = employee.submit(), "/tickets/{id}"
    at("2026-06-01 09:00")
    set_clocks(solver, {"targets": TARGETS})
    etag = solver.get(path.format(**ticket)).headers["ETag"]
    look()
    shown = solver.get(path.format(**ticket))
    # Three hours are used: the response is too late by the new target, and that is shown but not said.
    assert [c["due_at"][11:16] for c in shown.json["clocks"]] == ["09:00", "14:00"]
    assert [c["breached"] for c in shown.json["clocks"]] == [True, False]
    assert shown.headers["ETag"] != etag
    assert ticket["id"] in [t["id"] for t in employee.get("/changes").json["tickets"]]
    at("2026-06-01 13:00")
    look()
    assert [told["escalation"]["clock"] for told in events(app)] == ["resolution"]
    set_clocks(manager, {"targets": {"resolution": {"2": {"minutes": 60}}}}, "/clocks")
    look()
    assert solver.get(path.format(**ticket)).json["clocks"][1]["target_minutes"] == 480
    set_clocks(solver, {"targets": {"response": {"2": None}}})
    look()
    assert [c["target_minutes"] for c in solver.get(path.format(**ticket)).json["clocks"]] == [60]


def test_a_change_of_the_clocks_swallows_nothing_and_says_nothing_twice(
    app: Flask, employee: Client, solver: Client, timed, at: Set, look
) -> None:
    employee.submit()
    at("2026-06-01 07:00")
    set_clocks(solver, {"targets": TARGETS, "untouched_minutes": 600})
    look()
    assert [told["escalation"]["level"] for told in events(app)] == ["breach"]
    set_clocks(solver, {"targets": {**TARGETS, "response": {"2": {"minutes": 30}}}})
    look()
    assert [told["escalation"]["level"] for told in events(app)] == ["breach"]


def test_a_change_reaches_open_tickets_in_batches(
    employee: Client, solver: Client, manager: Client, at: Set, look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalating, "TOLD_AT_ONCE", 2)
    passed_on = [employee.submit(service=service) for service in ("internet", "tv", "internet", "tv", "internet")]
    set_clocks(manager, {"targets": TARGETS}, "/clocks")
    assert look() == 4
    assert all(manager.get(f"/tickets/{ticket['id']}").json["due_at"] for ticket in passed_on)
    set_clocks(solver, {"targets": {"response": {"2": None}, "resolution": {"2": None}}})
    look()
    due = [manager.get(f"/tickets/{ticket['id']}").json["due_at"] for ticket in passed_on]
    assert [moment is None for moment in due] == [True, False, True, False, True]


def test_what_nobody_sees_leaves_a_solver_s_etag_alone(employee: Client, solver: Client, at: Set, look) -> None:
    ticket = employee.submit()
    etag = solver.get(f"/tickets/{ticket['id']}").headers["ETag"]
    set_clocks(solver, {"untouched_minutes": 60 * 1000})
    look()
    assert solver.get(f"/tickets/{ticket['id']}").headers["ETag"] == etag


def test_priority_transfer_and_reopening_go_by_what_was_used(
    app: Flask, employee: Client, solver: Client, manager: Client, timed, at: Set, look
) -> None:
    tv = {"targets": {"resolution": {"1": {"minutes": 300, "hours": "always"}}}}
    set_clocks(manager, tv, "/teams/tv/clocks")
    ticket = employee.submit()
    at("2026-06-01 06:30")
    assert solver.amend(ticket, status="in_progress").json["due_at"] == "2026-06-01T14:00:00.000000Z"
    assert solver.amend(ticket, priority=1).json["due_at"] is None
    at("2026-06-01 15:00")
    moved = manager.amend(ticket, team="tv").json
    assert moved["due_at"] == "2026-06-01T15:00:00.000000Z"
    assert moved["breached"] is True
    resolved = manager.amend(ticket, status="resolved").json
    assert (resolved["due_at"], resolved["breached"]) == (None, True)
    at("2026-06-08 06:00")
    look()
    assert events(app, "tv") == []
    employee.post(f"/tickets/{ticket['id']}/reopen")
    look()
    # Who gets it back overdue has the set time before managers are told.
    assert [told["escalation"]["level"] for told in events(app, "tv")] == ["breach"]
    at("2026-06-08 07:00")
    look()
    assert [told["escalation"]["level"] for told in events(app, "tv")] == ["breach", "managers"]


def test_when_a_ticket_is_due_is_right_in_the_database_without_a_worker(
    app: Flask, employee: Client, solver: Client, timed, at: Set
) -> None:
    ticket = employee.submit()

    def row() -> tuple:
        with app.app_context():
            kept = db.session.get_one(Ticket, ticket["id"])
            return kept.due_at and kept.due_at.strftime("%H:%M"), kept.breached_at and kept.breached_at.strftime(
                "%H:%M"
            )

    assert row() == ("07:00", None)
    at("2026-06-01 08:00")
    solver.amend(ticket, status="in_progress")
    assert row() == ("14:00", "07:00")
    solver.amend(ticket, status="held", held_for="parts", held_until="2026-06-20T00:00:00Z")
    assert row() == (None, "07:00")
    solver.amend(ticket, status="resolved")
    assert row() == (None, "07:00")


def test_the_worker_looks_at_the_clocks_between_its_other_work_and_not_only_at_the_minute(
    app: Flask, employee: Client, timed, at: Set
) -> None:
    employee.submit()
    worker = Worker(app)
    with app.app_context():
        worker._round()
        assert events(app) == []
        at("2026-06-01 07:00")
        next(chore for chore in worker._chores if chore.name == "clocks")._at = 0.0
        worker._round()
    assert len(events(app)) == 1


def test_a_look_reads_only_what_is_due(app: Flask, employee: Client) -> None:
    employee.submit()
    with app.app_context():
        explain = "EXPLAIN QUERY PLAN" if db.session.get_bind().dialect.name == "sqlite" else "EXPLAIN"
        if explain == "EXPLAIN":
            # With one row PostgreSQL would read the table whatever there is.
            db.session.execute(text("SET enable_seqscan = off"))
        due = "SELECT id FROM ticket WHERE attention_at <= '2026-06-01' ORDER BY attention_at LIMIT 25"
        plan = " ".join(str(row[-1]) for row in db.session.execute(text(f"{explain} {due}")))
        assert "ix_ticket_attention" in plan


def test_nobody_is_told_of_a_duplicates_clocks_while_another_ticket_has_its_work(
    app: Flask, employee: Client, colleague: Client, solver: Client, timed, at: Set, look
) -> None:
    first, second = employee.submit(), colleague.submit()
    solver.post(f"/tickets/{second['id']}/merge", {"into": first["id"]})
    solver.amend(first, status="pending", message={"body": "Which lamp is red?"})
    at("2026-06-01 12:00")
    look()
    assert (said(solver, first), said(solver, second)) == ([], [])
    assert (events(app), letters(app)) == ([], [])
    solver.post(f"/tickets/{second['id']}/unmerge")
    at("2026-06-01 14:30")
    look()
    assert [(told["ticket"]["id"], told["escalation"]["level"]) for told in events(app)] == [(second["id"], "breach")]

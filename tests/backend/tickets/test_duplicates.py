"""Likely duplicates: what is alike, in which order, for whose eyes, and by which index."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.event import listen

from backend import clock, db
from backend.tickets import likeness
from backend.tickets.contact import name_key, phone_key
from backend.tickets.models import Ticket
from tests.backend.client import Client
from tests.backend.tickets.told import events, receive

NOBODY = {"name": None, "phone": None, "email": None, "postcode": "9999 ZZ", "house_number": None}


def about(**customer: str) -> dict:
    return {**NOBODY, **customer}


def found(client: Client, ticket: dict) -> list[tuple[str, str]]:
    return [
        (one["reference"], one["reason"]) for one in client.get(f"/tickets/{ticket['id']}").json["likely_duplicates"]
    ]


def passed_on(app: Flask, ticket: dict, days: float) -> None:
    """As if it had been passed on so many days ago."""
    at = clock.now() - dt.timedelta(days=days)
    with app.app_context():
        db.write(lambda: db.session.execute(update(Ticket).where(Ticket.id == ticket["id"]).values(created_at=at)))


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (about(phone="06-12345678"), about(phone="+31 (0)6 1234 5678", postcode="3511 AB"), "same_customer"),
        (about(email="Truus@Example.org"), about(email="truus@example.org", postcode="3511 AB"), "same_customer"),
        (about(name="Mw. J. Pérez"), about(name="mw j perez"), "same_address"),
        (about(postcode="3511 AB"), about(postcode="3511ab"), "same_place"),
    ],
)
def test_tickets_are_alike_by_customer_address_or_place(
    employee: Client, colleague: Client, solver: Client, first: dict, second: dict, reason: str
) -> None:
    other = {"kind": "question", "service": "internet"} if reason != "same_place" else {}
    one = employee.submit(customer=first, description="No internet.")
    two = colleague.submit(customer=second, description="The modem is dead.", **other)
    assert found(solver, two) == [(one["reference"], reason)]
    assert found(solver, one) == [(two["reference"], reason)]


def test_one_reporter_in_the_same_words_is_alike(employee: Client, colleague: Client, solver: Client) -> None:
    one = employee.submit(customer=about(postcode="3511 AB"), description="No internet.")
    two = employee.submit(customer=about(postcode="3512 AB"), description="No internet.")
    other = colleague.submit(customer=about(postcode="3513 AB"), description="No internet.")
    assert found(solver, two) == [(one["reference"], "same_text")]
    assert found(solver, other) == []


@pytest.mark.parametrize("number", ["112", "0900", None, ""])
def test_a_service_number_is_nobodys_own(number: str | None) -> None:
    assert phone_key(number) is None


def test_digits_and_names_of_other_scripts_count_too() -> None:
    assert phone_key("٠٦ ١٢٣٤ ٥٦٧٨") == phone_key("0612345678")
    assert name_key("سَلمى  حدّاد") == name_key("سلمى حداد")
    assert name_key("Ann") != name_key("Anne")


def test_open_ones_come_first_then_the_strongest_then_the_newest(
    employee: Client, colleague: Client, solver: Client
) -> None:
    done = employee.submit(customer=about(phone="0612345678"), description="a")
    solver.amend(done, status="resolved")
    place = employee.submit(customer=about(postcode="3511 AB"), description="b")
    newer = employee.submit(customer=about(postcode="3511 AB"), description="c")
    person = employee.submit(customer=about(phone="06 12345678"), description="d")
    ticket = colleague.submit(customer=about(phone="0612345678", postcode="3511 AB"))
    assert [reference for reference, _ in found(solver, ticket)] == [
        t["reference"] for t in (person, newer, place, done)
    ]


def test_what_was_long_ago_is_another_fault_but_an_open_ticket_of_the_customer_counts(
    app: Flask, employee: Client, colleague: Client, solver: Client
) -> None:
    place, done, still_open = (
        employee.submit(customer=about(postcode="3511 AB", **more), description=words)
        for words, more in (("a", {}), ("b", {"phone": "0612345678"}), ("c", {"phone": "0612345678"}))
    )
    solver.amend(done, status="resolved")
    passed_on(app, place, 7.1)
    passed_on(app, done, 30.1)
    passed_on(app, still_open, 90)
    ticket = colleague.submit(customer=about(postcode="3511 AB", phone="0612345678"))
    assert found(solver, ticket) == [(still_open["reference"], "same_customer")]


def test_at_most_ten_are_shown(employee: Client, solver: Client) -> None:
    tickets = [employee.submit() for _ in range(12)]
    assert len(found(solver, tickets[0])) == 10


def test_a_team_sees_only_its_own_and_a_manager_all(
    app: Flask, employee: Client, colleague: Client, solver: Client, manager: Client
) -> None:
    receive(solver, "internet")
    tv, own = employee.submit(service="tv"), employee.submit(description="Slow.")
    ticket = colleague.submit()
    assert found(solver, ticket) == [(own["reference"], "same_customer")]
    assert {reference for reference, _ in found(manager, ticket)} == {own["reference"], tv["reference"]}
    told = events(app, "internet")[-1]["data"]["ticket"]
    assert [one["id"] for one in told["likely_duplicates"]] == [own["id"]]


def test_a_reporter_sees_none_not_even_their_number(employee: Client, colleague: Client, solver: Client) -> None:
    mine, other = employee.submit(), colleague.submit()
    assert "likely_duplicates" not in mine
    assert other["reference"] not in employee.get(f"/tickets/{mine['id']}").text
    assert other["reference"] not in employee.get("/changes").text
    assert employee.get(f"/tickets/{mine['id']}/duplicates").status_code == 403
    assert colleague.get(f"/tickets/{mine['id']}/duplicates").status_code == 404
    assert [one["id"] for one in solver.get(f"/tickets/{mine['id']}/duplicates").json["items"]] == [other["id"]]


def test_a_foreign_teams_key_finds_nothing(employee: Client, api_key) -> None:
    assert api_key("tv").get(f"/tickets/{employee.submit()['id']}/duplicates").status_code == 404


def test_a_corrected_number_is_the_one_that_counts(employee: Client, colleague: Client, solver: Client) -> None:
    one = employee.submit(customer=about(phone="0611111111"))
    two = colleague.submit(customer=about(phone="0622222222", postcode="3511 AB"))
    assert found(solver, two) == []
    colleague.patch(f"/tickets/{two['id']}/customer", {"phone": "06 1111 1111"})
    assert found(solver, two) == [(one["reference"], "same_customer")]


@pytest.mark.parametrize("of_team", [False, True])
def test_each_way_of_looking_uses_an_index(app: Flask, employee: Client, of_team: bool) -> None:
    """At a million tickets a scan would take a second; the planner says how it looks."""
    employee.submit(customer=about(name="Truus", phone="0612345678", email="t@example.org", postcode="3511 AB"))
    with app.app_context():
        ticket = db.session.scalars(select(Ticket)).one()
        asked = []
        listen(db.extension.engine, "before_cursor_execute", lambda _c, _cursor, *sent: asked.append(sent[:2]))
        likeness.likely_duplicates(ticket, [ticket.team_slug] if of_team else None)
        (statement, values), explain = asked[-1], db.session.connection().exec_driver_sql
        if db.is_postgresql():
            # On one row it would rightly scan.
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            plan = [row[0] for row in explain(f"EXPLAIN {statement}", values)]
            assert not [step for step in plan if "Seq Scan on ticket" in step], plan
        else:
            plan = [row[3] for row in explain(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert not [step for step in plan if step.startswith("SCAN ticket")], plan
            for index in ("reporter_created", "customer_phone", "customer_email", "customer_name", "postcode"):
                assert [step for step in plan if f"ix_ticket_{index} " in step], (index, plan)

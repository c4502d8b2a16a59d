"""Whom something was passed on for lately."""

from mobile.core.core import Core
from mobile.core.recent import MOST, recent_people
from tests.mobile.fake_server import FakeServer
from tests.mobile.resources import COLLEAGUE, EMPLOYEE, a_customer, a_ticket, an_affected


def names(core: Core) -> list[str]:
    return [person.name for person in recent_people(core.signed_in().store, EMPLOYEE["id"])]


def a_ticket_of(number: int, **customer: object) -> dict[str, object]:
    return a_ticket(customer=a_customer(**customer), created_at=f"2026-11-{number:02}T10:00:00.000000Z")


def test_the_latest_come_first_and_each_once(server: FakeServer, core: Core) -> None:
    server.put_ticket(a_ticket_of(3, name="Ali", postcode="3512CD"))
    server.put_ticket(a_ticket_of(5, name="Oma Bep", phone="0612345678"))
    server.put_ticket(a_ticket_of(1, name="oma  bep", phone=None))
    server.put_ticket(a_ticket_of(6, name=None))
    core.sync_once()
    assert names(core) == ["Oma Bep", "Ali"]
    assert recent_people(core.signed_in().store, EMPLOYEE["id"])[0].phone == "0612345678"


def test_what_waits_and_who_stands_behind_an_outage_count_too(server: FakeServer, core: Core) -> None:
    server.put_affected(an_affected("o-1", customer=a_customer(name="Joris")))
    core.sync_once()
    server.stop()
    core.signed_in().submit({"kind": "question", "description": "x", "customer": {"name": "Kees"}})
    assert names(core) == ["Kees", "Joris"]


def test_another_s_tickets_are_not_one_s_own(server: FakeServer, core: Core) -> None:
    server.put_ticket({**a_ticket_of(3, name="Ali"), "reporter": {"id": COLLEAGUE["id"], "name": "Bob"}})
    core.sync_once()
    assert names(core) == []


def test_they_stay_a_handful(server: FakeServer, core: Core) -> None:
    for number in range(1, 20):
        server.put_ticket(a_ticket_of(number, name=f"Nr {number}"))
    core.sync_once()
    assert names(core) == [f"Nr {number}" for number in range(19, 19 - MOST, -1)]


def test_who_was_erased_is_gone_here_too(server: FakeServer, core: Core) -> None:
    ticket = server.put_ticket(a_ticket_of(3, name="Ali"))
    core.sync_once()
    server.remove("ticket", ticket["id"])
    core.sync_once()
    assert names(core) == []

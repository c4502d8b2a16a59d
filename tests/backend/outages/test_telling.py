"""Who hears of an outage: phones by the change feed, the teams of its services by an event."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from backend import db
from backend.forwarding.models import Event
from backend.outages.models import Outage
from backend.teams import services as teams
from shared.schemas.outages import OutageSchema
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, moment, update

Told = Callable[[], list[tuple[str, str]]]


class Phone:
    """Reads the feed as a phone does."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.cursor = ""
        self.outages: dict[str, Any] = {}

    def read(self) -> "Phone":
        """What it has, after a read."""
        while True:
            answer = self.client.get(f"/changes?after={self.cursor}" if self.cursor else "/changes")
            if answer.status_code == 304:
                return self
            page = answer.json
            self.outages.update({row["id"]: row for row in page["outages"]})
            for gone in page["removed"]:
                self.outages.pop(gone["id"], None)
            self.cursor = page["next_cursor"]
            if not page["has_more"]:
                return self


@pytest.fixture
def told(app: Flask) -> Told:
    """What teams were told since the last question, as (type, team)."""
    seen: list[str] = []

    def told() -> list[tuple[str, str]]:
        with app.app_context():
            rows = [row for row in db.session.scalars(select(Event)) if row.id not in seen]
            seen.extend(row.id for row in rows)
            return sorted((row.type, row.team_slug) for row in rows)

    return told


@pytest.fixture
def suspected(app: Flask, manager: Client) -> dict[str, Any]:
    made = declare(manager)
    with app.app_context():
        db.session.get_one(Outage, made["id"]).status = "suspected"
        db.session.commit()
    return made


def test_a_phone_follows_an_outage_from_declared_to_resolved(manager: Client, employee: Client) -> None:
    phone = Phone(employee).read()
    made = declare(manager)
    assert phone.read().outages == {made["id"]: {**made, "behind": None, "allowed": []}}
    update(manager, made, status="identified", expected_end_at=moment(hours=2))
    assert phone.read().outages[made["id"]]["status"] == "identified"
    amend(manager, made, areas=["35"])
    assert phone.read().outages[made["id"]]["postcodes"] == ["35"]
    row = update(manager, made, status="resolved")
    assert phone.read().outages == {made["id"]: {**row, "behind": None, "allowed": []}}


def test_a_new_phone_begins_with_what_the_list_shows(manager: Client, employee: Client) -> None:
    made = [declare(manager) for _ in range(3)]
    update(manager, made[0], status="dismissed")
    assert set(Phone(employee).read().outages) == {row["id"] for row in made[1:]}


def test_a_change_that_says_nothing_new_wakes_no_phone_and_no_team(
    manager: Client, employee: Client, told: Told
) -> None:
    made = declare(manager)
    phone = Phone(employee).read()
    told()
    amend(manager, made, impact="major")
    assert employee.get(f"/changes?after={phone.cursor}").status_code == 304
    assert told() == []


def test_a_refused_update_tells_nobody(manager: Client, employee: Client, told: Told) -> None:
    made = declare(manager)
    phone = Phone(employee).read()
    told()
    answer = manager.post(f"/outages/{made['id']}/updates", {"text": "x", "status": "closed"})
    assert answer.status_code == 409
    assert employee.get(f"/changes?after={phone.cursor}").status_code == 304
    assert told() == []


def test_a_dismissed_one_goes_from_every_phone(manager: Client, employee: Client) -> None:
    made = declare(manager)
    phones = [Phone(manager).read(), Phone(employee).read()]
    update(manager, made, status="dismissed")
    assert [phone.read().outages for phone in phones] == [{}, {}]


def test_a_suspicion_wakes_managers_only(
    manager: Client, employee: Client, told: Told, suspected: dict[str, Any]
) -> None:
    board, phone = Phone(manager).read(), Phone(employee).read()
    told()
    update(manager, suspected, text="Looking into it.")
    assert len(board.read().outages[suspected["id"]]["updates"]) == 1
    update(manager, suspected, status="dismissed")
    assert board.read().outages == {}
    assert employee.get(f"/changes?after={phone.cursor}").status_code == 304
    assert told() == []


def test_a_confirmed_suspicion_is_declared_to_all(
    manager: Client, employee: Client, told: Told, suspected: dict[str, Any]
) -> None:
    phone = Phone(employee).read()
    told()
    update(manager, suspected, status="investigating")
    assert set(phone.read().outages) == {suspected["id"]}
    assert told() == [("outage.declared", "internet")]


def test_the_teams_of_its_services_are_told(manager: Client, told: Told) -> None:
    made = declare(manager, services=["fixed"])
    assert told() == [("outage.declared", team) for team in ("internet", "telephony", "tv")]
    update(manager, made, status="identified")
    assert told() == [("outage.updated", team) for team in ("internet", "telephony", "tv")]


def test_a_team_hears_that_it_is_no_longer_concerned(manager: Client, told: Told) -> None:
    made = declare(manager)
    told()
    amend(manager, made, services=["tv"])
    assert told() == [("outage.updated", "internet"), ("outage.updated", "tv")]
    update(manager, made)
    assert told() == [("outage.updated", "tv")]


def test_a_team_with_several_rules_is_told_once(app: Flask, manager: Client, told: Told) -> None:
    with app.app_context():
        db.write(lambda: bool(teams.add_rule("internet", service="internet", area="35")))
    declare(manager)
    assert told() == [("outage.declared", "internet")]


def test_an_event_holds_the_outage_as_it_was_and_who_did_it(app: Flask, manager: Client) -> None:
    made = declare(manager)
    update(manager, made, status="resolved")
    with app.app_context():
        rows = db.session.scalars(select(Event).where(Event.type.startswith("outage.")))
        declared = next(orjson.loads(row.body) for row in rows if row.type == "outage.declared")
    told = declared["data"]["outage"]
    assert OutageSchema().validate(told) == {}
    assert told == {**made, "behind": None, "allowed": []}
    assert declared["data"]["actor"] == {"kind": "manager", "name": "Mohamed El Amrani"}

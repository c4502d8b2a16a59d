"""Nobody has to be looking: a suspicion and an update that does not come reach who is on duty, and the teams."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from backend import db
from backend.duty import services as duty
from backend.forwarding.models import Event
from backend.outages import services as outages
from backend.outages.models import OutageSign
from shared.schemas.changes import ChangesSchema
from tests.backend.client import Client
from tests.backend.duty.conftest import who
from tests.backend.outages.declared import amend, declare, listed, outage, update
from tests.backend.tickets.at import Set, moment

SINCE = moment("2026-06-01 05:40")
PROMISED = "2026-06-01T07:00:00Z"


@pytest.fixture
def suspect(app: Flask, at: Set, employee: Client) -> Callable[..., tuple[str, bool]]:
    """What detection does; the outage's id, and whether it is new."""

    def suspect(**more: Any) -> tuple[str, bool]:
        seen = {"areas": ["3511"], "services": ["internet"], "since": SINCE, **more}

        def made() -> tuple[str, bool]:
            row, new = outages.suspect(**seen)
            return row.id, new

        with app.app_context():
            return db.write(made)

    return suspect


@pytest.fixture
def overdue(app: Flask) -> Callable[[], None]:
    """A worker's look for updates that have not come."""

    def look() -> None:
        with app.app_context():
            while outages.anything_by_the_clock():
                db.session.rollback()
                db.write(outages.look_at_the_clock)
            db.session.rollback()

    return look


def events(app: Flask, *types: str) -> list[tuple[str, str, Any]]:
    with app.app_context():
        rows = db.session.scalars(select(Event).where(Event.type.startswith("outage.")))
        told = [(row.type, row.team_slug, orjson.loads(row.body)["data"]) for row in rows]
        return sorted((one for one in told if not types or one[0] in types), key=lambda one: one[:2])


class TestASuspicion:
    def test_reaches_the_first_on_duty_and_the_teams_and_no_employee(
        self,
        app: Flask,
        suspect: Any,
        on_duty: Any,
        mailed: Any,
        manager: Client,
        employee: Client,
    ) -> None:
        on_duty("anna", "bram")
        cursor = employee.get("/changes").json["next_cursor"]
        tickets = [employee.submit()["id"] for _ in range(3)]
        cursor = employee.get(f"/changes?after={cursor}").json["next_cursor"]
        mailed()
        made, new = suspect(services=["fixed"], tickets=tickets)
        assert new
        (letter,) = mailed()
        assert who([letter]) == ["anna"]
        assert letter.subject == "Vermoedelijke storing: Internet, Televisie, Vaste telefonie: 3511 Utrecht"
        assert letter.body.startswith("3 meldingen wijzen erop, de eerste om 01-06-2026 07:40.")
        assert [(kind, team) for kind, team, _ in events(app)] == [
            ("outage.suspected", team) for team in ("internet", "telephony", "tv")
        ]
        told = events(app)[0][2]
        (alert,) = manager.get("/alerts").json["items"]
        assert (told["outage"]["status"], told["alert"]["id"]) == ("suspected", alert["id"])
        assert (alert["kind"], alert["about"][0]["id"], alert["teams"]) == (
            "suspected",
            made,
            ["internet", "telephony", "tv"],
        )
        seen = manager.get(f"/outages/{made}").json
        assert (seen["status"], seen["started_at"]) == ("suspected", "2026-06-01T05:40:00.000000Z")
        assert employee.get(f"/outages/{made}").status_code == 404
        assert made not in listed(employee)
        assert employee.get(f"/changes?after={cursor}").status_code == 304
        assert employee.get(f"/tickets/{tickets[0]}").json["outage_id"] is None

    def test_that_more_tickets_say_joins_the_one_there_is_and_tells_nobody_again(
        self,
        app: Flask,
        suspect: Any,
        mailed: Any,
        employee: Client,
    ) -> None:
        tickets = [employee.submit()["id"] for _ in range(3)]
        made, _ = suspect(tickets=tickets[:2])
        mailed()
        assert suspect(tickets=tickets[1:], services=["internet", "tv"]) == (made, False)
        assert mailed() == []
        with app.app_context():
            assert set(db.session.scalars(select(OutageSign.ticket_id))) == set(tickets)
        other, new = suspect(areas=["3512"])
        assert (other != made, new) == (True, True)
        assert suspect(services=["mobile"])[1]

    def test_whoever_is_told_next_reads_how_many_say_so_by_then(
        self, at: Set, suspect: Any, on_duty: Any, mailed: Any, look: Any, manager: Client, employee: Client
    ) -> None:
        on_duty("anna", "bram")
        tickets = [employee.submit()["id"] for _ in range(5)]
        suspect(tickets=tickets[:2])
        cursor = manager.get("/changes").json["next_cursor"]
        suspect(tickets=tickets[1:])
        (told,) = manager.get(f"/changes?after={cursor}").json["alerts"]
        assert told["text"]["nl"].startswith("5 meldingen wijzen erop")
        mailed()
        at("2026-06-01 06:11")
        look()
        (letter,) = mailed()
        assert (who([letter]), letter.body[:19]) == (["bram"], "5 tickets say so, t")

    def test_comes_with_what_managers_are_told_of_changes_until_it_is_settled(
        self, suspect: Any, on_duty: Any, manager: Client, employee: Client, solver: Client
    ) -> None:
        on_duty("anna", "bram")
        readers = (manager, employee, solver)
        cursors = [one.get("/changes").json["next_cursor"] for one in readers]
        made, _ = suspect()
        first = manager.get("/changes").json
        (alert,) = manager.get(f"/changes?after={cursors[0]}").json["alerts"]
        assert first["alerts"] == [alert] == manager.get("/alerts").json["items"]
        assert not ChangesSchema().validate(first)
        assert (alert["about"][0]["id"], alert["status"]) == (made, "open")
        assert [one.get(f"/changes?after={at}").status_code for one, at in zip(readers, cursors, strict=True)] == [
            200,
            304,
            304,
        ]
        for act, status in (
            (lambda: manager.post(f"/alerts/{alert['id']}/acknowledge"), "acknowledged"),
            (lambda: update(manager, {"id": made}, status="dismissed"), "settled"),
        ):
            cursor = manager.get("/changes").json["next_cursor"]
            act()
            assert [one["status"] for one in manager.get(f"/changes?after={cursor}").json["alerts"]] == [status]
        assert manager.get("/changes").json["alerts"] == employee.get("/changes").json["alerts"] == []

    def test_seen_by_two_at_once_is_one(self, app: Flask, suspect: Any, mailed: Any) -> None:
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda _: suspect(), range(4)))
        assert len({one for one, _ in made}) == 1
        assert sorted(new for _, new in made) == [False, False, False, True]
        assert len(mailed()) == 1

    def test_confirmed_is_told_to_all_and_asks_nobody_on_duty_any_more(
        self,
        app: Flask,
        suspect: Any,
        on_duty: Any,
        at: Set,
        look: Any,
        mailed: Any,
        manager: Client,
        employee: Client,
    ) -> None:
        on_duty("anna", "bram")
        made, _ = suspect()
        update(manager, {"id": made}, text="Looking.")
        assert manager.get("/alerts").json["items"][0]["status"] == "open"
        update(manager, {"id": made}, status="investigating")
        assert manager.get("/alerts").json["items"][0]["status"] == "settled"
        assert employee.get(f"/outages/{made}").status_code == 200
        assert [(kind, team) for kind, team, _ in events(app)] == [
            ("outage.declared", "internet"),
            ("outage.suspected", "internet"),
        ]
        mailed()
        at("2026-06-01 06:30")
        look()
        assert mailed() == []

    def test_dismissed_is_taken_back_from_the_teams_alone_and_kept_quiet_for_six_hours(
        self,
        app: Flask,
        suspect: Any,
        at: Set,
        mailed: Any,
        manager: Client,
        employee: Client,
    ) -> None:
        made, _ = suspect()
        cursor = employee.get("/changes").json["next_cursor"]
        update(manager, {"id": made}, status="dismissed")
        assert manager.get("/alerts").json["items"][0]["status"] == "settled"
        assert [(kind, data["outage"]["status"]) for kind, _, data in events(app)] == [
            ("outage.suspected", "suspected"),
            ("outage.updated", "dismissed"),
        ]
        assert employee.get(f"/changes?after={cursor}").status_code == 304
        mailed()
        at("2026-06-01 11:59")
        assert suspect() == (made, False)
        at("2026-06-01 12:01")
        assert suspect()[1]
        assert len(mailed()) == 1


class TestAPromisedUpdate:
    @pytest.fixture
    def promised(self, at: Set, managers: Any, manager: Client) -> dict:
        return declare(manager, next_update_at=PROMISED)

    def test_that_does_not_come_is_told_once(
        self,
        app: Flask,
        promised: dict,
        on_duty: Any,
        at: Set,
        overdue: Any,
        mailed: Any,
        manager: Client,
    ) -> None:
        on_duty("bram")
        # Beside who is on duty, the one who promised it.
        both = ["bram", "manager"]
        for time, told in (("2026-06-01 06:59", []), ("2026-06-01 07:00", both), ("2026-06-01 07:05", [])):
            at(time)
            overdue()
            assert who(mailed()) == told, time
        (told,) = events(app, "outage.overdue")
        assert (told[1], told[2]["outage"]["id"]) == ("internet", promised["id"])
        (alert,) = manager.get("/alerts?kind=overdue").json["items"]
        assert alert["title"] == {"nl": "Update te laat: Geen internet", "en": "Update overdue: No internet"}
        assert "An update was promised for 01-06-2026 09:00 and has not come." in alert["text"]["en"]

    def test_is_one_letter_to_who_promised_it_and_is_on_duty(
        self, promised: dict, at: Set, overdue: Any, mailed: Any, manager: Client
    ) -> None:
        me = manager.get("/me").json["id"]
        manager.call("PUT", "/duty", {"people": [me]}, If_Match="*")
        at("2026-06-01 07:00")
        overdue()
        assert who(mailed()) == ["manager"]

    def test_of_an_end_that_has_passed_is_told_too(self, at: Set, overdue: Any, on_duty: Any, manager: Client) -> None:
        on_duty("bram")
        made = declare(manager, expected_end_at=PROMISED)
        at("2026-06-01 07:00")
        overdue()
        (alert,) = manager.get("/alerts").json["items"]
        assert "It was to be over at 01-06-2026 09:00" in alert["text"]["en"]
        update(manager, made)
        assert manager.get("/alerts").json["items"][0]["status"] == "settled"

    @pytest.mark.parametrize("fields", [{"next_update_at": "2026-06-01T08:00:00Z"}, {"status": "resolved"}])
    def test_that_comes_after_all_ends_it(
        self,
        promised: dict,
        at: Set,
        overdue: Any,
        look: Any,
        manager: Client,
        fields: dict,
    ) -> None:
        at("2026-06-01 07:01")
        overdue()
        update(manager, promised, **fields)
        assert manager.get("/alerts").json["items"][0]["status"] == "settled"

    def test_that_says_nothing_of_the_next_one_does_not(
        self,
        promised: dict,
        at: Set,
        overdue: Any,
        manager: Client,
    ) -> None:
        at("2026-06-01 07:01")
        overdue()
        amend(manager, promised, impact="minor")
        assert manager.get("/alerts").json["items"][0]["status"] == "open"

    def test_that_is_late_a_second_time_is_told_again(
        self,
        promised: dict,
        at: Set,
        overdue: Any,
        mailed: Any,
        manager: Client,
    ) -> None:
        at("2026-06-01 07:01")
        overdue()
        update(manager, promised, next_update_at="2026-06-01T08:00:00Z")
        mailed()
        at("2026-06-01 08:01")
        overdue()
        assert {letter.subject for letter in mailed()} == {
            "Update te laat: Geen internet",
            "Update overdue: No internet",
        }
        assert [row["status"] for row in manager.get("/alerts").json["items"]] == ["open", "settled"]

    def test_of_one_that_is_over_or_only_suspected_is_not_waited_for(
        self,
        at: Set,
        suspect: Any,
        overdue: Any,
        manager: Client,
        mailed: Any,
    ) -> None:
        over = declare(manager, next_update_at=PROMISED)
        update(manager, over, status="resolved")
        made, _ = suspect()
        amend(manager, {"id": made}, next_update_at=PROMISED)
        mailed()
        at("2026-06-01 09:00")
        overdue()
        assert mailed() == []

    def test_looked_for_by_many_workers_is_told_once(
        self,
        app: Flask,
        at: Set,
        on_duty: Any,
        manager: Client,
        mailed: Any,
    ) -> None:
        on_duty("anna")
        for _ in range(6):
            assert manager.post("/outages", outage(next_update_at=PROMISED)).status_code == 201
        mailed()
        at("2026-06-01 07:01")

        def look(_: int) -> None:
            with app.app_context():
                while db.write(lambda: outages.look_at_the_clock(2)):
                    pass

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(look, range(4)))
        assert who(mailed()) == ["anna"] * 6 + ["manager"] * 6


def test_an_alert_of_an_outage_is_part_of_its_story(app: Flask, suspect: Any) -> None:
    made, _ = suspect()
    with app.app_context():
        assert [alert.kind for alert in duty.of_object(made)] == ["suspected"]

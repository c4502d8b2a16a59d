"""Tickets that pile up where nobody declared anything become a suspected outage, with what speaks for it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update as change
from sqlalchemy.exc import InterfaceError

from backend import db
from backend.outages.detection import learning, log, watching
from backend.outages.detection.incoming import FRESH
from backend.tickets.models import Ticket
from tests.backend.client import Client
from tests.backend.duty.conftest import who
from tests.backend.outages.behind import now
from tests.backend.outages.declared import declare, listed, update
from tests.backend.outages.suspicions.conftest import START, Look, Pass, suspicions
from tests.backend.tickets.at import Set, moment

CLUSTER = 10
"""Tickets within twenty minutes at one place, where ten a day are usual in the whole country."""


def covers(outage: dict[str, Any], postcode: str) -> bool:
    return postcode.startswith(tuple(outage["postcodes"]))


class TestACluster:
    def test_is_suspected_and_says_what_speaks_for_it(
        self, look: Look, pass_on: Pass, manager: Client, employee: Client
    ) -> None:
        look()
        made = pass_on(CLUSTER)
        look()
        (outage,) = suspicions(manager)
        assert "internet" in outage["services"]
        assert covers(outage, "3511AB")
        evidence = outage["suspicion"]
        assert set(evidence["tickets"]) <= {one["id"] for one in made}
        assert len(evidence["tickets"]) >= 5
        assert evidence["expected"] < 1
        assert evidence["statistic_when_raised"] >= evidence["threshold"]
        assert f"{len(evidence['tickets'])} tickets since Monday 1 June at 12:0" in evidence["text"]["en"]
        assert "hooguit één keer in 30 dagen" in evidence["text"]["nl"]
        series = evidence["series"]
        assert (series["seconds"], sum(series["seen"])) == (300, CLUSTER)
        assert outage["id"] not in listed(employee)
        assert employee.get(f"/outages/{outage['id']}").status_code == 404

    def test_once_confirmed_is_for_all_and_what_spoke_for_it_for_managers_alone(
        self, look: Look, pass_on: Pass, manager: Client, employee: Client, solver: Client
    ) -> None:
        look()
        pass_on(CLUSTER)
        look()
        (outage,) = suspicions(manager)
        update(manager, outage, status="investigating")
        for caller in (employee, solver):
            (listed_one,) = caller.get("/outages").json["items"]
            assert (listed_one["id"], listed_one["suspicion"]) == (outage["id"], None)
            assert caller.get(f"/outages/{outage['id']}").json["suspicion"] is None
        assert manager.get(f"/outages/{outage['id']}").json["suspicion"]["tickets"]

    def test_is_told_to_who_is_on_duty_once_with_its_numbers(
        self, look: Look, pass_on: Pass, on_duty: Any, mailed: Any, manager: Client
    ) -> None:
        on_duty("anna")
        look()
        pass_on(CLUSTER)
        mailed()
        look()
        (letter,) = mailed()
        assert who([letter]) == ["anna"]
        assert "Utrecht" in letter.subject
        assert "meldingen sinds maandag 1 juni om 12:0" in letter.body
        assert "hooguit één keer in 30 dagen" in letter.body
        pass_on(2)
        look()
        assert mailed() == []
        (alert,) = manager.get("/alerts").json["items"]
        (outage,) = suspicions(manager)
        assert alert["text"]["en"].startswith(f"{len(outage['suspicion']['tickets'])} tickets since")

    def test_that_goes_on_joins_it(self, look: Look, pass_on: Pass, manager: Client) -> None:
        look()
        pass_on(CLUSTER)
        look()
        (before,) = suspicions(manager)
        cursor = manager.get("/changes").json["next_cursor"]
        pass_on(3)
        look()
        (outage,) = suspicions(manager)
        assert outage["id"] == before["id"]
        assert len(outage["suspicion"]["tickets"]) >= len(before["suspicion"]["tickets"]) + 3
        assert outage["suspicion"]["statistic_when_raised"] == before["suspicion"]["statistic_when_raised"]
        assert [one["id"] for one in manager.get(f"/changes?after={cursor}").json["outages"]] == [outage["id"]]

    def test_of_one_reporter_is_none(self, look: Look, at: Set, employee: Client, manager: Client) -> None:
        look()
        for number in range(12):
            employee.submit(customer={"name": f"Friend {number}", "postcode": "3511AB"})
        look()
        assert suspicions(manager) == []

    def test_of_questions_is_none(self, look: Look, pass_on: Pass, manager: Client) -> None:
        look()
        pass_on(10, kind="question")
        look()
        assert suspicions(manager) == []


class TestWhatIsKnown:
    def test_explains_its_tickets(self, look: Look, pass_on: Pass, manager: Client) -> None:
        declare(manager, areas=["35"])
        look()
        pass_on(10)
        look()
        assert suspicions(manager) == []

    def test_is_not_what_a_reporter_says_that_it_is_not(self, look: Look, pass_on: Pass, manager: Client) -> None:
        known = declare(manager, areas=["3511"])
        look()
        pass_on(CLUSTER, declined_outage_id=known["id"])
        look()
        (outage,) = suspicions(manager)
        assert outage["id"] != known["id"]


class TestADecision:
    def test_that_confirms_links_the_tickets_behind_it(
        self, look: Look, pass_on: Pass, spread: Callable[[], int], manager: Client
    ) -> None:
        look()
        made = pass_on(CLUSTER)
        look()
        (outage,) = suspicions(manager)
        update(manager, outage, status="investigating")
        spread()
        look()
        behind = {one["id"] for one in made if now(manager, one)["outage_id"] == outage["id"]}
        assert behind == set(outage["suspicion"]["tickets"])
        assert manager.get(f"/outages/{outage['id']}").json["suspicion"] is not None
        pass_on(6)
        look()
        assert suspicions(manager) == []

    def test_that_dismisses_teaches(self, look: Look, pass_on: Pass, manager: Client) -> None:
        look()
        pass_on(CLUSTER)
        look()
        (outage,) = suspicions(manager)
        update(manager, outage, status="dismissed")
        look()
        pass_on(4, minutes=8)
        look()
        assert suspicions(manager) == []


class TestAWorker:
    def test_takes_nothing_of_before_for_new(self, look: Look, pass_on: Pass, at: Set, manager: Client) -> None:
        look()
        pass_on(10)
        at("2026-06-01 18:00")
        look()
        assert suspicions(manager) == []

    def test_takes_none_of_hours_ago_that_changes_for_a_new_one(
        self, app: Flask, look: Look, reporters: list[Client], manager: Client
    ) -> None:
        """As an old system's tickets that an import brought, and the feed tells of once somebody answers."""
        look()
        places = {"customer_postcode": "3511AB", "service": "internet", "created_at": moment(START) - FRESH * 1.5}
        with app.app_context():
            for number, reporter in enumerate(reporters[:CLUSTER]):
                old = {**places, "reporter_id": reporter.get("/me").json["id"]}
                db.session.execute(change(Ticket).where(Ticket.id == f"past-{number}").values(**old))
            db.session.commit()
        for number in range(CLUSTER):
            said = manager.post(f"/tickets/past-{number}/messages", {"body": "On it.", "visibility": "public"})
            assert said.status_code == 201
        look()
        assert suspicions(manager) == []
        with app.app_context():
            assert not log.there([f"past-{number}" for number in range(CLUSTER)])

    def test_learns_before_it_decides(
        self, app: Flask, worker: Callable[[str], Look], history: None, pass_on: Pass, manager: Client
    ) -> None:
        look = worker("one")
        pass_on(CLUSTER)
        look()
        assert suspicions(manager) == []
        with app.app_context():
            assert learning.is_due()
            learning.go_on()
            assert not learning.is_due()
        look()
        assert len(suspicions(manager)) == 1

    def test_tries_again_where_it_was_the_database_that_failed(
        self, app: Flask, look: Look, pass_on: Pass, manager: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """That is no fault of the suspicion: nothing of it is written, and all of it is decided anew."""
        look()
        pass_on(CLUSTER)

        def gone(_act: Any) -> None:
            raise InterfaceError("the connection is gone", {}, OSError())

        with monkeypatch.context() as patched:
            patched.setattr(watching.outcomes, "make", gone)
            with pytest.raises(InterfaceError):
                look()
        assert suspicions(manager) == []
        look()
        (outage,) = suspicions(manager)
        assert outage["suspicion"]["tickets"]

    def test_goes_on_where_one_suspicion_cannot_be_made(
        self, app: Flask, look: Look, pass_on: Pass, manager: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        look()
        pass_on(CLUSTER)

        def broken(_act: Any) -> None:
            raise ValueError("broken")

        with monkeypatch.context() as patched:
            patched.setattr(watching.outcomes, "make", broken)
            look()
        assert suspicions(manager) == []
        pass_on(1)
        look()
        assert len(suspicions(manager)) == 1

    def test_knows_nothing_where_there_is_no_history(
        self, app: Flask, at: Set, worker: Callable[[str], Look], pass_on: Pass, manager: Client
    ) -> None:
        with app.app_context():
            learning.learn_now()
        look = worker("one")
        pass_on(10)
        look()
        assert suspicions(manager) == []


class TestTheWatchList:
    def test_shows_what_is_not_enough_yet_and_fades(
        self, app: Flask, look: Look, pass_on: Pass, at: Set, manager: Client, employee: Client
    ) -> None:
        look()
        assert manager.get("/outages/watched").json == {"items": []}
        made: list[str] = []
        while not (items := manager.get("/outages/watched").json["items"]):
            made += [ticket["id"] for ticket in pass_on(1)]
            look()
        (one,) = items
        assert set(one["tickets"]) <= set(made)
        assert 15 <= one["statistic"] < one["threshold"]
        assert one["where"]["nl"]
        assert employee.get("/outages/watched").status_code == 403
        at("2026-06-02 09:00")
        with app.app_context():
            watcher = watching.Watching("one")
            watcher.go_on()
            db.session.remove()
        assert manager.get("/outages/watched").json == {"items": []}

"""What an outage's updates bring to the tickets and customers behind it, in the background, each once and in order."""

import datetime as dt
import itertools
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend import clock, db
from backend.accounts.services import find_person
from backend.forwarding.models import Delivery, Event
from backend.outages.behind import services
from backend.outages.behind.models import OutageRound
from backend.outages.behind.services import by_the_clock, spreading
from backend.outages.services.suspecting import suspect
from backend.people import leave
from backend.tickets.services import by_the_clock as tickets_by_the_clock
from shared.schemas.affected import BehindSchema, RoundListSchema
from tests.backend.client import Client
from tests.backend.outages.behind import figures, link, now, spread, told
from tests.backend.outages.declared import declare, moment, update
from tests.backend.outages.test_affected import join


@pytest.fixture
def outage(manager: Client) -> dict[str, Any]:
    return declare(manager)


@pytest.fixture
def ticket(employee: Client, outage: dict[str, Any]) -> dict[str, Any]:
    return employee.submit(outage_id=outage["id"])


def status(client: Client, one: dict[str, Any]) -> str:
    return next(row["status"] for row in client.get("/affected").json["items"] if row["id"] == one["id"])


def test_an_update_stands_in_each_tickets_timeline_in_the_readers_language(
    app: Flask, manager: Client, employee: Client, solver: Client, outage: dict, ticket: dict
) -> None:
    update(manager, outage, text={"nl": "We zoeken.", "en": "We are looking."}, expected_end_at="2030-01-05T14:00:00Z")
    assert told(employee, ticket) == []
    spread(app)
    entry = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert (entry["type"], entry["visibility"], entry["actor"]["kind"]) == ("outage", "public", "manager")
    assert entry["body"] == "We zoeken.\n\nVerwacht einde: zaterdag 5 januari om 15:00."
    english = employee.get(f"/tickets/{ticket['id']}/timeline", Accept_Language="en").json["items"][-1]["body"]
    assert english == "We are looking.\n\nExpected to be over: Saturday 5 January at 15:00."
    assert now(employee, ticket)["unread"] is True
    assert now(employee, ticket)["handling"]["last_human_action_at"] is not None


def test_what_was_said_in_one_language_is_said_in_the_other_too(app, manager, employee, outage, ticket) -> None:
    update(manager, outage, text={"nl": "We zoeken."})
    spread(app)
    assert (
        employee.get(f"/tickets/{ticket['id']}/timeline", Accept_Language="en").json["items"][-1]["body"]
        == "We zoeken."
    )


def test_a_phone_hears_of_it_by_the_feed(app, manager, employee, colleague, outage, ticket) -> None:
    one = join(employee, outage)
    cursors = [who.get("/changes").json["next_cursor"] for who in (employee, colleague)]
    update(manager, outage, text="We are on it.")
    spread(app)
    page = employee.get(f"/changes?after={cursors[0]}").json
    assert [entry["body"] for entry in page["entries"]] == ["We are on it."]
    assert [(row["id"], row["unread"]) for row in page["affected"]] == [(one["id"], True)]
    other = colleague.get(f"/changes?after={cursors[1]}").json
    assert (other["entries"], other["affected"], len(other["outages"])) == ([], [], 1)


def test_updates_come_in_the_order_of_their_saying(app, manager, employee, outage, ticket) -> None:
    for number in range(3):
        update(manager, outage, text=f"Word {number}.")
    spread(app)
    assert told(employee, ticket) == ["Word 0.", "Word 1.", "Word 2."]


def test_the_team_hears_of_the_outage_once_and_of_what_moves_its_tickets(
    app, manager, employee, solver, outage, ticket
) -> None:
    employee.submit(outage_id=outage["id"])
    solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"})
    solver.post("/teams/internet/endpoints", {"email": "team@example.org"})

    def events() -> list[tuple[str, str]]:
        with app.app_context():
            rows = db.session.execute(select(Event.type, Delivery.endpoint_id).join(Delivery))
            emails = {row["id"]: row["email"] for row in solver.get("/teams/internet/endpoints").json["items"]}
            return sorted((kind, "mail" if emails[endpoint] else "system") for kind, endpoint in rows)

    update(manager, outage, text="We are on it.")
    spread(app)
    assert events() == [("outage.updated", "mail"), ("outage.updated", "system")]
    update(manager, outage, text="Fixed.", status="resolved")
    spread(app)
    assert events().count(("ticket.updated", "system")) == 2
    assert ("ticket.updated", "mail") not in events()


class TestResolving:
    def test_asks_each_reporter_whether_it_works(self, app, manager, employee, solver, outage, ticket) -> None:
        taken_up = employee.submit(outage_id=outage["id"])
        solver.amend(taken_up, status="in_progress")
        one = join(employee, outage)
        update(manager, outage, text="Fixed.", status="resolved")
        spread(app)
        for asked in (ticket, taken_up):
            row = now(employee, asked)
            assert (row["status"], row["status_reason"], row["outage_answer"]) == ("resolved", "outage", "asked")
            assert set(row["allowed"]) == {"reopen", "confirm"}
        assert told(employee, ticket) == ["Fixed.\n\nWerkt het weer?"]
        assert status(employee, one) == "asked"
        assert figures(app, outage) == {"customers": 3, "tickets": 2, "affected": 1, "asked": 3}

    def test_yes_closes_and_still_broken_is_counted_and_opens_again(
        self, app, manager, employee, outage, ticket
    ) -> None:
        other, one, two = (
            employee.submit(outage_id=outage["id"]),
            join(employee, outage),
            join(employee, outage, customer={}),
        )
        update(manager, outage, text="Fixed.", status="resolved")
        spread(app)
        employee.post(f"/tickets/{ticket['id']}/confirm")
        employee.post(f"/tickets/{other['id']}/reopen", {"body": "Still red."})
        employee.post(f"/affected/{one['id']}/works", {"works": True})
        employee.post(f"/affected/{two['id']}/works", {"works": False})
        assert (now(employee, ticket)["status"], now(employee, ticket)["outage_answer"]) == ("closed", "works")
        assert (now(employee, other)["status"], now(employee, other)["outage_answer"]) == (
            "in_progress",
            "still_broken",
        )
        assert figures(app, outage) == {
            "customers": 4,
            "tickets": 2,
            "affected": 2,
            "works": 2,
            "still_broken": 2,
            "said_still_broken": 2,
        }

    def test_leaves_in_peace_what_has_ended(self, app, manager, employee, outage, ticket) -> None:
        employee.post(f"/tickets/{ticket['id']}/cancel")
        update(manager, outage, text="Fixed.", status="resolved")
        spread(app)
        assert (now(employee, ticket)["status"], told(employee, ticket)) == ("cancelled", [])
        assert figures(app, outage) == {}

    def test_closes_after_seven_days_without_an_answer(
        self, app, manager, employee, outage, ticket, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = join(employee, outage)
        update(manager, outage, text="Fixed.", status="resolved")
        spread(app)

        def later(**ahead: float) -> None:
            for module in (by_the_clock, tickets_by_the_clock):
                monkeypatch.setattr(module, "now", lambda: clock.now() + dt.timedelta(**ahead))
            with app.app_context():
                db.write(services.close_unanswered)
                db.write(tickets_by_the_clock.close_settled)

        later(days=6, hours=23)
        assert (status(employee, one), now(employee, ticket)["status"]) == ("asked", "resolved")
        later(days=7, minutes=1)
        assert (status(employee, one), now(employee, ticket)["status"]) == ("closed", "closed")
        assert figures(app, outage) == {"customers": 2, "tickets": 1, "affected": 1, "closed": 2}
        assert employee.post(f"/affected/{one['id']}/works", {"works": True}).status_code == 409

    def test_that_was_too_soon_is_taken_back(self, app, manager, employee, outage, ticket) -> None:
        answered, one, two = (
            employee.submit(outage_id=outage["id"]),
            join(employee, outage),
            join(employee, outage, customer={}),
        )
        update(manager, outage, text="Fixed.", status="resolved")
        spread(app)
        employee.post(f"/tickets/{answered['id']}/confirm")
        employee.post(f"/affected/{two['id']}/works", {"works": False})
        update(manager, outage, text="Down again.", status="investigating")
        spread(app)
        assert (now(employee, ticket)["status"], now(employee, ticket)["outage_answer"]) == ("in_progress", None)
        assert now(employee, answered)["status"] == "closed"
        assert status(employee, one) == "waiting"
        assert figures(app, outage)["waiting"] == 2
        update(manager, outage, text="Fixed for good.", status="resolved")
        spread(app)
        assert figures(app, outage) == {"customers": 4, "tickets": 2, "affected": 2, "asked": 3, "works": 1} | {
            "said_still_broken": 1
        }


def test_what_its_team_had_solved_by_itself_stays_solved(app, manager, employee, solver, outage, ticket) -> None:
    solver.amend(ticket, status="resolved", status_reason="fixed")
    for status in ("resolved", "investigating"):
        update(manager, outage, status=status)
        spread(app)
    row = now(employee, ticket)
    assert (row["status"], row["status_reason"], row["outage_answer"]) == ("resolved", "fixed", None)


def test_completed_work_asks_too(app: Flask, manager: Client, employee: Client) -> None:
    work = declare(manager, kind="maintenance", started_at=moment(hours=-1), expected_end_at=moment(hours=2))
    ticket = employee.submit(outage_id=work["id"])
    update(manager, work, status="in_progress")
    update(manager, work, text="Done.", status="completed")
    spread(app)
    assert now(employee, ticket)["outage_answer"] == "asked"


def test_a_wrong_one_is_taken_back_from_all_who_were_told(app, manager, employee, solver, outage, ticket) -> None:
    one = join(employee, outage)
    update(manager, outage, text={"nl": "Loos alarm.", "en": "False alarm."}, status="dismissed")
    spread(app)
    row = now(employee, ticket)
    assert (row["outage_id"], row["status"]) == (None, "acknowledged")
    assert told(employee, ticket) == [
        "Loos alarm.\n\nEr bleek geen storing te zijn. Er wordt weer apart naar je melding gekeken."
    ]
    assert status(employee, one) == "undone"
    assert figures(app, outage) == {}
    update_again = manager.post(f"/outages/{outage['id']}/updates", {"text": "x"})
    assert update_again.status_code == 409


def test_where_nobody_is_behind_it_nothing_is_under_way(app: Flask, manager: Client, outage: dict) -> None:
    update(manager, outage)
    with app.app_context():
        assert db.session.query(OutageRound).count() == 0
        assert services.anything_to_spread() is False


class TestInBatches:
    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spreading, "BATCH", 2)
        monkeypatch.setattr(spreading, "BATCH_OF_AFFECTED", 2)

    def test_its_progress_is_seen(self, app, manager, solver, employee, outage) -> None:
        tickets = [employee.submit(outage_id=outage["id"]) for _ in range(3)]
        for number in range(3):
            join(employee, outage, customer={"house_number": str(number)})
        update(manager, outage)
        path = f"/outages/{outage['id']}/rounds"
        seen = []
        with app.app_context():
            while True:
                (row,) = manager.get(path).json["items"]
                seen.append((row["done"], row["total"], row["finished_at"] is not None))
                spreading_now = services.figures([outage["id"]])[outage["id"]]
                assert not BehindSchema().validate(spreading_now)
                if row["finished_at"]:
                    break
                assert spreading_now["spreading"] == {"rounds": 1, "done": row["done"], "total": 6}
                db.session.rollback()
                db.write(services.spread)
        assert seen == [(0, 6, False), (2, 6, False), (3, 6, False), (5, 6, False), (6, 6, True)]
        assert (row["tickets"], row["affected"], row["kind"], row["by"]) == (3, 3, "news", "Mohamed El Amrani")
        assert not RoundListSchema().validate(solver.get(path).json)
        assert employee.get(path).status_code == 403
        assert manager.get("/outages/nothing/rounds").status_code == 404
        assert [told(employee, one) for one in tickets] == [["We are on it."]] * 3

    def test_a_worker_that_dies_in_a_batch_leaves_it_to_the_next_and_nothing_is_said_twice(
        self, app, manager, employee, outage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tickets = [employee.submit(outage_id=outage["id"]) for _ in range(5)]
        for number in range(3):
            join(employee, outage, customer={"house_number": str(number)})
        update(manager, outage)
        record, dying = spreading.record_change, iter([False, True, False, False, True, False, False, False])

        def dies(*args: Any) -> None:
            record(*args)
            if args[0] == "outage" and next(dying):
                raise KeyboardInterrupt

        monkeypatch.setattr(spreading, "record_change", dies)
        with app.app_context():
            for _ in range(8):
                try:
                    db.write(services.spread)
                except KeyboardInterrupt:
                    db.session.rollback()
        assert [told(employee, one) for one in tickets] == [["We are on it."]] * 5
        (row,) = manager.get(f"/outages/{outage['id']}/rounds").json["items"]
        assert (row["done"], row["finished_at"] is not None) == (8, True)

    def test_who_comes_and_goes_meanwhile_is_told_nothing_twice_and_hinders_nobody(
        self, app, manager, employee, outage
    ) -> None:
        tickets = [employee.submit(outage_id=outage["id"]) for _ in range(5)]
        update(manager, outage, text="First.")
        with app.app_context():
            db.write(services.spread)
        gone = next(one for one in tickets if not told(employee, one))
        manager.delete(f"/outages/{outage['id']}/tickets/{gone['id']}")
        employee.submit(outage_id=outage["id"])
        spread(app)
        update(manager, outage, text="Second.")
        spread(app)
        for one in tickets:
            if one is not gone:
                assert told(employee, one) == ["First.", "Second."]
        assert not {"First.", "Second."} & set(told(employee, gone))


def test_a_tickets_own_answer_to_its_outage_wakes_the_managers(app, manager, employee, outage, ticket) -> None:
    update(manager, outage, text="Fixed.", status="resolved")
    spread(app)
    cursor = manager.get("/changes").json["next_cursor"]
    employee.post(f"/tickets/{ticket['id']}/confirm")
    page = manager.get(f"/changes?after={cursor}").json
    assert [row["id"] for row in page["outages"]] == [outage["id"]]


def test_what_was_said_of_an_outage_finds_no_ticket(app, manager, employee, solver, outage, ticket) -> None:
    update(manager, outage, text="Graafschade bij Lunetten.")
    spread(app)
    solver.post(f"/tickets/{ticket['id']}/messages", {"body": "Hallo."})
    assert solver.get("/tickets?q=graafschade").json["items"] == []
    assert len(solver.get("/tickets?q=hallo").json["items"]) == 1


class TestMerging:
    def test_moves_all_who_are_behind_it_to_the_other(self, app, manager, employee, colleague, outage, ticket) -> None:
        into = declare(manager, title={"nl": "Kabel stuk", "en": "Cable cut"})
        one, two = join(employee, outage), join(colleague, outage)
        colleague.post(f"/affected/{two['id']}/works", {"works": True})
        answer = manager.post(f"/outages/{outage['id']}/merge", {"into": into["id"]})
        assert answer.status_code == 200, answer.text
        spread(app)
        assert now(employee, ticket)["outage_id"] == into["id"]
        assert told(employee, ticket) == ["Dit gaat verder als: Kabel stuk"]
        assert [row["outage_id"] for row in employee.get("/affected").json["items"]] == [into["id"]]
        assert figures(app, outage) == {}
        assert figures(app, into) == {"customers": 3, "tickets": 1, "affected": 2, "waiting": 2, "works": 1}
        update(manager, into, text="We are on it.")
        spread(app)
        assert told(employee, ticket)[1:] == ["We are on it."]
        assert status(employee, one) == "waiting"

    def test_what_is_said_of_the_other_waits_until_they_have_come(self, app, manager, employee, outage, ticket) -> None:
        into, one = declare(manager), join(employee, outage)
        join(employee, into)
        manager.post(f"/outages/{outage['id']}/merge", {"into": into["id"]})
        update(manager, into, status="resolved")
        with app.app_context():
            moving, asking = db.session.query(OutageRound).order_by(OutageRound.seq)
            # As where another worker is busy with it.
            spreading._ASIDE.leave(moving.seq)
            assert db.write(services.spread) == 0
            assert asking.tickets + asking.affected == 0
        assert status(employee, one) == "waiting"

    def test_again_and_again_before_anybody_was_moved_moves_all_to_the_last(
        self, app, manager, employee, outage, ticket
    ) -> None:
        chain = [outage, *(declare(manager, title={"nl": name}) for name in ("Tweede", "Derde"))]
        one = join(employee, outage)
        for row, into in itertools.pairwise(chain):
            assert manager.post(f"/outages/{row['id']}/merge", {"into": into["id"]}).status_code == 200
        spread(app)
        assert now(employee, ticket)["outage_id"] == chain[-1]["id"]
        assert told(employee, ticket) == ["Dit gaat verder als: Tweede", "Dit gaat verder als: Derde"]
        assert employee.get("/affected").json["items"][0]["outage_id"] == chain[-1]["id"]
        assert status(employee, one) == "waiting"

    @pytest.mark.parametrize(("becomes", "then"), [("resolved", "asked"), ("dismissed", "undone")])
    def test_loses_nothing_that_is_said_of_the_other_before_they_have_come(
        self, app, manager, employee, outage, ticket, becomes: str, then: str
    ) -> None:
        into, one = declare(manager), join(employee, outage)
        manager.post(f"/outages/{outage['id']}/merge", {"into": into["id"]})
        update(manager, into, text="The cable is mended.", status=becomes)
        spread(app)
        assert status(employee, one) == then
        assert any("The cable is mended." in text for text in told(employee, ticket))
        assert now(employee, ticket)["outage_id"] == (into["id"] if becomes == "resolved" else None)

    def test_takes_along_what_was_said_of_it_and_what_had_ended(self, app, manager, employee, outage, ticket) -> None:
        works = employee.submit()
        link(manager, outage, works)
        update(manager, outage, status="resolved")
        spread(app)
        employee.post(f"/tickets/{works['id']}/confirm")
        employee.post(f"/tickets/{ticket['id']}/reopen")
        update(manager, outage, status="investigating")
        spread(app)
        into = declare(manager)
        manager.post(f"/outages/{outage['id']}/merge", {"into": into["id"]})
        spread(app)
        both = {"customers": 2, "tickets": 2, "waiting": 1, "works": 1, "said_still_broken": 1}
        assert figures(app, into) == both
        update(manager, into, status="resolved")
        spread(app)
        employee.post(f"/tickets/{ticket['id']}/reopen")
        assert figures(app, into)["said_still_broken"] == 1
        manager.delete(f"/outages/{into['id']}/tickets/{ticket['id']}")
        assert figures(app, into) == {"customers": 1, "tickets": 1, "works": 1}

    def test_who_comes_too_late_comes_behind_the_other(self, manager, employee, outage) -> None:
        into = declare(manager)
        manager.post(f"/outages/{outage['id']}/merge", {"into": into["id"]})
        assert join(employee, outage)["outage_id"] == into["id"]

    def test_of_a_suspicion_into_what_is_known_tells_its_reporters_that_there_is_one(
        self, app, manager, employee
    ) -> None:
        sign, into = employee.submit(), declare(manager, areas=["3512"], title={"nl": "Kabel stuk"})
        since = dt.datetime.now(dt.UTC)
        with app.app_context():
            suspected = db.write(
                lambda: suspect(areas=["3511"], services=["internet"], since=since, tickets=[sign["id"]])[0].id
            )
        answer = manager.post(f"/outages/{suspected}/merge", {"into": into["id"]})
        assert answer.status_code == 200, answer.text
        spread(app)
        assert now(employee, sign)["outage_id"] == into["id"]
        assert told(employee, sign) == ["Dit hoort bij een bekende storing: Kabel stuk. Je hoort hier hoe het gaat."]


class TestSomebodyWhoLeaves:
    @pytest.mark.parametrize("heir", ["colleague", None])
    def test_leaves_nobody_behind_an_outage_without_a_reader(
        self, app, manager, employee, colleague, outage, heir: str | None
    ) -> None:
        one = join(employee, outage)
        update(manager, outage, text="Fixed.", status="resolved")
        spread(app)
        with app.app_context():
            ids = {who: find_person(f"{who}@example.org").id for who in ("employee", "colleague")}
            db.write(lambda: leave(ids["employee"], ids[heir] if heir else None) and None)
        items = colleague.get("/affected").json["items"]
        assert [(row["id"], row["status"], row["unread"]) for row in items] == (
            [(one["id"], "asked", True)] if heir else []
        )
        assert figures(app, outage) == ({"customers": 1, "affected": 1, "asked": 1} if heir else {})

"""Tickets that are likely behind an outage: offered, put behind it one by one or all at once, taken from behind it."""

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from backend import db
from backend.outages.behind import services
from backend.outages.behind.services import linking
from backend.outages.behind.services.candidates import trouble
from backend.outages.models import Outage
from backend.outages.services.suspecting import suspect
from backend.tickets import services as tickets
from backend.tickets.models import Ticket
from shared.schemas.affected import CandidatesSchema, LinkedTicketsSchema
from tests.backend.client import Client, problem
from tests.backend.outages.behind import figures, link, now, spread, told
from tests.backend.outages.declared import amend, declare, moment, update


def offered(client: Client, outage: dict[str, Any]) -> set[str]:
    page = client.get(f"/outages/{outage['id']}/candidates")
    assert page.status_code == 200, page.text
    assert not CandidatesSchema().validate(page.json)
    assert page.json["total"] == len(page.json["items"])
    return {row["id"] for row in page.json["items"]}


def older(app: Flask, ticket: dict[str, Any], **by: float) -> None:
    with app.app_context():
        db.session.get_one(Ticket, ticket["id"]).created_at -= dt.timedelta(**by)
        db.session.commit()


def test_what_was_passed_on_before_it_was_declared_is_offered(app, manager, employee, colleague, solver) -> None:
    before, same = employee.submit(), colleague.submit(customer={"postcode": "3511"})
    old = employee.submit()
    older(app, before, hours=11)
    older(app, old, hours=13)
    for other in (
        {"service": "tv"},
        {"customer": {"postcode": "3512AB"}},
        {"kind": "question"},
    ):
        employee.submit(**other)
    done = employee.submit()
    solver.amend(done, status="resolved")
    outage = declare(manager)
    assert offered(manager, outage) == offered(solver, outage) == {before["id"], same["id"]}
    assert {
        row["customer"]["postcode"] for row in manager.get(f"/outages/{outage['id']}/candidates").json["items"]
    } == {
        "3511AB",
        "3511",
    }


def test_who_said_that_it_is_something_else_is_not_offered_but_counted(app, manager, employee) -> None:
    outage, other = declare(manager), declare(manager)
    ticket = employee.submit(declined_outage_id=outage["id"])
    assert (offered(manager, outage), offered(manager, other)) == (set(), {ticket["id"]})
    assert figures(app, outage) == {"declined": 1}


def test_of_several_that_were_offered_each_that_it_is_not_is_kept(app, manager, employee) -> None:
    one, two = declare(manager), declare(manager)
    ticket = employee.submit(declined_outage_ids=[one["id"], two["id"]])
    assert (offered(manager, one), offered(manager, two)) == (set(), set())
    assert (figures(app, one), figures(app, two)) == ({"declined": 1}, {"declined": 1})
    assert ticket["declined_outage_id"] == one["id"]
    link(manager, two)
    assert now(employee, ticket)["outage_id"] is None


def test_what_comes_behind_one_by_itself_comes_behind_what_it_goes_on_as(app, manager, employee) -> None:
    outage, into = declare(manager, areas=["3511"]), declare(manager, areas=["3512"])
    link(manager, outage)
    assert manager.post(f"/outages/{outage['id']}/merge", {"into": into["id"]}).status_code == 200
    spread(app)
    late = employee.submit()
    with app.app_context():
        db.write(services.take_in_more)
    spread(app)
    assert now(employee, late)["outage_id"] == into["id"]


def test_what_it_is_not_it_is_not_under_another_name(app, manager, employee) -> None:
    first, second, third = declare(manager), declare(manager), declare(manager)
    declined, mine = employee.submit(declined_outage_id=first["id"]), employee.submit()
    for one, into in ((first, second), (second, third)):
        assert manager.post(f"/outages/{one['id']}/merge", {"into": into["id"]}).status_code == 200
    assert offered(manager, third) == {mine["id"]}
    link(manager, third)
    assert now(employee, declined)["outage_id"] is None
    assert figures(app, third) == {"customers": 1, "tickets": 1, "waiting": 1, "declined": 1}


@pytest.mark.parametrize("body", [{"declined_outage_ids": ["x"]}, {"declined_outage_ids": ["HERE"] * 21}])
def test_what_it_is_not_must_be_there(manager, employee, body: dict[str, Any]) -> None:
    here = declare(manager)["id"]
    body = {name: [here if one == "HERE" else one for one in ids] for name, ids in body.items()}
    refused = employee.post("/tickets", problem(**body))
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"].startswith("/declined_outage_ids")
    again = employee.post("/tickets", problem(outage_id=here, declined_outage_ids=[here]))
    assert (again.status_code, again.json["errors"][0]["pointer"]) == (422, "/declined_outage_ids")
    assert employee.post("/tickets", problem(declined_outage_ids=[here, here])).status_code == 201


def test_who_is_still_being_put_behind_it_as_it_is_over_is_asked_too(
    app, manager, employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "AT_ONCE", 0)
    outage, ticket = declare(manager), employee.submit()
    assert link(manager, outage)["linked"] == 0
    update(manager, outage, status="resolved")
    spread(app)
    assert (now(employee, ticket)["status"], now(employee, ticket)["outage_answer"]) == ("resolved", "asked")


class TestBehindWhatIsClosed:
    @pytest.fixture
    def closed(self, manager: Client) -> dict[str, Any]:
        made = declare(manager)
        return update(manager, update(manager, made, status="resolved"), status="closed")

    def test_nothing_is_passed_on_that_would_wait_for_nothing(self, app, manager, employee, solver, closed) -> None:
        late = employee.submit(outage_id=closed["id"])
        assert (late["outage_id"], figures(app, closed)) == (None, {})
        assert solver.amend(late, outage_id=closed["id"]).status_code == 422
        outage = declare(manager)
        assert offered(manager, outage) == {late["id"]}

    def test_what_was_opened_again_is_offered_to_the_next_and_stays_in_what_was_said(
        self, app, manager, employee
    ) -> None:
        outage, ticket = declare(manager), employee.submit()
        link(manager, outage, ticket)
        update(manager, outage, status="resolved")
        spread(app)
        update(manager, outage, status="closed")
        spread(app)
        employee.post(f"/tickets/{ticket['id']}/reopen")
        assert figures(app, outage) == {"customers": 1, "tickets": 1, "still_broken": 1, "said_still_broken": 1}
        following = declare(manager)
        assert offered(manager, following) == {ticket["id"]}
        link(manager, following)
        assert now(employee, ticket)["outage_id"] == following["id"]
        assert (figures(app, outage), figures(app, following)) == (
            {"said_still_broken": 1},
            {"customers": 1, "tickets": 1, "waiting": 1},
        )

    def test_a_customer_who_says_so_late_gets_a_ticket_by_itself(self, app, manager, employee) -> None:
        outage = declare(manager)
        one = employee.post(f"/outages/{outage['id']}/affected", {"customer": {"postcode": "3511AB"}}).json
        update(manager, outage, status="resolved")
        spread(app)
        update(manager, outage, status="closed")
        spread(app)
        made = employee.post(f"/affected/{one['id']}/works", {"works": False}).json["ticket_id"]
        assert employee.get(f"/tickets/{made}").json["outage_id"] is None
        assert figures(app, outage) == {"customers": 1, "affected": 1, "still_broken": 1, "said_still_broken": 1}


def test_planned_work_is_offered_only_what_came_since_its_start(app, manager, employee) -> None:
    before, since = employee.submit(), employee.submit()
    older(app, before, hours=2)
    work = declare(manager, kind="maintenance", started_at=moment(hours=-1), expected_end_at=moment(hours=2))
    assert offered(manager, work) == {since["id"]}


def test_teams_are_offered_theirs_and_others_nothing(manager, employee, api_key, admin) -> None:
    internet, tv = employee.submit(), employee.submit(service="tv")
    outage = declare(manager, services=["fixed"])
    assert offered(manager, outage) == {internet["id"], tv["id"]}
    assert offered(api_key("tv"), outage) == {tv["id"]}
    for stranger in (employee, admin):
        assert stranger.get(f"/outages/{outage['id']}/candidates").status_code == 403
        assert stranger.post(f"/outages/{outage['id']}/tickets", {"all": True}).status_code == 403
    assert manager.get("/outages/nothing/candidates").status_code == 404


def test_candidates_come_in_pages(manager, employee) -> None:
    made = {employee.submit()["id"] for _ in range(5)}
    outage = declare(manager)
    seen, path = [], f"/outages/{outage['id']}/candidates?limit=2"
    while path:
        page = manager.get(path)
        assert page.json["total"] == 5
        seen += [row["id"] for row in page.json["items"]]
        path = page.headers.get("Link", "").partition("/api/v1")[2].partition(">")[0]
    assert (len(seen), set(seen)) == (5, made)


def test_the_reporter_reads_that_a_ticket_is_behind_it_and_hears_what_follows(app, manager, employee, solver) -> None:
    ticket = employee.submit()
    outage = declare(manager)
    assert link(solver, outage, ticket) == {"linked": 1, "round": None}
    assert now(employee, ticket)["outage_id"] == outage["id"]
    assert told(employee, ticket) == ["Dit hoort bij een bekende storing: Geen internet. Je hoort hier hoe het gaat."]
    assert link(manager, outage, ticket)["linked"] == 0
    update(manager, outage, text="We are on it.")
    spread(app)
    assert told(employee, ticket)[1:] == ["We are on it."]


@pytest.mark.parametrize(
    "body", [{}, {"all": False}, {"ticket_ids": []}, {"ticket_ids": ["a"], "all": True}, {"ticket_ids": ["x"] * 101}]
)
def test_which_tickets_must_be_said_in_one_way(manager: Client, body: dict[str, Any]) -> None:
    answer = manager.post(f"/outages/{declare(manager)['id']}/tickets", body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/ticket_ids")


def test_of_several_all_come_behind_it_or_none(manager, employee, api_key) -> None:
    internet, tv = employee.submit(), employee.submit(service="tv")
    outage = declare(manager)
    path = f"/outages/{outage['id']}/tickets"
    answer = api_key("internet").post(path, {"ticket_ids": [internet["id"], tv["id"]]})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/ticket_ids/1")
    assert now(employee, internet)["outage_id"] is None
    employee.post(f"/tickets/{tv['id']}/cancel")
    answer = manager.post(path, {"ticket_ids": [tv["id"]]})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/ticket_ids/0")


class TestAllThatMatch:
    def test_come_behind_it_at_once_where_they_are_few(self, app, manager, employee) -> None:
        tickets = [employee.submit() for _ in range(3)]
        outage = declare(manager)
        done = link(manager, outage)
        assert not LinkedTicketsSchema().validate(done)
        assert (done["linked"], done["round"]["kind"], done["round"]["finished_at"] is not None) == (3, "link", True)
        assert {now(employee, one)["outage_id"] for one in tickets} == {outage["id"]}
        assert offered(manager, outage) == set()
        assert link(manager, outage) == {"linked": 0, "round": None}

    def test_come_behind_it_in_the_background_where_they_are_many(
        self, app, manager, employee, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(linking, "AT_ONCE", 2)
        tickets = [employee.submit() for _ in range(3)]
        outage = declare(manager)
        begun = link(manager, outage)
        assert (begun["linked"], begun["round"]["total"]) == (0, 3)
        spread(app)
        assert [len(told(employee, one)) for one in tickets] == [1, 1, 1]

    def test_leave_where_it_is_what_somebody_puts_behind_another_meanwhile(
        self, app, manager, employee, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(linking, "AT_ONCE", 0)
        ticket, outage, other = employee.submit(), declare(manager), declare(manager)
        link(manager, outage)
        found = tickets.matching_ids

        def meanwhile(*args: Any) -> list[str]:
            ids = found(*args)
            db.session.get_one(Ticket, ticket["id"]).outage_id = other["id"]
            db.session.flush()
            return ids

        monkeypatch.setattr(tickets, "matching_ids", meanwhile)
        spread(app)
        assert now(employee, ticket)["outage_id"] == other["id"]
        assert told(employee, ticket) == []

    def test_are_for_a_team_its_own(self, manager, employee, api_key) -> None:
        internet, tv = employee.submit(), employee.submit(service="tv")
        outage = declare(manager, services=["fixed"])
        assert link(api_key("tv"), outage)["linked"] == 1
        assert (now(employee, internet)["outage_id"], now(employee, tv)["outage_id"]) == (None, outage["id"])

    def test_are_from_then_on_those_of_areas_added_later_too(self, app, manager, employee) -> None:
        first, later, never = (
            employee.submit(customer={"postcode": postcode}) for postcode in ("3511AB", "3512AB", "3513AB")
        )
        outage = declare(manager)
        amend(manager, outage, areas=["3511", "3513"])
        spread(app)
        assert now(employee, never)["outage_id"] is None
        amend(manager, outage, areas=["3511"])
        link(manager, outage)
        amend(manager, outage, areas=["3511", "3512"])
        spread(app)
        assert [now(employee, one)["outage_id"] for one in (first, later, never)] == [outage["id"], outage["id"], None]

    def test_are_from_then_on_those_passed_on_later_too(self, app, manager, employee) -> None:
        outage = declare(manager)
        link(manager, outage)
        late, declined = employee.submit(), employee.submit(declined_outage_id=outage["id"])
        with app.app_context():
            db.write(services.take_in_more)
            db.write(services.take_in_more)
        spread(app)
        assert (now(employee, late)["outage_id"], now(employee, declined)["outage_id"]) == (outage["id"], None)
        assert len(told(employee, late)) == 1

    def test_leave_the_outages_etag_as_it_is(self, manager, employee) -> None:
        outage = declare(manager)
        etag = manager.get(f"/outages/{outage['id']}").headers["ETag"]
        link(manager, outage)
        assert manager.get(f"/outages/{outage['id']}").headers["ETag"] == etag


class TestByRule:
    @pytest.fixture
    def environment(self) -> dict[str, str]:
        return {"OUTAGE_LINKS": "auto"}

    def test_what_matches_comes_behind_an_outage_as_it_is_declared(self, app, manager, employee) -> None:
        ticket = employee.submit()
        answer = declare(manager)
        assert manager.get(f"/outages/{answer['id']}").json == answer
        spread(app)
        assert now(employee, ticket)["outage_id"] == answer["id"]

    def test_but_not_while_it_is_only_suspected_or_announced(self, app, manager, employee) -> None:
        employee.submit()
        declare(manager, kind="maintenance", started_at=moment(hours=2), expected_end_at=moment(hours=3))
        assert spread(app) == 0


def test_behind_one_that_was_just_resolved_the_reporter_is_asked_at_once(app, manager, employee) -> None:
    ticket = employee.submit()
    outage = declare(manager)
    update(manager, outage, status="resolved")
    assert offered(manager, outage) == {ticket["id"]}
    link(manager, outage, ticket)
    assert (now(employee, ticket)["status"], now(employee, ticket)["outage_answer"]) == ("resolved", "asked")


def test_behind_what_is_over_for_good_or_has_not_begun_nothing_comes(app, manager, employee) -> None:
    ticket = employee.submit()
    outage = declare(manager)
    for status in ("resolved", "closed"):
        update(manager, outage, status=status)
    later = declare(manager, kind="maintenance", started_at=moment(hours=2), expected_end_at=moment(hours=3))
    for one in (outage, later):
        for body in ({"all": True}, {"ticket_ids": [ticket["id"]]}):
            assert manager.post(f"/outages/{one['id']}/tickets", body).status_code == 409


class TestTakingOneFromBehindIt:
    def test_is_said_and_what_follows_is_not(self, app, manager, employee, solver) -> None:
        ticket = employee.submit()
        outage = declare(manager)
        link(manager, outage, ticket)
        answer = solver.delete(f"/outages/{outage['id']}/tickets/{ticket['id']}")
        assert (answer.status_code, answer.json["outage_id"]) == (200, None)
        update(manager, outage)
        spread(app)
        assert told(employee, ticket)[1:] == [
            "Dit hoort toch niet bij de storing: Geen internet. Er wordt weer apart naar gekeken."
        ]
        assert solver.delete(f"/outages/{outage['id']}/tickets/{ticket['id']}").status_code == 404

    def test_opens_again_what_the_outages_end_had_resolved(self, app, manager, employee) -> None:
        outage = declare(manager)
        ticket = employee.submit(outage_id=outage["id"])
        update(manager, outage, status="resolved")
        spread(app)
        manager.delete(f"/outages/{outage['id']}/tickets/{ticket['id']}")
        row = now(employee, ticket)
        assert (row["status"], row["outage_id"], row["outage_answer"]) == ("in_progress", None, None)

    def test_is_for_who_works_on_it(self, manager, employee, api_key) -> None:
        outage = declare(manager)
        ticket = employee.submit(outage_id=outage["id"])
        path = f"/outages/{outage['id']}/tickets/{ticket['id']}"
        assert api_key("tv").delete(path).status_code == 404
        assert employee.delete(path).status_code == 403


def test_a_suspicion_that_came_to_nothing_is_undone_without_a_word_to_the_reporter(app, manager, employee) -> None:
    outage = declare(manager)
    ticket = employee.submit(outage_id=outage["id"])
    with app.app_context():
        db.session.get_one(Outage, outage["id"]).status = "suspected"
        db.session.commit()
    before = len(employee.get(f"/tickets/{ticket['id']}/timeline").json["items"])
    update(manager, outage, status="dismissed")
    spread(app)
    assert now(manager, ticket)["outage_id"] is None
    assert len(employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]) == before


def test_a_confirmed_suspicion_is_behind_the_tickets_that_it_was_drawn_from(app, manager, employee, colleague) -> None:
    seen, gone, other = employee.submit(), colleague.submit(), employee.submit()
    with app.app_context():
        signs, since = [seen["id"], gone["id"]], dt.datetime.now(dt.UTC)
        suspected = db.write(lambda: suspect(areas=["3511"], services=["internet"], since=since, tickets=signs)[0].id)
    colleague.post(f"/tickets/{gone['id']}/cancel")
    assert now(employee, seen)["outage_id"] is None
    update(manager, {"id": suspected}, status="investigating")
    spread(app)
    assert [now(employee, one)["outage_id"] for one in (seen, other)] == [suspected, None]
    assert len(told(employee, seen)) == 1


def test_what_matches_is_found_by_time_however_many_tickets_there_are(app, manager, employee) -> None:
    outage = declare(manager)
    with app.app_context():
        if db.session.get_bind().dialect.name != "sqlite":
            pytest.skip("PostgreSQL chooses by what there is; the time goes first by MATERIALIZED")
        plans: list[str] = []

        @event.listens_for(db.extension.engine, "before_cursor_execute")
        def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            if "MATERIALIZED" in statement and not statement.startswith("EXPLAIN"):
                rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()
                plans.extend(row[3] for row in rows if " ticket " in row[3])

        row = db.session.get_one(Outage, outage["id"])
        tickets.matching_ids(None, trouble(row), "", 25)
        tickets.count_matching_of(["internet"], trouble(row))
        event.remove(db.extension.engine, "before_cursor_execute", explain)
    assert len(plans) == 2
    assert all(plan.startswith("SEARCH ticket USING INDEX") and "created_at>?" in plan for plan in plans), plans


def test_what_a_phone_passes_on_from_an_old_copy_comes_behind_what_goes_on(employee, solver, manager) -> None:
    one, other, none = declare(manager), declare(manager), declare(manager)
    assert manager.post(f"/outages/{one['id']}/merge", {"into": other["id"]}).status_code == 200
    update(manager, none, status="dismissed")
    assert employee.submit(outage_id=one["id"])["outage_id"] == other["id"]
    mine = employee.submit(outage_id=none["id"])
    assert mine["outage_id"] is None
    assert solver.amend(mine, outage_id=none["id"]).status_code == 422
    assert solver.amend(mine, outage_id=one["id"]).json["outage_id"] == other["id"]

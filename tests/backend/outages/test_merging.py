"""Two outages that turn out to be one, and what is written of one that is over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages.models import Outage
from backend.outages.telling import ABOVE
from shared.schemas.outages import OutageSchema
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, listed, moment, outage, update
from tests.backend.outages.test_telling import Phone


def merge(client: Client, row: dict[str, Any], into: dict[str, Any], **more: Any) -> Any:
    return client.post(f"/outages/{row['id']}/merge", {"into": into["id"], **more})


def suspicion(app: Flask, row: dict[str, Any]) -> dict[str, Any]:
    with app.app_context():
        db.session.get_one(Outage, row["id"]).status = "suspected"
        db.session.commit()
    return row


class TestMerging:
    def test_it_ends_and_the_other_takes_in_where_and_what_it_was(self, manager: Client, employee: Client) -> None:
        one = declare(manager, areas=["3512"], services=["tv"], impact="critical", started_at=moment(hours=-3))
        other = declare(manager, title={"nl": "Kabel stuk"})
        phone = Phone(employee).read()
        answer = merge(manager, one, other)
        assert answer.status_code == 200, answer.text
        row = answer.json
        assert OutageSchema().validate(row) == {}
        assert (row["status"], row["merged_into"], row["allowed"]) == ("closed", other["id"], [])
        assert [(told["kind"], told["text"]) for told in row["updates"]] == [
            ("merged", {"nl": "Dit gaat verder als: Kabel stuk", "en": "This goes on as: Kabel stuk"})
        ]
        known = phone.read().outages
        into = known[other["id"]]
        assert (into["areas"], into["services"], into["impact"]) == (["3511", "3512"], ["internet", "tv"], "critical")
        assert into["started_at"] == one["started_at"]
        assert known[one["id"]]["merged_into"] == other["id"]
        assert [item["id"] for item in employee.get("/outages?postcode=3512AB&service=tv").json["items"]] == [
            other["id"]
        ]

    def test_what_may_be_passed_on_of_it_is_what_may_be_of_the_other(self, manager: Client) -> None:
        one, other = declare(manager), declare(manager, title={"nl": "Kabel stuk", "en": "Cable cut"})
        share = merge(manager, one, other).json["share_text"]
        assert share == manager.get(f"/outages/{other['id']}").json["share_text"]
        assert "Cable cut" in share["en"]

    def test_a_phone_that_has_it_hears_what_may_be_passed_on_of_it_as_the_other_goes_on(
        self, manager: Client, employee: Client
    ) -> None:
        first, one, other = declare(manager), declare(manager), declare(manager, title={"en": "Cable cut"})
        merge(manager, first, one)
        merge(manager, one, other)
        phone = Phone(employee).read()
        for status in ("resolved", "investigating", "dismissed"):
            update(manager, other, status=status)
            known = phone.read().outages
            for row in (first, one):
                now = employee.get(f"/outages/{row['id']}").json
                assert known[row["id"]]["share_text"] == now["share_text"], status

    def test_people_are_told_in_the_words_that_were_given(self, manager: Client) -> None:
        text = {"nl": "Eén kabel.", "en": "One cable."}
        (told,) = merge(manager, declare(manager), declare(manager), text=text).json["updates"]
        assert (told["text"], told["by"]) == (text, "Mohamed El Amrani")

    def test_those_who_react_hear_of_both(self, app: Flask, manager: Client) -> None:
        one, other = declare(manager), declare(manager, areas=["3512"])
        heard: list[Any] = []
        app.extensions[ABOVE] = (
            lambda h: heard.append((str(h.what), h.outage.id, h.into and h.into.id, h.reaches_further)),
        )
        merge(manager, one, other)
        assert heard == [("merged", one["id"], other["id"], False), ("amended", other["id"], None, True)]

    def test_a_suspicion_just_goes_and_nobody_but_managers_hears(
        self, app: Flask, manager: Client, employee: Client
    ) -> None:
        one, other = suspicion(app, declare(manager)), declare(manager)
        board, phone = Phone(manager).read(), Phone(employee).read()
        assert merge(manager, one, other).json["status"] == "dismissed"
        assert set(board.read().outages) == {other["id"]}
        assert set(phone.read().outages) == {other["id"]}
        assert employee.get(f"/outages/{one['id']}").status_code == 404

    def test_a_chain_leads_to_the_last(self, manager: Client, api_key: Callable[..., Client]) -> None:
        monitoring = api_key("internet", "outages")
        one, two, three = (declare(monitoring, external_id=f"probe-{n}") for n in range(3))
        merge(manager, one, two)
        merge(manager, two, three)
        again = monitoring.post("/outages", outage(external_id="probe-0", areas=["3599"], impact="minor"))
        assert (again.status_code, again.json["id"], again.json["areas"]) == (200, three["id"], ["3511"])

    @pytest.mark.parametrize("status", ["resolved", "closed", "dismissed", "suspected", "scheduled"])
    def test_not_with_what_is_over_unknown_or_planned(self, app: Flask, manager: Client, status: str) -> None:
        one = declare(manager)
        other = declare(manager, kind="maintenance" if status == "scheduled" else "outage")
        if status == "suspected":
            suspicion(app, other)
        elif status != "scheduled":
            update(manager, other, status="resolved" if status == "closed" else status)
            if status == "closed":
                update(manager, other, status="closed")
        assert merge(manager, one, other).status_code == 409
        assert manager.get(f"/outages/{one['id']}").json == one

    def test_not_with_itself_nor_with_nothing(self, app: Flask, manager: Client, api_key: Any) -> None:
        one, hidden = declare(manager), suspicion(app, declare(manager))
        for into in (one, {"id": "nothing"}):
            answer = merge(manager, one, into)
            assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/into")
        # A program may not learn that there is a suspicion.
        answer = merge(api_key("internet", "outages"), one, hidden)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/into")

    def test_by_managers_and_programs_with_the_right_only(
        self, manager: Client, employee: Client, solver: Client
    ) -> None:
        one, other = declare(manager), declare(manager)
        assert merge(employee, one, other).status_code == 403
        assert merge(solver, one, {"id": "nothing"}).status_code == 403
        assert merge(employee, {"id": "nothing"}, other).status_code == 404

    def test_once_however_often_it_is_asked(self, manager: Client) -> None:
        one, other = declare(manager), declare(manager)
        path, body = f"/outages/{one['id']}/merge", {"into": other["id"]}
        first = manager.post(path, body, Idempotency_Key="once")
        assert manager.post(path, body, Idempotency_Key="once").json == first.json
        assert manager.post(path, body).status_code == 409

    @pytest.mark.slow
    def test_with_each_other_at_once_one_is_left(self, app: Flask, manager: Client) -> None:
        one, other = declare(manager), declare(manager)
        clients = [Client(app, manager.token) for _ in range(4)]
        pairs = [(one, other), (other, one)] * 2
        with ThreadPoolExecutor(4) as pool:
            statuses = sorted(a.status_code for a in pool.map(lambda c, p: merge(c, *p), clients, pairs))
        assert statuses == [200, 409, 409, 409]
        left = [item for item in manager.get("/outages").json["items"] if item["merged_into"] is None]
        assert len(left) == 1


class TestAPostMortem:
    TEXT = {"nl": "Een graafmachine raakte de kabel.", "en": "An excavator hit the cable."}

    def test_comes_with_closing(self, manager: Client, employee: Client) -> None:
        made = declare(manager)
        update(manager, made, status="resolved")
        update(manager, made, status="closed", postmortem=self.TEXT)
        row = employee.get(f"/outages/{made['id']}").json
        assert (row["status"], row["postmortem"], row["postmortem_in"]) == ("closed", self.TEXT, "both")

    def test_is_written_and_mended_later_and_nothing_else_is(self, manager: Client) -> None:
        made = declare(manager)
        update(manager, made, status="resolved")
        assert amend(manager, made, postmortem="A cable.").json["postmortem"] == {"nl": "A cable.", "en": "A cable."}
        update(manager, made, status="closed")
        assert amend(manager, made, postmortem={"nl": "Kabel"}).json["postmortem_in"] == "nl"
        assert amend(manager, made, postmortem=None).json["postmortem"] is None
        assert amend(manager, made, postmortem="x", impact="minor").status_code == 409

    def test_of_what_goes_on_or_never_was_there_is_none(self, manager: Client) -> None:
        made = declare(manager)
        answer = manager.post(f"/outages/{made['id']}/updates", {"text": "x", "postmortem": "x"})
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/postmortem")
        assert amend(manager, made, postmortem="x").status_code == 409
        update(manager, made, status="dismissed")
        assert amend(manager, made, postmortem="x").status_code == 409

    @pytest.mark.parametrize("text", ["", {"nl": " "}, "x" * 20_001, 5, {"de": "x"}])
    def test_says_something(self, manager: Client, text: Any) -> None:
        made = declare(manager)
        update(manager, made, status="resolved")
        answer = manager.post(f"/outages/{made['id']}/updates", {"text": "x", "status": "closed", "postmortem": text})
        assert answer.status_code == 422
        assert listed(manager) == [made["id"]]


def test_of_two_managers_who_write_at_once_the_second_may_ask_to_be_told(manager: Client) -> None:
    made = manager.post("/outages", outage())
    path, etag = f"/outages/{made.json['id']}/updates", made.headers["ETag"]
    assert manager.post(path, {"text": "First."}, If_Match=etag).status_code == 201
    late = manager.post(path, {"text": "Second."}, If_Match=etag)
    assert late.status_code == 412
    assert len(manager.get(f"/outages/{made.json['id']}").json["updates"]) == 1
    assert manager.post(path, {"text": "Second."}, If_Match=late.headers["ETag"]).status_code == 201

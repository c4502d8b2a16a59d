"""Reading tickets: scope by role, filters, pages that stay right while tickets come in, and 304."""

import re

import pytest
from flask import Flask

from backend import clock, db
from backend.tickets import services
from backend.tickets.models import Ticket
from backend.tickets.services import by_the_clock
from tests.backend.client import Client


def ids(client: Client, query: str = "") -> list[str]:
    return [ticket["id"] for ticket in client.get(f"/tickets{query}").json["items"]]


def test_each_role_sees_its_own_scope(employee, colleague, solver, manager, admin, api_key) -> None:
    mine, theirs, own = employee.submit(), colleague.submit(service="tv"), solver.submit(service="tv")
    assert ids(employee) == [mine["id"]]
    assert ids(colleague) == [theirs["id"]]
    assert set(ids(solver)) == {mine["id"], own["id"]}
    assert set(ids(manager)) == {mine["id"], theirs["id"], own["id"]}
    assert ids(admin) == []
    assert ids(api_key("tv")) == [own["id"], theirs["id"]]


@pytest.mark.parametrize("path", ["", "/timeline"])
def test_what_is_out_of_scope_is_not_there(colleague: Client, employee: Client, api_key, admin, path: str) -> None:
    ticket = employee.submit()
    for stranger in (colleague, api_key("tv"), admin):
        assert stranger.get(f"/tickets/{ticket['id']}{path}").status_code == 404


def test_filters_narrow_and_take_several_by_commas(employee: Client, solver: Client) -> None:
    one, two, three = employee.submit(), employee.submit(service="tv"), employee.submit()
    solver.amend(three, status="in_progress", external_id="INC-1")
    assert set(ids(employee, "?status=acknowledged")) == {one["id"], two["id"]}
    assert set(ids(employee, "?status=acknowledged,in_progress&service=internet")) == {one["id"], three["id"]}
    assert ids(employee, "?team=tv") == [two["id"]]
    assert ids(solver, "?external_id=INC-1") == [three["id"]]
    moment = employee.get(f"/tickets/{two['id']}").json["updated_at"]
    assert ids(employee, f"?updated_after={moment}&sort=updated_at") == [three["id"]]


@pytest.mark.parametrize("sort", ["-created_at", "created_at", "-updated_at", "updated_at"])
def test_pages_hold_each_ticket_once_in_order_while_others_come_in(employee: Client, sort: str) -> None:
    before = [employee.submit()["id"] for _ in range(7)]
    seen, path = [], f"/tickets?limit=3&sort={sort}"
    while path:
        answer = employee.get(path)
        seen += [ticket["id"] for ticket in answer.json["items"]]
        link = re.fullmatch(r'<http://127.0.0.1:8080/api/v1([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        path = link[1] if link else ""
        if len(seen) == 3:
            late = employee.submit()["id"]
    assert len(seen) == len(set(seen))
    expected = before[::-1] if sort.startswith("-") else [*before, late]
    assert seen == expected


def test_pages_hold_each_ticket_once_even_where_all_came_at_the_same_moment(app: Flask, employee: Client) -> None:
    made = {employee.submit()["id"] for _ in range(5)}
    with app.app_context():
        moment = clock.now()
        db.write(lambda: db.session.query(Ticket).update({"created_at": moment}))
    first = employee.get("/tickets?limit=2")
    second = employee.get(re.search(r"/api/v1([^>]+)", first.headers["Link"])[1])
    third = employee.get(re.search(r"/api/v1([^>]+)", second.headers["Link"])[1])
    seen = [t["id"] for page in (first, second, third) for t in page.json["items"]]
    assert (len(seen), set(seen)) == (5, made)
    assert "Link" not in third.headers


def test_a_ticket_that_is_known_is_a_304(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}"
    etag = employee.get(path).headers["ETag"]
    known = employee.get(path, If_None_Match=etag)
    assert (known.status_code, known.data, known.headers["ETag"]) == (304, b"", etag)
    solver.amend(ticket, status="in_progress")
    assert employee.get(path, If_None_Match=etag).status_code == 200


@pytest.mark.parametrize("shown", ["likely_duplicates", "children", "links"])
def test_a_ticket_is_read_anew_where_others_beside_it_moved_and_can_be_changed_all_the_same(
    employee: Client, colleague: Client, manager: Client, shown: str
) -> None:
    ticket, other = employee.submit(), colleague.submit(service="tv")
    path = f"/tickets/{ticket['id']}"
    if shown == "children":
        manager.amend(other, parent=ticket["id"])
    if shown == "links":
        manager.post(f"{path}/links", {"to": other["id"]})
    before = manager.get(path)
    assert manager.get(path, If_None_Match=before.headers["ETag"]).status_code == 304
    if shown == "likely_duplicates":
        colleague.submit()
    else:
        manager.amend(other, status="resolved", status_reason="fixed")
    after = manager.get(path, If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    assert after.json[shown] != before.json[shown]
    assert {name for name in after.json if after.json[name] != before.json[name]} <= {
        shown,
        "likely_duplicates",
        "clocks",
    }
    # Nobody changed this ticket: what was read of it still holds.
    assert manager.patch(path, {"priority": 1}, before.headers["ETag"]).status_code == 200
    assert manager.patch(path, {"priority": 2}, after.headers["ETag"]).status_code == 412
    answer = manager.patch(path, {"priority": 2}, manager.get(path).headers["ETag"])
    assert answer.headers["ETag"] == manager.get(path).headers["ETag"]


def test_lists_carry_of_anothers_customer_only_the_postcode(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    assert solver.get("/tickets").json["items"][0]["customer"] == {"postcode": "3511AB"}
    assert employee.get("/tickets").json["items"][0]["customer"]["name"] == "Oma Truus"
    assert solver.get(f"/tickets/{ticket['id']}").json["customer"]["name"] == "Oma Truus"


def test_a_resolved_ticket_closes_by_itself_after_seven_days_and_not_before(
    app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, other = employee.submit(), employee.submit()
    solver.amend(ticket, status="resolved")
    for days, status in ((6.9, "resolved"), (7.1, "closed")):
        later = clock.now() + by_the_clock.CLOSE_AFTER * days / 7
        monkeypatch.setattr(by_the_clock, "now", lambda at=later: at)
        with app.app_context():
            db.write(services.close_settled)
        assert employee.get(f"/tickets/{ticket['id']}").json["status"] == status
    last = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert last["actor"] == {"kind": "system", "name": None}
    assert employee.get(f"/tickets/{other['id']}").json["status"] == "acknowledged"


def test_the_line_for_the_friend_names_nobody(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    for status in ("in_progress", "pending", "resolved"):
        solver.amend(ticket, status=status)
        line = employee.get(f"/tickets/{ticket['id']}").json["share_text"]
        for text in (line["nl"], line["en"]):
            assert ticket["reference"] in text
            for secret in ("Truus", "0612345678", "3511", "Eva", "Sanne"):
                assert secret not in text


def test_the_line_says_why_it_is_over_and_by_when_its_team_says_more(employee: Client, solver: Client) -> None:
    def line(ticket: dict) -> dict:
        return dict(employee.get(f"/tickets/{ticket['id']}").json["share_text"])

    ticket, question = employee.submit(), employee.submit(kind="question", description="Wanneer komt glasvezel?")
    solver.amend(ticket, status="in_progress", next_update_by="2030-07-01T10:30:00Z")
    it = ticket["reference"]
    assert line(ticket)["nl"] == (
        f"Er wordt gewerkt aan je melding {it}. Het team laat uiterlijk maandag 1 juli om 12:30 weer van zich horen."
    )
    solver.amend(ticket, status="resolved", status_reason="workaround")
    assert line(ticket)["en"].startswith(f"There is a way around your report {it};")
    assert "12:30" not in line(ticket)["en"]
    solver.amend(question, status="resolved", status_reason="answered")
    assert line(question)["nl"].startswith(f"Op je vraag {question['reference']} is een antwoord gekomen")


def test_the_line_of_a_ticket_behind_an_outage_says_that_it_is_known(employee: Client, manager: Client) -> None:
    outage = manager.post(
        "/outages", {"title": "Kabel stuk", "services": ["internet"], "areas": ["3511"], "impact": "major"}
    ).json
    ticket = employee.submit(outage_id=outage["id"])
    assert "hoort bij een storing die bekend is" in ticket["share_text"]["nl"]


def test_words_find_a_ticket_by_its_reference_text_or_external_id(employee: Client, solver: Client) -> None:
    one, two = employee.submit(description="De modem knippert 100% rood"), employee.submit()
    solver.amend(two, external_id="INC-4711")
    assert ids(employee, "?q=MODEM") == [one["id"]]
    assert ids(employee, "?q=100%25") == [one["id"]]
    assert ids(employee, f"?q={two['reference']}") == [two["id"]]
    assert ids(employee, "?q=inc-47") == [two["id"]]
    assert ids(employee, "?q=%25") == []


@pytest.mark.parametrize(
    "cursor",
    [
        '["-created_at","0001-01-01T00:00:00+23:59","x"]',
        '["-created_at","9999-12-31T23:59:59-23:59","x"]',
        '["-created_at","yesterday","x"]',
        '["created_at","2026-01-01T00:00:00Z","x"]',
    ],
)
def test_a_cursor_that_no_list_gave_is_told(employee: Client, cursor: str) -> None:
    import base64

    text = base64.urlsafe_b64encode(cursor.encode()).rstrip(b"=").decode()
    answer = employee.get(f"/tickets?cursor={text}")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/query/cursor")


def test_the_link_to_the_next_page_leads_to_the_configured_address(employee: Client) -> None:
    employee.submit(), employee.submit()
    link = employee.get("/tickets?limit=1", Host="evil.example").headers["Link"]
    assert link.startswith("<http://127.0.0.1:8080/api/v1/tickets?")


def test_a_long_timeline_comes_in_pages(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    for number in range(5):
        solver.post(f"/tickets/{ticket['id']}/messages", {"body": f"{number}"})
    whole = employee.get(f"/tickets/{ticket['id']}/timeline")
    assert "Link" not in whole.headers
    read, path = [], f"/tickets/{ticket['id']}/timeline?limit=4"
    while path:
        answer = employee.get(path)
        assert len(answer.json["items"]) <= 4
        read += answer.json["items"]
        link = answer.headers.get("Link", "")
        path = link.partition("/api/v1")[2].partition(">")[0]
    assert read == whole.json["items"]
    assert employee.get(f"/tickets/{ticket['id']}/timeline?cursor=x").status_code == 422
    assert employee.get(f"/tickets/{ticket['id']}/timeline?limit=501").status_code == 422

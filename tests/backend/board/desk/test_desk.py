"""The desk without a browser, on both databases: what each form does, whom it refuses, and that it counts once."""

import re

import pytest
from flask import Flask

from tests.backend.board.visitor import Visitor
from tests.backend.client import Client
from tests.backend.tickets.helping import article
from tests.backend.tickets.people import join


def address(ticket: dict, act: str = "") -> str:
    return f"/desk/tickets/{ticket['id']}" + (f"/{act}" if act else "")


def opened(visitor: Visitor, ticket: dict, act: str):
    page = visitor.get(f"{address(ticket)}?act={act}")
    assert page.status_code == 200, page.text[-500:]
    return page


def do(visitor: Visitor, ticket: dict, act: str, **typed: object):
    """Opens the form of an act, fills it in and sends it."""
    return visitor.send(opened(visitor, ticket, act), address(ticket, act), **typed)


def now(client: Client, ticket: dict) -> dict:
    return dict(client.get(f"/tickets/{ticket['id']}").json)


def test_what_was_asked_and_tried_stands_under_what_was_said(
    app: Flask, visit, employee: Client, manager: Client
) -> None:
    options = [{"id": "alarm", "text": {"nl": "Ja, een alarm", "en": "Yes, <b>an alarm</b>"}}]
    asked = {"id": "depends", "text": {"nl": "Is iemand afhankelijk?", "en": "Does someone depend on it?"}}
    manager.patch("/services/internet", {"questions": [{**asked, "options": options}]}, "*")
    customer = {"postcode": "3511AB", "informed": True}
    answers = [{"question": "depends", "option": "alarm"}]
    ticket = employee.submit(answers=answers, tried=[article(app)], customer=customer)
    page = visit("solver").get(address(ticket)).text
    for told in ("Is iemand afhankelijk?", "Ja, een alarm", "Zet de modem uit en aan", "Weet hiervan"):
        assert told in page


def test_each_form_does_what_the_api_does(visit, employee: Client, colleague: Client, solver: Client) -> None:
    sanne, ticket, other = visit("solver"), employee.submit(), colleague.submit()
    me = solver.get("/me").json["id"]
    for act, typed, expected in (
        ("take_up", {}, {"status": "in_progress", "assignee": me}),
        ("priority", {"priority": "4"}, {"priority": 4}),
        ("assign", {"assignee": ""}, {"assignee": None}),
        ("assign", {"assignee": me}, {"assignee": me}),
        ("external", {"external_id": "INC-7", "external_url": "https://desk.example/7"}, {"external_id": "INC-7"}),
        ("ask", {"message__body": "Welke lampjes?"}, {"status": "pending"}),
        ("resume", {}, {"status": "in_progress"}),
        ("hold", {"held_for": "de netbeheerder"}, {"status": "held", "held_for": "de netbeheerder"}),
        ("resolve", {"status_reason": "workaround"}, {"status": "resolved", "status_reason": "workaround"}),
        ("reopen", {"message__body": "Toch niet."}, {"status": "in_progress"}),
        ("link", {"to": other["reference"]}, {}),
        ("under", {"parent": other["reference"]}, {"parent": other["id"]}),
        ("under", {"parent": ""}, {"parent": None}),
        ("merge", {"into": other["reference"].lower()}, {"merged": True, "parent": other["id"]}),
        ("unmerge", {}, {"merged": False}),
        ("reject", {"status_reason": "not_responsible"}, {"status": "rejected", "status_reason": "not_responsible"}),
    ):
        answer = do(sanne, ticket, act, **typed)
        assert answer.status_code == 303, (act, answer.text)
        shown = now(solver, ticket)
        assert {name: shown[name] for name in expected} == expected, act
    assert [one["id"] for one in now(solver, ticket)["links"]] == [other["id"]]
    page = sanne.get(address(ticket))
    sanne.send(page, address(ticket, "unlink"))
    assert now(solver, ticket)["links"] == []


def test_only_what_the_api_allows_is_offered_and_taken(visit, employee: Client, solver: Client) -> None:
    sanne, ticket = visit("solver"), employee.submit()
    page = sanne.get(address(ticket)).text
    offered = set(re.findall(r"act=(\w+)#act", page)) | set(re.findall(rf'action="{address(ticket)}/(\w+)', page))
    assert offered & {"take_up", "ask", "resolve", "reject"} == {"take_up", "ask", "resolve", "reject"}
    assert not offered & {"hold", "resume", "reopen", "unmerge"}
    answer = sanne.post(address(ticket, "hold"), {**token(sanne, ticket), "held_for": "x"})
    assert answer.status_code == 409
    solver.amend(ticket, status="rejected")
    page = sanne.get(address(ticket)).text
    assert set(re.findall(r"act=(\w+)#act", page)) == {"note", "external"}


def token(visitor: Visitor, ticket: dict, act: str = "note") -> dict:
    _, fields = visitor.fill(opened(visitor, ticket, act), address(ticket, act))
    return {name: fields[name] for name in ("_csrf", "_key", "_version") if name in fields}


def test_a_form_that_comes_twice_counts_once(visit, employee: Client, solver: Client) -> None:
    sanne, ticket = visit("solver"), employee.submit()
    filled = sanne.fill(opened(sanne, ticket, "answer"), address(ticket, "answer"), body="Eén keer.")
    assert [sanne.post(*filled).status_code for _ in range(3)] == [303] * 3
    ask = sanne.fill(opened(sanne, ticket, "ask"), address(ticket, "ask"), message__body="Eén vraag.")
    assert [sanne.post(*ask).status_code for _ in range(2)] == [303] * 2
    said = [entry["body"] for entry in solver.get(f"/tickets/{ticket['id']}/timeline").json["items"]]
    assert (said.count("Eén keer."), said.count("Eén vraag.")) == (1, 1)


def test_the_second_of_two_is_shown_what_the_first_did(visit, app: Flask, employee: Client, solver: Client) -> None:
    mo, ticket = visit(join(app, "mo@example.org", "Mo Mate", "internet")), employee.submit()
    form = mo.fill(opened(mo, ticket, "priority"), address(ticket, "priority"), priority="1")
    solver.amend(ticket, priority=3, message={"body": "Die is van mij.", "visibility": "internal"})
    late = mo.post(*form)
    assert late.status_code == 412
    assert "Die is van mij." in late.text
    assert "Prioriteit 2 → 3" in late.text
    assert now(solver, ticket)["priority"] == 3
    assert mo.send(late, address(ticket, "priority")).status_code == 303
    assert now(solver, ticket)["priority"] == 1


@pytest.mark.parametrize(
    ("act", "typed", "sentence"),
    [
        ("ask", {}, "Schrijf op wat je wilt weten."),
        ("answer", {}, "Verplicht"),
        ("answer", {"body": "x", "template": "nope"}, "niet"),
        ("priority", {"priority": "9"}, "1"),
        ("priority", {"priority": "high"}, ""),
        ("promise", {"next_update_by": "2020-01-01T10:00"}, "voorbij"),
        ("promise", {"next_update_by": "tomorrow"}, ""),
        ("transfer", {"team": "nobody"}, "team"),
        ("assign", {"assignee": "nobody"}, ""),
        ("merge", {"into": "DG-000-000"}, "melding"),
        ("external", {"external_url": "javascript:alert(1)"}, "https://"),
        ("resolve", {"status_reason": "boredom"}, ""),
        ("note", {"body": "\x00"}, ""),
        ("note", {"body": "x" * 10_001}, "10000"),
    ],
)
def test_what_is_not_right_is_told_where_it_was_typed(
    visit, employee: Client, solver: Client, act: str, typed: dict, sentence: str
) -> None:
    sanne, ticket = visit("solver"), employee.submit()
    before = now(solver, ticket)["updated_at"]
    answer = do(sanne, ticket, act, **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert now(solver, ticket)["updated_at"] == before


def test_a_strangers_ticket_is_not_there_and_a_foreign_form_is_not_taken(
    visit, app: Flask, employee: Client, solver: Client
) -> None:
    sanne, eva, ticket = visit("solver"), visit("employee"), employee.submit()
    tv = visit(join(app, "tv@example.org", "Tv Mate", "tv"))
    sent = {**token(sanne, ticket), "body": "x"}
    for stranger in (tv, eva):
        assert stranger.get(address(ticket)).status_code in (403, 404)
        assert stranger.get(f"{address(ticket)}/live").status_code in (403, 404)
        assert stranger.post(address(ticket, "note"), sent).status_code in (403, 404)
    assert sanne.post(address(ticket, "note"), sent, Origin="https://evil.example").status_code == 403
    assert sanne.post(address(ticket, "note"), {**sent, "_csrf": "x"}).status_code == 403
    assert [entry["type"] for entry in solver.get(f"/tickets/{ticket['id']}/timeline").json["items"]] == ["created"]


def test_files_go_along_and_one_that_is_none_of_those_taken_is_told(visit, employee: Client, solver: Client) -> None:
    import io

    sanne, ticket = visit("solver"), employee.submit()
    action, fields = sanne.fill(opened(sanne, ticket, "answer"), address(ticket, "answer"), body="")
    head = {"Accept": "text/html", "Origin": sanne.origin}

    def send(name: str, content: bytes):
        data = {**fields, "file": (io.BytesIO(content), name)}
        return sanne.http.post(action, data=data, headers=head, content_type="multipart/form-data")

    assert send("note.txt", b"just words").status_code == 303
    entry = solver.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    (file,) = entry["attachments"]
    assert (entry["body"], file["name"]) == (None, "note.txt")
    got = sanne.get(f"/desk/files/{file['id']}")
    assert (got.status_code, got.data) == (200, b"just words")
    assert got.headers["Content-Disposition"].startswith("attachment")
    action, fields = sanne.fill(opened(sanne, ticket, "answer"), address(ticket, "answer"), body="")
    refused = send("run.exe", b"MZ\x90\x00\x03")
    assert refused.status_code == 415
    assert "run.exe" in refused.text


def test_opening_a_ticket_is_on_record_and_a_look_that_shows_nothing_new_is_not(
    visit, employee: Client, manager: Client, app: Flask
) -> None:
    from backend.reading.log import ReadingLog

    sanne, ticket = visit("solver"), employee.submit()
    live = sanne.get(f"{address(ticket)}/live")
    assert len(manager.get("/readings").json["items"]) == 1
    app.extensions["doorgeven.readings"] = ReadingLog(app)
    assert sanne.get(f"{address(ticket)}/live", If_None_Match=live.headers["ETag"]).status_code == 304
    assert not app.extensions["doorgeven.readings"]._known
    (row,) = manager.get("/readings").json["items"]
    assert (row["what"], row["reference"]) == ("ticket", ticket["reference"])


def test_no_browser_keeps_what_stands_in_a_ticket(visit, employee: Client) -> None:
    sanne, ticket = visit("solver"), employee.submit()
    for path in ("/desk", address(ticket)):
        assert sanne.get(path).headers["Cache-Control"] == "no-store", path
    wrong = do(sanne, ticket, "ask")
    assert (wrong.status_code, wrong.headers["Cache-Control"]) == (422, "no-store")


def test_the_queue_s_numbers_are_those_of_the_api(visit, employee: Client, solver: Client, manager: Client) -> None:
    tickets = [employee.submit(service=service) for service in ("internet", "internet", "internet", "tv")]
    solver.amend(tickets[0], status="in_progress")
    solver.amend(tickets[1], status="pending")
    for who, client in (("solver", solver), ("manager", manager)):
        text = visit(who).get("/desk").text
        told = dict(re.findall(r'<a href="/desk\?([^"]+)"[^>]*>[^<]+<span class="count">(\d+)</span>', text))
        counted = {query.replace("&amp;", "&"): int(number) for query, number in told.items()}
        assert len(counted) == 5
        for query, number in counted.items():
            assert client.get(f"/tickets/counts?{without_sort(query)}").json["total"] == number, query


def without_sort(query: str) -> str:
    return "&".join(part for part in query.split("&") if not part.startswith("sort="))


def test_from_one_to_the_next_and_back_through_a_whole_queue(visit, employee: Client, solver: Client) -> None:
    sanne = visit("solver")
    tickets = [employee.submit(severity=severity) for severity in ("minor", "critical", "major", "critical")]
    for sort in ("priority", "created_at", "-created_at", "-updated_at"):
        listed = [one["id"] for one in solver.get(f"/tickets?sort={sort}").json["items"]]
        assert len(listed) == len(tickets)
        for first, then in zip(listed, [*listed[1:], None], strict=True):
            there = sanne.get(f"/desk/next?after={first}&queue=sort%3D{sort}").headers["Location"]
            assert there.startswith(f"/desk/tickets/{then}" if then else "/desk?")
        for then, first in zip(listed, [*listed[1:]], strict=False):
            there = sanne.get(f"/desk/next?after={first}&back=1&queue=sort%3D{sort}").headers["Location"]
            assert there.startswith(f"/desk/tickets/{then}"), sort


@pytest.mark.parametrize(
    "query",
    [
        "status=sleeping",
        "cursor=x",
        "older_than=-1",
        "area=mars",
        "service=telegraph",
        "sort=colour",
        "q=%00",
        "view=x",
    ],
)
def test_a_queue_that_cannot_be_is_told_and_never_breaks(visit, employee: Client, query: str) -> None:
    employee.submit()
    sanne = visit("solver")
    for path in ("/desk", "/desk/rows", "/desk/export.csv"):
        assert sanne.get(f"{path}?{query}").status_code in (200, 303)
    assert sanne.get(f"/desk/views/new?queue={query.replace('=', '%3D')}").status_code == 200
    assert sanne.get("/desk/next?after=x&queue=%FF%00").status_code == 404


def test_a_solver_exports_what_the_queue_shows(visit, employee: Client, manager: Client) -> None:
    one, two = employee.submit(), employee.submit(service="tv")
    text = visit("solver").get("/desk/export.csv?sort=-created_at").text
    assert one["reference"] in text
    assert two["reference"] not in text
    assert ";" in text.splitlines()[0], "as a Dutch Excel opens it"
    assert [row["what"] for row in manager.get("/readings").json["items"]] == ["export"]


def test_many_are_changed_once_and_those_that_moved_are_left_alone(visit, employee: Client, solver: Client) -> None:
    sanne, tickets = visit("solver"), [employee.submit() for _ in range(30)]
    query = "&".join(f"ids={one['id']}" for one in tickets)
    page = sanne.get(f"/desk/bulk?{query}")
    solver.amend(tickets[7], priority=4)
    filled = sanne.fill(page, "/desk/bulk", status="in_progress", priority="1", message__body="Bezig.")
    for _ in range(2):
        answer = sanne.post(*filled)
        assert answer.status_code == 200
        assert "29 gewijzigd, 1 niet." in answer.text
    shown = [now(solver, one) for one in tickets]
    assert [one["status"] for one in shown].count("in_progress") == 29
    assert shown[7]["status"] == "acknowledged"
    said = [entry["body"] for entry in solver.get(f"/tickets/{tickets[0]['id']}/timeline").json["items"]]
    assert said.count("Bezig.") == 1
    assert sanne.send(page, "/desk/bulk").status_code == 422
    assert sanne.get("/desk/bulk").status_code == 303


def test_one_that_moved_is_left_alone_also_after_something_was_wrong_with_the_form(
    visit, employee: Client, solver: Client
) -> None:
    sanne, tickets = visit("solver"), [employee.submit() for _ in range(2)]
    page = sanne.get("/desk/bulk?" + "&".join(f"ids={one['id']}" for one in tickets))
    solver.amend(tickets[0], priority=4)
    wrong = sanne.send(page, "/desk/bulk")
    assert wrong.status_code == 422
    assert "1 gewijzigd, 1 niet." in sanne.send(wrong, "/desk/bulk", priority="1").text
    assert [now(solver, one)["priority"] for one in tickets] == [4, 1]


def test_views_are_saved_changed_and_removed(visit, app: Flask, solver: Client) -> None:
    sanne, mo = visit("solver"), visit(join(app, "mo@example.org", "Mo Mate", "internet"))
    page = sanne.get("/desk/views/new?queue=status%3Dpending%26sort%3Ddue_at")
    answer = sanne.send(page, "/desk/views/new", name="Wachtend", team="internet")
    assert answer.status_code == 303
    (view,) = solver.get("/views").json["items"]
    assert (view["query"], view["team"]) == ({"status": "pending", "sort": "due_at"}, "internet")
    assert "Wachtend" in mo.get("/desk").text
    path = f"/desk/views/{view['id']}"
    theirs = mo.fill(mo.get(path), path, name="Van Mo")
    assert sanne.send(sanne.get(path), path, name="Van Sanne", team="").status_code == 303
    assert mo.post(*theirs).status_code == 404, "it is Sanne's own now"
    assert sanne.send(sanne.get(path), f"{path}/remove").status_code == 303
    assert solver.get("/views").json["items"] == []
    assert sanne.send(sanne.get("/desk/views/new"), "/desk/views/new", name=" ").status_code == 422


def test_a_desk_that_looks_again_is_told_nothing_new_from_memory_until_there_is(
    visit, app: Flask, employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.board.desk import queue

    app.extensions["doorgeven.watch"].start()
    sanne, asked = visit("solver"), list[str]()
    looked_up = queue._rows
    monkeypatch.setattr(queue, "_rows", lambda who, query: asked.append(query.text) or looked_up(who, query))

    def look(etag: str = ""):
        return sanne.get("/desk/rows", If_None_Match=etag, Doorgeven_Live="1")

    while not app.extensions["doorgeven.watch"].fresh:
        pass
    first = look()
    etag = first.headers["ETag"]
    asked.clear()
    assert [look(etag).status_code for _ in range(3)] == [304] * 3
    assert asked == []
    assert look("").status_code == 200, "who has nothing gets all"
    mine = employee.submit()
    then = look(etag)
    assert (then.status_code, mine["reference"] in then.text) == (200, True)
    solver.amend(mine, status="in_progress")
    assert look(then.headers["ETag"]).status_code == 200
    # Another's queue is not this one's, nor is another language's.
    now_shown = look().headers["ETag"]
    assert visit("manager").get("/desk/rows", If_None_Match=now_shown).status_code == 200


def test_what_no_page_of_ours_would_send_breaks_nothing(visit, employee: Client) -> None:
    sanne, ticket = visit("solver"), employee.submit()
    sent = token(sanne, ticket)
    many = "%26".join(f"q{number}%3D1" for number in range(200))
    assert sanne.get(f"{address(ticket)}?queue={many}").status_code == 200
    for hostile in ("%00", "%F0%9F%98%80", "..%2F..%2Fx", "a" * 3000):
        assert sanne.get(f"/desk/next?after={hostile}").status_code == 404
        assert sanne.get(f"/desk/bulk?ids={hostile}").status_code == 404
        assert sanne.get(f"{address(ticket)}?act={hostile}&into={hostile}&queue={hostile}").status_code == 200
    for hostile in ("a%0d%0aX-Y: z", "%00", "//evil.example", "status%3D%0d%0a"):
        for path in (f"/desk/bulk?queue={hostile}", f"/desk/next?after={ticket['id']}&queue={hostile}"):
            for how in ({}, {"HX_Request": "true"}):
                answer = sanne.get(path, **how)
                assert answer.status_code in (200, 303), path
                there = answer.headers.get("Location") or answer.headers["HX-Redirect"]
                assert there.startswith("/desk"), there
    for hostile in ("\x00", "\u202e", "x" * 3000):
        assert sanne.post("/desk/bulk", {**sent, "_ticket": f"{hostile} 1", "priority": "1"}).status_code == 404
        assert sanne.post(address(ticket, "unlink"), {**sent, "_other": hostile}).status_code == 404
        for act, name in (("merge", "into"), ("link", "to"), ("assign", "assignee"), ("outage", "outage_id")):
            fields = {**sent, "_key": f"k{act}{len(hostile)}", "_version": hostile, name: f"DG-{hostile}"}
            assert sanne.post(address(ticket, act), fields).status_code in (412, 422), (act, hostile)


def test_who_answers_for_it_sees_who_read_what(visit, employee: Client, solver: Client) -> None:
    sanne, ticket, other = visit("solver"), employee.submit(), employee.submit()
    for one in (ticket, other):
        sanne.get(address(one))
    sanne.get("/desk/export.csv?q=truus&status=acknowledged")
    for who in ("manager", "admin"):
        page = visit(who).get(f"/admin/readings?ticket={ticket['reference']}").text
        assert "Sanne Bakker" in page
        assert other["reference"] not in page
        everything = visit(who).get("/admin/readings").text
        assert other["reference"] in everything
        assert "status: acknowledged" in everything
        assert "truus" not in everything
    assert sanne.get("/admin/readings").status_code == 403
    assert visit("admin").get("/admin/readings?cursor=x").status_code == 422
    assert "/admin/readings?ticket=" in visit("manager").get(address(ticket)).text

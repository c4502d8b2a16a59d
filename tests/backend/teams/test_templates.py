"""Response templates: kept by the team, filled in as they are sent, read by each in their own language."""

import datetime as dt

import pytest
from flask import Flask

from backend.teams.placeholders import PLACEHOLDERS
from tests.backend.client import Client

BODY = {
    "nl": "Beste {reporter_name}, {reference} is van {team}.",
    "en": "Dear {reporter_name}, {team} has {reference}.",
}


def made(client: Client, team: str = "internet", **changes: object) -> dict:
    body = {"slug": "on-it", "title": {"nl": "Bezig", "en": "On it"}, "body": BODY, **changes}
    answer = client.post(f"/teams/{team}/templates", body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def said(client: Client, ticket: dict, **headers: str) -> list[dict]:
    items = client.get(f"/tickets/{ticket['id']}/timeline", **headers).json["items"]
    return [entry for entry in items if entry["type"] == "message"]


def test_each_reader_gets_the_message_in_their_own_language(
    employee: Client, solver: Client, api_key, app: Flask
) -> None:
    made(solver)
    ticket = employee.submit()
    dutch = f"Beste Eva de Vries, {ticket['reference']} is van Internet Care."
    english = f"Dear Eva de Vries, Internet Care has {ticket['reference']}."
    answer = solver.amend(ticket, status="in_progress", message={"template": "on-it", "visibility": "public"})
    assert answer.status_code == 200, answer.text
    (entry,) = said(employee, ticket)
    assert (entry["body"], entry["texts"]) == (dutch, {"nl": dutch, "en": english})
    assert said(employee, ticket, Accept_Language="en")[0]["body"] == english
    feed = employee.get("/changes", Accept_Language="en").json["entries"]
    assert [e["body"] for e in feed if e["type"] == "message"] == [english]
    assert said(api_key(), ticket)[0]["body"] == dutch


def test_the_teams_webhook_gets_the_teams_language_and_both_texts(app: Flask, employee: Client, solver: Client) -> None:
    import orjson

    from backend import db
    from backend.forwarding.models import Event

    made(solver)
    ticket = employee.submit()
    answer = solver.post(f"/tickets/{ticket['id']}/messages", {"template": "on-it"}, Accept_Language="en")
    assert answer.json["body"].startswith("Dear Eva")
    with app.app_context():
        event = db.session.query(Event).filter_by(type="ticket.message").one()
        told = orjson.loads(event.body)["data"]["entry"]
    assert told["body"].startswith("Beste Eva")
    assert told["texts"]["en"].startswith("Dear Eva")


def test_a_missing_language_falls_back_to_the_other_and_says_so(employee: Client, solver: Client) -> None:
    template = made(solver, body={"nl": "Welke lampjes branden er?"})
    assert template["missing"] == ["en"]
    ticket = employee.submit()
    path = f"/teams/internet/templates/{template['id']}/preview"
    preview = solver.post(path, {"ticket_id": ticket["id"]})
    assert preview.json == {
        "texts": {"nl": "Welke lampjes branden er?", "en": "Welke lampjes branden er?"},
        "missing": ["en"],
    }
    solver.post(f"/tickets/{ticket['id']}/messages", {"template": "on-it"})
    (entry,) = said(employee, ticket, Accept_Language="en")
    assert (entry["body"], entry["texts"]["en"]) == ("Welke lampjes branden er?", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Beste {name}", "{name}"),
        ("Beste {reference.__class__}", "{reference.__class__}"),
        ("Beste {reference!r}", "{reference!r}"),
        ("Beste {}", "{}"),
        ("Beste {0}", "{0}"),
        ("Beste {reference", "brace"),
        ("Beste reference}", "brace"),
        ("Beste {reference:>{team}}", "{reference:>{team}}"),
    ],
)
def test_an_unknown_placeholder_or_a_broken_brace_is_refused_on_saving(solver: Client, text: str, told: str) -> None:
    body = {"slug": "x", "title": "X", "body": {"nl": "Goed", "en": text}}
    answer = solver.post("/teams/internet/templates", body)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/body/en"
    assert told in solver.post("/teams/internet/templates", body, Accept_Language="en").json["errors"][0]["detail"]
    template = made(solver)
    etag = solver.get(f"/teams/internet/templates/{template['id']}").headers["ETag"]
    amended = solver.patch(f"/teams/internet/templates/{template['id']}", {"body": {"nl": text}}, etag)
    assert (amended.status_code, amended.json["errors"][0]["pointer"]) == (422, "/body/nl")


def test_what_a_value_holds_is_never_read_as_a_placeholder_and_double_braces_are_braces(
    employee: Client, solver: Client
) -> None:
    made(solver, body="{{{customer_name}}} عن {reference}")
    ticket = employee.submit(customer={"name": "{reference} {team", "postcode": "3511AB"})
    answer = solver.post(f"/tickets/{ticket['id']}/messages", {"template": "on-it"})
    assert answer.json["body"] == f"{{{{reference}} {{team}} عن {ticket['reference']}"


def test_every_placeholder_is_filled_in(employee: Client, solver: Client, manager: Client) -> None:
    outage = {"title": {"nl": "Kabel stuk", "en": "Cable cut"}, "services": ["internet"], "areas": ["35"]}
    made_outage = manager.post("/outages", {**outage, "impact": "major"}).json
    made(solver, body=" | ".join(f"{name}={{{name}}}" for name in PLACEHOLDERS))
    ticket = employee.submit(customer={"postcode": "3511AB"})
    noon = dt.datetime(2031, 7, 1, 12, 0, tzinfo=dt.UTC)
    answer = solver.amend(
        ticket,
        outage_id=made_outage["id"],
        next_update_by=noon.isoformat(),
        external_id="INC-1",
        message={"template": "on-it"},
    )
    assert answer.status_code == 200, answer.text
    dutch, english = (said(employee, ticket, Accept_Language=code)[0]["body"] for code in ("nl", "en"))
    for part in (
        "customer_name=de klant",
        "solver=Sanne Bakker",
        "outage_title=Kabel stuk",
        "next_update_by=dinsdag 1 juli om 14:00",
        "external_id=INC-1",
        "company=Doorgeven",
    ):
        assert part in dutch
    for part in ("customer_name=the customer", "outage_title=Cable cut", "next_update_by=Tuesday 1 July at 14:00"):
        assert part in english


def test_a_message_never_goes_out_with_a_hole_in_it(employee: Client, solver: Client) -> None:
    made(solver, body="Voor {next_update_by} hoor je meer.")
    ticket = employee.submit()
    answer = solver.amend(ticket, status="in_progress", message={"template": "on-it"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/message/template")
    assert solver.get(f"/tickets/{ticket['id']}").json["status"] == "acknowledged"
    assert said(employee, ticket) == []


def test_a_filled_in_text_that_is_too_long_is_refused(employee: Client, solver: Client) -> None:
    made(solver, body="{customer_name}" * 60)
    ticket = employee.submit(customer={"name": "x" * 200, "postcode": "3511AB"})
    assert solver.post(f"/tickets/{ticket['id']}/messages", {"template": "on-it"}).status_code == 422


def test_body_and_template_together_or_neither_is_refused(employee: Client, solver: Client) -> None:
    made(solver)
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}/messages"
    both = solver.post(path, {"body": "x", "template": "on-it"})
    assert (both.status_code, both.json["errors"][0]["pointer"]) == (422, "/template")
    assert solver.post(path, {}).json["errors"][0]["pointer"] == "/body"
    assert solver.amend(ticket, message={"body": "x", "template": "on-it"}).status_code == 422


def test_a_template_that_the_team_has_not_is_named_and_the_reporter_has_none(employee: Client, solver: Client) -> None:
    made(solver)
    ticket = employee.submit()
    path = f"/tickets/{ticket['id']}/messages"
    answer = solver.post(path, {"template": "nothing"})
    assert (answer.status_code, answer.json["allowed"]) == (422, ["on-it"])
    assert employee.post(path, {"template": "on-it"}).status_code == 403


def test_a_transfer_with_a_template_uses_that_of_the_team_that_writes(employee: Client, solver: Client) -> None:
    made(solver, body="Nu bij {team}.")
    ticket = employee.submit()
    assert solver.amend(ticket, team="tv", message={"template": "on-it"}).status_code == 200
    assert said(employee, ticket)[0]["body"] == "Nu bij TV Care."


def test_a_template_is_changed_by_its_etag_and_what_was_sent_stays(employee: Client, solver: Client) -> None:
    template = made(solver)
    path = f"/teams/internet/templates/{template['id']}"
    ticket = employee.submit()
    solver.post(f"/tickets/{ticket['id']}/messages", {"template": "on-it"})
    etag = solver.get(path).headers["ETag"]
    assert solver.patch(path, {"slug": "later"}).status_code == 428
    changed = solver.patch(path, {"slug": "later", "body": "Later."}, etag)
    assert (changed.status_code, changed.json["slug"]) == (200, "later")
    assert solver.patch(path, {"slug": "again"}, etag).status_code == 412
    assert solver.patch(path, {"slug": "again"}, changed.headers["ETag"]).status_code == 200
    assert said(employee, ticket)[0]["body"].startswith("Beste Eva")
    assert solver.delete(path).status_code == 200
    assert solver.get(path).status_code == 404


def test_a_slug_is_the_teams_own_and_taken_once(solver: Client, manager: Client) -> None:
    template = made(solver)
    made(manager, "tv")
    other = made(solver, slug="other")
    again = solver.post("/teams/internet/templates", {"slug": "on-it", "title": "X", "body": "X"})
    assert (again.status_code, again.json["errors"][0]["pointer"]) == (422, "/slug")
    path = f"/teams/internet/templates/{other['id']}"
    etag = solver.get(path).headers["ETag"]
    assert solver.patch(path, {"slug": "on-it"}, etag).status_code == 422
    assert solver.patch(path, {"slug": "Bad Slug"}, etag).status_code == 422
    assert [t["slug"] for t in solver.get("/teams/internet/templates").json["items"]] == ["on-it", "other"]
    assert solver.get(f"/teams/tv/templates/{template['id']}").status_code == 404


def test_to_another_team_its_templates_do_not_exist(employee: Client, solver: Client, manager: Client, api_key) -> None:
    template = made(solver)
    ticket = employee.submit()
    path = f"/teams/internet/templates/{template['id']}"
    for other in (api_key("tv"), employee):
        assert other.get("/teams/internet/templates").status_code == 404
        assert other.post("/teams/internet/templates", {"slug": "x", "title": "X", "body": "X"}).status_code == 404
        assert other.get(path).status_code == 404
        assert other.patch(path, {"slug": "y"}, "*").status_code == 404
        assert other.delete(path).status_code == 404
        assert other.post(f"{path}/preview", {"ticket_id": ticket["id"]}).status_code == 404
    elsewhere = employee.submit(service="tv")
    refused = api_key().post(f"{path}/preview", {"ticket_id": elsewhere["id"]})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/ticket_id")
    assert manager.get(path).status_code == 200


def test_a_teams_program_keeps_its_templates_and_every_change_is_on_record(app: Flask, api_key) -> None:
    from backend import db
    from backend.audit import AuditRecord

    program = api_key()
    template = made(program)
    path = f"/teams/internet/templates/{template['id']}"
    program.patch(path, {"slug": "new"}, program.get(path).headers["ETag"])
    program.delete(path)
    with app.app_context():
        rows = db.session.query(AuditRecord).order_by(AuditRecord.seq).all()
        told = [(row.action, row.team_slug, row.actor_name) for row in rows]
        changes = rows[1].changes
    assert told == [(f"template.{what}", "internet", "program") for what in ("added", "changed", "removed")]
    assert changes == {"slug": {"from": "on-it", "to": "new"}}

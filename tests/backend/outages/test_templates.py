"""Templates for updates: kept by whoever declares, filled in as they are told, never with a hole."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend.outages.wording import PLACEHOLDERS
from shared.schemas.outage_templates import OutageTemplateSchema
from tests.backend.client import Client
from tests.backend.outages.declared import declare

TEXT = {"nl": "De kabel is gevonden; verwacht {expected_end_at}.", "en": "The cable was found; by {expected_end_at}."}


def made(client: Client, **changes: Any) -> dict[str, Any]:
    body = {"slug": "cable-cut", "title": {"nl": "Kabel", "en": "Cable"}, "text": TEXT, **changes}
    answer = client.post("/outage-templates", body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def told(client: Client, outage: dict[str, Any], **body: Any) -> Any:
    return client.post(f"/outages/{outage['id']}/updates", {"template": "cable-cut", **body})


def test_people_are_told_it_filled_in_as_the_outage_is_then(manager: Client, employee: Client) -> None:
    template = made(manager, status="identified")
    assert OutageTemplateSchema().validate(template) == {}
    outage = declare(manager)
    assert told(manager, outage, expected_end_at="2027-07-01T12:00:00Z").status_code == 201
    row = employee.get(f"/outages/{outage['id']}").json
    assert (row["status"], row["updates"][0]["text"]) == (
        "identified",
        {
            "nl": "De kabel is gevonden; verwacht donderdag 1 juli om 14:00.",
            "en": "The cable was found; by Thursday 1 July at 14:00.",
        },
    )


def test_every_placeholder_has_its_value_in_both_languages(manager: Client) -> None:
    text = "; ".join(f"{name}={{{name}}}" for name in PLACEHOLDERS) + " {{x}}"
    made(manager, text={"nl": text, "en": text})
    times = {"expected_end_at": "2027-07-01T12:00:00Z", "next_update_at": "2027-06-30T12:00:00Z"}
    outage = declare(manager, title="{title} <b>", services=["internet", "tv"], areas=["3511", "province:Zeeland"])
    said = told(manager, outage, **times).json["updates"][0]["text"]
    for part in (
        "title={title} <b>;",
        "where=provincie Zeeland; 3511 Utrecht;",
        "services=Internet, Televisie;",
        "expected_end_at=donderdag 1 juli om 14:00;",
        "next_update_at=woensdag 30 juni om 14:00;",
        "company=Doorgeven",
        "{x}",
    ):
        assert part in said["nl"]
    assert "where=province of Zeeland; 3511 Utrecht;" in said["en"]


def test_it_never_goes_out_with_a_hole_in_it(manager: Client) -> None:
    made(manager)
    outage = declare(manager)
    answer = told(manager, outage)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/template")
    assert manager.get(f"/outages/{outage['id']}").json == outage


def test_what_is_sent_goes_before_what_the_template_says(manager: Client) -> None:
    made(manager, text="Here.", status="identified")
    assert told(manager, declare(manager), status="monitoring").json["status"] == "monitoring"
    resolved = declare(manager)
    told(manager, resolved, status="resolved")
    answer = told(manager, resolved)
    assert (answer.status_code, answer.json["allowed"]) == (409, ["investigating", "closed"])


def test_one_language_stands_for_both_and_it_is_said(manager: Client) -> None:
    assert made(manager, text={"nl": "Kabel gevonden."})["missing"] == ["en"]
    said = told(manager, declare(manager)).json["updates"][0]
    assert (said["text"], said["text_in"]) == ({"nl": "Kabel gevonden.", "en": "Kabel gevonden."}, "nl")


@pytest.mark.parametrize("body", [{"text": "x", "template": "cable-cut"}, {"template": ""}, {"template": None}, {}])
def test_a_text_or_a_template_is_told_not_both_nor_neither(manager: Client, body: dict[str, Any]) -> None:
    made(manager)
    assert manager.post(f"/outages/{declare(manager)['id']}/updates", body).status_code == 422


def test_one_that_there_is_not_is_named_with_those_there_are(manager: Client) -> None:
    made(manager)
    answer = told(manager, declare(manager), template="nothing")
    assert (answer.status_code, answer.json["allowed"]) == (422, ["cable-cut"])


@pytest.mark.parametrize("text", ["{name}", "{title.__class__}", "{title!r}", "{}", "{0}", "{title", "title}"])
def test_an_unknown_placeholder_or_a_broken_brace_is_refused_on_saving(manager: Client, text: str) -> None:
    body = {"slug": "x", "title": "X", "text": {"nl": "Goed", "en": text}}
    answer = manager.post("/outage-templates", body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/text/en")
    template = made(manager)
    path = f"/outage-templates/{template['id']}"
    assert manager.patch(path, {"text": {"en": text}}, manager.get(path).headers["ETag"]).status_code == 422


def test_it_is_changed_by_its_etag_and_what_was_told_stays(manager: Client) -> None:
    template = made(manager, text="Here.")
    outage = declare(manager)
    told(manager, outage)
    path = f"/outage-templates/{template['id']}"
    etag = manager.get(path).headers["ETag"]
    assert manager.patch(path, {"slug": "later"}).status_code == 428
    changed = manager.patch(path, {"slug": "later", "text": "There.", "status": "resolved"}, etag)
    assert (changed.status_code, changed.json["slug"], changed.json["status"]) == (200, "later", "resolved")
    assert manager.patch(path, {"slug": "again"}, etag).status_code == 412
    assert manager.delete(path).status_code == 200
    assert manager.get(path).status_code == 404
    assert manager.delete(path).status_code == 404
    assert manager.get(f"/outages/{outage['id']}").json["updates"][0]["text"]["en"] == "Here."


def test_a_slug_is_taken_once(manager: Client) -> None:
    made(manager)
    other = made(manager, slug="other")
    again = manager.post("/outage-templates", {"slug": "cable-cut", "title": "X", "text": "X"})
    assert (again.status_code, again.json["errors"][0]["pointer"]) == (422, "/slug")
    path = f"/outage-templates/{other['id']}"
    assert manager.patch(path, {"slug": "cable-cut"}, manager.get(path).headers["ETag"]).status_code == 422
    assert manager.patch(path, {"slug": "Bad Slug"}, manager.get(path).headers["ETag"]).status_code == 422
    assert [row["slug"] for row in manager.get("/outage-templates").json["items"]] == ["cable-cut", "other"]


def test_who_does_not_declare_keeps_none(
    manager: Client, employee: Client, solver: Client, api_key: Callable[..., Client]
) -> None:
    path = f"/outage-templates/{made(manager)['id']}"
    for other in (employee, solver, api_key("internet")):
        assert other.get("/outage-templates").status_code == 403
        assert other.post("/outage-templates", {"slug": "x", "title": "X", "text": "X"}).status_code == 403
        assert other.get(path).status_code == 403
        assert other.patch(path, {"slug": "y"}, "*").status_code == 403
        assert other.delete(path).status_code == 403
    monitoring = api_key("internet", "outages")
    assert told(monitoring, declare(monitoring), expected_end_at="2027-07-01T12:00:00Z").status_code == 201


def test_every_change_is_on_record(app: Flask, manager: Client) -> None:
    from backend import db
    from backend.audit import AuditRecord

    template = made(manager)
    path = f"/outage-templates/{template['id']}"
    manager.patch(path, {"slug": "new"}, manager.get(path).headers["ETag"])
    manager.delete(path)
    with app.app_context():
        rows = db.session.query(AuditRecord).order_by(AuditRecord.seq).all()
        said = [(row.action, row.subject) for row in rows if row.action.startswith("outage-template")]
    assert said == [
        (f"outage-template.{what}", f"outage-template:{template['id']}") for what in ("added", "changed", "removed")
    ]


def test_admins_keep_them_too_though_they_declare_nothing(admin: Client, solver: Client) -> None:
    template = made(admin)
    assert admin.patch(f"/outage-templates/{template['id']}", {"slug": "cable"}, "*").json["slug"] == "cable"
    assert admin.delete(f"/outage-templates/{template['id']}").status_code == 200
    assert solver.get("/outage-templates").status_code == 403

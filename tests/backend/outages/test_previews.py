"""An update as people would read it, before it is told; nothing of it stays."""

from tests.backend.client import Client
from tests.backend.outages.declared import declare, moment


def template(manager: Client, **fields) -> None:
    body = {
        "slug": "cut",
        "title": {"nl": "Kabel", "en": "Cable"},
        "status": "identified",
        "text": {
            "nl": "Kabel stuk in {where}; klaar {expected_end_at}.",
            "en": "Cut in {where}; done {expected_end_at}.",
        },
        **fields,
    }
    assert manager.post("/outage-templates", body).status_code == 201


def test_both_languages_are_shown_as_they_would_be_told_and_nothing_is(manager: Client, employee: Client) -> None:
    template(manager)
    row = declare(manager)
    tag, end = manager.get(f"/outages/{row['id']}").headers["ETag"], "2027-06-01T18:00:00.000000Z"
    body = {"template": "cut", "expected_end_at": end, "next_update_at": moment(hours=2)}
    shown = manager.post(f"/outages/{row['id']}/preview", body)
    assert shown.status_code == 200, shown.text
    assert shown.json["text"]["nl"] == "Kabel stuk in 3511 Utrecht; klaar dinsdag 1 juni om 20:00."
    assert shown.json["text"]["en"] == "Cut in 3511 Utrecht; done Tuesday 1 June at 20:00."
    assert (shown.json["status"], shown.json["expected_end_at"]) == ("identified", end)
    after = employee.get(f"/outages/{row['id']}")
    assert (after.json["updates"], after.json["status"], after.json["expected_end_at"]) == ([], "investigating", None)
    assert manager.get(f"/outages/{row['id']}").headers["ETag"] == tag
    told = manager.post(f"/outages/{row['id']}/updates", body).json
    assert told["updates"][0]["text"] == shown.json["text"]


def test_a_preview_is_refused_as_the_update_would_be(manager: Client, employee: Client, solver: Client) -> None:
    template(manager)
    row = declare(manager)
    path = f"/outages/{row['id']}/preview"
    lacking = manager.post(path, {"template": "cut"})
    assert (lacking.status_code, lacking.json["errors"][0]["pointer"]) == (422, "/template")
    assert manager.post(path, {"text": "Done", "status": "closed"}).status_code == 409
    assert manager.post(path, {"text": "Late", "next_update_at": moment(hours=-1)}).status_code == 422
    assert manager.post(path, {}).status_code == 422
    assert [who.post(path, {"text": "Mine"}).status_code for who in (employee, solver)] == [403, 403]
    assert manager.post("/outages/none/preview", {"text": "Nothing"}).status_code == 404

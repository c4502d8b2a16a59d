"""Help: read by all offline and on, found by words in both languages, kept by who looks after it, counted once."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from backend import db, seed_help
from tests.backend.client import Client

RESTART = {
    "service": "internet",
    "title": {"nl": "De modem opnieuw starten", "en": "Restart the modem"},
    "symptom": {"nl": "Geen internetverbinding sinds vandaag", "en": "No connection since today"},
    "steps": [
        {"nl": "Haal de stekker eruit.", "en": "Pull the plug."},
        {"nl": "Wacht vijf minuten.", "en": "Wait for five minutes."},
    ],
    "video_url": "https://video.example.org/modem",
}


def add(client: Client, **changes: Any) -> dict[str, Any]:
    answer = client.post("/help", {**RESTART, **changes})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def titles(client: Client, query: str = "") -> list[str]:
    return [one["title"]["en"] for one in client.get(f"/help{query}").json["items"]]


def text(words: str) -> dict[str, str]:
    return {"nl": words, "en": words}


def test_a_solver_writes_for_the_own_teams_service_and_everybody_reads(
    solver: Client, employee: Client, admin: Client, api_key
) -> None:
    made = add(solver)
    assert {**RESTART, "id": made["id"], "team": "internet", "position": 1, "updated_at": made["updated_at"]} == made
    for reader in (employee, admin, api_key("tv")):
        assert reader.get("/help").json == {"items": [made]}
        assert reader.get(f"/help/{made['id']}").json == made
    (record,) = admin.get(f"/audit?subject=help:{made['id']}").json["items"]
    assert (record["action"], record["changes"]["title"]) == ("help.added", {"to": RESTART["title"]})


def test_a_teams_program_keeps_help_too(api_key, employee: Client) -> None:
    add(api_key("tv"), service="tv")
    assert employee.get("/help").json["items"][0]["team"] == "tv"


def test_who_may_keep_which(employee: Client, solver: Client, manager: Client, api_key) -> None:
    tv, everywhere = add(manager, service="tv", team="tv"), add(manager, service=None)
    assert everywhere["team"] is None
    assert employee.post("/help", RESTART).status_code == 403
    for wrong, pointer in (
        ({"service": "tv"}, "/service"),
        ({"service": None}, "/service"),
        ({"team": "tv"}, "/team"),
    ):
        refused = solver.post("/help", {**RESTART, **wrong})
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (403, pointer)
    for article in (tv, everywhere):
        assert solver.patch(f"/help/{article['id']}", {"position": 2}, "*").status_code == 403
        assert solver.delete(f"/help/{article['id']}").status_code == 403
    own = add(solver)
    assert api_key("tv").patch(f"/help/{own['id']}", {"position": 2}, "*").status_code == 403
    for moved in ({"service": "tv"}, {"team": "tv"}, {"team": None}):
        assert solver.patch(f"/help/{own['id']}", moved, "*").status_code == 403
    assert solver.patch(f"/help/{own['id']}", {"position": 2}, "*").status_code == 200


def test_a_team_to_which_a_rule_sends_everything_keeps_all(solver: Client) -> None:
    assert solver.post("/help", {**RESTART, "service": "mobile"}).status_code == 403
    solver.post("/teams/internet/rules", {"area": "3511"})
    assert add(solver, service="mobile")["team"] == "internet"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"title": {"nl": " "}}, "/title"),
        ({"title": text("x" * 121)}, "/title"),
        ({"symptom": None}, "/symptom"),
        ({"steps": []}, "/steps"),
        ({"steps": [text("x")] * 21}, "/steps"),
        ({"steps": [text("x"), {"nl": ""}]}, "/steps/1"),
        ({"steps": [text("\x00")]}, "/steps/0"),
        ({"video_url": "http://video.example.org"}, "/video_url"),
        ({"video_url": "https://"}, "/video_url"),
        ({"video_url": "javascript:alert(1)"}, "/video_url"),
        ({"video_url": "https://[x"}, "/video_url"),
        ({"video_url": "https://who:secret@x.example"}, "/video_url"),
        ({"service": "water"}, "/service"),
        ({"team": "water"}, "/team"),
        ({"position": 0}, "/position"),
        ({"helped": 3}, "/helped"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(manager: Client, wrong: dict[str, Any], pointer: str) -> None:
    refused = manager.post("/help", {**RESTART, **wrong})
    found = refused.json["errors"][0]["pointer"]
    assert (refused.status_code, found[: len(pointer)]) == (422, pointer)
    assert manager.get("/help").json["items"] == []


def test_a_phone_that_has_it_all_is_told_so_until_something_changes(employee: Client, manager: Client) -> None:
    first, other = add(manager), add(manager, service="tv")
    seen = set()
    for act in (
        lambda: None,
        lambda: manager.patch(f"/help/{first['id']}", {"position": 7}, "*"),
        lambda: manager.patch(f"/help/{first['id']}", {"position": 1}, "*"),
        lambda: manager.delete(f"/help/{other['id']}"),
        lambda: add(manager, service="mobile"),
    ):
        act()
        etag = employee.get("/help").headers["ETag"]
        assert employee.get("/help", If_None_Match=etag).status_code == 304
        seen.add(etag)
    assert len(seen) == 5
    assert employee.get("/help?service=internet", If_None_Match=etag).status_code == 200


def test_a_service_comes_with_what_holds_for_all_in_their_order(employee: Client, manager: Client) -> None:
    for name, service in (("all", None), ("tv 1", "tv"), ("net 1", "internet"), ("net 2", "internet")):
        add(manager, title=text(name), service=service)
    add(manager, title=text("net 0"), service="internet", position=1)
    found = titles(employee)
    assert sorted(found[:2]) == ["net 0", "net 1"]
    assert found[2:] == ["net 2", "tv 1", "all"]
    assert titles(employee, "?service=tv") == ["tv 1", "all"]
    assert titles(employee, "?service=water") == ["all"]
    assert employee.get("/help?sevice=tv").status_code == 422


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("modem", ["Restart the modem", "A red light"]),
        ("MODEMS", ["Restart the modem", "A red light"]),
        ("rood lampje", ["A red light"]),
        ("lampjes", ["A red light"]),
        ("pull plug", ["Restart the modem"]),
        ("internetverb", ["Restart the modem"]),
        ("modem tv", []),
        ("ضوء أحمر", ["A red light"]),
        ('" OR *', []),
        ("!!", []),
    ],
)
def test_words_find_it_in_both_languages_the_title_first(
    employee: Client, manager: Client, typed: str, found: list[str]
) -> None:
    title, symptom = {"nl": "Een rood lampje", "en": "A red light"}, {"nl": "ضوء أحمر", "en": None}
    add(manager, title=title, symptom=symptom, steps=[text("Look at the modem.")])
    add(manager)
    assert titles(employee, "?" + urlencode({"q": typed})) == found


def test_a_change_asks_for_what_was_read_and_is_kept(manager: Client, admin: Client) -> None:
    made = add(manager)
    etag = manager.get(f"/help/{made['id']}").headers["ETag"]
    changed = manager.patch(f"/help/{made['id']}", {"title": text("Anders"), "video_url": None}, etag)
    assert (changed.json["title"], changed.json["video_url"], changed.json["steps"]) == (
        text("Anders"),
        None,
        RESTART["steps"],
    )
    assert manager.patch(f"/help/{made['id']}", {"position": 3}, etag).status_code == 412
    assert manager.patch(f"/help/{made['id']}", {"position": 3}).status_code == 428
    assert manager.patch("/help/nothing", {"position": 3}, "*").status_code == 404
    assert [one["action"] for one in admin.get(f"/audit?subject=help:{made['id']}").json["items"]] == [
        "help.changed",
        "help.added",
    ]


def test_what_is_removed_is_gone_and_still_understood(employee: Client, manager: Client, admin: Client) -> None:
    made = add(manager)
    assert manager.delete(f"/help/{made['id']}").status_code == 200
    assert manager.delete(f"/help/{made['id']}").status_code == 404
    assert employee.get(f"/help/{made['id']}").status_code == 404
    assert titles(employee) == []
    # A phone that was away knows of it.
    assert employee.post(f"/help/{made['id']}/helped", {"ticket_draft": "d1"}).status_code == 200
    assert employee.submit(tried=[made["id"]])["tried"][0]["title"] == RESTART["title"]


def test_what_helped_counts_once_for_a_person_and_draft(
    employee: Client, colleague: Client, solver: Client, manager: Client, api_key
) -> None:
    made, tv = add(solver), add(manager, service="tv", team="tv")
    helped = f"/help/{made['id']}/helped"
    for _ in range(2):
        assert employee.post(helped, {"ticket_draft": "draft-1"}).json == {}
    employee.post(helped, {"ticket_draft": "draft-2"})
    colleague.post(helped, {"ticket_draft": "draft-1"})
    for _ in range(2):
        colleague.post(helped, {}, Idempotency_Key="k1")
    employee.submit(tried=[made["id"]])
    counted = {"id": made["id"], "service": "internet", "team": "internet", "title": RESTART["title"]}
    assert solver.get("/help/counts").json["items"] == [{**counted, "helped": 4, "tried": 1}]
    assert [one["id"] for one in manager.get("/help/counts").json["items"]] == [made["id"], tv["id"]]
    assert [one["id"] for one in api_key("tv").get("/help/counts").json["items"]] == [tv["id"]]
    assert employee.get("/help/counts").status_code == 403
    assert employee.post("/help/nothing/helped", {}).status_code == 404
    assert api_key().post(helped, {}).status_code == 403


def test_a_service_with_help_stays_until_that_is_gone(manager: Client, employee: Client) -> None:
    manager.post("/services", {"slug": "smart-home", "title": text("Slim huis")})
    made = add(manager, service="smart-home")
    refused = manager.call("DELETE", "/services/smart-home", Accept_Language="en")
    assert refused.status_code == 409
    assert refused.json["detail"].endswith("named by: help.")
    manager.delete(f"/help/{made['id']}")
    assert manager.delete("/services/smart-home").status_code == 200


def test_the_demo_company_has_help_and_questions_once(app: Flask, employee: Client) -> None:
    with app.app_context():
        for _ in range(2):
            db.write(seed_help.seed_help)
    shown = employee.get("/help").json["items"]
    for service in ("internet", "tv", "mobile", "telephony"):
        of_it = [one for one in shown if one["service"] == service]
        assert len(of_it) == len(seed_help.ARTICLES[service]) >= 2
        assert all(text["nl"] and text["en"] for one in of_it for text in (one["title"], one["symptom"], *one["steps"]))
    asked = {one["slug"]: one["questions"] for one in employee.get("/services").json["items"]}
    assert asked["internet"][1]["options"][2]["severity"] == "critical"
    answers = [{"question": "lights", "option": "red"}, {"question": "depends", "option": "alarm"}]
    assert employee.submit(severity="minor", answers=answers)["severity"] == "critical"

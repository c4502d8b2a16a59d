"""What the settings' forms do: once, at once, kept when refused, and nothing that the API would refuse."""

from flask import Flask

from backend import db
from backend.idempotency import IdempotentAnswer
from backend.letters import Letter
from tests.backend.client import Client


def test_somebody_new_is_invited_once_however_often_the_form_comes(app: Flask, visit, admin: Client) -> None:
    visitor = visit("admin")
    page = visitor.get("/admin/people/new")
    typed = {"email": "noor@example.org", "name": "Noor", "teams": ["tv", "internet"]}
    first = visitor.send(page, "/admin/people", **typed)
    again = visitor.send(page, "/admin/people", **typed)
    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    (person,) = admin.get("/people?q=noor").json["items"]
    assert [team["slug"] for team in person["teams"]] == ["internet", "tv"]
    with app.app_context():
        assert db.session.query(Letter).filter_by(address="noor@example.org").count() == 1


def test_what_is_refused_stays_typed(visit, admin: Client) -> None:
    visitor = visit("admin")
    page = visitor.get("/admin/people/new")
    refused = visitor.send(page, "/admin/people", email="solver@example.org", name="Somebody <b>")
    assert refused.status_code == 422
    assert "heeft al een account" in refused.text
    assert 'value="Somebody &lt;b&gt;"' in refused.text
    assert len(admin.get("/people").json["items"]) == 5


def test_two_admins_at_once_see_each_others_change(visit, admin: Client, solver: Client) -> None:
    path = f"/admin/people/{solver.get('/me').json['id']}"
    one, other = visit("admin"), visit("admin")
    early, late = one.get(path), other.get(path)
    assert one.send(early, path, name="Sanne B.", role="manager").status_code == 303
    refused = other.send(late, path, name="Sanne Bakker-Smit")
    assert refused.status_code == 412
    assert "Sanne Bakker-Smit" in refused.text
    assert "Sanne B." in refused.text
    assert other.send(refused, path).status_code == 303
    assert solver.get("/me").json["name"] == "Sanne Bakker-Smit"


def test_all_teams_can_be_left_and_the_group_taken_away(visit, admin: Client, solver: Client) -> None:
    sanne = solver.get("/me").json["id"]
    path, visitor = f"/admin/people/{sanne}", visit("admin")
    visitor.send(visitor.get(path), path, group="pilot")
    assert admin.get(f"/people/{sanne}").json["group"] == "pilot"
    visitor.send(visitor.get(path), path, group="", teams=[""])
    shown = admin.get(f"/people/{sanne}").json
    assert (shown["group"], shown["teams"]) == (None, [])


def test_a_secret_stands_in_one_answer_and_nowhere_in_the_database(app: Flask, visit, solver: Client) -> None:
    visitor = visit("solver")
    page = visitor.get("/admin/teams/internet/endpoints")
    path = "/admin/teams/internet/endpoints"
    made = visitor.send(page, path, url="http://127.0.0.1:9/hook")
    assert made.headers["Cache-Control"] == "no-store"
    secret = made.text.partition('class="secret">')[2].partition("<")[0]
    assert secret.startswith("whsec_")
    # A reload sends the same form again: one endpoint, the same secret.
    assert secret in visitor.send(page, path, url="http://127.0.0.1:9/hook").text
    (endpoint,) = solver.get("/teams/internet/endpoints").json["items"]
    assert secret not in visitor.get(f"{path}/{endpoint['id']}").text
    with app.app_context():
        assert not any(secret.encode() in row.body for row in db.session.query(IdempotentAnswer))


def test_an_address_that_webhooks_do_not_reach_is_told_at_its_field(visit, solver: Client) -> None:
    visitor, path = visit("solver"), "/admin/teams/internet/endpoints"
    refused = visitor.send(visitor.get(path), path, url="http://169.254.169.254/latest")
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    both = visitor.send(visitor.get(path), path, url="https://example.org", email="x@example.org")
    assert both.status_code == 422
    assert solver.get("/teams/internet/endpoints").json["items"] == []


def test_clocks_are_set_in_words_and_what_is_open_comes_from_above(visit, admin: Client, solver: Client) -> None:
    visitor, path = visit("admin"), "/admin/clocks"
    sent = {"targets__response__1__minutes": "30m", "targets__resolution__1__minutes": "1 dag"}
    assert visitor.send(visitor.get(path), path, **sent, managers_after_minutes="2u").status_code == 303
    team = "/admin/teams/internet/clocks"
    own = {"targets__response__1__minutes": "90", "hours__monday": "07:00-12:00, 13:00-19:00"}
    page = visitor.get(team)
    assert visitor.send(page, team, **own, **{"_none/targets/resolution/1": "true"}).status_code == 303
    clocks = solver.get("/teams/internet/clocks").json
    assert clocks["effective"]["targets"]["response"]["1"] == {"minutes": 90, "hours": "business"}
    assert clocks["own"]["targets"]["resolution"] == {"1": None}
    assert clocks["effective"]["hours"]["monday"] == ["07:00-12:00", "13:00-19:00"]
    assert clocks["effective"]["managers_after_minutes"] == 120
    shown = visitor.get(team).text
    assert 'name="_none/targets/resolution/1" value="true" checked' in shown
    # Shown and sent again as it is, nothing is different.
    assert visitor.send(visitor.get(team), team).status_code == 303
    assert solver.get("/teams/internet/clocks").json["own"] == clocks["own"]


def test_a_service_loses_its_last_question(visit, admin: Client) -> None:
    path, visitor = "/admin/services/tv", visit("manager")
    visitor.send(visitor.get(path), path, questions__0__text__nl="Welk kanaal?", sets="fixed\nscreens")
    kept = admin.get("/services/tv").json
    (question,) = kept["questions"]
    assert (question["text"], question["options"]) == ({"nl": "Welk kanaal?", "en": None}, [])
    assert kept["sets"] == ["fixed", "screens"]
    visitor.send(visitor.get(path), path, questions__0__text__nl="", sets="")
    kept = admin.get("/services/tv").json
    assert (kept["questions"], kept["sets"]) == ([], [])


def test_answers_to_tap_are_kept_under_their_ids(visit, admin: Client) -> None:
    path, visitor = "/admin/services/internet", visit("manager")
    row = "questions__0__options"
    typed = {"questions__0__text__nl": "Brandt het lampje?", f"{row}__0__text__nl": "Ja", f"{row}__1__text__nl": "Nee"}
    assert visitor.send(visitor.get(path), path, **typed, **{f"{row}__1__severity": "critical"}).status_code == 303
    (first,) = admin.get("/services/internet").json["questions"]
    assert [one["severity"] for one in first["options"]] == [None, "critical"]
    reworded = {"questions__0__text__en": "Is the light on?", f"{row}__0__text__nl": ""}
    assert visitor.send(visitor.get(path), path, **reworded).status_code == 303
    (second,) = admin.get("/services/internet").json["questions"]
    assert second == {
        "id": first["id"],
        "text": {"nl": "Brandt het lampje?", "en": "Is the light on?"},
        "options": [first["options"][1]],
    }


def test_a_solver_keeps_the_teams_help(visit, solver: Client, manager: Client) -> None:
    visitor, all_of_it = visit("solver"), "/admin/help"
    page = visitor.get(f"{all_of_it}/new")
    assert ("Televisie" in page.text, "Alle diensten" in page.text) == (False, False)
    typed = {"service": "internet", "title__nl": "Modem herstarten", "symptom__nl": "Geen internet"}
    assert visitor.send(page, all_of_it, **typed).status_code == 422
    steps = {"steps__0__nl": "Stekker eruit.", "steps__1__nl": "Wachten.", "steps__1__en": "Wait."}
    assert visitor.send(page, all_of_it, **typed, **steps, video_url="https://x.example/1").status_code == 303
    (made,) = solver.get("/help").json["items"]
    assert made["steps"] == [{"nl": "Stekker eruit.", "en": None}, {"nl": "Wachten.", "en": "Wait."}]
    one = f"{all_of_it}/{made['id']}"
    changed = {"steps__0__nl": "", "steps__2__nl": "Kijken.", "video_url": ""}
    assert visitor.send(visitor.get(one), one, **changed).status_code == 303
    (now,) = solver.get("/help").json["items"]
    assert (now["steps"], now["video_url"]) == ([made["steps"][1], {"nl": "Kijken.", "en": None}], None)
    assert "Modem herstarten" in visitor.get(all_of_it).text
    others = manager.post("/help", {**made_for("tv")}).json["id"]
    assert visitor.send(visitor.get(f"{all_of_it}/{others}"), f"{all_of_it}/{others}/remove").status_code == 403
    assert visitor.send(visitor.get(one), f"{one}/remove").status_code == 303
    assert [one["id"] for one in solver.get("/help").json["items"]] == [others]


def made_for(service: str) -> dict[str, object]:
    return {"service": service, "title": {"nl": "x"}, "symptom": {"nl": "x"}, "steps": [{"nl": "x"}]}


def test_what_people_say_of_the_app_is_read_and_taken_away_as_a_file(visit, employee: Client) -> None:
    employee.post("/feedback", {"text": "<b>Mooi</b>", "screen": "pass_on"})
    page = visit("manager").get("/admin/feedback")
    assert "&lt;b&gt;Mooi&lt;/b&gt;" in page.text
    assert "Eva de Vries" in page.text
    file = visit("admin").get("/admin/feedback.csv")
    assert (file.content_type, "<b>Mooi</b>" in file.text) == ("text/csv; charset=utf-8", True)


def test_the_duty_list_is_put_in_order_and_emptied(visit, manager: Client) -> None:
    visitor, me = visit("admin"), manager.get("/me").json["id"]
    page = visitor.get("/admin/duty")
    assert visitor.send(page, "/admin/duty", people=["", me]).status_code == 303
    assert [one["id"] for one in manager.get("/duty").json["people"]] == [me]
    assert visitor.send(page, "/admin/duty", people=[""]).status_code == 412
    assert visitor.send(visitor.get("/admin/duty"), "/admin/duty", people=["", ""]).status_code == 303
    assert manager.get("/duty").json["people"] == []
    wrong = visitor.send(visitor.get("/admin/duty"), "/admin/duty", people=[me, me])
    assert wrong.status_code == 422
    assert "niemand" in wrong.text.lower()


def test_a_mail_is_put_with_a_ticket_by_its_reference(app: Flask, visit, things, manager: Client, employee: Client):
    ticket = employee.submit()
    visitor, path = visit("manager"), "/admin/inbox/mail1"
    page = visitor.get(path)
    wrong = visitor.send(page, f"{path}/assign", ticket_id="DG-000-000")
    assert (wrong.status_code, "DG-000-000" in wrong.text) == (422, True)
    done = visitor.send(visitor.get(path), f"{path}/assign", ticket_id=ticket["reference"].lower())
    assert done.status_code == 303
    last = manager.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert "It still does not work." in last["body"]
    assert last["visibility"] == "internal"
    assert "assign" not in visitor.get(path).text


def test_whoever_opens_an_unclear_mail_stands_in_the_log_and_it_in_no_cache(visit, things, manager: Client) -> None:
    page = visit("admin").get("/admin/inbox/mail1")
    assert page.headers["Cache-Control"] == "no-store"
    (read,) = [one for one in manager.get("/readings").json["items"] if one["what"] == "mail"]
    assert read["filters"] == {"mail": "mail1"}
    log = visit("manager").get("/admin/readings").text
    assert 'href="/admin/inbox/mail1"' in log
    assert "Onduidelijke mail" in log


def test_the_last_admin_is_told_and_stays(visit, admin: Client) -> None:
    path, visitor = f"/admin/people/{admin.get('/me').json['id']}", visit("admin")
    refused = visitor.send(visitor.get(path), f"{path}/leave")
    assert refused.status_code == 409
    assert visitor.send(visitor.get(path), path, role="employee").status_code == 409
    assert visitor.get("/admin/people").status_code == 200


def test_a_leavers_session_in_the_browser_ends_at_once(visit, solver: Client) -> None:
    leaver, path = visit("solver"), f"/admin/people/{solver.get('/me').json['id']}"
    assert leaver.get("/admin/teams/internet").status_code == 200
    visitor = visit("admin")
    assert visitor.send(visitor.get(path), f"{path}/leave").status_code == 303
    assert leaver.get("/admin/teams/internet").status_code == 303
    back = visitor.send(visitor.get(path), f"{path}/return")
    assert back.status_code == 303
    assert "Uitgenodigd" in visitor.get(path).text

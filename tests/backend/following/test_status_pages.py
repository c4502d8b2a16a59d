"""The friend's page: what it shows at each step, what its buttons do, and that it tells a stranger nothing."""

import datetime as dt
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.event import listen

from backend import db
from backend.following import page
from backend.following.models import StatusPage
from backend.following.services import forget_expired, status_pages
from backend.i18n import catalogue
from tests.backend.client import Client, problem
from tests.backend.outages.declared import declare, moment, update

PERSONAL = ("Truus", "0612345678", "3511", "No internet since noon", "Eva", "Sanne", "employee@", "onder de mat")


def page_of(client: Client, row: dict, kind: str = "tickets") -> str:
    """The path of a new status page."""
    made = client.post(f"/{kind}/{row['id']}/status-page")
    assert made.status_code in (200, 201), made.text
    return "/s/" + made.json["url"].rpartition("/s/")[2]


def look(app: Flask, path: str, language: str = "nl", **headers: str):
    return app.test_client().get(path, headers={"Accept-Language": language, **headers})


def press(app: Flask, path: str, say: str):
    return app.test_client().post(path, data={"say": say}, headers={"Accept-Language": "nl"}, follow_redirects=True)


def status(client: Client, ticket: dict) -> str:
    return str(client.get(f"/tickets/{ticket['id']}").json["status"])


def test_the_friend_follows_a_ticket_to_its_end_and_says_that_it_works(
    app: Flask, employee: Client, solver: Client
) -> None:
    ticket = employee.submit()
    path = page_of(employee, ticket)
    assert f"Melding {ticket['reference']}" in look(app, path).text
    assert "Ontvangen" in look(app, path).text
    solver.amend(ticket, status="in_progress", message={"body": "Sleutel ligt onder de mat", "visibility": "public"})
    english = look(app, path, "en").text
    assert "Being worked on" in english
    assert "Internet Care" in english
    solver.amend(ticket, status="resolved")
    page = look(app, path).text
    assert "Werkt het weer bij je?" in page
    for secret in PERSONAL:
        assert secret not in page
        assert secret not in english
    before = employee.get(f"/tickets/{ticket['id']}").headers["ETag"]
    app.test_client().get(path + "?say=works")
    app.test_client().head(path)
    assert employee.get(f"/tickets/{ticket['id']}").headers["ETag"] == before, "a look changes nothing"
    assert "Opgelost en afgesloten" in press(app, path, "works").text
    assert status(employee, ticket) == "closed"
    last = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert last["actor"] == {"kind": "customer", "name": None}
    assert last["texts"]["nl"] == "Het werkt weer, zegt degene om wie het gaat."
    assert employee.get(f"/tickets/{ticket['id']}").json["unread"], "the reporter hears of it"
    assert press(app, path, "works").status_code == 200, "pressed twice is said once"
    assert len(employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]) == 5


def test_still_not_opens_it_again_and_the_team_hears_of_it(app: Flask, employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    path = page_of(employee, ticket)
    assert press(app, path, "not").status_code == 200
    assert status(employee, ticket) == "acknowledged", "what is not resolved yet cannot be opened again"
    solver.amend(ticket, status="resolved")
    assert "Er wordt aan gewerkt" in press(app, path, "not").text
    assert status(employee, ticket) == "in_progress"
    assert solver.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]["actor"]["kind"] == "customer"


def test_that_it_works_already_is_told_to_the_team_once(app: Flask, employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    path = page_of(employee, ticket)
    for _ in range(2):
        page = press(app, path, "works").text
        assert "Je zei dat het weer werkt" in page
        assert 'value="works"' not in page
    assert status(employee, ticket) == "acknowledged"
    entries = solver.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    assert [entry["type"] for entry in entries] == ["created", "message"]


def test_a_questions_page_asks_nothing_and_says_that_there_is_an_answer(
    app: Flask, employee: Client, solver: Client
) -> None:
    question = employee.submit(kind="question", description="Wanneer komt glasvezel?")
    path = page_of(employee, question)
    assert f"Vraag {question['reference']}" in look(app, path).text
    assert 'value="works"' not in look(app, path).text
    solver.amend(question, status="resolved", message={"body": "In mei", "visibility": "public"})
    page = look(app, path).text
    assert "Er is een antwoord." in page
    assert "In mei" not in page
    assert 'value="works"' not in page


def test_only_the_reporter_makes_a_page_and_only_there_is_one(
    app: Flask, employee: Client, colleague: Client, solver: Client, manager: Client, api_key
) -> None:
    ticket = employee.submit()
    address = f"/tickets/{ticket['id']}/status-page"
    assert colleague.post(address).status_code == colleague.get(address).status_code == 404
    for other in (solver, manager, api_key()):
        assert other.post(address).status_code == 403
    assert employee.get(address).status_code == 404
    first = employee.post(address, {"days": 1})
    assert first.status_code == 201
    again = employee.post(address, {"days": 90})
    assert (again.status_code, again.json["url"]) == (200, first.json["url"])
    assert again.json["expires_at"] > first.json["expires_at"]
    assert employee.get(address).json == again.json
    assert employee.post(address, {"days": 91}).status_code == employee.post(address, {"days": 0}).status_code == 422
    with app.app_context():
        from backend.idempotency import IdempotentAnswer

        token = first.json["url"].rpartition("/")[2]
        kept = db.session.scalars(db.extension.select(IdempotentAnswer.body)).all()
        assert not any(token.encode() in body for body in kept), "no kept answer holds the link"
        assert db.session.query(StatusPage).one().hash != token
    employee.post(f"/tickets/{ticket['id']}/cancel")
    assert employee.post(address).status_code == 409
    assert "Ingetrokken" in look(app, "/s/" + token).text


def test_a_guessed_revoked_expired_or_stopped_link_all_tell_the_same_nothing(
    app: Flask, employee: Client, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    revoked, stopped, expired = (page_of(employee, employee.submit()) for _ in range(3))
    tickets = employee.get("/tickets").json["items"]
    assert manager.delete(f"/tickets/{tickets[-1]['id']}/status-page").status_code == 200
    assert "Deze pagina is gestopt" in press(app, stopped, "stop").text
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=31)
    monkeypatch.setattr(status_pages, "now", lambda: later)
    with app.app_context():
        engine = db.extension.engine
    asked: list[str] = []
    listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    answers = [
        (answer.status_code, answer.text, sorted(answer.headers.items()))
        for path in ("/s/guessed", "/s/" + "A" * 43, "/s/%C3%A9%00" + "x" * 3000, revoked, stopped, expired)
        for answer in (look(app, path), press(app, path, "works"), press(app, path, "stop"))
    ]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)
    assert "DG-" not in answers[0][1]
    # One and the same question to the database for each, so that the time tells nothing either.
    assert len({sql.replace(" FOR UPDATE", "") for sql in asked if sql.startswith("SELECT")}) == 1
    with app.app_context():
        db.write(forget_expired)
        assert db.session.query(StatusPage).count() == 0


def test_an_outages_page_says_the_same_for_all_and_each_has_a_link_of_their_own(
    app: Flask, employee: Client, colleague: Client, manager: Client
) -> None:
    row = declare(
        manager,
        title={"nl": "Kabel <b>stuk</b>", "en": None},
        advice={"nl": "Gebruik *4G*", "en": "Use *4G*"},
        expected_end_at=moment(hours=2),
        next_update_at=moment(hours=1),
    )
    ours, theirs = page_of(employee, row, "outages"), page_of(colleague, row, "outages")
    assert ours != theirs
    update(manager, row, status="identified", text={"nl": "<script>alert(1)</script> graafmachine", "en": None})
    dutch, english = look(app, ours).text, look(app, ours, "en").text
    links_apart = lambda text: re.sub(r"Iedereen met de link.*", "", text)  # noqa: E731 - each link ends in its own time
    assert links_apart(dutch) == links_apart(look(app, theirs).text)
    assert "Kabel &lt;b&gt;stuk&lt;/b&gt;" in dutch
    assert "&lt;script&gt;alert(1)&lt;/script&gt; graafmachine" in dutch
    assert "<script" not in dutch
    assert "Gebruik *4G*" in dutch
    assert "The cause is known" in english
    assert 'lang="nl"' in english
    assert "only in Dutch" in english
    assert "Mira" not in dutch, "nobody is named"
    assert 'value="works"' not in dutch
    for forged in ("works", "not", "stop", "", "x" * 500):
        assert press(app, ours, forged).status_code == 200, "one of many friends ends or changes nothing"
    assert "Stop deze pagina" not in dutch
    update(manager, row, status="dismissed", text="Vals alarm")
    assert "Er was geen storing" in look(app, ours).text
    employee.delete(f"/outages/{row['id']}/status-page")
    assert (look(app, ours).status_code, look(app, theirs).status_code) == (404, 200)


def test_a_tickets_page_tells_of_the_outage_behind_it(app: Flask, employee: Client, manager: Client) -> None:
    row = declare(manager, advice="Herstart je modem niet.", next_update_at=moment(hours=1))
    path = page_of(employee, employee.submit(outage_id=row["id"]))
    first = look(app, path)
    assert "Geen internet" in first.text
    assert "Herstart je modem niet." in first.text
    assert look(app, path, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    update(manager, row, status="identified", text={"nl": "Graafmachine", "en": "Digger"})
    assert "Graafmachine" in look(app, path).text, "drawn anew with each change"
    assert "Digger" in look(app, path + "?lang=en").text
    update(manager, row, status="resolved", text="Hersteld")
    over = look(app, path).text
    assert "De storing is voorbij." in over
    assert "degene van wie je deze link kreeg" not in over, "there is a ticket for what still fails"


def test_late_news_is_said_to_be_late(app: Flask, employee: Client, manager: Client, monkeypatch) -> None:
    from backend.following import known, times

    row = declare(manager, next_update_at=moment(hours=1), expected_end_at=moment(hours=1, minutes=30))
    path = page_of(employee, row, "outages")
    assert "te laat" not in look(app, path).text
    for words in ("Nieuws uiterlijk", "Naar verwachting voorbij"):
        assert words in look(app, path).text
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    for module in (known, times):
        monkeypatch.setattr(module, "now", lambda: later)
    for words in ("Het beloofde nieuws is te laat", "Nieuws beloofd vóór", "Zou voorbij zijn"):
        assert words in look(app, path).text


def test_who_has_a_link_to_what_was_merged_reads_how_the_other_one_comes_there(
    app: Flask, employee: Client, manager: Client
) -> None:
    part, whole = declare(manager, title="Kabel <b>stuk</b>"), declare(manager, title="Geen internet")
    path, plain = page_of(employee, part, "outages"), page_of(employee, whole, "outages")
    assert "blijkt bij deze" not in look(app, path).text
    assert manager.post(f"/outages/{part['id']}/merge", {"into": whole["id"]}).status_code == 200
    page = look(app, path).text
    assert "“Kabel &lt;b&gt;stuk&lt;/b&gt;” blijkt bij deze storing te horen." in page
    assert "Geen internet</h1>" in page
    assert "blijkt bij deze" not in look(app, plain).text


def test_what_came_to_nothing_is_not_said_to_be_over(app: Flask, employee: Client, manager: Client) -> None:
    work = declare(manager, kind="maintenance", started_at=moment(hours=5), expected_end_at=moment(hours=6))
    called_off, wrong = page_of(employee, work, "outages"), page_of(employee, row := declare(manager), "outages")
    assert "Begint" in look(app, called_off).text
    update(manager, work, status="cancelled")
    update(manager, row, status="dismissed", text="Vals alarm")
    for path, said in ((called_off, "Afgezegd"), (wrong, "Ingetrokken")):
        page = look(app, path).text
        assert said in page
        assert "Voorbij sinds" not in page
        assert "Begint" not in page
    assert "Zou beginnen" in look(app, called_off).text


def test_the_page_runs_nothing_asks_nothing_from_outside_and_leaks_no_address(app: Flask, employee: Client) -> None:
    page = look(app, page_of(employee, employee.submit()))
    assert "<script" not in page.text
    assert "http" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_suspicion_has_no_page(app: Flask, manager: Client, employee: Client) -> None:
    row = declare(manager)
    with app.app_context():
        from backend.outages.models import Outage

        def suspect() -> None:
            db.session.get_one(Outage, row["id"]).status = "suspected"

        db.write(suspect)
    assert employee.post(f"/outages/{row['id']}/status-page").status_code == 404
    assert manager.post(f"/outages/{row['id']}/status-page").status_code == 409
    ticket = employee.post("/tickets", problem()).json
    with app.app_context():
        from backend.tickets.models import Ticket

        def link() -> None:
            db.session.get_one(Ticket, ticket["id"]).outage_id = row["id"]

        db.write(link)
    assert "Geen internet" not in look(app, page_of(employee, ticket)).text


def test_a_form_too_large_is_refused(app: Flask, employee: Client) -> None:
    path = page_of(employee, employee.submit())
    app.testing = False
    assert app.test_client().post(path, data={"say": "x" * 20_000}).status_code == 413


def test_all_that_the_pages_say_is_said_in_dutch_too() -> None:
    known = catalogue("nl")
    for template in (Path(__file__).parents[3] / "backend/templates/following").glob("*.html"):
        for words in re.findall(r"""_\(["']([^"']+)["']\)""", template.read_text()):
            assert words in known, (template.name, words)


def test_a_friend_behind_an_outage_is_asked_and_their_no_becomes_a_ticket_with_nothing_retyped(
    app: Flask, employee: Client, colleague: Client, manager: Client
) -> None:
    row = declare(manager)
    typed = {"customer": {"name": "Oma Truus", "postcode": "3511AB"}, "description": "Tv op zwart"}
    mine = employee.post(f"/outages/{row['id']}/affected", typed).json
    assert colleague.post(f"/affected/{mine['id']}/status-page").status_code == 404
    path = page_of(employee, mine, "affected")
    waiting = look(app, path).text
    assert "De oorzaak wordt gezocht" in waiting
    assert 'value="not"' not in waiting
    update(manager, row, status="resolved", text="Klaar")
    with app.app_context():
        from backend.outages.behind.models import Affected

        def ask() -> None:
            db.session.get_one(Affected, mine["id"]).status = "asked"

        db.write(ask)
    assert "Werkt het weer bij je?" in look(app, path).text
    assert "Je zei dat het weer werkt" in press(app, path, "works").text
    told = employee.get("/affected").json["items"][0]
    assert (told["status"], told["unread"]) == ("works", True)
    page = press(app, path, "not").text
    ticket = employee.get("/tickets").json["items"][0]
    assert ticket["reference"] in page
    assert ticket["description"] == "Tv op zwart"
    assert "Truus" not in page + waiting
    assert "Tv op zwart" not in page
    assert employee.delete(f"/affected/{mine['id']}/status-page").status_code == 200
    assert look(app, path).status_code == 404


def test_drawn_pages_are_shared_and_right_at_once_after_a_change(
    app: Flask, employee: Client, colleague: Client, solver: Client, manager: Client, monkeypatch
) -> None:
    watch = app.extensions["doorgeven.watch"]
    watch.start()
    while not watch.fresh:
        pass
    outage, ticket = declare(manager), employee.submit()
    ours, theirs = page_of(employee, outage, "outages"), page_of(colleague, outage, "outages")
    own = page_of(employee, ticket)
    drawn: list[str] = []
    render = page.render
    monkeypatch.setattr(page, "render", lambda *args, **shown: drawn.append(args[0]) or render(*args, **shown))
    for path in (ours, theirs, ours, own, own):
        assert look(app, path).status_code == 200
    assert drawn == ["friend.html"] * 2
    update(manager, outage, status="identified", text="Graafmachine")
    assert "Graafmachine" in look(app, ours).text
    solver.amend(ticket, status="in_progress")
    assert "Het team is ermee bezig" in look(app, own).text
    assert press(app, own, "works").status_code == 200
    assert "Je zei dat het weer werkt" in look(app, own).text
    employee.delete(f"/tickets/{ticket['id']}/status-page")
    assert look(app, own).status_code == 404

"""Following an area: who is told by mail of what, once; and how it ends at one click."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from backend import db, letters, posting
from backend.following import services
from backend.following.models import OutageNews
from backend.following.services import subscriptions
from backend.letters import Letter
from backend.mail.message import Brand, compose
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, moment, update


def follow(client: Client, area: str = "3511", **fields) -> dict:
    answer = client.post("/subscriptions", {"area": area, **fields})
    assert answer.status_code in (200, 201), answer.text
    return dict(answer.json)


@pytest.fixture
def told(app: Flask) -> Callable[..., list[Letter]]:
    """Runs the worker's part to its end, and gives the letters that are new since the last time, the oldest first."""
    seen: set[str] = set()

    def run(limit: int = 100) -> list[Letter]:
        with app.app_context():
            while services.anything_to_tell():
                db.session.rollback()
                db.write(lambda: services.tell_followers(limit))
            rows = [row for row in db.session.query(Letter).order_by(Letter.created_at) if row.id not in seen]
            seen.update(row.id for row in rows)
            db.session.expunge_all()
            return rows

    return run


def test_a_follower_hears_each_update_of_what_touches_their_area_in_their_language(
    employee: Client, colleague: Client, manager: Client, told
) -> None:
    follow(employee, "3511AB", label="Thuis")
    follow(colleague, "province:Zeeland")
    follow(colleague, "3511", services=["tv"])
    row = declare(manager, areas=["35"], advice="Herstart niet.", next_update_at=moment(hours=1))
    declare(manager, areas=["4331"], services=["mobile"])
    first, zeeland = told()
    assert (first.address, first.language) == ("employee@example.org", "nl")
    assert first.subject == "Storing: Geen internet"
    for words in ("De oorzaak wordt gezocht", "Internet", "Nieuws uiterlijk: ", "Herstart niet.", "volgt: Thuis"):
        assert words in first.body
    assert zeeland.address == "colleague@example.org"
    update(manager, row, status="identified", text={"nl": "Graafmachine", "en": None})
    (second,) = told()
    assert second.subject == "Geen internet: De oorzaak is bekend"
    assert "Graafmachine" in second.body
    assert "alleen in" not in second.body
    update(manager, row, text={"nl": None, "en": "Digger"})
    (foreign,) = told()
    assert "Digger (alleen in het Engels)" in foreign.body
    update(manager, row, status="resolved", text="Klaar")
    (third,) = told()
    assert third.subject == "Geen internet: De storing is voorbij"
    assert told() == []


def test_a_dismissed_one_is_corrected_once_for_those_who_were_told(
    employee: Client, colleague: Client, manager: Client, told
) -> None:
    follow(employee)
    row = declare(manager)
    told()
    follow(colleague)
    update(manager, row, status="dismissed", text="Vals alarm")
    (only,) = told()
    assert only.address == "employee@example.org"
    assert only.subject == "Geen internet: Er was geen storing"


def test_what_was_taken_back_before_anybody_was_told_is_told_to_nobody(employee: Client, manager: Client, told) -> None:
    follow(employee, "35")
    none, one, other = declare(manager), declare(manager, areas=["3512"]), declare(manager, areas=["4331"])
    update(manager, none, text="Al gezien")
    update(manager, none, status="dismissed", text="Vals alarm")
    assert manager.post(f"/outages/{one['id']}/merge", {"into": other["id"]}).status_code == 200
    (letter,) = told()
    assert "3512" in letter.body, "of the one that it goes on as"
    assert "voorbij" not in letter.body


def test_an_area_added_later_is_told_to_its_followers_and_to_nobody_twice(
    employee: Client, colleague: Client, manager: Client, told
) -> None:
    follow(employee, "3511")
    follow(colleague, "4331")
    row = declare(manager)
    assert [letter.address for letter in told()] == ["employee@example.org"]
    amend(manager, row, areas=["3511", "4331"])
    assert [letter.address for letter in told()] == ["colleague@example.org"]
    amend(manager, row, title="Geen internet in twee plaatsen")
    assert told() == [], "a mended word is no news"
    amend(manager, row, areas=["4331"])
    update(manager, row, status="resolved")
    assert {letter.address for letter in told()} == {"employee@example.org", "colleague@example.org"}


def test_followers_of_one_that_goes_on_as_another_are_told_so_once_and_hear_the_rest_of_it(
    app: Flask, employee: Client, colleague: Client, manager: Client, told
) -> None:
    follow(employee, "3511")
    follow(colleague, "4331")
    one, other = declare(manager), declare(manager, areas=["4331"], title="Zeekabel stuk")
    path = employee.post(f"/outages/{one['id']}/status-page").json["url"].removeprefix("http://127.0.0.1:8080")
    assert len(told()) == 2
    assert manager.post(f"/outages/{one['id']}/merge", {"into": other["id"]}).status_code in (200, 201)
    (letter,) = told()
    assert letter.address == "employee@example.org"
    assert letter.subject == "Geen internet: Het gaat verder als een andere storing"
    assert letter.body.count("Zeekabel stuk") == 1
    update(manager, other, status="resolved", text="Klaar")
    assert {letter.address for letter in told()} == {"employee@example.org", "colleague@example.org"}
    page = app.test_client().get(path, headers={"Accept-Language": "nl"}).text
    assert "Zeekabel stuk" in page
    assert "De storing is voorbij" in page


def test_who_follows_without_mail_or_has_left_gets_none(app: Flask, employee: Client, manager: Client, told) -> None:
    mine = follow(employee, mail=False)
    follow(manager, "NL")
    declare(manager)
    assert [letter.address for letter in told()] == ["manager@example.org"]
    assert follow(employee, label="Toch")["id"] == mine["id"], "the same again changes the one there is"
    with app.app_context():
        from backend.accounts import services as accounts

        def leave() -> None:
            person = accounts.find_person("employee@example.org")
            assert person is not None
            person.active = False

        db.write(leave)
    declare(manager)
    assert [letter.address for letter in told()] == ["manager@example.org"]


def test_in_batches_and_killed_in_between_none_is_lost_and_none_comes_twice(
    app: Flask, employee: Client, colleague: Client, manager: Client, solver: Client, told, monkeypatch
) -> None:
    for client in (employee, colleague, manager, solver):
        follow(client, "NL")
        follow(client, "35")
    declare(manager)
    write, tries = letters.write_many, []

    def killed(drafts):
        write(drafts)
        tries.append(drafts)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(letters, "write_many", killed)
        with app.app_context(), pytest.raises(KeyboardInterrupt):
            db.write(lambda: services.tell_followers(2))
    assert tries
    assert len(told(limit=1)) == 4
    with app.app_context():
        assert db.session.query(OutageNews).filter(OutageNews.done_at.is_(None)).count() == 0


def test_a_suspicion_is_told_to_no_follower(app: Flask, employee: Client, manager: Client, told) -> None:
    follow(employee)
    row = declare(manager)
    told()
    with app.app_context():
        from backend.outages.models import Outage

        def suspect() -> None:
            db.session.get_one(Outage, row["id"]).status = "suspected"

        db.write(suspect)
    amend(manager, row, title="Misschien")
    assert told() == []


def test_what_is_followed_is_ones_own_and_must_exist(employee: Client, colleague: Client, api_key, monkeypatch) -> None:
    row = follow(employee, "place:utrecht", services=["fixed"], label="  Oma ")
    assert (row["area"], row["label"], row["mail"]) == ("place:Utrecht", "Oma", True)
    assert row["services"] == ["internet", "tv", "telephony"]
    assert "Utrecht" in row["where"]["nl"]
    assert row["postcodes"]
    listed = employee.get("/subscriptions")
    assert listed.json["items"] == [row]
    assert employee.get("/subscriptions", If_None_Match=listed.headers["ETag"]).status_code == 304
    assert colleague.get("/subscriptions").json["items"] == []
    assert colleague.delete(f"/subscriptions/{row['id']}").status_code == 404
    for wrong, pointer in (
        ({"area": "0000"}, "/area"),
        ({"area": "place:Nergenshuizen"}, "/area"),
        ({"area": "35", "services": ["gas"]}, "/services/0"),
        ({"area": "35", "mail": "yes"}, "/mail"),
        ({"area": "35", "label": "x" * 81}, "/label"),
        ({}, "/area"),
    ):
        refused = employee.post("/subscriptions", wrong)
        assert refused.status_code == 422, wrong
        assert refused.json["errors"][0]["pointer"] == pointer
    many = employee.post("/feeds", {"areas": ["35"] * 51})
    assert (many.status_code, many.json["errors"]) == (422, [{"pointer": "/areas", "detail": "Hoogstens 50 stuks."}])
    assert api_key().post("/subscriptions", {"area": "35"}).status_code == 403
    assert employee.delete(f"/subscriptions/{row['id']}").status_code == 200
    assert employee.get("/subscriptions").json["items"] == []
    monkeypatch.setattr(subscriptions, "MOST", 2)
    follow(employee, "35")
    follow(employee, "36")
    assert employee.post("/subscriptions", {"area": "NL"}).status_code == 409
    follow(employee, "36", label="Oma")


def test_one_click_ends_the_mail_of_what_was_followed_and_a_look_does_not(
    app: Flask, employee: Client, manager: Client, told
) -> None:
    follow(employee, "3511")
    follow(employee, "4331")
    row = declare(manager)
    (letter,) = told()
    message = composed(app, letter)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://127\.0\.0\.1:8080(/unsubscribe/[\w-]{44})>", message["List-Unsubscribe"])
    assert address, "one address, not folded into an encoded word"
    path = address[1]
    assert path in message.get_body(("plain",)).get_content().replace("=\n", "")
    nobody = app.test_client()
    for _ in range(2):
        page = nobody.get(path, headers={"Accept-Language": "nl"})
        nobody.head(path)
        assert "Stop deze mails" in page.text
        assert "3511" in page.text
    assert [item["mail"] for item in employee.get("/subscriptions").json["items"]] == [True, True]
    for _ in range(2):
        done = nobody.post(path, data={"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200, "no redirect: RFC 8058"
    assert [item["mail"] for item in employee.get("/subscriptions").json["items"]] == [False, True]
    update(manager, row, status="identified")
    assert told() == [], "of what they were told too they hear no more"


def test_where_several_are_followed_one_click_ends_them_all(
    app: Flask, employee: Client, manager: Client, told
) -> None:
    follow(employee, "3511", label="Thuis")
    follow(employee, "35", label="Oma")
    row = declare(manager)
    (letter,) = told()
    assert "volgt: Thuis, Oma" in letter.body
    assert letter.unsubscribe
    path = letter.unsubscribe.removeprefix("http://127.0.0.1:8080")
    assert (
        "Je krijgt geen mails meer zoals deze" in app.test_client().post(path, headers={"Accept-Language": "nl"}).text
    )
    update(manager, row, status="resolved")
    assert told() == []


def test_a_forged_address_ends_nothing(app: Flask, employee: Client, manager: Client, told) -> None:
    follow(employee)
    declare(manager)
    (letter,) = told()
    path = (letter.unsubscribe or "").removeprefix("http://127.0.0.1:8080")
    kind, token = path[13], path[14:]
    nobody = app.test_client()
    forged = [f"/unsubscribe/{other}{token}" for other in "ot"] + [
        path[:-4] + "AAAA",
        "/unsubscribe/s",
        "/unsubscribe/" + "é" * 9,
    ]
    answers = [(a.status_code, a.text) for way in forged for a in (nobody.get(way), nobody.post(way))]
    assert kind == "s"
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 404
    assert employee.get("/subscriptions").json["items"][0]["mail"]


def composed(app: Flask, letter: Letter):
    """The mail as it goes out, through the code that sends it."""
    config = app.extensions["doorgeven.config"]
    with app.app_context():
        envelope = posting._envelope(letter)
        return compose(posting._mail(envelope, config), config.mail_from, Brand.of("Doorgeven", None))

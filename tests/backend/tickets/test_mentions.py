"""`@name` tells a colleague: who is meant, who is not, and what each side sees of it."""

import pytest
from flask import Flask
from sqlalchemy import select

from backend import db
from backend.letters import Letter
from tests.backend.client import Client
from tests.backend.tickets.people import join
from tests.backend.tickets.told import events, receive


@pytest.fixture
def team(app: Flask) -> None:
    """Colleagues of Sanne Bakker's in team internet, and one of another team."""
    join(app, "jan@example.org", "Jan", "internet", language="en")
    join(app, "j.jansen@example.org", "Jan Jansen", "internet")
    join(app, "zoe@example.org", "Zoë Łukasz-Işık", "internet")
    join(app, "salma@example.org", "سلمى حداد", "internet")
    join(app, "tv.person@example.org", "Tim Visser", "tv")


def mentioned(client: Client, ticket: dict, body: str, visibility: str = "internal") -> list[str]:
    answer = client.post(f"/tickets/{ticket['id']}/messages", {"body": body, "visibility": visibility})
    assert answer.status_code == 201, answer.text
    return [person["name"] for person in answer.json["mentions"]]


def letters(app: Flask) -> list[Letter]:
    with app.app_context():
        return list(db.session.scalars(select(Letter).order_by(Letter.address)))


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("@Jan can you look?", ["Jan"]),
        ("Over to @jan jansen.", ["Jan Jansen"]),
        ("@JAN\u00a0JANSEN", ["Jan Jansen"]),
        ("(@j.jansen)", ["Jan Jansen"]),
        ("@zoe lukasz-isik!", ["Zoë Łukasz-Işık"]),
        ("@ZOË ŁUKASZ-IŞIK", ["Zoë Łukasz-Işık"]),
        ("@سلمى حداد انظري", ["سلمى حداد"]),
        ("@jan, @zoe and @jan again, @Mohamed El Amrani", ["Jan", "Zoë Łukasz-Işık", "Mohamed El Amrani"]),
        ("@Jan's modem", ["Jan"]),
        ("Mail jan@jan.example or x@zoe", []),
        ("@janssen @jan-piet @jan.nl @jan@example.org", []),
        ("@Tim Visser @tv.person @nobody @", []),
        ("jan, zoe", []),
    ],
)
def test_colleagues_are_named_by_name_or_mailbox(employee: Client, solver: Client, body: str, names: list) -> None:
    assert mentioned(solver, employee.submit(), body) == names


@pytest.mark.usefixtures("team")
def test_each_gets_one_letter_in_their_language_with_nothing_of_the_customer(
    app: Flask, employee: Client, solver: Client
) -> None:
    ticket = employee.submit()
    mentioned(solver, ticket, "@jan @jan @zoe @sanne bakker: Oma Truus, 0612345678")
    english, dutch = letters(app)
    assert (english.address, dutch.address) == ("jan@example.org", "zoe@example.org")
    assert english.subject == f"You are mentioned in {ticket['reference']}"
    assert dutch.subject == f"Je bent genoemd in {ticket['reference']}"
    assert english.link is None, "there is no page of a ticket to lead to"
    assert "Sanne Bakker" in english.body
    assert not any(word in english.body + dutch.body for word in ("Truus", "0612345678"))
    assert english.about == ticket["id"]


@pytest.mark.usefixtures("team")
def test_a_mention_in_a_change_counts_too_and_a_retry_writes_no_second_letter(
    app: Flask, employee: Client, solver: Client
) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress", message={"body": "@jan help", "visibility": "internal"})
    path, body = f"/tickets/{ticket['id']}/messages", {"body": "@zoe", "visibility": "internal"}
    for _ in range(2):
        solver.post(path, body, Idempotency_Key="once")
    assert [letter.address for letter in letters(app)] == ["jan@example.org", "zoe@example.org"]


@pytest.mark.usefixtures("team")
def test_the_team_sees_who_is_meant_and_the_reporter_only_the_words(
    app: Flask, employee: Client, solver: Client
) -> None:
    receive(solver, "internet")
    ticket = employee.submit()
    mentioned(solver, ticket, "@jan looks at it.", "public")
    timeline = f"/tickets/{ticket['id']}/timeline"
    assert [p["name"] for p in solver.get(timeline).json["items"][-1]["mentions"]] == ["Jan"]
    seen = employee.get(timeline).json["items"][-1]
    assert (seen["body"], seen["mentions"]) == ("@jan looks at it.", [])
    assert employee.get("/changes").json["entries"][-1]["mentions"] == []
    assert solver.get("/changes").json["entries"][-1]["mentions"][0]["name"] == "Jan"
    assert events(app, "internet")[-1]["data"]["entry"]["mentions"][0]["name"] == "Jan"


@pytest.mark.usefixtures("team")
def test_a_reporter_names_nobody(app: Flask, employee: Client) -> None:
    assert mentioned(employee, employee.submit(), "@jan hello", "public") == []
    assert letters(app) == []


@pytest.mark.usefixtures("team")
def test_who_left_is_not_told(app: Flask, employee: Client, solver: Client) -> None:
    from backend.accounts import services as accounts

    def leave() -> None:
        accounts.find_person("jan@example.org").active = False

    with app.app_context():
        db.write(leave)
    assert mentioned(solver, employee.submit(), "@jan") == []


@pytest.mark.usefixtures("team")
def test_where_i_am_mentioned_can_be_listed(employee: Client, solver: Client, sign_in, api_key) -> None:
    jan, ticket = sign_in("jan@example.org"), employee.submit()
    employee.submit()
    mentioned(solver, ticket, "@jan look")
    mentioned(solver, ticket, "@jan again")
    assert [one["id"] for one in jan.get("/tickets?mentioned=me").json["items"]] == [ticket["id"]]
    assert solver.get("/tickets?mentioned=me").json["items"] == []
    assert api_key().get("/tickets?mentioned=me").status_code == 422
    assert jan.get("/tickets?mentioned=solver").status_code == 422

"""What was asked, answered and tried goes along with a ticket, in the words of then, so that no team asks it again."""

from typing import Any

import pytest
from flask import Flask

from backend import clock, db
from backend.tickets.models import TriedHelp
from tests.backend.client import Client
from tests.backend.tickets.helping import article

LIGHTS = {"nl": "Welke lampjes branden er?", "en": "Which lights are on?"}
DEPENDS = {"nl": "Is iemand van deze lijn afhankelijk?", "en": "Does someone depend on this line?"}
ALARM = {"nl": "Ja, een alarm", "en": "Yes, an alarm"}
QUESTIONS = [
    {"id": "lights", "text": LIGHTS},
    {
        "id": "depends",
        "text": DEPENDS,
        "options": [
            {"id": "alarm", "text": ALARM, "severity": "critical"},
            {"id": "no", "text": {"nl": "Nee", "en": "No"}, "severity": "minor"},
        ],
    },
]


@pytest.fixture(autouse=True)
def asked(manager: Client) -> None:
    ask(manager, QUESTIONS)


def ask(manager: Client, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    etag = manager.get("/services/internet").headers["ETag"]
    answer = manager.patch("/services/internet", {"questions": questions}, etag)
    assert answer.status_code == 200, answer.text
    return list(answer.json["questions"])


def test_they_stand_with_the_ticket_for_everybody_who_sees_it(employee: Client, solver: Client) -> None:
    answers = [{"question": "lights", "text": " Alleen rood\n"}, {"question": "depends", "option": "no"}]
    ticket = employee.submit(answers=answers)
    assert ticket["answers"] == [
        {
            "question": "lights",
            "text": LIGHTS,
            "option": None,
            "answer": {"nl": "Alleen rood", "en": "Alleen rood"},
        },
        {"question": "depends", "text": DEPENDS, "option": "no", "answer": {"nl": "Nee", "en": "No"}},
    ]
    assert solver.get(f"/tickets/{ticket['id']}").json["answers"] == ticket["answers"]
    changed = employee.get("/changes").json["tickets"]
    assert (changed[0]["answers"], changed[0]["tried"]) == (ticket["answers"], [])


def test_what_was_typed_finds_the_ticket_and_what_was_tapped_does_not(employee: Client, solver: Client) -> None:
    answers = [{"question": "lights", "text": "knalpaars"}, {"question": "depends", "option": "alarm"}]
    ticket = employee.submit(answers=answers)
    assert [one["id"] for one in solver.get("/tickets?q=knalpaars").json["items"]] == [ticket["id"]]
    assert solver.get("/tickets?q=alarm").json["items"] == []


@pytest.mark.parametrize(
    ("said", "answer", "kept", "priority"),
    [
        ("minor", "alarm", "critical", 1),
        ("major", "no", "major", 2),
        ("critical", "no", "critical", 1),
        ("minor", "no", "minor", 3),
    ],
)
def test_an_answer_raises_the_severity_and_never_lowers_it(
    employee: Client, said: str, answer: str, kept: str, priority: int
) -> None:
    ticket = employee.submit(severity=said, answers=[{"question": "depends", "option": answer}])
    assert (ticket["severity"], ticket["priority"]) == (kept, priority)


def test_the_words_of_then_stay_when_the_question_changes(employee: Client, manager: Client) -> None:
    ticket = employee.submit(answers=[{"question": "depends", "option": "alarm"}])
    ask(manager, [{"id": "depends", "text": "Anders", "options": [{"id": "alarm", "text": "Iets anders"}]}])
    assert employee.get(f"/tickets/{ticket['id']}").json["answers"] == ticket["answers"]


def test_what_is_asked_no_more_is_still_understood_from_a_phone_that_was_away(
    employee: Client, manager: Client
) -> None:
    ask(manager, [{"id": "depends", "text": DEPENDS, "options": [{"id": "no", "text": "Nee"}]}])
    ask(manager, [])
    answers = [{"question": "lights", "text": "rood"}, {"question": "depends", "option": "alarm"}]
    ticket = employee.submit(answers=answers)
    assert ticket["severity"] == "critical"
    assert [one["answer"] for one in ticket["answers"]] == [{"nl": "rood", "en": "rood"}, ALARM]


def test_ids_stay_as_questions_are_asked_again_without_them(manager: Client) -> None:
    first = ask(manager, [{"text": "A", "options": [{"text": "ja"}, {"text": "nee"}]}, {"text": "B"}])
    second = ask(
        manager,
        [
            {"text": "B"},
            {"text": "A", "options": [{"text": "nee"}, {"text": "ja"}]},
            {"text": "B", "options": [{"text": "x"}]},
        ],
    )
    assert [one["id"] for one in second[:2]] == [first[1]["id"], first[0]["id"]]
    assert [one["id"] for one in second[1]["options"]] == [one["id"] for one in first[0]["options"]][::-1]
    assert len({one["id"] for one in second}) == 3


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ([{"question": "weather", "text": "x"}], "/answers/0/question"),
        ([{"question": "depends", "option": "maybe"}], "/answers/0/option"),
        ([{"question": "depends"}], "/answers/0/option"),
        ([{"question": "depends", "option": "no", "text": "x"}], "/answers/0/option"),
        ([{"question": "lights", "text": " "}], "/answers/0/text"),
        ([{"question": "lights", "text": "x" * 1001}], "/answers/0/text"),
        ([{"question": "lights", "text": "x"}, {"question": "lights", "text": "y"}], "/answers/1/question"),
        ([{"question": f"q{n}", "text": "x"} for n in range(11)], "/answers"),
        ([{"question": "lights", "text": "x", "severity": "critical"}], "/answers/0/severity"),
    ],
)
def test_an_answer_that_is_none_is_told_at_its_place(
    employee: Client, answers: list[dict[str, str]], pointer: str
) -> None:
    body = {"kind": "problem", "service": "internet", "description": "x", "customer": {"postcode": "3511AB"}}
    refused = employee.post("/tickets", {**body, "answers": answers})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    other = employee.post("/tickets", {**body, "service": "tv", "answers": [{"question": "lights", "text": "x"}]})
    assert other.json["errors"][0]["pointer"] == "/answers/0/question"


def test_what_was_tried_goes_along_under_its_title_and_is_counted(app: Flask, employee: Client) -> None:
    tried = article(app, removed_at=clock.now())
    ticket = employee.submit(tried=[tried])
    assert ticket["tried"] == [
        {"id": tried, "title": {"nl": "Zet de modem uit en aan", "en": "Turn the modem off and on"}}
    ]
    with app.app_context():
        assert [row.ticket_id for row in db.session.query(TriedHelp)] == [ticket["id"]]
    for wrong, pointer in ((["nothing"], "/tried/0"), ([tried, tried], "/tried"), (["x"] * 21, "/tried")):
        refused = employee.post(
            "/tickets", {"kind": "question", "description": "x", "service": "internet", "tried": wrong}
        )
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_that_they_know_of_it_is_the_customers_and_may_be_corrected(employee: Client, manager: Client) -> None:
    customer = {"postcode": "3511AB", "informed": True}
    ticket = employee.submit(customer=customer)
    assert ticket["customer"]["informed"] is True
    assert employee.submit()["customer"]["informed"] is False
    etag = employee.get(f"/tickets/{ticket['id']}").headers["ETag"]
    assert employee.patch(f"/tickets/{ticket['id']}/customer", {"informed": "yes"}, etag).status_code == 422
    corrected = employee.patch(f"/tickets/{ticket['id']}/customer", {"informed": False}, etag)
    assert corrected.json["customer"]["informed"] is False
    (listed,) = [one for one in manager.get("/tickets").json["items"] if one["id"] == ticket["id"]]
    assert listed["customer"] == {"postcode": "3511AB"}

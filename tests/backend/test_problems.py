"""Bad input and bad days: each a problem document in the reader's language, never a 500, and nothing is kept."""

import pytest
from flask import Flask

from backend.i18n import catalogue, say
from shared.messages import Message
from shared.schemas.problem import ProblemSchema
from tests.backend.client import Client, problem


def raw(client: Client, method: str, path: str, data: bytes, content_type: str | None = "application/json"):
    headers = {"Authorization": f"Bearer {client.token}", "Idempotency-Key": "k"}
    return client.http.open("/api/v1" + path, method=method, data=data, content_type=content_type, headers=headers)


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"", "application/json", 422),
        (b"", None, 422),
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"kind": NaN}', "application/json", 400),
        (b'{"description": "\\ud800"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"null", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'"text"', "application/json", 422),
        (b"kind=problem", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"{}", None, 415),
        (b'{"description": "' + b"x" * 10_000_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_taken_is_told_with_a_pointer(employee: Client, data, content_type, status: int) -> None:
    answer = raw(employee, "POST", "/tickets", data, content_type)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert not ProblemSchema().validate(answer.json)
    assert answer.json["errors"], "no pointer"
    assert employee.get("/tickets").json["items"] == []


def test_a_body_of_unknown_length_is_bounded_too(app: Flask, employee: Client) -> None:
    import io

    body = b'{"kind": "question", "description": "x"}' + b" " * 1_100_000 + b"garbage"
    answer = app.test_client().post(
        "/api/v1/tickets",
        input_stream=io.BytesIO(body),
        headers={
            "Authorization": f"Bearer {employee.token}",
            "Idempotency-Key": "k",
            "Content-Type": "application/json",
            "Transfer-Encoding": "chunked",
        },
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert employee.get("/tickets").json["items"] == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("status=asleep", "/query/status"),
        ("sort=color", "/query/sort"),
        ("limit=0", "/query/limit"),
        ("limit=101", "/query/limit"),
        ("limit=many", "/query/limit"),
        ("limit=99999999999999999999", "/query/limit"),
        ("cursor=nonsense", "/query/cursor"),
        ("updated_after=yesterday", "/query/updated_after"),
        ("colour=red", "/query/colour"),
        ("external_id=%00", "/query/external_id"),
    ],
)
def test_a_wrong_query_is_told_with_a_pointer(employee: Client, query: str, pointer: str) -> None:
    answer = employee.get(f"/tickets?{query}")
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]


@pytest.mark.parametrize("path", ["/tickets/%00", "/tickets/" + "x" * 65, "/tickets/..%2f", "/nothing", "/tickets/é"])
def test_what_can_be_no_address_of_ours_is_a_404(employee: Client, path: str) -> None:
    answer = employee.get(path)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_a_method_that_is_not_taken_names_those_that_are(employee: Client) -> None:
    answer = employee.call("PUT", "/tickets", {})
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].replace(" ", "").split(","))


def test_errors_speak_the_readers_language(employee: Client, sign_in) -> None:
    dutch = employee.post("/tickets", {"kind": "problem"}).json
    assert dutch["title"] == "Sommige velden kloppen niet."
    asked = employee.post("/tickets", {"kind": "problem"}, Accept_Language="en-GB,en;q=0.8").json
    assert asked["title"] == "Some fields are not right."
    postcode = employee.post("/tickets", problem(customer={"postcode": "60193"})).json["errors"][0]["detail"]
    assert postcode == "Geen postcode van NL; een postcode ziet er zo uit: 3511 AB."


def test_every_sentence_for_people_has_its_dutch() -> None:
    """Whatever the code raises or a schema says is in the catalogue; one that is missing is named."""
    from tests.backend.sentences import sentences

    missing = sorted(sentences() - set(catalogue("nl")))
    assert missing == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    import re

    for english, dutch in catalogue("nl").items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", dutch)), english


def test_something_unforeseen_is_told_without_a_traceback(app: Flask, employee: Client, monkeypatch) -> None:
    from backend.tickets import services

    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(services, "list_tickets", lambda *_: 1 / 0)
    answer = employee.get("/tickets", Accept_Language="en")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert answer.json["title"] == "Internal Server Error"


def test_a_database_that_is_away_is_a_503_and_comes_back(app: Flask, employee: Client, monkeypatch) -> None:
    from sqlalchemy.exc import OperationalError

    from backend.tickets import services

    def away(*_):
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    with monkeypatch.context() as patched:
        patched.setattr(services, "list_tickets", away)
        answer = employee.get("/tickets")
    assert answer.status_code == 503
    assert employee.get("/tickets").status_code == 200


def test_a_sentence_with_braces_of_its_own_is_said_in_dutch_too() -> None:
    sentence = Message('Not a text in two languages; write it as {"nl": "...", "en": "..."}.')
    assert say(sentence, "nl") == catalogue("nl")[sentence]
    assert say(sentence, "en") == sentence

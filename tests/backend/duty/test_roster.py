"""Who is on duty: set by managers and admins, in order, one change at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend import db
from backend.accounts import leaving
from backend.accounts.models import Person
from backend.audit import AuditRecord
from shared.schemas.duty import DutySchema
from tests.backend.client import Client


def put(client: Client, people: object, etag: str | None = None):
    etag = client.get("/duty").headers["ETag"] if etag is None else etag
    return client.call("PUT", "/duty", {"people": people}, If_Match=etag)


def names(client: Client) -> list[str]:
    return [person["name"] for person in client.get("/duty").json["people"]]


def test_at_first_nobody_is_and_the_managers_to_choose_from_are_named(
    manager: Client, managers: dict[str, str]
) -> None:
    shown = manager.get("/duty").json
    assert DutySchema().validate(shown) == {}
    assert shown["people"] == []
    assert [person["name"] for person in shown["managers"]] == ["Anna", "Bram", "Carla", "Mohamed El Amrani"]
    assert shown["next_person_after_seconds"] == 600


def test_the_order_is_the_one_that_was_given_and_leaves_a_trace(
    app: Flask, manager: Client, admin: Client, managers: dict[str, str]
) -> None:
    assert put(manager, [managers["carla"], managers["anna"]]).status_code == 200
    assert put(admin, [managers["bram"], managers["carla"]]).status_code == 200
    assert names(manager) == ["Bram", "Carla"]
    with app.app_context():
        last = db.session.query(AuditRecord).order_by(AuditRecord.seq.desc()).first()
        assert last.action == "duty.changed"
        assert last.changes == {
            "people": {"from": [managers["carla"], managers["anna"]], "to": [managers["bram"], managers["carla"]]}
        }


@pytest.mark.parametrize(
    ("role", "status"), [("employee", 403), ("solver", 403), ("manager", 200), ("admin", 200), ("nobody", 401)]
)
def test_who_sees_and_sets_it(app: Flask, sign_in: Callable[[str], Client], role: str, status: int) -> None:
    client = Client(app) if role == "nobody" else sign_in(role)
    assert client.get("/duty").status_code == status
    assert client.call("PUT", "/duty", {"people": []}, If_Match="*").status_code == status


def test_a_program_is_never_on_duty(api_key: Callable[..., Client]) -> None:
    program = api_key("internet", "outages")
    assert program.get("/duty").status_code == 403
    assert program.get("/alerts").status_code == 403


def test_two_who_set_it_at_once_do_not_overwrite_each_other(
    app: Flask, manager: Client, managers: dict[str, str]
) -> None:
    etag = manager.get("/duty").headers["ETag"]
    assert manager.call("PUT", "/duty", {"people": []}).status_code == 428
    clients = [Client(app, manager.token) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        people = list(managers.values())
        answers = pool.map(lambda n: put(clients[n], people[n % 3 :], etag).status_code, range(4))
    assert sorted(answers) == [200, 412, 412, 412]


def test_only_managers_who_are_there_and_each_once(
    manager: Client, managers: dict[str, str], sign_in: Callable[[str], Client]
) -> None:
    solver = sign_in("solver").get("/me").json["id"]
    anna = managers["anna"]
    for people, pointer in (
        ([anna, solver], "/people/1"),
        (["nobody"], "/people/0"),
        ([anna, anna], "/people/1"),
        (["x" * 65], "/people/0"),
        (["\x00"], "/people/0"),
        ([anna] * 51, "/people"),
        ("anna", "/people"),
    ):
        answer = put(manager, people)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert names(manager) == []


def test_who_leaves_is_no_longer_on_duty(app: Flask, manager: Client, managers: dict[str, str]) -> None:
    put(manager, [managers["anna"], managers["bram"]])
    with app.app_context():
        db.write(lambda: bool(leaving.deactivate(db.session.get_one(Person, managers["anna"]))))
    assert names(manager) == ["Bram"]
    assert put(manager, [managers["bram"]]).status_code == 200

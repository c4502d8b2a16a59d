"""What those who react to a change of an outage are told: which act it was, and what was known before."""

from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages.models import Outage
from backend.outages.telling import ABOVE
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, update

Heard = list[dict[str, Any]]


@pytest.fixture
def heard(app: Flask) -> Heard:
    found: Heard = []

    def listen(happened: Any) -> None:
        told = happened.update.text["en"] if happened.update else None
        facts = {"what": str(happened.what), "told": told, "hidden": happened.hidden}
        found.append({**facts, "further": happened.reaches_further, "by": happened.actor.name})

    app.extensions[ABOVE] = (listen,)
    return found


def whats(heard: Heard) -> list[str]:
    return [one["what"] for one in heard]


def test_each_act_is_told_once_as_what_it_was(manager: Client, heard: Heard) -> None:
    made = declare(manager)
    update(manager, made, text="Looking.")
    update(manager, made, status="identified")
    update(manager, made, status="resolved")
    update(manager, made, status="investigating")
    update(manager, made, status="resolved")
    update(manager, made, status="closed")
    assert whats(heard) == ["declared", "updated", "moved", "resolved", "moved", "resolved", "closed"]
    assert heard[1] == {"what": "updated", "told": "Looking.", "hidden": False, "further": False, "by": heard[0]["by"]}
    assert heard[0] == {"what": "declared", "told": None, "hidden": False, "further": True, "by": "Mohamed El Amrani"}


def test_planned_work_is_told_in_the_same_words(manager: Client, heard: Heard) -> None:
    made = declare(manager, kind="maintenance")
    update(manager, made, status="in_progress")
    update(manager, made, status="completed")
    update(manager, declare(manager, kind="maintenance"), status="cancelled")
    assert whats(heard) == ["declared", "moved", "resolved", "declared", "cancelled"]


@pytest.mark.parametrize(
    ("fields", "further"),
    [
        ({"areas": ["3511", "3512"]}, True),
        ({"areas": ["3512"]}, True),
        ({"services": ["fixed"]}, True),
        ({"impact": "minor"}, False),
        ({"title": "Other"}, False),
    ],
)
def test_an_area_or_a_service_more_reaches_further(
    manager: Client, heard: Heard, fields: dict[str, Any], further: bool
) -> None:
    amend(manager, declare(manager), **fields)
    assert (heard[1]["what"], heard[1]["further"]) == ("amended", further)


def test_a_suspicion_stays_hidden_until_it_is_declared(app: Flask, manager: Client, heard: Heard) -> None:
    made = [declare(manager) for _ in range(2)]
    with app.app_context():
        for row in made:
            db.session.get_one(Outage, row["id"]).status = "suspected"
        db.session.commit()
    heard.clear()
    update(manager, made[0])
    update(manager, made[0], status="identified")
    update(manager, made[1], status="dismissed")
    assert [(one["what"], one["hidden"]) for one in heard] == [
        ("suspected", True),
        ("declared", False),
        ("dismissed", True),
    ]


def test_what_changes_nothing_is_not_told(manager: Client, heard: Heard) -> None:
    made = declare(manager)
    amend(manager, made, impact="major")
    assert whats(heard) == ["declared"]

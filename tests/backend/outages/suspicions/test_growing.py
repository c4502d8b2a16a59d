"""A suspicion that proves to reach further: widened while nobody has decided, another one once a person has."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages.detection import log, outcomes
from backend.outages.detection.outcomes import Act
from backend.outages.detection.reports import Kind, Suspicion
from tests.backend.client import Client
from tests.backend.outages.declared import amend, update
from tests.backend.outages.suspicions.conftest import START, Look, suspicions, told
from tests.backend.tickets.at import Set, moment

Make = Callable[[Kind, Suspicion], None]
AT = moment(START)


@pytest.fixture
def make(app: Flask, at: Set) -> Make:
    def make(kind: Kind, suspicion: Suspicion) -> None:
        with app.app_context():
            db.write(lambda: outcomes.make(Act(kind, suspicion)))

    return make


@pytest.fixture
def tickets(at: Set, employee: Client) -> list[str]:
    return [str(employee.submit(customer={"name": f"Friend {n}", "postcode": "3511AB"})["id"]) for n in range(4)]


@pytest.fixture
def small(tickets: list[str]) -> Suspicion:
    since = AT - dt.timedelta(minutes=5)
    found = tuple(tickets[:2])
    return Suspicion(found[0], AT, since, "code", ("3511",), ("internet",), found, 0.1, 0.5, 20.0, 800.0, 720.0)


@pytest.fixture
def wide(small: Suspicion, tickets: list[str]) -> Suspicion:
    since = AT - dt.timedelta(minutes=9)
    return dataclasses.replace(
        small, areas=("3511", "3512"), services=("internet", "tv"), tickets=tuple(tickets), since=since, statistic=950.0
    )


def test_one_that_waits_is_widened_and_duty_told_anew_once(
    make: Make, small: Suspicion, wide: Suspicion, on_duty: Any, mailed: Any, manager: Client
) -> None:
    on_duty("bram")
    mailed()
    make(Kind.RAISED, small)
    (first,) = mailed()
    (before,) = suspicions(manager)
    make(Kind.GROWN, wide)
    (second,) = mailed()
    assert first.subject == "Suspected outage: Internet: 3511 Utrecht"
    assert second.subject == "Suspected outage, wider than thought: Internet, Television: 3511–3512 Utrecht"
    now_said = "4 tickets since Monday 1 June at 11:51, where 0.1 are usual in that time."
    assert second.body.startswith(now_said)
    # Whoever is told next of the first alert reads of now too.
    assert [one["text"]["en"].startswith(now_said) for one in manager.get("/alerts").json["items"]] == [True, True]
    (outage,) = suspicions(manager)
    assert (outage["id"], outage["areas"], outage["services"]) == (before["id"], ["3511", "3512"], ["internet", "tv"])
    assert outage["started_at"] == "2026-06-01T09:51:00.000000Z"
    assert (outage["suspicion"]["statistic"], outage["suspicion"]["statistic_when_raised"]) == (950.0, 800.0)
    make(Kind.GROWN, dataclasses.replace(wide, areas=("35",)))
    assert mailed() == []
    (outage,) = suspicions(manager)
    assert outage["areas"] == ["35"]
    acts = [one["type"] for one in manager.get(f"/outages/{outage['id']}/history").json["items"]]
    assert acts.count("amended") == 2


def test_a_title_that_somebody_wrote_stays(make: Make, small: Suspicion, wide: Suspicion, manager: Client) -> None:
    make(Kind.RAISED, small)
    (outage,) = suspicions(manager)
    amend(manager, outage, title="The cable at the bridge")
    make(Kind.GROWN, wide)
    (outage,) = suspicions(manager)
    assert (outage["title"]["en"], outage["areas"]) == ("The cable at the bridge", ["3511", "3512"])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"areas": ["3511", "3513"]}, {"areas": ["3511", "3513"], "services": ["internet", "tv"]}),
        ({"services": ["mobile"]}, {"areas": ["3511", "3512"], "services": ["mobile"]}),
        ({"started_at": "2026-06-01T09:57:00.000000Z"}, {"started_at": "2026-06-01T09:57:00.000000Z"}),
    ],
)
def test_what_somebody_corrected_meanwhile_stays_and_the_rest_grows(
    make: Make, small: Suspicion, wide: Suspicion, manager: Client, said: dict[str, Any], kept: dict[str, Any]
) -> None:
    make(Kind.RAISED, small)
    (outage,) = suspicions(manager)
    amend(manager, outage, **said)
    make(Kind.GROWN, wide)
    make(Kind.GROWN, dataclasses.replace(wide, statistic=990.0))
    (outage,) = suspicions(manager)
    assert {name: outage[name] for name in kept} == kept
    assert outage["suspicion"]["statistic"] == 990.0


@pytest.mark.parametrize(("said", "then"), [(None, "critical"), ("minor", "minor")])
def test_it_is_as_bad_as_it_seems_by_now_unless_somebody_said_how_bad(
    make: Make, small: Suspicion, wide: Suspicion, manager: Client, said: str | None, then: str
) -> None:
    make(Kind.RAISED, small)
    (outage,) = suspicions(manager)
    assert outage["impact"] == "major"
    if said:
        amend(manager, outage, impact=said)
    make(Kind.GROWN, dataclasses.replace(wide, excess_per_hour=200.0))
    (outage,) = suspicions(manager)
    assert outage["impact"] == then


def test_what_a_person_confirmed_is_left_alone_and_the_wider_one_is_another(
    make: Make, small: Suspicion, wide: Suspicion, at: Set, manager: Client
) -> None:
    make(Kind.RAISED, small)
    (first,) = suspicions(manager)
    at(AT + dt.timedelta(minutes=1))
    update(manager, first, status="investigating")
    make(Kind.GROWN, wide)
    (second,) = suspicions(manager)
    assert second["id"] != first["id"]
    assert manager.get(f"/outages/{first['id']}").json["areas"] == ["3511"]
    make(Kind.JOINED, dataclasses.replace(wide, statistic=990.0))
    assert manager.get(f"/outages/{second['id']}").json["suspicion"]["statistic"] == 990.0
    assert manager.get(f"/outages/{first['id']}").json["suspicion"]["statistic"] == 800.0


def test_what_becomes_of_the_first_says_nothing_of_the_wider_one(
    app: Flask, make: Make, small: Suspicion, wide: Suspicion, at: Set, look: Look, manager: Client
) -> None:
    make(Kind.RAISED, small)
    (first,) = suspicions(manager)
    at(AT + dt.timedelta(minutes=1))
    update(manager, first, status="investigating")
    make(Kind.GROWN, wide)
    look()
    assert [row[0] for row in told(app) if row[0] in (log.CONFIRMED, log.DISMISSED, log.ENDED)] == []
    (second,) = suspicions(manager)
    update(manager, second, status="dismissed")
    look()
    assert [row[0] for row in told(app) if row[0] in (log.CONFIRMED, log.DISMISSED, log.ENDED)] == [log.DISMISSED]


def test_a_place_that_an_import_took_away_stops_nothing(make: Make, small: Suspicion, manager: Client) -> None:
    make(Kind.RAISED, dataclasses.replace(small, areas=("place:Nergenshuizen", "3511")))
    (outage,) = suspicions(manager)
    assert outage["areas"] == ["3511"]
    make(Kind.GROWN, dataclasses.replace(small, areas=("place:Nergenshuizen",)))
    (outage,) = suspicions(manager)
    assert outage["areas"] == ["NL"]


def test_what_was_found_among_many_is_told_once_a_batch(small: Suspicion, wide: Suspicion) -> None:
    joined = [Act(Kind.JOINED, dataclasses.replace(small, statistic=float(n))) for n in range(3)]
    acts = outcomes.together([Act(Kind.RAISED, small), *joined, Act(Kind.GROWN, wide), joined[0]])
    assert [(act.kind, act.suspicion.statistic) for act in acts] == [(Kind.RAISED, 2.0), (Kind.GROWN, 0.0)]


def test_how_bad_it_seems_follows_from_how_many_more_come(small: Suspicion) -> None:
    of = [dataclasses.replace(small, excess_per_hour=rate) for rate in (1.0, 20.0, 200.0)]
    assert [str(outcomes.impact(one)) for one in of] == ["minor", "major", "critical"]
    assert str(outcomes.impact(dataclasses.replace(of[0], level="country"))) == "major"

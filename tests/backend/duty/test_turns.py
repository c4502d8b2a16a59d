"""An alert goes from one on duty to the next, until somebody has it."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from backend import db, letters, posting
from backend.accounts import leaving
from backend.accounts.models import Person
from backend.duty import plan
from backend.duty import services as duty
from tests.backend.client import Client
from tests.backend.duty.conftest import who
from tests.backend.tickets.at import Set

Raise = Callable[..., str | None]
Mailed = Callable[[], list[Any]]
START = dt.datetime(2026, 6, 1, 6, tzinfo=dt.UTC)


def test_the_first_is_told_at_once_and_the_others_each_ten_minutes_later_and_round(
    at: Set, on_duty: Any, alarm: Raise, look: Any, mailed: Mailed
) -> None:
    on_duty("carla", "anna")
    alarm()
    assert who(mailed()) == ["carla"]
    for moment, told in (
        ("2026-06-01 06:09", []),
        ("2026-06-01 06:10", ["anna"]),
        ("2026-06-01 06:19", []),
        ("2026-06-01 06:20", ["carla"]),
        ("2026-06-01 06:31", ["anna"]),
        ("2026-06-01 06:40", []),
        ("2026-06-01 06:41", ["carla"]),
    ):
        at(moment)
        look()
        look()
        assert who(mailed()) == told, moment


def test_each_letter_says_what_it_is_whose_turn_it_is_and_who_is_next(
    at: Set, on_duty: Any, alarm: Raise, look: Any, mailed: Mailed
) -> None:
    on_duty("anna", "bram")
    alarm()
    (first,) = mailed()
    assert (first.subject, first.language) == ("DG-4K7-P2M duurt te lang", "nl")
    assert first.body.split("\n\n") == [
        "Geen eerste reactie.",
        "Je hebt dienst. Laat weten dat je het oppakt, anders krijgt Bram om 01-06-2026 08:10 bericht:",
    ]
    at("2026-06-01 06:10")
    look()
    (second,) = mailed()
    assert (second.subject, second.language) == ("DG-4K7-P2M takes too long", "en")
    assert second.body.split("\n\n") == [
        "No first response.",
        "Anna was told at 01-06-2026 08:00 and has not said to have it; now it is your turn.",
        "You are on duty. Say that you have it, or Anna is told at 01-06-2026 08:20:",
    ]


def test_one_alone_is_told_again(at: Set, on_duty: Any, alarm: Raise, look: Any, mailed: Mailed) -> None:
    on_duty("bram")
    alarm()
    assert "or you are told again at 01-06-2026 08:10" in mailed()[0].body
    at("2026-06-01 06:10")
    look()
    assert who(mailed()) == ["bram"]


def test_where_nobody_is_on_duty_all_managers_are_told_once_and_who_comes_on_duty_takes_over(
    at: Set, managers: Any, on_duty: Any, alarm: Raise, look: Any, mailed: Mailed
) -> None:
    alarm()
    told = mailed()
    assert who(told) == ["anna", "bram", "carla", "manager"]
    assert "Niemand staat op de dienstlijst" in told[0].body
    at("2026-06-01 06:10")
    look()
    assert mailed() == []
    on_duty("bram")
    at("2026-06-01 06:20")
    look()
    assert who(mailed()) == ["bram"]


def test_the_same_is_raised_once(at: Set, on_duty: Any, alarm: Raise, mailed: Mailed, manager: Client) -> None:
    on_duty("anna")
    assert alarm() is not None
    assert alarm() is None
    assert len(mailed()) == 1
    assert len(manager.get("/alerts").json["items"]) == 1


def test_who_is_no_longer_there_is_passed_over(
    app: Flask, at: Set, managers: dict[str, str], on_duty: Any, alarm: Raise, look: Any, mailed: Mailed
) -> None:
    on_duty("anna", "bram", "carla")
    alarm()
    with app.app_context():
        db.write(lambda: bool(leaving.deactivate(db.session.get_one(Person, managers["bram"]))))
    mailed()
    at("2026-06-01 06:10")
    look()
    assert who(mailed()) == ["carla"]


def test_a_list_changed_meanwhile_begins_with_its_first_unless_they_had_their_turn(
    at: Set, on_duty: Any, alarm: Raise, look: Any, mailed: Mailed
) -> None:
    on_duty("anna")
    alarm("one")
    on_duty("carla", "bram")
    at("2026-06-01 06:10")
    look()
    assert who(mailed()) == ["anna", "carla"]
    on_duty("bram", "carla", "anna")
    at("2026-06-01 06:20")
    look()
    assert who(mailed()) == ["anna"]


def test_workers_that_look_at_once_tell_one_person_once(
    app: Flask, at: Set, on_duty: Any, alarm: Raise, mailed: Mailed
) -> None:
    on_duty("anna", "bram")
    for n in range(8):
        alarm(str(n))
    mailed()
    at("2026-06-01 06:10")

    def look(_: int) -> None:
        with app.app_context():
            while db.write(lambda: duty.take_turns(2)):
                pass

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    assert who(mailed()) == ["bram"] * 8


def test_a_worker_killed_in_the_middle_has_told_nobody_and_the_next_does(
    app: Flask, at: Set, on_duty: Any, alarm: Raise, look: Any, mailed: Mailed
) -> None:
    on_duty("anna", "bram")
    alarm()
    mailed()
    at("2026-06-01 06:10")

    def killed() -> None:
        duty.take_turns()
        raise KeyboardInterrupt

    with app.app_context(), pytest.raises(KeyboardInterrupt):
        db.write(killed)
    assert mailed() == []
    look()
    assert who(mailed()) == ["bram"]


def test_after_three_rounds_it_slows_down_and_after_three_days_it_only_stays_open(
    at: Set, on_duty: Any, alarm: Raise, look: Any, mailed: Mailed, manager: Client
) -> None:
    on_duty("anna")
    alarm()
    moment, told = START, []
    while moment < START + dt.timedelta(days=4):
        at(moment)
        look()
        told += [(moment - START) // dt.timedelta(minutes=1) for _ in mailed()]
        moment += dt.timedelta(minutes=10)
    assert told[:5] == [0, 10, 20, 80, 140]
    assert told[-1] <= 72 * 60
    (shown,) = manager.get("/alerts").json["items"]
    assert (shown["status"], shown["next_person_at"]) == ("open", None)


def test_its_letter_goes_before_all_that_waits(app: Flask, on_duty: Any, alarm: Raise) -> None:
    on_duty("anna")
    waiting = [letters.Draft(f"{n}@example.org", "nl", "Nieuws", ("Er is nieuws.",)) for n in range(50)]
    with app.app_context():
        db.write(lambda: letters.write_many(waiting))
    alarm()
    with app.app_context():
        (first,) = db.write(lambda: posting.claim("worker", 1))
    assert first.address == "anna@example.org"


@given(st.lists(st.text(max_size=3), unique=True, max_size=6), st.text(max_size=3))
def test_everybody_has_a_turn_before_anybody_has_a_second(people: list[str], last: str) -> None:
    turns = []
    for _ in people:
        last = plan.whose_turn(people, last) or ""
        turns.append(last)
    assert sorted(turns) == sorted(people)
    assert plan.whose_turn([], last) is None

"""Whoever decides, and however often it begins anew: the same tickets come to the same suspicions and evidence."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend import db
from backend.outages.detection import incoming, learning, log, watching
from backend.outages.detection.models import LogEntry
from backend.outages.detection.watching import LEASE, Watching
from backend.tickets.models import Ticket
from tests.backend.client import Client
from tests.backend.outages.declared import update
from tests.backend.outages.suspicions.conftest import Look, Pass, suspicions, told
from tests.backend.tickets.at import Set

Scene = Callable[[Callable[[], None]], list[Any]]


@pytest.fixture
def scene(app: Flask, pass_on: Pass, manager: Client) -> Scene:
    """Two clusters, one dismissed and one that goes on, looked at by whatever `look` is after each few tickets."""

    def scene(look: Callable[[], None]) -> list[Any]:
        look()
        for _ in range(5):
            pass_on(2)
            look()
            pass_on(1, "9711AB", service="tv")
            look()
        first = min(suspicions(manager), key=lambda one: one["created_at"])
        update(manager, first, status="dismissed")
        for _ in range(5):
            look()
            pass_on(2, "9711AB", service="tv")
            pass_on(1, minutes=9)
        look()
        return told(app)

    return scene


def test_a_worker_that_begins_anew_each_time_comes_to_what_one_that_stays_does(
    app: Flask, learned: None, worker: Callable[[str], Look], pass_on: Pass, manager: Client
) -> None:
    """The detector of a worker that stayed, and one made anew from the log, decide the same on the next tickets."""
    stays = Watching("one")
    with app.app_context():
        while stays.go_on():
            pass
        db.session.remove()
    for _ in range(7):
        pass_on(1)
        pass_on(1, "9711AB", service="tv")
        with app.app_context():
            while stays.go_on():
                pass
            fresh = watching.memory.rebuild(incoming.progress().baseline_id or 0)
            kept = stays._memory
            assert fresh is not None
            assert kept is not None
            assert fresh.seq == kept.seq
            assert fresh.at == kept.at
            assert fresh.detector.watched(fresh.at) == kept.detector.watched(kept.at)
            one, other = fresh.detector.scan, kept.detector.scan
            for name in ("_r", "_at", "_until", "_echoes", "_counted", "_usual"):
                assert (getattr(one, name) == getattr(other, name)).all(), name
            db.session.remove()
    assert suspicions(manager)


def test_after_a_day_of_silence_nothing_of_before_is_taken_in_twice(
    app: Flask, look: Look, pass_on: Pass, at: Set
) -> None:
    look()
    pass_on(3)
    look()
    at("2026-06-03 10:00")
    with app.app_context():
        learning.learn_now()
        fresh = watching.memory.rebuild(incoming.progress().baseline_id or 0)
        assert fresh is not None
        assert fresh.seq == log.last()


def test_restarts_in_the_middle_change_nothing(
    app: Flask, learned: None, worker: Callable[[str], Look], scene: Scene, at: Set
) -> None:
    anew = iter(range(1000))

    def restarted() -> None:
        at_once = worker(f"worker {next(anew)}")
        with app.app_context():
            db.session.execute(incoming.Following.__table__.update().values(lease_until=None))
            db.session.commit()
        at_once()

    story = scene(restarted)
    kinds = [row[0] for row in story if row[0] in (log.RAISED, log.GROWN, log.DISMISSED)]
    assert kinds.count(log.RAISED) >= 2
    assert log.DISMISSED in kinds
    before = told(app)
    worker("the last")()
    assert told(app) == before


def test_one_decides_at_a_time_and_another_goes_on_where_it_stopped(
    app: Flask, learned: None, worker: Callable[[str], Look], pass_on: Pass, at: Set, manager: Client
) -> None:
    one, two = worker("one"), worker("two")
    one()
    pass_on(1)
    one()
    two()
    pass_on(9, minutes=0.005)
    two()
    assert suspicions(manager) == []
    with app.app_context():
        assert incoming.progress().worker == "one"
        at(incoming.now() + LEASE)
    two()
    assert len(suspicions(manager)) == 1
    with app.app_context():
        assert incoming.progress().worker == "two"
    pass_on(3)
    one()
    assert len(suspicions(manager)) == 1


def test_who_was_not_first_writes_nothing_and_begins_anew(
    app: Flask, learned: None, worker: Callable[[str], Look], pass_on: Pass, manager: Client
) -> None:
    one, two = Watching("one"), worker("two")
    with app.app_context():
        one.go_on()
        db.session.remove()
    pass_on(10)
    real = db.write

    def second(change: Callable[[], Any]) -> Any:
        watching.db.write = real
        two()
        return real(change)

    with app.app_context():
        watching.db.write = second  # type: ignore[assignment]
        try:
            assert not one.go_on()
        finally:
            watching.db.write = real
        assert one._memory is None
        while one.go_on():
            pass
        db.session.remove()
        assert db.session.query(LogEntry).filter_by(kind="report").count() == 10
    assert len(suspicions(manager)) == 1


def test_what_was_learned_anew_holds_from_there_and_what_came_before_still_counts(
    app: Flask, look: Look, pass_on: Pass, manager: Client
) -> None:
    look()
    before = [one["id"] for one in pass_on(4)]
    look()
    with app.app_context():
        learning.learn_now()
    pass_on(6)
    look()
    (outage,) = suspicions(manager)
    assert set(before) & set(outage["suspicion"]["tickets"])


def test_a_suspicion_that_nobody_decides_on_for_days_goes_on_taking_in_its_tickets(
    app: Flask, look: Look, pass_on: Pass, manager: Client
) -> None:
    look()
    pass_on(10)
    look()
    for _ in range(9):
        pass_on(3, minutes=80)
        look()
    with app.app_context():
        learning.learn_now()
    late = pass_on(10, minutes=3)
    look()
    (outage,) = suspicions(manager)
    assert {one["id"] for one in late} <= set(outage["suspicion"]["tickets"])


def test_what_was_dismissed_yesterday_is_no_news_after_a_night(
    app: Flask, look: Look, pass_on: Pass, manager: Client
) -> None:
    look()
    pass_on(10)
    look()
    (outage,) = suspicions(manager)
    update(manager, outage, status="dismissed")
    look()
    pass_on(1, "9711AB", minutes=25 * 60)
    with app.app_context():
        learning.learn_now()
    pass_on(6, minutes=12)
    look()
    assert suspicions(manager) == []


def test_an_erased_ticket_leaves_the_log(
    app: Flask, look: Look, worker: Callable[[str], Look], pass_on: Pass, manager: Client
) -> None:
    look()
    made = pass_on(10)
    look()
    with app.app_context():
        db.session.delete(db.session.get_one(Ticket, made[0]["id"]))
        db.session.commit()
        assert db.session.query(LogEntry).filter_by(ticket_id=made[0]["id"]).count() == 0
    pass_on(2)
    worker("one")()
    assert len(suspicions(manager)) == 1


def test_the_log_forgets_after_seven_days(app: Flask, look: Look, pass_on: Pass, at: Set) -> None:
    look()
    pass_on(3)
    look()
    at("2026-06-03 10:00")
    with app.app_context():
        db.write(log.forget_old)
        assert db.session.query(LogEntry).count() > 0
        db.session.rollback()
        at("2026-06-09 10:00")
        db.write(log.forget_old)
        assert db.session.query(LogEntry).count() == 0


def test_a_change_that_does_not_concern_it_costs_no_write_of_its_own(
    app: Flask, learned: None, pass_on: Pass, manager: Client
) -> None:
    watching_one = Watching("one")

    def position() -> int:
        with app.app_context():
            while watching_one.go_on():
                pass
            found = incoming.progress().position
            db.session.remove()
            return found

    (ticket,) = pass_on(1)
    before = position()
    assert (
        manager.post(f"/tickets/{ticket['id']}/messages", {"body": "On it.", "visibility": "public"}).status_code == 201
    )
    assert position() == before
    watching_one._ticked_at -= 2 * watching.TICK_EVERY
    assert position() > before


def test_a_clock_that_runs_ahead_does_not_stop_the_time_for_others(
    app: Flask, look: Look, pass_on: Pass, at: Set, manager: Client
) -> None:
    look()
    (ahead,) = pass_on(1, minutes=50)
    at("2026-06-01 10:02")
    look()
    with app.app_context():
        (entry,) = db.session.query(LogEntry)
        assert (entry.ticket_id, entry.at.strftime("%H:%M")) == (ahead["id"], "10:02")

"""The one way to write: locked from its first statement, all or nothing, run again when a race was lost."""

import threading

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from backend import clock, db
from backend.ids import new_id
from backend.teams.models import Team


def team_names(app: Flask) -> set[str]:
    with app.app_context():
        return {team.name for team in db.session.query(Team)}


def rename(name: str) -> None:
    db.session.get_one(Team, "general").name = name


def is_sqlite(app: Flask) -> bool:
    return bool(app.extensions["doorgeven.config"].is_sqlite)


def test_a_write_holds_sqlites_lock_before_it_reads_anything(app: Flask) -> None:
    if not is_sqlite(app):
        return
    path = make_url(app.extensions["doorgeven.config"].database_url).database
    other = db.sqlite_module().connect(path, timeout=0, isolation_level=None)

    def nothing() -> str:
        with pytest.raises(db.sqlite_module().OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        return "held"

    with app.app_context():
        assert db.write(nothing) == "held"
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_sqlite_keeps_what_it_said_it_kept(app: Flask) -> None:
    if not is_sqlite(app):
        return
    with app.app_context():
        pragma = {name: db.session.execute(text(f"PRAGMA {name}")).scalar() for name in PRAGMAS}
    assert pragma == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_what_fails_leaves_nothing_behind_and_tells_no_memory(app: Flask) -> None:
    told: list[str] = []

    def fails() -> None:
        rename("changed")
        db.on_commit(lambda: told.append("changed"))
        db.session.flush()
        raise LookupError

    with app.app_context(), pytest.raises(LookupError):
        db.write(fails)
    assert "changed" not in team_names(app)
    assert told == []


def test_memories_are_told_after_it_is_durable(app: Flask) -> None:
    seen: list[bool] = []

    def change() -> None:
        rename("changed")
        db.on_commit(lambda: seen.append("changed" in team_names(app)))

    with app.app_context():
        db.write(change)
    assert seen == [True]


@pytest.mark.parametrize("message", ["database is locked", "database table is locked"])
def test_a_race_that_was_lost_is_run_again_from_the_start(app: Flask, message: str) -> None:
    tries: list[int] = []

    def change() -> str:
        tries.append(1)
        rename(f"try {len(tries)}")
        db.session.flush()
        if len(tries) < 3:
            raise OperationalError("UPDATE", {}, Exception(message))
        return "done"

    with app.app_context():
        assert db.write(change) == "done"
    assert "try 3" in team_names(app)


def test_what_is_no_race_is_not_run_again(app: Flask) -> None:
    tries: list[int] = []

    def change() -> None:
        tries.append(1)
        raise OperationalError("UPDATE", {}, Exception("disk I/O error"))

    with app.app_context(), pytest.raises(OperationalError):
        db.write(change)
    assert tries == [1]


def test_two_who_add_the_same_are_told_apart_not_failed(app: Flask) -> None:
    """Each looks first, adds where there is none: one adds, the other finds it."""
    barrier, outcomes = threading.Barrier(2, timeout=10), []
    slug = new_id()[:12]

    def add() -> str:
        if db.session.get(Team, slug) is not None:
            return "found"
        if not is_sqlite(app) and len(outcomes) == 0 and not barrier.broken:
            with_other(barrier)
        db.session.add(Team(slug=slug, name=slug, language="nl", created_at=clock.now()))
        db.session.flush()
        return "added"

    def work() -> None:
        with app.app_context():
            outcomes.append(db.write(add))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["added", "found"]


def with_other(barrier: threading.Barrier) -> None:
    """Waits for the other thread, so that both have looked before either adds."""
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        return
    barrier.abort()

"""Writers of SQLite who wait at once share a commit: in their order, and none of them for another's trouble."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from backend import db
from backend.errors import Conflict
from backend.group_commit import MOST, Job, Line
from backend.teams.models import Team
from backend.teams.services import add_team

_COPY = text("INSERT INTO team SELECT :slug, name, language, created_at FROM team LIMIT 1")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""PostgreSQL has many writers, and a group commit of its own."""


class Crowd:
    """Changes that are all waiting when the first of them, which holds the line up, is let go."""

    def __init__(self, app: Flask) -> None:
        self.app, self.line = app, app.extensions["doorgeven.line"]
        self.outcomes: dict[str, Any] = {}
        self._threads: list[threading.Thread] = []
        self._go, self._held = threading.Event(), threading.Event()
        self.ask("first", self._hold)
        assert self._held.wait(10)

    def _hold(self) -> str:
        self._held.set()
        assert self._go.wait(10)
        return "held"

    def ask(self, name: str, change: Callable[[], Any]) -> None:
        """Joins the line, and returns when it stands in it."""
        before = len(self.line._waiting)
        thread = threading.Thread(target=self._ask, args=(name, change))
        thread.start()
        self._threads.append(thread)
        while name != "first" and len(self.line._waiting) == before:
            pass

    def _ask(self, name: str, change: Callable[[], Any]) -> None:
        with self.app.app_context():
            try:
                self.outcomes[name] = db.write(change)
            except Exception as error:  # noqa: BLE001 - looked at by the test
                self.outcomes[name] = error

    def let_go(self) -> None:
        self._go.set()
        for thread in self._threads:
            thread.join(10)


def commits(app: Flask) -> list[str]:
    """Grows with each commit of the app's database."""
    made: list[str] = []
    with app.app_context():
        event.listen(db.extension.engine, "commit", lambda _: made.append("commit"))
    return made


def slugs(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(db.session.query(Team.slug).statement))


def founded(slug: str) -> Callable[[], str]:
    def found() -> str:
        return add_team(slug, slug).slug

    return found


@on_sqlite
def test_who_waits_at_once_shares_one_commit(app: Flask) -> None:
    crowd, made = Crowd(app), commits(app)
    for number in range(8):
        crowd.ask(f"t{number}", founded(f"t{number}"))
    crowd.let_go()
    assert {f"t{n}" for n in range(8)} <= slugs(app)
    assert crowd.outcomes == {"first": "held", **{f"t{n}": f"t{n}" for n in range(8)}}
    assert len(made) == 2


@on_sqlite
def test_what_one_may_not_takes_nothing_from_the_others(app: Flask) -> None:
    def refused() -> None:
        add_team("refused", "Refused")
        raise Conflict("No.", allowed=[])

    crowd = Crowd(app)
    crowd.ask("a", founded("a"))
    crowd.ask("refused", refused)
    crowd.ask("b", founded("b"))
    crowd.let_go()
    assert isinstance(crowd.outcomes["refused"], Conflict)
    assert {"a", "b"} <= slugs(app)
    assert "refused" not in slugs(app)


@on_sqlite
def test_what_breaks_a_rule_of_the_database_is_its_own_trouble_and_tried_again(app: Flask) -> None:
    tries: list[int] = []

    def taken() -> str:
        tries.append(1)
        slug = "a" if len(tries) == 1 else "c"
        db.session.execute(
            text("INSERT INTO team SELECT :slug, name, language, created_at FROM team LIMIT 1"), {"slug": slug}
        )
        return slug

    crowd = Crowd(app)
    crowd.ask("a", founded("a"))
    crowd.ask("taken", taken)
    crowd.ask("b", founded("b"))
    crowd.let_go()
    assert crowd.outcomes["taken"] == "c"
    assert {"a", "b", "c"} <= slugs(app)


@on_sqlite
def test_where_the_database_fails_under_one_each_is_made_by_itself(app: Flask) -> None:
    runs: list[str] = []

    def breaks() -> None:
        raise OperationalError("INSERT", {}, Exception("disk I/O error"))

    def noted() -> str:
        runs.append("run")
        return founded("a")()

    crowd = Crowd(app)
    crowd.ask("a", noted)
    crowd.ask("breaks", breaks)
    crowd.ask("b", founded("b"))
    crowd.let_go()
    assert isinstance(crowd.outcomes["breaks"], OperationalError)
    assert {"a", "b"} <= slugs(app)
    assert runs == ["run", "run"]


@on_sqlite
def test_nobody_is_told_before_it_is_durable(app: Flask) -> None:
    """Also a commit that fails: nobody got an answer, and each is made again by itself."""
    failed: list[str] = []

    def fail_once(_: object) -> None:
        if not failed:
            failed.append("failed")
            raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    told: list[str] = []

    def change() -> str:
        db.on_commit(lambda: told.append("told" if "a" in slugs(app) else "too early"))
        return founded("a")()

    crowd = Crowd(app)
    with app.app_context():
        engine = db.extension.engine
    crowd.ask("a", change)
    crowd.ask("b", founded("b"))

    def listen(_connection: object, *_: object) -> None:
        event.listen(engine, "commit", fail_once)

    event.listen(engine, "savepoint", listen, once=True)
    crowd.let_go()
    assert failed == ["failed"]
    assert told == ["told"]
    assert crowd.outcomes["a"] == "a"
    assert {"a", "b"} <= slugs(app)


@on_sqlite
def test_a_memory_that_fails_after_the_commit_is_nobody_else_s_trouble(app: Flask) -> None:
    def fail() -> None:
        raise LookupError

    def fails() -> str:
        db.on_commit(fail)
        return founded("a")()

    crowd = Crowd(app)
    crowd.ask("a", fails)
    crowd.ask("b", founded("b"))
    crowd.let_go()
    assert isinstance(crowd.outcomes["a"], LookupError)
    assert crowd.outcomes["b"] == "b"
    assert {"a", "b"} <= slugs(app)


@on_sqlite
def test_each_sees_what_those_before_it_did(app: Flask) -> None:
    def look() -> bool:
        return db.session.get(Team, "a") is not None

    crowd = Crowd(app)
    crowd.ask("before", look)
    crowd.ask("a", founded("a"))
    crowd.ask("after", look)
    crowd.let_go()
    assert (crowd.outcomes["before"], crowd.outcomes["after"]) == (False, True)


def test_a_change_finds_nothing_of_a_request_it_could_be_another_s(app: Flask) -> None:
    from flask import request

    with app.test_request_context("/"), pytest.raises(RuntimeError, match="outside of request context"):
        db.write(lambda: request.path)


def test_the_line_goes_on_in_the_order_of_asking_however_long_it_is() -> None:
    batches: list[list[int]] = []
    go = threading.Event()

    def together(jobs: Sequence[Job]) -> None:
        assert go.wait(10)
        batches.append([job.change() for job in jobs])
        for job in jobs:
            job.settle()

    line = Line(together)
    threads = [start(line, number) for number in range(MOST + 5)]
    go.set()
    for thread in threads:
        thread.join(10)
    assert batches == [[0], list(range(1, MOST + 1)), list(range(MOST + 1, MOST + 5))]


def test_where_nobody_can_be_served_each_is_told_and_the_line_goes_on() -> None:
    def together(_: Sequence[Job]) -> None:
        raise MemoryError

    line = Line(together)
    for _ in range(2):
        with pytest.raises(MemoryError):
            line.make(lambda: None)


def start(line: Line, number: int) -> threading.Thread:
    """A thread that has joined the line when this returns."""
    thread = threading.Thread(target=lambda: line.make(lambda: number))
    thread.start()
    while (number > 0 or not line._led) and len(line._waiting) < number:
        pass
    while number == 0 and line._waiting:
        """Until it leads."""
    return thread

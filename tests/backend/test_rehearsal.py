"""A process passes on one ticket before it serves, and nothing of it is ever seen."""

from flask import Flask
from sqlalchemy import delete, event, func, select

from backend import db
from backend.accounts.models import Person
from backend.app import create_app
from backend.model import Model
from backend.rehearsal import rehearse
from tests.backend.settings import settings


def rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Model.metadata.tables.items()
        }


def test_the_whole_way_of_a_ticket_is_gone_and_nothing_is_kept(app: Flask) -> None:
    said: list[str] = []
    before = rows(app)
    with app.app_context():
        event.listen(db.extension.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    assert rehearse(app)
    assert rows(app) == before
    for table in ("ticket", "entry", "event", "change", "idempotent_answer"):
        assert any(f"INSERT INTO {table} " in statement for statement in said), table


def test_on_a_companys_first_day_there_is_nothing_to_rehearse(app: Flask) -> None:
    with app.app_context():
        db.write(lambda: db.session.execute(delete(Person)) and None)
    assert rehearse(app)


def test_without_a_database_the_process_starts_all_the_same() -> None:
    assert not rehearse(create_app(settings("postgresql+psycopg://nobody@127.0.0.1:1/nothing")))

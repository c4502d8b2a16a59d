"""Migrations: up and down on both databases, and the tables that the models ask for."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from backend import db
from backend.app import create_app
from backend.teams.models import Service, Team
from tests.backend.client import Client
from tests.backend.settings import settings


def test_the_migrated_database_is_what_the_models_ask_for(app: Flask) -> None:
    with app.app_context(), db.extension.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": db.compared})
        assert compare_metadata(context, db.Model.metadata) == []


def test_down_takes_all_away_and_up_again_brings_what_no_company_can_do_without(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        assert set(inspect(db.extension.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert [row.slug for row in db.session.query(Service).order_by(Service.position)] == [
            "internet",
            "tv",
            "mobile",
            "telephony",
            "other",
        ]
        assert [row.slug for row in db.session.query(Team)] == ["general"]


def test_one_step_down_and_up_again_loses_no_row_that_both_know(app: Flask, employee: Client, solver: Client) -> None:
    solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"})
    ticket = employee.submit()
    with app.app_context():
        downgrade()
        upgrade()
    assert len(solver.get("/teams/internet/endpoints").json["items"]) == 1
    assert len(solver.get("/deliveries").json["items"]) == 1
    assert employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]


def test_an_unmigrated_database_is_not_ready_and_a_migrated_one_is(app: Flask) -> None:
    assert app.test_client().get("/readyz").status_code == 200
    with app.app_context():
        downgrade(revision="base")
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json["migrations"]) == (503, "pending")
    assert app.test_client().get("/healthz").status_code == 200


def test_a_database_that_cannot_be_reached_is_not_ready(tmp_path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    app = create_app(settings(f"sqlite:///{gone / 'there.db'}"))
    gone.rmdir()
    ready = app.test_client().get("/readyz")
    assert (ready.status_code, ready.json["database"]) == (503, "unreachable")
    assert app.test_client().get("/healthz").status_code == 200

"""What is usual is learned from the company's own tickets, in its database, when that is due."""

from flask import Flask
from sqlalchemy import func, select, update

from backend import db
from backend.outages.detection import learning
from backend.outages.detection.learning import is_due, learn_now
from backend.outages.detection.models import Learned
from backend.teams.models import Service
from backend.tickets.models import Ticket
from tests.backend.client import Client
from tests.backend.outages.declared import declare
from tests.backend.tickets.at import Set


def test_what_a_known_outage_accounts_for_is_not_usual_and_a_question_is_no_problem(
    app: Flask, history: None, manager: Client
) -> None:
    outage = declare(manager)
    with app.app_context():
        before = learn_now().tickets
        for number in range(10):
            db.session.execute(_past(number).values(outage_id=outage["id"]))
        for number in range(10, 15):
            db.session.execute(_past(number).values(kind="question"))
        db.session.commit()
        assert learn_now().tickets == before - 15


def test_it_is_due_once_a_night_and_where_services_are_others(app: Flask, learned: None, at: Set) -> None:
    with app.app_context():
        assert not is_due()
        db.session.execute(update(Service).where(Service.slug == "tv").values(sets=["cable"]))
        db.session.commit()
        assert is_due()
        learn_now()
        assert not is_due()
        at("2026-06-02 01:00")
        assert not is_due()
        at("2026-06-02 10:00")
        assert is_due()


def test_what_was_learned_ten_times_ago_is_gone(app: Flask, learned: None) -> None:
    with app.app_context():
        for _ in range(11):
            learn_now()
        assert db.session.scalar(select(func.count()).select_from(Learned)) == learning._KEPT


def _past(number: int):
    return update(Ticket).where(Ticket.id == f"past-{number}")

"""What a server process does before it serves: it passes on one ticket of which nothing is kept.

The first of everything is slow: statements are compiled, areas and holidays read in, the database opens a connection.
After a crash all phones come back at once, and would wait for that together.
"""

import orjson
import structlog
from flask import Flask
from sqlalchemy import select

from backend import db, idempotency
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.areas import memory as areas
from backend.config import config
from backend.deadlines import days_off
from backend.ids import new_id
from backend.teams.models import Service
from backend.tickets import present
from backend.tickets import services as tickets
from shared.postcodes import example
from shared.schemas.tickets import SubmitTicketSchema
from shared.vocabulary import Kind, Role, Severity

log = structlog.get_logger()


def load(country: str) -> None:
    """What every process needs and no database is asked for, once for all that are copies of this one."""
    areas.listed_only(country)
    days_off.known(country)


def rehearse(app: Flask) -> bool:
    """Whether it went well. It never raises: where the rehearsal fails, the process serves all the same."""
    try:
        with app.test_request_context(base_url="http://rehearsal.invalid"):
            db.rehearse(_pass_on)
    except Exception as error:  # noqa: BLE001 - whatever is wrong will be told to those who ask
        log.warning("rehearsal failed", error=type(error).__name__)
        return False
    return True


def _pass_on() -> None:
    person = db.session.scalar(select(Person).where(Person.active).limit(1))
    service = db.session.scalar(select(Service.slug).limit(1))
    if person is None or service is None:
        return  # A company's first day: nobody waits.
    caller = Caller(person.id, person.name, person.language, Role(person.role), frozenset())
    problem = {"kind": Kind.PROBLEM, "service": service, "description": "A rehearsal.", "severity": Severity.MINOR}
    customer = {"name": "A rehearsal", "postcode": example(config().country)}
    data = SubmitTicketSchema().load({**problem, "customer": customer})

    def passed_on() -> idempotency.Kept:
        answer = present.answer(tickets.submit(caller, data), caller, 201)
        return answer.status, {}, orjson.dumps(answer.body), None

    idempotency.once(caller.scope, new_id(), "", passed_on)

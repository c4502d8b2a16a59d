"""Learning what is usual from the tickets themselves: nightly, when areas or services change, and on demand."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import delete, func, select, update

from backend import db
from backend.areas import services as areas
from backend.clock import now
from backend.config import config
from backend.outages.detection import log, memory
from backend.outages.detection.baseline import Baseline, History, learn
from backend.outages.detection.company import Company, company, stamp
from backend.outages.detection.models import Following, Learned
from backend.outages.detection.settings import DEFAULT
from backend.tickets.models import Ticket
from shared.vocabulary import Kind

LOOKED_BACK = dt.timedelta(weeks=DEFAULT.weeks)
NIGHTLY_AT = 4
"""The hour, in the company's time zone, after which it is learned once a day."""
_KEPT = 10
"""What was learned before, so many times back."""
_AT_ONCE = 20_000


def is_due() -> bool:
    """Whether it was never learned, not since last night, or of other areas or services; a read."""
    last = memory.newest()
    return last is None or last.at < _last_night(now()) or last.company != stamp()


def go_on() -> bool:
    """Learns where it is due; for the worker. Nothing is left to do then."""
    due = is_due()
    db.session.rollback()
    if due:
        learn_now()
    return False


class Lesson(NamedTuple):
    """What was learned, from how many tickets, of which services, and whether that is enough to suspect anything."""

    baseline: Baseline
    tickets: int
    services: Sequence[str]
    enough: bool


def learn_now() -> Lesson:
    """Learns from the tickets of the last eight weeks. It writes by itself.

    What is behind a known outage is not usual and is left out.
    """
    db.snapshot()
    about, at = company(), now()
    history = _history(about, at)
    db.session.rollback()
    baseline = learn(history, about.zones, about.services, at, about.timezone, DEFAULT)
    row = {"at": at, "company": about.stamp, "tickets": len(history.at), "days": float(baseline.days)}
    row["data"] = baseline.to_bytes()
    db.write(lambda: keep(row))
    enough = baseline.days >= DEFAULT.days_before
    return Lesson(baseline, len(history.at), about.services.singles, enough)


def keep(row: dict[str, object]) -> int:
    """From now on that is usual; runs inside `db.write`."""
    # Locked first: no worker writes to the log in between, which is then split in what came before and after.
    db.session.execute(select(Following.id).with_for_update())
    learned = Learned(**row, from_seq=log.last())
    db.session.add(learned)
    db.session.flush()
    db.session.execute(update(Following).values(baseline_id=learned.id))
    db.session.execute(delete(Learned).where(Learned.id <= learned.id - _KEPT))
    return learned.id


def _last_night(at: dt.datetime) -> dt.datetime:
    local = at.astimezone(ZoneInfo(config().timezone))
    night = local.replace(hour=NIGHTLY_AT, minute=0, second=0, microsecond=0)
    return night if night <= local else night - dt.timedelta(days=1)


def _history(about: Company, at: dt.datetime) -> History:
    """The problems that came in, in order."""
    since = at - LOOKED_BACK
    first = db.session.scalar(select(func.min(Ticket.created_at)))
    known: dict[str, int | None] = {}
    services = {slug: number for number, slug in enumerate(about.services.singles)}
    people: dict[str, int] = {}
    moments, units, of, by = [], [], [], []
    columns = (Ticket.created_at, Ticket.customer_postcode, Ticket.service, Ticket.reporter_id)
    wanted = (Ticket.created_at > since, Ticket.created_at <= at, Ticket.kind == Kind.PROBLEM)
    rows = select(*columns).where(*wanted, Ticket.outage_id.is_(None)).order_by(Ticket.created_at, Ticket.id)
    for created_at, postcode, service, reporter in db.session.execute(rows.execution_options(yield_per=_AT_ONCE)):
        if postcode is None or service not in services:
            continue
        if postcode not in known:
            place = areas.region(postcode)
            known[postcode] = about.zones.unit(place[0]) if place else None
        unit = known[postcode]
        if unit is not None:
            moments.append(_hours(created_at))
            units.append(unit)
            of.append(services[service])
            by.append(people.setdefault(reporter, len(people)))
    began = _hours(max(since, first)) if first else _hours(at)
    unit_of, service_of, reporter_of = (np.array(numbers, dtype=np.int64) for numbers in (units, of, by))
    return History(np.array(moments, dtype=np.float64), unit_of, service_of, began, reporter_of)


def _hours(at: dt.datetime) -> float:
    return at.timestamp() / 3600

"""How tickets came in around a suspicion: per five minutes, seen and usual."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select

from backend import db
from backend.areas import services as areas
from backend.clock import now
from backend.outages.detection.reports import Suspicion
from backend.tickets.models import Ticket
from shared.vocabulary import Kind

STEP = dt.timedelta(minutes=5)
BEFORE = dt.timedelta(hours=1)
"""So much of before it began is shown, so that the usual is seen."""
AFTER = dt.timedelta(minutes=30)
"""So much after it was last told of."""
LONGEST = dt.timedelta(hours=8)


class Series(NamedTuple):
    """`at` is when the first step of five minutes begins, `seen` how many tickets came in each, `usual` how many do."""

    at: dt.datetime
    seen: list[int]
    usual: float


def series(suspicion: Suspicion) -> Series:
    """Of its places and services; a read of the tickets of those hours."""
    begin = _floor(suspicion.since - BEFORE)
    end = min(now(), suspicion.at + AFTER, begin + LONGEST)
    steps = max(0, (end - begin) // STEP) + 1
    seen = [0] * steps
    prefixes = tuple(areas.prefixes(suspicion.areas))
    columns = select(Ticket.created_at, Ticket.customer_postcode)
    when = (Ticket.created_at >= begin, Ticket.created_at < begin + steps * STEP)
    of = (Ticket.kind == Kind.PROBLEM, Ticket.service.in_(suspicion.services), Ticket.customer_postcode.is_not(None))
    for at, postcode in db.session.execute(columns.where(*when, *of)):
        if (postcode or "").startswith(prefixes):
            seen[(at - begin) // STEP] += 1
    return Series(begin, seen, suspicion.usual_per_hour * (STEP / dt.timedelta(hours=1)))


def _floor(at: dt.datetime) -> dt.datetime:
    return at - (at - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) % STEP

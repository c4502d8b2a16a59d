"""Which outages are behind trouble with a service at a postcode."""

import datetime as dt

from sqlalchemy import select

from backend import db
from backend.areas import services as areas
from backend.clock import now
from backend.outages.models import Outage
from shared import lifecycle
from shared.vocabulary import OutageStatus


def lies_in(outage: Outage, postcode: str) -> bool:
    """Whether a kept postcode is in its areas: by the prefixes that the phone is given, so that both always agree."""
    return postcode.startswith(tuple(areas.prefixes(outage.areas)))


def runs(outage: Outage, at: dt.datetime) -> bool:
    """Whether it is going on at `at`, the present: begun, and not said to have ended, however late that is.

    Planned work counts from its start, whether or not anybody has said that it began.
    """
    return outage.status not in lifecycle.OUTAGE_ENDED and outage.started_at <= at


def matches(outage: Outage, postcode: str, service: str, at: dt.datetime) -> bool:
    """Whether it is behind trouble with `service` at a kept `postcode` at `at`, the present."""
    return service in outage.services and runs(outage, at) and lies_in(outage, postcode)


def covering(postcode: str, service: str) -> list[Outage]:
    """The known outages behind trouble with `service` at a kept `postcode` now, the newest first.

    What is only suspected does not count: nobody has been told of it.
    """
    at = now()
    unknown = [*lifecycle.OUTAGE_ENDED, OutageStatus.SUSPECTED]
    rows = select(Outage).where(Outage.status.not_in(unknown), Outage.started_at <= at)
    rows = rows.order_by(Outage.started_at.desc(), Outage.id)
    return [row for row in db.session.scalars(rows) if matches(row, postcode, service, at)]

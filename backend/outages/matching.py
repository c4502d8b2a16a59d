"""Which outages cover a postcode and a service, now."""

import datetime as dt

from sqlalchemy import select

from backend import db
from backend.areas import services as areas
from backend.clock import now
from backend.outages.models import Outage
from shared import lifecycle
from shared.vocabulary import OutageStatus

HIDDEN = (OutageStatus.SUSPECTED,)
"""Seen by managers only."""


def covers(outage: Outage, postcode: str | None, service: str | None, at: dt.datetime) -> bool:
    """Whether the outage is behind trouble with `service` at a kept `postcode` at `at`; None asks for any."""
    return (
        outage.status not in lifecycle.OUTAGE_ENDED
        and outage.started_at <= at
        and (service is None or service in outage.services)
        and (postcode is None or any(areas.covers(area, postcode) for area in outage.areas))
    )


def covering(postcode: str, service: str) -> list[Outage]:
    """The known outages behind trouble with `service` at a kept `postcode` now, the newest first.

    Planned work counts from its start; what is only suspected does not count, nobody has been told of it.
    """
    ended = [*lifecycle.OUTAGE_ENDED, *HIDDEN]
    rows = db.session.scalars(select(Outage).where(Outage.status.not_in(ended)).order_by(Outage.started_at.desc()))
    at = now()
    return [row for row in rows if covers(row, postcode, service, at)]

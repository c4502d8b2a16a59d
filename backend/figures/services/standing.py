"""How far everything is counted."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import func, select

from backend import db
from backend.clock import now
from backend.figures.facts import ALL
from backend.figures.models import HourCount, Progress
from backend.forwarding.models import Change


class Standing(NamedTuple):
    """Up to when all that was committed is counted, whether what was there before is, and the first hour there is."""

    as_of: dt.datetime
    complete: bool
    first: int | None


def standing() -> Standing:
    """How it stands now. With nothing new there is nothing to count, so it is right as of now."""
    progress = db.session.execute(select(Progress.position, Progress.walk)).one()
    waiting = select(Change.at).where(Change.position > progress.position).order_by(Change.position).limit(1)
    at = now()
    oldest = db.session.scalar(waiting)
    first = db.session.scalar(select(func.min(HourCount.hour)).where(HourCount.region == ALL))
    return Standing(min(oldest, at) if oldest else at, progress.walk is None, first)

"""One answer for the board, the wall and the app."""

import datetime as dt
from dataclasses import dataclass

from backend import db
from backend.clock import now
from backend.duty import services as duty
from backend.figures.services.blind_spots import Spot, blind_spots
from backend.figures.services.going_on import OutageNow, going_on
from backend.figures.services.inflow import Inflow
from backend.figures.services.standing import Standing, standing
from backend.figures.services.waiting import TeamNow, Waiting, teams_now, waiting


@dataclass(frozen=True)
class Summary:
    """All of it, as of one moment."""

    at: dt.datetime
    standing: Standing
    outages: list[OutageNow]
    waiting: Waiting
    inflow: Inflow
    teams: list[TeamNow]
    spots: list[Spot]
    on_duty: list[str]
    unacknowledged: int


def summary() -> Summary:
    """How it stands; for those who have asked whether it may be seen (a manager, or a wall's link)."""
    db.snapshot()
    at, stands = now(), standing()
    outages, open_now = going_on(at), waiting(at)
    teams = teams_now(open_now, at)
    return Summary(
        at=at,
        standing=stands,
        outages=outages,
        waiting=open_now,
        inflow=Inflow(at, stands.first),
        teams=teams,
        spots=blind_spots(outages, teams, at),
        on_duty=[person.name for person in duty.on_duty()],
        unacknowledged=duty.waiting()["open"],
    )

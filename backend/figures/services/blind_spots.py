"""What nobody may have noticed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select

from backend import db
from backend.areas import services as areas
from backend.duty import services as duty
from backend.duty.models import Alert
from backend.figures.facts import NONE
from backend.figures.models import TicketCounted
from backend.figures.services.going_on import OutageNow
from backend.figures.services.waiting import TeamNow
from backend.figures.usual import hour_of, start_of
from backend.outages import promises
from shared.vocabulary import AlertStatus, BlindSpot

PLACE_HOURS = 3
"""The hour that runs and those before it, in which tickets of one place are counted,"""
PLACE_AT_LEAST = 5
"""and so many of one service are worth a look,"""
PLACE_TIMES = 4
"""where they are so many times what comes from there in such a time."""
USUAL_DAYS = 28
UNREPORTED_AFTER = dt.timedelta(hours=12)
WAITING_AFTER = dt.timedelta(minutes=15)
MOST = 50
"""Of each kind."""
_T = TicketCounted


@dataclass(frozen=True)
class Spot:
    """BlindSpotSchema; what does not go with its kind is None."""

    kind: BlindSpot
    since: dt.datetime | None = None
    count: int | None = None
    service: str | None = None
    area: str | None = None
    team: str | None = None
    outage: OutageNow | None = None
    alert: Alert | None = None
    people: Sequence[str] = ()


def blind_spots(outages: Sequence[OutageNow], teams: Sequence[TeamNow], at: dt.datetime) -> list[Spot]:
    """All of them, what presses most first."""
    return [
        *_of_duty(),
        *_of_places(outages, at),
        *_of_outages(outages, at),
        *_of_teams(teams, at),
    ]


def alerts() -> list[Alert]:
    """Those that nobody has acknowledged, the oldest first."""
    query = select(Alert).where(Alert.status == AlertStatus.OPEN).order_by(Alert.seq).limit(MOST)
    return list(db.session.scalars(query))


def _of_duty() -> Iterator[Spot]:
    if not duty.on_duty():
        yield Spot(BlindSpot.NOBODY_ON_DUTY)
    for alert in alerts():
        told = dict.fromkeys(one.person_name for one in alert.told)
        yield Spot(BlindSpot.UNACKNOWLEDGED, alert.raised_at, alert=alert, people=list(told))


def _of_outages(outages: Sequence[OutageNow], at: dt.datetime) -> Iterator[Spot]:
    late = [one for one in outages if one.overdue]
    for one in sorted(late, key=lambda one: promises.promised(one.row) or at)[:MOST]:
        yield Spot(BlindSpot.OVERDUE, promises.promised(one.row), outage=one)
    for one in outages[:MOST]:
        since = max(one.last_report_at or one.row.started_at, one.row.started_at)
        if not one.planned and not one.suspected and since <= at - UNREPORTED_AFTER:
            yield Spot(BlindSpot.UNREPORTED, since, outage=one)


def _of_teams(teams: Sequence[TeamNow], at: dt.datetime) -> Iterator[Spot]:
    for team in teams:
        if team.silent_since is not None:
            yield Spot(BlindSpot.SILENT, team.silent_since, count=team.tally.runs, team=team.slug)
    for team in teams:
        if team.backlog["dead_letters"]:
            yield Spot(BlindSpot.DEAD_LETTERS, count=team.backlog["dead_letters"], team=team.slug)
        waited = dt.timedelta(seconds=team.backlog["oldest_seconds"])
        if waited >= WAITING_AFTER:
            yield Spot(BlindSpot.WAITING, at - waited, count=team.backlog["pending"], team=team.slug)


def _of_places(outages: Sequence[OutageNow], at: dt.datetime) -> Iterator[Spot]:
    covered = [(set(one.row.services), tuple(areas.prefixes(one.row.areas))) for one in outages]
    found = []
    for (service, place), rows in _places(at).items():
        number = sum(row.number for row in rows)
        if number < PLACE_AT_LEAST or all(_known(service, row.area, covered) for row in rows):
            continue
        if number > PLACE_TIMES * _usual([row.area for row in rows], service, at):
            since = min(row.since for row in rows)
            found.append(Spot(BlindSpot.PLACE, since, number, service, place))
    yield from sorted(found, key=lambda spot: -(spot.count or 0))[:MOST]


def _places(at: dt.datetime) -> dict[tuple[str, str], list[Any]]:
    """Areas with tickets of a service lately, by service and place."""
    last = hour_of(at)
    columns = (_T.service, _T.area)
    query = select(*columns, func.count().label("number"), func.min(_T.hour).label("hour"))
    query = query.where(_T.hour > last - PLACE_HOURS, _T.hour <= last, _T.service != NONE, _T.area != NONE)
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in db.session.execute(query.group_by(*columns)):
        found[row.service, areas.place_of(row.area)].append(_Row(row.area, row.number, start_of(row.hour)))
    return found


class _Row(NamedTuple):
    area: str
    number: int
    since: dt.datetime


def _known(service: str, area: str, covered: Sequence[tuple[set[str], tuple[str, ...]]]) -> bool:
    """Whether an outage of that service is there, in all of the area or in a part of it."""
    return any(
        service in services and (area.startswith(prefixes) or any(prefix.startswith(area) for prefix in prefixes))
        for services, prefixes in covered
    )


def _usual(codes: Sequence[str], service: str, at: dt.datetime) -> float:
    """What comes from there in such a time, by the four weeks before."""
    last = hour_of(at) - PLACE_HOURS
    query = select(func.count()).where(_T.area.in_(codes), _T.hour <= last, _T.hour > last - USUAL_DAYS * 24)
    return (db.session.scalar(query.where(_T.service == service)) or 0) * PLACE_HOURS / (USUAL_DAYS * 24)

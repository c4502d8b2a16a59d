"""Outages that are open now, the worst first."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from backend import db
from backend.accounts.models import Person
from backend.areas import services as areas
from backend.duty.models import Alert, AlertSubject
from backend.figures.models import OutageCounted
from backend.outages import promises
from backend.outages.models import Outage, OutageSign
from shared import lifecycle
from shared.vocabulary import Impact, OutageKind, OutageStatus

_ENDED = [str(status) for status in lifecycle.OUTAGE_ENDED]
_IMPACT = {str(impact): place for place, impact in enumerate((Impact.CRITICAL, Impact.MAJOR, Impact.MINOR))}


@dataclass(frozen=True)
class OutageNow:
    """One that is open, with what came of it so far."""

    row: Outage
    regions: list[str]
    declared_at: dt.datetime | None
    overdue: bool
    by: str | None
    acknowledged_by: str | None
    customers: int
    last_report_at: dt.datetime | None

    @property
    def suspected(self) -> bool:
        """Whether managers alone know of it."""
        return self.row.status == OutageStatus.SUSPECTED

    @property
    def planned(self) -> bool:
        """Whether it is work that was planned."""
        return self.row.kind == OutageKind.MAINTENANCE


def going_on(at: dt.datetime) -> list[OutageNow]:
    """All that are open or suspected, and planned work that runs or begins within a day: the worst first.

    What everybody knows goes before what is only suspected, and both before planned work.
    """
    near = or_(Outage.status != OutageStatus.SCHEDULED, Outage.started_at <= at + lifecycle.ANNOUNCED_AHEAD)
    rows = list(db.session.scalars(select(Outage).where(and_(Outage.status.not_in(_ENDED), near))))
    ids = [row.id for row in rows]
    counted, signs, acknowledged = _counted(ids), _signs(ids), _acknowledged(ids)
    owners = _names({row.owner_id for row in rows if row.owner_id})
    found = [
        OutageNow(
            row=row,
            regions=areas.reached(row.areas),
            declared_at=counted[row.id].declared_at if row.id in counted else None,
            overdue=promises.is_late(row, at),
            by=owners.get(row.owner_id or ""),
            acknowledged_by=acknowledged.get(row.id),
            customers=max(counted[row.id].customers if row.id in counted else 0, signs.get(row.id, 0)),
            last_report_at=counted[row.id].last_report_at if row.id in counted else None,
        )
        for row in rows
    ]
    return sorted(found, key=_badness)


def _badness(one: OutageNow) -> tuple[bool, bool, int, int, dt.datetime, str]:
    impact = _IMPACT.get(one.row.impact, len(_IMPACT))
    return one.planned, one.suspected, impact, -one.customers, one.row.started_at, one.row.id


def _counted(ids: Collection[str]) -> dict[str, OutageCounted]:
    rows = db.session.scalars(select(OutageCounted).where(OutageCounted.outage_id.in_(ids)))
    return {row.outage_id: row for row in rows}


def _signs(ids: Collection[str]) -> dict[str, int]:
    """How many tickets each was drawn from."""
    query = select(OutageSign.outage_id, func.count()).where(OutageSign.outage_id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(OutageSign.outage_id))}


def _acknowledged(ids: Collection[str]) -> dict[str, str]:
    """Who last said to have it."""
    query = select(AlertSubject.object_id, Alert.acknowledged_by_name).join(Alert, Alert.id == AlertSubject.alert_id)
    query = query.where(AlertSubject.object_id.in_(ids), Alert.acknowledged_by_name.is_not(None))
    return {of: name for of, name in db.session.execute(query.order_by(Alert.acknowledged_at)) if name}


def _names(ids: Collection[str]) -> dict[str, str]:
    return {row.id: row.name for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}

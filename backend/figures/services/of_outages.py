"""How outages are now, and what came of them, as far as it counts."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from backend import db
from backend.areas import services as areas
from backend.figures.promises import Told, counted
from backend.outages.behind import services as behind
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from backend.outages.story.services import of_outage
from backend.outages.story.services.timing import Span, times_of
from backend.outages.story.times import Times
from backend.tickets.models import Ticket
from shared.vocabulary import OutageKind, OutageStatus

_LEFT_OUT = (OutageStatus.SUSPECTED, OutageStatus.DISMISSED, OutageStatus.CANCELLED)


def with_heirs(ids: Collection[str]) -> set[str]:
    """Those and what they go on as: what is behind one that was merged counts with the other."""
    found, new = set(ids), set(ids)
    while new:
        into = select(Outage.merged_into_id).where(Outage.id.in_(new), Outage.merged_into_id.is_not(None))
        new = {str(one) for one in db.session.scalars(into)} - found
        found |= new
    return found


def counted_of(ids: Collection[str]) -> list[dict[str, Any]]:
    """The columns of `figures_outage` of those that are there."""
    if not ids:
        return []
    rows = list(db.session.scalars(select(Outage).where(Outage.id.in_(ids)).order_by(Outage.id)))
    times = times_of([Span(row.id, row.kind, row.started_at, row.resolved_at) for row in rows])
    figures, reported = behind.figures([row.id for row in rows]), _reported(ids)
    return [_counted(row, times[row.id], figures[row.id], reported.get(row.id)) for row in rows]


def _counted(row: Outage, times: Times, figures: dict[str, Any], reported: dt.datetime | None) -> dict[str, Any]:
    told = [Told(one.at, one.next_update_at, one.expected_end_at) for one in reversed(row.kept)]
    promised, kept = counted(told, row.resolved_at, row.nudged_for, with_end=row.kind == OutageKind.OUTAGE)
    reached = of_outage(row.id)
    return {
        "outage_id": row.id,
        "counted": row.status not in _LEFT_OUT and row.merged_into_id is None,
        **{name: getattr(row, name) for name in ("kind", "status", "impact", "title", "services", "started_at")},
        "regions": areas.reached(row.areas),
        "suspected_at": times.suspected_at,
        "declared_at": times.declared_at,
        "acknowledged_at": times.acknowledged_at,
        "resolved_at": times.resolved_at,
        "closed_at": times.closed_at,
        "to_detect": _to_detect(times),
        **{name: getattr(times, name) for name in ("to_declare", "to_acknowledge", "to_resolve")},
        **{name: figures[name] for name in ("customers", "works")},
        # Who said so once, also where it was reopened since: that it was not over is what counts.
        "still_broken": figures["said_still_broken"],
        "updates": len(row.updates),
        "promised": promised,
        "kept": kept,
        "reached": reached.people,
        "seen": len(reached.seen),
        "last_report_at": reported,
    }


def _to_detect(times: Times) -> int | None:
    """Seconds from when it began until somebody, or something, first said so; of planned work nobody had to."""
    first = min((at for at in (times.suspected_at, times.declared_at) if at is not None), default=None)
    if times.planned or first is None:
        return None
    return max(0, round((first - times.started_at).total_seconds()))


def _reported(ids: Collection[str]) -> dict[str, dt.datetime]:
    """When somebody last passed on a customer behind each."""
    found: dict[str, dt.datetime] = {}
    for of, created in ((Ticket.outage_id, Ticket.created_at), (Affected.outage_id, Affected.created_at)):
        query = select(of, func.max(created)).where(of.in_(ids)).group_by(of)
        for outage_id, at in db.session.execute(query):
            found[str(outage_id)] = max(at, found.get(str(outage_id), at))
    return found

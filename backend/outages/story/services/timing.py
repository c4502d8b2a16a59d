"""The moments that count of outages, looked up for many in two statements."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from backend import db
from backend.duty import services as duty
from backend.outages.happened import What
from backend.outages.story.models import OutageEvent
from backend.outages.story.times import Times
from shared.vocabulary import ActorKind, OutageKind, OutageStatus

_PEOPLE = (ActorKind.MANAGER, ActorKind.SOLVER)
_UNKNOWN = (OutageStatus.SUSPECTED, OutageStatus.DISMISSED)
"""In which people know nothing of it."""


class Span(NamedTuple):
    """What of an outage's own row its times are made of."""

    id: str
    kind: str
    started_at: dt.datetime
    resolved_at: dt.datetime | None


def times_of(spans: Sequence[Span]) -> dict[str, Times]:
    """The times of each, by id."""
    ids = [span.id for span in spans]
    moments, acknowledged = _moments(ids), duty.acknowledged_at(ids)
    return {span.id: _times(span, moments.get(span.id, _NONE), acknowledged.get(span.id)) for span in spans}


class _Moments(NamedTuple):
    suspected: dt.datetime | None
    declared: dt.datetime | None
    by_a_person: dt.datetime | None
    closed: dt.datetime | None


_NONE = _Moments(None, None, None, None)


def _moments(ids: Collection[str]) -> dict[str, _Moments]:
    columns = (
        _first(OutageEvent.what == What.SUSPECTED),
        _first(OutageEvent.status.not_in(_UNKNOWN)),
        _first(OutageEvent.actor_kind.in_(_PEOPLE)),
        _first(OutageEvent.what == What.CLOSED),
    )
    query = select(OutageEvent.outage_id, *columns).where(OutageEvent.outage_id.in_(ids))
    rows = db.session.execute(query.group_by(OutageEvent.outage_id))
    return {row[0]: _Moments(*row[1:]) for row in rows}


def _first(which: ColumnElement[bool]) -> ColumnElement[dt.datetime | None]:
    return func.min(case((which, OutageEvent.at)))


def _times(span: Span, moments: _Moments, acknowledged: dt.datetime | None) -> Times:
    had = [at for at in (moments.by_a_person, acknowledged) if at is not None]
    return Times(
        started_at=span.started_at,
        suspected_at=moments.suspected,
        declared_at=moments.declared,
        acknowledged_at=min(had, default=None),
        resolved_at=span.resolved_at,
        closed_at=moments.closed,
        planned=span.kind == OutageKind.MAINTENANCE,
    )

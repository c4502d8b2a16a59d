"""Reading alerts: for managers, as they tell of what others do not know yet."""

import datetime as dt
from collections.abc import Collection
from typing import TypedDict

from sqlalchemy import func, select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.duty.models import Alert, AlertSubject
from backend.errors import Forbidden, NotFound
from shared.vocabulary import AlertStatus

_MOST = 500


class Waiting(TypedDict):
    """What nobody has said to have."""

    open: int
    oldest_seconds: float


def list_alerts(
    caller: Caller, *, status: str | None, kind: str | None, about: str | None, before: int | None, limit: int
) -> list[Alert]:
    """Alerts, newest first, from before that one on; raises Forbidden."""
    check_sees(caller)
    query = select(Alert).order_by(Alert.seq.desc()).limit(limit)
    if status:
        query = query.where(Alert.status == status)
    if kind:
        query = query.where(Alert.kind == kind)
    if about:
        query = query.where(Alert.id.in_(select(AlertSubject.alert_id).where(AlertSubject.object_id == about)))
    if before is not None:
        query = query.where(Alert.seq < before)
    return list(db.session.scalars(query))


def unsettled(caller: Caller) -> list[Alert]:
    """What still asks for somebody, newest first, 500 at most; nothing for all but managers."""
    if not caller.is_manager:
        return []
    rows = select(Alert).where(Alert.status != AlertStatus.SETTLED)
    return list(db.session.scalars(rows.order_by(Alert.seq.desc()).limit(_MOST)))


def by_ids(caller: Caller, ids: Collection[str]) -> list[Alert]:
    """Those of `ids`, oldest first; none for all but managers."""
    if not ids or not caller.is_manager:
        return []
    return list(db.session.scalars(select(Alert).where(Alert.id.in_(ids)).order_by(Alert.seq)))


def find(caller: Caller, alert_id: str, *, to_write: bool = False) -> Alert:
    """One alert; raises Forbidden, NotFound."""
    check_sees(caller)
    query = select(Alert).where(Alert.id == alert_id)
    alert = db.session.scalar(query.with_for_update(of=Alert) if to_write else query)
    if alert is None:
        raise NotFound
    return alert


def of_object(object_id: str) -> list[Alert]:
    """What was ever told of that outage or ticket, oldest first; for those who have asked whether it may be seen."""
    of_it = select(AlertSubject.alert_id).where(AlertSubject.object_id == object_id)
    return list(db.session.scalars(select(Alert).where(Alert.id.in_(of_it)).order_by(Alert.seq)))


def about(object_ids: Collection[str]) -> dict[str, list[Alert]]:
    """`of_object` of several, in a fixed number of statements."""
    found: dict[str, list[Alert]] = {}
    rows = select(AlertSubject.object_id, Alert).join(Alert, Alert.id == AlertSubject.alert_id)
    for object_id, alert in db.session.execute(rows.where(AlertSubject.object_id.in_(object_ids)).order_by(Alert.seq)):
        found.setdefault(object_id, []).append(alert)
    return found


def waiting() -> Waiting:
    """How many alerts nobody has, and for how many seconds the oldest of them has been there."""
    query = select(func.count(), func.min(Alert.raised_at)).where(Alert.status == AlertStatus.OPEN)
    number, since = db.session.execute(query).one()
    return Waiting(open=number, oldest_seconds=round(max(0.0, (now() - since).total_seconds()), 1) if number else 0.0)


def acknowledged_at(object_ids: Collection[str]) -> dict[str, dt.datetime]:
    """When somebody first said to have it, of those outages or tickets of which somebody did."""
    first = func.min(Alert.acknowledged_at)
    query = select(AlertSubject.object_id, first).join(Alert, Alert.id == AlertSubject.alert_id)
    query = query.where(AlertSubject.object_id.in_(object_ids), Alert.acknowledged_at.is_not(None))
    rows = db.session.execute(query.group_by(AlertSubject.object_id))
    return {object_id: at for object_id, at in rows if at is not None}


def check_sees(caller: Caller) -> None:
    """Raises Forbidden for all but managers."""
    if not caller.is_manager:
        raise Forbidden("Only managers see alerts.")

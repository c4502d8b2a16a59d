"""What is kept of suspicions, and read of them: plain rows, without the detector."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select, update

from backend import db
from backend.clock import now
from backend.outages.detection.models import Following, Suspected, Watch
from backend.outages.detection.reports import Suspicion, Watched


def keep(outage_id: str, suspicion: Suspicion) -> list[str]:
    """Keeps what speaks for an outage, or what does by now; its tickets that are new. Runs inside `db.write`."""
    row, told, at = db.session.get(Suspected, outage_id), suspicion.to_json(), now()
    if row is not None:
        before = set(row.told["tickets"])
        row.told, row.updated_at = told, at
        return [ticket for ticket in suspicion.tickets if ticket not in before]
    row = Suspected(outage_id=outage_id, key=suspicion.key, raised=told, told=told, created_at=at, updated_at=at)
    row.baseline_id = db.session.scalar(select(Following.baseline_id))
    db.session.add(row)
    db.session.flush()
    return list(suspicion.tickets)


def newest(key: str) -> Suspected | None:
    """The outage that the detector speaks of by that key, locked: a wider one may have followed on a confirmed one."""
    rows = select(Suspected).where(Suspected.key == key).order_by(Suspected.created_at.desc(), Suspected.outage_id)
    return db.session.scalars(rows.limit(1).with_for_update()).first()


def of(outage_ids: Collection[str]) -> dict[str, Suspected]:
    """What was kept of those that detection suspected."""
    if not outage_ids:
        return {}
    rows = db.session.scalars(select(Suspected).where(Suspected.outage_id.in_(outage_ids)))
    return {row.outage_id: row for row in rows}


def decide(outage_id: str, decided: str) -> None:
    """Notes what people came to, as the detector was told; runs inside `db.write`."""
    db.session.execute(update(Suspected).where(Suspected.outage_id == outage_id).values(decided=decided))


def watched() -> list[Watched]:
    """What is watched below the threshold, the strongest first."""
    return [_watched(row.told) for row in db.session.scalars(select(Watch).order_by(Watch.rank))]


def watch(told: Sequence[Watched]) -> None:
    """Keeps what is watched now, in the place of what was; runs inside `db.write`."""
    db.session.execute(delete(Watch))
    if told:
        rows = [{"rank": rank, "told": _plain(one)} for rank, one in enumerate(told)]
        db.session.execute(insert(Watch), rows)


def _plain(one: Watched) -> dict[str, Any]:
    return {**asdict(one), "at": one.at.isoformat(), "since": one.since.isoformat()}


def _watched(told: dict[str, Any]) -> Watched:
    times = {name: dt.datetime.fromisoformat(told[name]) for name in ("at", "since")}
    lists = {name: tuple(told[name]) for name in ("areas", "services", "tickets")}
    return Watched(**{**told, **times, **lists})

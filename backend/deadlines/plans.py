"""The plans of all teams as they stand in the database; documents are remembered by their revision."""

from typing import Any

from flask import current_app
from sqlalchemy import select

from backend import db
from backend.config import config
from backend.deadlines.models import COMPANY, ClockPlan
from backend.deadlines.plan import Document, Plan, merged, plan_of, standard

_KEPT = "clock_plan_revisions"
_REVISIONS = select(ClockPlan.id, ClockPlan.revision)
Remembered = tuple[str, Document]
"""A revision and its document."""


def plan_for(team: str) -> Plan:
    """What holds for the team now; one small look a transaction or request, however many teams are asked for."""
    set_by = _revisions()
    version = f"{set_by.get(COMPANY, '-')} {set_by.get(row_id(team), '-')}"
    return plan_of(effective(team), config().timezone, version)


def effective(team: str | None) -> Document:
    """EffectiveClocksSchema of a team, or of the company."""
    document = merged(standard(config().country), own(None))
    return document if team is None else merged(document, own(team))


def own(team: str | None) -> Document:
    """What was set for the team or the company itself (ClocksSchema); empty where nothing was."""
    name = row_id(team)
    revision = _revisions().get(name)
    if revision is None:
        return {}
    kept = _memory().get(name)
    if kept is None or kept[0] != revision:
        kept = _read(name)
    return kept[1]


def row_id(team: str | None) -> str:
    """The id of the row that holds what was set."""
    return COMPANY if team is None else f"team:{team}"


def forget() -> None:
    """After a change in this transaction: look again."""
    db.session().info.pop(_KEPT, None)


def _revisions() -> dict[str, str]:
    info: dict[Any, Any] = db.session().info
    if _KEPT not in info:
        info[_KEPT] = {row.id: row.revision for row in db.execute(_REVISIONS)}
    found: dict[str, str] = info[_KEPT]
    return found


def _read(name: str) -> Remembered:
    """The document with the revision that it has now, which another writer may have changed since the first look."""
    row = db.session.execute(select(ClockPlan.revision, ClockPlan.document).where(ClockPlan.id == name)).one()
    _revisions()[name] = row.revision
    _memory()[name] = (row.revision, row.document)
    return row.revision, row.document


def _memory() -> dict[str, Remembered]:
    found: dict[str, Remembered] = current_app.extensions.setdefault("doorgeven.clock_plans", {})
    return found

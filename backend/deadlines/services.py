"""What teams and the company set of their clocks; each verb runs inside `db.write` where it changes something."""

import datetime as dt
from typing import Any

from sqlalchemy import Exists, exists, select

from backend import audit, db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.config import config
from backend.deadlines import days_off, plans
from backend.deadlines.business_hours import NeverOpen
from backend.deadlines.models import ClockPlan
from backend.deadlines.plan import WARN_AT, Document, Plan, plan_of
from backend.deadlines.plans import plan_for
from backend.errors import Forbidden, Invalid
from backend.etags import check_match, etag_of
from backend.ids import new_id
from backend.teams import services as teams
from shared.schemas.base import rfc3339
from shared.schemas.clocks import ClocksSchema
from shared.vocabulary import Clock, ClockHours, Role

__all__ = [
    "apply_to",
    "change",
    "plan_for",
    "preview",
    "read",
    "set_by",
    "show",
    "tag",
    "unapplied",
    "unapplied_exists",
]

YEARS = (2000, 2200)
"""Between which moments are tried."""
_NOTHING = ClocksSchema().load({})


def read(caller: Caller, team: str | None) -> dict[str, Any]:
    """TeamClocksSchema of a team, or of the company; raises NotFound, Forbidden."""
    _check_reads(caller, team)
    return show(team)


def set_by(team: str | None) -> Document:
    """What a team or the company has set itself (ClocksSchema); for commands."""
    return plans.own(team)


def show(team: str | None) -> dict[str, Any]:
    """TeamClocksSchema, for those whom nobody asks; raises Invalid where there is no such team."""
    if team is not None:
        teams.check_team(team)
    return {
        "team": team,
        "timezone": config().timezone,
        "own": {**_NOTHING, **plans.own(team)},
        "effective": plans.effective(team),
    }


def tag(shown: dict[str, Any]) -> str:
    """The ETag: of what is shown, so that a change of the company's is one of the team's too."""
    return etag_of(shown)


def change(caller: Caller | None, team: str | None, document: Document, match: str | None) -> dict[str, Any]:
    """Puts `document` (ClocksSchema, loaded) in place of what was set; open tickets follow within a minute.

    For a command (`caller` None) no ETag is asked for. Raises NotFound, Forbidden, PreconditionRequired,
    PreconditionFailed, Invalid.
    """
    if caller is not None:
        _check_keeps(caller, team)
    elif team is not None:
        teams.check_team(team)
    # Locked before it is compared: whoever changes it in between would be overwritten unseen.
    row = db.session.get(ClockPlan, plans.row_id(team), with_for_update=True)
    if caller is not None:
        check_match(match, tag(show(team)))
    before = row.document if row else {}
    _keep(row, team, document)
    _check(team)
    changes = {k: {"from": before.get(k), "to": v} for k, v in document.items() if before.get(k) != v}
    audit.record(caller, "clocks.changed", plans.row_id(team), team=team, changes=changes)
    return show(team)


def preview(caller: Caller, team: str, priority: int, at: dt.datetime | None) -> dict[str, Any]:
    """TriedClocksSchema: when a ticket's clocks would warn and run out by themselves; raises NotFound, Invalid."""
    teams.check_keeps(caller, team)
    start, plan = at or now(), plan_for(team)
    if not YEARS[0] <= start.year < YEARS[1]:
        raise Invalid("That time is too far away.", pointer="/at")
    return {"at": rfc3339(start), "clocks": [_tried(plan, clock, priority, start) for clock in Clock]}


def unapplied_exists() -> Exists:
    """As a condition: whether there is one that was changed and that not all open tickets know of yet."""
    return exists(select(ClockPlan.id).where(ClockPlan.applied.is_(False)))


def unapplied() -> ClockPlan | None:
    """One that was changed and that not all open tickets know of yet, locked; runs inside `db.write`."""
    query = select(ClockPlan).where(ClockPlan.applied.is_(False)).order_by(ClockPlan.id).limit(1)
    return db.session.scalar(query.with_for_update(skip_locked=True))


def apply_to(plan: ClockPlan, ticket_id: str | None) -> None:
    """The open tickets up to that one know of the change; None: all of them."""
    plan.applied, plan.applied_to = ticket_id is None, ticket_id
    db.session.flush()


def _keep(row: ClockPlan | None, team: str | None, document: Document) -> None:
    if row is None:
        row = ClockPlan(id=plans.row_id(team), team_slug=team)
        db.session.add(row)
    row.document, row.revision, row.updated_at = dict(document), new_id(), now()
    row.applied, row.applied_to = False, None
    db.session.flush()
    plans.forget()


def _tried(plan: Plan, clock: Clock, priority: int, start: dt.datetime) -> dict[str, Any]:
    target = plan.target(clock, priority)
    if target is None:
        return {"name": str(clock), "target_minutes": None, "hours": None, "warn_at": None, "due_at": None}
    warn, due = (target.hours.after(start, part * target.amount) for part in (WARN_AT, 1))
    return {
        "name": str(clock),
        "target_minutes": target.amount // dt.timedelta(minutes=1),
        "hours": str(ClockHours.BUSINESS if target.hours is plan.calendar else ClockHours.ALWAYS),
        "warn_at": rfc3339(warn) if warn else None,
        "due_at": rfc3339(due) if due else None,
    }


def _check(team: str | None) -> None:
    """What was just set must make sense together with what comes from above; raises Invalid."""
    effective = plans.effective(team)
    _check_holidays(effective["holidays"])
    try:
        plan = plan_of(effective, config().timezone, "")
    except NeverOpen:
        raise Invalid("At least one hour of the week must be open.", pointer="/hours") from None
    for (clock, priority), target in plan.targets.items():
        if target.hours.after(now(), target.amount) is None:
            pointer = f"/targets/{clock}/{priority}"
            raise Invalid("With so few hours a week that would not be used up within years.", pointer=pointer)


def _check_holidays(holidays: Document) -> None:
    region = holidays["region"]
    if region is not None and not days_off.known(region):
        raise Invalid(
            "No holidays are known of {region}; write a country as NL, or a part of one as DE-BY.",
            region=region,
            pointer="/holidays/region",
        )
    known = days_off.names(region) if region else []
    for index, name in enumerate(holidays["worked"]):
        if name not in known:
            raise Invalid(
                "There is no such holiday; there are {known}.",
                known=", ".join(known) or "-",
                allowed=known,
                pointer=f"/holidays/worked/{index}",
            )


def _check_reads(caller: Caller, team: str | None) -> None:
    if team is not None:
        teams.check_keeps(caller, team)
    elif not caller.teams and caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only teams, managers and admins see the clocks.")


def _check_keeps(caller: Caller, team: str | None) -> None:
    _check_reads(caller, team)
    if team is None and caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only managers and admins set the company's clocks.")

"""A ticket's clocks in its row: brought up to date by every act in the act's own transaction, read when it is shown."""

import datetime as dt
from typing import Any

from backend.clock import now
from backend.deadlines import services as deadlines
from backend.deadlines.plan import Plan
from backend.tickets import attention, clocks
from backend.tickets.clocks import Clocks, Facts, Timer
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.schemas.base import rfc3339
from shared.vocabulary import Status

_MINUTE = dt.timedelta(minutes=1)


def follow(ticket: Ticket, at: dt.datetime, *, answered: bool = False, touched: bool = False) -> None:
    """After a change of the ticket, and before it is written: its clocks run, stand or end from `at` on."""
    plan = deadlines.plan_for(ticket.team_slug)
    facts = _facts(ticket, at, plan, answered=answered, touched=touched)
    before = known(ticket)
    if before is None:
        keep(ticket, clocks.begin(facts, plan, ticket.last_human_action_at), plan)
        return
    after = clocks.advance(before, facts, deadlines.plan_for(before.team), plan)
    if after != before:
        keep(ticket, after, plan)


def replan(ticket: Ticket, at: dt.datetime) -> Clocks:
    """The clocks by the plan as it is now, for a ticket that nobody acted on; what that makes overdue is not said."""
    plan = deadlines.plan_for(ticket.team_slug)
    facts = _facts(ticket, at, plan, quiet=True)
    before = known(ticket)
    if before is None:
        return clocks.begin(facts, plan, ticket.last_human_action_at)
    return clocks.advance(before, facts, deadlines.plan_for(before.team), plan)


def known(ticket: Ticket) -> Clocks | None:
    """How the ticket's clocks stood after its last change."""
    return clocks.from_json(ticket.clocks) if ticket.clocks is not None else None


def keep(ticket: Ticket, after: Clocks, plan: Plan) -> None:
    """Writes the clocks into the row, and what lists and the worker look for."""
    for name, value in columns(ticket, after, plan).items():
        setattr(ticket, name, value)


def columns(ticket: Ticket, after: Clocks, plan: Plan) -> dict[str, Any]:
    """The ticket's columns that follow from its clocks."""
    return {
        "clocks": clocks.to_json(after),
        "due_at": after.due,
        "breached_at": ticket.breached_at or after.breached,
        "attention_at": attention.next_look(after, plan),
    }


def shown(ticket: Ticket) -> list[dict[str, Any]]:
    """ClockSchema of each clock that has a target, as of now."""
    found = known(ticket)
    if found is None:
        return []
    plan = deadlines.plan_for(found.team)
    return [_shown(timer, found, plan) for timer in found.timers if timer.target is not None]


def _shown(timer: Timer, found: Clocks, plan: Plan) -> dict[str, Any]:
    at = now()
    return {
        "name": str(timer.name),
        "target_minutes": (timer.target or dt.timedelta()) // _MINUTE,
        "used_minutes": clocks.used(timer, found, plan, at) // _MINUTE,
        "due_at": rfc3339(timer.due) if timer.due else None,
        "met_at": rfc3339(timer.met) if timer.met else None,
        "breached": timer.breached is not None or (timer.due is not None and timer.due <= at),
        "standing": timer.since is None and timer.met is None and found.status not in lifecycle.ENDED,
    }


def _facts(ticket: Ticket, at: dt.datetime, plan: Plan, **more: bool) -> Facts:
    return Facts(ticket.team_slug, ticket.priority, Status(ticket.status), at, plan=plan.version, **more)

"""What the worker does by the clock: warns, escalates, nudges teams and reminds reporters, each once."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import exists, or_, select, update

from backend import db
from backend.aside import Aside
from backend.clock import now
from backend.deadlines import services as deadlines
from backend.duty import services as duty
from backend.forwarding import services as forwarding
from backend.i18n import say
from backend.moments import short
from backend.tickets import attention, journal, scope, timing
from backend.tickets.attention import Notice
from backend.tickets.models import Ticket
from backend.tickets.services import family
from shared import lifecycle
from shared.messages import Message
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES, AlertKind, Clock, EntryType, Escalation, EventType, Status, Visibility

AT_ONCE = 25
"""Tickets a transaction: others wait for the write lock meanwhile."""
TOLD_AT_ONCE = 500
"""Tickets a transaction that are told of a change of their team's clocks."""
_OPEN = [str(status) for status in Status if status not in lifecycle.DONE]

_SAID: dict[tuple[Escalation, Clock | None], Message] = {
    (Escalation.WARNING, Clock.RESPONSE): Message(
        "Most of the time for a first response is used up; it runs out at {time}."
    ),
    (Escalation.WARNING, Clock.RESOLUTION): Message(
        "Most of the time for a resolution is used up; it runs out at {time}."
    ),
    (Escalation.BREACH, Clock.RESPONSE): Message("The time for a first response ran out at {time}."),
    (Escalation.BREACH, Clock.RESOLUTION): Message("The time for a resolution ran out at {time}."),
    (Escalation.MANAGERS, Clock.RESPONSE): Message("Still no first response; the managers have been told."),
    (Escalation.MANAGERS, Clock.RESOLUTION): Message("Still not resolved; the managers have been told."),
    (Escalation.UNTOUCHED, None): Message("The team has done nothing with this ticket since {time}."),
}
_ASIDE = Aside("clocks")
_REMINDER = Message("The team has asked you something and waits for your answer.")


class Overdue(NamedTuple):
    """A ticket that managers are told of."""

    ticket: Ticket
    notice: Notice


def any_clock_due() -> bool:
    """Whether a ticket wants a look now, or a change of clocks is on its way to tickets; a read."""
    due = exists(select(Ticket.id).where(Ticket.attention_at <= now(), *_ASIDE.none_of(Ticket.id)))
    return bool(db.session.scalar(select(or_(due, deadlines.unapplied_exists()))))


def look_at_clocks(limit: int = AT_ONCE) -> bool:
    """Says what is due of up to `limit` tickets; whether there may be more. Runs inside `db.write`."""
    more = _begin_anew()
    at = now()
    due = select(Ticket).options(*scope.BY_ITSELF).where(Ticket.attention_at <= at, *_ASIDE.none_of(Ticket.id))
    query = due.order_by(Ticket.attention_at).limit(limit).with_for_update(of=Ticket, skip_locked=True)
    tickets = list(db.session.scalars(query))
    overdue: dict[str, list[Overdue]] = {}

    def look(ticket: Ticket) -> None:
        overdue.pop(ticket.id, None)
        overdue[ticket.id] = _look(ticket, at)

    for broken in _ASIDE.each(tickets, look):
        overdue.pop(broken.id, None)
    _tell_managers([one for of_ticket in overdue.values() for one in of_ticket])
    return more or len(tickets) == limit


def _begin_anew() -> bool:
    """The open tickets of a team whose clocks were changed are looked at next; whether there are more of them."""
    plan = deadlines.unapplied()
    if plan is None:
        return False
    open_ones = select(Ticket.id).where(Ticket.status.in_(_OPEN), Ticket.id > (plan.applied_to or ""))
    theirs = open_ones.where(Ticket.team_slug == plan.team_slug) if plan.team_slug else open_ones
    ids = list(db.session.scalars(theirs.order_by(Ticket.id).limit(TOLD_AT_ONCE)))
    anew = update(Ticket).where(Ticket.id.in_(ids)).values(attention_at=now())
    db.session.execute(anew, execution_options={"synchronize_session": False})
    deadlines.apply_to(plan, ids[-1] if len(ids) == TOLD_AT_ONCE else None)
    return True


def _look(ticket: Ticket, at: dt.datetime) -> list[Overdue]:
    plan = deadlines.plan_for(ticket.team_slug)
    clocks = timing.replan(ticket, at)
    clocks, notices = attention.look(clocks, plan, at)
    if notices and family.worked_on_at(ticket) is not None:
        # Nobody can do anything with a duplicate: they are warned of the ticket that has its work.
        notices = [notice for notice in notices if notice.level is None]
    columns = timing.columns(ticket, clocks, plan)
    seen = (columns["due_at"], columns["breached_at"]) != (ticket.due_at, ticket.breached_at)
    if notices or seen:
        timing.keep(ticket, clocks, plan)
        forwarding.record_change("ticket", ticket.id, scope.audiences(ticket))
    else:
        # Nothing that anybody sees: the ETag that a solver holds stays good.
        ours = update(Ticket).where(Ticket.id == ticket.id).values(columns)
        db.session.execute(ours, execution_options={"synchronize_session": False})
    for notice in notices:
        _tell(ticket, notice)
    return [Overdue(ticket, notice) for notice in notices if notice.level is Escalation.MANAGERS]


def _tell(ticket: Ticket, notice: Notice) -> None:
    if notice.level is None:
        _note(ticket, EntryType.REMINDER, EventType.UPDATED, _REMINDER, Visibility.PUBLIC)
        return
    kind = EntryType.REMINDER if notice.level is Escalation.UNTOUCHED else EntryType.ESCALATION
    said = Message(_SAID[notice.level, notice.clock].template, time=short(notice.at))
    escalation = {
        "clock": str(notice.clock) if notice.clock else None,
        "level": str(notice.level),
        "due_at": rfc3339(notice.at) if notice.clock else None,
    }
    _note(ticket, kind, EventType.ESCALATED, said, Visibility.INTERNAL, escalation)


def _note(
    ticket: Ticket,
    kind: EntryType,
    event: EventType,
    said: Message,
    visibility: Visibility,
    escalation: dict[str, Any] | None = None,
) -> None:
    """In both languages: each reader gets it in their own, the team's system in the team's."""
    texts = {language: say(said, language) for language in LANGUAGES}
    body = texts[ticket.team.language]
    journal.note(
        ticket, journal.SYSTEM, kind, event, visibility=visibility, body=body, texts=texts, escalation=escalation
    )


def _tell_managers(overdue: list[Overdue]) -> None:
    """One alert for all that ran out together: a bad hour must not be hundreds of letters."""
    if not overdue:
        return
    tickets = list({one.ticket.id: one.ticket for one in overdue}.values())
    duty.raise_alert(
        AlertKind.ESCALATED,
        _key(overdue[0]),
        {language: say(_subject(overdue), language) for language in LANGUAGES},
        {language: [say(_line(one), language) for one in overdue] for language in LANGUAGES},
        [duty.Subject("ticket", ticket.id, ticket.reference, ticket.team_slug) for ticket in tickets],
        [ticket.team_slug for ticket in tickets],
    )


def _subject(overdue: list[Overdue]) -> Message:
    if len(overdue) == 1:
        return Message("{reference} takes too long", reference=overdue[0].ticket.reference)
    return Message("{number} tickets take too long", number=len(overdue))


def _line(one: Overdue) -> Message:
    ticket, notice = one
    about = {"reference": ticket.reference, "team": ticket.team.name, "priority": ticket.priority}
    about["time"] = short(notice.at)
    if notice.clock is Clock.RESPONSE:
        return Message("{reference}, priority {priority}, team {team}: no first response, due at {time}.", **about)
    return Message("{reference}, priority {priority}, team {team}: not resolved, due at {time}.", **about)


def _key(first: Overdue) -> str:
    ticket, notice = first
    return f"escalation:{ticket.id}:{notice.clock}:{notice.round}"

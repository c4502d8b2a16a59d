"""What the system does with tickets as time goes by, in batches that run inside `db.write`."""

import datetime as dt

from sqlalchemy import ColumnElement, select

from backend import db
from backend.aside import Aside
from backend.clock import now
from backend.tickets import journal, scope
from backend.tickets.models import Ticket
from backend.tickets.services import family
from backend.tickets.services.behind import answer_outage
from shared.vocabulary import EntryType, EventType, OutageAnswer, Status

CLOSE_AFTER = dt.timedelta(days=7)
"""How long a resolved ticket waits for its reporter's word."""


_SETTLED, _HELD = Aside("closing"), Aside("held")


def close_settled(limit: int = 200) -> int:
    """Closes tickets that were resolved 7 days ago and not contradicted; returns how many."""
    due = (Ticket.status == Status.RESOLVED, Ticket.status_since < now() - CLOSE_AFTER, *_SETTLED.none_of(Ticket.id))
    tickets = _locked(*due, oldest=Ticket.status_since, limit=limit)
    _SETTLED.each(tickets, _close)
    return len(tickets)


def resume_held(limit: int = 200) -> int:
    """Takes up again what waited for others until now, and its children, and tells the team; returns how many."""
    due = (Ticket.status == Status.HELD, Ticket.held_until <= now(), *_HELD.none_of(Ticket.id))
    tickets = _locked(*due, oldest=Ticket.held_until, limit=limit)
    _HELD.each(tickets, _resume)
    return len(tickets)


def _close(ticket: Ticket) -> None:
    changes: journal.Changes = {}
    journal.move(ticket, Status.CLOSED, ticket.status_reason, changes)
    answer_outage(ticket, OutageAnswer.CLOSED)
    journal.note(ticket, journal.SYSTEM, EntryType.STATUS, EventType.UPDATED, changes=changes)


def _resume(ticket: Ticket) -> None:
    if ticket.status != Status.HELD:
        # Its parent, earlier in this batch, has taken it along.
        return
    changes: journal.Changes = {}
    journal.move(ticket, Status.IN_PROGRESS, None, changes)
    journal.note(ticket, journal.SYSTEM, EntryType.STATUS, EventType.UPDATED, changes=changes)
    family.pass_on(ticket, family.update_from(ticket, changes, None, None), journal.SYSTEM)


def _locked(*due: ColumnElement[bool], oldest: ColumnElement[dt.datetime] | object, limit: int) -> list[Ticket]:
    query = select(Ticket).options(*scope.BY_ITSELF).where(*due).order_by(oldest).limit(limit)  # type: ignore[arg-type]
    return list(db.session.scalars(query.with_for_update(of=Ticket, skip_locked=True)))

"""The reporter's word on how it went, and that they have seen what was said."""

import datetime as dt
from typing import cast

from sqlalchemy import Table, inspect, update

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Forbidden
from backend.forwarding import services as forwarding
from backend.statuses import Named
from backend.tickets import journal, scope
from backend.tickets.models import Ticket
from shared.vocabulary import EntryType, EventType, Status

RATED_WITHIN = dt.timedelta(days=30)
"""Since it was resolved or closed: so long a rating may be given, and changed."""


def rate(caller: Caller, ticket_id: str, rating: int, comment: str | None) -> Ticket:
    """Keeps the reporter's rating (1 to 5) in place of an earlier one, and tells the team; the same again does not.

    Raises NotFound, Forbidden, and Conflict where the ticket is not resolved or closed, or has been for too long.
    """
    ticket = _own(caller, ticket_id)
    if ticket.status not in (Status.RESOLVED, Status.CLOSED):
        raise Conflict(
            "A ticket is rated once it is resolved; this one is {status}.",
            status=Named(Status(ticket.status)),
            allowed=[],
        )
    if ticket.status_since < now() - RATED_WITHIN:
        raise Conflict("A ticket is rated within {days} days of its end.", days=RATED_WITHIN.days, allowed=[])
    comment = (comment or "").strip() or None
    if (rating, comment) != (ticket.rating, ticket.rating_comment):
        _keep(ticket, journal.Actor.reporter(caller), rating, comment)
    return ticket


def see(caller: Caller, ticket_id: str, until: dt.datetime | None = None) -> Ticket:
    """Notes that the reporter has seen the ticket up to `until` (None: now); wakes only the reporter's other devices.

    Its version and its time of change stay: seeing is no change. Raises NotFound, Forbidden.
    """
    ticket = _own(caller, ticket_id)
    if ticket.is_unread:
        forwarding.record_change("ticket", ticket.id, [f"person:{caller.id}"])
    # Past the ORM, which would count a version.
    at = max(now(), ticket.told_at or now())
    # A phone without a connection says it late: what came in between, its reporter has not seen.
    at = max(min(at, until or at), ticket.seen_at or dt.datetime.min.replace(tzinfo=dt.UTC))
    row = cast(Table, inspect(Ticket).local_table)
    db.session.execute(update(row).where(row.c.id == ticket.id).values(seen_at=at))
    db.session.refresh(ticket, ["seen_at"])
    return ticket


def _keep(ticket: Ticket, actor: journal.Actor, rating: int, comment: str | None) -> None:
    changes = {"rating": {"from": ticket.rating, "to": rating}}
    ticket.rating, ticket.rating_comment, ticket.rated_at = rating, comment, now()
    journal.note(ticket, actor, EntryType.RATING, EventType.UPDATED, body=comment, changes=changes)


def _own(caller: Caller, ticket_id: str) -> Ticket:
    ticket = scope.find(caller, ticket_id, to_write=True)
    if not scope.reports(caller, ticket):
        raise Forbidden("Only the one who passed it on can do this.")
    return ticket

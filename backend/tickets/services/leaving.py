"""Who leaves a team leaves no ticket behind in their own hands."""

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.tickets import journal, scope
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.vocabulary import ActorKind, EntryType, EventType


def release_all(who: Caller | None, team: str | None, person: Person) -> int:
    """Releases what `person` has in hand of the team's tickets (None: any team's) that have not ended; how many.

    Each is told in its timeline; `who` (None: a command) is named as the one who did it, which counts as nobody's
    care for the ticket. Runs inside `db.write`.
    """
    mine = [Ticket.assignee_id == person.id, Ticket.status.not_in(lifecycle.ENDED)]
    if team is not None:
        mine.append(Ticket.team_slug == team)
    query = select(Ticket).where(*mine).options(*scope.BY_ITSELF).order_by(Ticket.id).with_for_update(of=Ticket)
    tickets = list(db.session.scalars(query))
    for ticket in tickets:
        changes: journal.Changes = {"assignee": {"from": person.id, "to": None, "name": None}}
        ticket.assignee = None
        journal.note(ticket, _actor(who), EntryType.ASSIGNMENT, EventType.UPDATED, changes=changes)
    return len(tickets)


def _actor(who: Caller | None) -> journal.Actor:
    return journal.Actor(who.kind_of_actor(reports=False), who.name) if who else journal.Actor(ActorKind.SYSTEM, None)

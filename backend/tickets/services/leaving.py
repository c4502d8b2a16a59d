"""Who leaves a team or the company leaves no ticket behind in their own hands, and none without a reader."""

from sqlalchemy import ColumnElement, func, select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.forwarding.feed import record_change
from backend.tickets import journal, scope
from backend.tickets.models import Entry, Ticket
from shared import lifecycle
from shared.lifecycle import Action
from shared.vocabulary import EntryType, EventType, Status, Visibility, Who


def release_all(who: Caller | None, team: str | None, person: Person) -> int:
    """Releases what `person` has in hand of the team's tickets (None: any team's) that have not ended; how many.

    Each is told in its timeline; `who` (None: a command) is named as the one who did it, which counts as nobody's
    care for the ticket. Runs inside `db.write`.
    """
    of_team = (Ticket.team_slug == team,) if team is not None else ()
    tickets = _open(Ticket.assignee_id == person.id, *of_team)
    for ticket in tickets:
        changes: journal.Changes = {"assignee": {"from": person.id, "to": None, "name": None}}
        ticket.assignee = None
        journal.note(ticket, _actor(who), EntryType.ASSIGNMENT, EventType.UPDATED, changes=changes)
    return len(tickets)


def hand_on(person_id: str, heir: Person | None) -> int:
    """Gives all open tickets that the person passed on to `heir`, or to their teams alone; how many.

    The heir's phone gets them with their public history, the leaver's is told that they are gone.
    """
    tickets = _open(Ticket.reporter_id == person_id)
    for ticket in tickets:
        if heir is None:
            _leave_to_team(ticket, person_id)
        else:
            _give(ticket, person_id, heir)
    return len(tickets)


def open_of(person_id: str) -> dict[str, int]:
    """How many tickets that have not ended they passed on (`reported`), and have in hand (`assigned`)."""
    whose = {"reported": Ticket.reporter_id, "assigned": Ticket.assignee_id}
    ended = Ticket.status.in_(lifecycle.ENDED)
    return {
        name: db.session.scalar(select(func.count()).where(column == person_id, ~ended)) or 0
        for name, column in whose.items()
    }


def _open(*whose: ColumnElement[bool]) -> list[Ticket]:
    query = select(Ticket).options(*scope.BY_ITSELF).where(*whose, Ticket.status.not_in(lifecycle.ENDED))
    return list(db.session.scalars(query.order_by(Ticket.id).with_for_update(of=Ticket)))


def _give(ticket: Ticket, old: str, heir: Person) -> None:
    ticket.reporter = heir
    changes: journal.Changes = {"reporter": {"from": old, "to": heir.id, "name": heir.name}}
    db.session.flush()
    record_change("ticket", ticket.id, [f"person:{old}"], removed=True)
    public = (Entry.ticket_id == ticket.id, Entry.visibility == Visibility.PUBLIC)
    for entry_id in db.session.scalars(select(Entry.id).where(*public).order_by(Entry.seq)):
        record_change("entry", entry_id, [f"person:{heir.id}"])
    journal.note(ticket, journal.SYSTEM, EntryType.CHANGE, EventType.UPDATED, changes=changes)


def _leave_to_team(ticket: Ticket, old: str) -> None:
    """The team is told that nobody hears it any more; a question that waits for an answer waits no longer."""
    gone: journal.Changes = {"reporter": {"from": old, "to": None, "name": None}}
    internal = Visibility.INTERNAL
    journal.note(ticket, journal.SYSTEM, EntryType.CHANGE, EventType.UPDATED, visibility=internal, changes=gone)
    resumed = lifecycle.after(Status(ticket.status), Action.RESUME, Who.TEAM)
    if ticket.status == Status.PENDING and resumed is not None:
        changes: journal.Changes = {}
        journal.move(ticket, resumed, None, changes)
        journal.note(ticket, journal.SYSTEM, EntryType.STATUS, EventType.UPDATED, changes=changes)


def _actor(who: Caller | None) -> journal.Actor:
    return journal.Actor(who.kind_of_actor(reports=False), who.name) if who else journal.SYSTEM

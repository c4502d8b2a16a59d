"""Words between the reporter and the team, and the team's own notes."""

from backend.accounts.caller import Caller
from backend.errors import Conflict, Forbidden
from backend.tickets import journal, scope
from backend.tickets.models import Entry, Ticket
from shared import lifecycle
from shared.lifecycle import Action
from shared.vocabulary import EntryType, EventType, Status, Visibility, Who


def post_message(
    caller: Caller, ticket_id: str, body: str, visibility: str, acted_by: dict[str, str] | None = None
) -> Entry:
    """Adds a message; the reporter's answers a pending ticket. Raises NotFound, Forbidden, Conflict."""
    ticket = scope.find(caller, ticket_id, to_write=True)
    internal = visibility == Visibility.INTERNAL
    if internal and not scope.works_on(caller, ticket):
        raise Forbidden("Only the team writes internal notes.")
    if ticket.status in lifecycle.ENDED and not internal:
        raise Conflict(
            "The ticket has ended; pass on a new one that is related to it.",
            allowed=[str(Visibility.INTERNAL)] if scope.works_on(caller, ticket) else [],
        )
    if scope.reports(caller, ticket) and not internal:
        return _from_reporter(caller, ticket, body)
    return from_team(ticket, journal.Actor.solving(caller, acted_by), body, visibility)


def from_team(ticket: Ticket, actor: journal.Actor, body: str, visibility: str) -> Entry:
    """The team's message or note."""
    return journal.note(ticket, actor, EntryType.MESSAGE, EventType.MESSAGE, visibility=visibility, body=body)


def _from_reporter(caller: Caller, ticket: Ticket, body: str) -> Entry:
    changes: journal.Changes = {}
    answered = lifecycle.after(Status(ticket.status), Action.ANSWER, Who.REPORTER)
    if answered is not None:
        journal.move(ticket, answered, None, changes)
    actor = journal.Actor.reporter(caller)
    return journal.note(ticket, actor, EntryType.MESSAGE, EventType.MESSAGE, body=body, changes=changes or None)

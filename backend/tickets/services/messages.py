"""Words between the reporter and the team, and the team's own notes."""

from collections.abc import Sequence

from backend.accounts.caller import Caller
from backend.errors import Conflict, Forbidden
from backend.tickets import journal, scope
from backend.tickets.attachments.intake import KeptFile
from backend.tickets.attachments.services import check_room
from backend.tickets.models import Entry, Ticket
from shared import lifecycle
from shared.lifecycle import Action
from shared.vocabulary import EntryType, EventType, Status, Visibility, Who


def post_message(
    caller: Caller,
    ticket_id: str,
    body: str | None,
    visibility: str,
    acted_by: dict[str, str] | None = None,
    files: Sequence[KeptFile] = (),
) -> Entry:
    """Adds a message, files, or both; the reporter's answers a pending ticket. Raises NotFound, Forbidden, Conflict.

    And Invalid where the ticket has no room for the files.
    """
    ticket = scope.find(caller, ticket_id, to_write=True)
    _check_open(caller, ticket, visibility)
    check_room(ticket, files)
    if scope.reports(caller, ticket) and visibility == Visibility.PUBLIC:
        return _from_reporter(caller, ticket, body, files)
    return from_team(ticket, journal.Actor.solving(caller, acted_by), body, visibility, files)


def check_may_post(caller: Caller, ticket_id: str, visibility: str) -> None:
    """What `post_message` would refuse just now, told before there is work done for it; raises as it does."""
    _check_open(caller, scope.find(caller, ticket_id), visibility)


def _check_open(caller: Caller, ticket: Ticket, visibility: str) -> None:
    internal = visibility == Visibility.INTERNAL
    if internal and not scope.works_on(caller, ticket):
        raise Forbidden("Only the team writes internal notes.")
    if ticket.status in lifecycle.ENDED and not internal:
        raise Conflict(
            "The ticket has ended; pass on a new one that is related to it.",
            allowed=[str(Visibility.INTERNAL)] if scope.works_on(caller, ticket) else [],
        )


def from_team(
    ticket: Ticket, actor: journal.Actor, body: str | None, visibility: str, files: Sequence[KeptFile] = ()
) -> Entry:
    """The team's message or note."""
    return journal.note(
        ticket, actor, EntryType.MESSAGE, EventType.MESSAGE, visibility=visibility, body=body, files=files
    )


def _from_reporter(caller: Caller, ticket: Ticket, body: str | None, files: Sequence[KeptFile]) -> Entry:
    changes: journal.Changes = {}
    answered = lifecycle.after(Status(ticket.status), Action.ANSWER, Who.REPORTER)
    if answered is not None:
        journal.move(ticket, answered, None, changes)
    actor = journal.Actor.reporter(caller)
    return journal.note(
        ticket, actor, EntryType.MESSAGE, EventType.MESSAGE, body=body, changes=changes or None, files=files
    )

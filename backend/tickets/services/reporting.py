"""What the reporter does with an own ticket: confirm that it works again, say that it does not, withdraw it."""

from backend.accounts.caller import Caller
from backend.errors import Conflict, Forbidden
from backend.statuses import Named
from backend.tickets import journal, scope
from backend.tickets.models import Ticket
from backend.tickets.services import family
from backend.tickets.services.behind import answer_outage
from shared import lifecycle
from shared.lifecycle import Action
from shared.vocabulary import EntryType, EventType, OutageAnswer, Status, Who

_ANSWERS = {Action.CONFIRM: OutageAnswer.WORKS, Action.REOPEN: OutageAnswer.STILL_BROKEN}


def confirm(caller: Caller, ticket_id: str, body: str | None = None) -> Ticket:
    """It works again: a resolved ticket is closed; raises NotFound, Forbidden, Conflict."""
    return _act(caller, ticket_id, Action.CONFIRM, body)


def reopen(caller: Caller, ticket_id: str, body: str | None = None) -> Ticket:
    """Not fixed: a resolved ticket goes back to its team; raises NotFound, Forbidden, Conflict."""
    return _act(caller, ticket_id, Action.REOPEN, body)


def cancel(caller: Caller, ticket_id: str, body: str | None = None) -> Ticket:
    """Withdrawn: nobody need look at it any more; raises NotFound, Forbidden, Conflict."""
    return _act(caller, ticket_id, Action.CANCEL, body)


def heard(caller: Caller, ticket_id: str, action: Action, actor: journal.Actor, texts: dict[str, str]) -> Ticket:
    """The same on the word of `actor`, for whom the reporter `caller` stands in; `texts` are in both languages."""
    return _act(caller, ticket_id, action, None, actor, texts)


def _act(
    caller: Caller,
    ticket_id: str,
    action: Action,
    body: str | None,
    actor: journal.Actor | None = None,
    texts: dict[str, str] | None = None,
) -> Ticket:
    ticket = family.find_child(caller, ticket_id)
    if not scope.reports(caller, ticket):
        raise Forbidden("Only the one who passed it on can do this.")
    status = Status(ticket.status)
    next_status = lifecycle.after(status, action, Who.REPORTER)
    if next_status is None:
        raise Conflict(
            "Not possible while the ticket is {status}.",
            status=Named(status),
            allowed=lifecycle.actions(status, Who.REPORTER),
        )
    changes: journal.Changes = {}
    reason = ticket.status_reason if action is Action.CONFIRM else None
    journal.move(ticket, next_status, reason, changes)
    if action in _ANSWERS:
        answer_outage(ticket, _ANSWERS[action])
    if next_status in lifecycle.DONE:
        ticket.next_update_by = None
    actor = actor or journal.Actor.reporter(caller)
    body = texts[ticket.team.language] if texts else body
    if action is Action.REOPEN:
        # To its reporter it is not what the other was: it has work of its own again.
        ticket.merged_at = None
    journal.note(ticket, actor, EntryType.STATUS, EventType.UPDATED, body=body, texts=texts, changes=changes)
    if action is Action.REOPEN:
        family.tell_parent(ticket, changes, body, actor)
    if action is Action.CANCEL:
        # Nobody works on this one any more: its duplicates have work of their own again.
        family.pass_on(ticket, {"freed": True}, actor)
    return ticket

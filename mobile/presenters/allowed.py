"""What the reporter can do with a ticket now: the lifecycle's word, less what is already on its way."""

from collections.abc import Collection

from mobile.core.outbox_row import OutboxKind
from mobile.core.projections import ProjectedTicket
from shared.lifecycle import DONE, ENDED, Action, actions
from shared.vocabulary import SendState, Status, Who

_MOVES = {OutboxKind.CONFIRM, OutboxKind.REOPEN, OutboxKind.CANCEL}
_KNOWN = {str(status) for status in Status}


def may(ticket: ProjectedTicket, action: Action) -> bool:
    """Whether the reporter may do it; not while a move of theirs is on its way.

    In a status that this app does not know, the server's word for what is allowed counts.
    """
    if ticket.said is None or _on_its_way(ticket) & _MOVES:
        return False
    status = ticket.said["status"]
    return action in (actions(Status(status), Who.REPORTER) if status in _KNOWN else ticket.said["allowed"])


def may_cancel(ticket: ProjectedTicket) -> bool:
    """Before the server has it too."""
    if ticket.said is None:
        return not (_failed_submission(ticket) or _on_its_way(ticket) & _MOVES)
    return may(ticket, Action.CANCEL)


def may_message(ticket: ProjectedTicket) -> bool:
    """Until it has ended; before the server has it, the message waits for that."""
    return not _failed_submission(ticket) if ticket.said is None else ticket.said["status"] not in ENDED


def may_correct_customer(ticket: ProjectedTicket) -> bool:
    """Until it is resolved, one correction at a time."""
    if ticket.said is None:
        return False
    return ticket.said["status"] not in DONE and OutboxKind.CORRECT_CUSTOMER not in _on_its_way(ticket)


def asks_answer(ticket: ProjectedTicket) -> bool:
    """The team waits for the reporter's answer, and none is on its way."""
    return may(ticket, Action.ANSWER) and OutboxKind.MESSAGE not in _on_its_way(ticket)


def asks_works_again(ticket: ProjectedTicket) -> bool:
    """It is resolved, and nobody has said yet whether it works again."""
    return may(ticket, Action.CONFIRM)


def asks_by_status(status: str, allowed: Collection[str]) -> bool:
    """The same two of a ticket of one's own with nothing on its way, from what the list knows of it."""
    can = actions(Status(status), Who.REPORTER) if status in _KNOWN else allowed
    return Action.ANSWER in can or Action.CONFIRM in can


def _on_its_way(ticket: ProjectedTicket) -> set[OutboxKind]:
    return {row.kind for row in ticket.unsent if row.state is not SendState.FAILED}


def _failed_submission(ticket: ProjectedTicket) -> bool:
    return ticket.submission is not None and ticket.submission.state is SendState.FAILED

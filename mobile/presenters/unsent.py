"""What waits in the outbox, as the screens tell it."""

from collections.abc import Iterable

from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.presenters.notices import Notice
from mobile.presenters.problems import row_notice
from shared.vocabulary import SendState


def send_state(rows: Iterable[OutboxRow]) -> SendState | None:
    """Where the rows of one ticket stand together: what failed goes before what is on its way; None without rows.

    A photo on its way is none of the ticket's state: that is with its team already.
    """
    states = [row.state for row in rows if row.kind is not OutboxKind.PHOTO or row.state is SendState.FAILED]
    return next((s for s in (SendState.FAILED, SendState.SENDING, SendState.QUEUED) if s in states), None)


def first_problem(rows: Iterable[OutboxRow]) -> Notice | None:
    """Why the oldest failed row failed."""
    return next((notice for notice in map(row_notice, rows) if notice), None)

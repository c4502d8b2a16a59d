"""What becomes of a row whose sending ended without the server's word, or with its refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from mobile.core.backoff import LONGEST_ROW_SECONDS, wait_seconds
from mobile.core.errors import Conflict, Offline, OfflineWhy, Refused, SignedOut, TooManyRequests
from mobile.core.outbox import Outbox
from mobile.core.outbox_row import Failure, OutboxRow


@contextmanager
def put_back_without_answer(outbox: Outbox, row: OutboxRow) -> Iterator[None]:
    """While it is sent: where there is no answer it goes out again, and what ended it is raised on."""
    try:
        yield
    except Offline as error:
        # Attempts of every kind count, those in a dead zone too: an hour's tries must not make this one late.
        away = error.why is OfflineWhy.SERVER_AWAY
        wait = wait_seconds(row.attempts + 1, longest=LONGEST_ROW_SECONDS) if away else 0.0
        outbox.put_back(row.id, wait, never_left=error.why is OfflineWhy.NOT_REACHED)
        raise
    except (SignedOut, TooManyRequests):
        # Turned away at the door: nothing of it was acted upon.
        outbox.put_back(row.id, never_left=True)
        raise


def refusal(error: Refused) -> Failure:
    """The server's reason, as it is kept with the row."""
    return Failure(error.status, error.detail, tuple(error.errors.items()), isinstance(error, Conflict))

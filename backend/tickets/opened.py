"""That a ticket was opened in full goes into the log of readings, unless by whom it was passed on."""

from collections.abc import Iterable

from backend.accounts.caller import Caller
from backend.http import Answer
from backend.reading import services as readings
from backend.tickets import present, scope
from backend.tickets.models import Ticket
from shared.vocabulary import ReadingOf


def opened(who: Caller, rows: Iterable[Ticket], what: ReadingOf = ReadingOf.TICKET) -> None:
    """For who shows tickets, when all is read that it shows; see `readings.note`."""
    readings.note(who, what, _others(who, rows))


def answer(row: Ticket, who: Caller, status: int = 200) -> Answer:
    """`present.answer`, inside `db.write`: whoever changes another's ticket is shown it too."""
    readings.record(who, ReadingOf.TICKET, _others(who, [row]))
    return present.answer(row, who, status)


def _others(who: Caller, rows: Iterable[Ticket]) -> dict[str, str]:
    return {row.id: row.reference for row in rows if not scope.reports(who, row)}

"""A solver at the keyboard: one order a line, `take_up REFERENCE`, `ask REFERENCE TEXT`, `resolve REFERENCE TEXT`."""

from collections.abc import Iterable

from scripts.solving_team.desk import Desk
from scripts.solving_team.journal import Journal

_PARTS = 3


def follow(orders: Iterable[str], desks: list[Desk], journal: Journal) -> None:
    """Carries the orders out, one after the other, until there are no more."""
    for line in orders:
        if line.strip():
            _carry_out(line.strip(), desks, journal)


def _carry_out(line: str, desks: list[Desk], journal: Journal) -> None:
    verb, reference, text = (*line.split(maxsplit=_PARTS - 1), "", "")[:_PARTS]
    found = next(((desk, ticket) for desk in desks if (ticket := desk.known.get(reference))), None)
    match verb, found:
        case "take_up", (desk, ticket):
            desk.take_up(ticket)
        case "ask", (desk, ticket) if text:
            desk.ask(ticket, text)
        case "resolve", (desk, ticket) if text:
            desk.resolve(ticket, text)
        case _:
            journal.note("gave_up", reference=reference, why=f"cannot do {line!r}")

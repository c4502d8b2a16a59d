"""How many are behind outages, and what came of each: customers with a ticket and without, counted once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import exists, func, select

from backend import db
from backend.outages.behind.models import Affected, OutageRound, OutageSeen
from backend.outages.merged import with_merged
from backend.tickets.models import Declined, StillBroken, Ticket
from shared import lifecycle
from shared.vocabulary import AffectedStatus, OutageAnswer, Status

STATES = ("waiting", "asked", "works", "still_broken", "closed")
"""What becomes of a customer behind an outage; together they are all."""

_NOT_COUNTED = (AffectedStatus.UNDONE, AffectedStatus.WITHDRAWN)
_AGAIN = tuple(OutageAnswer)
_GONE = (Status.REJECTED, Status.CANCELLED)


def figures(outage_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """BehindSchema by outage, in a fixed number of statements; a read.

    What stayed behind one that goes on as another (tickets that had ended, words that were said) counts with the other.
    """
    families = with_merged(outage_ids)
    all_ids = {one for family in families.values() for one in family}
    of_tickets, of_affected = _together(families, _tickets(all_ids)), _together(families, _affected(all_ids))
    said = _together(families, _said(all_ids))
    seen, spreading = _count(OutageSeen.outage_id, outage_ids), _spreading(outage_ids)
    return {
        one: {
            "customers": of_tickets[one].total() + of_affected[one].total(),
            "tickets": of_tickets[one].total(),
            "affected": of_affected[one].total(),
            **{state: of_tickets[one][state] + of_affected[one][state] for state in STATES},
            "said_still_broken": said[one]["still_broken"],
            "declined": said[one]["declined"],
            "seen": seen.get(one, 0),
            "spreading": spreading.get(one),
        }
        for one in outage_ids
    }


def _together(families: Mapping[str, Collection[str]], found: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    return {one: sum((found[of] for of in family if of in found), Counter()) for one, family in families.items()}


def _said(outage_ids: Collection[str]) -> dict[str, Counter[str]]:
    """What was ever said of them: that it is something else, and that it was still broken, each customer once."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    broken = (Affected.status == AffectedStatus.STILL_BROKEN,)
    of_a_customer = exists().where(Affected.ticket_id == StillBroken.ticket_id)
    for name, column, which in (
        ("declined", Declined.outage_id, ()),
        ("still_broken", Affected.outage_id, broken),
        ("still_broken", StillBroken.outage_id, (~of_a_customer,)),
    ):
        for of, number in _count(column, outage_ids, *which).items():
            found[of][name] += number
    return found


def _tickets(outage_ids: Collection[str]) -> dict[str, Counter[str]]:
    """Those that were passed on as such; one that "still broken" made is counted with the customer that it is of."""
    made = select(Affected.ticket_id).where(Affected.outage_id.in_(outage_ids), Affected.ticket_id.is_not(None))
    found = _counted(_by_state(outage_ids))
    for of, state, number in _by_state(outage_ids, Ticket.id.in_(made)):
        found[of][state] -= number
    return found


def _by_state(outage_ids: Collection[str], *which: Any) -> Iterator[tuple[str, str, int]]:
    columns = (Ticket.outage_id, Ticket.status, Ticket.outage_answer)
    query = select(*columns, func.count()).where(Ticket.outage_id.in_(outage_ids), Ticket.status.not_in(_GONE), *which)
    for outage_id, status, answer, number in db.session.execute(query.group_by(*columns)):
        yield str(outage_id), _state(status, answer), number


def _state(status: str, answer: str | None) -> str:
    if answer is not None:
        return answer
    # Its own team had solved it.
    return "closed" if status in lifecycle.DONE else "waiting"


def _affected(outage_ids: Collection[str]) -> dict[str, Counter[str]]:
    """A customer whose ticket was asked again stands where that ticket does."""
    columns = (Affected.outage_id, Affected.status, Ticket.outage_answer)
    query = select(*columns, func.count()).outerjoin(Ticket, Ticket.id == Affected.ticket_id)
    query = query.where(Affected.outage_id.in_(outage_ids), Affected.status.not_in(_NOT_COUNTED)).group_by(*columns)
    rows = db.session.execute(query)
    return _counted((of, answer if answer in _AGAIN else status, number) for of, status, answer, number in rows)


def _counted(rows: Iterable[tuple[str, str, int]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for of, state, number in rows:
        found[of][state] += number
    return found


def _count(column: Any, outage_ids: Collection[str], *which: Any) -> dict[str, int]:
    query = select(column, func.count()).where(column.in_(outage_ids), *which).group_by(column)
    return {row[0]: row[1] for row in db.session.execute(query)}


def _spreading(outage_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """What is on its way, of all rounds that are not done."""
    done, rounds = func.sum(OutageRound.tickets + OutageRound.affected), func.count()
    query = select(OutageRound.outage_id, rounds, done, func.sum(OutageRound.total))
    query = query.where(OutageRound.finished_at.is_(None), OutageRound.outage_id.in_(outage_ids))
    rows = db.session.execute(query.group_by(OutageRound.outage_id))
    return {of: {"rounds": number, "done": told, "total": max(told, total)} for of, number, told, total in rows}

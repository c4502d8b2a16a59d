"""Putting tickets behind an outage, and taking one from behind it."""

from collections.abc import Sequence

from backend.accounts.caller import Caller
from backend.errors import Conflict, Invalid, NotFound
from backend.forwarding.feed import record_change
from backend.outages.behind.models import OutageRound
from backend.outages.behind.services import rounds, wording
from backend.outages.behind.services.candidates import find_linkable
from backend.outages.behind.services.spreading import carry_on
from backend.outages.models import Outage
from backend.outages.reading import find as find_outage
from backend.tickets import services as tickets
from backend.tickets.journal import Actor
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.vocabulary import OutageStatus

AT_ONCE = 20
"""So many that match come behind it in the act's own transaction; more of them by the worker, in batches."""


def link(caller: Caller, outage_id: str, ids: Sequence[str]) -> int:
    """Puts these tickets behind the outage, all or none; how many were not yet.

    Raises NotFound, Forbidden, Conflict where the outage is over for good, and Invalid, at its place, for a ticket that
    the caller does not work on or that has ended.
    """
    outage = _open(find_linkable(caller, outage_id))
    # In one order, whoever names them: two who link the same never wait for each other in a circle.
    tickets.lock(caller, ids)
    for index, ticket_id in enumerate(ids):
        _check(caller, ticket_id, f"/ticket_ids/{index}")
    actor = Actor.solving(caller, None)
    linked = tickets.put_behind(ids, rounds.link_news(outage), actor)
    record_change("outage", outage.id, ["managers"])
    return linked


def link_all(caller: Caller, outage_id: str) -> OutageRound | None:
    """Puts all that match behind the outage, of those that the caller works on: at once where they are few.

    What matches later comes behind it by itself where a manager says so. Raises NotFound, Forbidden, Conflict.
    """
    outage = _open(find_linkable(caller, outage_id))
    teams = None if caller.is_manager else sorted(caller.teams)
    if caller.is_manager and not outage.takes_in:
        rounds.take_in(outage)
    begun = rounds.begin_linking(outage, Actor.solving(caller, None), teams)
    if begun is not None and begun.total <= AT_ONCE:
        while begun.finished_at is None:
            carry_on(begun)
    return begun


def unlink(caller: Caller, outage_id: str, ticket_id: str) -> Ticket:
    """The ticket is not behind it after all, and goes on by itself; raises NotFound, Forbidden, Conflict."""
    outage = find_outage(caller, outage_id)
    ticket = tickets.find_solved(caller, ticket_id)
    if ticket.outage_id != outage.id:
        raise NotFound
    if ticket.status in lifecycle.ENDED:
        raise Conflict("The ticket has ended.", allowed=[])
    news = tickets.News(wording.of_unlink(outage), reopens=True, links=True)
    tickets.tell_behind(outage.id, [ticket.id], news, Actor.solving(caller, None))
    record_change("outage", outage.id, ["managers"])
    return ticket


def _open(outage: Outage) -> Outage:
    """Raises Conflict for one that is over for good; behind one that is only just over the reporter is asked."""
    if outage.status in lifecycle.OUTAGE_ENDED and outage.status not in rounds.OVER:
        raise Conflict("That outage is over.", current={"status": outage.status}, allowed=[])
    if outage.status == OutageStatus.SCHEDULED:
        raise Conflict("That work has not begun.", current={"status": outage.status}, allowed=[])
    return outage


def _check(caller: Caller, ticket_id: str, pointer: str) -> None:
    ticket = tickets.find_other(caller, ticket_id, pointer)
    if ticket.status in lifecycle.ENDED:
        raise Invalid("{reference} has ended.", reference=ticket.reference, pointer=pointer)

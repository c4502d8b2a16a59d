"""A suspicion, drawn from tickets that nobody has put together: known to managers alone until one confirms it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, text

from backend import db
from backend.areas import services as places
from backend.clock import now
from backend.forwarding.feed import record_change
from backend.ids import new_id
from backend.outages import alarms
from backend.outages.detection import keeping
from backend.outages.detection.reports import Suspicion
from backend.outages.facts import set_facts
from backend.outages.happened import Before, What
from backend.outages.models import Outage, OutageSign
from backend.outages.reading import signs
from backend.outages.telling import tell
from backend.teams import services as teams
from backend.tickets import journal
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.vocabulary import LANGUAGES, Impact, OutageKind, OutageStatus

JOINED_WITHIN = dt.timedelta(hours=6)
"""How long what comes in at the same place joins the suspicion there is, or was."""
_LONGEST_TITLE = 200
_AT_ONCE = 1000
"""Tickets in a statement: a whole country's may be behind one, and databases take only so many values."""


def suspect(
    *,
    areas: Sequence[str],
    services: Sequence[str],
    since: dt.datetime,
    tickets: Sequence[str] = (),
    impact: Impact = Impact.MAJOR,
    title: Mapping[str, str] | None = None,
) -> tuple[Outage, bool]:
    """A suspected outage with the tickets (ids) behind it, told to those on duty; and whether it is new.

    Where one of the same areas and of any of the services is open, or was dismissed within six hours, the tickets join
    it and nobody is told again, but who is told next reads how many they are by then. Raises Invalid for what does not
    exist. Runs inside `db.write`.
    """
    _one_at_a_time()
    outage = _new(areas, services, since, impact)
    known = _known(outage)
    if known is not None:
        if _add_signs(known, tickets) and known.status == OutageStatus.SUSPECTED:
            alarms.joined(known, signs([known.id])[known.id])
        return known, False
    outage.title = dict(title) if title else _title(outage)
    _make(outage, tickets)
    return outage, True


def begin(areas: Sequence[str], suspicion: Suspicion, impact: Impact) -> Outage:
    """A new suspected outage by what detection found, whatever else is known there. Runs inside `db.write`."""
    outage = _new(areas, suspicion.services, suspicion.since, impact)
    outage.title = _title(outage)
    _make(outage, suspicion.tickets, suspicion)
    return outage


def widen(outage: Outage, seems: dict[str, Any], suspicion: Suspicion) -> None:
    """What is suspected reaches further than was thought: those on duty are told anew, once. Runs inside `db.write`.

    `seems`: its `facts` by now. A title that somebody wrote stays.
    """
    before, ours = Before.of(outage), outage.title == _title(outage)
    set_facts(outage, seems)
    if ours:
        outage.title = _title(outage)
    _add_signs(outage, keeping.keep(outage.id, suspicion))
    tell(outage, journal.SYSTEM, What.AMENDED, before)
    alarms.grown(outage, signs([outage.id])[outage.id])


def join(outage: Outage, suspicion: Suspicion) -> None:
    """More tickets speak for it, also after a manager confirmed it. Runs inside `db.write`."""
    # Of thousands only those that it did not have.
    new = _add_signs(outage, keeping.keep(outage.id, suspicion))
    record_change("outage", outage.id, ["managers"])
    if new and outage.status == OutageStatus.SUSPECTED:
        alarms.joined(outage, signs([outage.id])[outage.id])


def _new(areas: Sequence[str], services: Sequence[str], since: dt.datetime, impact: Impact) -> Outage:
    outage = Outage(id=new_id(), kind=str(OutageKind.OUTAGE), status=str(OutageStatus.SUSPECTED))
    outage.started_at = outage.created_at = outage.updated_at = now()
    set_facts(outage, facts(areas, services, since, impact))
    return outage


def facts(areas: Sequence[str], services: Sequence[str], since: dt.datetime, impact: Impact) -> dict[str, Any]:
    """Where, what, since when and how bad, as the outage has them."""
    return {"areas": list(areas), "services": list(services), "started_at": since, "impact": str(impact)}


def _make(outage: Outage, tickets: Sequence[str], suspicion: Suspicion | None = None) -> None:
    db.session.add(outage)
    tell(outage, journal.SYSTEM, What.SUSPECTED)
    if suspicion is not None:
        keeping.keep(outage.id, suspicion)
    alarms.suspected(outage, _add_signs(outage, tickets))


def _known(wanted: Outage) -> Outage | None:
    ended = [str(status) for status in lifecycle.OUTAGE_ENDED]
    still_open = Outage.status.not_in(ended)
    was_none = (Outage.status == OutageStatus.DISMISSED) & (Outage.updated_at > now() - JOINED_WITHIN)
    rows = select(Outage).where(Outage.kind == OutageKind.OUTAGE, still_open | was_none).order_by(Outage.created_at)
    for row in db.session.scalars(rows):
        if set(row.areas) == set(wanted.areas) and not set(row.services).isdisjoint(wanted.services):
            return row
    return None


def _add_signs(outage: Outage, tickets: Sequence[str]) -> int:
    """Keeps which tickets it was drawn from; how many are new."""
    each = list(dict.fromkeys(tickets))
    return sum(_add_some(outage, each[start : start + _AT_ONCE]) for start in range(0, len(each), _AT_ONCE))


def _add_some(outage: Outage, tickets: Sequence[str]) -> int:
    there = select(OutageSign.ticket_id).where(OutageSign.outage_id == outage.id)
    known = set(db.session.scalars(there.where(OutageSign.ticket_id.in_(tickets))))
    left = set(db.session.scalars(select(Ticket.id).where(Ticket.id.in_(set(tickets) - known))))
    # Of what detection saw one may be erased by now.
    new = [ticket for ticket in tickets if ticket in left]
    if new:
        rows = [{"outage_id": outage.id, "ticket_id": ticket, "at": now()} for ticket in new]
        db.session.execute(insert(OutageSign), rows)
    return len(new)


def _title(outage: Outage) -> dict[str, str]:
    """`Internet: 3511 Utrecht`: right whether it is suspected or confirmed."""
    titles = teams.titles()
    services = {code: ", ".join(titles[code].get(slug, slug) for slug in outage.services) for code in LANGUAGES}
    return {code: f"{services[code]}: {places.where(outage.areas, code)}"[:_LONGEST_TITLE] for code in LANGUAGES}


def _one_at_a_time() -> None:
    """Two who see the same at once make one; on SQLite the write lock does it."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('suspect', 0))"))

"""A suspicion, drawn from tickets that nobody has put together: known to managers alone until one confirms it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select, text

from backend import db
from backend.areas import services as places
from backend.clock import now
from backend.ids import new_id
from backend.outages import alarms
from backend.outages.facts import set_facts
from backend.outages.happened import What
from backend.outages.models import Outage, OutageSign
from backend.outages.reading import signs
from backend.outages.telling import tell
from backend.teams import services as teams
from backend.tickets import journal
from shared import lifecycle
from shared.vocabulary import LANGUAGES, Impact, OutageKind, OutageStatus

JOINED_WITHIN = dt.timedelta(hours=6)
"""How long what comes in at the same place joins the suspicion there is, or was."""
_LONGEST_TITLE = 200


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
    facts = {"areas": list(areas), "services": list(services), "started_at": since, "impact": str(impact)}
    outage = Outage(id=new_id(), kind=str(OutageKind.OUTAGE), status=str(OutageStatus.SUSPECTED))
    outage.started_at = outage.created_at = outage.updated_at = now()
    set_facts(outage, facts)
    known = _known(outage)
    if known is not None:
        if _add_signs(known, tickets) and known.status == OutageStatus.SUSPECTED:
            alarms.joined(known, signs([known.id])[known.id])
        return known, False
    outage.title = dict(title) if title else _title(outage)
    db.session.add(outage)
    tell(outage, journal.SYSTEM, What.SUSPECTED)
    alarms.suspected(outage, _add_signs(outage, tickets))
    return outage, True


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
    there = select(OutageSign.ticket_id).where(OutageSign.outage_id == outage.id)
    known = set(db.session.scalars(there.where(OutageSign.ticket_id.in_(tickets))))
    new = [ticket for ticket in dict.fromkeys(tickets) if ticket not in known]
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

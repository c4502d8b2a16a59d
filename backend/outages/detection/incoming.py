"""What the change feed brings that detection has to know: tickets that came in, and what people decided."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from backend import db
from backend.areas import services as areas
from backend.clock import now
from backend.forwarding import feed
from backend.forwarding.models import Change
from backend.outages import matching
from backend.outages.detection import log
from backend.outages.detection.models import Following, Suspected
from backend.outages.detection.reports import Report
from backend.outages.models import Outage
from backend.tickets.models import Declined, Ticket
from shared import lifecycle
from shared.vocabulary import Kind, OutageStatus

AT_ONCE = 500
"""Changes of the feed gone through at a time."""
FRESH = dt.timedelta(hours=1)
"""A ticket counts where its first change that is read came so soon after it did: an old one that changes is none."""
REPLAYED = dt.timedelta(hours=24)
"""How far back what came in still counts: evidence of longer ago has faded, and a replay begins so long before."""


class Decision(NamedTuple):
    """What people came to with a suspicion: `decided` is CONFIRMED, DISMISSED or ENDED."""

    outage_id: str
    key: str
    decided: str
    at: dt.datetime


class Batch(NamedTuple):
    """What the next changes bring, in their order, and up to which position that is."""

    position: int
    items: list[Report | Decision]


class Progress(NamedTuple):
    """How far the feed is read, by what is usual, and who reads it until when."""

    position: int
    baseline_id: int | None
    worker: str | None
    lease_until: dt.datetime | None


def progress() -> Progress:
    """How it stands; a read."""
    columns = (getattr(Following, name) for name in Progress._fields)
    return Progress(*db.session.execute(select(*columns)).one())


def read(position: int) -> Batch:
    """The next that is to be told; a read, as of one moment. What the feed no longer holds is passed over."""
    position = max(position, feed.pruned_to())
    query = select(Change.position, Change.kind, Change.object_id, Change.at).where(Change.position > position)
    changes = db.session.execute(query.order_by(Change.position).limit(AT_ONCE)).all()
    first: dict[tuple[str, str], dt.datetime] = {}
    for change in changes:
        first.setdefault((change.kind, change.object_id), change.at)
    tickets = _reports({of: at for (kind, of), at in first.items() if kind == "ticket"})
    decisions = _decisions([of for kind, of in first if kind == "outage"])
    found = [(tickets if kind == "ticket" else decisions).get(of) for kind, of in first if kind in ("ticket", "outage")]
    return Batch(changes[-1].position if changes else position, [one for one in found if one is not None])


def _reports(changed: dict[str, dt.datetime]) -> dict[str, Report | Decision]:
    rows = _new_problems(changed) if changed else []
    declined, at = _declined([row.id for row in rows]), now()
    outages = _going_on() if rows else []
    found: dict[str, Report | Decision] = {}
    for row in rows:
        place = areas.region(row.customer_postcode)
        if place is not None:
            others = declined.get(row.id, ())
            explained = _is_explained(row, [outage for outage in outages if outage.id not in others], at)
            found[row.id] = Report(row.id, row.created_at, place[0], row.service, row.reporter_id, explained)
    return found


def _new_problems(changed: dict[str, dt.datetime]) -> list[Row[Any]]:
    """Of those tickets, by when they first changed, the problems that came in just then and are not in the log."""
    names = ("id", "created_at", "customer_postcode", "service", "reporter_id", "outage_id")
    query = select(*(getattr(Ticket, name) for name in names)).where(
        Ticket.id.in_(changed), Ticket.kind == Kind.PROBLEM
    )
    placed = query.where(Ticket.customer_postcode.is_not(None), Ticket.service.is_not(None))
    known, since = log.there(changed), now() - REPLAYED
    return [
        row
        for row in db.session.execute(placed)
        if row.id not in known and changed[row.id] - row.created_at <= FRESH and row.created_at > since
    ]


def _is_explained(ticket: Row[Any], outages: Sequence[Outage], at: dt.datetime) -> bool:
    """Whether it is linked to an outage, or these cover it."""
    return ticket.outage_id is not None or any(
        matching.matches(outage, ticket.customer_postcode, ticket.service, at) for outage in outages
    )


def _declined(tickets: Collection[str]) -> dict[str, set[str]]:
    """Ticket -> the outages that, its reporter said, are not behind it: such a ticket speaks for another one."""
    found: dict[str, set[str]] = {}
    if tickets:
        rows = select(Declined.ticket_id, Declined.outage_id).where(Declined.ticket_id.in_(tickets))
        for ticket_id, outage_id in db.session.execute(rows):
            found.setdefault(ticket_id, set()).add(outage_id)
    return found


def _going_on() -> list[Outage]:
    """What people know of and what may explain a ticket."""
    unknown = [*lifecycle.OUTAGE_ENDED, OutageStatus.SUSPECTED]
    return list(db.session.scalars(select(Outage).where(Outage.status.not_in(unknown)).order_by(Outage.id)))


def _decisions(outage_ids: Collection[str]) -> dict[str, Report | Decision]:
    if not outage_ids:
        return {}
    query = select(Suspected, Outage).join(Outage, Outage.id == Suspected.outage_id)
    found: dict[str, Report | Decision] = {}
    for kept, outage in db.session.execute(query.where(Suspected.outage_id.in_(outage_ids))):
        decided = _decided(outage)
        if decided is not None and decided != kept.decided and not _followed(kept):
            found[outage.id] = Decision(outage.id, kept.key, decided, outage.updated_at)
    return found


def _decided(outage: Outage) -> str | None:
    if outage.status == OutageStatus.SUSPECTED:
        return None
    if outage.merged_into_id is not None:
        # As part of another one that people know of it is none that was wrong.
        return log.ENDED
    if outage.status == OutageStatus.DISMISSED:
        return log.DISMISSED
    return log.ENDED if outage.status in lifecycle.OUTAGE_ENDED else log.CONFIRMED


def _followed(kept: Suspected) -> bool:
    """Whether a wider one was made under the same key: then what becomes of this one says nothing of that."""
    later = select(Suspected.outage_id).where(Suspected.key == kept.key, Suspected.created_at > kept.created_at)
    return db.session.scalar(later.limit(1)) is not None


def unread_since() -> dt.datetime | None:
    """When the oldest change came that was not looked at; None where all were. A read."""
    position = select(Following.position).scalar_subquery()
    return db.session.scalar(select(Change.at).where(Change.position > position).order_by(Change.position).limit(1))

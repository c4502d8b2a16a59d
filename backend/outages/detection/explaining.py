"""Why an outage was suspected, in full: each ticket, what is usual, the evidence and what it was weighed against."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from backend import db
from backend.areas import services as areas
from backend.errors import Invalid, NotFound
from backend.i18n import say
from backend.moments import short
from backend.outages.detection import keeping, wording
from backend.outages.detection.models import Learned, Suspected
from backend.outages.detection.reports import Suspicion
from backend.outages.detection.series import series
from backend.outages.models import Outage
from backend.tickets.models import Ticket

_EN = "en"
_BAR = 60


def explain(outage_id: str) -> Iterator[str]:
    """The lines, in English, for whoever has the machine's shell.

    `outage_id` is an outage's id, its first letters, or its external id. Raises NotFound, and Invalid for several.
    """
    outage = _found(outage_id)
    kept = keeping.of([outage.id]).get(outage.id)
    yield f"{outage.title.get('en') or outage.title.get('nl')} ({outage.id}), {outage.status}"
    if kept is None:
        yield "People or a program told of it: detection did not raise it, and knows nothing of why."
        return
    told, raised = Suspicion.from_json(kept.told), Suspicion.from_json(kept.raised)
    yield from _verdict(kept, raised, told)
    yield ""
    yield from _tickets(told, raised)
    yield ""
    yield from _course(told)
    yield ""
    yield from _terms(raised)
    yield from _learned(kept.baseline_id)


def _found(wanted: str) -> Outage:
    exact = select(Outage).where(or_(Outage.id == wanted, Outage.external_id == wanted))
    rows = list(db.session.scalars(exact.order_by(Outage.created_at.desc()).limit(1)))
    rows = rows or list(
        db.session.scalars(select(Outage).where(Outage.id.startswith(wanted, autoescape=True)).limit(2))
    )
    if not rows:
        raise NotFound("There is no outage {id}; `flask outage list` shows those that are open.", id=wanted[:80])
    if len(rows) > 1:
        raise Invalid("Several outages begin with {id}; give more of it.", id=wanted[:80])
    return rows[0]


def _verdict(kept: Suspected, raised: Suspicion, told: Suspicion) -> Iterator[str]:
    yield f"Suspected at {_at(raised)}, of {areas.where(raised.areas, _EN)} and {', '.join(raised.services)}."
    yield wording.counted(raised, len(raised.tickets), _EN)
    yield wording.sureness(raised, _EN)
    per_hour = f"{raised.usual_per_hour:.2g} tickets an hour; {raised.excess_per_hour:.1f} an hour came on top."
    yield f"Usual there: {per_hour}"
    if told != raised:
        yield f"By {_at(told)} it is of {areas.where(told.areas, _EN)} and {', '.join(told.services)}:"
        yield wording.counted(told, len(told.tickets), _EN)
    if kept.decided:
        yield f"People's decision: {kept.decided}."


def _tickets(told: Suspicion, raised: Suspicion) -> Iterator[str]:
    yield "Tickets behind it:"
    rows = db.session.execute(
        select(Ticket.id, Ticket.reference, Ticket.created_at, Ticket.customer_postcode, Ticket.service)
        .where(Ticket.id.in_(told.tickets))
        .order_by(Ticket.created_at, Ticket.id)
    )
    there = {row.id: row for row in rows}
    for row in there.values():
        mark = "decided" if row.id == raised.key else "joined later" if row.id not in raised.tickets else ""
        place = (row.customer_postcode or "")[:4]
        yield f"  {say(short(row.created_at), _EN)}  {row.reference}  {place:6} {row.service or '':12} {mark}".rstrip()
    if gone := len(set(told.tickets) - set(there)):
        yield f"  and {gone} that were erased"


def _course(told: Suspicion) -> Iterator[str]:
    found = series(told)
    yield f"Tickets per five minutes from {say(short(found.at), _EN)} on, where {found.usual:.2g} are usual:"
    yield "  " + " ".join("." if not number else str(number) for number in found.seen)


def _terms(raised: Suspicion) -> Iterator[str]:
    yield f"The evidence of {raised.statistic:.0f} (hours; {raised.threshold:.0f} raises it) is the sum over all places"
    yield "and services that hold the ticket that decided. It is named by where its tickets lie; other readings were:"
    for term in raised.others:
        place = areas.where(term.areas, _EN)
        yield f"  {term.statistic:9.1f}  {term.level:14} {place[:_BAR]}: {', '.join(term.services)}"


def _learned(baseline_id: int | None) -> Iterator[str]:
    learned = db.session.get(Learned, baseline_id) if baseline_id is not None else None
    if learned is None:
        yield "What was learned then is no longer kept."
        return
    when = say(short(learned.at), _EN)
    yield f"What is usual was learned at {when} from {learned.tickets} tickets of {learned.days:.0f} days."


def _at(suspicion: Suspicion) -> str:
    return say(short(suspicion.at), _EN)

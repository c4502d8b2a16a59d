"""Declaring outages and planned work, and telling people how they go; each verb runs inside `db.write`."""

from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.clock import now
from backend.errors import Conflict, Invalid
from backend.etags import check_match, etag_for
from backend.forwarding import services as forwarding
from backend.ids import new_id
from backend.outages import present
from backend.outages.matching import covering
from backend.outages.models import Outage, OutageUpdate
from backend.outages.permission import check_may_declare
from backend.outages.reading import by_ids, find, list_outages, visible_page
from backend.teams import services as teams
from shared import lifecycle
from shared.vocabulary import EventType, OutageKind, OutageStatus

__all__ = ["amend", "by_ids", "covering", "declare", "find", "list_outages", "post_update", "visible_page"]

_FIELDS = ("title", "impact", "advice", "started_at", "expected_end_at", "next_update_at", "external_id")


def declare(caller: Caller, data: dict[str, Any]) -> tuple[Outage, bool]:
    """A new outage or planned work (DeclareOutageSchema, loaded), and whether it is new.

    The same `external_id` again changes the one there is: a monitoring that repeats itself declares nothing twice.
    Raises Forbidden, Invalid.
    """
    check_may_declare(caller)
    external_id = data.get("external_id")
    known = db.session.scalar(select(Outage).where(Outage.external_id == external_id)) if external_id else None
    if known is not None:
        _apply(known, {name: value for name, value in data.items() if name != "kind"})
        return _told(known, caller, EventType.OUTAGE_UPDATED), False
    at = now()
    outage = Outage(id=new_id(), kind=data["kind"], services=[], areas=[], started_at=at, created_at=at, updated_at=at)
    outage.status = str(lifecycle.OUTAGE_FIRST[OutageKind(data["kind"])])
    _apply(outage, data)
    db.session.add(outage)
    return _told(outage, caller, EventType.OUTAGE_DECLARED), True


def amend(caller: Caller, outage_id: str, data: dict[str, Any], match: str | None) -> Outage:
    """Changes the fields in `data` (PatchOutageSchema).

    Raises, in this order: NotFound, Forbidden, PreconditionRequired, PreconditionFailed, Conflict and Invalid.
    """
    outage = find(caller, outage_id, to_write=True)
    check_may_declare(caller)
    check_match(match, etag_for(outage.version))
    if outage.status in (OutageStatus.CLOSED, OutageStatus.DISMISSED, OutageStatus.CANCELLED):
        raise Conflict("It has ended for good; declare a new one.", allowed=[])
    _apply(outage, data)
    return _told(outage, caller, EventType.OUTAGE_UPDATED)


def post_update(caller: Caller, outage_id: str, data: dict[str, Any]) -> Outage:
    """Tells people how it goes (NewUpdateSchema, loaded); raises NotFound, Forbidden, Conflict, Invalid.

    An absent time stays as it was, null takes it away; the update keeps what was told.
    """
    outage = find(caller, outage_id, to_write=True)
    check_may_declare(caller)
    status, allowed = OutageStatus(outage.status), lifecycle.OUTAGE_MOVES[OutageStatus(outage.status)]
    wanted = OutageStatus(data.get("status") or status)
    if wanted not in allowed:
        raise Conflict(
            "One that is {status} cannot become {wanted}; allowed: {allowed}.",
            status=status,
            wanted=wanted,
            allowed=allowed,
        )
    for name in ("next_update_at", "expected_end_at"):
        if data.get(name) is not None and data[name] <= now():
            raise Invalid("That time has passed.", pointer=f"/{name}")
    _apply(outage, {name: data[name] for name in ("next_update_at", "expected_end_at") if name in data})
    _move(outage, wanted)
    told = OutageUpdate(
        id=new_id(), outage_id=outage.id, at=now(), status=str(wanted), text=data["text"], by=caller.name
    )
    told.next_update_at, told.expected_end_at = outage.next_update_at, outage.expected_end_at
    db.session.add(told)
    return _told(outage, caller, EventType.OUTAGE_UPDATED)


def _apply(outage: Outage, data: dict[str, Any]) -> None:
    if "services" in data:
        outage.services = teams.expand(data["services"])
    if "areas" in data:
        checked = [areas.normalise(area, f"/areas/{index}") for index, area in enumerate(data["areas"])]
        outage.areas = list(dict.fromkeys(checked))
    for name in _FIELDS:
        if name in data:
            setattr(outage, name, data[name])
    if outage.expected_end_at is not None and outage.expected_end_at <= outage.started_at:
        raise Invalid("The end lies before the start.", pointer="/expected_end_at")


def _move(outage: Outage, status: OutageStatus) -> None:
    ends, ended = status in lifecycle.OUTAGE_ENDED, outage.status in lifecycle.OUTAGE_ENDED
    if ends and not ended:
        outage.resolved_at, outage.next_update_at = now(), None
    elif ended and not ends:
        outage.resolved_at = None
    outage.status = str(status)


def _told(outage: Outage, caller: Caller, event: EventType) -> Outage:
    """Marks it as changed, and tells phones, managers and the teams of its services."""
    outage.updated_at = max(now(), outage.updated_at)
    db.session.flush()
    db.session.refresh(outage, ["updates"])
    if outage.status == OutageStatus.DISMISSED:
        forwarding.record_change("outage", outage.id, ["all"], removed=True)
    else:
        hidden = outage.status == OutageStatus.SUSPECTED
        forwarding.record_change("outage", outage.id, ["managers" if hidden else "all"])
    actor = {"kind": str(caller.kind_of_actor(reports=False)), "name": caller.name}
    for team in teams.teams_of(outage.services):
        forwarding.emit(event, team, {"outage": present.facts(outage), "actor": actor})
    return outage

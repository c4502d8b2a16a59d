"""Declaring outages and planned work, and telling people how they go; each verb runs inside `db.write`."""

from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Invalid
from backend.etags import check_match, etag_for
from backend.ids import new_id
from backend.outages.facts import set_facts
from backend.outages.matching import covering
from backend.outages.models import Outage, OutageUpdate
from backend.outages.permission import check_may_declare
from backend.outages.reading import by_ids, find, list_outages, visible_page
from backend.outages.telling import Before, tell
from shared import lifecycle
from shared.vocabulary import OutageKind, OutageStatus

__all__ = ["amend", "by_ids", "covering", "declare", "find", "list_outages", "post_update", "visible_page"]

_ESTIMATES = ("next_update_at", "expected_end_at")


def declare(caller: Caller, data: dict[str, Any]) -> tuple[Outage, bool]:
    """A new outage or planned work (DeclareOutageSchema, loaded), and whether it is new.

    The same `external_id` again changes the one there is: a monitoring that repeats itself declares nothing twice.
    Raises Forbidden, Conflict (where that one has ended) and Invalid.
    """
    check_may_declare(caller)
    external_id = data.get("external_id") or None
    known = _known(external_id) if external_id else None
    if known is not None:
        return _declare_again(caller, known, data), False
    at = now()
    outage = Outage(id=new_id(), kind=data["kind"], started_at=at, created_at=at, updated_at=at)
    outage.status = str(lifecycle.OUTAGE_FIRST[OutageKind(data["kind"])])
    set_facts(outage, data)
    db.session.add(outage)
    tell(outage, caller, None)
    return outage, True


def amend(caller: Caller, outage_id: str, data: dict[str, Any], match: str | None) -> Outage:
    """Changes the fields in `data` (PatchOutageSchema, loaded); what says nothing new changes nothing, also no ETag.

    Raises, in this order: NotFound, Forbidden, PreconditionRequired, PreconditionFailed, Conflict and Invalid.
    """
    outage = find(caller, outage_id, to_write=True)
    check_may_declare(caller)
    check_match(match, etag_for(outage.version))
    if not lifecycle.OUTAGE_MOVES[OutageStatus(outage.status)]:
        raise Conflict("It has ended for good; declare a new one.", allowed=[])
    _check_free(data.get("external_id"), outage)
    before = Before.of(outage)
    set_facts(outage, data)
    if db.session.is_modified(outage):
        tell(outage, caller, before)
    return outage


def post_update(caller: Caller, outage_id: str, data: dict[str, Any]) -> Outage:
    """Tells people how it goes (NewUpdateSchema, loaded); raises NotFound, Forbidden, Conflict, Invalid, in this order.

    Without a status it stays as it is, which an ended one cannot. An absent time stays as it was, null takes it away;
    the update keeps what was told.
    """
    outage = find(caller, outage_id, to_write=True)
    check_may_declare(caller)
    wanted = _allowed(outage, data.get("status"))
    before = Before.of(outage)
    set_facts(outage, {name: data[name] for name in _ESTIMATES if name in data})
    _move(outage, wanted)
    told = OutageUpdate(id=new_id(), outage_id=outage.id, at=now(), status=outage.status, text=data["text"])
    told.next_update_at, told.expected_end_at, told.by = outage.next_update_at, outage.expected_end_at, caller.name
    db.session.add(told)
    tell(outage, caller, before)
    return outage


def _known(external_id: str) -> Outage | None:
    return db.session.scalar(select(Outage).where(Outage.external_id == external_id).with_for_update(of=Outage))


def _declare_again(caller: Caller, outage: Outage, data: dict[str, Any]) -> Outage:
    status = OutageStatus(outage.status)
    if status in lifecycle.OUTAGE_ENDED:
        # Changing it quietly would hide a failure that is there again.
        allowed = lifecycle.OUTAGE_MOVES[status]
        raise Conflict(
            "The one of that external id is {status}; an update may set: {allowed}.", status=status, allowed=allowed
        )
    if data["kind"] != outage.kind:
        raise Invalid("It was declared as {kind}, which stays.", kind=outage.kind, pointer="/kind")
    before = Before.of(outage)
    set_facts(outage, data)
    if status is OutageStatus.SUSPECTED:
        outage.status = str(lifecycle.OUTAGE_FIRST[OutageKind(outage.kind)])
    if db.session.is_modified(outage):
        tell(outage, caller, before)
    return outage


def _check_free(external_id: str | None, outage: Outage) -> None:
    other = _known(external_id) if external_id else None
    if other is not None and other is not outage:
        raise Conflict("Another one has that external id.", pointer="/external_id")


def _allowed(outage: Outage, status: str | None) -> OutageStatus:
    """The status that an update leads to; raises Conflict, naming those that it may."""
    current = OutageStatus(outage.status)
    wanted, allowed = OutageStatus(status or current), lifecycle.OUTAGE_MOVES[current]
    keeps = wanted is current and current not in lifecycle.OUTAGE_ENDED
    if not keeps and wanted not in allowed:
        raise Conflict(
            "One that is {status} cannot become {wanted}; allowed: {allowed}.",
            status=current,
            wanted=wanted,
            allowed=allowed,
        )
    return wanted


def _move(outage: Outage, status: OutageStatus) -> None:
    ends, ended = status in lifecycle.OUTAGE_ENDED, outage.status in lifecycle.OUTAGE_ENDED
    if ends:
        outage.next_update_at = None
        outage.resolved_at = outage.resolved_at or now()
    elif ended:
        outage.resolved_at = None
    if status is OutageStatus.IN_PROGRESS:
        # Work that begins before its time matches from then on.
        outage.started_at = min(outage.started_at, now())
    outage.status = str(status)

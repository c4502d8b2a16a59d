"""Customers who come behind a known outage, what their reporter says of them, and which there are."""

from typing import Any

from sqlalchemy import func, select, tuple_

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Invalid, NotFound
from backend.forwarding.feed import record_change
from backend.ids import new_id
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from backend.outages.reading import find as find_outage
from backend.tickets import services as tickets
from shared import lifecycle
from shared.schemas.timeline import LONGEST_DESCRIPTION
from shared.vocabulary import AffectedStatus, OutageStatus

Place = tuple[Any, str]
_OVER = (OutageStatus.RESOLVED, OutageStatus.COMPLETED)
"""Who comes too late is asked at once whether it works: a phone may have been without a connection for hours."""
_NAMES_SOMEBODY = ("name", "phone", "email", "house_number")
"""A customer of whom one of these is known is the same one whatever else is said of the trouble."""


def join(caller: Caller, outage_id: str, data: dict[str, Any]) -> tuple[Affected, bool]:
    """One more customer behind the outage (JoinOutageSchema, loaded), and whether it is a new one.

    The same customer of the same reporter, while that waits, is the one there is: a second touch counts nobody twice,
    and what is said of the trouble now is added to what was said before.
    Raises NotFound, Conflict (the outage has not begun, or is over for good) and Invalid.
    """
    # Held as it is until the commit, so that an update of it comes either before or after.
    held = select(Outage.id).where(Outage.id == outage_id).with_for_update(read=True, key_share=True)
    db.session.execute(held).all()
    outage = _going_on(caller, find_outage(caller, outage_id))
    _check_open(outage)
    row = Affected(id=new_id(), outage=outage, outage_id=outage.id, reporter_id=caller.id, **_typed(outage, data))
    _one_at_a_time(row)
    known = _known(row)
    if known is not None:
        _add_words(known, row.description)
        return known, False
    at = now()
    over = outage.status in _OVER
    row.status = str(AffectedStatus.ASKED if over else AffectedStatus.WAITING)
    row.asked_at, row.created_at, row.updated_at, row.seen_at = (at if over else None), at, at, at
    db.session.add(row)
    tell(row)
    return row, True


def tell(row: Affected) -> None:
    """Lets the reporter's phones know of a change, and managers of the outage's new figures."""
    db.session.flush()
    record_change("affected", row.id, [f"person:{row.reporter_id}"])
    record_change("outage", row.outage_id, ["managers"])


def find(caller: Caller, affected_id: str) -> Affected:
    """The caller's own, locked; raises NotFound."""
    own = (Affected.id == affected_id, Affected.reporter_id == caller.id)
    row = db.session.scalar(select(Affected).where(*own).with_for_update(of=Affected))
    if row is None:
        raise NotFound
    return row


def list_own(caller: Caller, query: dict[str, Any], after: Place | None, limit: int) -> list[Affected]:
    """The caller's own (AffectedQuerySchema, loaded), the newest first; raises Invalid."""
    rows = select(Affected).where(Affected.reporter_id == caller.id)
    if query.get("outage_id"):
        rows = rows.where(Affected.outage_id == query["outage_id"])
    if words := {word.strip() for word in (query.get("status") or "").split(",") if word.strip()}:
        allowed = [str(status) for status in AffectedStatus]
        if not words <= set(allowed):
            choices = ", ".join(allowed)
            raise Invalid("Must be one of: {choices}.", choices=choices, pointer="/query/status", allowed=allowed)
        rows = rows.where(Affected.status.in_(words))
    if after is not None:
        rows = rows.where(tuple_(Affected.created_at, Affected.id) < after)
    return list(db.session.scalars(rows.order_by(Affected.created_at.desc(), Affected.id.desc()).limit(limit)))


def by_ids(caller: Caller, ids: set[str]) -> list[Affected]:
    """Those of `ids` that are the caller's own."""
    if not ids or not caller.is_person:
        return []
    own = (Affected.id.in_(ids), Affected.reporter_id == caller.id)
    return list(db.session.scalars(select(Affected).where(*own).order_by(Affected.id)))


def visible_page(caller: Caller, after_id: str | None, limit: int) -> list[Affected]:
    """A page of all that are the caller's own, by id: where a new reader begins."""
    if not caller.is_person:
        return []
    own = (Affected.reporter_id == caller.id, Affected.id > (after_id or ""))
    return list(db.session.scalars(select(Affected).where(*own).order_by(Affected.id).limit(limit)))


def _going_on(caller: Caller, outage: Outage) -> Outage:
    """The one that it goes on as, where it was merged: a phone may not have heard of that yet."""
    while outage.merged_into_id is not None:
        outage = find_outage(caller, outage.merged_into_id)
    return outage


def _check_open(outage: Outage) -> None:
    if outage.status in lifecycle.OUTAGE_ENDED and outage.status not in _OVER:
        raise Conflict("That outage is over: pass it on as a problem.", current={"status": outage.status}, allowed=[])
    if outage.status not in lifecycle.OUTAGE_ENDED and outage.started_at > now():
        raise Conflict("That work has not begun: pass it on as a problem.", current={"status": outage.status})


def _typed(outage: Outage, data: dict[str, Any]) -> dict[str, Any]:
    service = data["service"] or outage.services[0]
    if service not in outage.services:
        choices = ", ".join(outage.services)
        raise Invalid("Must be one of: {choices}.", choices=choices, pointer="/service", allowed=outage.services)
    customer = tickets.checked_customer({**_NOBODY, **data["customer"]})
    typed = {"service": service, "severity": data["severity"], "description": _stripped(data["description"])}
    return typed | {f"customer_{name}": value for name, value in customer.items()}


_NOBODY: dict[str, Any] = {
    **dict.fromkeys(("name", "phone", "email", "postcode", "house_number", "preferred_channel")),
    "may_contact": False,
    "informed": False,
}


def _stripped(text: str | None) -> str | None:
    return (text or "").strip() or None


def _one_at_a_time(new: Affected) -> None:
    """Two touches of one reporter at once make one entry; on SQLite the write lock does it."""
    if db.session.get_bind().dialect.name == "postgresql":
        key = f"affected {new.outage_id} {new.reporter_id}"
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _known(new: Affected) -> Affected | None:
    named = any(getattr(new, f"customer_{name}") for name in _NAMES_SOMEBODY)
    same = ["service", *(f"customer_{name}" for name in _NOBODY), *([] if named else ["description"])]
    whose = (Affected.outage_id == new.outage_id, Affected.reporter_id == new.reporter_id)
    alike = [getattr(Affected, name) == getattr(new, name) for name in same]
    query = select(Affected).where(*whose, *alike, Affected.status.in_(lifecycle.AFFECTED_OPEN))
    return db.session.scalars(query.order_by(Affected.id).limit(1).with_for_update(of=Affected)).first()


def _add_words(known: Affected, text: str | None) -> None:
    if not text or text in (known.description or ""):
        return
    known.description = "\n\n".join(words for words in (known.description, text) if words)[:LONGEST_DESCRIPTION]
    known.updated_at = known.seen_at = max(now(), known.updated_at)
    tell(known)

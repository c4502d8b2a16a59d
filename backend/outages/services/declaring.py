"""Declaring an outage, or announcing planned work; once for each `external_id`."""

from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.outages.facts import set_facts
from backend.outages.happened import Before, What
from backend.outages.models import Outage
from backend.outages.permission import check_may_declare
from backend.outages.reading import known_as
from backend.outages.services.amending import tell_change
from backend.outages.services.noting import note
from backend.outages.telling import tell
from backend.tickets.journal import Actor
from shared import lifecycle
from shared.vocabulary import OutageKind, OutageStatus, UpdateKind


def declare(caller: Caller, data: dict[str, Any]) -> tuple[Outage, bool]:
    """A new outage or planned work (DeclareOutageSchema, loaded), and whether it is new.

    The same `external_id` again changes the one there is: a monitoring that repeats itself declares nothing twice.
    Raises Forbidden, Conflict (where that one has ended) and Invalid.
    """
    check_may_declare(caller)
    external_id = data.get("external_id") or None
    known = known_as(external_id) if external_id else None
    if known is not None and known.merged_into is not None:
        # What it sees goes on as the other, of which others have said how far it reaches.
        return _goes_on_as(known), False
    if known is not None:
        return _declare_again(caller, known, data), False
    at = now()
    outage = Outage(id=new_id(), kind=data["kind"], started_at=at, created_at=at, updated_at=at)
    outage.status = str(lifecycle.OUTAGE_FIRST[OutageKind(data["kind"])])
    set_facts(outage, data)
    db.session.add(outage)
    _tell_all(outage, Actor.solving(caller, None), None)
    return outage, True


def _tell_all(outage: Outage, actor: Actor, before: Before | None) -> None:
    """What is promised at the outset is kept with the title, which is what people are told."""
    note(outage, actor, UpdateKind.DECLARED, outage.title, None if before else outage.created_at)
    tell(outage, actor, What.DECLARED, before)


def _goes_on_as(outage: Outage) -> Outage:
    while outage.merged_into is not None:
        outage = outage.merged_into
    return outage


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
    before, actor = Before.of(outage), Actor.solving(caller, None)
    set_facts(outage, data)
    if before.suspected:
        outage.status = str(lifecycle.OUTAGE_FIRST[OutageKind(outage.kind)])
        _tell_all(outage, actor, before)
    else:
        tell_change(outage, actor, before)
    return outage

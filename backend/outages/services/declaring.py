"""Declaring an outage, or announcing planned work; once for each `external_id`."""

import datetime as dt
from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.outages import words
from backend.outages.facts import has_begun, set_facts
from backend.outages.happened import Before, What, what_a_move_is
from backend.outages.models import Outage
from backend.outages.permission import check_may_declare
from backend.outages.reading import known_as
from backend.outages.services.amending import tell_change
from backend.outages.services.moving import move
from backend.outages.services.noting import announce, note
from backend.outages.telling import tell
from backend.tickets.journal import Actor
from shared import lifecycle
from shared.vocabulary import OutageKind, OutageStatus, UpdateKind

QUIET_FOR = dt.timedelta(hours=6)
"""How long what a manager dismissed is not declared again under the same `external_id`."""


def declare(caller: Caller, data: dict[str, Any]) -> tuple[Outage, bool]:
    """A new outage or planned work (DeclareOutageSchema, loaded), and whether it is new.

    The same `external_id` again changes the one there is: a monitoring that repeats itself declares nothing twice. One
    that was resolved is there again, and all behind it hear so; after one that is over for good a new one begins.
    Raises Forbidden, Conflict (where a manager has just said that it is none) and Invalid.
    """
    check_may_declare(caller)
    external_id = data.get("external_id") or None
    known = known_as(external_id) if external_id else None
    goes_on = _goes_on_as(known) if known else None
    if goes_on is not None and not _begins_anew(goes_on):
        # Of what it was merged into others have said how far it reaches.
        said = data if goes_on is known else {"kind": goes_on.kind}
        return _declare_again(caller, goes_on, said), False
    at = now()
    outage = Outage(id=new_id(), kind=data["kind"], started_at=at, created_at=at, updated_at=at)
    outage.status = str(lifecycle.OUTAGE_FIRST[OutageKind(data["kind"])])
    set_facts(outage, data)
    db.session.add(outage)
    _tell_all(outage, Actor.solving(caller, None), None)
    return outage, True


def _tell_all(outage: Outage, actor: Actor, before: Before | None) -> None:
    """What is promised at the outset is kept with the title, which is what people are told."""
    announce(outage)
    note(outage, actor, UpdateKind.DECLARED, outage.title, None if before else outage.created_at)
    tell(outage, actor, What.DECLARED, before)


def _goes_on_as(outage: Outage) -> Outage:
    while outage.merged_into is not None:
        outage = outage.merged_into
    return outage


def _begins_anew(known: Outage) -> bool:
    """Whether that one is over for good; one that was just dismissed is not declared again by a repeat."""
    status = OutageStatus(known.status)
    if status is OutageStatus.DISMISSED and known.updated_at > now() - QUIET_FOR:
        raise Conflict(
            "A manager has said that it is none; it can be declared again {hours} hours after that.",
            hours=int(QUIET_FOR.total_seconds() // 3600),
            allowed=[],
        )
    return not lifecycle.OUTAGE_MOVES[status]


def _declare_again(caller: Caller, outage: Outage, data: dict[str, Any]) -> Outage:
    if data["kind"] != outage.kind:
        raise Invalid("It was declared as {kind}, which stays.", kind=outage.kind, pointer="/kind")
    before, actor = Before.of(outage), Actor.solving(caller, None)
    is_back = before.status is OutageStatus.RESOLVED
    # It began when it first did: what is over and comes back is one outage to those behind it, and work that was begun
    # before its time is not taken back by a program that repeats the plan.
    began = is_back or has_begun(outage)
    set_facts(outage, {name: value for name, value in data.items() if not (began and name == "started_at")})
    if is_back:
        _tell_that_it_is_back(outage, actor, before)
    elif before.suspected:
        outage.status = str(lifecycle.OUTAGE_FIRST[OutageKind(outage.kind)])
        _tell_all(outage, actor, before)
    else:
        tell_change(outage, actor, before)
    return outage


def _tell_that_it_is_back(outage: Outage, actor: Actor, before: Before) -> None:
    status = lifecycle.OUTAGE_FIRST[OutageKind(outage.kind)]
    move(outage, status)
    told = note(outage, actor, UpdateKind.UPDATE, words.is_back())
    tell(outage, actor, what_a_move_is(status, before), before, update=told)

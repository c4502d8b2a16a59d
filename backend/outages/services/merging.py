"""Two outages that turn out to be one: the one goes on as the other, with all that is behind it."""

from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.errors import Conflict, Invalid, NotFound
from backend.etags import check_match, etag_for
from backend.outages import words
from backend.outages.happened import Before, What
from backend.outages.models import Outage
from backend.outages.permission import check_may_declare
from backend.outages.reading import find
from backend.outages.services.moving import move
from backend.outages.services.noting import note
from backend.outages.telling import tell
from backend.statuses import Named
from backend.tickets.journal import Actor
from shared import lifecycle
from shared.vocabulary import Impact, OutageStatus, UpdateKind

_WORST = list(Impact)


def merge(caller: Caller, outage_id: str, data: dict[str, Any], match: str | None) -> Outage:
    """The outage ends and goes on as `into` (MergeOutageSchema, loaded), which takes its services and areas in.

    `into` began when the earlier of both did, and is as bad as the worse. Those who react move what is behind it.
    Raises, in this order: NotFound, Forbidden, PreconditionFailed, Conflict and Invalid.
    """
    _lock(outage_id, data["into"])
    outage = find(caller, outage_id)
    check_may_declare(caller)
    if match:
        check_match(match, etag_for(outage.version))
    into = _found(caller, data["into"], outage)
    ends = lifecycle.outage_merged(OutageStatus(outage.status), OutageStatus(into.status))
    if ends is None:
        raise Conflict(
            "One that is {status} cannot go on as one that is {into}.",
            status=Named(OutageStatus(outage.status)),
            into=Named(OutageStatus(into.status)),
            allowed=[],
        )
    actor, before = Actor.solving(caller, None), Before.of(outage)
    move(outage, ends)
    outage.merged_into = into
    told = note(outage, actor, UpdateKind.MERGED, data.get("text") or words.merged(into))
    tell(outage, actor, What.MERGED, before, update=told, into=into)
    _take_in(into, outage, actor)
    return outage


def _lock(*ids: str) -> None:
    """Both, always in the same order: two who merge them with each other wait instead of standing in each other's way.

    What is read before is read again.
    """
    rows = select(Outage).where(Outage.id.in_(ids)).order_by(Outage.id).with_for_update(of=Outage)
    db.session.scalars(rows.execution_options(populate_existing=True)).all()


def _found(caller: Caller, outage_id: str, outage: Outage) -> Outage:
    try:
        into = find(caller, outage_id)
    except NotFound:
        raise Invalid("There is no such outage.", pointer="/into") from None
    if into is outage:
        raise Invalid("That is the same outage.", pointer="/into")
    return into


def _take_in(into: Outage, outage: Outage, actor: Actor) -> None:
    before = Before.of(into)
    into.services = list(dict.fromkeys([*into.services, *outage.services]))
    into.areas = list(dict.fromkeys([*into.areas, *outage.areas]))
    into.started_at = min(into.started_at, outage.started_at)
    # Who asked that all that matches comes behind the one asked it of both.
    into.takes_in = into.takes_in or outage.takes_in
    into.impact = max(into.impact, outage.impact, key=lambda word: _WORST.index(Impact(word)))
    # Also where nothing is new of it: it now has what was behind the other.
    tell(into, actor, What.AMENDED, before)

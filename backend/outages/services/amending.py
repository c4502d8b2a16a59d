"""Changing what is known of an outage; its status changes by updates."""

from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.errors import Conflict
from backend.etags import check_match, etag_for
from backend.outages.facts import set_facts
from backend.outages.happened import Before
from backend.outages.models import Outage
from backend.outages.permission import check_may_declare
from backend.outages.reading import find, known_as
from backend.outages.services.noting import note_change
from backend.outages.telling import tell
from backend.tickets.journal import Actor
from shared import lifecycle
from shared.vocabulary import OutageStatus


def amend(caller: Caller, outage_id: str, data: dict[str, Any], match: str | None) -> Outage:
    """Changes the fields in `data` (PatchOutageSchema, loaded); what says nothing new changes nothing, also no ETag.

    Of one that has ended for good the post-mortem alone may change.
    Raises, in this order: NotFound, Forbidden, PreconditionRequired, PreconditionFailed, Conflict and Invalid.
    """
    outage = find(caller, outage_id, to_write=True)
    check_may_declare(caller)
    check_match(match, etag_for(outage.version))
    _check_open(outage, data)
    _check_free(data.get("external_id"), outage)
    before = Before.of(outage)
    set_facts(outage, data)
    tell_change(outage, Actor.solving(caller, None), before)
    return outage


def tell_change(outage: Outage, actor: Actor, before: Before) -> None:
    """Tells what was changed, if anything was, and in words where times were."""
    if db.session.is_modified(outage):
        what, told = note_change(outage, actor, before)
        tell(outage, actor, what, before, update=told)


def _check_open(outage: Outage, data: dict[str, Any]) -> None:
    status = OutageStatus(outage.status)
    if "postmortem" in data and status not in lifecycle.OUTAGE_EXPLAINED:
        raise Conflict("A post-mortem is of what is over.", allowed=[], pointer="/postmortem")
    if not lifecycle.OUTAGE_MOVES[status] and set(data) != {"postmortem"}:
        raise Conflict("It has ended for good; declare a new one.", allowed=[])


def _check_free(external_id: str | None, outage: Outage) -> None:
    other = known_as(external_id) if external_id else None
    if other is not None and other is not outage and other.status not in lifecycle.OUTAGE_OVER:
        raise Conflict("Another one has that external id.", pointer="/external_id")

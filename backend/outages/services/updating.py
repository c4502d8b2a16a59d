"""Telling people how an outage goes."""

from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.ids import new_id
from backend.outages.facts import set_facts
from backend.outages.happened import Before, what_a_move_is
from backend.outages.models import Outage, OutageUpdate
from backend.outages.permission import check_may_declare
from backend.outages.reading import find
from backend.outages.services.moving import allowed, move
from backend.outages.telling import tell
from backend.tickets.journal import Actor

_ESTIMATES = ("next_update_at", "expected_end_at")


def post_update(caller: Caller, outage_id: str, data: dict[str, Any]) -> Outage:
    """Tells people how it goes (NewUpdateSchema, loaded); raises NotFound, Forbidden, Conflict, Invalid, in this order.

    Without a status it stays as it is, which an ended one cannot. An absent time stays as it was, null takes it away;
    the update keeps what was told.
    """
    outage = find(caller, outage_id, to_write=True)
    check_may_declare(caller)
    wanted = allowed(outage, data.get("status"))
    before = Before.of(outage)
    set_facts(outage, {name: data[name] for name in _ESTIMATES if name in data})
    move(outage, wanted)
    told = OutageUpdate(id=new_id(), outage_id=outage.id, at=now(), status=outage.status, text=data["text"])
    told.next_update_at, told.expected_end_at, told.by = outage.next_update_at, outage.expected_end_at, caller.name
    db.session.add(told)
    tell(outage, Actor.solving(caller, None), what_a_move_is(wanted, before), before, update=told)
    return outage

"""What somebody follows: areas, with all services or some, in the app and by mail."""

from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.areas import services as areas
from backend.clock import now
from backend.errors import Conflict, NotFound
from backend.following.models import Subscription
from backend.ids import new_id
from backend.mail.message import one_line
from backend.teams import services as teams

MOST = 50
"""Areas that one person follows."""


def subscribe(caller: Caller, data: dict[str, Any]) -> tuple[Subscription, bool]:
    """Follows an area (NewSubscriptionSchema, loaded), and whether that is new; the same again changes what is there.

    Raises Invalid for what does not exist, and Conflict beyond 50.
    """
    area = areas.normalise(data["area"], "/area")
    services = teams.expand(data["services"]) if data["services"] else []
    # One after the other, or two at once would follow the same twice.
    db.session.execute(select(Person.id).where(Person.id == caller.id).with_for_update())
    own = list_own(caller)
    row = next((one for one in own if (one.area, one.services) == (area, services)), None)
    new = row is None
    if row is None:
        if len(own) >= MOST:
            raise Conflict("Nobody can follow more than {most} areas.", most=MOST, allowed=[])
        row = Subscription(id=new_id(), person_id=caller.id, area=area, services=services, created_at=now())
        db.session.add(row)
    row.label, row.mail = one_line(data["label"] or "") or None, data["mail"]
    db.session.flush()
    return row, new


def list_own(caller: Caller) -> list[Subscription]:
    """What the caller follows, the oldest first."""
    rows = select(Subscription).where(Subscription.person_id == caller.id)
    return list(db.session.scalars(rows.order_by(Subscription.created_at, Subscription.id)))


def unsubscribe(caller: Caller, subscription_id: str) -> None:
    """Follows it no more; raises NotFound."""
    row = db.session.get(Subscription, subscription_id)
    if row is None or row.person_id != caller.id:
        raise NotFound
    db.session.delete(row)

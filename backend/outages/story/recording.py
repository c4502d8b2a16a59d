"""Each act on an outage is kept as it happens: the one reaction of this package to a change."""

import dataclasses
import datetime as dt
from typing import Any

from backend import db
from backend.outages.happened import Happened
from backend.outages.story.models import OutageEvent
from shared.schemas.base import rfc3339


def record(happened: Happened) -> None:
    """Keeps what was done, by whom, and what it changed; runs inside `db.write`."""
    outage, actor = happened.outage, happened.actor
    row = OutageEvent(outage_id=outage.id, at=outage.updated_at, what=str(happened.what), status=outage.status)
    row.actor_kind, row.actor_name = str(actor.kind), actor.name
    row.update_id = happened.update.id if happened.update else None
    row.into_id = happened.into.id if happened.into else None
    row.changes = _changes(happened)
    db.session.add(row)
    db.session.flush()


def _changes(happened: Happened) -> dict[str, Any]:
    """What `Before` knows of, where it is another now."""
    if happened.before is None:
        return {}
    names = [field.name for field in dataclasses.fields(happened.before)]
    pairs = {name: (_plain(getattr(happened.before, name)), _plain(getattr(happened.outage, name))) for name in names}
    return {name: {"from": old, "to": new} for name, (old, new) in pairs.items() if old != new}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return rfc3339(value)
    return (
        list(value) if isinstance(value, tuple) else value if value is None or isinstance(value, list) else str(value)
    )

"""The keys of a team's programs, as the team sees them: when made, when last used, whether they still open anything."""

import datetime as dt

import structlog
from flask import current_app
from sqlalchemy import Update, or_, select, update
from sqlalchemy.exc import DBAPIError

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.memory import changed
from backend.accounts.models import ApiKey
from backend.clock import now
from backend.errors import NotFound

USED_WITHIN = dt.timedelta(hours=1)
"""How exact `last_used_at` is: noted once an hour, so that it costs a busy program nothing."""

log = structlog.get_logger()


def keys_of(team: str) -> list[ApiKey]:
    """All keys that the team ever had, the newest first."""
    rows = select(ApiKey).where(ApiKey.team_slug == team).order_by(ApiKey.created_at.desc(), ApiKey.id)
    return list(db.session.scalars(rows))


def end_key(team: str, key_id: str) -> ApiKey:
    """Ends a key of the team at once, here and within a second elsewhere; raises NotFound."""
    key = db.session.scalar(select(ApiKey).where(ApiKey.id == key_id, ApiKey.team_slug == team).with_for_update())
    if key is None:
        raise NotFound
    if key.revoked_at is None:
        key.revoked_at = now()
        changed()
    return key


def note_use(who: Caller) -> None:
    """Remembers that a program came by, at most once an hour; a database that takes no note stops nobody."""
    noted: dict[str, dt.datetime] = current_app.extensions.setdefault("doorgeven.keys_used", {})
    at = now()
    if at - noted.get(who.id, dt.datetime.min.replace(tzinfo=dt.UTC)) < USED_WITHIN:
        return
    noted[who.id] = at
    stale = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < at - USED_WITHIN)
    note = update(ApiKey).where(ApiKey.id == who.id, stale).values(last_used_at=at)
    try:
        db.write(lambda: _execute(note))
    except DBAPIError as error:
        log.warning("a key's use was not noted", error=type(error).__name__)


def _execute(note: Update) -> None:
    db.session.execute(note)

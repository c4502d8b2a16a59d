"""Where a team receives."""

import base64
import datetime as dt
import secrets
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import bindparam, or_, select

from backend import audit, db
from backend.clock import now
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.mail.settings import is_address
from backend.teams.models import Endpoint
from backend.teams.services.permission import Keeper, check_keeps

REMOVED = "removed"
"""Why an endpoint is off that its team took away: for good."""
_RECEIVING = select(Endpoint.id, Endpoint.email, Endpoint.disabled_at.is_not(None).label("paused")).where(
    Endpoint.team_slug == bindparam("team"), or_(Endpoint.disabled_at.is_(None), Endpoint.disabled_reason != REMOVED)
)


class Receiving(NamedTuple):
    """One place where a team receives, or will again."""

    id: str
    email: str | None
    """Of a mailbox; None is a system."""
    paused: bool
    """It answered 410 and may be turned on again: what happens meanwhile is kept for it."""


def add_endpoint(who: Keeper, team: str, url: str, secret: str | None = None) -> Endpoint:
    """A new place where a team receives, with a secret of its own; nothing is sent. Raises NotFound."""
    check_keeps(who, team)
    endpoint = Endpoint(id=new_id(), team_slug=team, url=url, secret=secret or _new_secret(), created_at=now())
    db.session.add(endpoint)
    db.session.flush()
    # Not the whole address: its path may be as good as a password.
    host = urlsplit(url).hostname
    audit.record(who, "endpoint.added", f"endpoint:{endpoint.id}", team=team, changes={"host": {"to": host}})
    return endpoint


def add_mailbox(who: Keeper, team: str, email: str) -> Endpoint:
    """A mailbox at which a team without a system receives; nothing is sent. Raises NotFound, Invalid."""
    check_keeps(who, team)
    if not is_address(email):
        raise Invalid("{email} is no e-mail address.", email=email, pointer="/email")
    endpoint = Endpoint(id=new_id(), team_slug=team, email=email, secret=_new_secret(), created_at=now())
    db.session.add(endpoint)
    db.session.flush()
    audit.record(who, "endpoint.added", f"endpoint:{endpoint.id}", team=team, changes={"email": {"to": email}})
    return endpoint


def list_endpoints(who: Keeper, team: str) -> list[Endpoint]:
    """Where a team receives; raises NotFound."""
    check_keeps(who, team)
    rows = select(Endpoint).where(Endpoint.team_slug == team).order_by(Endpoint.created_at, Endpoint.id)
    return list(db.session.scalars(rows))


def find_endpoint(who: Keeper, team: str, endpoint_id: str) -> Endpoint:
    """One of the team's endpoints; raises NotFound."""
    check_keeps(who, team)
    endpoint = db.session.get(Endpoint, endpoint_id)
    if endpoint is None or endpoint.team_slug != team:
        raise NotFound
    return endpoint


def rotate_secret(
    who: Keeper, team: str, endpoint_id: str, overlap: dt.timedelta, secret: str | None = None
) -> Endpoint:
    """A new secret; for the time of `overlap` events are signed with the old one too, so that none is refused.

    Raises NotFound, and Conflict for a mailbox, to which nothing is signed.
    """
    endpoint = find_endpoint(who, team, endpoint_id)
    if endpoint.url is None:
        raise Conflict("A mailbox has no secret.", allowed=[])
    endpoint.previous_secret, endpoint.previous_secret_until = endpoint.secret, now() + overlap
    endpoint.secret = secret or _new_secret()
    db.session.flush()
    audit.record(who, "endpoint.rotated", f"endpoint:{endpoint.id}", team=team)
    return endpoint


def enable_endpoint(who: Keeper, team: str, endpoint_id: str) -> Endpoint:
    """Turns one on again that had answered 410; what became a dead letter meanwhile is sent again when asked for.

    Raises NotFound, and Conflict for one that was removed.
    """
    endpoint = find_endpoint(who, team, endpoint_id)
    if endpoint.disabled_reason == REMOVED:
        raise Conflict("That endpoint was removed; add a new one.", allowed=[])
    if endpoint.disabled_at is not None:
        changes = {"disabled_reason": {"from": endpoint.disabled_reason, "to": None}}
        endpoint.disabled_at = endpoint.disabled_reason = None
        db.session.flush()
        audit.record(who, "endpoint.enabled", f"endpoint:{endpoint.id}", team=team, changes=changes)
    return endpoint


def disable_endpoint(endpoint: Endpoint, reason: str) -> None:
    """Turns an endpoint off, saying why."""
    endpoint.disabled_at = endpoint.disabled_at or now()
    endpoint.disabled_reason = endpoint.disabled_reason or reason


def receiving(team: str) -> list[Receiving]:
    """Where events of a team go; what this transaction has changed of its endpoints is flushed."""
    return [Receiving(row.id, row.email, row.paused) for row in db.execute(_RECEIVING, {"team": team})]


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()

"""Where a team receives."""

import base64
import datetime as dt
import secrets

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import NotFound
from backend.ids import new_id
from backend.teams.models import Endpoint
from backend.teams.services.permission import check_keeps


def add_endpoint(caller: Caller, team: str, url: str) -> Endpoint:
    """A new place where a team receives, with a secret of its own; nothing is sent. Raises NotFound."""
    check_keeps(caller, team)
    endpoint = Endpoint(id=new_id(), team_slug=team, url=url, secret=_new_secret(), created_at=now())
    db.session.add(endpoint)
    db.session.flush()
    return endpoint


def list_endpoints(caller: Caller, team: str) -> list[Endpoint]:
    """Where a team receives; raises NotFound."""
    check_keeps(caller, team)
    rows = select(Endpoint).where(Endpoint.team_slug == team).order_by(Endpoint.created_at, Endpoint.id)
    return list(db.session.scalars(rows))


def find_endpoint(caller: Caller, team: str, endpoint_id: str) -> Endpoint:
    """One of the team's endpoints; raises NotFound."""
    check_keeps(caller, team)
    endpoint = db.session.get(Endpoint, endpoint_id)
    if endpoint is None or endpoint.team_slug != team:
        raise NotFound
    return endpoint


def rotate_secret(caller: Caller, team: str, endpoint_id: str, overlap: dt.timedelta) -> Endpoint:
    """A new secret; for the time of `overlap` events are signed with the old one too, so that none is refused.

    Raises NotFound.
    """
    endpoint = find_endpoint(caller, team, endpoint_id)
    endpoint.previous_secret, endpoint.previous_secret_until = endpoint.secret, now() + overlap
    endpoint.secret = _new_secret()
    db.session.flush()
    return endpoint


def disable_endpoint(endpoint: Endpoint, reason: str) -> None:
    """Turns an endpoint off, saying why."""
    endpoint.disabled_at = endpoint.disabled_at or now()
    endpoint.disabled_reason = endpoint.disabled_reason or reason


def active_endpoints(team: str) -> list[str]:
    """The ids of the endpoints that a team receives at."""
    rows = select(Endpoint.id).where(Endpoint.team_slug == team, Endpoint.disabled_at.is_(None))
    return list(db.session.scalars(rows))


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()

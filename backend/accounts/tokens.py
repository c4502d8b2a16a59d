"""Opaque tokens: made, kept as hashes, rotated, and ended by family.

A refresh token's successor is derived from it with the server's secret, so that a phone whose answer was lost gets
the same one again, until that successor is first used; a later use of the old one ends the family (RFC 9700, 4.14).
"""

import base64
import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from backend import db
from backend.accounts import memory
from backend.accounts.models import AccessToken, Person, RefreshToken, TokenFamily
from backend.clock import now
from backend.errors import Unauthorized
from backend.ids import new_id, new_token

ACCESS_FOR = dt.timedelta(minutes=15)
REFRESH_FOR = dt.timedelta(days=60)


@dataclass(frozen=True)
class Pair:
    """What a phone gets; `expires_in` is in seconds, of the access token."""

    access_token: str
    refresh_token: str
    expires_in: int = int(ACCESS_FOR.total_seconds())


def digest(token: str) -> str:
    """The SHA-256 under which a token or key is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin_family(person: Person) -> Pair:
    """The first pair after a sign-in."""
    family = TokenFamily(id=new_id(), person_id=person.id, created_at=now())
    db.session.add(family)
    db.session.flush()
    return _issue(family.id, new_token())


def rotate(refresh_token: str, secret: str) -> tuple[str, Pair] | None:
    """`(person id, next pair)`; None where an old token was used again, which has ended the family.

    Raises Unauthorized where the token is unknown, too old, or its family has ended. None rather than an exception
    for the reuse, as the ending must be committed.
    """
    row = db.session.scalar(select(RefreshToken).where(RefreshToken.hash == digest(refresh_token)).with_for_update())
    family = db.session.get(TokenFamily, row.family_id) if row else None
    if row is None or family is None or family.ended_at is not None or row.expires_at <= now():
        raise Unauthorized("Your session has ended: sign in again.")
    successor = _successor(refresh_token, secret)
    if row.used_at is not None and not _is_unused(successor):
        end_family(family.id)
        return None
    row.used_at = row.used_at or now()
    return family.person_id, _issue(family.id, successor)


def end_family(family_id: str) -> None:
    """Ends every token of one sign-in at once."""
    db.session.execute(update(TokenFamily).where(TokenFamily.id == family_id).values(ended_at=now()))
    db.session.execute(delete(AccessToken).where(AccessToken.family_id == family_id))
    memory.changed()


def forget_expired() -> None:
    """Drops tokens that no longer open anything; runs inside `db.write`."""
    for table in (AccessToken, RefreshToken):
        db.session.execute(delete(table).where(table.expires_at < now()))


def _issue(family_id: str, refresh_token: str) -> Pair:
    access_token = new_token()
    db.session.add(AccessToken(hash=digest(access_token), family_id=family_id, expires_at=now() + ACCESS_FOR))
    if db.session.get(RefreshToken, digest(refresh_token)) is None:
        expires = now() + REFRESH_FOR
        db.session.add(RefreshToken(hash=digest(refresh_token), family_id=family_id, expires_at=expires))
    db.session.flush()
    return Pair(access_token, refresh_token)


def _successor(refresh_token: str, secret: str) -> str:
    mac = hmac.new(secret.encode(), b"refresh successor " + refresh_token.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def _is_unused(refresh_token: str) -> bool:
    row = db.session.get(RefreshToken, digest(refresh_token))
    return row is not None and row.used_at is None

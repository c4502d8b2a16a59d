"""A sign-in in the browser: an opaque token in a cookie, its SHA-256 here; ends by itself when left alone."""

import datetime as dt

from sqlalchemy import delete, or_, select, update

from backend import db
from backend.accounts import failures
from backend.accounts.caller import Caller
from backend.accounts.memory import callers
from backend.accounts.models import BrowserSession, Person, TokenFamily
from backend.accounts.tokens import digest
from backend.clock import now
from backend.errors import Unauthorized
from backend.ids import new_id, new_token
from backend.watch import watch
from shared.vocabulary import Role

IDLE = dt.timedelta(hours=12)
"""So long after its last use it ends; a page that only refreshes itself does not count as use."""
LONGEST = dt.timedelta(days=7)
NOTED_EVERY = dt.timedelta(minutes=10)
"""How exact the time of the last use is: a write at each look at a page would be a write too many."""


def sign_in(person_id: str) -> str:
    """The token of a new session for an account whose password was right; runs inside `db.write`."""
    person = db.session.get_one(Person, person_id)
    failures.forget("email", person.email)
    family = TokenFamily(id=new_id(), person_id=person.id, created_at=now())
    token = new_token()
    session = BrowserSession(hash=digest(token), family_id=family.id, created_at=now(), seen_at=now())
    session.expires_at = now() + LONGEST
    db.session.add(family)
    db.session.flush()
    db.session.add(session)
    db.session.flush()
    return token


def identify(token: str, *, by_hand: bool = True) -> Caller:
    """Whose session it is; `by_hand` where a person asks, and not a page that refreshes. Raises Unauthorized."""
    memory, key = callers(), f"browser:{digest(token)}"
    trusted = watch().fresh
    known = memory.find(key) if trusted else None
    if known is not None:
        return known
    generation = memory.generation
    row, person = _found(token)
    if by_hand and row.seen_at < now() - NOTED_EVERY:
        hash_ = row.hash
        db.session.rollback()
        db.write(lambda: note_use(hash_))
        row, person = _found(token)
    who = _caller(person, row.family_id)
    # One that was last used long ago is not remembered, so that the next use by hand is noted.
    if trusted and row.seen_at >= now() - NOTED_EVERY:
        memory.remember(key, who, min(now() + NOTED_EVERY, _ends(row)), generation)
    return who


def note_use(hash_: str) -> None:
    """A person used it just now; runs inside `db.write`."""
    db.session.execute(update(BrowserSession).where(BrowserSession.hash == hash_).values(seen_at=now()))


def forget_expired() -> None:
    """Drops sessions that no longer open anything; runs inside `db.write`."""
    over = or_(BrowserSession.expires_at < now(), BrowserSession.seen_at < now() - IDLE)
    db.session.execute(delete(BrowserSession).where(over))


def _found(token: str) -> tuple[BrowserSession, Person]:
    found = db.session.execute(
        select(BrowserSession, Person)
        .join(TokenFamily, TokenFamily.id == BrowserSession.family_id)
        .join(Person, Person.id == TokenFamily.person_id)
        .where(BrowserSession.hash == digest(token), TokenFamily.ended_at.is_(None), Person.active)
    ).first()
    if found is None or _ends(found[0]) <= now():
        raise Unauthorized("Your session has ended: sign in again.")
    return found[0], found[1]


def _ends(row: BrowserSession) -> dt.datetime:
    return min(row.expires_at, row.seen_at + IDLE)


def _caller(person: Person, family_id: str) -> Caller:
    teams = frozenset(team.slug for team in person.teams)
    return Caller(person.id, person.name, person.language, Role(person.role), teams, family_id=family_id)

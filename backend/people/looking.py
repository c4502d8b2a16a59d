"""Finding accounts: for admins."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.codes import Purpose
from backend.accounts.models import OneTimeCode, Person, membership
from backend.clock import now
from backend.errors import Forbidden, NotFound
from backend.etags import etag_of
from backend.people import present
from shared.vocabulary import AccountState, Role

Keeper = Caller | None
"""Who acts; None is the command line: whoever has the machine's shell."""


def check_keeps(who: Keeper) -> None:
    """Raises Forbidden for all but admins."""
    if who is not None and who.role is not Role.ADMIN:
        raise Forbidden("Only admins look after people's accounts.")


def list_people(who: Keeper, query: dict[str, Any], after: str | None, limit: int) -> list[dict[str, Any]]:
    """AccountSchema of those that fit `query` (PeopleQuerySchema, loaded), by e-mail address; raises Forbidden."""
    check_keeps(who)
    rows = select(Person).options(selectinload(Person.teams)).where(*_conditions(query)).order_by(Person.email)
    if after is not None:
        rows = rows.where(Person.email > after)
    people = list(db.session.scalars(rows.limit(limit)))
    until = _invited([person.id for person in people])
    return [present.account(person, until.get(person.id)) for person in people]


def find(who: Keeper, person_id: str, *, to_write: bool = False) -> Person:
    """One account, locked where it is to be written; raises Forbidden, NotFound."""
    check_keeps(who)
    query = select(Person).where(Person.id == person_id)
    person = db.session.scalar(query.with_for_update(of=Person) if to_write else query)
    if person is None:
        raise NotFound
    return person


def show(person: Person) -> dict[str, Any]:
    """AccountSchema of one, as it is now."""
    return present.account(person, _invited([person.id]).get(person.id))


def tag(shown: dict[str, Any]) -> str:
    """The ETag of an account: of what an admin sets; that its owner chose a password is no conflict."""
    return etag_of({name: shown[name] for name in ("id", "email", "name", "role", "language", "group", "teams")})


def groups() -> list[str]:
    """The groups that active people are in."""
    query = select(Person.group).where(Person.active, Person.group.is_not(None)).distinct().order_by(Person.group)
    return [group for group in db.session.scalars(query) if group]


def _conditions(query: dict[str, Any]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if words := (query.get("q") or "").split():
        found += [or_(_holds(Person.name, word), _holds(Person.email, word)) for word in words]
    for name in ("role", "group"):
        if query.get(name):
            found.append(getattr(Person, name) == query[name])
    if query.get("team"):
        found.append(Person.id.in_(select(membership.c.person_id).where(membership.c.team_slug == query["team"])))
    if query.get("state"):
        found += _in_state(AccountState(query["state"]))
    return found


def _in_state(state: AccountState) -> list[ColumnElement[bool]]:
    if state is AccountState.LEFT:
        return [Person.active.is_(False)]
    if state is AccountState.ACTIVE:
        return [Person.active.is_(True), Person.password_hash.is_not(None)]
    invited = Person.id.in_(select(OneTimeCode.person_id).where(*_good()))
    outside = [Person.active.is_(True), Person.password_hash.is_(None)]
    return [*outside, invited if state is AccountState.INVITED else ~invited]


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    fits: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return fits


def _invited(ids: Collection[str]) -> dict[str, dt.datetime]:
    """Until when the invitation of each is good, of those who have one."""
    if not ids:
        return {}
    query = select(OneTimeCode.person_id, func.max(OneTimeCode.expires_at))
    rows = db.session.execute(query.where(OneTimeCode.person_id.in_(ids), *_good()).group_by(OneTimeCode.person_id))
    return {row[0]: row[1] for row in rows}


def _good() -> tuple[ColumnElement[bool], ...]:
    good = (OneTimeCode.used_at.is_(None), OneTimeCode.ended_at.is_(None), OneTimeCode.expires_at > now())
    return (OneTimeCode.purpose == str(Purpose.INVITATION), *good)

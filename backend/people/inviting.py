"""Invitations by mail or on paper, a group at a time: a pilot first, then the others."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select

from backend import audit, db
from backend.accounts import codes, entering
from backend.accounts.codes import Purpose
from backend.accounts.models import OneTimeCode, Person
from backend.clock import now
from backend.errors import Invalid

BATCH = 200


@dataclass(frozen=True)
class Waves:
    """How the people of some groups stand."""

    to_invite: list[str]
    """Ids of those without a password or an invitation that is still good."""
    invited: list[str]
    """Ids of those whose invitation is still good."""
    inside: int
    """Those who have a password."""


@dataclass(frozen=True)
class Printed:
    """A code for somebody without a mailbox."""

    name: str
    email: str
    language: str
    code: str
    expires_at: dt.datetime


def stand(groups: Collection[str]) -> Waves:
    """How the active people of `groups` stand (none: everybody); raises Invalid for a group that nobody is in."""
    _check(groups)
    good = set(db.session.scalars(_good_invitations()))
    has_password = Person.password_hash.is_not(None)
    query = select(Person.id, has_password).where(*_of(groups)).order_by(Person.email)
    rows = list(db.session.execute(query))
    outside = [person_id for person_id, inside in rows if not inside]
    waves = Waves([i for i in outside if i not in good], [i for i in outside if i in good], len(rows) - len(outside))
    db.session.rollback()
    return waves


def invite_all(ids: Collection[str], advance: Callable[[int], object] = lambda _: None) -> int:
    """Writes an invitation to each of these who has no password yet, in place of older ones; how many."""
    sent = 0
    for batch in _batches(list(ids)):
        sent += db.write(lambda batch=batch: _invite(batch))  # type: ignore[misc]
        advance(len(batch))
    return sent


def codes_for(ids: Collection[str], advance: Callable[[int], object] = lambda _: None) -> list[Printed]:
    """A code to type for each of these who has no password yet, in place of older ones; shown this once."""
    printed: list[Printed] = []
    for batch in _batches(list(ids)):
        printed += db.write(lambda batch=batch: _print(batch))  # type: ignore[misc]
        advance(len(batch))
    return printed


def _invite(ids: list[str]) -> int:
    people = _outside(ids)
    for person in people:
        entering.invite(person)
        audit.record(None, "person.invited", f"person:{person.id}")
    return len(people)


def _print(ids: list[str]) -> list[Printed]:
    printed = []
    for person in _outside(ids):
        code, expires_at = codes.make(person.id, Purpose.INVITATION, to_type=True)
        printed.append(Printed(person.name, person.email, person.language, code, expires_at))
        audit.record(None, "person.code_printed", f"person:{person.id}")
    return printed


def _outside(ids: list[str]) -> list[Person]:
    """Those who still have no password, and have not left meanwhile."""
    query = select(Person).where(Person.id.in_(ids), Person.active, Person.password_hash.is_(None))
    return list(db.session.scalars(query.order_by(Person.email)))


def _good_invitations() -> Select[str]:
    good = (OneTimeCode.used_at.is_(None), OneTimeCode.ended_at.is_(None), OneTimeCode.expires_at > now())
    return select(OneTimeCode.person_id).where(OneTimeCode.purpose == str(Purpose.INVITATION), *good)


def _of(groups: Collection[str]) -> list[ColumnElement[bool]]:
    active = Person.active.is_(True)
    return [active, Person.group.in_(groups)] if groups else [active]


def _check(groups: Collection[str]) -> None:
    there = {group for group in db.session.scalars(select(Person.group).where(Person.active).distinct()) if group}
    known = ", ".join(sorted(there)) or "-"
    for group in groups:
        if group not in there:
            raise Invalid("Nobody is in group {group}; there are {known}.", group=group, known=known)


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]

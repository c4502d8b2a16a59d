"""A company's people from a CSV file, any number of times: what is the same stays untouched."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert, select, update

from backend import audit, db
from backend.accounts import passwords
from backend.accounts.memory import changed
from backend.accounts.models import Person, membership
from backend.clock import now
from backend.errors import Invalid
from backend.ids import new_id
from backend.people.leaving import find_heir, leave
from backend.people.rows import Row, read
from shared.vocabulary import Role

BATCH = 500
"""Rows a transaction: others write meanwhile."""
LEAVERS = 50
"""Leavers a transaction: each with open tickets takes dozens of statements."""
MOST_LEAVERS = 0.2
"""The part of all accounts that a file may end without more ado: half a file is soon exported."""
_FIELDS = ("name", "role", "language", "group")
T = TypeVar("T")
Progress = Callable[[int, str], AbstractContextManager[Callable[[int], object]]]


@contextmanager
def _silent(_total: int, _label: str) -> Iterator[Callable[[int], object]]:
    yield lambda _: None


@dataclass
class Report:
    """What an import did, or would do."""

    added: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    """In the file, but left before, and stay so."""
    left: int = 0
    last_admins: list[str] = field(default_factory=list)
    """Not in the file, and kept as nobody else is admin."""
    details: list[str] = field(default_factory=list)
    """A line for each account that changes or leaves."""


@dataclass
class _Plan:
    """What some rows change, as the database is now."""

    adds: list[Row] = field(default_factory=list)
    updates: dict[str, dict[str, Any]] = field(default_factory=dict)
    joins: list[dict[str, str]] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    same: int = 0
    gone: int = 0
    changed: int = 0

    def count(self, report: Report) -> None:
        report.added += len(self.adds)
        report.changed += self.changed
        report.same += self.same
        report.gone += self.gone
        report.details += self.details


def import_file(
    path: Path,
    *,
    dry_run: bool = False,
    deactivate_missing: bool = False,
    reactivate: bool = False,
    tickets_to: str | None = None,
    sure: bool = False,
    progress: Progress = _silent,
) -> Report:
    """Adds or updates every account of the file, and ends those that it lacks where that is asked for.

    The whole file is checked first: raises Invalid naming each wrong line, and where more than a fifth of all accounts
    would end (unless `sure`) or no admin be left; nobody comes in then. `progress` opens a bar for so many.
    """
    rows = read(path)
    report = Report()
    leavers = _leavers(rows, report, sure=sure, reactivate=reactivate) if deactivate_missing else []
    if not _admins_after(rows, {email for _, email in leavers}, reactivate=reactivate) and _admins():
        admins = ", ".join(sorted(_admins()))
        raise Invalid("The file would leave no admin: one of {admins} must stay one.", admins=admins)
    heir = find_heir(tickets_to).id if tickets_to else None
    if heir in {person_id for person_id, _ in leavers}:
        raise Invalid("{email} is not in the file and would leave too.", email=tickets_to, pointer="/tickets_to")
    db.session.rollback()
    with progress(len(rows), "People") as advance:
        for batch in _batches(rows, BATCH):
            plan = _planned(batch, reactivate=reactivate) if dry_run else _take_in(batch, reactivate=reactivate)
            plan.count(report)
            advance(len(batch))
    report.left = len(leavers)
    report.details += [f"{email}: leaves" for _, email in leavers]
    if not dry_run:
        _see_off(leavers, heir, progress)
        db.write(lambda: _record(path, report))
    db.session.rollback()
    return report


def _see_off(leavers: Sequence[tuple[str, str]], heir: str | None, progress: Progress) -> None:
    def end(chunk: Sequence[tuple[str, str]]) -> None:
        for person_id, _ in chunk:
            leave(person_id, heir)

    with progress(len(leavers), "Leavers") as advance:
        for chunk in _batches(leavers, LEAVERS):
            db.write(lambda chunk=chunk: end(chunk))  # type: ignore[misc]
            advance(len(chunk))


def _take_in(batch: Sequence[Row], *, reactivate: bool) -> _Plan:
    # Before the transaction: a password costs tens of milliseconds.
    new = {row.email for row in _planned(batch, reactivate=reactivate).adds}
    db.session.rollback()
    hashes = {row.email: passwords.hash_password(row.password) for row in batch if row.password and row.email in new}
    return db.write(lambda: _apply(_planned(batch, reactivate=reactivate), hashes))


def _planned(batch: Sequence[Row], *, reactivate: bool) -> _Plan:
    emails = [row.email for row in batch]
    columns = (Person.id, Person.email, Person.active, *(getattr(Person, name) for name in _FIELDS))
    known = {person.email: person for person in db.session.execute(select(*columns).where(Person.email.in_(emails)))}
    members = set(_members([person.id for person in known.values()]))
    plan = _Plan()
    for row in batch:
        person = known.get(row.email)
        if person is None:
            plan.adds.append(row)
        elif not person.active and not reactivate:
            plan.gone += 1
        else:
            _compare(plan, row, person, members)
    return plan


def _members(ids: list[str]) -> Iterator[tuple[str, str]]:
    query = select(membership.c.person_id, membership.c.team_slug).where(membership.c.person_id.in_(ids))
    yield from db.session.execute(query)


def _compare(plan: _Plan, row: Row, person: Any, members: set[tuple[str, str]]) -> None:
    """Name, role, language and group follow the file where it says them; teams are joined, never left."""
    different: dict[str, Any] = {k: v for k, v in row.facts().items() if getattr(person, k) != v}
    if not person.active:
        different["active"] = True
    joins = [slug for slug in row.teams if (person.id, slug) not in members]
    if different:
        plan.updates[person.id] = different
    plan.joins += [{"person_id": person.id, "team_slug": slug} for slug in joins]
    told = [f"{name} {getattr(person, name)} -> {value}" for name, value in different.items()]
    told += [f"joins {slug}" for slug in joins]
    if told:
        plan.changed += 1
        plan.details.append(f"{row.email}: {', '.join(told)}")
    else:
        plan.same += 1


def _apply(plan: _Plan, hashes: dict[str, str]) -> _Plan:
    new = [_new(row, hashes) for row in plan.adds]
    joins = [
        {"person_id": p["id"], "team_slug": slug} for p, row in zip(new, plan.adds, strict=True) for slug in row.teams
    ]
    if new:
        db.session.execute(insert(Person), new)
    if plan.updates:
        db.session.execute(update(Person), [{"id": person_id, **facts} for person_id, facts in plan.updates.items()])
    if joins or plan.joins:
        db.session.execute(insert(membership), joins + plan.joins)
    for person_id, facts in plan.updates.items():
        audit.record(None, "person.changed", f"person:{person_id}", changes={k: {"to": v} for k, v in facts.items()})
    for join in plan.joins:
        audit.record(None, "member.added", f"person:{join['person_id']}", team=join["team_slug"])
    if plan.updates or plan.joins:
        changed()
    return plan


def _new(row: Row, hashes: dict[str, str]) -> dict[str, Any]:
    hashed = hashes.get(row.email) or (passwords.hash_password(row.password) if row.password else None)
    facts = {"role": str(Role.EMPLOYEE), "language": "nl", "group": None, "name": row.email, **row.facts()}
    return {"id": new_id(), "email": row.email, "active": True, "created_at": now(), "password_hash": hashed, **facts}


def _leavers(rows: list[Row], report: Report, *, sure: bool, reactivate: bool) -> list[tuple[str, str]]:
    """Who is active and not in the file, as (id, e-mail address)."""
    named = {row.email for row in rows}
    active = list(db.session.execute(select(Person.id, Person.email, Person.role).where(Person.active)))
    missing = [person for person in active if person.email not in named]
    if not _admins_after(rows, {person.email for person in missing}, reactivate=reactivate):
        report.last_admins = sorted(person.email for person in missing if person.role == Role.ADMIN)
    leaving = [(person.id, person.email) for person in missing if person.email not in report.last_admins]
    if len(leaving) > MOST_LEAVERS * len(active) and not sure:
        raise Invalid(
            "{leaving} of {all} accounts are not in the file and would end: is it whole? Then say --yes.",
            leaving=len(leaving),
            all=len(active),
        )
    return leaving


def _admins() -> set[str]:
    return set(db.session.scalars(select(Person.email).where(Person.active, Person.role == Role.ADMIN)))


def _admins_after(rows: list[Row], leavers: set[str], *, reactivate: bool) -> set[str]:
    """Whoever is admin once the file is in: those who left before count only where they come back."""
    gone = set() if reactivate else set(db.session.scalars(select(Person.email).where(Person.active.is_(False))))
    roles = {row.email: row.role for row in rows if row.role}
    stay = {email for email in _admins() - leavers if roles.get(email, Role.ADMIN) == Role.ADMIN}
    return stay | {email for email, role in roles.items() if role == Role.ADMIN and email not in gone}


def _record(path: Path, report: Report) -> None:
    figures = {"added": report.added, "changed": report.changed, "left": report.left}
    if any(figures.values()):
        audit.record(None, "people.imported", f"file:{path.name}"[:200], changes=figures)


def _batches(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]

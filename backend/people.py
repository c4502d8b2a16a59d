"""Getting people in: one account, or a whole company from a CSV file."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from backend import db
from backend.accounts import services as accounts
from backend.accounts.models import Person
from backend.errors import DomainError, Invalid
from backend.ids import new_token
from backend.teams import services as teams
from shared.vocabulary import Role

COLUMNS = ("email", "name", "role", "teams", "language", "password")
BATCH = 20
"""Rows a transaction: each new password costs tens of milliseconds, and others wait for the write lock meanwhile."""


@dataclass(frozen=True)
class Row:
    """One account as a file or command gives it."""

    email: str
    name: str = ""
    role: str = str(Role.EMPLOYEE)
    teams: tuple[str, ...] = ()
    language: str = "nl"
    password: str | None = None


@dataclass
class Report:
    """What an import did; `passwords` are the first passwords of those who had none, as (email, password)."""

    added: int = 0
    changed: int = 0
    same: int = 0
    passwords: list[tuple[str, str]] = field(default_factory=list)


def add(row: Row) -> Person:
    """A new account with its memberships; raises Invalid. Runs inside `db.write`."""
    person = accounts.add_person(row.email, row.name, row.role, language=row.language, password=row.password)
    for slug in row.teams:
        accounts.join_team(person, teams.check_team(slug))
    return person


def import_file(path: Path) -> Report:
    """Adds or updates every account of the file; a wrong row is told by its line, and then nothing is imported."""
    rows = _read(path)
    db.write(lambda: _check(rows))
    report = Report()
    for start in range(0, len(rows), BATCH):
        batch = [row for _, row in rows[start : start + BATCH]]
        part = db.write(lambda batch=batch: _take_in(batch))  # type: ignore[misc]
        report.added, report.changed = report.added + part.added, report.changed + part.changed
        report.same += part.same
        report.passwords += part.passwords
    return report


def _read(path: Path) -> list[tuple[int, Row]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            unknown = set(reader.fieldnames or ()) - set(COLUMNS)
            if "email" not in (reader.fieldnames or ()) or unknown:
                raise Invalid("The first line must name the columns; there are {known}.", known=", ".join(COLUMNS))
            return [(reader.line_num, _row(fields)) for fields in reader]
    except (UnicodeDecodeError, csv.Error):
        raise Invalid("{name} is not a CSV file in UTF-8.", name=path.name) from None


def _row(fields: dict[str, str | None]) -> Row:
    value = {name: (text or "").strip() for name, text in fields.items() if name}
    slugs = tuple(slug.strip() for slug in value.get("teams", "").split(";") if slug.strip())
    role, language = value.get("role") or str(Role.EMPLOYEE), value.get("language") or "nl"
    return Row(
        value.get("email", "").lower(), value.get("name", ""), role, slugs, language, value.get("password") or None
    )


def _check(rows: list[tuple[int, Row]]) -> None:
    seen: set[str] = set()
    for line, row in rows:
        try:
            accounts.check_person(row.email, row.role, row.language, row.name)
            for slug in row.teams:
                teams.check_team(slug)
        except DomainError as error:
            raise Invalid("Line {line}: {reason}", line=line, reason=error.message) from None
        if row.email in seen:
            raise Invalid("Line {line}: {email} stands in the file twice.", line=line, email=row.email)
        seen.add(row.email)


def _take_in(rows: list[Row]) -> Report:
    report = Report()
    for row in rows:
        person = accounts.find_person(row.email)
        if person is None:
            password = row.password or new_token()[:16]
            add(Row(row.email, row.name, row.role, row.teams, row.language, password))
            report.added += 1
            if row.password is None:
                report.passwords.append((row.email, password))
        elif _update(person, row):
            report.changed += 1
        else:
            report.same += 1
    return report


def _update(person: Person, row: Row) -> bool:
    """Name, role, language and memberships follow the file; a password is only ever set for a new account."""
    wanted = {"name": row.name or person.name, "role": row.role, "language": row.language}
    changed = accounts.update_person(person, **wanted)
    for slug in row.teams:
        if slug not in {team.slug for team in person.teams}:
            accounts.join_team(person, teams.check_team(slug))
            changed = True
    return changed

"""A company's people as a CSV file gives them: read and checked as a whole before anybody comes in."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.accounts import services as accounts
from backend.accounts.models import Person
from backend.errors import DomainError, Invalid
from backend.teams import services as teams
from shared.messages import Message
from shared.vocabulary import Role

COLUMNS = ("email", "name", "role", "teams", "language", "password", "group")


@dataclass(frozen=True)
class Row:
    """One account as a file or command gives it; what is empty is not said."""

    email: str
    name: str = ""
    role: str = ""
    teams: tuple[str, ...] = ()
    language: str = ""
    password: str | None = None
    group: str = ""

    def facts(self) -> dict[str, str]:
        """What is said of the account itself."""
        said = {name: getattr(self, name) for name in ("name", "role", "language", "group")}
        return {name: value for name, value in said.items() if value}


def add(row: Row) -> Person:
    """A new account with its memberships; raises Invalid. Runs inside `db.write`."""
    role, language = row.role or str(Role.EMPLOYEE), row.language or "nl"
    person = accounts.add_person(row.email, row.name, role, language=language, password=row.password)
    person.group = row.group or None
    for slug in row.teams:
        accounts.join_team(person, teams.check_team(slug))
    return person


def read(path: Path) -> list[Row]:
    """Every row of the file; raises Invalid naming each line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = _delimiter(file.readline())
            file.seek(0)
            numbered = list(_numbered(csv.DictReader(file, delimiter=delimiter, strict=True)))
    except (UnicodeDecodeError, csv.Error):
        raise Invalid("{name} is not a CSV file in UTF-8.", name=path.name) from None
    faults = list(_faults(numbered))
    if faults:
        raise Invalid(Message("\n".join(faults)))
    return [row for _, row, _ in numbered]


def _delimiter(first_line: str) -> str:
    """A comma, or what Excel writes in its place in Dutch, or a tab."""
    return max(",;\t", key=first_line.count)


def _numbered(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Row, bool]]:
    """Line, row, and whether it has more cells than there are columns."""
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if "email" not in names or set(names) - set(COLUMNS) or len(set(names)) != len(names):
        raise Invalid("The first line must name the columns; there are {known}.", known=", ".join(COLUMNS))
    reader.fieldnames = names
    for fields in reader:
        yield reader.line_num, _row(fields), None in fields


def _row(fields: dict[str, str | None]) -> Row:
    value = {name: (text or "").strip() for name, text in fields.items() if name and isinstance(text, str | None)}
    slugs = tuple(dict.fromkeys(slug.strip() for slug in value.get("teams", "").split(";") if slug.strip()))
    return Row(
        email=value.get("email", "").lower(),
        name=value.get("name", ""),
        role=value.get("role", "").lower(),
        teams=slugs,
        language=value.get("language", "").lower(),
        password=value.get("password") or None,
        group=value.get("group", ""),
    )


def _faults(numbered: list[tuple[int, Row, bool]]) -> Iterator[str]:
    known, first_seen = set(teams.names()), dict[str, int]()
    for line, row, too_many in numbered:
        for reason in _wrong_with(row, known, too_many=too_many):
            yield str(Message("Line {line}: {reason}", line=line, reason=reason))
        if row.email in first_seen:
            before = first_seen[row.email]
            reason = Message("{email} stands in the file twice, on line {line} too.", email=row.email, line=before)
            yield str(Message("Line {line}: {reason}", line=line, reason=reason))
        first_seen.setdefault(row.email, line)


def _wrong_with(row: Row, known: set[str], *, too_many: bool) -> Iterator[str]:
    if too_many:
        yield Message("There are more cells than columns; a text with a comma goes between quotes.")
    try:
        accounts.check_person(row.email, row.role or str(Role.EMPLOYEE), row.language or "nl", row.name, row.group)
    except DomainError as error:
        yield str(error)
    for slug in row.teams:
        if slug not in known:
            yield Message("There is no team {slug}; there are {known}.", slug=slug, known=", ".join(sorted(known)))

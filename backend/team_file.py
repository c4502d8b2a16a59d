"""Getting the teams in: a company's teams with their members and rules, from one CSV file.

    team,name,language,members,service,area,kind,position
    utrecht,Internet Utrecht,nl,sanne@example.org;cem@example.org,internet,province:Utrecht,,50
    utrecht,,,,tv;telephony,3511;3512,problem,
    tv,TV Care,nl,noor@example.org,tv,,,

A row with a service, an area, a kind or a position is a rule, or one for each service and area that it names; a team
may have as many rows as it needs. What the file does not name stays.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from backend import audit, db
from backend.areas import services as areas
from backend.errors import DomainError, Invalid
from backend.teams import services as teams
from backend.teams.models import RoutingRule

COLUMNS = ("team", "name", "language", "members", "service", "area", "kind", "position")
_LAST = 100_000


@dataclass(frozen=True)
class Row:
    """One line of the file; empty texts say nothing."""

    line: int
    team: str
    name: str
    language: str
    members: tuple[str, ...]
    services: tuple[str, ...]
    areas: tuple[str, ...]
    kind: str
    position: str

    @property
    def is_rule(self) -> bool:
        """Whether the row names any condition, or a place among the rules."""
        return bool(self.services or self.areas or self.kind or self.position)


@dataclass
class Report:
    """What an import did, or would do; `falls_back` names by service the areas that no team's rule covers."""

    teams_added: int = 0
    teams_changed: int = 0
    members_added: int = 0
    rules_added: int = 0
    rules_changed: int = 0
    rules_same: int = 0
    rules_beside: int = 0
    falls_back: dict[str, list[str]] = field(default_factory=dict)


class _Undone(Exception):
    """Ends a dry run: nothing of it is kept."""

    def __init__(self, report: Report) -> None:
        self.report = report


def import_file(path: Path, *, dry_run: bool = False) -> Report:
    """Takes in what is new or different in the file, in one transaction; raises Invalid, telling the line."""
    rows = _read(path)

    def take_in() -> Report:
        report = _take_in(rows)
        if dry_run:
            raise _Undone(report)
        return report

    try:
        return db.write(take_in)
    except _Undone as undone:
        return undone.report


def _read(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            unknown = set(reader.fieldnames or ()) - set(COLUMNS)
            if "team" not in (reader.fieldnames or ()) or unknown:
                raise Invalid("The first line must name the columns; there are {known}.", known=", ".join(COLUMNS))
            return [_row(reader.line_num, fields) for fields in reader]
    except (UnicodeDecodeError, csv.Error):
        raise Invalid("{name} is not a CSV file in UTF-8.", name=path.name) from None


def _row(line: int, fields: dict[str, str | None]) -> Row:
    if None in fields:
        raise Invalid("Line {line}: {reason}", line=line, reason="more fields than columns.")
    value = {name: (text or "").strip() for name, text in fields.items()}
    several = {
        name: tuple(part.strip() for part in value.get(name, "").split(";") if part.strip())
        for name in ("members", "service", "area")
    }
    single = {name: value.get(name, "") for name in ("team", "name", "language", "kind", "position")}
    return Row(line, members=several["members"], services=several["service"], areas=several["area"], **single)


def _take_in(rows: list[Row]) -> Report:
    report, seen = Report(), set[str]()
    for row in rows:
        with _told(row.line):
            _team(row, report)
            _members(row, report)
            if row.is_rule:
                _rules(row, report, seen)
    named = {row.team for row in rows}
    report.rules_beside = sum(1 for rule in teams.rules_of(None) if rule.team_slug in named and rule.id not in seen)
    report.falls_back = teams.falls_back()
    return report


@contextmanager
def _told(line: int) -> Iterator[None]:
    try:
        yield
    except DomainError as error:
        raise Invalid("Line {line}: {reason}", line=line, reason=error.message) from None


def _team(row: Row, report: Report) -> None:
    given = {name: text for name, text in (("name", row.name), ("language", row.language)) if text}
    if row.team not in teams.names():
        teams.make_team(None, {"slug": row.team, "name": row.team, "language": "nl", **given})
        report.teams_added += 1
    elif teams.set_facts(None, row.team, given):
        report.teams_changed += 1


def _members(row: Row, report: Report) -> None:
    known = {person.email for person in teams.list_members(None, row.team)} if row.members else set()
    for email in dict.fromkeys(email.lower() for email in row.members):
        if email not in known:
            teams.add_member(None, row.team, email)
            report.members_added += 1


def _rules(row: Row, report: Report, seen: set[str]) -> None:
    there = {(rule.service, rule.kind, rule.area): rule for rule in teams.rules_of(row.team)}
    position = _position(row.position)
    for service, area in product(*_conditions(row)):
        wanted = (service, row.kind or None, area)
        rule = there.get(wanted)
        if rule is not None and rule.id in seen:
            raise Invalid("This rule stands in the file twice.")
        if rule is None:
            data = dict(zip(("service", "kind", "area"), wanted, strict=True))
            rule = teams.keep_rule(None, row.team, data if position is None else {**data, "position": position})
            there[wanted] = rule
            report.rules_added += 1
        elif _moved(rule, position):
            report.rules_changed += 1
        else:
            report.rules_same += 1
        seen.add(rule.id)


def _conditions(row: Row) -> tuple[list[str | None], list[str | None]]:
    """The services and areas of a row, in the spelling that is kept, each once; None is any."""
    services = teams.expand(list(row.services), "/service")
    places = dict.fromkeys(areas.normalise(area, "/area") for area in row.areas)
    return [*services] or [None], [*places] or [None]


def _position(text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and int(text[:7]) <= _LAST):
        raise Invalid("A whole number from {least} to {most}.", least=0, most=_LAST, pointer="/position")
    return int(text) if text else None


def _moved(rule: RoutingRule, position: int | None) -> bool:
    """Puts a rule in its place among the others; one that the file leaves open stays where it is."""
    changes = audit.amend(rule, {} if position is None else {"position": position})
    if changes:
        audit.record(None, "rule.changed", f"rule:{rule.id}", team=rule.team_slug, changes=changes)
    return bool(changes)

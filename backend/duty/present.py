"""The duty list and alerts as the API shows them: plain dictionaries in the shapes of shared/schemas/duty.py."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from backend.accounts.models import Person
from backend.duty.models import Alert, AlertSubject
from backend.duty.plan import NEXT_PERSON_AFTER
from shared.schemas.base import rfc3339


def duty(on_duty: Iterable[Person], managers: Iterable[Person]) -> dict[str, Any]:
    """DutySchema."""
    return {
        "people": [_person(person.id, person.name) for person in on_duty],
        "managers": [_person(person.id, person.name) for person in managers],
        "next_person_after_seconds": int(NEXT_PERSON_AFTER.total_seconds()),
    }


def alert(row: Alert) -> dict[str, Any]:
    """AlertSchema."""
    return {
        **_gist(row, row.subjects),
        "title": row.title,
        "text": {language: "\n\n".join(lines) for language, lines in row.lines.items()},
        "teams": row.teams,
        "told": [{"person": _person(told.person_id, told.person_name), "at": rfc3339(told.at)} for told in row.told],
        "next_person_at": _moment(row.next_turn_at),
        "settled_at": _moment(row.settled_at),
    }


def for_team(team: str, row: Alert) -> dict[str, Any]:
    """The alert as a team is told of it in an event: of what it is about, what is theirs."""
    return _gist(row, [subject for subject in row.subjects if subject.team_slug in (None, team)])


def _gist(row: Alert, subjects: Iterable[AlertSubject]) -> dict[str, Any]:
    by = _person(row.acknowledged_by_id, row.acknowledged_by_name) if row.acknowledged_by_name else None
    return {
        "id": row.id,
        "kind": row.kind,
        "status": row.status,
        "about": [_subject(subject) for subject in subjects],
        "raised_at": rfc3339(row.raised_at),
        "acknowledged_at": _moment(row.acknowledged_at),
        "acknowledged_by": by,
    }


def _subject(row: AlertSubject) -> dict[str, Any]:
    return {"type": row.type, "id": row.object_id, "label": row.label, "settled_at": _moment(row.settled_at)}


def _person(person_id: str | None, name: str) -> dict[str, Any]:
    return {"id": person_id, "name": name}


def _moment(at: dt.datetime | None) -> str | None:
    return rfc3339(at) if at else None

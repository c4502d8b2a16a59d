"""Raising an alert, in the transaction of what it tells of, and settling it once that is seen to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import delete, select

from backend import db
from backend.clock import now
from backend.duty.models import Alert, AlertSubject
from backend.duty.services import turns
from backend.ids import new_id
from shared.vocabulary import AlertKind, AlertStatus

ESCALATIONS_KEPT_FOR = dt.timedelta(days=365)
"""An outage's alerts are part of its history, and stay."""


class Subject(NamedTuple):
    """What an alert is about: an `outage` or `ticket`, what people call it, and whose it is where it is one team's."""

    type: str
    id: str
    label: str | None = None
    team: str | None = None


def raise_alert(
    kind: AlertKind,
    key: str,
    title: Mapping[str, str],
    lines: Mapping[str, Sequence[str]],
    subjects: Sequence[Subject],
    teams: Sequence[str],
) -> Alert | None:
    """A new alert, told to the first on duty at once; None where one of that `key` was raised before.

    `title` and `lines` (paragraphs) are in every language of ours; `teams` hear when somebody has it.
    """
    if db.session.scalar(select(Alert.id).where(Alert.key == key)) is not None:
        return None
    alert = Alert(id=new_id(), key=key, kind=str(kind), status=str(AlertStatus.OPEN), raised_at=now(), turns=0)
    alert.title, alert.lines = dict(title), {language: list(said) for language, said in lines.items()}
    alert.teams = sorted(set(teams))
    alert.subjects = [_row(subject, position) for position, subject in enumerate(subjects)]
    alert.told = []
    db.session.add(alert)
    db.session.flush()
    turns.bring(alert)
    return alert


def say_anew(object_id: str, kind: AlertKind, lines: Mapping[str, Sequence[str]]) -> None:
    """What is told of that outage or ticket reads otherwise from now on; whoever was told already is not told again."""
    of_it = select(AlertSubject.alert_id).where(AlertSubject.object_id == object_id)
    query = select(Alert).where(Alert.id.in_(of_it), Alert.kind == kind, Alert.status != AlertStatus.SETTLED)
    for alert in db.session.scalars(query.with_for_update(of=Alert)).all():
        alert.lines = {language: list(said) for language, said in lines.items()}
        turns.tell_managers(alert)


def settle(object_id: str, *kinds: AlertKind) -> None:
    """What was told of that outage or ticket (of those kinds; default: all) asks for nobody any more."""
    waiting = (AlertSubject.object_id == object_id, AlertSubject.settled_at.is_(None))
    ids = select(AlertSubject.alert_id).where(*waiting)
    query = select(Alert).where(Alert.id.in_(ids), Alert.status != AlertStatus.SETTLED).order_by(Alert.seq)
    if kinds:
        query = query.where(Alert.kind.in_([str(kind) for kind in kinds]))
    for alert in db.session.scalars(query.with_for_update(of=Alert)).all():
        _settle(alert, object_id)


def forget_old() -> None:
    """Drops what was told of tickets a year ago."""
    old = (Alert.kind == AlertKind.ESCALATED, Alert.raised_at < now() - ESCALATIONS_KEPT_FOR)
    db.session.execute(delete(Alert).where(*old))


def _settle(alert: Alert, object_id: str) -> None:
    at = now()
    for subject in alert.subjects:
        if subject.object_id == object_id:
            subject.settled_at = subject.settled_at or at
    if all(subject.settled_at for subject in alert.subjects):
        alert.status, alert.settled_at, alert.next_turn_at = str(AlertStatus.SETTLED), at, None
    turns.tell_managers(alert)


def _row(subject: Subject, position: int) -> AlertSubject:
    facts = {"type": subject.type, "object_id": subject.id, "label": subject.label, "team_slug": subject.team}
    return AlertSubject(**facts, position=position)

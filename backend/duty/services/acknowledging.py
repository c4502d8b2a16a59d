"""Saying "I have it": over the API, or by the link in the letter. From then on nobody else is told."""

from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.clock import now
from backend.duty import present
from backend.duty.links import Link
from backend.duty.models import Alert
from backend.duty.services.reading import find
from backend.duty.services.turns import tell_managers
from backend.errors import Conflict, NotFound
from backend.forwarding import services as forwarding
from shared.vocabulary import ActorKind, AlertStatus, EventType, Role


class Seen(NamedTuple):
    """An alert (AlertSchema) as the page behind a letter's link shows it, in its reader's language."""

    alert: dict[str, Any]
    person_id: str
    name: str
    language: str


def acknowledge(caller: Caller, alert_id: str) -> Alert:
    """The alert is the caller's to see to; once more by the same person changes nothing.

    Raises Forbidden, NotFound, Conflict where somebody else has it or nothing is left to see to.
    """
    return _acknowledge(find(caller, alert_id, to_write=True), caller.id, caller.name)


def see(link: Link) -> Seen:
    """What the page shows; raises NotFound where the alert is gone, or the reader is no manager any longer."""
    person = _reader(link)
    return _seen(_linked(link, to_write=False), person)


def take(link: Link) -> Seen:
    """Acknowledges in the name of whom the letter went to; where it is too late, how it stands. Raises NotFound."""
    person = _reader(link)
    alert = _linked(link, to_write=True)
    # Too late is no fault of theirs: the page says who has it.
    with suppress(Conflict):
        _acknowledge(alert, person.id, person.name)
    return _seen(alert, person)


def _acknowledge(alert: Alert, person_id: str, name: str) -> Alert:
    if alert.status == AlertStatus.SETTLED:
        raise Conflict("It has been seen to already.", allowed=[])
    if alert.status == AlertStatus.ACKNOWLEDGED:
        if alert.acknowledged_by_id != person_id:
            raise Conflict("{name} has it already.", name=alert.acknowledged_by_name, allowed=[])
        return alert
    alert.status, alert.acknowledged_at, alert.next_turn_at = str(AlertStatus.ACKNOWLEDGED), now(), None
    alert.acknowledged_by_id, alert.acknowledged_by_name = person_id, name
    tell_managers(alert)
    actor = {"kind": str(ActorKind.MANAGER), "name": name}
    for team in alert.teams:
        told = {"alert": present.for_team(team, alert), "actor": actor}
        forwarding.emit(EventType.ALERT_ACKNOWLEDGED, team, told)
    return alert


def _reader(link: Link) -> Person:
    person = db.session.get(Person, link.person_id)
    if person is None or not person.active or person.role != Role.MANAGER:
        raise NotFound
    return person


def _linked(link: Link, *, to_write: bool) -> Alert:
    query = select(Alert).where(Alert.id == link.alert_id)
    alert = db.session.scalar(query.with_for_update(of=Alert) if to_write else query)
    if alert is None:
        raise NotFound
    return alert


def _seen(alert: Alert, person: Person) -> Seen:
    return Seen(present.alert(alert), person.id, person.name, person.language)

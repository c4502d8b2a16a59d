"""Bringing an alert to one after the other on duty, until somebody has it."""

from sqlalchemy import ColumnElement, and_, select

from backend import db
from backend.accounts.models import Person
from backend.aside import Aside
from backend.clock import now
from backend.duty import plan, wording
from backend.duty.models import Alert, AlertTold
from backend.duty.services import roster
from backend.forwarding import services as forwarding
from shared.vocabulary import AlertStatus

AT_ONCE = 25
"""Alerts a transaction: others wait for the write lock meanwhile."""
_ASIDE = Aside("duty")


def any_turn_due() -> bool:
    """Whether an alert is to go on to the next person; a read."""
    return db.session.scalar(select(Alert.seq).where(_due()).limit(1)) is not None


def take_turns(limit: int = AT_ONCE) -> bool:
    """Brings up to `limit` alerts that nobody has to the next person; whether there may be more."""
    query = select(Alert).where(_due()).order_by(Alert.next_turn_at).limit(limit)
    alerts = db.session.scalars(query.with_for_update(of=Alert, skip_locked=True)).all()
    _ASIDE.each(alerts, bring)
    return len(alerts) == limit


def bring(alert: Alert) -> None:
    """Tells whose turn it is; where nobody is on duty all managers, each once."""
    at, people = now(), roster.on_duty()
    alert.turns += 1
    alert.next_turn_at = plan.next_turn(len(people), alert.turns, alert.raised_at, at)
    if people:
        _tell_next(alert, people)
    else:
        told = {one.person_id for one in alert.told}
        for manager in roster.managers():
            if manager.id not in told:
                _tell(alert, manager, None)
    tell_managers(alert)


def tell_managers(alert: Alert) -> None:
    """Their readers of `/changes` hear of it as it stands now."""
    db.session.flush()
    forwarding.record_change("alert", alert.id, ["managers"])


def let_go(person_id: str) -> int:
    """What somebody had said to have, who has left, asks for the next one on duty; how many. Runs inside `db.write`."""
    theirs = (Alert.acknowledged_by_id == person_id, Alert.status == AlertStatus.ACKNOWLEDGED)
    alerts = db.session.scalars(select(Alert).where(*theirs).order_by(Alert.seq).with_for_update(of=Alert)).all()
    for alert in alerts:
        alert.status, alert.acknowledged_at = str(AlertStatus.OPEN), None
        alert.acknowledged_by_id = alert.acknowledged_by_name = None
        bring(alert)
    return len(alerts)


def _tell_next(alert: Alert, people: list[Person]) -> None:
    by_id = {person.id: person for person in people}
    before = alert.told[-1] if alert.told and alert.told[-1].person_id in by_id else None
    person = by_id[plan.whose_turn(list(by_id), before.person_id if before else None) or people[0].id]
    following = by_id[plan.whose_turn(list(by_id), person.id) or person.id]
    _tell(alert, person, wording.Turn(before, following.name if following is not person else None))


def _tell(alert: Alert, person: Person, turn: wording.Turn | None) -> None:
    alert.told.append(AlertTold(alert_id=alert.id, person_id=person.id, person_name=person.name, at=now()))
    wording.write_letter(alert, person, turn)


def _due() -> ColumnElement[bool]:
    return and_(Alert.status == AlertStatus.OPEN, Alert.next_turn_at <= now(), *_ASIDE.none_of(Alert.id))

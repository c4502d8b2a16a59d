"""Who is on an outage, since when, and who has been told and keeps silent."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from backend.duty import services as duty
from backend.duty.models import Alert
from backend.outages.story import services as story
from backend.outages.story.services import Act
from shared.vocabulary import AlertStatus


class Person(NamedTuple):
    """Somebody by name, and since when."""

    name: str
    since: dt.datetime


class Handling(NamedTuple):
    """Who is on one outage."""

    on_it: Person | None
    """Who of all people acted last, and is on it since they first did."""
    silent: tuple[Person, ...]
    """Who was told of it and has not answered, with when; nobody once somebody has it."""
    last_word: Person | None
    """Who told people something last, a program too, and when."""
    alerts: tuple[str, ...] = ()
    """Ids of those that nobody has said to have."""


NOBODY = Handling(None, (), None)
"""Of what is shown in a line."""


def handling(outage_ids: Collection[str]) -> dict[str, Handling]:
    """Of each of those outages; for those who have asked whether they may be seen."""
    acts, alerts = story.acts(outage_ids), duty.about(outage_ids)
    return {one: _of(acts[one], alerts.get(one, ())) for one in outage_ids}


def _of(acts: Iterable[Act], alerts: Collection[Alert]) -> Handling:
    words = [Person(act.name, act.at) for act in acts if act.told]
    by_people = [*(Person(act.name, act.at) for act in acts if act.human), *_taken(alerts)]
    waiting = [alert for alert in alerts if alert.status == AlertStatus.OPEN]
    asked = {told.person_name: told.at for alert in waiting for told in alert.told}
    silent = tuple(Person(name, at) for name, at in sorted(asked.items(), key=lambda one: one[1]))
    return Handling(_on_it(by_people), silent, words[-1] if words else None, tuple(one.id for one in waiting))


def _on_it(acts: list[Person]) -> Person | None:
    if not acts:
        return None
    last = max(acts, key=_since)
    return min((act for act in acts if act.name == last.name), key=_since)


def _taken(alerts: Iterable[Alert]) -> Iterator[Person]:
    for alert in alerts:
        if alert.acknowledged_at is not None and alert.acknowledged_by_name is not None:
            yield Person(alert.acknowledged_by_name, alert.acknowledged_at)


def _since(person: Person) -> dt.datetime:
    return person.since

"""Whose outage it is hears that people wait for an update that they were promised."""

from collections.abc import Sequence

from sqlalchemy import select

from backend import db, letters, moments
from backend.accounts.models import Person
from backend.outages import promises, words
from backend.outages.models import Outage
from shared.messages import Message
from shared.schemas.base import rfc3339
from shared.vocabulary import Role


def nudge(outage: Outage) -> None:
    """A letter to who told of it last, once for each promise; runs inside `db.write`.

    Where programs alone did, or that person has left, who is on duty hears of an update that did not come
    (`alarms.py`), and all managers of an end that has passed.
    """
    due = promises.promised(outage)
    if due is None:
        return
    for person in _owners(outage):
        language = person.language
        title = words.title(outage, language)
        letters.write(
            person.email,
            language,
            Message("Update overdue: {title}", title=title),
            [
                Message("People were promised to hear of this before {time}.", time=moments.spoken(due, language)),
                Message("Until you tell them how it goes, they see that it is overdue."),
            ],
            key=f"overdue:{outage.id}:{rfc3339(due)}:{person.id}",
            about=outage.id,
        )


def _owners(outage: Outage) -> Sequence[Person]:
    owner = db.session.get(Person, outage.owner_id) if outage.owner_id else None
    if owner is not None and owner.active:
        return [owner]
    if outage.next_update_at is not None:
        return []
    managers = select(Person).where(Person.role == Role.MANAGER, Person.active).order_by(Person.id)
    return db.session.scalars(managers).all()

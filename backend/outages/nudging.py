"""Whose outage it is hears that people wait for an update that they were promised."""

from backend import db, letters, moments
from backend.accounts.models import Person
from backend.duty import services as duty
from backend.outages import promises, words
from backend.outages.models import Outage
from shared.messages import Message
from shared.schemas.base import rfc3339


def nudge(outage: Outage) -> None:
    """A letter to who told of it last, once for each promise; runs inside `db.write`.

    Who is on duty hears of it beside that (`alarms.py`): not twice where it is the same person, and they alone where
    programs told of it, or that person has left.
    """
    due, owner = promises.promised(outage), _owner(outage)
    if due is None or owner is None or owner in duty.first_told():
        return
    language = owner.language
    letters.write(
        owner.email,
        language,
        Message("Update overdue: {title}", title=words.title(outage, language)),
        [
            Message("People were promised to hear of this before {time}.", time=moments.spoken(due, language)),
            Message("Until you tell them how it goes, they see that it is overdue."),
        ],
        key=f"overdue:{outage.id}:{rfc3339(due)}:{owner.id}",
        about=outage.id,
    )


def _owner(outage: Outage) -> Person | None:
    owner = db.session.get(Person, outage.owner_id) if outage.owner_id else None
    return owner if owner is not None and owner.active else None

"""Which mail somebody gets: a choice of their own, and a link in each letter that ends its kind at one click."""

from typing import Any

from sqlalchemy import Select, select, update

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.config import config
from backend.following.models import MailChoice, Subscription
from backend.mail import unsubscribing
from backend.mail.unsubscribing import OUTAGES, SUBSCRIPTION, TICKETS


def choices(caller: Caller) -> dict[str, Any]:
    """NotificationsSchema; who never chose gets mail of own tickets."""
    row = db.session.get(MailChoice, caller.id)
    return {"tickets_by_mail": row.tickets_by_mail if row else True}


def choose(caller: Caller, data: dict[str, Any]) -> dict[str, Any]:
    """Changes what `data` names, and says how it stands."""
    if "tickets_by_mail" in data:
        _set(caller.id, wanted=data["tickets_by_mail"])
    return choices(caller)


def refused() -> Select[str]:
    """Who wants no mail of own tickets, as a query of ids."""
    return select(MailChoice.person_id).where(MailChoice.tickets_by_mail.is_(False))


def address(kind: str, of: str) -> str:
    """Where letters of `kind` (see backend/mail/unsubscribing.py) end; `of` is a subscription's or a person's id."""
    return f"{config().public_url}/unsubscribe/{unsubscribing.sign(config().secret_key, kind, of)}"


def read(token: str) -> tuple[str, str] | None:
    """What an address ends, as kind and id; None where it is none of ours."""
    return unsubscribing.read(config().secret_key, token)


def area_of(subscription_id: str) -> str | None:
    """The area that a subscription follows; None where it is gone."""
    row = db.session.get(Subscription, subscription_id)
    return row.area if row else None


def end(kind: str, of: str) -> None:
    """No more letters of that kind; what is followed stays in the app. Again changes nothing."""
    if kind == TICKETS:
        if db.session.get(Person, of) is not None:
            _set(of, wanted=False)
        return
    which = {SUBSCRIPTION: Subscription.id, OUTAGES: Subscription.person_id}[kind]
    db.session.execute(update(Subscription).where(which == of).values(mail=False))


def _set(person_id: str, *, wanted: bool) -> None:
    row = db.session.get(MailChoice, person_id)
    if row is None:
        row = MailChoice(person_id=person_id)
        db.session.add(row)
    row.tickets_by_mail = wanted
    db.session.flush()

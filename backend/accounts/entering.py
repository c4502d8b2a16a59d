"""How somebody comes in without a password: an invitation, or a forgotten one; what the API and the pages share."""

import datetime as dt
import time
from collections.abc import Callable
from typing import TypeVar

from backend import db, letters
from backend.accounts import codes, failures, passwords
from backend.accounts.codes import Holder, Purpose
from backend.accounts.models import Person
from backend.accounts.services import find_person
from backend.config import config
from shared.messages import Message

T = TypeVar("T")

MOST_LETTERS = 3
LETTERS_WITHIN = dt.timedelta(hours=1)
"""So many an account: nobody fills somebody else's mailbox."""
_AT_LEAST = 0.2
"""Seconds that asking takes, whether or not there is such an account."""


def holder(code: str, purpose: Purpose) -> Holder:
    """Whose code it is; a code that is not known is counted. Raises Invalid, TooManyRequests."""
    try:
        return codes.holder(code, purpose)
    except codes.UnknownCode:
        db.write(lambda: codes.note_failure(code))
        raise


def set_password(code: str, purpose: Purpose, password: str, then: Callable[[Person], T]) -> T:
    """Uses the code up, and answers what `then` says of the account in the same transaction.

    Raises Invalid for the code or the password, TooManyRequests after guesses; the code is good for another try then.
    """
    owner = holder(code, purpose)
    passwords.check_new(password, owner.email)
    db.session.rollback()
    hashed = passwords.hash_password(password)

    def change() -> T:
        person = codes.use(code, purpose, hashed)
        if purpose is Purpose.RESET:
            _tell_of_change(person)
        return then(person)

    return db.write(change)


def forgot(email: str) -> None:
    """Sends a link to the account of that address, if there is one; takes as long if there is none."""
    began = time.monotonic()
    db.write(lambda: _send_link(email))
    time.sleep(max(0.0, began + _AT_LEAST - time.monotonic()))


def invite(person: Person) -> None:
    """An invitation by mail, in place of older ones; runs inside `db.write`."""
    code, _ = codes.make(person.id, Purpose.INVITATION)
    brand, days = config().brand_name, codes.GOOD_FOR[Purpose.INVITATION].days
    lines = [
        Message("Hello {name},", name=person.name),
        Message(
            "With {brand} you pass on the problem of a friend or relative to the team that solves it, and see what "
            "becomes of it.",
            brand=brand,
        ),
        Message("Your account is {email}. Choose a password to begin with.", email=person.email),
        Message("This link works once, for {days} days.", days=days),
    ]
    _write(person, Message("Your account at {brand}", brand=brand), lines, f"invite/{code}")


def _send_link(email: str) -> None:
    asked, _ = failures.lately("forgotten", email, LETTERS_WITHIN)
    failures.note("forgotten", email)
    person = find_person(email)
    if person is None or not person.active or asked >= MOST_LETTERS:
        return
    code, _ = codes.make(person.id, Purpose.RESET)
    lines = [
        Message("Hello {name},", name=person.name),
        Message("Somebody, probably you, asked for a new password for {email}.", email=person.email),
        Message("This link works once, for an hour. If you did not ask for it, leave this mail as it is."),
    ]
    _write(person, Message("A new password for {brand}", brand=config().brand_name), lines, f"reset/{code}")


def _tell_of_change(person: Person) -> None:
    lines = [
        Message("Hello {name},", name=person.name),
        Message("The password of {email} has been changed, and you were signed out everywhere.", email=person.email),
        Message("Was it not you? Then tell whoever looks after {brand} in your company.", brand=config().brand_name),
    ]
    _write(person, Message("Your password has been changed"), lines, None)


def _write(person: Person, subject: Message, lines: list[Message], path: str | None) -> None:
    link = f"{config().public_url}/{path}" if path else None
    letters.write(person.email, person.language, subject, lines, link=link, about=person.id)

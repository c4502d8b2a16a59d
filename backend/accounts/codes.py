"""One-time codes: an invitation, or the way back after a forgotten password; kept as SHA-256, good for one password."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select, update

from backend import db
from backend.accounts import failures, tokens
from backend.accounts.memory import changed
from backend.accounts.models import AccessToken, OneTimeCode, Person, TokenFamily
from backend.clock import now
from backend.errors import Invalid
from backend.ids import new_code, new_token
from shared.messages import Message


class Purpose(StrEnum):
    """What a code is good for."""

    INVITATION = "invitation"
    RESET = "reset"


GOOD_FOR = {Purpose.INVITATION: dt.timedelta(days=14), Purpose.RESET: dt.timedelta(hours=1)}
_TOLD_FOR = dt.timedelta(days=30)
"""How long after its end a code is still known, so that whoever comes late is told why."""
_LETTERS = 16
"""Of a code that is typed, without its hyphens."""
_TOO_MANY = Message("Too many wrong codes; try again in {seconds} seconds.")
_UNKNOWN = Message("This code is not known. Check it, or ask for a new one.")
_USED = Message("This code has been used already. Sign in with the password that was set, or ask for a new code.")
_ENDED = Message("A newer code has taken this one's place: use the newest.")
_EXPIRED = Message("This code has expired: ask for a new one.")


class UnknownCode(Invalid):
    """There is no such code: a slip, or a guess."""


@dataclass(frozen=True)
class Holder:
    """Whose code it is."""

    id: str
    email: str
    name: str
    language: str


def make(person_id: str, purpose: Purpose, *, to_type: bool = False) -> tuple[str, dt.datetime]:
    """A new code and when it expires, in place of older ones of that purpose; `to_type` for one that is printed."""
    end(person_id, purpose)
    code = new_code() if to_type else new_token()
    expires_at = now() + GOOD_FOR[purpose]
    row = OneTimeCode(hash=_digest(code), purpose=str(purpose), person_id=person_id)
    row.created_at, row.expires_at = now(), expires_at
    db.session.add(row)
    db.session.flush()
    return code, expires_at


def end(person_id: str, purpose: Purpose | None = None) -> None:
    """What was handed out to this person opens nothing any more."""
    open_ = (OneTimeCode.person_id == person_id, OneTimeCode.used_at.is_(None), OneTimeCode.ended_at.is_(None))
    of_purpose = (OneTimeCode.purpose == str(purpose),) if purpose else ()
    db.session.execute(update(OneTimeCode).where(*open_, *of_purpose).values(ended_at=now()))


def holder(code: str, purpose: Purpose) -> Holder:
    """Whose code it is, changing nothing; raises Invalid saying why it is no good, TooManyRequests after guesses."""
    failures.refuse_if_locked("code", _beginning(code), _TOO_MANY)
    row = _checked(db.session.get(OneTimeCode, _digest(code)), purpose)
    person = db.session.get(Person, row.person_id)
    if person is None or not person.active:
        raise UnknownCode(_UNKNOWN, pointer="/code")
    return Holder(person.id, person.email, person.name, person.language)


def note_failure(code: str) -> None:
    """Counts one wrong code by its beginning, which stands for whoever it is aimed at; runs inside `db.write`."""
    failures.note("code", _beginning(code))


def use(code: str, purpose: Purpose, password_hash: str) -> Person:
    """Sets the password, once; every session of that person and every other code ends. Runs inside `db.write`.

    Raises Invalid as `holder` does.
    """
    row = db.session.scalar(select(OneTimeCode).where(OneTimeCode.hash == _digest(code)).with_for_update())
    row = _checked(row, purpose)
    person = db.session.get(Person, row.person_id)
    if person is None or not person.active:
        raise UnknownCode(_UNKNOWN, pointer="/code")
    row.used_at = now()
    db.session.flush()
    end(person.id)
    end_sessions([person.id])
    person.password_hash = password_hash
    failures.forget("email", person.email)
    return person


def end_sessions(person_ids: list[str]) -> None:
    """Every token of these people ends at once."""
    families = select(TokenFamily.id).where(TokenFamily.person_id.in_(person_ids), TokenFamily.ended_at.is_(None))
    db.session.execute(delete(AccessToken).where(AccessToken.family_id.in_(families)))
    of_theirs = (TokenFamily.person_id.in_(person_ids), TokenFamily.ended_at.is_(None))
    db.session.execute(update(TokenFamily).where(*of_theirs).values(ended_at=now()))
    changed()


def forget_old() -> None:
    """Drops codes that ended long ago; runs inside `db.write`."""
    db.session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < now() - _TOLD_FOR))


def _checked(row: OneTimeCode | None, purpose: Purpose) -> OneTimeCode:
    if row is None or row.purpose != purpose:
        raise UnknownCode(_UNKNOWN, pointer="/code")
    if row.used_at is not None:
        raise _refused(_USED)
    if row.ended_at is not None:
        raise _refused(_ENDED)
    if row.expires_at <= now():
        raise _refused(_EXPIRED)
    return row


def _refused(message: Message) -> Invalid:
    return Invalid(message, pointer="/code")


def _digest(code: str) -> str:
    return tokens.digest(_as_kept(code))


def _beginning(code: str) -> str:
    return _as_kept(code)[:4]


def _as_kept(code: str) -> str:
    """One that was typed, without hyphens and spaces and in capitals; a link's own as it is."""
    typed = "".join(code.split()).replace("-", "").upper()
    return typed if len(typed) == _LETTERS and typed.isalnum() else code.strip()

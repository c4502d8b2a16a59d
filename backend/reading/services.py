"""Keeping who read what, and telling it to those who answer for it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Forbidden
from backend.reading import log
from backend.reading.models import Reading
from shared.vocabulary import ReadingOf, Role

_SETTLE = 1.0
"""Seconds that a look into the log waits for what this process has yet to write."""


def note(who: Caller, what: ReadingOf, tickets: Mapping[str, str]) -> None:
    """Keeps that `who` is being shown the personal data of `tickets` (id: reference), none of which they reported.

    For an edge that reads, outside `db.write`, when it has all that it shows: never raises, and waits 0.1 s at most.
    """
    log.reading_log().add(_rows(who, what, tickets))


def record(who: Caller, what: ReadingOf, tickets: Mapping[str, str]) -> None:
    """As `note`, inside `db.write`: in the transaction of a change whose answer shows them."""
    kept = log.reading_log()
    fresh = kept.unknown(_rows(who, what, tickets))
    if fresh:
        log.insert(fresh)
        db.on_commit(lambda: kept.remember(fresh))


def note_export(who: Caller, filters: Mapping[str, Any]) -> None:
    """Keeps that `who` exports the tickets that `filters` leave; of words that they search for only that they do."""
    told = {name: True if name == "q" else str(value) for name, value in filters.items()}
    log.reading_log().add([_row(who, ReadingOf.EXPORT, None, None, told)])


def note_mails(who: Caller, state: str) -> None:
    """Keeps that `who` is being shown what stands in the unclear mails that are in that state; as `note`."""
    log.reading_log().add([_row(who, ReadingOf.MAIL, None, None, {"state": state})])


def note_mail(who: Caller, mail_id: str) -> None:
    """Keeps that `who` is being shown that mail, which came from outside and is with no ticket; as `note`."""
    log.reading_log().add([_row(who, ReadingOf.MAIL, None, None, {"mail": mail_id})])


def record_mail(who: Caller, mail_id: str) -> None:
    """As `note_mail`, inside `db.write`."""
    log.insert([_row(who, ReadingOf.MAIL, None, None, {"mail": mail_id})])


def readings(caller: Caller, ticket: str | None, person: str | None, before: int | None, most: int) -> list[Reading]:
    """The newest first, before that `seq`: of a ticket (its id or reference), by a person or key; raises Forbidden."""
    if caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only managers and admins see who read what.")
    log.reading_log().settle(_SETTLE)
    db.session.rollback()  # the look at the database that has begun would not see it
    query = select(Reading).order_by(Reading.seq.desc()).limit(most)
    if ticket:
        query = query.where(or_(Reading.ticket_id == ticket, Reading.reference == ticket))
    if person:
        query = query.where(Reading.reader.in_([f"{kind}:{person}" for kind in ("person", "key")]))
    if before is not None:
        query = query.where(Reading.seq < before)
    return list(db.session.scalars(query))


def _rows(who: Caller, what: ReadingOf, tickets: Mapping[str, str]) -> list[log.Row]:
    return [_row(who, what, ticket_id, reference, None) for ticket_id, reference in tickets.items()]


def _row(
    who: Caller, what: ReadingOf, ticket_id: str | None, reference: str | None, filters: dict[str, Any] | None
) -> log.Row:
    at = now()
    return {
        "at": at,
        "hour": at.replace(minute=0, second=0, microsecond=0),
        "reader": who.scope,
        "reader_name": who.name,
        "what": str(what),
        "ticket_id": ticket_id,
        "reference": reference,
        "filters": filters,
    }

"""What managers and admins do with mail that is kept for a person: read it, put it with a ticket, or discard it."""

from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import undefer

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.inbox.models import ASSIGNED, DISCARDED, KEPT, RECEIVED, InboundMail
from backend.inbox.reading import read
from backend.inbox.services.handling import Taken, take_in_all, told
from backend.tickets import services as tickets
from backend.tickets.models import Entry
from shared.vocabulary import Role

Place = tuple[Any, str]


def list_mails(caller: Caller, state: str, before: Place | None, limit: int) -> list[InboundMail]:
    """Mails in that state, the newest first; raises Forbidden."""
    _check(caller)
    query = select(InboundMail).where(InboundMail.state == state)
    if before is not None:
        query = query.where(tuple_(InboundMail.received_at, InboundMail.id) < before)
    return list(db.session.scalars(query.order_by(InboundMail.received_at.desc(), InboundMail.id.desc()).limit(limit)))


def find(caller: Caller, mail_id: str, *, whole: bool = False) -> InboundMail:
    """One mail, `whole` with what it looked like; raises Forbidden, NotFound."""
    _check(caller)
    options = [undefer(InboundMail.raw)] if whole else []
    mail = db.session.get(InboundMail, mail_id, options=options, populate_existing=whole)
    if mail is None:
        raise NotFound
    return mail


def prepare(caller: Caller, mail_id: str, folder: Any) -> Taken:
    """Takes the mail's files in, before it is put with a ticket; not inside `db.write`. Raises Forbidden, NotFound."""
    mail = find(caller, mail_id, whole=True)
    raw = mail.raw or b""
    kept = mail.state == KEPT
    db.session.rollback()
    return take_in_all(folder, read(raw).files) if kept else Taken()


def assign(caller: Caller, mail_id: str, ticket_id: str, visibility: str, taken: Taken) -> tuple[InboundMail, Entry]:
    """Puts what was written with a ticket, as the caller's message; raises NotFound, Forbidden, Conflict, Invalid."""
    mail = _open(caller, mail_id)
    try:
        ticket = tickets.read(caller, ticket_id)
    except NotFound:
        raise Invalid("There is no such ticket, or it is not yours to see.", pointer="/ticket_id") from None
    words = told(mail.body or "", taken.left, caller.language) or ""
    writer = f"{mail.from_name} <{mail.from_address}>" if mail.from_name else (mail.from_address or "?")
    body = f"{writer}:\n\n{words}".strip()[:10_000]
    entry = tickets.post_message(caller, ticket.id, body, visibility, None, taken.files)
    _close(caller, mail, ASSIGNED)
    mail.ticket_id = ticket.id
    return mail, entry


def discard(caller: Caller, mail_id: str) -> InboundMail:
    """Nothing is to be done with it; raises NotFound, Forbidden, Conflict."""
    mail = _open(caller, mail_id)
    _close(caller, mail, DISCARDED)
    return mail


def counts() -> dict[str, int]:
    """How many mails nobody has looked at yet, and how many are kept for a person."""
    rows = db.session.execute(
        select(InboundMail.state, func.count())
        .where(InboundMail.state.in_((RECEIVED, KEPT)))
        .group_by(InboundMail.state)
    )
    found = {row[0]: row[1] for row in rows}
    return {"waiting": found.get(RECEIVED, 0), "kept": found.get(KEPT, 0)}


def _open(caller: Caller, mail_id: str) -> InboundMail:
    _check(caller)
    mail = db.session.scalar(select(InboundMail).where(InboundMail.id == mail_id).with_for_update())
    if mail is None:
        raise NotFound
    if mail.state != KEPT:
        raise Conflict(
            "Only a mail that is kept for a person can be dealt with; this one is: {state}.", state=mail.state
        )
    return mail


def _close(caller: Caller, mail: InboundMail, state: str) -> None:
    mail.state, mail.handled_by, mail.handled_at = state, caller.name, now()
    db.session.flush()


def _check(caller: Caller) -> None:
    if caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only managers and admins see the mail that came in.")

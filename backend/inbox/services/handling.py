"""Handling a mail that was kept: into the right timeline, or aside with the reason; each once, in one transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from backend import db, posting
from backend.clock import now
from backend.config import Config
from backend.errors import DomainError, Unavailable
from backend.forwarding import services as forwarding
from backend.i18n import say
from backend.inbox.models import ASSIGNED, AUTOMATIC, BOUNCE, DISCARDED, KEPT, POSTED, RECEIVED, InboundMail
from backend.inbox.reading import File, Incoming, read
from backend.inbox.services.judging import Verdict, judge
from backend.tickets import services as tickets
from backend.tickets.attachments.intake import KeptFile, take_in
from shared.messages import Message
from shared.vocabulary import Status, Visibility

MOST_TRIES = 5
RAW_KEPT_FOR = dt.timedelta(days=30)
_LETTER, _DELIVERY = "l", "d"


@dataclass(frozen=True)
class Taken:
    """The files of a mail: those that are kept with the ticket, and the names of those that are not."""

    files: tuple[KeptFile, ...] = ()
    left: tuple[str, ...] = ()


def next_ones(limit: int = 20) -> list[str]:
    """The ids of mails that nobody has looked at, the oldest first."""
    query = select(InboundMail.id).where(InboundMail.state == RECEIVED)
    return list(db.session.scalars(query.order_by(InboundMail.received_at).limit(limit)))


def handle(mail_id: str, config: Config) -> None:
    """Handles one mail; what goes wrong inside is the mail's fault and keeps it for a person. Not inside `db.write`."""
    mail = db.session.get(InboundMail, mail_id, options=[undefer(InboundMail.raw)])
    if mail is None or mail.state != RECEIVED:
        db.session.rollback()
        return
    incoming = read(mail.raw or b"")
    first = judge(mail, incoming, config)
    db.session.rollback()
    # Before the transaction, as photos take a second each; and only for those who may write.
    taken = take_in_all(config.attachments_dir, incoming.files) if first.state == POSTED else None
    try:
        db.write(lambda: _settle(mail_id, incoming, taken, config))
    except Unavailable:
        raise
    except DomainError as error:
        why = str(error)
        db.write(lambda: _aside(mail_id, incoming, "refused", why))


def begin(mail_id: str) -> bool:
    """Counts a try, before it is made: it may end the worker. After five of them the mail is kept for a person.

    Says whether there is something to do. Runs inside `db.write`.
    """
    mail = _locked(mail_id)
    if mail is None:
        return False
    if mail.attempts >= MOST_TRIES:
        mail.state, mail.reason = KEPT, "unreadable"
        return False
    mail.attempts += 1
    return True


def not_its_fault(mail_id: str) -> None:
    """The database was away, or the disk full: that try counts for nothing. Runs inside `db.write`."""
    mail = _locked(mail_id)
    if mail is not None:
        mail.attempts = max(0, mail.attempts - 1)


def take_in_all(folder: Path, files: Sequence[File]) -> Taken:
    """Keeps what a ticket may hold; what is too large or of no known kind stays with the mail alone."""
    kept, left = [], []
    for file in files:
        try:
            kept.append(take_in(folder, file.name, file.content))
        except Unavailable:
            raise
        except DomainError:
            left.append(f"{file.name} ({len(file.content) / 1e6:.1f} MB)")
    return Taken(tuple(kept), tuple(left))


def forget_old() -> None:
    """Drops what mails looked like a month after they were dealt with; runs inside `db.write`."""
    done = InboundMail.state.in_((POSTED, AUTOMATIC, BOUNCE, ASSIGNED, DISCARDED))
    old = (done, InboundMail.received_at < now() - RAW_KEPT_FOR, InboundMail.raw.is_not(None))
    db.session.execute(update(InboundMail).where(*old).values(raw=None, body=None))


def _settle(mail_id: str, incoming: Incoming, files: Taken | None, config: Config) -> None:
    mail = _locked(mail_id)
    if mail is None:
        return
    verdict = judge(mail, incoming, config)
    if verdict.state == POSTED and files is None and incoming.files:
        # It became somebody's to post meanwhile (a ticket came back): again from the start, with its files.
        return
    taken = files or Taken()
    if verdict.state == POSTED:
        _post(verdict, incoming, taken)
    elif verdict.state == BOUNCE and verdict.bounced and incoming.report:
        _bounced(mail, verdict.bounced, incoming)
    _note(mail, incoming, verdict.state, verdict.reason)
    mail.ticket_id, mail.endpoint_id = verdict.ticket_id, verdict.endpoint_id
    if verdict.state == POSTED and taken.left:
        mail.reason, mail.detail = "files_left", "; ".join(taken.left)[:2000]


def _post(verdict: Verdict, incoming: Incoming, taken: Taken) -> None:
    """The first reply takes it up, of a duplicate the ticket that it is one of; `judge` looked whether it may."""
    caller, ticket_id = verdict.caller, verdict.ticket_id
    assert caller is not None  # noqa: S101 - a verdict of POSTED has both
    assert ticket_id is not None  # noqa: S101
    work = tickets.worked_on(caller, ticket_id)
    if work.status == Status.ACKNOWLEDGED:
        tickets.amend(caller, work.id, {"status": str(Status.IN_PROGRESS)}, "*")
    visibility = Visibility.INTERNAL if incoming.internal else Visibility.PUBLIC
    body = told(incoming.text, taken.left, caller.language)
    tickets.post_message(caller, ticket_id, body, str(visibility), None, taken.files)


def told(text: str, left: Sequence[str], language: str) -> str | None:
    """The words, and which files stayed with the mail."""
    if not left:
        return text or None
    said = Message(
        "Not kept with the ticket, as too large or of no kind that is taken: {names}.", names=", ".join(left)
    )
    return "\n\n".join(part for part in (text, say(said, language)) if part)


def _bounced(mail: InboundMail, what: str, incoming: Incoming) -> None:
    report = incoming.report
    if report is None:
        return
    kind, name = what[:1], what[1:]
    if kind == _DELIVERY and name.isdecimal():
        mail.ticket_id = forwarding.bounced(int(name), report.text, failed=report.failed)
    elif kind == _LETTER:
        posting.bounced(name, report.text, failed=report.failed)


def _aside(mail_id: str, incoming: Incoming, reason: str, detail: str) -> None:
    mail = _locked(mail_id)
    if mail is not None:
        _note(mail, incoming, KEPT, reason)
        mail.detail = detail[:2000]


def _locked(mail_id: str) -> InboundMail | None:
    """The mail, unless another worker has it or was first."""
    query = select(InboundMail).where(InboundMail.id == mail_id, InboundMail.state == RECEIVED)
    return db.session.scalar(query.with_for_update(skip_locked=True))


def _note(mail: InboundMail, incoming: Incoming, state: str, reason: str | None) -> None:
    mail.state, mail.reason = state, reason
    mail.from_address, mail.from_name = incoming.from_address, incoming.from_name
    mail.subject = incoming.subject
    if state == KEPT:
        mail.body = incoming.text
    if state != KEPT:
        mail.handled_at = now()

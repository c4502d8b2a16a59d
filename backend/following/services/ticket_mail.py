"""Mail on own tickets, for who has not opened the app: a status changed a while ago, and nobody looked since."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import select, update

from backend import db, letters
from backend.accounts.models import Person
from backend.aside import Aside
from backend.clock import now
from backend.config import config
from backend.following import wording
from backend.following.models import TicketMailReached
from backend.following.services.by_mail import address, refused
from backend.mail.unsubscribing import TICKETS
from backend.teams import services as teams
from backend.tickets.models import Entry, Ticket
from shared.messages import Message
from shared.vocabulary import EntryType, Visibility

AFTER = dt.timedelta(minutes=15)
"""So long the app has to show it first; also longer than any transaction takes, so that no late commit is skipped."""
AT_ONCE = 500
"""Timeline entries a transaction."""
_ASIDE = Aside("reporters' mail")
_TELLS = frozenset({EntryType.STATUS, EntryType.TRANSFER, EntryType.OUTAGE})


def reporters_to_mail() -> bool:
    """Whether entries have waited long enough to be looked at; a read."""
    return bool(_waiting(limit=1))


def mail_reporters(limit: int = AT_ONCE) -> int:
    """Looks at the next entries, and mails the reporters who need it; how many entries. Runs inside `db.write`.

    How far it came is kept in the same transaction as the letters: none is lost, none is written twice.
    """
    db.session.execute(select(TicketMailReached.entry_seq).with_for_update())
    entries = _waiting(limit)
    if not entries:
        return 0
    changed = {row.ticket_id for row in entries if row.tells}
    tickets, titles = _unseen(changed), teams.titles()

    def write(some: Sequence[Ticket]) -> None:
        for reporter_id, theirs in groupby(some, lambda ticket: ticket.reporter_id):
            _write(reporter_id, list(theirs), entries[-1].seq, titles)

    _ASIDE.together(tickets, write)
    db.session.execute(update(TicketMailReached).values(entry_seq=entries[-1].seq))
    return len(entries)


class _Looked:
    """An entry, as far as it matters here."""

    def __init__(self, seq: int, ticket_id: str, *, tells: bool) -> None:
        self.seq, self.ticket_id, self.tells = seq, ticket_id, tells


def _waiting(limit: int) -> list[_Looked]:
    reached = db.session.scalar(select(TicketMailReached.entry_seq)) or 0
    columns = (Entry.seq, Entry.ticket_id, Entry.type, Entry.visibility, Entry.changes)
    query = select(*columns, Entry.at).where(Entry.seq > reached).order_by(Entry.seq).limit(limit)
    until, found = now() - AFTER, []
    for row in db.session.execute(query):
        if row.at > until:
            break
        tells = row.type in _TELLS and row.visibility == Visibility.PUBLIC and "status" in (row.changes or {})
        found.append(_Looked(row.seq, row.ticket_id, tells=tells))
    return found


def _unseen(ids: set[str]) -> Sequence[Ticket]:
    """Those of the tickets that have news which their reporter has not seen, and wants mail of; by reporter."""
    unread = Ticket.told_at.is_not(None) & (Ticket.seen_at.is_(None) | (Ticket.seen_at < Ticket.told_at))
    query = select(Ticket).join(Person, Person.id == Ticket.reporter_id)
    query = query.where(Ticket.id.in_(ids), unread, Person.active, Ticket.reporter_id.not_in(refused()))
    return db.session.scalars(query.order_by(Ticket.reporter_id, Ticket.created_at, Ticket.id)).all() if ids else []


def _write(reporter_id: str, tickets: list[Ticket], seq: int, titles: dict[str, dict[str, str]]) -> None:
    """One letter for all of a reporter's tickets that changed together: an outage must not be ten letters."""
    reporter = db.session.get_one(Person, reporter_id)
    language = reporter.language
    subject = (
        wording.standing(tickets[0], language)
        if len(tickets) == 1
        else Message("{number} of your tickets have changed", number=len(tickets))
    )
    lines: list[str] = [
        *(wording.of_ticket(ticket, language, titles[language]) for ticket in tickets),
        Message("You read more in the {brand} app.", brand=config().brand_name),
    ]
    letters.write(
        reporter.email,
        language,
        subject,
        lines,
        key=f"ticket-mail:{seq}:{reporter.id}",
        about=tickets[0].id if len(tickets) == 1 else None,
        unsubscribe=address(TICKETS, reporter.id),
    )

"""Mail to who put a friend behind an outage that is over, where the question whether it works was not looked at."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Row, select, tuple_, update

from backend import db, letters
from backend.accounts.models import Person
from backend.aside import Aside
from backend.clock import now
from backend.following import wording
from backend.following.models import TicketMailReached
from backend.following.services.by_mail import address, refused
from backend.following.services.ticket_mail import AFTER
from backend.mail.unsubscribing import TICKETS
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from shared.vocabulary import AffectedStatus

AT_ONCE = 200
"""Questions a transaction."""
_ASIDE = Aside("friends' mail")


def friends_to_ask() -> bool:
    """Whether questions have waited long enough to be looked at; a read."""
    return bool(_waiting(limit=1))


def mail_asked(limit: int = AT_ONCE) -> int:
    """Looks at the next questions, and mails those who have not; how many. Runs inside `db.write`.

    How far it came is kept in the same transaction as the letters: none is lost, none is written twice.
    """
    db.session.execute(select(TicketMailReached.id).with_for_update())
    asked = _waiting(limit)
    if not asked:
        return 0
    last = asked[-1]

    def write(some: Sequence[Affected]) -> None:
        for reporter_id, theirs in groupby(some, lambda row: row.reporter_id):
            _write(reporter_id, [row.outage_id for row in theirs], last.id)

    _ASIDE.together(_unseen([row.id for row in asked]), write)
    db.session.execute(update(TicketMailReached).values(asked_at=last.asked_at, asked_id=last.id))
    return len(asked)


def _waiting(limit: int) -> list[Row[tuple[str, object]]]:
    reached = db.session.execute(select(TicketMailReached.asked_at, TicketMailReached.asked_id)).one()
    query = select(Affected.id, Affected.asked_at).where(
        Affected.status == AffectedStatus.ASKED,
        Affected.asked_at >= reached.asked_at,
        tuple_(Affected.asked_at, Affected.id) > tuple(reached),
        Affected.asked_at <= now() - AFTER,
    )
    return list(db.session.execute(query.order_by(Affected.asked_at, Affected.id).limit(limit)))


def _unseen(ids: list[str]) -> list[Affected]:
    """Those that have news which their reporter has not seen, and wants mail of; by reporter."""
    unread = Affected.told_at.is_not(None) & (Affected.seen_at.is_(None) | (Affected.seen_at < Affected.told_at))
    query = select(Affected).join(Person, Person.id == Affected.reporter_id)
    query = query.where(Affected.id.in_(ids), unread, Person.active, Affected.reporter_id.not_in(refused()))
    return list(db.session.scalars(query.order_by(Affected.reporter_id, Affected.created_at, Affected.id)))


def _write(reporter_id: str, outage_ids: list[str], last: str) -> None:
    reporter = db.session.get_one(Person, reporter_id)
    outages = [db.session.get_one(Outage, outage_id) for outage_id in dict.fromkeys(outage_ids)]
    subject, lines = wording.asked(outages, reporter.language)
    letters.write(
        reporter.email,
        reporter.language,
        subject,
        lines,
        key=f"asked-mail:{last}:{reporter.id}:{now():%Y%m%d%H%M}",
        about=outages[0].id if len(outages) == 1 else None,
        unsubscribe=address(TICKETS, reporter.id),
    )

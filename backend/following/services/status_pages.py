"""A friend's status page: made by who passed it on, found by its link alone, ended at once."""

import datetime as dt

from sqlalchemy import ColumnElement, delete, select

from backend import db, shown_once
from backend.accounts.caller import Caller
from backend.accounts.tokens import digest
from backend.clock import now
from backend.errors import Conflict, Forbidden, NotFound
from backend.following.models import StatusPage
from backend.ids import new_id
from backend.outages import services as outages
from backend.outages.behind import services as behind
from backend.outages.behind.models import Affected
from backend.statuses import Named
from backend.tickets import scope
from shared import lifecycle
from shared.vocabulary import AffectedStatus, OutageStatus, Status

_OVER = frozenset({AffectedStatus.CLOSED, AffectedStatus.UNDONE, AffectedStatus.WITHDRAWN})


def make_for_ticket(caller: Caller, ticket_id: str, days: int) -> tuple[StatusPage, bool]:
    """The ticket's page, open for `days` from now, and whether it is new: there is one, and its link stays.

    Raises NotFound, Forbidden for all but the reporter, and Conflict for a ticket that has ended.
    """
    ticket = scope.find(caller, ticket_id, to_write=True)
    if not scope.reports(caller, ticket):
        raise Forbidden("Only the one who passed it on can do this.")
    if ticket.status in lifecycle.ENDED:
        raise Conflict("Not possible while the ticket is {status}.", status=Named(Status(ticket.status)), allowed=[])
    return _opened(StatusPage.ticket_id == ticket_id, StatusPage(ticket_id=ticket_id, made_by=caller.id), days)


def make_for_affected(caller: Caller, affected_id: str, days: int) -> tuple[StatusPage, bool]:
    """The page of a customer behind an outage, as of a ticket; raises NotFound, and Conflict where that is over."""
    row = _affected(caller, affected_id)
    if row.status in _OVER:
        raise Conflict("Not possible while it is {status}.", status=Named(AffectedStatus(row.status)), allowed=[])
    return _opened(StatusPage.affected_id == row.id, StatusPage(affected_id=row.id, made_by=caller.id), days)


def make_for_outage(caller: Caller, outage_id: str, days: int) -> tuple[StatusPage, bool]:
    """A page of the outage under a link of the caller's own; raises NotFound, and Conflict for a mere suspicion."""
    outage = outages.find(caller, outage_id)
    if outage.status == OutageStatus.SUSPECTED:
        raise Conflict("Nobody has been told of it yet.", allowed=[])
    return _opened(_own(caller, outage_id), StatusPage(outage_id=outage_id, made_by=caller.id), days)


def of_ticket(caller: Caller, ticket_id: str) -> StatusPage:
    """The ticket's page; raises NotFound where there is none, and Forbidden for all but the reporter."""
    if not scope.reports(caller, scope.find(caller, ticket_id)):
        raise Forbidden("Only the one who passed it on can do this.")
    return _there(StatusPage.ticket_id == ticket_id)


def of_affected(caller: Caller, affected_id: str) -> StatusPage:
    """The page of the caller's customer behind an outage; raises NotFound."""
    return _there(StatusPage.affected_id == _affected(caller, affected_id).id)


def of_outage(caller: Caller, outage_id: str) -> StatusPage:
    """The page that the caller made of the outage; raises NotFound."""
    return _there(_own(caller, outage_id))


def end_of_ticket(caller: Caller, ticket_id: str) -> None:
    """Ends the ticket's page, if there is one; raises NotFound, and Forbidden for all but reporter and managers."""
    ticket = scope.find(caller, ticket_id)
    if not scope.reports(caller, ticket) and not caller.is_manager:
        raise Forbidden("Only the one who passed it on can do this.")
    db.session.execute(delete(StatusPage).where(StatusPage.ticket_id == ticket_id))


def end_of_affected(caller: Caller, affected_id: str) -> None:
    """Ends that page, if there is one; raises NotFound."""
    db.session.execute(delete(StatusPage).where(StatusPage.affected_id == _affected(caller, affected_id).id))


def end_of_outage(caller: Caller, outage_id: str) -> None:
    """Ends the page that the caller made of the outage, dismissed or not; raises NotFound where there is neither."""
    if not db.session.execute(delete(StatusPage).where(_own(caller, outage_id)).returning(StatusPage.id)).all():
        outages.find(caller, outage_id)


def find_page(token: str, *, to_write: bool = False) -> StatusPage:
    """The page of a link; raises NotFound, alike for one that was never given, is over, or was taken back."""
    query = select(StatusPage).where(StatusPage.hash == digest(token), StatusPage.expires_at > now())
    page = db.session.scalar(query.with_for_update() if to_write else query)
    if page is None:
        raise NotFound
    return page


def end(token: str) -> None:
    """The friend wants no page any more; raises NotFound."""
    db.session.delete(find_page(token, to_write=True))


def forget_expired() -> None:
    """Drops pages whose time is over; runs inside `db.write`."""
    db.session.execute(delete(StatusPage).where(StatusPage.expires_at <= now()))


def _affected(caller: Caller, affected_id: str) -> Affected:
    rows = behind.by_ids(caller, {affected_id})
    if not rows:
        raise NotFound
    return rows[0]


def _own(caller: Caller, outage_id: str) -> ColumnElement[bool]:
    return (StatusPage.outage_id == outage_id) & (StatusPage.made_by == caller.id)


def _there(which: ColumnElement[bool]) -> StatusPage:
    page = db.session.scalar(select(StatusPage).where(which, StatusPage.expires_at > now()))
    if page is None or not shown_once.again(page.marker):
        raise NotFound
    return page


def _opened(which: ColumnElement[bool], fresh: StatusPage, days: int) -> tuple[StatusPage, bool]:
    page = db.session.scalar(select(StatusPage).where(which).with_for_update())
    # A link that can no longer be shown, as SECRET_KEY is another one, is worth nothing to its maker: a new one.
    new = page is None or page.expires_at <= now() or not shown_once.again(page.marker)
    if page is None:
        page = fresh
        page.id, page.created_at = new_id(), now()
        db.session.add(page)
    if new:
        secret = shown_once.new(shown_once.PAGE)
        page.hash, page.marker = digest(secret.text), secret.marker
    page.expires_at = now() + dt.timedelta(days=days)
    db.session.flush()
    return page, new

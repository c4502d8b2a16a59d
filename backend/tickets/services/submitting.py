"""Passing on: a ticket comes in, is routed, and its team is told."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, bindparam, column, insert, select, table
from sqlalchemy.exc import IntegrityError

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.clock import now
from backend.errors import Invalid, NotFound
from backend.ids import new_id, new_reference
from backend.teams import services as teams
from backend.teams.models import Team
from backend.tickets import journal, scope
from backend.tickets.models import Declined, Ticket, TriedHelp
from backend.tickets.services.customer import checked
from shared.vocabulary import EntryType, EventType, OutageStatus, Severity, Status

_PRIORITY = {Severity.CRITICAL: 1, Severity.MAJOR: 2, Severity.MINOR: 3}
"""Where a team's priority begins; the team changes it."""
_PARTIES = select(Team, Person).join(Person, Person.id == bindparam("reporter")).where(Team.slug == bindparam("team"))


_OUTAGE = table("outage", column("id"), column("status"), column("merged_into_id"))
"""What of outages, which know of tickets and not the other way round, decides whether a link leads anywhere."""
_ARTICLE = table("help_article", column("id"), column("title", JSON()))
"""Help knows of tickets, and not the other way round: only what it was called is asked for here."""
_NO_NEWS = (OutageStatus.DISMISSED, OutageStatus.CLOSED, OutageStatus.CANCELLED)
"""From these no ticket hears anything any more: behind one it would wait for nothing."""


def submit(caller: Caller, data: dict[str, Any]) -> Ticket:
    """Keeps a ticket (SubmitTicketSchema, loaded) and puts it into its team's outbox; raises Invalid."""
    customer = checked(data["customer"])
    teams.check_service(data["service"])
    _check_related(caller, data["related_to"])
    answers = teams.answered(data["service"], data["answers"])
    severity = _worst([data["severity"], *(one.pop("severity") for one in answers)])
    tried = _titles(data["tried"])
    route = teams.route(data["service"], data["kind"], customer["postcode"])
    team, reporter = db.session.execute(_PARTIES, {"team": route.team, "reporter": caller.id}).one()
    at = now()
    ticket = Ticket(
        id=new_id(),
        # One that is taken fails on its unique index, and `db.write` tries again with another.
        reference=new_reference(),
        severity=severity,
        priority=_PRIORITY[severity],
        answers=answers or None,
        tried=tried or None,
        status=str(Status.ACKNOWLEDGED),
        status_since=at,
        team_slug=route.team,
        team=team,
        reporter_id=caller.id,
        reporter=reporter,
        routed_by=route.reason(),
        created_at=at,
        updated_at=at,
        **{name: data[name] for name in ("kind", "service", "description", "related_to")},
        **{f"customer_{name}": value for name, value in customer.items()},
    )
    db.session.add(ticket)
    link_outage(ticket, data["outage_id"])
    _decline(ticket, data["declined_outage_id"], data["declined_outage_ids"])
    journal.note(ticket, journal.Actor.reporter(caller), EntryType.CREATED, EventType.CREATED)
    if tried:
        rows = [{"article_id": one["id"], "ticket_id": ticket.id, "at": at} for one in tried]
        db.session.execute(insert(TriedHelp), rows)
    return ticket


def _worst(severities: Sequence[str | None]) -> Severity:
    """An answer may make it more severe than its reporter thought, never less."""
    return min((Severity(one) for one in severities if one), key=_PRIORITY.__getitem__)


def _titles(articles: Sequence[str]) -> list[dict[str, Any]]:
    """Articles of help under their titles, those that are shown no more too; raises Invalid for what was none."""
    if not articles:
        return []
    query = select(_ARTICLE.c.id, _ARTICLE.c.title).where(_ARTICLE.c.id.in_(articles))
    titles: dict[str, Any] = {row.id: row.title for row in db.session.execute(query)}
    for index, article in enumerate(articles):
        if article not in titles:
            raise Invalid("There is no such article of help.", pointer=f"/tried/{index}")
    return [{"id": article, "title": titles[article]} for article in articles]


def link_outage(ticket: Ticket, outage_id: str | None) -> None:
    """Sets the outage behind the ticket; raises Invalid where the database knows none of that id.

    Behind one that was merged it is the one that goes on, behind one that is closed or was none it is none: a phone may
    have been without a connection since it looked. The look-up holds the outage as it is until the commit, so that an
    update of it comes either before or after.
    """
    if ticket.outage_id == outage_id:
        return
    try:
        with db.session.begin_nested():
            ticket.outage_id, ticket.outage_answer = outage_id, None
            db.session.flush()
    except IntegrityError:
        raise Invalid("There is no such outage.", pointer="/outage_id") from None
    if outage_id is not None:
        _link_what_goes_on(ticket)


def _link_what_goes_on(ticket: Ticket) -> None:
    known = select(_OUTAGE.c.status, _OUTAGE.c.merged_into_id).where(_OUTAGE.c.id == ticket.outage_id)
    status, into = db.session.execute(known).one()
    if into is not None or status in _NO_NEWS:
        link_outage(ticket, into)


def _decline(ticket: Ticket, first: str | None, others: Sequence[str]) -> None:
    """Keeps which outages are not behind it; raises Invalid, at its place, where the database knows none of that id."""
    pointers = {} if first is None else {first: "/declined_outage_id"}
    for index, outage_id in enumerate(others):
        pointers.setdefault(outage_id, f"/declined_outage_ids/{index}")
    if not pointers:
        return
    known = set(db.session.scalars(select(_OUTAGE.c.id).where(_OUTAGE.c.id.in_(pointers))))
    for outage_id, pointer in pointers.items():
        if outage_id not in known:
            raise Invalid("There is no such outage.", pointer=pointer)
    ticket.declined_outage_id = next(iter(pointers))
    db.session.flush()
    rows = [{"ticket_id": ticket.id, "outage_id": outage_id} for outage_id in pointers]
    db.session.execute(insert(Declined), rows)


def _check_related(caller: Caller, ticket_id: str | None) -> None:
    if ticket_id is None:
        return
    try:
        scope.find(caller, ticket_id)
    except NotFound:
        raise Invalid("There is no such ticket, or it is not yours to see.", pointer="/related_to") from None

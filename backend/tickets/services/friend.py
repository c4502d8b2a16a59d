"""What the friend says on the status page: it counts as the reporter's word, and stands under the friend's own."""

from sqlalchemy import exists, select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.errors import Conflict, NotFound
from backend.i18n import say
from backend.statuses import Named
from backend.tickets import journal
from backend.tickets.models import Entry, Ticket
from backend.tickets.services import family, reporting
from shared import lifecycle
from shared.lifecycle import Action
from shared.messages import Message
from shared.vocabulary import LANGUAGES, ActorKind, EntryType, EventType, Role, Status

FRIEND = journal.Actor(ActorKind.CUSTOMER, None)
"""No name: whoever has the link."""
_WORKS = Message("It works again, says the one it is about.")
_NOT_YET = Message("It does not work yet, says the one it is about.")


def hear_friend(ticket_id: str, *, works: bool) -> None:
    """A resolved ticket is closed or opened again; of an open one the team is told, once, that it works.

    Raises NotFound, and Conflict where there is nothing to say.
    """
    ticket = db.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound
    caller = standing_in(ticket.reporter_id)
    texts = {language: say(_WORKS if works else _NOT_YET, language) for language in LANGUAGES}
    if ticket.status == Status.RESOLVED:
        reporting.heard(caller, ticket_id, Action.CONFIRM if works else Action.REOPEN, FRIEND, texts)
    else:
        _tell_team(family.find_child(caller, ticket_id), texts, works=works)


def said_it_works(ticket: Ticket) -> bool:
    """Whether the friend has said so since the ticket came to stand where it stands."""
    theirs = (Entry.ticket_id == ticket.id, Entry.actor_kind == ActorKind.CUSTOMER, Entry.type == EntryType.MESSAGE)
    return bool(db.session.scalar(select(exists().where(*theirs, Entry.at >= ticket.status_since))))


def standing_in(reporter_id: str) -> Caller:
    """The reporter, for whom the friend speaks: in no team, whatever the reporter is in."""
    reporter = db.session.get_one(Person, reporter_id)
    return Caller(reporter.id, reporter.name, reporter.language, Role(reporter.role), frozenset())


def _tell_team(ticket: Ticket, texts: dict[str, str], *, works: bool) -> None:
    if not works or ticket.status in lifecycle.DONE or said_it_works(ticket):
        raise Conflict("Not possible while the ticket is {status}.", status=Named(Status(ticket.status)), allowed=[])
    body = texts[ticket.team.language]
    journal.note(ticket, FRIEND, EntryType.MESSAGE, EventType.MESSAGE, body=body, texts=texts)

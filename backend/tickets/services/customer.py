"""The customer's data: checked when it comes in, and corrected by the reporter while the ticket is open."""

from typing import Any

from backend.accounts.caller import Caller
from backend.config import config
from backend.errors import Conflict, Forbidden, Invalid
from backend.etags import check_match, etag_for
from backend.teams import services as teams
from backend.tickets import journal, scope
from backend.tickets.models import Ticket
from backend.tickets.services import family
from shared import lifecycle
from shared.mailboxes import is_mailbox
from shared.postcodes import NotAPostcode, normalise
from shared.vocabulary import EntryType, EventType, Kind


def checked(customer: dict[str, Any], pointer: str = "/customer") -> dict[str, Any]:
    """The customer's fields with the postcode as it is kept; raises Invalid for what cannot be right."""
    clean: dict[str, Any] = {
        name: value.strip() or None if isinstance(value, str) else value for name, value in customer.items()
    }
    if clean.get("postcode"):
        try:
            clean["postcode"] = normalise(clean["postcode"], config().country)
        except NotAPostcode as error:
            raise Invalid(error.message, pointer=f"{pointer}/postcode") from None
    email = clean.get("email")
    if email and not is_mailbox(email):
        raise Invalid("{email} is no e-mail address.", email=email, pointer=f"{pointer}/email")
    return clean


def correct_customer(caller: Caller, ticket_id: str, data: dict[str, Any], match: str | None) -> Ticket:
    """Changes the fields in `data`, and routes again where the postcode moved; raises Forbidden, Conflict, Invalid."""
    ticket = family.find_child(caller, ticket_id)
    if not scope.reports(caller, ticket):
        raise Forbidden("Only the one who passed it on corrects the customer's data.")
    if match is not None:
        check_match(match, etag_for(ticket.version))
    if ticket.status in lifecycle.DONE:
        raise Conflict("The customer's data can be corrected until the ticket is resolved.", allowed=[])
    fields = checked(data, "")
    if ticket.kind == Kind.PROBLEM and "postcode" in fields and not fields["postcode"]:
        raise Invalid("Required for a problem.", pointer="/postcode")
    changed = {name: value for name, value in fields.items() if getattr(ticket, f"customer_{name}") != value}
    if changed:
        _apply(ticket, changed, journal.Actor.reporter(caller))
    return ticket


def _apply(ticket: Ticket, changed: dict[str, Any], actor: journal.Actor) -> None:
    before = _route(ticket)
    for name, value in changed.items():
        setattr(ticket, f"customer_{name}", value)
    after = _route(ticket)
    # Which fields changed is told, not their content: the timeline outlives a correction, the old data must not.
    changes: journal.Changes = {f"customer.{name}": {} for name in changed}
    event = EventType.UPDATED
    # Only a correction that moves the route moves the ticket: a new phone number undoes no team's own transfer.
    if ticket.team_slug == after.team:
        ticket.routed_by = after.reason()
    # A duplicate stays where its work is done: with its parent.
    elif after.team != before.team and family.worked_on_at(ticket) is None:
        ticket.routed_by = after.reason()
        journal.hand_over(ticket, after.team, actor, changes)
        event = EventType.TRANSFERRED
    journal.note(ticket, actor, EntryType.CORRECTION, event, changes=changes)
    if event is EventType.TRANSFERRED:
        # By the system: other reporters read no name of this one.
        family.pass_on(ticket, {"team": ticket.team_slug}, journal.SYSTEM)


def _route(ticket: Ticket) -> teams.Route:
    return teams.route(ticket.service, ticket.kind, ticket.customer_postcode)


def _stripped(value: Any) -> Any:
    """Texts without spaces around them, and none where nothing is left."""
    return value.strip() or None if isinstance(value, str) else value

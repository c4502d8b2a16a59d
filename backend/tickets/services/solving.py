"""What the solving side does with a ticket: whether it may, and its steps in their order."""

from typing import Any

from backend.accounts.caller import Caller
from backend.errors import Conflict
from backend.statuses import Named
from backend.teams.models import ResponseTemplate
from backend.tickets import journal, scope, standing, wording
from backend.tickets.models import Ticket
from backend.tickets.services import family
from backend.tickets.services.changing import set_assignee, set_outage, set_plain, set_status, set_team
from backend.tickets.services.holding import hold
from backend.tickets.services.merging import check_not_merged
from backend.tickets.services.messages import from_team
from shared import lifecycle
from shared.vocabulary import EntryType, EventType, Status, Visibility, Who

_INTERNAL = {"priority", "external_id", "external_url", "parent"}
_AFTER_THE_END = {"external_id", "external_url", "acted_by", "message"}
_MERGED = _AFTER_THE_END
"""What of a duplicate still changes by itself."""


def amend(caller: Caller, ticket_id: str, data: dict[str, Any], match: str | None) -> Ticket:
    """Changes what `data` names (PatchTicketSchema, loaded), all or nothing.

    Raises, in this order: NotFound, Forbidden, PreconditionRequired, PreconditionFailed, Conflict (naming the statuses
    allowed) and Invalid.
    """
    if data.get("parent"):
        scope.lock(caller, [ticket_id, data["parent"]])
    ticket = scope.find_solved(caller, ticket_id)
    standing.check_unchanged(ticket, match)
    _check_possible(ticket, data)
    actor = journal.Actor.solving(caller, data.get("acted_by"))
    # Of the team that writes, also where the ticket goes to another.
    template = wording.find_template(ticket.team_slug, data.get("message"), "/message/template")
    changes: journal.Changes = {}
    taken_up = set_status(ticket, data, changes)
    set_team(ticket, data, actor, changes)
    set_assignee(caller, ticket, data, changes, taken_up=taken_up)
    hold(ticket, data, changes)
    set_plain(ticket, data, changes)
    set_outage(ticket, data, changes)
    family.set_parent(caller, ticket, data, changes)
    _note_all(ticket, actor, changes, data.get("message"), template)
    family.pass_on(ticket, family.update_from(ticket, changes, data.get("message"), template), actor)
    return ticket


def _check_possible(ticket: Ticket, data: dict[str, Any]) -> None:
    status = Status(ticket.status)
    wanted = data.get("status")
    allowed = lifecycle.moves(status, Who.TEAM)
    if wanted is not None and wanted != status and wanted not in allowed:
        raise Conflict(
            "A ticket that is {status} cannot become {wanted}; allowed: {allowed}.",
            status=Named(status),
            wanted=Named(Status(wanted)),
            allowed=map(Named, allowed),
            pointer="/status",
            current=standing.current(ticket),
        )
    if set(data) - _MERGED:
        check_not_merged(ticket)
    message = data.get("message")
    public = message is not None and message["visibility"] == Visibility.PUBLIC
    if status in lifecycle.ENDED and (set(data) - _AFTER_THE_END or public):
        raise Conflict(
            "The ticket has ended; only its external id and internal notes still change.",
            allowed=[],
            current=standing.current(ticket),
        )


def _note_all(
    ticket: Ticket,
    actor: journal.Actor,
    changes: journal.Changes,
    message: dict[str, Any] | None,
    template: ResponseTemplate | None,
) -> None:
    """One entry for what everyone may see, one for what only the team may, one for the message."""
    internal = {name: change for name, change in changes.items() if name in _INTERNAL}
    public = {name: change for name, change in changes.items() if name not in _INTERNAL}
    event = EventType.TRANSFERRED if "team" in public else EventType.UPDATED
    if public:
        journal.note(ticket, actor, _kind_of(public), event, changes=public)
    if internal:
        journal.note(
            ticket, actor, EntryType.CHANGE, EventType.UPDATED, visibility=Visibility.INTERNAL, changes=internal
        )
    if message:
        said = wording.words(ticket, actor.person, message.get("body"), template, "/message/template")
        from_team(ticket, actor, said, message["visibility"])


def _kind_of(changes: journal.Changes) -> EntryType:
    for field, kind in (("team", EntryType.TRANSFER), ("status", EntryType.STATUS), ("assignee", EntryType.ASSIGNMENT)):
        if field in changes:
            return kind
    return EntryType.CHANGE

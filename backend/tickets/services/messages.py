"""Words between the reporter and the team, and the team's own notes."""

from collections.abc import Sequence
from typing import Any

from backend.accounts.caller import Caller
from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.teams import services as teams
from backend.tickets import journal, scope, wording
from backend.tickets.attachments.intake import KeptFile
from backend.tickets.attachments.services import check_room
from backend.tickets.models import Entry, Ticket
from backend.tickets.services import family, mentioning
from shared import lifecycle
from shared.lifecycle import Action
from shared.vocabulary import LANGUAGES, EntryType, EventType, Status, Visibility, Who


def post_message(
    caller: Caller,
    ticket_id: str,
    body: str | None,
    visibility: str,
    acted_by: dict[str, str] | None = None,
    files: Sequence[KeptFile] = (),
    *,
    template: str | None = None,
    children: bool = True,
) -> Entry:
    """Adds a message (`body`, or what the team's `template` of that slug says for the ticket), files, or both.

    The reporter's answers a pending ticket. Raises NotFound, Forbidden, Conflict, and Invalid where there is no such
    template, or the ticket has no room for the files. The words of a public one of the team reach the ticket's children
    too, unless `children` is False.
    """
    ticket = family.find_child(caller, ticket_id)
    _check_open(caller, ticket, visibility)
    if template and not scope.works_on(caller, ticket):
        raise Forbidden("Only the team answers by its templates.")
    check_room(ticket, files)
    if scope.reports(caller, ticket) and visibility == Visibility.PUBLIC and not template:
        return _from_reporter(caller, ticket, body, files)
    found = wording.find_template(ticket.team_slug, {"template": template}, "/template")
    actor = journal.Actor.solving(caller, acted_by)
    said = wording.words(ticket, actor.person, body, found, "/template")
    entry = from_team(ticket, actor, said, visibility, files)
    message = {"body": body, "visibility": visibility, "children": children}
    family.pass_on(ticket, family.update_from(ticket, {}, message, found), actor)
    return entry


def check_may_post(caller: Caller, ticket_id: str, visibility: str) -> None:
    """What `post_message` would refuse just now, told before there is work done for it; raises as it does."""
    _check_open(caller, scope.find(caller, ticket_id), visibility)


def _check_open(caller: Caller, ticket: Ticket, visibility: str) -> None:
    internal = visibility == Visibility.INTERNAL
    if internal and not scope.works_on(caller, ticket):
        raise Forbidden("Only the team writes internal notes.")
    if ticket.status in lifecycle.ENDED and not internal:
        raise Conflict(
            "The ticket has ended; pass on a new one that is related to it.",
            allowed=[str(Visibility.INTERNAL)] if scope.works_on(caller, ticket) else [],
        )


def from_team(
    ticket: Ticket, actor: journal.Actor, said: wording.Words, visibility: str, files: Sequence[KeptFile] = ()
) -> Entry:
    """The team's message or note; the colleagues whom it names are told."""
    people = mentioning.named(ticket.team_slug, said.body or "")
    entry = journal.note(
        ticket,
        actor,
        EntryType.MESSAGE,
        EventType.MESSAGE,
        visibility=visibility,
        body=said.body,
        texts=said.texts,
        files=files,
        mentions=mentioning.told(people),
    )
    mentioning.tell(ticket, entry, people, actor)
    return entry


def preview(caller: Caller, team: str, template_id: str, ticket_id: str) -> dict[str, Any]:
    """A template as it would go out for a ticket (PreviewedSchema); raises NotFound, Invalid."""
    template = teams.find_template(caller, team, template_id)
    try:
        ticket = scope.find(caller, ticket_id)
    except NotFound:
        raise Invalid("There is no such ticket, or it is not yours to see.", pointer="/ticket_id") from None
    writer = caller.name if caller.is_person else None
    texts = wording.words(ticket, writer, None, template, "/ticket_id").texts or {}
    shown = {language: wording.in_language(texts, language) for language in LANGUAGES}
    return {"texts": shown, "missing": [language for language in LANGUAGES if language not in texts]}


def _from_reporter(caller: Caller, ticket: Ticket, body: str | None, files: Sequence[KeptFile]) -> Entry:
    changes: journal.Changes = {}
    answered = lifecycle.after(Status(ticket.status), Action.ANSWER, Who.REPORTER)
    if answered is not None:
        journal.move(ticket, answered, None, changes)
    actor = journal.Actor.reporter(caller)
    entry = journal.note(
        ticket, actor, EntryType.MESSAGE, EventType.MESSAGE, body=body, changes=changes or None, files=files
    )
    if ticket.merged_at is not None:
        # The work is at the parent: its team must not miss what this reporter says.
        family.tell_parent(ticket, {}, body, actor)
    return entry

"""A click on a mail's link: looking changes nothing, the form's button takes up or resolves, once."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.errors import Conflict, DomainError, NotFound
from backend.inbox.acting import mailbox
from backend.mail.links import RESOLVE, Link
from backend.teams import services as teams
from backend.teams.models import Endpoint
from backend.tickets import services as tickets
from shared import lifecycle
from shared.vocabulary import Status, Visibility, Who


class Done(StrEnum):
    """What came of a click."""

    DONE = "done"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True)
class Seen:
    """The ticket's short facts, and whether the link's action is possible now."""

    language: str
    team: str
    reference: str
    service: str | None
    description: str
    status: Status
    since: dt.datetime
    assignee: str | None
    postcode: str | None
    possible: bool


@dataclass(frozen=True)
class Click:
    """What was filled in."""

    message: str | None = None
    name: str | None = None
    reason: str | None = None


def see(link: Link) -> Seen:
    """What the page shows; raises NotFound where the link opens nothing any more: moved, removed, gone."""
    caller, ticket = _ticket(link)
    title = teams.titles()[caller.language].get(ticket.service) if ticket.service else None
    return Seen(
        caller.language,
        ticket.team.name,
        ticket.reference,
        title,
        ticket.description,
        Status(ticket.status),
        ticket.status_since,
        ticket.assignee.name if ticket.assignee else None,
        ticket.customer_postcode,
        _possible(link, Status(ticket.status)),
    )


def act(link: Link, click: Click) -> Done:
    """Takes up or resolves, with a message where there is one; runs inside `db.write`, raises NotFound."""
    caller, ticket = _ticket(link, click.name)
    if not _possible(link, Status(ticket.status)):
        return Done.ALREADY
    data: dict[str, Any] = {"status": str(_wanted(link))}
    if link.action == RESOLVE and click.reason:
        data["status_reason"] = click.reason
    if click.message:
        data["message"] = {"body": click.message, "visibility": str(Visibility.PUBLIC)}
    try:
        # Whatever else changed: the link was for this step alone, and whether it is possible is looked at again there.
        tickets.amend(caller, ticket.id, data, "*")
    except Conflict:
        return Done.ALREADY
    except NotFound:
        raise
    except DomainError:
        return Done.REFUSED
    return Done.DONE


def _ticket(link: Link, name: str | None = None) -> tuple[Caller, Any]:
    endpoint = db.session.get(Endpoint, link.endpoint_id)
    if endpoint is None or endpoint.disabled_at is not None or endpoint.email is None:
        raise NotFound
    caller = mailbox(endpoint, name)
    # What became a duplicate after the mail went out has no work of its own: the page is the other ticket's.
    return caller, tickets.worked_on(caller, link.ticket_id)


def _possible(link: Link, status: Status) -> bool:
    """A link to take up is for what nobody has yet: it reopens nothing, and ends nobody's waiting."""
    if link.action == RESOLVE:
        return Status.RESOLVED in lifecycle.moves(status, Who.TEAM)
    return status == Status.ACKNOWLEDGED


def _wanted(link: Link) -> Status:
    return Status.RESOLVED if link.action == RESOLVE else Status.IN_PROGRESS

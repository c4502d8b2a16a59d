"""`.../status-page`: the page that a friend follows along on."""

from collections.abc import Callable

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.following import present, services
from backend.following.models import StatusPage
from backend.following.routes.blueprint import blueprint
from backend.http import JSON, Answer, act, answer, change
from backend.shown_once import Secret
from shared.schemas.base import EmptySchema
from shared.schemas.following import NewStatusPageSchema, StatusPageSchema

_UNKEPT = {"Cache-Control": "no-store"}


@blueprint.get("/tickets/<id:ticket_id>/status-page")
@people
@blueprint.response(200, StatusPageSchema)
def get_ticket_status_page(who: Caller, ticket_id: str) -> Response:
    """The ticket's page for the friend; 404 where there is none."""
    return answer(present.with_link(services.of_ticket(who, ticket_id)), headers=_UNKEPT)


@blueprint.post("/tickets/<id:ticket_id>/status-page")
@people
@blueprint.arguments(NewStatusPageSchema)
@blueprint.response(201, StatusPageSchema)
@blueprint.alt_response(200, schema=StatusPageSchema, description="There was one: its link works longer.")
def make_ticket_status_page(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Give the friend a page of this ticket, without sign-in and with nothing personal on it; its reporter can."""
    return act(lambda: _made(*services.make_for_ticket(who, ticket_id, data["days"]), ticket_id))


@blueprint.delete("/tickets/<id:ticket_id>/status-page")
@people
@blueprint.response(200, EmptySchema)
def end_ticket_status_page(who: Caller, ticket_id: str) -> Response:
    """Take the ticket's page back: its link tells nothing from now on."""
    return change(lambda: _ended(services.end_of_ticket, who, ticket_id))


@blueprint.get("/affected/<id:affected_id>/status-page")
@people
@blueprint.response(200, StatusPageSchema)
def get_affected_status_page(who: Caller, affected_id: str) -> Response:
    """The page of a customer behind an outage; 404 where there is none."""
    return answer(present.with_link(services.of_affected(who, affected_id)), headers=_UNKEPT)


@blueprint.post("/affected/<id:affected_id>/status-page")
@people
@blueprint.arguments(NewStatusPageSchema)
@blueprint.response(201, StatusPageSchema)
@blueprint.alt_response(200, schema=StatusPageSchema, description="There was one: its link works longer.")
def make_affected_status_page(who: Caller, data: JSON, affected_id: str) -> Response:
    """Give the friend behind an outage a page, where they say whether it works again."""
    return act(lambda: _made(*services.make_for_affected(who, affected_id, data["days"]), affected_id))


@blueprint.delete("/affected/<id:affected_id>/status-page")
@people
@blueprint.response(200, EmptySchema)
def end_affected_status_page(who: Caller, affected_id: str) -> Response:
    """Take that page back."""
    return change(lambda: _ended(services.end_of_affected, who, affected_id))


@blueprint.get("/outages/<id:outage_id>/status-page")
@people
@blueprint.response(200, StatusPageSchema)
def get_outage_status_page(who: Caller, outage_id: str) -> Response:
    """The link that the caller made to the outage's page; 404 where there is none."""
    return answer(present.with_link(services.of_outage(who, outage_id)), headers=_UNKEPT)


@blueprint.post("/outages/<id:outage_id>/status-page")
@people
@blueprint.arguments(NewStatusPageSchema)
@blueprint.response(201, StatusPageSchema)
@blueprint.alt_response(200, schema=StatusPageSchema, description="There was one: its link works longer.")
def make_outage_status_page(who: Caller, data: JSON, outage_id: str) -> Response:
    """A link of the caller's own to a page of the outage, which says the same to all."""
    return act(lambda: _made(*services.make_for_outage(who, outage_id, data["days"]), outage_id))


@blueprint.delete("/outages/<id:outage_id>/status-page")
@people
@blueprint.response(200, EmptySchema)
def end_outage_status_page(who: Caller, outage_id: str) -> Response:
    """Take the caller's link to the outage's page back."""
    return change(lambda: _ended(services.end_of_outage, who, outage_id))


def _made(page: StatusPage, new: bool, subject: str) -> Answer:
    secret = Secret("", page.marker)
    return Answer(present.status_page(page), 201 if new else 200, subject=subject, secret=secret)


def _ended(end: Callable[[Caller, str], None], who: Caller, subject: str) -> Answer:
    end(who, subject)
    return Answer({})

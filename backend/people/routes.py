"""`/people`: accounts, kept by admins."""

from typing import Any

from flask import Response, request

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.cursors import next_link, read_cursor
from backend.http import JSON, Answer, Blueprint, act, answer, change
from backend.people import keeping, leaving, looking
from backend.tickets import services as tickets
from shared.schemas.base import EmptySchema
from shared.schemas.people import (
    AccountDetailSchema,
    AccountListSchema,
    AccountSchema,
    LeaveSchema,
    LeftSchema,
    NewPersonSchema,
    PatchPersonSchema,
    PeopleQuerySchema,
    ReturnSchema,
)

blueprint = Blueprint("people", __name__, description="People's accounts.")


@blueprint.get("/people")
@people
@blueprint.arguments(PeopleQuerySchema, location="query")
@blueprint.response(200, AccountListSchema)
def get_people(who: Caller, query: JSON) -> Response:
    """Accounts by e-mail address, those that fit the filters: for admins."""
    cursor = read_cursor(query.get("cursor"), (str,))
    items = looking.list_people(who, query, cursor[0] if cursor else None, query["limit"] + 1)
    shown = items[: query["limit"]]
    return answer({"items": shown}, headers=next_link([shown[-1]["email"]]) if len(items) > len(shown) else {})


@blueprint.post("/people")
@people
@blueprint.arguments(NewPersonSchema)
@blueprint.response(201, AccountSchema)
def add_person(who: Caller, data: JSON) -> Response:
    """Open an account, and invite its owner by mail unless told otherwise."""
    return act(lambda: _shown(keeping.take_in(who, data), 201))


@blueprint.get("/people/<id:person_id>")
@people
@blueprint.response(200, AccountDetailSchema)
def get_person(who: Caller, person_id: str) -> Response:
    """One account, and how many open tickets it has."""
    person = looking.find(who, person_id)
    shown = looking.show(person)
    # Not by `answer`: tickets come and go under the same ETag, which is what a change must name.
    return Answer({**shown, "open_tickets": tickets.open_of(person_id)}, etag=looking.tag(shown)).response()


@blueprint.patch("/people/<id:person_id>")
@people
@blueprint.arguments(PatchPersonSchema)
@blueprint.response(200, AccountSchema)
def amend_person(who: Caller, data: JSON, person_id: str) -> Response:
    """Change a name, address, role, language, group, or the teams; in force at once."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(keeping.amend(who, person_id, data, match)))


@blueprint.post("/people/<id:person_id>/invite")
@people
@blueprint.arguments(EmptySchema)
@blueprint.response(200, AccountSchema)
def invite_person(who: Caller, _: JSON, person_id: str) -> Response:
    """Mail a new invitation, in place of older ones, to somebody who has no password yet."""
    return act(lambda: _shown(keeping.invite(who, person_id)))


@blueprint.post("/people/<id:person_id>/leave")
@people
@blueprint.arguments(LeaveSchema)
@blueprint.response(200, LeftSchema)
def see_off(who: Caller, data: JSON, person_id: str) -> Response:
    """Close an account at once; its open tickets go to a colleague, or stay with their teams alone."""
    return act(lambda: _left(who, person_id, data["tickets_to"]))


@blueprint.post("/people/<id:person_id>/return")
@people
@blueprint.arguments(ReturnSchema)
@blueprint.response(200, AccountSchema)
def bring_back(who: Caller, data: JSON, person_id: str) -> Response:
    """Open a closed account again, and invite its owner unless told otherwise; teams are joined anew."""
    return act(lambda: _shown(keeping.bring_back(who, person_id, invited=data["invite"])))


def _left(who: Caller, person_id: str, tickets_to: str | None) -> Answer:
    handed_on = leaving.see_off(who, person_id, tickets_to)
    shown = looking.show(looking.find(who, person_id))
    figures: dict[str, Any] = {"reported": handed_on.reported, "released": handed_on.released}
    return Answer({**shown, "handed_on": figures}, etag=looking.tag(shown), subject=person_id)


def _shown(person: Person, status: int = 200) -> Answer:
    shown = looking.show(person)
    return Answer(shown, status, etag=looking.tag(shown), subject=person.id)

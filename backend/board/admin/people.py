"""`/admin/people`: accounts, found, opened, changed, invited again, closed and brought back."""

from typing import Any

from flask import Response

from backend import db
from backend.accounts.caller import Caller
from backend.board.admin.frame import ADMINS, admin_page, beginning, further
from backend.board.forms import Form, asked, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.cursors import read_cursor
from backend.people import keeping, leaving, looking
from backend.teams import services as teams
from backend.tickets import services as tickets
from shared.schemas.base import EmptySchema
from shared.schemas.people import LeaveSchema, NewPersonSchema, PatchPersonSchema, PeopleQuerySchema, ReturnSchema

pages = Pages("admin_people", __name__)

SHOWN = 50
_CLEARS = ("group", "teams")


@pages.get("/admin/people")
@visitor(*ADMINS)
def find(who: Caller) -> Response:
    """Everybody, or those who fit."""
    filters = asked(PeopleQuerySchema)
    query = filters.load()
    cursor = read_cursor(query.get("cursor"), (str,)) if query else None
    items = looking.list_people(who, query, cursor[0] if cursor else None, SHOWN + 1) if query else []
    shown = items[:SHOWN]
    more = further([shown[-1]["email"]]) if len(items) > SHOWN else ""
    lists: dict[str, Any] = {
        "team_names": sorted(teams.names().items()),
        "groups": [(one, one) for one in looking.groups()],
    }
    return admin_page(who, "people.html", filters=filters, items=shown, next=more, first=beginning(), **lists)


@pages.get("/admin/people/new")
@visitor(*ADMINS)
def begin(who: Caller) -> Response:
    """The form for somebody new."""
    return _new(who, blank(NewPersonSchema, {"role": "employee", "language": "nl", "invite": True}))


@pages.post("/admin/people")
@visitor(*ADMINS)
def add(who: Caller) -> Response:
    """Opens an account, and invites its owner."""
    form = sent(NewPersonSchema)
    if not form.act(lambda data: {"id": keeping.take_in(who, data).id}):
        return _new(who, form)
    person = looking.find(who, form.result["id"])
    if looking.show(person)["state"] == "invited":
        said("{name} has an account, and an invitation is on its way to {email}.", name=person.name, email=person.email)
    else:
        said("{name} has an account. Invite them when it is time.", name=person.name)
    return go(f"/admin/people/{person.id}")


@pages.get("/admin/people/<id:person_id>")
@visitor(*ADMINS)
def see(who: Caller, person_id: str) -> Response:
    """One account."""
    return _one(who, person_id)


@pages.post("/admin/people/<id:person_id>")
@visitor(*ADMINS)
def amend(who: Caller, person_id: str) -> Response:
    """Changes it; in force at once."""
    form = sent(PatchPersonSchema, clears=_CLEARS)
    if form.change(lambda data, version: keeping.amend(who, person_id, data, version).id):
        said("It is saved, and holds from now on.")
        return go(f"/admin/people/{person_id}")
    if form.late:
        shown = looking.show(looking.find(who, person_id))
        form.beside(_values(shown), looking.tag(shown))
    return _one(who, person_id, form=form)


@pages.post("/admin/people/<id:person_id>/invite")
@visitor(*ADMINS)
def invite(who: Caller, person_id: str) -> Response:
    """Sends another invitation."""
    form = sent(EmptySchema)
    if not form.act(lambda _: {"id": keeping.invite(who, person_id).id}):
        return _one(who, person_id, acted=form)
    said("A new invitation is on its way; the one before opens nothing any more.")
    return go(f"/admin/people/{person_id}")


@pages.post("/admin/people/<id:person_id>/leave")
@visitor(*ADMINS)
def leave(who: Caller, person_id: str) -> Response:
    """Closes the account, or hands on what a leaver left behind."""
    form = sent(LeaveSchema)

    def see_off(data: dict[str, Any]) -> dict[str, int]:
        left = leaving.see_off(who, person_id, data["tickets_to"])
        return {"reported": left.reported, "released": left.released}

    if not form.act(see_off):
        return _one(who, person_id, leave=form)
    figures = form.result
    said("The account is closed. Tickets handed on: {reported}. Free for the team again: {released}.", **figures)
    return go(f"/admin/people/{person_id}")


@pages.post("/admin/people/<id:person_id>/return")
@visitor(*ADMINS)
def bring_back(who: Caller, person_id: str) -> Response:
    """Opens a closed account again."""
    form = sent(ReturnSchema)
    if not form.act(lambda data: {"id": keeping.bring_back(who, person_id, invited=data["invite"]).id}):
        return _one(who, person_id, acted=form)
    said("The account is open again. They choose a new password by the invitation, and are in no team yet.")
    return go(f"/admin/people/{person_id}")


def _new(who: Caller, form: Form) -> Response:
    return admin_page(who, "person_new.html", status=form.status, form=form, team_names=_teams())


def _one(
    who: Caller, person_id: str, form: Form | None = None, leave: Form | None = None, acted: Form | None = None
) -> Response:
    db.session.expire_all()
    shown = looking.show(looking.find(who, person_id))
    form = form or blank(PatchPersonSchema, _values(shown), version=looking.tag(shown))
    leave, acted = leave or blank(LeaveSchema), acted or blank(EmptySchema)
    status = max(form.status, leave.status, acted.status)
    about = {"person": shown, "open_tickets": tickets.open_of(person_id), "team_names": _teams()}
    return admin_page(who, "person.html", status=status, form=form, leave=leave, acted=acted, **about)


def _values(shown: dict[str, Any]) -> dict[str, Any]:
    facts = {name: shown[name] for name in ("email", "name", "role", "language", "group")}
    return {**facts, "teams": [team["slug"] for team in shown["teams"]]}


def _teams() -> list[tuple[str, str]]:
    return sorted(teams.names().items())
